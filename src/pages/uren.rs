//! When something is, for readers: the hours of a week, what differs in the days to come, and why.
//!
//! A site is read on other days than it was built, so moments are told by their date, never as "today".

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::nu;
use super::page::LocatieView;
use super::spot::{Spot, day};
use crate::kinds::{Document, Locatie};
use crate::tijd::{
    Dag, Datumtekst, Feestdagen, Moment, Openingssoort, Reden, Rooster, Tijdvak, Uren, Weekdag, Weekdagen, Weekregel,
};

/// How many days ahead is told what is not like other weeks, today among them.
pub(super) const AHEAD: usize = 14;

/// How many days ahead is told what the editor said of this schedule itself.
const AHEAD_OWN: i32 = 60;

/// How many of the next times are told.
pub(super) const NEXT: usize = 3;

/// When something is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct UrenView {
    /// The hours of a week; days with the same hours together.
    pub week: Vec<OpeningstijdView>,
    /// When other hours hold.
    pub seizoenen: Vec<SeizoenView>,
    /// Whether it is open on public holidays.
    pub open_op_feestdagen: bool,
    /// The public holidays on which it is closed, when it is open on others.
    pub dicht_op: Vec<&'static str>,
    /// What differs in the days to come.
    pub let_op: Vec<LetOpView>,
    /// The next days, each with its times.
    pub volgende: Vec<MomentView>,
    /// What is said of now, for the script of a theme.
    pub nu: Option<String>,
}

/// Days of the week with the times that hold on them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OpeningstijdView {
    /// "maandag t/m donderdag".
    pub dag: String,
    pub tijden: Vec<TijdView>,
}

/// From when to when, and how one comes then when that is not by walking in: "afspraak".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TijdView {
    #[serde(flatten)]
    pub tijd: Tijdvak,
    pub soort: Option<&'static str>,
}

/// A part of the year with hours of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SeizoenView {
    /// "1 juli tot en met 15 augustus".
    pub dagen: String,
    pub reden: Option<String>,
    /// Nothing when it is closed.
    pub week: Vec<OpeningstijdView>,
}

/// One day, or a stretch of days, that is not like other weeks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LetOpView {
    pub dag: Datumtekst,
    /// The last day, when it is a stretch.
    pub tot: Option<Datumtekst>,
    /// What there is; nothing when it is closed.
    pub tijden: Vec<TijdView>,
    /// Whether something that is there in other weeks falls out.
    pub valt_uit: bool,
    /// "tweede kerstdag".
    pub reden: Option<String>,
    /// The day on which it is instead.
    pub naar: Option<Datumtekst>,
    /// The day instead of which it is.
    pub in_plaats_van: Option<Datumtekst>,
    /// The place, when it is another one.
    pub locatie: Option<LocatieView>,
    /// Until when it is told, for the script of a theme.
    pub nu: String,
}

/// A day with its times.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MomentView {
    pub dag: Datumtekst,
    pub tijden: Vec<TijdView>,
    /// Until when it is told, for the script of a theme.
    pub nu: String,
}

impl From<&Moment> for TijdView {
    fn from(moment: &Moment) -> Self {
        Self { tijd: moment.tijd, soort: (moment.soort != Openingssoort::Inloop).then(|| moment.soort.word()) }
    }
}

impl<'s> Spot<'s> {
    /// The hours of a document of this schedule, in this municipality.
    pub(super) fn uren_of<'r>(&self, rooster: &'r Rooster, of: &'r Document) -> Uren<'r>
    where
        's: 'r,
    {
        self.planner.site.uren(rooster, of)
    }

