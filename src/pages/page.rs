//! What every page has: its contract with themes. Every key is always there; what is missing is `null` or an empty list.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::bijeenkomst::{BijeenkomstPageView, BijeenkomstenView};
use super::buurt::BuurtView;
use super::cijfers::KengetallenView;
use super::contact::ContactenView;
use super::data::DataView;
use super::frames::SiteView;
use super::hub::{HubPageView, HubsView};
use super::melding::MeldingView;
use super::nieuws::{NieuwsOverzichtView, NieuwsberichtView};
use super::organisatie::OrganisatiesView;
use super::pagina::TekstpaginaView;
use super::postcodes::{PostcodeView, StratenView, WoonwijkView};
use super::project::{ProjectPageView, ProjectenView};
use super::spreekuur::SpreekurenView;
use super::stap::TijdlijnView;
use super::stuk::DocumentenView;
use super::thema::{ThemaPageView, ThemasView};
use super::vast::{HomeView, TekstView, ToegankelijkheidView};
use super::verhuisd::VerhuisdView;
use super::vraag::VragenView;
use super::wijk::{WijkView, WijkenView};
use super::wijkcijfers::WijkcijfersView;
use super::zoeken::ZoekenView;
use crate::draw::qr::Qr;
use crate::tijd::Datum;
use crate::values::Postcode;

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
    pub gewijzigd: Option<Datum>,
    /// What the script of a theme says when the page is too old to say what is now; only on a page that says that.
    pub nu: Option<String>,
    /// The topics it is about; on a page of all of some kind, those that any of them is about, each leading to the place with these.
    pub themas: Vec<Link>,
    /// Urgent notices for whom it is for.
    pub meldingen: Vec<MeldingView>,
    /// Where the news of what it is about can be followed, when there is any and it is known where the site will be.
    pub volgen: Option<VolgenView>,
    /// What machines are told of it, but for a page that only leads on or says that there is none.
    pub metadata: Option<MetadataView>,
    /// Its address as a QR code, for a page that is hung on a notice board: of a wijk, a buurt or a hub.
    pub qr: Option<Qr>,
}

/// A feed of news.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VolgenView {
    /// "Nieuws uit Voorbeeldwijk (Voorbeeldstad)".
    pub titel: String,
    pub atom: String,
    /// The same as JSON Feed.
    pub json: String,
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

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    pub naam: String,
    pub href: String,
}

/// A place; it has a name, an address or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LocatieView {
    pub naam: Option<String>,
    pub adres: Option<String>,
    pub postcode: Option<Postcode>,
    pub plaats: Option<String>,
    /// A map with this address.
    pub kaart: Option<String>,
}

/// What only one kind of page has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum ContentView {
    Home(Box<HomeView>),
    Wijken(WijkenView),
    Woonwijk(WoonwijkView),
    Postcode(PostcodeView),
    Straten(StratenView),
    Wijk(Box<WijkView>),
    Wijkcijfers(WijkcijfersView),
    Buurt(Box<BuurtView>),
    Contact(ContactenView),
    Hubs(HubsView),
    Hub(Box<HubPageView>),
    Spreekuren(SpreekurenView),
    Kengetallen(KengetallenView),
    Projecten(ProjectenView),
    Themas(ThemasView),
    Thema(Box<ThemaPageView>),
    Project(Box<ProjectPageView>),
    Tijdlijn(TijdlijnView),
    Vragen(VragenView),
    Nieuws(NieuwsOverzichtView),
    Nieuwsbericht(NieuwsberichtView),
    Organisaties(OrganisatiesView),
    Bijeenkomsten(BijeenkomstenView),
    Bijeenkomst(Box<BijeenkomstPageView>),
    Documenten(DocumentenView),
    Data(DataView),
    Zoeken(ZoekenView),
    Pagina(TekstpaginaView),
    Toegankelijkheid(ToegankelijkheidView),
    Verhuisd(VerhuisdView),
    Tekst(TekstView),
}
