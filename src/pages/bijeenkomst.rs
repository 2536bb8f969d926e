//! Meetings: one in lists, the page of all, and that of one.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::buurt::GebiedView;
use super::linked_data;
use super::meenemen::AgendaView;
use super::nu;
use super::page::{ContentView, Link, LocatieView, Page};
use super::spot::{Heading, Spot, day};
use super::stuk::StukView;
use super::van_anderen::ActiviteitView;
use crate::kinds::{Aanmelden, Bijeenkomst, BijeenkomstStatus, Keer, VastePagina, Verslag};
use crate::site::{About, WijkIndex, agenda};
use crate::tijd::{Datum, Datumtekst, Tijdstip, Tijdvak};
use crate::values::{Email, Telefoon};

/// How many meetings to come stand on the page of a wijk or buurt.
pub(super) const MEETINGS: usize = 2;

/// How many stand on the home page.
const MEETINGS_AT_HOME: usize = 2;

/// `bijeenkomsten.html`: those to come, the next first, then those that were, by year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BijeenkomstenView {
    pub tekst: String,
    pub straks: Vec<BijeenkomstView>,
    /// What organisations do, by their own calendars.
    pub van_anderen: Vec<ActiviteitView>,
    pub jaren: Vec<BijeenkomstJaar>,
}

/// The meetings that were in one year, the last first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BijeenkomstJaar {
    pub jaar: i16,
    pub bijeenkomsten: Vec<BijeenkomstView>,
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BijeenkomstView {
    pub titel: String,
    pub href: String,
    pub samenvatting: String,
    /// "Afgelast", "Verplaatst" or "Vol", as long as people have to know.
    pub let_op: Option<&'static str>,
    pub reden: Option<String>,
    /// The moment that comes next, or was the last.
    pub keer: KeerView,
    /// How many come after it.
    pub daarna: usize,
    pub locatie: LocatieView,
    pub voorbij: bool,
    /// Whether there is a report.
    pub verslag: bool,
    pub wijken: Vec<Link>,
    pub buurten: Vec<GebiedView>,
    /// For the script of a theme: from this moment on it is over.
    pub nu: String,
}

/// A moment of a meeting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct KeerView {
    pub dag: Datumtekst,
    pub van: Tijdstip,
    pub tot: Tijdstip,
}

/// `bijeenkomst.html`: one meeting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BijeenkomstPageView {
    pub bijeenkomst: BijeenkomstView,
    pub tekst: String,
    /// All its moments.
    pub keren: Vec<KeerView>,
    /// When it would have been, if it was moved to another time.
    pub eerst_op: Vec<KeerView>,
    /// Where it would have been, if it was moved to another place.
    pub eerst_in: Option<LocatieView>,
    /// For the script of a theme: that it is tomorrow, today, now, or over. Nothing when it is over or does not go on.
    pub nu: Option<String>,
    pub straten: Vec<String>,
    pub voor_wie: Option<String>,
    /// How people sign up; `None` when it is over or does not go on.
    pub aanmelden: Option<AanmeldenView>,
    pub plaatsen: Option<u32>,
    pub rolstoel: Option<bool>,
    pub taal: Option<String>,
    pub punten: Vec<AgendapuntView>,
    pub verslag: Option<VerslagView>,
    pub documenten: Vec<StukView>,
    /// Its calendar, as long as it goes on and is to come.
    pub agenda: Option<AgendaView>,
    pub bijeenkomstenpagina: Option<String>,
}

/// How people sign up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AanmeldenView {
    pub nodig: bool,
    pub email: Option<Email>,
    pub telefoon: Option<Telefoon>,
    pub link: Option<String>,
    /// The last day on which one can.
    pub tot: Option<Datumtekst>,
    /// Whether that was before today.
    pub gesloten: bool,
}

/// A point of what happens.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AgendapuntView {
    pub tijd: Option<Tijdstip>,
    pub wat: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VerslagView {
    pub gevraagd: Vec<String>,
    pub gehoord: Vec<String>,
    pub besloten: Vec<String>,
    pub waarom_niet: Vec<String>,
}

fn keer(keer: &Keer) -> KeerView {
    KeerView { dag: day(keer.dag), van: Tijdvak::van(keer.tijd), tot: keer.tijd.tot() }
}

