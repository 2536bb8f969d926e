//! What a newsletter of a wijk tells: as a mail, as plain text and on paper the same. It is read elsewhere, so its addresses are whole, and
//! it has no more than fits on two sheets of paper; what is left out is counted, with the page that has it.

use jiff::civil::Date;
use serde::Serialize;

use super::Planner;
use super::bijeenkomst::BijeenkomstView;
use super::contact::{ContactView, VervangerView};
use super::frames::{Frames, SiteView};
use super::inloop::InloopView;
use super::page::LocatieView;
use super::project::{FaseView, ProjectView};
use super::spot::Spot;
use super::stuk::{BestandView, StukView};
use super::uren::{TijdView, UrenView};
use super::viewpoint::Viewpoint;
use crate::draw::qr::Qr;
use crate::kinds::{Nieuws, Project, Stap, StapStand, VastePagina};
use crate::site::{About, WijkIndex};
use crate::tijd::Datum;
use crate::values::{Basisadres, Email, Kleur, Telefoon};

/// The templates of a newsletter: the mail, the same as plain text, and the sheet for paper. Who never asks for one needs none.
pub(crate) const NEWSLETTER: [&str; 3] = ["nieuwsbrief.html", "nieuwsbrief.txt", "wijkkrant.html"];

/// How many moments to walk in are told.
const MOMENTS: usize = 6;

/// How many lines two sheets have, in columns of [`WIDTH`]; their heads and feet are not counted.
const LINES: usize = 170;

/// How wide a line is, in thousandths of the height of its letters; a little is left for letters that are bold.
const WIDTH: usize = 19_500;

/// How wide a space is.
const SPACE: usize = 300;

/// What takes more lines than this at a moment or a contact is left to the site.
const LONG: usize = 14;

/// What a template sees of a newsletter, besides `site`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsbriefView {
    /// The wijk.
    pub naam: String,
    /// The address of its page.
    pub pagina: BriefLink,
    /// Since when there is told what is new.
    pub sinds: Datum,
    /// The day of the newsletter.
    pub datum: Datum,
    /// The colour of the bar of the site.
    pub kleur: Option<String>,
    /// Whether there is nothing new at all.
    pub niets_nieuws: bool,
    pub nieuws: Vec<BriefBericht>,
    pub inloop: Vec<BriefInloop>,
    /// The next meetings.
    pub bijeenkomsten: Vec<BriefBijeenkomst>,
    pub contact: Option<BriefContact>,
    pub stappen: Vec<BriefStap>,
    pub documenten: Vec<BriefStuk>,
    /// What did not fit.
    pub meer: BriefMeer,
    /// The address of the page of the wijk, for paper.
    pub qr: Option<Qr>,
}

/// A whole address, and as one would type it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefLink {
    pub href: String,
    pub adres: String,
}

/// A news item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefBericht {
    pub titel: String,
    pub datum: Datum,
    pub samenvatting: String,
    pub link: BriefLink,
}

/// A moment to walk in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefInloop {
    /// "Binnenlopen", or that a hub is open.
    pub kop: String,
    /// What it is for; nothing more of a hub than that it is open.
    pub wat: Option<String>,
    /// "dinsdag 24 november 2026, 9.00 tot 11.00 uur".
    pub wanneer: String,
    pub waar: Option<String>,
    pub afspraak: bool,
}

/// A meeting to come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefBijeenkomst {
    pub titel: String,
    /// "Afgelast", "Verplaatst" or "Vol", if that is so, and why.
    pub let_op: Option<&'static str>,
    pub reden: Option<String>,
    /// "donderdag 10 december 2026, 19.30 tot 21.30 uur".
    pub wanneer: String,
    pub waar: String,
    pub samenvatting: String,
    pub link: BriefLink,
}

/// The contact of the wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefContact {
    /// `None` for an open post.
    pub naam: Option<String>,
    pub functie: String,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub bereikbaar: Option<String>,
    pub vervangers: Vec<VervangerView>,
}

/// A step, or a project in its phase.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefStap {
    pub titel: String,
    /// "mei – september 2026".
    pub periode: String,
    /// "loopt nu".
    pub stand: &'static str,
    pub besluit: Option<String>,
    pub link: BriefLink,
}

/// A document for residents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefStuk {
    pub titel: String,
    pub soort: String,
    /// "maart 2026".
    pub datum: String,
    pub samenvatting: Option<String>,
    pub bestand: Option<BestandView>,
    /// Where it can be asked for, when it is not online.
    pub vindplaats: Option<String>,
    pub link: Option<BriefLink>,
}

