//! The pieces that pages are made of, seen from the page they stand on. Texts are in `texts.rs`, figures in `figures.rs`.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use jiff::civil::Date;

use super::linked_data::Thing;
use super::qr::Qr;
use super::viewpoint::Viewpoint;
use super::views::{
    BestandView, ContactView, ContentView, FotoView, GebeurtenisView, GebiedView, HubView, Link, LocatieView,
    NieuwsView, OpeningstijdView, Page, PaginaView, SpreekuurView, StapView, StukView, VraagView, WijkKaart, WijkLink,
};
use super::{Planner, STYLE};
use crate::kinds::{Document, Hub, Locatie, Nieuws, Spreekuur, Stap, Stuk, Text, VastePagina, Vindplaats, Vraag};
use crate::output::OutputPath;
use crate::read::fields::{At, Ref};
use crate::read::markdown::Picture;
use crate::site::{About, Contactpersoon, Target, WijkIndex, anchor, contact_anchor};
use crate::source::SourcePath;
use crate::tijd::{Datum, Datumtekst, weekdag_en_datum};
use crate::values::{Gebiedscode, sort_key};

/// How many of the next days of a spreekuur are told.
const NEXT_DAYS: usize = 3;

/// A page while its view is made: links are seen from here, and the date of last change is that of all it shows.
pub(super) struct Spot<'p> {
    pub(super) planner: Planner<'p>,
    pub(super) from: Viewpoint<'p>,
    gewijzigd: Cell<Option<Datum>>,
    /// The texts that stand on it.
    pub(super) texts: RefCell<Vec<(usize, Arc<Text>)>>,
}

/// What a page says about itself.
pub(super) struct Heading<'s> {
    pub(super) titel: String,
    pub(super) omschrijving: String,
    pub(super) kruimels: Vec<Kruimel>,
    /// The document whose text the page is for.
    pub(super) document: Option<&'s Document>,
    /// What the page is about, for machines.
    pub(super) things: Vec<Thing>,
    /// Whether it is a page for a notice board.
    pub(super) bord: bool,
}

/// A page above another one.
pub(super) struct Kruimel {
    pub(super) naam: String,
    pub(super) output: OutputPath,
}

impl<'p> Spot<'p> {
    pub(super) fn new(planner: Planner<'p>, output: OutputPath) -> Self {
        let from = Viewpoint::new(planner.base, output);
        Self { planner, from, gewijzigd: Cell::default(), texts: RefCell::default() }
    }

    /// Puts the page together: what every page has, and what only this one has.
    pub(super) fn page(&self, about: Heading<'_>, content: ContentView) -> Page {
        let Planner { info, frames, assets, today, .. } = self.planner;
        let huisstijl = &info.value.huisstijl;
        let is_absolute = self.from.is_absolute();
        let canoniek = self.whole(&self.from.output).filter(|_| !is_absolute);
        let metadata = (!is_absolute).then(|| self.metadata(&about));
        let qr = canoniek.clone().filter(|_| about.bord).and_then(Qr::new);
        let kruimels = about.kruimels.into_iter();
        Page {
            site: frames.of(&self.from.output).map_or_else(Arc::default, Arc::clone),
            pagina: PaginaView {
                kop: about.titel.clone(),
                titel: about.titel,
                omschrijving: about.omschrijving,
                thema: self.href(assets),
                huisstijl: (!huisstijl.is_empty()).then(|| self.href(&assets.join(STYLE))),
                eigen_kleuren: !huisstijl.kleuren.is_empty(),
                canoniek,
                kruimels: kruimels.map(|Kruimel { naam, output }| Link { naam, href: self.href(&output) }).collect(),
                gewijzigd: self
                    .gewijzigd
                    .get()
                    .or(info.document.gewijzigd.as_ref().map(|day| day.value))
                    .unwrap_or(Datum(today)),
                metadata,
                qr,
            },
            content,
        }
    }

    /// Notes that the page shows this document.
    pub(super) fn shows(&self, document: &Document) {
        self.gewijzigd.set(self.gewijzigd.get().max(document.gewijzigd.as_ref().map(|day| day.value)));
    }

