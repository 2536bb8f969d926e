//! What there is to be found on a site: pages, and what stands on pages with others.

use std::collections::HashMap;

use crate::kinds::{Content, Document, Locatie, SiteInfo, VastePagina};
use crate::output::OutputPath;
use crate::site::{LinkedContact, Places, Site, WijkIndex, straatletter, stratenpagina};
use crate::source::SourcePath;
use crate::values::{Postcode, Telefoon};

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Zoekding {
    /// What it is.
    pub(crate) soort: Zoeksoort,
    /// What it is called.
    pub(crate) titel: String,
    /// The page that it is on.
    pub(crate) pagina: OutputPath,
    /// Its place there.
    pub(crate) anker: Option<String>,
    /// The wijken it is about; none means all.
    pub(crate) wijken: Vec<WijkIndex>,
    /// What it is about, in a line.
    pub(crate) regel: String,
    /// What it is found by as surely as by its title.
    pub(super) namen: Vec<String>,
    /// What residents call it, by its editor.
    pub(crate) zoekwoorden: Vec<String>,
    /// What else is said of it, besides its text.
    pub(super) woorden: Vec<String>,
    /// The document with its text: a place in [`Site::documents`].
    pub(super) document: Option<usize>,
}

/// What something is for who looks for it, in the order in which it is shown. What helps at once goes first: whom to call, and when
/// to walk in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Zoeksoort {
    Melding,
    Contact,
    Waarvoor,
    Spreekuur,
    Bijeenkomst,
    Hub,
    Wijk,
    Vraag,
    Thema,
    Pagina,
    Project,
    Buurt,
    Straat,
    Organisatie,
    Activiteit,
    Nieuws,
    Verslag,
    Tijdlijn,
    Document,
    Cijfers,
}

impl Zoeksoort {
    /// What residents call it.
    pub(crate) fn naam(self) -> &'static str {
        match self {
            Self::Melding => "Melding",
            Self::Contact => "Contact",
            Self::Waarvoor => "Waarvoor bij wie",
            Self::Spreekuur => "Spreekuur",
            Self::Bijeenkomst => "Bijeenkomst",
            Self::Hub => "Hub",
            Self::Wijk => "Wijk",
            Self::Vraag => "Vraag",
            Self::Thema => "Thema",
            Self::Pagina => "Pagina",
            Self::Project => "Project",
            Self::Buurt => "Buurt",
            Self::Straat => "Straat",
            Self::Organisatie => "Organisatie",
            Self::Activiteit => "Activiteit van een organisatie",
            Self::Nieuws => "Nieuws",
            Self::Verslag => "Verslag van een bijeenkomst",
            Self::Tijdlijn => "Tijdlijn",
            Self::Document => "Document",
            Self::Cijfers => "Cijfers",
        }
    }

    /// Whether its title is a name, which nobody translates.
    pub(crate) fn is_named(self) -> bool {
        matches!(self, Self::Contact | Self::Hub | Self::Wijk | Self::Buurt | Self::Straat | Self::Organisatie)
    }

    /// Whether it is somebody to reach or a place to walk into.
    pub(super) fn helps_at_once(self) -> bool {
        self <= Self::Hub
    }
}

/// All that can be found, in a fixed order.
pub(crate) fn dingen(site: &Site, places: &Places, info: &SiteInfo) -> Vec<Zoekding> {
    let wijken: HashMap<_, _> = site.lists.about().map(|(document, wijken)| (&document.path, wijken)).collect();
    let contacts: HashMap<_, _> = site.wijkmanagers.iter().map(|it| (&it.item.document.path, it)).collect();
    let makes = Makes { site, places, info, wijken, contacts };
    let documents = site.documents().iter().enumerate();
    let mut all: Vec<Zoekding> =
        documents.filter_map(|(position, document)| makes.of_document(position, document)).collect();
    all.extend(VastePagina::all().filter_map(|page| makes.of_fixed(page)));
    all.extend(site.wijk_indices().filter_map(|(wijk, _)| makes.of_figures(wijk)));
    all.extend(makes.of_buurten());
    all.extend(makes.of_straten());
    all.extend(makes.of_others());
    all.sort_by(|one, other| {
        let order = |it: &Zoekding| (it.soort, it.wijken.first().copied());
        order(one).cmp(&order(other)).then_with(|| (&one.pagina, &one.anker).cmp(&(&other.pagina, &other.anker)))
    });
    all
}