/// How much did not fit, with the pages that have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BriefMeer {
    /// Moments to walk in, which the page of the wijk has.
    pub inloop: usize,
    pub bijeenkomsten: usize,
    pub nieuws: usize,
    pub stappen: usize,
    pub documenten: usize,
    pub bijeenkomstenpagina: Option<BriefLink>,
    pub nieuwspagina: Option<BriefLink>,
    pub tijdlijnpagina: Option<BriefLink>,
    pub documentenpagina: Option<BriefLink>,
}

/// The room that is left.
struct Room(usize);

impl Room {
    /// Takes so many lines, if they are there.
    fn take(&mut self, lines: usize) -> bool {
        let fits = lines <= self.0;
        self.0 -= if fits { lines } else { 0 };
        fits
    }
}

/// How many lines texts take, each of which begins on a new one.
fn lines<'t>(texts: impl IntoIterator<Item = &'t str>) -> usize {
    texts.into_iter().flat_map(str::lines).map(wrapped).sum()
}

/// How many lines a paragraph takes. A word that is wider than a line is broken.
fn wrapped(text: &str) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace() {
        let width: usize = word.chars().map(width).sum();
        let with_space = used + width + if used > 0 { SPACE } else { 0 };
        if with_space <= WIDTH {
            used = with_space;
        } else {
            lines += usize::from(used > 0) + width.saturating_sub(1) / WIDTH;
            used = (width.saturating_sub(1) % WIDTH) + 1;
        }
    }
    lines
}

/// About how wide a letter is, in thousandths of its height: as wide as in the letters that most people have.
fn width(letter: char) -> usize {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '/' | '(' | ')' | '-' => 300,
        'r' => 350,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 900,
        'a'..='z' | '0'..='9' => 560,
        'A'..='Z' => 720,
        '\u{80}'..='\u{24f}' => 650,
        _ => 1000,
    }
}

/// What is put on the sheets one by one, and what it takes.
struct Queue<T> {
    left: std::vec::IntoIter<(usize, T)>,
    put: Vec<T>,
    is_full: bool,
}

impl<T> Queue<T> {
    fn new(all: impl Iterator<Item = T>, cost: impl Fn(&T) -> usize) -> Self {
        let all: Vec<_> = all.map(|it| (cost(&it), it)).collect();
        Self { left: all.into_iter(), put: Vec::new(), is_full: false }
    }

    /// Puts the next one, if there is room for it. What comes after one that does not fit waits, too: nothing is told out of its order.
    fn put(&mut self, room: &mut Room) {
        let Some((cost, _)) = self.left.as_slice().first().filter(|_| !self.is_full) else { return };
        self.is_full = !room.take(*cost);
        if !self.is_full {
            self.put.extend(self.left.next().map(|(_, it)| it));
        }
    }

    /// Whether there is nothing more to put.
    fn is_done(&self) -> bool {
        self.is_full || self.left.as_slice().is_empty()
    }
}

impl BriefLink {
    fn new(href: String) -> Self {
        let bare = href.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        Self { adres: bare.to_owned(), href }
    }
}

impl Planner<'_> {
    /// What the newsletter of a wijk tells of the days from `sinds` on, and what it shows of the site.
    pub(crate) fn nieuwsbrief(
        &self,
        base: &Basisadres,
        wijk: WijkIndex,
        sinds: Date,
        kleur: Option<Kleur>,
    ) -> (SiteView, NieuwsbriefView) {
        let spot = Spot::at(*self, Viewpoint::far(base));
        let site = Frames::far(self.places, self.info, &spot.from);
        (site, view(&spot, wijk, sinds, kleur))
    }
}

