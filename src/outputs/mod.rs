//! What is published besides pages and pictures: one file per format, which says its address and makes its bytes.
//!
//! Adding a format is a file here and a variant of [`Output`]. Which of them a site has is in its plan.

mod robots;
mod rules;
mod security;
mod sitemap;
mod webmanifest;

use std::sync::Arc;

use jiff::civil::Date;

use crate::kinds::SiteInfo;
use crate::output::OutputPath;
use crate::publish::server::Policy;
use crate::tijd::Datum;
use crate::values::{Basisadres, Kleur};

pub(crate) use rules::policy;
pub(crate) use webmanifest::ICON;

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
}

/// What these files are made of.
pub(crate) struct Ingredients<'s> {
    /// What holds for the site.
    pub(crate) info: &'s SiteInfo,
    /// Where it will be.
    pub(crate) base: Option<&'s Basisadres>,
    /// When each page that machines should know of last changed, as far as that is known.
    pub(crate) changed: &'s [(OutputPath, Option<Datum>)],
    /// How it is served.
    pub(crate) policy: &'s Policy,
    /// The icon of its theme.
    pub(crate) icon: Option<OutputPath>,
    /// The colours of its bar and its background.
    pub(crate) colours: [Option<Kleur>; 2],
}

impl Output {
    /// All that a site can have. Their addresses are kept free.
    pub(crate) const ALL: &[Self] = &[
        Self::Robots,
        Self::Security,
        Self::Sitemap,
        Self::Webmanifest,
        Self::Rules(rules::NAMES[0]),
        Self::Rules(rules::NAMES[1]),
        Self::Rules(rules::NAMES[2]),
        Self::Rules(rules::NAMES[3]),
    ];

    /// Where it is published.
    pub(crate) fn address(self) -> OutputPath {
        OutputPath::new(match self {
            Self::Robots => robots::ADDRESS,
            Self::Security => security::ADDRESS,
            Self::Sitemap => sitemap::ADDRESS,
            Self::Webmanifest => webmanifest::ADDRESS,
            Self::Rules(name) => name,
        })
    }

    /// Whether a site has it.
    pub(crate) fn is_wanted(self, info: &SiteInfo, base: Option<&Basisadres>, today: Date) -> bool {
        match self {
            Self::Robots | Self::Webmanifest => true,
            Self::Security => security::valid(info, today).is_some(),
            Self::Sitemap => base.is_some(),
            Self::Rules(name) => rules::names(info).contains(&name),
        }
    }

    /// Makes it.
    pub(crate) fn make(self, of: &Ingredients<'_>) -> Arc<[u8]> {
        let text = match self {
            Self::Robots => robots::make(of.base),
            Self::Security => of.info.beveiliging.as_ref().map_or_else(String::new, |it| security::make(it, of.base)),
            Self::Sitemap => of.base.map_or_else(String::new, |base| sitemap::make(of.changed, base)),
            Self::Webmanifest => webmanifest::make(of),
            Self::Rules(name) => rules::make(name, of),
        };
        text.into_bytes().into()
    }
}