/// What is known while they are gathered.
struct Makes<'s> {
    site: &'s Site,
    places: &'s Places,
    info: &'s SiteInfo,
    wijken: HashMap<&'s SourcePath, &'s [WijkIndex]>,
    contacts: HashMap<&'s SourcePath, &'s LinkedContact>,
}

impl Makes<'_> {
    fn of_document(&self, position: usize, document: &Document) -> Option<Zoekding> {
        if self.site.left_out(&document.path).is_some() {
            return None;
        }
        let content = document.content.as_ref()?;
        let (wijken, vindbaar) =
            (self.wijken.get(&document.path).copied().unwrap_or_default(), content.says().vindbaar());
        let naam = |wijk: &WijkIndex| self.site.wijken[*wijk].item.value.naam.as_str();
        let (mut wijken, mut namen, mut regel) = (wijken.to_vec(), vindbaar.namen, vindbaar.regel);
        let (soort, titel) = match content {
            Content::Wijkmanager(manager) => {
                let contact = self.contacts.get(&document.path)?;
                wijken.clone_from(&contact.wijken);
                wijken.sort_unstable();
                let functie = manager.functie.as_ref().unwrap_or(&self.info.contactpersoon.enkelvoud).clone();
                namen.extend([self.info.contactpersoon.enkelvoud.clone(), self.info.contactpersoon.meervoud.clone()]);
                namen.push("contact".to_owned());
                let of = wijken.iter().map(naam).collect::<Vec<_>>().join(", ");
                let titel = match &manager.naam {
                    Some(naam) => format!("{naam}, {functie} van {of}"),
                    None => format!("{} van {of}", capital(&functie)),
                };
                regel = regel.or_else(|| self.of_municipality(manager.naam.is_none(), &functie));
                (Zoeksoort::Contact, titel)
            }
            Content::Spreekuur(_) => {
                namen.push("inloop inloopspreekuur binnenlopen langskomen".to_owned());
                let of = wijken.iter().map(naam).collect::<Vec<_>>().join(", ");
                (
                    Zoeksoort::Spreekuur,
                    if of.is_empty() { "Spreekuur".to_owned() } else { format!("Spreekuur in {of}") },
                )
            }
            Content::Hub(hub) => {
                namen.push("openingstijden open".to_owned());
                (Zoeksoort::Hub, hub.naam.clone())
            }
            Content::Wijk(wijk) => {
                let index = self.site.wijk_indices().find(|(_, it)| it.item.document.path == document.path)?.0;
                wijken = vec![index];
                // Who lives in a buurt looks for its name.
                let buurten =
                    self.site.wijken[index].nu.buurten.iter().map(|code| self.site.gebieden[code].naam.to_string());
                namen.extend(buurten.filter(|_| self.site.wijken.len() > 1));
                (Zoeksoort::Wijk, wijk.naam.clone())
            }
            Content::Buurt(buurt) => {
                let gebied = self.site.gebieden.get(&buurt.code.value.code()?)?;
                wijken = gebied.wijk.into_iter().collect();
                (Zoeksoort::Buurt, gebied.naam.to_string())
            }
            Content::Vraag(vraag) => (Zoeksoort::Vraag, vraag.vraag.clone()),
            Content::Thema(thema) => (Zoeksoort::Thema, thema.titel.clone()),
            Content::Pagina(pagina) => (Zoeksoort::Pagina, pagina.titel.clone()),
            Content::Nieuws(nieuws) => (Zoeksoort::Nieuws, nieuws.titel.clone()),
            Content::Organisatie(it) => (Zoeksoort::Organisatie, it.naam.clone()),
            Content::Waarvoor(it) => (Zoeksoort::Waarvoor, it.onderwerp.clone()),
            // One of which there is a report is over: whom to call helps more.
            Content::Bijeenkomst(it) if it.is_reported() => (Zoeksoort::Verslag, it.titel.clone()),
            Content::Bijeenkomst(it) => (Zoeksoort::Bijeenkomst, it.titel.clone()),
            Content::Melding(melding) => (Zoeksoort::Melding, melding.titel.clone()),
            Content::Project(project) => (Zoeksoort::Project, project.titel.clone()),
            Content::Stap(stap) => (Zoeksoort::Tijdlijn, stap.titel.clone()),
            Content::Stuk(stuk) => (Zoeksoort::Document, stuk.titel.clone()),
            // Fixed pages are there without a file, too.
            Content::Vast(_)
            | Content::Site(_)
            | Content::Sluitingen(_)
            | Content::Synoniemen(_)
            | Content::Gebieden(_)
            | Content::Grenzen(_)
            | Content::Postcodes(_)
            | Content::Partneragenda(_)
            | Content::Kengetallen(_)
            | Content::Tabel(_)
            | Content::Bestand(_) => return None,
        };
        let target = match content {
            Content::Wijk(_) => (self.places.wijk(*wijken.first()?).clone(), None),
            _ => self.places.of(&document.path).map(|target| (target.output.clone(), target.anchor.clone()))?,
        };
        let themas = self.site.themas_of(document).map(|thema| thema.item.value.titel.clone());
        Some(Zoekding {
            soort,
            titel,
            pagina: target.0,
            anker: target.1,
            wijken,
            regel: regel.unwrap_or_default(),
            namen,
            zoekwoorden: document.zoekwoorden.iter().map(|it| it.as_str().to_owned()).collect(),
            woorden: themas.chain(vindbaar.woorden).collect(),
            document: Some(position),
        })
    }

    /// A page that every site has; not that of what is not there, and not the search itself.
    fn of_fixed(&self, page: VastePagina) -> Option<Zoekding> {
        if matches!(page, VastePagina::NietGevonden | VastePagina::Zoeken) {
            return None;
        }
        let target = self.places.fixed(page)?;
        let item = self.site.vast.get(&page);
        let document = item.and_then(|item| self.site.position(&item.document.path));
        let (mut namen, mut woorden) = (Vec::new(), Vec::new());
        match page {
            VastePagina::Contact => {
                let contact = &self.info.contact;
                namen.push(contact.naam.clone());
                namen.extend(contact.telefoon.as_ref().map(Telefoon::digits));
                let postcode = contact.adres.iter().filter_map(|it| it.postcode.as_ref()).map(Postcode::to_string);
                woorden.extend(postcode.flat_map(|it| [it.replace(' ', ""), it]));
                woorden.extend(contact.adres.iter().map(Locatie::in_words));
                woorden.extend(contact.uitleg.clone());
                woorden.extend(contact.email.as_ref().map(ToString::to_string));
            }
            VastePagina::Kengetallen => {
                woorden.extend(self.indicators());
            }
            VastePagina::Toegankelijkheid => {
                let afkortingen = self.info.afkortingen.iter();
                woorden.extend(afkortingen.map(|it| format!("{} {}", it.afkorting, it.betekenis)));
            }
            _ => {}
        }
        Some(Zoekding {
            soort: Zoeksoort::Pagina,
            titel: self.site.title(page).to_owned(),
            pagina: target.output.clone(),
            anker: None,
            wijken: Vec::new(),
            regel: item.map_or_else(String::new, |item| item.value.samenvatting.clone()),
            namen,
            zoekwoorden: item.map_or_else(Vec::new, |item| {
                item.document.zoekwoorden.iter().map(|it| it.as_str().to_owned()).collect()
            }),
            woorden,
            document,
        })
    }

    /// How to reach the municipality, for who looks for a contact that cannot be reached.
    fn of_municipality(&self, is_open: bool, functie: &str) -> Option<String> {
        let contact = &self.info.contact;
        let telefoon = contact.telefoon.as_ref()?.shown();
        let open = if is_open { format!("Er is nu geen {functie}. ") } else { String::new() };
        Some(format!("{open}Bel de gemeente ({}): {telefoon}.", contact.naam))
    }

    /// What is measured.
    fn indicators(&self) -> impl Iterator<Item = String> {
        self.site.bronnen.iter().flat_map(|bron| bron.item.value.indicatoren.iter().map(|it| it.naam.to_string()))
    }

    /// All figures of a wijk.
    fn of_figures(&self, wijk: WijkIndex) -> Option<Zoekding> {
        let naam = &self.site.wijken[wijk].item.value.naam;
        let mut woorden: Vec<String> = self.indicators().collect();
        woorden.sort_unstable();
        woorden.dedup();
        Some(Zoekding {
            soort: Zoeksoort::Cijfers,
            titel: format!("Cijfers over {naam}"),
            pagina: self.places.cijfers(wijk)?,
            anker: None,
            wijken: vec![wijk],
            regel: String::new(),
            namen: vec!["kengetallen statistiek".to_owned()],
            zoekwoorden: Vec::new(),
            woorden,
            document: None,
        })
    }

    /// Pages of buurten of which nobody wrote anything.
    fn of_buurten(&self) -> impl Iterator<Item = Zoekding> {
        self.places.buurten.iter().filter_map(|(code, pagina)| {
            let gebied = &self.site.gebieden[code];
            let wijk = gebied.wijk.filter(|_| gebied.document.is_none())?;
            Some(Zoekding {
                soort: Zoeksoort::Buurt,
                titel: gebied.naam.to_string(),
                pagina: pagina.clone(),
                anker: None,
                wijken: vec![wijk],
                regel: format!("Buurt in {}", self.site.wijken[wijk].item.value.naam),
                namen: Vec::new(),
                zoekwoorden: Vec::new(),
                woorden: Vec::new(),
                document: None,
            })
        })
    }

    /// What organisations do, by their own calendars.
    fn of_others(&self) -> impl Iterator<Item = Zoekding> {
        let pagina = self.places.fixed(VastePagina::Bijeenkomsten).map(|target| target.output.clone());
        self.site.van_anderen(|_| true).into_iter().filter_map(move |(agenda, komend, organisatie)| {
            let activiteit = agenda.activiteit(komend);
            let let_op = activiteit.stand.let_op().map(|word| format!("{word}: ")).unwrap_or_default();
            Some(Zoekding {
                soort: Zoeksoort::Activiteit,
                titel: format!("{let_op}{}", activiteit.titel),
                pagina: pagina.clone()?,
                anker: Some(agenda.anker(komend)),
                wijken: organisatie.wijken.clone(),
                regel: format!("Van {}. {}.", organisatie.item.value.naam, komend.in_words()),
                namen: Vec::new(),
                zoekwoorden: Vec::new(),
                woorden: activiteit.plek.iter().chain(&activiteit.tekst).cloned().collect(),
                document: None,
            })
        })
    }

    /// Streets of which a list says where they lie.
    fn of_straten(&self) -> impl Iterator<Item = Zoekding> {
        self.site.postcodes.straten.iter().map(|straat| {
            let wijken: Vec<WijkIndex> = straat.wijken().into_iter().collect();
            let names: Vec<&str> = wijken.iter().map(|wijk| self.site.wijken[*wijk].item.value.naam.as_str()).collect();
            Zoekding {
                soort: Zoeksoort::Straat,
                titel: straat.naam.to_string(),
                pagina: stratenpagina(straatletter(straat)),
                anker: straat.anker(),
                regel: if names.is_empty() { String::new() } else { format!("Straat in {}", names.join(" en ")) },
                wijken,
                namen: Vec::new(),
                zoekwoorden: Vec::new(),
                woorden: Vec::new(),
                document: None,
            }
        })
    }
}

/// A text with a capital, as the name of something begins.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest.as_str().chars()).collect()
}

impl Zoekding {
    /// Its address within the site.
    pub(crate) fn adres(&self) -> String {
        let anker = self.anker.as_ref().map(|anker| format!("#{anker}"));
        format!("{}{}", self.pagina.address(), anker.unwrap_or_default())
    }
}
