//! Kinds of documents: one file in, one [`Document`] out. Knows no other file.
//!
//! `kind.rs` has the table of kinds and what a kind says of itself, `location.rs` what a file is by where it lies; each kind has a
//! module with its keys. What needs more than one file (references, links, double addresses) belongs in `site`.

mod bestand;
mod buurt;
mod document;
mod gebieden;
mod hub;
mod huisstijl;
mod kengetallen;
mod kind;
mod location;
mod nieuws;
mod pagina;
mod schema;
mod site;
mod spreekuur;
mod stuk;
mod tabel;
mod thema;
mod tijdlijn;
mod vaste_pagina;
mod vraag;
mod wijk;
mod wijkmanager;

pub use bestand::Bestand;
pub(crate) use bestand::other_format;
pub use buurt::Buurt;
pub(crate) use document::parse;
pub use document::{Document, Text};
pub use gebieden::Gebieden;
pub use hub::{Hub, HubStatus};
pub use huisstijl::{Gekozen, Huisstijl, Keuzewoord};
pub use kengetallen::{Cijfer, Indicator, Kengetallen, Meetsoort};
pub use kind::{Content, Kind};
pub(crate) use kind::{Looptijd, NamedFile, OfKind, Refers, Shown, kinds};
pub(crate) use location::{in_known_folder, miscased_folder};
pub use nieuws::Nieuws;
pub use pagina::Pagina;
pub use schema::{Schema, schemas};
pub use site::{Beveiliging, Doel, Meldpunt, NavigatieItem, Serverbestand, SiteInfo, Themanaam};
pub use spreekuur::{Locatie, Openingstijd, Spreekuur};
pub use stuk::{Stuk, Vindplaats};
pub use tabel::Tabel;
pub(crate) use thema::parse_thema;
pub use thema::{Instelbaar, Paar, Paarsoort, Tekst, Thema, Themakenmerk, Themakleuren, Token};
pub use tijdlijn::Stap;
pub use vaste_pagina::{AFKORTINGEN, VastePagina, ZOEKER};
pub use vraag::Vraag;
pub use wijk::Wijk;
pub use wijkmanager::Wijkmanager;

/// The folder that holds the content of a site.
pub const FOLDER: &str = "content";