/// What people have to know of it first, if anything.
pub(super) fn let_op(value: &Bijeenkomst, today: Date) -> Option<&'static str> {
    let holds = match value.status {
        BijeenkomstStatus::GaatDoor => false,
        BijeenkomstStatus::Afgelast => true,
        BijeenkomstStatus::Verplaatst | BijeenkomstStatus::Vol => !value.is_over(today),
    };
    holds.then(|| value.status.word_at_start())
}

impl Spot<'_> {
    pub(super) fn bijeenkomst(&self, about: &About<Bijeenkomst>) -> BijeenkomstView {
        let (document, value, today) = (&about.item.document, &about.item.value, self.planner.today);
        self.shows(document);
        let keren = value.keren();
        let next = keren.iter().position(|keer| keer.einde().dag >= today).unwrap_or(keren.len() - 1);
        let end = keren.iter().map(|keer| keer.einde().minuut(false)).max().unwrap_or_default();
        BijeenkomstView {
            titel: value.titel.clone(),
            href: self.document_href(document),
            samenvatting: value.samenvatting.clone(),
            let_op: let_op(value, today),
            reden: value.reden.clone(),
            keer: keer(&keren[next]),
            daarna: keren.len() - 1 - next,
            locatie: self.plek(value.locatie()),
            voorbij: value.is_over(today),
            verslag: value.is_reported(),
            wijken: self.wijk_links(&about.wijken),
            buurten: about.buurten.iter().map(|code| self.gebied(code)).collect(),
            nu: nu::until(end),
        }
    }

    /// The first of these that are to come, the next first. What was among them is away since the day after it.
    fn to_come<'b>(
        &self,
        latest_first: impl DoubleEndedIterator<Item = &'b About<Bijeenkomst>>,
        most: usize,
    ) -> Vec<BijeenkomstView> {
        let today = self.planner.today;
        let mut coming: Vec<_> = Vec::new();
        for about in latest_first {
            if about.item.value.is_over(today) {
                self.changed(Some(over_since(&about.item.value)));
            } else {
                coming.push(about);
            }
        }
        coming.sort_by_key(|about| next_moment(&about.item.value, today));
        let shown: Vec<_> = coming.into_iter().take(most).map(|about| self.bijeenkomst(about)).collect();
        for it in &shown {
            self.now(it.nu.clone());
        }
        shown
    }

    /// The meetings to come for one place, of those for its wijk, and for everybody.
    pub(super) fn meetings(
        &self,
        wijk: WijkIndex,
        is_own: impl Fn(&About<Bijeenkomst>) -> bool,
    ) -> Vec<BijeenkomstView> {
        let all = self.planner.site.lists.bijeenkomsten.with_general(wijk);
        self.to_come(all.filter(|it| it.is_general() || is_own(it)), MEETINGS)
    }

    /// Those that are over, the last first.
    fn over(&self, is_wanted: impl Fn(&About<Bijeenkomst>) -> bool) -> Vec<&About<Bijeenkomst>> {
        let (site, today) = (self.planner.site, self.planner.today);
        let is_over = |it: &&About<Bijeenkomst>| is_wanted(it) && it.item.value.is_over(today);
        let mut over: Vec<_> = site.lists.bijeenkomsten.iter().filter(is_over).collect();
        over.sort_by_key(|it| std::cmp::Reverse(it.item.value.laatste_dag()));
        over
    }

    /// All of these: those to come, the next first, then those that are over, the last first.
    pub(super) fn all_meetings(&self, is_wanted: impl Fn(&About<Bijeenkomst>) -> bool) -> Vec<BijeenkomstView> {
        let all = self.planner.site.lists.bijeenkomsten.iter();
        let mut meetings = self.to_come(all.filter(|it| is_wanted(it)), usize::MAX);
        meetings.extend(self.over(is_wanted).into_iter().map(|it| self.bijeenkomst(it)));
        meetings
    }

    /// The next meetings of all.
    pub(super) fn meetings_at_home(&self) -> Vec<BijeenkomstView> {
        self.to_come(self.planner.site.lists.bijeenkomsten.iter(), MEETINGS_AT_HOME)
    }
}

/// When it is next.
fn next_moment(value: &Bijeenkomst, today: Date) -> Option<crate::tijd::Ogenblik> {
    value.keren().iter().filter(|keer| keer.einde().dag >= today).map(Keer::begin).min()
}