    /// When it is, some times of it at other places, and what `nu` says of now; `None` when nothing is known of that.
    pub(super) fn uren(
        &self,
        uren: Uren<'_>,
        elders: &[Option<Locatie>],
        nu: Option<fn(Uren<'_>, Date) -> String>,
    ) -> Option<UrenView> {
        let Rooster { regels, seizoenen, feestdagen, .. } = uren.rooster;
        if !uren.rooster.is_known() {
            return None;
        }
        let today = self.planner.today;
        let is_to_come = |dagen: crate::tijd::Dagen| dagen.once().is_none_or(|(_, tot)| tot >= today);
        let seizoenen = seizoenen.iter().filter(|it| is_to_come(it.dagen)).map(|it| SeizoenView {
            dagen: it.dagen.to_string(),
            reden: it.reden.clone(),
            week: week(&it.regels),
        });
        let dicht_op = if let Feestdagen::DichtOp(these) = feestdagen { &these[..] } else { &[] };
        Some(UrenView {
            week: week(regels),
            seizoenen: seizoenen.collect(),
            open_op_feestdagen: *feestdagen == Feestdagen::Open,
            dicht_op: dicht_op.iter().map(|it| it.word()).collect(),
            let_op: self.let_op(uren, elders),
            volgende: next(uren, today).collect(),
            nu: nu.map(|nu| self.now(nu(uren, today))).filter(|nu| !nu.is_empty()),
        })
    }

    /// What is not like other weeks in the days to come; days in a row that are closed for one reason together.
    pub(super) fn let_op(&self, uren: Uren<'_>, elders: &[Option<Locatie>]) -> Vec<LetOpView> {
        let today = self.planner.today;
        let soon = today.series(1.day()).nth(AHEAD).unwrap_or(today);
        let by_calendar = |dag: &Dag<'_>| matches!(dag.reden, Some(Reden::Feestdag(_) | Reden::Vakantie(_)));
        let mut stretches: Vec<Vec<Dag<'_>>> = Vec::new();
        for dag in uren.afwijkend(today, AHEAD_OWN).filter(|dag| dag.dag < soon || !by_calendar(dag)) {
            let goes_on = |last: &Dag<'_>| {
                let between = last.dag.series(1.day()).skip(1).take_while(|day| *day < dag.dag);
                last.momenten.is_empty()
                    && dag.momenten.is_empty()
                    && last.reden == dag.reden
                    && between.into_iter().all(|day| uren.on(day).momenten.is_empty())
            };
            match stretches.last_mut().filter(|stretch| stretch.last().is_some_and(goes_on)) {
                Some(stretch) => stretch.push(dag),
                None => stretches.push(vec![dag]),
            }
        }
        stretches
            .iter()
            .filter_map(|stretch| {
                let (first, last) = (stretch.first()?, stretch.last()?);
                let (reden, naar, in_plaats_van) = words(first.reden?);
                let other_place = |moment: &Moment| elders.get(moment.extra?)?.as_ref();
                Some(LetOpView {
                    dag: day(first.dag),
                    tot: (stretch.len() > 1).then(|| day(last.dag)),
                    tijden: first.momenten.iter().map(TijdView::from).collect(),
                    valt_uit: first.valt_uit,
                    reden,
                    naar: naar.map(day),
                    in_plaats_van: in_plaats_van.map(day),
                    locatie: first.momenten.iter().find_map(other_place).map(|it| self.plek(it)),
                    nu: nu::until(nu::over(last.dag, &first.momenten)),
                })
            })
            .collect()
    }
}

/// The next days from one on, each with its times.
pub(super) fn next(uren: Uren<'_>, from: Date) -> impl Iterator<Item = MomentView> {
    let momenten: Vec<_> = uren.momenten(from).take(NEXT * 4).collect();
    let by_day = momenten.chunk_by(|one, other| one.dag == other.dag);
    let days: Vec<_> = by_day
        .take(NEXT)
        .map(|of_day| MomentView {
            dag: day(of_day[0].dag),
            tijden: of_day.iter().map(TijdView::from).collect(),
            nu: nu::until(nu::end_of(of_day)),
        })
        .collect();
    days.into_iter()
}

/// The hours of a week, days with the same hours together.
fn week(regels: &[Weekregel]) -> Vec<OpeningstijdView> {
    type Hours = Vec<(Tijdvak, Openingssoort)>;
    let mut week: Vec<(Vec<Weekdag>, Hours)> = Vec::new();
    for weekday in Weekdag::ALL {
        let of_day = regels.iter().filter(|regel| regel.dagen.days().contains(&weekday));
        let mut tijden: Hours = of_day.map(|regel| (regel.tijd, regel.soort)).collect();
        tijden.sort_unstable();
        match week.iter_mut().find(|(_, others)| *others == tijden) {
            Some((days, _)) => days.push(weekday),
            None if !tijden.is_empty() => week.push((vec![weekday], tijden)),
            None => {}
        }
    }
    let tijd = |(tijd, soort): (Tijdvak, Openingssoort)| TijdView {
        tijd,
        soort: (soort != Openingssoort::Inloop).then(|| soort.word()),
    };
    week.into_iter()
        .map(|(days, tijden)| OpeningstijdView {
            dag: Weekdagen::new(days).to_string(),
            tijden: tijden.into_iter().map(tijd).collect(),
        })
        .collect()
}

/// Why, in words; the day on which it is instead, and the day instead of which it is.
fn words(reden: Reden<'_>) -> (Option<String>, Option<Date>, Option<Date>) {
    let own = |reden: Option<&str>| reden.map(str::to_owned);
    match reden {
        Reden::Feestdag(feestdag) => (own(Some(feestdag.word())), None, None),
        Reden::Vakantie(naam) => (own(Some(naam)), None, None),
        Reden::Eigen(reden) => (own(reden), None, None),
        Reden::Verplaatst(naar, reden) => (own(reden), Some(naar), None),
        Reden::InPlaatsVan(van, reden) => (own(reden), None, Some(van)),
    }
}
