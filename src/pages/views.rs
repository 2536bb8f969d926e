//! What templates see: the contract with themes. Every key is always there; what is missing is `null` or an empty list.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::qr::Qr;
use crate::tijd::{Datum, Datumtekst, Periode, Stand, Tijdstip, Tijdvak};
use crate::values::{Email, Postcode, Telefoon};

/// A text that many views have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SharedText(pub Arc<str>);

impl Serialize for SharedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Everything that a template sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Page {
    /// The same on every page, but for the addresses of its links. Pages share it, and templates get it apart.
    #[serde(skip)]
    pub site: Arc<SiteView>,
    /// About this page.
    pub pagina: PaginaView,
    /// What only this kind of page has; its keys stand beside `site` and `pagina`.
    #[serde(flatten)]
    pub content: ContentView,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    pub naam: String,
    pub href: String,
}

/// A link to a wijk, with the id of its place on the page of contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkLink {
    pub naam: String,
    pub href: String,
    pub anker: String,
}

/// The site as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct SiteView {
    pub naam: String,
    pub gemeente: String,
    pub samenvatting: String,
    /// Address of the home page.
    pub home: String,
    pub contactpersoon: ContactpersoonView,
    pub contact: GemeenteContact,
    pub navigatie: Vec<NavigatieLink>,
    pub voet: Vec<Link>,
    /// Whether pages have the metadata of OWMS.
    pub owms: bool,
    /// Addresses of fixed pages.
    pub toegankelijkheid: String,
    pub privacy: String,
    pub contactpagina: String,
    /// Where abbreviations are explained, if there are any.
    pub afkortingen: Option<String>,
}

/// What the contact of a wijk is called.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct ContactpersoonView {
    pub enkelvoud: String,
    pub meervoud: String,
}

/// How to reach the municipality.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct GemeenteContact {
    pub naam: String,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub website: Option<Link>,
    pub adres: Option<LocatieView>,
    pub uitleg: Option<String>,
}

/// A link of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct NavigatieLink {
    pub naam: String,
    pub href: String,
    /// Whether it is the page itself or a page above it.
    pub huidig: bool,
}

/// The page itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PaginaView {
    /// For `<title>`, without the name of the site.
    pub titel: String,
    /// The h1.
    pub kop: String,
    /// For `<meta name="description">`.
    pub omschrijving: String,
    /// What goes before the names of the theme's static files.
    pub thema: String,
    /// The stylesheet with what the municipality chose in `kleuren` and `vormgeving`, if it chose anything. It goes after those
    /// of the theme, whose custom properties it sets on `:root`.
    pub huisstijl: Option<String>,
    /// Whether it chose colours.
    pub eigen_kleuren: bool,
    /// The whole address, when it is known.
    pub canoniek: Option<String>,
    /// The pages above it, from home down.
    pub kruimels: Vec<Link>,
    /// Date of last change.
    pub gewijzigd: Datum,
    /// What machines are told of it, but for a page that only leads on or says that there is none.
    pub metadata: Option<MetadataView>,
    /// Its address as a QR code, for a page that is hung on a notice board: of a wijk, a buurt or a hub.
    pub qr: Option<Qr>,
}

/// What machines are told of a page besides its title, description and address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MetadataView {
    /// The picture that stands for the page where it is shared.
    pub foto: Option<DeelfotoView>,
    /// JSON-LD, for a `<script type="application/ld+json">`: it has no `<`, so no text in it can end that element.
    pub jsonld: Option<String>,
}

/// The first picture in the text of a page, at its whole address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DeelfotoView {
    pub href: String,
    pub alt: String,
}

/// What only one kind of page has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum ContentView {
    Home(Box<HomeView>),
    Wijken(WijkenView),
    Wijk(Box<WijkView>),
    Buurt(Box<BuurtView>),
    Contact(ContactenView),
    Hubs(HubsView),
    Hub(Box<HubPageView>),
    Spreekuren(SpreekurenView),
    Kengetallen(KengetallenView),
    Tijdlijn(TijdlijnView),
    Vragen(VragenView),
    Nieuws(NieuwsOverzichtView),
    Nieuwsbericht(NieuwsberichtView),
    Documenten(DocumentenView),
    Pagina(TekstpaginaView),
    Toegankelijkheid(ToegankelijkheidView),
    Verhuisd(VerhuisdView),
    Tekst(TekstView),
}

