//! Lists of documents by kind, in order, each with what it is about; looked up by wijk, so that no page has to go through all.

use std::ops::Deref;

use super::{Item, WijkIndex};
use crate::kinds::kinds;
use crate::values::Gebiedscode;

/// A document and what it is about.
#[derive(Debug)]
pub(crate) struct About<T> {
    /// The document.
    pub item: Item<T>,
    /// The wijken it is about, those of its buurten among them; none means all.
    pub wijken: Vec<WijkIndex>,
    /// The buurten it is about.
    pub buurten: Vec<Gebiedscode>,
    /// The topics it is about: their places in the list of these.
    pub themas: Vec<usize>,
}

impl<T> About<T> {
    /// Whether it is about the municipality as a whole.
    pub(crate) fn is_general(&self) -> bool {
        self.wijken.is_empty()
    }
}

/// The documents of one kind that are shown, in order.
#[derive(Debug)]
pub(crate) struct List<T> {
    all: Vec<About<T>>,
    /// The places of those that are about each wijk.
    of_wijk: Vec<Vec<usize>>,
    /// The places of those that are about none in particular.
    general: Vec<usize>,
}

impl<T> List<T> {
    /// A list, on a site of so many wijken.
    pub(super) fn new(all: Vec<About<T>>, wijken: usize) -> Self {
        // Most kinds are about no wijk at all.
        let is_looked_up = all.iter().any(|about| !about.is_general());
        let (mut of_wijk, mut general) = (vec![Vec::new(); if is_looked_up { wijken } else { 0 }], Vec::new());
        for (place, about) in all.iter().enumerate() {
            if about.is_general() {
                general.push(place);
            }
            for wijk in &about.wijken {
                of_wijk[wijk.0].push(place);
            }
        }
        Self { all, of_wijk, general }
    }

    fn places_of(&self, WijkIndex(wijk): WijkIndex) -> &[usize] {
        self.of_wijk.get(wijk).map_or(&[], Vec::as_slice)
    }

    /// What is about a wijk or something in it, in order.
    pub(crate) fn of_wijk(&self, wijk: WijkIndex) -> impl Iterator<Item = &About<T>> {
        self.places_of(wijk).iter().map(|place| &self.all[*place])
    }

    /// The same, with what is about none in particular.
    pub(crate) fn with_general(&self, wijk: WijkIndex) -> impl DoubleEndedIterator<Item = &About<T>> {
        let mut places = [self.places_of(wijk), &self.general].concat();
        places.sort_unstable();
        places.into_iter().map(|place| &self.all[place])
    }

    /// What is about a topic, in order.
    pub(crate) fn of_thema(&self, thema: usize) -> impl Iterator<Item = &About<T>> {
        self.all.iter().filter(move |about| about.themas.contains(&thema))
    }
}

impl<T> Deref for List<T> {
    type Target = [About<T>];

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident: $kind:ident($says:ident),)*) => {
        /// The documents that are shown, by kind.
        #[derive(Debug)]
        pub(crate) struct Lists {
            $($(#[$doc])* pub $list: List<crate::kinds::$says>,)*
        }

        impl Lists {
            /// Puts every kind in a list.
            pub(super) fn new(linking: &mut super::link::Linking<'_>) -> Self {
                Self { $($list: linking.list(),)* }
            }

            /// Every document that is shown, with the wijken it is about.
            pub(crate) fn about(&self) -> impl Iterator<Item = (&std::sync::Arc<crate::kinds::Document>, &[WijkIndex])> {
                std::iter::empty()$(.chain(self.$list.iter().map(|about| (&about.item.document, about.wijken.as_slice()))))*
            }

            /// The buurten that something is about.
            pub(super) fn buurten_with_something(&self) -> impl Iterator<Item = Gebiedscode> {
                std::iter::empty()$(.chain(self.$list.iter().flat_map(|about| about.buurten.iter().copied())))*
            }
        }
    };
}
kinds!(lists);