    pub(super) fn href(&self, to: &OutputPath) -> String {
        self.from.href(to)
    }

    /// The whole address of a page or file, when it is known where the site will be.
    pub(super) fn whole(&self, to: &OutputPath) -> Option<String> {
        self.planner.base.map(|base| base.with(to.address()))
    }

    pub(super) fn target_href(&self, target: &Target) -> String {
        self.from.target_href(target)
    }

    /// The address of a place on a page, which may be this one.
    pub(super) fn place_href(&self, page: &OutputPath, anchor: &str) -> String {
        if *page == self.from.output { format!("#{anchor}") } else { format!("{}#{anchor}", self.href(page)) }
    }

    /// The address of a fixed page, if it is built.
    pub(super) fn fixed(&self, page: VastePagina) -> Option<String> {
        self.planner.places.fixed(page).map(|target| self.target_href(target))
    }

    /// A fixed page as one above this, if it is built.
    fn fixed_kruimel(&self, page: VastePagina) -> Option<Kruimel> {
        let site = self.planner.site;
        let naam = match page {
            VastePagina::Home => "Home".to_owned(),
            _ => site.title(page).to_owned(),
        };
        self.planner.places.fixed(page).map(|target| Kruimel { naam, output: target.output.clone() })
    }

    /// The way from home to the page above; pages that are not built are skipped.
    pub(super) fn crumbs(&self, pages: impl IntoIterator<Item = VastePagina>) -> Vec<Kruimel> {
        pages.into_iter().filter_map(|page| self.fixed_kruimel(page)).collect()
    }

    pub(super) fn wijk_link(&self, wijk: WijkIndex) -> Link {
        let site = self.planner.site;
        Link { naam: site.wijken[wijk].item.value.naam.clone(), href: self.href(self.planner.places.wijk(wijk)) }
    }

    pub(super) fn wijk_links(&self, wijken: &[WijkIndex]) -> Vec<Link> {
        wijken.iter().map(|wijk| self.wijk_link(*wijk)).collect()
    }

    /// A link to a wijk, with the id of its place on a page that shows all wijken.
    fn wijk_anker(&self, wijk: WijkIndex) -> WijkLink {
        let Link { naam, href } = self.wijk_link(wijk);
        WijkLink { naam, href, anker: self.planner.site.wijken[wijk].item.slug().to_string() }
    }

    pub(super) fn gebied(&self, code: &Gebiedscode) -> GebiedView {
        let site = self.planner.site;
        GebiedView {
            naam: site.gebieden.get(code).map_or_else(|| code.to_string(), |gebied| gebied.naam.to_string()),
            code: code.to_string(),
            href: self.planner.places.buurten.get(code).map(|output| self.href(output)),
        }
    }

    /// The buurten of a wijk, by name, as people look for them.
    pub(super) fn buurten(&self, wijk: WijkIndex) -> Vec<GebiedView> {
        let mut views: Vec<_> = self.planner.site.wijken[wijk].buurten.iter().map(|code| self.gebied(code)).collect();
        views.sort_by_cached_key(|buurt| (sort_key(&buurt.naam), buurt.code.clone()));
        views
    }

    /// A contact.
    pub(super) fn contact(&self, contact: &Contactpersoon) -> ContactView {
        let Contactpersoon { item, wijken } = contact;
        self.shows(&item.document);
        let manager = &item.value;
        ContactView {
            anker: contact_anchor(self.planner.site, contact),
            vacature: manager.naam.is_none(),
            naam: manager.naam.clone(),
            functie: manager
                .functie
                .clone()
                .unwrap_or_else(|| self.planner.info.value.contactpersoon.enkelvoud.clone()),
            wijken: wijken.iter().map(|wijk| self.wijk_anker(*wijk)).collect(),
            telefoon: manager.telefoon.clone(),
            email: manager.email.clone(),
            foto: manager.foto.as_ref().and_then(|(name, alt)| {
                let path = item.document.path.join(&name.value)?;
                let Picture { href, srcset, size: (breedte, hoogte), .. } = self.picture(&path)?;
                Some(FotoView { href, srcset, alt: alt.clone(), breedte, hoogte })
            }),
            bereikbaar: manager.bereikbaar.clone(),
            toelichting: manager.toelichting.clone(),
        }
    }

