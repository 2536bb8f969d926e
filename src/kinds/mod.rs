//! Kinds of documents: one file in, one [`Document`] out. Knows no other file.
//!
//! `kind.rs` has the table of kinds and what a kind says of itself, `location.rs` what a file is by where it lies; each kind has a
//! module with its keys. What needs more than one file (references, links, double addresses) belongs in `site`.

mod bestand;
mod bijeenkomst;
mod buurt;
mod document;
mod doelen;
mod fasen;
mod gebieden;
mod grenzen;
mod hub;
mod huisstijl;
mod kengetallen;
mod kind;
mod location;
mod melding;
mod nieuws;
mod organisatie;
mod pagina;
mod partneragenda;
mod postcodes;
mod project;
mod schema;
mod site;
mod sluitingen;
mod spreekuur;
mod stuk;
mod synoniemen;
mod tabel;
mod thema;
mod themabestand;
mod tijdlijn;
mod uren;
mod vaste_pagina;
mod vraag;
mod waarvoor;
mod wijk;
mod wijkmanager;
mod woo;

pub(crate) use bestand::Bestand;
pub(crate) use bestand::other_format;
pub(crate) use bijeenkomst::{Aanmelden, Bijeenkomst, BijeenkomstStatus, Keer, Verslag};
pub(crate) use buurt::Buurt;
pub(crate) use document::parse;
pub(crate) use document::{Document, Text};
pub use doelen::{Doelnaam, Doelplek, Publicatiedoel, Winkelplek};
pub(crate) use fasen::Fase;
pub(crate) use gebieden::{Gebieden, TOT_EN_MET};
pub(crate) use grenzen::{Grens, Grenzen};
pub(crate) use hub::{Hub, HubStatus};
pub(crate) use huisstijl::{Gekozen, Huisstijl, Keuzewoord};
pub(crate) use kengetallen::{Cijfer, Geheel, Indicator, Kengetallen, Meetsoort};
pub(crate) use kind::{Content, Kind};
pub(crate) use kind::{Looptijd, NamedFile, OfKind, Refers, ShownAs, kinds};
pub(crate) use location::{in_known_folder, kind_at, misnamed_folder};
pub(crate) use melding::Melding;
pub(crate) use nieuws::Nieuws;
pub(crate) use organisatie::Organisatie;
pub(crate) use pagina::Pagina;
pub(crate) use partneragenda::{Bezwaar, MOST_EVENTS, Partneractiviteit, Partneragenda};
pub(crate) use postcodes::{Adresplek, OpPostcode, Postcodes};
pub(crate) use project::{Buurtbeurt, Fotomoment, Hinder, Project, Projectfoto, Projectstand};
pub use schema::{Schema, schemas};
pub(crate) use schema::{has_keys, keys_of, list_keys};
pub(crate) use site::{Beveiliging, Doel, Meldpunt, NavigatieItem, Serverbestand, SiteInfo, Themanaam};
pub(crate) use sluitingen::Sluitingen;
pub(crate) use spreekuur::{Locatie, Spreekuur, Wanneer};
pub(crate) use stuk::{Stuk, Vindplaats};
pub(crate) use synoniemen::Synoniemen;
pub(crate) use tabel::Tabel;
pub(crate) use thema::Thema;
pub(crate) use themabestand::parse_thema;
pub(crate) use themabestand::{Instelbaar, Paar, Paarsoort, Tekst, Themabestand, Themakenmerk, Themakleuren, Token};
pub(crate) use tijdlijn::{Stap, StapStand};
pub(crate) use vaste_pagina::{AFKORTINGEN, VastePagina, ZOEKER};
pub(crate) use vraag::Vraag;
pub(crate) use waarvoor::Waarvoor;
pub(crate) use wijk::Wijk;
pub(crate) use wijkmanager::{Vervanger, Wijkmanager};
pub(crate) use woo::{Woocategorie, Woohandeling};

/// The folder that holds the content of a site.
pub(crate) const FOLDER: &str = "content";
