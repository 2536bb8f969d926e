//! What is published besides pages and pictures: one file per format, which says its address and makes its bytes.
//!
//! Adding a format is a file here and a variant of [`Output`]. Which of them a site has is in its plan.

mod agenda;
mod cijfers;
mod data;
mod datablad;
mod feed;
mod kaartje;
mod postcodes;
mod regels;
mod robots;
mod rules;
mod security;
mod sitemap;
mod webmanifest;
mod woo;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::beeld::Gemaakt;
use crate::kinds::{Document, SiteInfo, Text, VastePagina};
use crate::output::{Blob, OutputPath};
use crate::publish::server::Policy;
use crate::site::{Places, Site};
use crate::source::SourcePath;
use crate::tijd::Datum;
use crate::values::{Basisadres, Kleur, Slug};

use agenda::Agenda;
pub(crate) use agenda::Agendas;
use cijfers::Cijfers;
use data::Data;
use feed::Feed;
use kaartje::Kaartje;
pub(crate) use rules::policy;
pub(crate) use webmanifest::ICON;
use woo::Woolijst;

/// A file in a format of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// What search engines may read.
    Robots,
    /// Where to report that the site is not safe.
    Security,
    /// All pages, with the day on which each last changed.
    Sitemap,
    /// What a phone shows of the site on its first screen.
    Webmanifest,
    /// A file that tells the server how the site is served, by its name.
    Rules(&'static str),
    /// A calendar.
    Agenda(Agenda),
    /// A contact card.
    Kaartje(Kaartje),
    /// Open data.
    Data(Data),
    /// The figures of a wijk.
    Cijfers(Cijfers),
    /// News to follow.
    Feed(Feed),
    /// Where postcodes with these digits lie.
    Postcodes(u16),
    /// What the Woo-index reads.
    Woo(Woolijst),
}

/// A file that was made.
#[derive(Debug)]
pub(crate) struct MadeOutput {
    /// What is in it.
    pub(crate) content: Blob,
    /// The texts in it, with the place of their documents in [`Site::documents`].
    texts: Vec<(usize, Arc<Text>)>,
}

impl MadeOutput {
    /// Whether its texts are still the same, in the same site.
    pub(crate) fn holds(&self, texts: &[&Arc<Text>]) -> bool {
        self.texts.iter().all(|(position, text)| texts.get(*position).is_some_and(|now| Arc::ptr_eq(now, text)))
    }
}

/// What these files are made of.
pub(crate) struct Ingredients<'s> {
    /// The site.
    pub(crate) site: &'s Site,
    /// Where everything is.
    pub(crate) places: &'s Places,
    /// What holds for the site.
    pub(crate) info: &'s SiteInfo,
    /// Where it will be.
    pub(crate) base: Option<&'s Basisadres>,
    /// Today.
    pub(crate) today: Date,
    /// When each page that machines should know of last changed, as far as that is known.
    pub(crate) changed: &'s [(OutputPath, Option<Datum>)],
    /// The words of its documents, in their order.
    pub(crate) texts: &'s [&'s Arc<Text>],
    /// What was made of each picture: it follows from the site, as the bytes of a picture do.
    pub(crate) beelden: &'s BTreeMap<SourcePath, Gemaakt>,
    /// What its documents have in calendars.
    pub(crate) agendas: Agendas<'s>,
    /// How it is served.
    pub(crate) policy: &'s Policy,
    /// The icon of its theme.
    pub(crate) icon: Option<OutputPath>,
    /// The colours of its bar and its background.
    pub(crate) colours: [Option<Kleur>; 2],
}

/// What a site may have whatever is in it, with its address.
const FIXED: &[(&str, Output)] = &[
    (robots::ADDRESS, Output::Robots),
    (security::ADDRESS, Output::Security),
    (sitemap::ADDRESS, Output::Sitemap),
    (webmanifest::ADDRESS, Output::Webmanifest),
    (rules::NAMES[0], Output::Rules(rules::NAMES[0])),
    (rules::NAMES[1], Output::Rules(rules::NAMES[1])),
    (rules::NAMES[2], Output::Rules(rules::NAMES[2])),
    (rules::NAMES[3], Output::Rules(rules::NAMES[3])),
    (agenda::FIXED[0].0, Output::Agenda(agenda::FIXED[0].1)),
    (agenda::FIXED[1].0, Output::Agenda(agenda::FIXED[1].1)),
];

impl Output {
    /// The addresses that nothing else can have, as a site may have one of these there tomorrow.
    pub(crate) fn kept_free() -> impl Iterator<Item = OutputPath> {
        let fixed = FIXED.iter().map(|(address, _)| *address).chain(feed::FIXED).map(OutputPath::new);
        fixed.chain(Data::any().map(|(address, _)| address)).chain(Woolijst::any())
    }