    pub(super) fn wijk_contact(&self, wijk: WijkIndex) -> Option<ContactView> {
        let site = self.planner.site;
        site.wijken[wijk].wijkmanager.map(|index| self.contact(&site.wijkmanagers[index]))
    }

    pub(super) fn wijk_kaart(&self, index: WijkIndex) -> WijkKaart {
        let site = self.planner.site;
        let wijk = &site.wijken[index];
        self.shows(&wijk.item.document);
        WijkKaart {
            naam: wijk.item.value.naam.clone(),
            href: self.href(self.planner.places.wijk(index)),
            samenvatting: wijk.item.value.samenvatting.clone(),
            contact: self.wijk_contact(index),
            buurten: self.buurten(index),
            inloop: self.inloop_of_wijk(index),
            spreekuren: site.lists.spreekuren.of_wijk(index).count(),
            hubs: site
                .lists
                .hubs
                .of_wijk(index)
                .map(|hub| Link { naam: hub.item.value.naam.clone(), href: self.document_href(&hub.item.document) })
                .collect(),
        }
    }

    /// The address of a document that has one.
    pub(super) fn document_href(&self, document: &Document) -> String {
        self.planner.places.of(&document.path).map_or_else(String::new, |target| self.target_href(target))
    }

    pub(super) fn spreekuur(&self, spreekuur: &About<Spreekuur>) -> SpreekuurView {
        self.shows(&spreekuur.item.document);
        let (value, today) = (&spreekuur.item.value, self.planner.today);
        let mut vervalt_op: Vec<_> =
            value.vervalt_op.iter().map(|datum| datum.value.0).filter(|day| *day >= today).collect();
        vervalt_op.sort_unstable();
        SpreekuurView {
            anker: anchor(&spreekuur.item.document),
            dag: value.dag.to_string(),
            wanneer: value.herhaling.in_words(value.dag),
            van: value.tijd.van(),
            tot: value.tijd.tot(),
            locatie: locatie(&value.locatie),
            waarvoor: value.waarvoor.clone(),
            met_wie: value.met_wie.clone(),
            afspraak: value.afspraak,
            alternatief: value.alternatief.clone(),
            geldig_van: value.geldig_van.filter(|van| van.0 > today),
            geldig_tot: value.geldig_tot.as_ref().map(|tot| tot.value),
            eerstvolgende: value.days(today).take(NEXT_DAYS).map(day).collect(),
            vervalt_op: vervalt_op.into_iter().map(day).collect(),
            wijk: spreekuur.wijken.first().map(|wijk| self.wijk_link(*wijk)),
            buurt: spreekuur.buurten.first().map(|code| self.gebied(code)),
        }
    }

    pub(super) fn hub(&self, hub: &About<Hub>) -> HubView {
        self.shows(&hub.item.document);
        let value = &hub.item.value;
        let mut openingstijden: Vec<OpeningstijdView> = Vec::new();
        for open in &value.openingstijden {
            let dag = open.dag.to_string();
            match openingstijden.last_mut().filter(|last| last.dag == dag) {
                Some(last) => last.tijden.push(open.tijd),
                None => openingstijden.push(OpeningstijdView { dag, tijden: vec![open.tijd] }),
            }
        }
        HubView {
            naam: value.naam.clone(),
            href: self.document_href(&hub.item.document),
            samenvatting: value.samenvatting.clone(),
            status: value.status.word(),
            status_klasse: value.status.word().replace(' ', "-"),
            status_tekst: value.status_tekst.clone(),
            wijk: hub.wijken.first().copied().map(|wijk| self.wijk_link(wijk)),
            buurt: value.buurt.as_ref().map(|code| self.gebied(&code.value.0)),
            locatie: value.locatie.as_ref().map(locatie),
            partners: value.partners.clone(),
            openingstijden,
            openingstijden_uitleg: value.openingstijden_uitleg.clone(),
            geschiedenis: value
                .geschiedenis
                .iter()
                .map(|event| GebeurtenisView {
                    periode: event.periode,
                    tekst: event.tekst.clone(),
                    documenten: self.stukken(&event.documenten),
                })
                .collect(),
        }
    }