fn view(spot: &Spot<'_>, wijk: WijkIndex, sinds: Date, kleur: Option<Kleur>) -> NieuwsbriefView {
    let (site, today) = (spot.planner.site, spot.planner.today);
    let lists = &site.lists;
    let mut room = Room(LINES);
    let contact = spot.wijk_contact(wijk).map(contact);
    let contact = contact.filter(|it| room.take(it.lines().min(LONG)));
    let mut inloop: Vec<_> = spot.inloop_elders(wijk, MOMENTS).into_iter().map(moment).collect();
    let found = inloop.len();
    let mut for_moments = Room(MOMENTS * LONG / 2);
    inloop.retain(|it| for_moments.take(it.lines()) && room.take(it.lines()));

    let mut bijeenkomsten: Vec<_> = spot.meetings(wijk, |_| true).into_iter().map(bijeenkomst).collect();
    let coming = bijeenkomsten.len();
    bijeenkomsten.retain(|it| room.take(it.lines()));

    let is_new = |it: &&About<Nieuws>| it.item.value.datum.value.0 >= sinds && it.item.value.datum.value.0 <= today;
    let nieuws = lists.nieuws.with_general(wijk).filter(is_new).map(|it| bericht(spot, it));
    let mut nieuws = Queue::new(nieuws, |it| 3 + lines([it.titel.as_str(), &it.samenvatting, &it.link.adres]));
    let goes_on = |it: &&About<Stap>| it.item.value.periode.order().0 >= sinds;
    let stappen = lists.stappen.with_general(wijk).filter(goes_on).map(|it| stap(spot, it));
    // A project that stands elsewhere since then.
    let is_moved = |it: &&About<Project>| it.item.value.changed_before(today) >= Some(sinds);
    let projecten: Vec<_> =
        site.projecten_in(wijk, None).filter(is_moved).map(|it| project(spot.project(it))).collect();
    let projects = projecten.len();
    let stappen = projecten.into_iter().chain(stappen);
    let mut stappen = Queue::new(stappen, |it| {
        3 + lines([it.titel.as_str()].into_iter().chain(it.besluit.as_deref())) + lines([it.periode.as_str()])
    });
    // That a step goes on is no news; that it began or ended is.
    let is_recent = |day: Date| (sinds..=today).contains(&day);
    let has_moved = projects > 0
        || lists.stappen.with_general(wijk).any(|it| {
            let periode = it.item.value.periode;
            is_recent(periode.days().0) || is_recent(periode.order().0)
        });
    let is_new = |day: (Date, Date)| day.0 >= sinds;
    let stukken = lists.stukken.of_wijk(wijk).filter(|it| is_new(it.item.value.datum.order()));
    let mut documenten = Queue::new(stukken.map(|it| stuk(spot.stuk(it))), |it| {
        let adres = it.link.iter().map(|link| link.adres.as_str());
        let texts = [it.titel.as_str(), &it.soort].into_iter().chain(it.samenvatting.as_deref());
        2 + lines(texts.chain(it.vindplaats.as_deref()).chain(adres))
    });
    while !(nieuws.is_done() && stappen.is_done() && documenten.is_done()) {
        // News is what most people read it for.
        nieuws.put(&mut room);
        nieuws.put(&mut room);
        stappen.put(&mut room);
        documenten.put(&mut room);
    }
    let fixed = |page: VastePagina| spot.fixed(page).map(BriefLink::new);
    let meer = BriefMeer {
        inloop: found - inloop.len(),
        bijeenkomsten: coming - bijeenkomsten.len(),
        nieuws: nieuws.left.len(),
        stappen: stappen.left.len(),
        documenten: documenten.left.len(),
        bijeenkomstenpagina: fixed(VastePagina::Bijeenkomsten),
        nieuwspagina: fixed(VastePagina::Nieuws),
        tijdlijnpagina: fixed(VastePagina::Tijdlijn),
        documentenpagina: fixed(VastePagina::Documenten),
    };
    let pagina = BriefLink::new(spot.wijk_link(wijk).href);
    let (nieuws, stappen, documenten) = (nieuws.put, stappen.put, documenten.put);
    let told = nieuws.len() + documenten.len() + meer.nieuws + meer.documenten;
    NieuwsbriefView {
        naam: site.wijken[wijk].item.value.naam.clone(),
        qr: Qr::new(pagina.href.clone()),
        pagina,
        sinds: Datum(sinds),
        datum: Datum(today),
        kleur: kleur.map(|kleur| kleur.to_string()),
        niets_nieuws: told == 0 && !has_moved,
        nieuws,
        inloop,
        bijeenkomsten,
        contact,
        stappen,
        documenten,
        meer,
    }
}

fn bericht(spot: &Spot<'_>, about: &About<Nieuws>) -> BriefBericht {
    let value = &about.item.value;
    BriefBericht {
        titel: value.titel.clone(),
        datum: value.datum.value,
        samenvatting: value.samenvatting.clone(),
        link: BriefLink::new(spot.document_href(&about.item.document)),
    }
}

fn stap(spot: &Spot<'_>, about: &About<Stap>) -> BriefStap {
    let value = &about.item.value;
    BriefStap {
        titel: value.titel.clone(),
        periode: value.periode.to_string(),
        stand: match value.stand(spot.planner.today) {
            StapStand::Straks => "komt nog",
            StapStand::Nu => "loopt nu",
            StapStand::Voorbij => "voorbij",
            StapStand::Afgerond => "afgerond",
            StapStand::Vervallen => "vervallen",
        },
        besluit: value.besluit.clone(),
        link: BriefLink::new(spot.document_href(&about.item.document)),
    }
}

fn project(view: ProjectView) -> BriefStap {
    let ProjectView { titel, href, fase, volgende, gedaan, .. } = view;
    let of_fase = |fase: FaseView| {
        let periode = fase.periode.map_or_else(|| "nog niet bekend".to_owned(), |periode| periode.to_string());
        format!("{}: {periode}", fase.naam)
    };
    let stand = match &fase {
        _ if gedaan.is_some() => "gedaan",
        Some(fase) if fase.stand == "nu" => "loopt nu",
        Some(_) => "volgens de planning",
        None => "komt nog",
    };
    let periode = gedaan.map(|gedaan| gedaan.tekst).or_else(|| fase.or(volgende).map(of_fase));
    BriefStap { titel, periode: periode.unwrap_or_default(), stand, besluit: None, link: BriefLink::new(href) }
}