    /// All that a site has, with their addresses.
    pub(crate) fn all(
        places: &Places,
        site: &Site,
        info: &SiteInfo,
        base: Option<&Basisadres>,
        today: Date,
    ) -> impl Iterator<Item = (OutputPath, Self)> {
        let fixed = FIXED.iter().filter(move |(_, output)| output.is_wanted(info, base, today));
        let fixed = fixed.map(|(address, output)| (OutputPath::new(address), *output));
        let agendas = Agenda::all(site, today).map(|(address, which)| (address, Self::Agenda(which)));
        let kaartjes = Kaartje::all(site).map(|(address, which)| (address, Self::Kaartje(which)));
        let data = places.has(VastePagina::Data).then(|| Data::all(site, base)).into_iter().flatten();
        let data = data.map(|(address, which)| (address, Self::Data(which)));
        let cijfers = Cijfers::all(site).map(|(address, which)| (address, Self::Cijfers(which)));
        let feeds = base.into_iter().flat_map(move |_| Feed::all(site, places, today));
        let feeds = feeds.map(|(address, which)| (address, Self::Feed(which)));
        let postcodes = postcodes::all(site).map(|(address, which)| (address, Self::Postcodes(which)));
        let woo = base.into_iter().flat_map(|_| Woolijst::all(site, info));
        let woo = woo.map(|(address, which)| (address, Self::Woo(which)));
        fixed.chain(agendas).chain(kaartjes).chain(data).chain(cijfers).chain(feeds).chain(postcodes).chain(woo)
    }

    /// Whether a site has it.
    fn is_wanted(self, info: &SiteInfo, base: Option<&Basisadres>, today: Date) -> bool {
        match self {
            Self::Robots
            | Self::Webmanifest
            | Self::Agenda(_)
            | Self::Kaartje(_)
            | Self::Data(_)
            | Self::Cijfers(_)
            | Self::Feed(_)
            | Self::Postcodes(_)
            | Self::Woo(_) => true,
            Self::Security => security::valid(info, today).is_some(),
            Self::Sitemap => base.is_some(),
            Self::Rules(name) => rules::names(info).contains(&name),
        }
    }

    /// Makes it.
    pub(crate) fn make(self, of: &Ingredients<'_>, put: impl FnOnce(Vec<u8>) -> Blob) -> MadeOutput {
        let mut texts = Vec::new();
        let text = match self {
            Self::Robots => robots::make(of.site, of.info, of.base),
            Self::Security => of.info.beveiliging.as_ref().map_or_else(String::new, |it| security::make(it, of.base)),
            Self::Sitemap => of.base.map_or_else(String::new, |base| sitemap::make(of.changed, base, Datum(of.today))),
            Self::Webmanifest => webmanifest::make(of),
            Self::Rules(name) => rules::make(name, of),
            Self::Agenda(which) => agenda::make(which, of),
            Self::Kaartje(which) => kaartje::make(which, of),
            Self::Data(which) => data::make(which, of),
            Self::Cijfers(which) => cijfers::make(which, of),
            Self::Postcodes(which) => postcodes::make(which, of),
            Self::Woo(which) => woo::make(which, of),
            Self::Feed(which) => {
                let made = feed::make(which, of);
                texts = made.1;
                made.0
            }
        };
        MadeOutput { content: put(text.into_bytes()), texts }
    }
}

impl Ingredients<'_> {
    /// The name of a document, or of a part of it, in the programs of residents: as long as its file has the same name, they know
    /// it again, whatever its title is.
    fn uid(&self, document: &Document, part: &str) -> String {
        let gemeente = Slug::of(&self.info.gemeente).map_or_else(|| "gemeente".to_owned(), |slug| slug.to_string());
        format!("{}.{}{part}@{gemeente}.wijkwijzer", document.kind.word(), document.slug)
    }

    /// When a document last changed: when nobody said so, as the site did.
    fn changed(&self, document: &Document) -> Date {
        let of_site = self.site.info.as_ref().and_then(|info| info.document.gewijzigd.as_ref());
        document.gewijzigd.as_ref().or(of_site).map_or(Date::constant(2000, 1, 1), |day| day.value.0)
    }

    /// The whole address at which a document is shown, if it is known where the site will be.
    fn page(&self, document: &Document) -> Option<String> {
        let target = self.places.of(&document.path)?;
        let anchor = target.anchor.as_ref().map(|anchor| format!("#{anchor}"));
        Some(self.base?.with(&format!("{}{}", target.output.address(), anchor.unwrap_or_default())))
    }
}
