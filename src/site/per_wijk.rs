//! Which documents are about a wijk: looked up, so that no page has to go through all of them.

use super::{About, Site, WijkIndex};

/// What is about each wijk, by kind: places in the lists of [`Site`].
#[derive(Debug, Default)]
pub struct PerWijk {
    /// In [`Site::hubs`].
    pub hubs: Lookup,
    /// In [`Site::spreekuren`].
    pub spreekuren: Lookup,
    /// In [`Site::stappen`].
    pub stappen: Lookup,
    /// In [`Site::nieuws`].
    pub nieuws: Lookup,
    /// In [`Site::vragen`].
    pub vragen: Lookup,
    /// In [`Site::stukken`].
    pub stukken: Lookup,
}

impl PerWijk {
    pub(super) fn of(site: &Site) -> Self {
        let wijken = site.wijken.len();
        Self {
            hubs: Lookup::new(site.hubs.iter().map(|hub| hub.wijk.as_slice()), wijken),
            spreekuren: Lookup::about(&site.spreekuren, wijken),
            stappen: Lookup::about(&site.stappen, wijken),
            nieuws: Lookup::about(&site.nieuws, wijken),
            vragen: Lookup::about(&site.vragen, wijken),
            stukken: Lookup::about(&site.stukken, wijken),
        }
    }
}

/// Of the things in a list, which are about each wijk, and which about none in particular.
#[derive(Debug, Default)]
pub struct Lookup {
    of: Vec<Vec<usize>>,
    general: Vec<usize>,
}

impl Lookup {
    fn about<T>(list: &[About<T>], wijken: usize) -> Self {
        Self::new(list.iter().map(|it| it.wijken.as_slice()), wijken)
    }

    fn new<'w>(list: impl Iterator<Item = &'w [WijkIndex]>, wijken: usize) -> Self {
        let mut lookup = Self { of: vec![Vec::new(); wijken], general: Vec::new() };
        for (place, about) in list.enumerate() {
            if about.is_empty() {
                lookup.general.push(place);
            }
            for wijk in about {
                lookup.of[*wijk].push(place);
            }
        }
        lookup
    }

    /// What is about a wijk or something in it, in order.
    pub fn own<'l, T>(&'l self, list: &'l [T], wijk: WijkIndex) -> impl Iterator<Item = &'l T> {
        self.of[wijk].iter().map(|place| &list[*place])
    }

    /// The same, with what is about none in particular.
    pub fn with_general<'l, T>(&'l self, list: &'l [T], wijk: WijkIndex) -> impl DoubleEndedIterator<Item = &'l T> {
        let mut places = [&self.of[wijk][..], &self.general].concat();
        places.sort_unstable();
        places.into_iter().map(|place| &list[place])
    }
}
