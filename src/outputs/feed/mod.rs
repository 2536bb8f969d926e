//! Feeds of news, which programs of residents and other sites follow: Atom (RFC 4287) and JSON Feed 1.1. They have whole addresses only, so
//! there are none as long as it is not known where the site will be.
//!
//! Of several ways to say a thing this is the one that all readers understand; `docs/handboek/nieuws-volgen.md` says which readers these are.

mod atom;
mod json;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use super::Ingredients;
use crate::kinds::{Bijeenkomst, BijeenkomstStatus, Document, Keer, Melding, Nieuws, Stuk, Text, Vindplaats};
use crate::media;
use crate::output::OutputPath;
use crate::read::markdown::{Holes, InternalLink, Picture, escape_into};
use crate::site::{About, Nieuw, Nieuwsbron, Places, Projectnieuws, Site, heading_prefix, verschenen};
use crate::tijd::Datum;
use crate::values::Basisadres;

/// A feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Feed {
    bron: Nieuwsbron,
    vorm: Feedvorm,
}

/// What may be at these addresses tomorrow.
pub(super) const FIXED: [&str; 2] = ["nieuws.atom", "nieuws.json"];

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Feedvorm {
    Atom,
    Json,
}

impl Feedvorm {
    const ALL: [Self; 2] = [Self::Atom, Self::Json];

    fn extension(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }
}

impl Feed {
    /// All feeds of a site, with their addresses.
    pub(super) fn all(site: &Site, places: &Places, today: Date) -> impl Iterator<Item = (OutputPath, Self)> {
        let forms = |bron: Nieuwsbron| {
            Feedvorm::ALL.map(|vorm| (bron.feed(site, places, vorm.extension()), Self { bron, vorm }))
        };
        Nieuwsbron::all(site, places, today).flat_map(forms)
    }
}

/// What a feed says of itself.
struct Over<'o> {
    id: String,
    titel: String,
    /// That all of it is made up, if it is.
    voorbeeld: Option<&'o str>,
    /// The address of the page that shows the same.
    adres: String,
    /// The address of the feed.
    zelf: String,
    auteur: &'o str,
    gewijzigd: Datum,
}

/// A news item, with whole addresses.
struct Bericht<'b> {
    id: String,
    titel: Cow<'b, str>,
    adres: String,
    samenvatting: &'b str,
    /// Its text, as HTML.
    html: String,
    gepubliceerd: Datum,
    gewijzigd: Datum,
    bijlagen: Vec<Bijlage>,
}

/// A file that belongs to a news item.
struct Bijlage {
    adres: String,
    soort: &'static str,
    /// In bytes.
    lengte: u64,
}

/// The feed, and the texts that are in it.
pub(super) fn make(Feed { bron, vorm }: Feed, of: &Ingredients<'_>) -> (String, Vec<(usize, Arc<Text>)>) {
    let Some(base) = of.base else { return Default::default() };
    let mut texts = Vec::new();
    let mut nieuws: Vec<_> = bron.berichten(of.site).map(|it| bericht(it, base, of, &mut texts)).collect();
    nieuws.extend(bron.projecten(of.site, of.today).map(|it| project(&it, of)));
    nieuws.sort_by_key(|it| Reverse(it.gepubliceerd));
    nieuws.truncate(Nieuwsbron::MOST);
    let mut berichten: Vec<_> = bron.meldingen(of.site).map(|it| melding(it, of)).collect();
    berichten.extend(bron.bijeenkomsten(of.site).map(|it| bijeenkomst(it, of)));
    berichten.append(&mut nieuws);
    let info = of.info;
    if let Some(regel) = &info.voorbeeldregel {
        // Programs show items of many feeds together.
        for bericht in &mut berichten {
            let mut html = "<p>".to_owned();
            escape_into(&mut html, regel);
            html.push_str("</p>\n");
            bericht.html.insert_str(0, &html);
        }
    }
    // There is no feed without news.
    let Some(gewijzigd) = berichten.iter().map(|it| it.gewijzigd).max() else { return Default::default() };
    let [titel, naam] = bron.titel(of.site, info);
    let over = Over {
        id: of.urn(&naam),
        titel,
        voorbeeld: info.voorbeeldregel.as_deref(),
        adres: base.with(bron.page(of.site, of.places).address()),
        zelf: base.with(bron.feed(of.site, of.places, vorm.extension()).as_str()),
        auteur: &info.contact.naam,
        gewijzigd,
    };
    let text = match vorm {
        Feedvorm::Atom => atom::write(&over, &berichten),
        Feedvorm::Json => json::write(&over, &berichten),
    };
    (text, texts)
}