/// The first day on which it is over.
fn over_since(value: &Bijeenkomst) -> Datum {
    Datum(value.laatste_dag().saturating_add(1.day()))
}

/// The page of all meetings.
pub(super) fn overzicht(spot: &Spot<'_>, tekst: String) -> ContentView {
    let straks = spot.to_come(spot.planner.site.lists.bijeenkomsten.iter(), usize::MAX);
    let over = spot.over(|_| true);
    let mut jaren: Vec<BijeenkomstJaar> = Vec::new();
    for about in over {
        let (jaar, view) = (about.item.value.laatste_dag().year(), spot.bijeenkomst(about));
        match jaren.last_mut().filter(|last| last.jaar == jaar) {
            Some(last) => last.bijeenkomsten.push(view),
            None => jaren.push(BijeenkomstJaar { jaar, bijeenkomsten: vec![view] }),
        }
    }
    ContentView::Bijeenkomsten(BijeenkomstenView { tekst, straks, van_anderen: spot.van_anderen(), jaren })
}

/// The page of a meeting.
pub(super) fn page(spot: &Spot<'_>, about: &About<Bijeenkomst>) -> Page {
    let (document, value, today) = (&about.item.document, &about.item.value, spot.planner.today);
    let is_over = value.is_over(today);
    let goes_on = !is_over && value.status != BijeenkomstStatus::Afgelast;
    spot.changed(is_over.then(|| over_since(value)));
    let bijeenkomst = spot.bijeenkomst(about);
    let keren = value.keren().iter().map(|it| (it.begin(), it.einde()));
    let view = BijeenkomstPageView {
        tekst: spot.text(document, 0),
        keren: value.keren().iter().map(keer).collect(),
        eerst_op: value.eerst_op().iter().map(keer).collect(),
        eerst_in: value.eerst_in().map(|plek| spot.plek(plek)),
        nu: goes_on.then(|| spot.now(nu::bijeenkomst(keren))),
        straten: value.straten.clone(),
        voor_wie: value.voor_wie.clone(),
        aanmelden: goes_on.then(|| aanmelden(&value.aanmelden, today)),
        plaatsen: value.plaatsen,
        rolstoel: value.rolstoel,
        taal: value.taal.clone(),
        punten: value.agenda.iter().map(|punt| AgendapuntView { tijd: punt.tijd, wat: punt.wat.clone() }).collect(),
        verslag: value.verslag.as_ref().and_then(verslag),
        documenten: spot.stukken(&value.documenten),
        agenda: goes_on.then(|| spot.agenda(&agenda(document))),
        bijeenkomstenpagina: spot.fixed(VastePagina::Bijeenkomsten),
        bijeenkomst,
    };
    let prefix = view.bijeenkomst.let_op.map(|word| format!("{word}: ")).unwrap_or_default();
    let heading = Heading {
        titel: format!("{prefix}{}", value.titel),
        omschrijving: value.samenvatting.clone(),
        kruimels: spot.crumbs([VastePagina::Home, VastePagina::Bijeenkomsten]),
        document: Some(document),
        things: linked_data::bijeenkomst(spot, about),
        bord: false,
    };
    spot.page(heading, ContentView::Bijeenkomst(Box::new(view)))
}

fn aanmelden(value: &Aanmelden, today: Date) -> AanmeldenView {
    match value {
        Aanmelden::NietNodig => {
            AanmeldenView { nodig: false, email: None, telefoon: None, link: None, tot: None, gesloten: false }
        }
        Aanmelden::Bij { email, telefoon, link, tot } => AanmeldenView {
            nodig: true,
            email: email.clone(),
            telefoon: telefoon.clone(),
            link: link.as_ref().map(ToString::to_string),
            tot: tot.as_ref().map(|tot| day(tot.value.0)),
            gesloten: tot.as_ref().is_some_and(|tot| tot.value.0 < today),
        },
    }
}

fn verslag(value: &Verslag) -> Option<VerslagView> {
    let Verslag::Er { gevraagd, gehoord, besloten, waarom_niet } = value else { return None };
    let [gevraagd, gehoord, besloten, waarom_niet] = [gevraagd, gehoord, besloten, waarom_niet].map(Vec::clone);
    Some(VerslagView { gevraagd, gehoord, besloten, waarom_niet })
}