    /// A step; `deeper` is how far its headings lie below those of a page.
    pub(super) fn stap(&self, stap: &About<Stap>, deeper: u8) -> StapView {
        self.shows(&stap.item.document);
        let value = &stap.item.value;
        StapView {
            anker: stap.item.slug().to_string(),
            href: self.document_href(&stap.item.document),
            titel: value.titel.clone(),
            periode: value.periode,
            stand: value.periode.stand(self.planner.today),
            tekst: self.text(&stap.item.document, deeper),
            besluit: value.besluit.clone(),
            documenten: self.stukken(&value.documenten),
            wijken: self.wijk_links(&stap.wijken),
            buurten: stap.buurten.iter().map(|code| self.gebied(code)).collect(),
        }
    }

    pub(super) fn nieuws(&self, bericht: &About<Nieuws>) -> NieuwsView {
        self.shows(&bericht.item.document);
        let value = &bericht.item.value;
        NieuwsView {
            titel: value.titel.clone(),
            href: self.document_href(&bericht.item.document),
            datum: value.datum.value,
            samenvatting: value.samenvatting.clone(),
            wijken: self.wijk_links(&bericht.wijken),
        }
    }

    pub(super) fn vraag(&self, vraag: &About<Vraag>, deeper: u8) -> VraagView {
        self.shows(&vraag.item.document);
        VraagView {
            anker: vraag.item.slug().to_string(),
            vraag: vraag.item.value.vraag.clone(),
            antwoord: self.text(&vraag.item.document, deeper),
            href: self.document_href(&vraag.item.document),
        }
    }

    pub(super) fn stukken(&self, references: &[At<Ref>]) -> Vec<StukView> {
        self.planner.site.stukken(references).map(|stuk| self.stuk(stuk)).collect()
    }

    pub(super) fn stuk(&self, stuk: &About<Stuk>) -> StukView {
        self.shows(&stuk.item.document);
        let value = &stuk.item.value;
        let mut view = StukView {
            anker: stuk.item.slug().to_string(),
            titel: value.titel.clone(),
            soort: value.soort.clone(),
            datum: value.datum.tekst(),
            href: None,
            pagina: self.document_href(&stuk.item.document),
            extern_: false,
            bestand: None,
            vindplaats: None,
            samenvatting: value.samenvatting.clone(),
        };
        match &value.vindplaats {
            Vindplaats::Bestand(name) => {
                let path = stuk.item.document.path.join(&name.value);
                view.href =
                    path.as_ref().and_then(|path| self.planner.bestand_output(path)).map(|output| self.href(&output));
                view.bestand =
                    path.as_ref().and_then(|path| self.planner.places.bestanden.get(path)).map(|bestand| BestandView {
                        soort: path.as_ref().map_or_else(String::new, SourcePath::extension).to_uppercase(),
                        grootte: bestand.grootte(),
                    });
            }
            Vindplaats::Link(address) => {
                view.href = Some(address.to_string());
                view.extern_ = true;
            }
            Vindplaats::Tekst(tekst) => view.vindplaats = Some(tekst.clone()),
        }
        view
    }
}

/// A day of the calendar, with its day of the week.
pub(super) fn day(day: Date) -> Datumtekst {
    Datumtekst { iso: day.to_string(), tekst: weekdag_en_datum(day) }
}

pub(super) fn locatie(locatie: &Locatie) -> LocatieView {
    LocatieView {
        naam: locatie.naam.clone(),
        adres: locatie.adres.clone(),
        postcode: locatie.postcode.clone(),
        plaats: locatie.plaats.clone(),
    }
}

impl Planner<'_> {
    /// Where a picture or download is published.
    pub(super) fn bestand_output(&self, path: &SourcePath) -> Option<OutputPath> {
        let (path, _) = self.places.bestanden.get_key_value(path)?;
        self.places.output_of(path).cloned()
    }
}