fn stuk(view: StukView) -> BriefStuk {
    let StukView { titel, soort, datum, href, bestand, vindplaats, samenvatting, .. } = view;
    BriefStuk { titel, soort, datum: datum.tekst, samenvatting, bestand, vindplaats, link: href.map(BriefLink::new) }
}

fn contact(view: ContactView) -> BriefContact {
    let ContactView { naam, functie, telefoon, email, bereikbaar, uren, mut vervangers, .. } = view;
    vervangers.truncate(2);
    // With seasons it is too much for a line; the site tells them.
    let uren = uren.filter(|it| it.seizoenen.is_empty() && !it.week.is_empty());
    let bereikbaar = bereikbaar.or_else(|| uren.as_ref().map(in_words));
    let bereikbaar = bereikbaar.filter(|it| lines([it.as_str()]) <= LONG / 2);
    BriefContact { naam, functie, telefoon, email, bereikbaar, vervangers }
}

impl BriefContact {
    fn lines(&self) -> usize {
        6 + lines(self.bereikbaar.as_deref()) + 2 * self.vervangers.len()
    }
}

impl BriefBijeenkomst {
    fn lines(&self) -> usize {
        let texts = [self.titel.as_str(), &self.wanneer, &self.waar, &self.samenvatting, &self.link.adres];
        3 + lines(texts.into_iter().chain(self.reden.as_deref()))
    }
}

fn bijeenkomst(view: BijeenkomstView) -> BriefBijeenkomst {
    let BijeenkomstView { titel, let_op, reden, keer, daarna, locatie, samenvatting, href, .. } = view;
    let later = if daarna == 0 { String::new() } else { format!(", en daarna nog {daarna} keer") };
    let wanneer = format!("{}, {} tot {} uur{later}", keer.dag.tekst, keer.van.tekst(), keer.tot.tekst());
    let reden = reden.filter(|_| let_op.is_some());
    BriefBijeenkomst { titel, let_op, reden, wanneer, waar: waar(&locatie), samenvatting, link: BriefLink::new(href) }
}

impl BriefInloop {
    fn lines(&self) -> usize {
        1 + lines([self.kop.as_str(), &self.wanneer].into_iter().chain(self.wat.as_deref()).chain(self.waar.as_deref()))
    }
}

fn moment(view: InloopView) -> BriefInloop {
    let InloopView { wat, kop, hub, dag, tijden, locatie, afspraak, .. } = view;
    BriefInloop {
        kop,
        wat: (!hub && lines([wat.as_str()]) <= LONG / 2).then_some(wat),
        wanneer: format!("{}, {}", dag.tekst, tijden_in_woorden(&tijden)),
        waar: locatie.map(|it| waar(&it)),
        afspraak,
    }
}

/// "9.00 tot 12.00 uur en 13.00 tot 17.00 uur (op afspraak)".
fn tijden_in_woorden(tijden: &[TijdView]) -> String {
    let tijd = |TijdView { tijd, soort }: &TijdView| {
        let soort = match soort {
            Some("afspraak") => " (op afspraak)".to_owned(),
            Some(soort) => format!(" ({soort})"),
            None => String::new(),
        };
        format!("{} tot {} uur{soort}", tijd.van().tekst(), tijd.tot().tekst())
    };
    tijden.iter().map(tijd).collect::<Vec<_>>().join(" en ")
}

/// The hours of a week, and what differs in the days to come, on one line.
fn in_words(uren: &UrenView) -> String {
    let of_week = uren.week.iter().map(|it| format!("{} {}", it.dag, tijden_in_woorden(&it.tijden)));
    let differs = uren.let_op.iter().map(|it| {
        let dagen = it
            .tot
            .as_ref()
            .map_or_else(|| it.dag.tekst.clone(), |tot| format!("{} tot en met {}", it.dag.tekst, tot.tekst));
        if it.tijden.is_empty() {
            format!("niet op {dagen}")
        } else {
            format!("op {dagen} {}", tijden_in_woorden(&it.tijden))
        }
    });
    of_week.chain(differs).collect::<Vec<_>>().join("; ")
}

/// A place on one line.
fn waar(locatie: &LocatieView) -> String {
    let LocatieView { naam, adres, postcode, plaats, .. } = locatie;
    let town: Vec<_> = postcode.iter().map(ToString::to_string).chain(plaats.clone()).collect();
    let town = (!town.is_empty()).then(|| town.join(" "));
    naam.iter().chain(adres).cloned().chain(town).collect::<Vec<_>>().join(", ")
}