/// `home.html`: choose your wijk, and what is going on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HomeView {
    pub tekst: String,
    pub wijken: Vec<WijkKaart>,
    pub hubs: Vec<HubView>,
    /// Steps that are going on.
    pub nu: Vec<StapView>,
    /// The next two.
    pub straks: Vec<StapView>,
    pub nieuws: Vec<NieuwsView>,
    /// Addresses of overviews, of those that are there.
    pub wijkenpagina: Option<String>,
    /// Where people who know their buurt find their wijk, when there is something to choose from.
    pub zoeker: Option<String>,
    pub spreekurenpagina: Option<String>,
    pub tijdlijn: Option<String>,
    pub nieuwspagina: Option<String>,
    pub vragenpagina: Option<String>,
    pub kengetallenpagina: Option<String>,
}

/// `verhuisd.html`: at a former address, the way to where the page is now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VerhuisdView {
    pub naar: Link,
}

/// `wijken.html`: all wijken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkenView {
    pub tekst: String,
    pub wijken: Vec<WijkKaart>,
    /// In which wijk a buurt lies, by letter; empty when there are too many to look through.
    pub zoeker: Vec<LetterView>,
}

/// The buurten whose names begin with a letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LetterView {
    /// "A", or "0-9" for all digits.
    pub letter: String,
    pub buurten: Vec<BuurtInWijk>,
}

/// A buurt with its wijk; the address is that of its own page or, without one, of its wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BuurtInWijk {
    pub naam: String,
    pub wijk: String,
    pub href: String,
}

/// A wijk in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkKaart {
    pub naam: String,
    pub href: String,
    pub samenvatting: String,
    pub contact: Option<ContactView>,
    pub buurten: Vec<GebiedView>,
    /// The next moment to walk in.
    pub inloop: Option<InloopView>,
    /// How many spreekuren there are.
    pub spreekuren: usize,
    pub hubs: Vec<Link>,
}

/// `wijk.html`: everything about one wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkView {
    pub naam: String,
    pub samenvatting: String,
    pub tekst: String,
    pub contact: Option<ContactView>,
    /// The next moment to walk in.
    pub inloop: Option<InloopView>,
    pub spreekuren: Vec<SpreekuurView>,
    pub hubs: Vec<HubView>,
    pub stappen: Vec<StapView>,
    pub nieuws: Vec<NieuwsView>,
    pub cijfers: Vec<CijfersView>,
    pub buurten: Vec<GebiedView>,
    pub vragen: Vec<VraagView>,
    pub documenten: Vec<StukView>,
    pub kengetallenpagina: Option<String>,
    pub tijdlijnpagina: Option<String>,
    pub spreekurenpagina: Option<String>,
}

/// `buurt.html`: what there is to tell about one buurt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BuurtView {
    pub naam: String,
    pub code: String,
    pub samenvatting: Option<String>,
    pub tekst: String,
    pub wijk: Link,
    pub contact: Option<ContactView>,
    /// The next moment to walk in.
    pub inloop: Option<InloopView>,
    pub spreekuren: Vec<SpreekuurView>,
    pub hubs: Vec<HubView>,
    pub stappen: Vec<StapView>,
    pub nieuws: Vec<NieuwsView>,
    pub cijfers: Vec<CijfersView>,
    pub kengetallenpagina: Option<String>,
    pub tijdlijnpagina: Option<String>,
    pub spreekurenpagina: Option<String>,
}

/// `contact.html`: all contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ContactenView {
    pub tekst: String,
    pub contacten: Vec<ContactView>,
}

/// The contact of one or more wijken, or the open post.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ContactView {
    pub anker: String,
    pub vacature: bool,
    pub naam: Option<String>,
    pub functie: String,
    pub wijken: Vec<WijkLink>,
    pub telefoon: Option<Telefoon>,
    pub email: Option<Email>,
    pub foto: Option<FotoView>,
    pub bereikbaar: Option<String>,
    pub toelichting: Option<String>,
}