/// An urgent notice, which is in a feed as long as it lasts.
fn melding<'b>(about: &'b About<Melding>, of: &'b Ingredients<'_>) -> Bericht<'b> {
    let (document, value): (_, &Melding) = (&about.item.document, &about.item.value);
    let mut html = "<p>".to_owned();
    escape_into(&mut html, &value.tekst);
    html.push_str("</p>\n<p>");
    escape_into(&mut html, &format!("Wanneer: {}.", value.van.until(value.tot)));
    html.push_str("</p>\n");
    let (begins, changed) = (Datum(value.van.dag), document.gewijzigd.as_ref().map(|day| day.value));
    Bericht {
        id: of.urn(&of.uid(document, "")),
        titel: Cow::Borrowed(&value.titel),
        adres: of.page(document).unwrap_or_default(),
        samenvatting: &value.tekst,
        html,
        gepubliceerd: begins,
        gewijzigd: changed.max(Some(begins)).unwrap_or(begins),
        bijlagen: Vec::new(),
    }
}

/// A meeting: when and where it is, or what came of it.
fn bijeenkomst<'b>(about: &'b About<Bijeenkomst>, of: &'b Ingredients<'_>) -> Bericht<'b> {
    let (document, value): (_, &Bijeenkomst) = (&about.item.document, &about.item.value);
    let titel = match value.status {
        BijeenkomstStatus::GaatDoor => Cow::Borrowed(value.titel.as_str()),
        status => Cow::Owned(format!("{} ({})", value.titel, status.word())),
    };
    let mut html = String::new();
    let mut line = |text: &str| {
        html.push_str("<p>");
        escape_into(&mut html, text);
        html.push_str("</p>\n");
    };
    if let Some(reden) = &value.reden {
        line(&format!("{}: {reden}", value.status.word_at_start()));
    }
    line(&value.samenvatting);
    let wanneer: Vec<String> = value.keren().iter().map(Keer::in_words).collect();
    line(&format!("Wanneer: {}.", wanneer.join("; ")));
    line(&format!("Waar: {}.", value.locatie().in_words()));
    if value.is_reported() {
        line("Er is een verslag.");
    } else if let Some(aanmelden) = value.aanmelden.in_words() {
        line(&aanmelden);
    }
    let (appeared, changed) = (verschenen(document), of.changed(document));
    Bericht {
        id: of.urn(&of.uid(document, "")),
        titel,
        adres: of.page(document).unwrap_or_default(),
        samenvatting: &value.samenvatting,
        html,
        gepubliceerd: Datum(appeared.unwrap_or(changed)),
        gewijzigd: Datum(appeared.max(Some(changed)).unwrap_or(changed)),
        bijlagen: Vec::new(),
    }
}

/// Something new about a project.
fn project<'b>(&Projectnieuws { project, dag, wat }: &Projectnieuws<'b>, of: &'b Ingredients<'_>) -> Bericht<'b> {
    let (document, value) = (&project.item.document, &project.item.value);
    let (naam, said, uitleg) = match wat {
        Nieuw::Project => (String::new(), "nieuw project".to_owned(), None),
        Nieuw::Fase(fase, periode) => {
            let uitleg = format!("Volgens de planning: {}, {periode}.", fase.word());
            (format!(".{}", fase.word()), fase.word().to_owned(), Some(uitleg))
        }
        Nieuw::Gedaan => (".gedaan".to_owned(), "gedaan".to_owned(), None),
    };
    let mut html = String::new();
    for tekst in uitleg.iter().chain([&value.samenvatting]) {
        html.push_str("<p>");
        escape_into(&mut html, tekst);
        html.push_str("</p>\n");
    }
    Bericht {
        id: of.urn(&of.uid(document, &naam)),
        titel: Cow::Owned(format!("{}: {said}", value.titel)),
        adres: of.page(document).unwrap_or_default(),
        samenvatting: &value.samenvatting,
        html,
        gepubliceerd: Datum(dag),
        gewijzigd: Datum(dag),
        bijlagen: Vec::new(),
    }
}