/// A picture with its text. `href` is for any browser, with its width and height in pixels; `srcset` has the same in WebP, in
/// several widths, for a `<source type="image/webp">` with the `sizes` that the theme shows it in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FotoView {
    pub href: String,
    pub srcset: String,
    pub alt: String,
    pub breedte: u32,
    pub hoogte: u32,
}

/// A place; it has a name, an address or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LocatieView {
    pub naam: Option<String>,
    pub adres: Option<String>,
    pub postcode: Option<Postcode>,
    pub plaats: Option<String>,
}

/// A CBS buurt; it has an address when it has a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GebiedView {
    pub naam: String,
    pub code: String,
    pub href: Option<String>,
}

/// `spreekuren.html`: walk-in hours by wijk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SpreekurenView {
    pub tekst: String,
    /// The days of a week from today on at which residents can walk in somewhere.
    pub dagen: Vec<InloopDag>,
    pub wijken: Vec<WijkSpreekuren>,
}

/// The spreekuren of one wijk; often none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WijkSpreekuren {
    pub naam: String,
    pub href: String,
    pub anker: String,
    pub spreekuren: Vec<SpreekuurView>,
}

/// A regular moment at which residents can walk in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SpreekuurView {
    pub anker: String,
    pub dag: String,
    /// "elke eerste dinsdag van de maand".
    pub wanneer: String,
    pub van: Tijdstip,
    pub tot: Tijdstip,
    pub locatie: LocatieView,
    pub waarvoor: String,
    pub met_wie: String,
    /// Whether an appointment is needed.
    pub afspraak: bool,
    pub alternatief: Option<String>,
    pub geldig_van: Option<Datum>,
    pub geldig_tot: Option<Datum>,
    /// The next three days on which it takes place.
    pub eerstvolgende: Vec<Datumtekst>,
    /// Days to come on which it does not.
    pub vervalt_op: Vec<Datumtekst>,
    pub wijk: Option<Link>,
    pub buurt: Option<GebiedView>,
}

/// A day with all that residents can walk in for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InloopDag {
    pub dag: Datumtekst,
    pub momenten: Vec<InloopView>,
}

/// A moment at which residents can walk in: a spreekuur, or a hub that is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct InloopView {
    /// What a spreekuur is for, or the name of the hub.
    pub wat: String,
    /// Whether it is a hub.
    pub hub: bool,
    /// Where more is told: on this page if it is there.
    pub href: String,
    pub dag: Datumtekst,
    pub tijden: Vec<Tijdvak>,
    pub locatie: Option<LocatieView>,
    /// Whether an appointment is needed.
    pub afspraak: bool,
    pub wijk: Option<Link>,
}

/// `hubs.html`: all hubs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HubsView {
    pub tekst: String,
    pub hubs: Vec<HubView>,
}

/// `hub.html`: one hub.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HubPageView {
    pub hub: HubView,
    pub tekst: String,
    pub contact: Option<ContactView>,
}

/// A hub.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct HubView {
    pub naam: String,
    pub href: String,
    pub samenvatting: String,
    pub status: &'static str,
    /// The status as a class name.
    pub status_klasse: String,
    pub status_tekst: Option<String>,
    pub wijk: Option<Link>,
    pub buurt: Option<GebiedView>,
    pub locatie: Option<LocatieView>,
    pub partners: Vec<String>,
    pub openingstijden: Vec<OpeningstijdView>,
    pub openingstijden_uitleg: Option<String>,
    pub geschiedenis: Vec<GebeurtenisView>,
}

/// A day of the week with the times that a hub is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OpeningstijdView {
    pub dag: String,
    pub tijden: Vec<Tijdvak>,
}

/// Something that happened to a hub.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GebeurtenisView {
    pub periode: Periode,
    pub tekst: String,
    pub documenten: Vec<StukView>,
}

/// `tijdlijn.html`: all steps, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TijdlijnView {
    pub tekst: String,
    pub stappen: Vec<StapView>,
}

/// A step of the timeline; `stand` follows from its period and today.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StapView {
    pub anker: String,
    pub href: String,
    pub titel: String,
    pub periode: Periode,
    pub stand: Stand,
    pub tekst: String,
    pub besluit: Option<String>,
    pub documenten: Vec<StukView>,
    pub wijken: Vec<Link>,
    pub buurten: Vec<GebiedView>,
}

/// `vragen.html`: all questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VragenView {
    pub tekst: String,
    pub vragen: Vec<VraagView>,
}

/// A question with its answer (HTML).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VraagView {
    pub anker: String,
    pub vraag: String,
    pub antwoord: String,
    pub href: String,
}

/// `nieuws.html`: all news, newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsOverzichtView {
    pub tekst: String,
    pub jaren: Vec<NieuwsJaar>,
}

/// The news of one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsJaar {
    pub jaar: i16,
    pub berichten: Vec<NieuwsView>,
}

/// A news item in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsView {
    pub titel: String,
    pub href: String,
    pub datum: Datum,
    pub samenvatting: String,
    pub wijken: Vec<Link>,
}

/// `nieuwsbericht.html`: one news item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NieuwsberichtView {
    pub bericht: NieuwsView,
    pub tekst: String,
    pub documenten: Vec<StukView>,
    /// The item that is one newer, and the one that is one older.
    pub vorige: Option<Link>,
    pub volgende: Option<Link>,
}

/// `documenten.html`: all documents, newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DocumentenView {
    pub tekst: String,
    pub documenten: Vec<StukView>,
}

/// A document for residents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct StukView {
    pub anker: String,
    pub titel: String,
    pub soort: String,
    pub datum: Datumtekst,
    pub href: Option<String>,
    /// Its place on the page of all documents.
    pub pagina: String,
    /// Whether it lies on another site.
    #[serde(rename = "extern")]
    pub extern_: bool,
    pub bestand: Option<BestandView>,
    pub vindplaats: Option<String>,
    pub samenvatting: Option<String>,
}

/// A download.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BestandView {
    /// "PDF".
    pub soort: String,
    /// "120 kB".
    pub grootte: String,
}

/// Figures of one source for one area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CijfersView {
    pub titel: String,
    pub jaar: u16,
    pub bron: String,
    pub bronadres: Option<String>,
    pub licentie: String,
    pub toelichting: Option<String>,
    pub cijfers: Vec<CijferView>,
}

/// A figure with its name and unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct CijferView {
    pub naam: SharedText,
    pub eenheid: SharedText,
    pub toelichting: Option<SharedText>,
    /// "9.090" or "onbekend".
    pub waarde: String,
    pub bekend: bool,
    /// "opgeteld" or "berekend", when it is not as the source gives it.
    pub herkomst: Option<&'static str>,
}

/// A figure as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cel {
    /// "9.090" or "onbekend".
    pub waarde: String,
    pub bekend: bool,
    /// "opgeteld" or "berekend", when it is not as the source gives it.
    pub herkomst: Option<&'static str>,
}

/// `kengetallen.html`: the wijken side by side, per source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct KengetallenView {
    pub tekst: String,
    pub wijken: Vec<Link>,
    pub gemeente: String,
    pub bronnen: Vec<BronView>,
}

/// The figures of one source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BronView {
    pub anker: String,
    pub titel: String,
    pub jaar: u16,
    pub bron: String,
    pub bronadres: Option<String>,
    pub licentie: String,
    pub toelichting: Option<String>,
    pub indicatoren: Vec<IndicatorView>,
}

/// What was measured, for the municipality and for every wijk in the order of `wijken`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct IndicatorView {
    pub naam: SharedText,
    pub eenheid: SharedText,
    pub toelichting: Option<SharedText>,
    pub gemeente: Option<Cel>,
    pub wijken: Vec<Cel>,
}

/// `pagina.html`: a free page and the pages below it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TekstpaginaView {
    pub tekst: String,
    pub onderliggend: Vec<Link>,
    /// Its neighbours among the pages below the same page.
    pub vorige: Option<Link>,
    pub volgende: Option<Link>,
}

/// `toegankelijkheid.html`: the status is a letter of the register, or "onbekend".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ToegankelijkheidView {
    pub tekst: String,
    pub status: &'static str,
    pub register: Option<String>,
    pub opgesteld: Option<Datum>,
    /// The abbreviations that texts may use, by name.
    pub afkortingen: Vec<AfkortingView>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct AfkortingView {
    pub afkorting: String,
    pub betekenis: String,
}

/// `privacy.html` and `404.html`: only a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TekstView {
    pub tekst: String,
}