fn bericht<'b>(
    about: &'b About<Nieuws>,
    base: &Basisadres,
    of: &'b Ingredients<'_>,
    texts: &mut Vec<(usize, Arc<Text>)>,
) -> Bericht<'b> {
    let (document, value): (_, &Nieuws) = (&about.item.document, &about.item.value);
    let mut html = String::new();
    if let Some(position) = of.site.position(&document.path) {
        texts.push((position, Arc::clone(of.texts[position])));
        html = of.texts[position].body.html(0, &heading_prefix(document), &Whole { base, of, document });
    }
    let stukken: Vec<_> = of.site.stukken(&value.documenten).collect();
    if !stukken.is_empty() {
        html.push_str("<h2>Documenten</h2>\n<ul>\n");
        for stuk in &stukken {
            line(&stuk.item.value, of.file(stuk, base).as_ref(), &mut html);
        }
        html.push_str("</ul>\n");
    }
    let changed = document.gewijzigd.as_ref().map(|day| day.value);
    Bericht {
        id: of.urn(&of.uid(document, "")),
        titel: Cow::Borrowed(&value.titel),
        adres: of.page(document).unwrap_or_default(),
        samenvatting: &value.samenvatting,
        html,
        gepubliceerd: value.datum.value,
        gewijzigd: changed.max(Some(value.datum.value)).unwrap_or(value.datum.value),
        bijlagen: stukken.iter().filter_map(|stuk| of.file(stuk, base)).collect(),
    }
}

/// A document as a line of a list: a link, or where to ask for it.
fn line(stuk: &Stuk, file: Option<&Bijlage>, html: &mut String) {
    let address = match &stuk.vindplaats {
        Vindplaats::Link(address) => Some(address.to_string()),
        Vindplaats::Bestand(_) | Vindplaats::Tekst(_) => file.map(|file| file.adres.clone()),
    };
    html.push_str("<li>");
    if let Some(address) = &address {
        html.push_str("<a href=\"");
        escape_into(html, address);
        html.push_str("\">");
    }
    escape_into(html, &stuk.titel);
    html.push_str(if address.is_some() { "</a>" } else { "" });
    if let Vindplaats::Tekst(where_it_is) = &stuk.vindplaats {
        html.push_str(": ");
        escape_into(html, where_it_is);
    }
    html.push_str("</li>\n");
}

impl Ingredients<'_> {
    /// The name of something for programs, for ever: a UUID (RFC 9562, version 8) of what calendars call it.
    fn urn(&self, naam: &str) -> String {
        let hash = blake3::hash(format!("{}\n{naam}", self.info.gemeente).as_bytes());
        let hex = hash.to_hex();
        format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[12..15], &hex[15..18], &hex[18..30])
    }

    /// The file of a document for residents, if it is here.
    fn file(&self, stuk: &About<Stuk>, base: &Basisadres) -> Option<Bijlage> {
        let Vindplaats::Bestand(naam) = &stuk.item.value.vindplaats else { return None };
        let path = stuk.item.document.path.join(&naam.value)?;
        let output = self.places.output_of(&path)?;
        Some(Bijlage {
            adres: base.with(output.address()),
            soort: media::kind(output.as_str()),
            lengte: self.places.bestanden.get(&path)?.source.len(),
        })
    }
}

/// Fills the holes of a text as it stands in a feed: far from the site, so with whole addresses, and with one file per picture.
struct Whole<'w, 'o> {
    base: &'w Basisadres,
    of: &'w Ingredients<'o>,
    document: &'w Document,
}

impl Holes for Whole<'_, '_> {
    fn href(&self, link: &InternalLink) -> String {
        let Ok(target) = self.of.places.follow(self.document, link) else { return String::new() };
        let anchor = target.anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
        self.base.with(&format!("{}{anchor}", target.output.address()))
    }

    fn picture(&self, link: &InternalLink) -> Option<Picture> {
        let path = link.path.as_ref()?;
        let terugval = &self.of.beelden.get(path)?.terugval;
        let href = self.base.with(self.of.places.output_of(path)?.address());
        Some(Picture { href, srcset: String::new(), size: (terugval.breedte, terugval.hoogte) })
    }
}
