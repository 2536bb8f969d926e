//! Former addresses as rules: which address leads where, whatever its capitals, in the order in which servers try them. How a
//! server writes them down is for its own file.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Policy, plain, regular};

/// A former address of a page, from the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its path as people read it, without slashes around it.
    pub path: String,
    /// What stands behind its `?`, as browsers send it.
    pub query: Option<String>,
    /// Where the page is now.
    pub to: String,
}

/// A rule for a former address.
pub(super) struct Redirect<'p> {
    /// The path, from the site's root and without slashes around it.
    pub(super) path: &'p str,
    /// What must be there behind the `?`, as regular expressions; nothing, when it does not matter what is there.
    pub(super) query: Vec<String>,
    /// The new address: a whole path on the server, with nothing in it that a server gives a meaning.
    pub(super) to: String,
}

impl Policy {
    /// The rules: one for all ways to write an address in capitals, and first the one that asks for most behind the `?`.
    pub(super) fn redirects(&self) -> Vec<Redirect<'_>> {
        let mut all = BTreeMap::new();
        for moved in &self.verhuisd {
            let query: Vec<String> = moved.query.iter().flat_map(|query| query.split('&').map(part)).collect();
            let key =
                (moved.path.to_lowercase(), Reverse(query.len()), moved.query.as_ref().map(|it| it.to_lowercase()));
            let redirect = Redirect { path: &moved.path, query, to: format!("{}{}", self.folder, plain(&moved.to)) };
            all.entry(key).or_insert(redirect);
        }
        all.into_values().collect()
    }

    /// The rules that need no look at what is behind the `?`.
    pub(super) fn plain_redirects(&self) -> impl Iterator<Item = Redirect<'_>> {
        self.redirects().into_iter().filter(|redirect| redirect.query.is_empty())
    }

    /// A sentence about the addresses that a server without a look behind the `?` cannot lead on.
    pub(super) fn not_redirected(&self) -> Option<String> {
        let asked = |moved: &Moved| Some(format!("/{}?{}", moved.path, moved.query.as_ref()?));
        let all: Vec<_> = self.verhuisd.iter().filter_map(asked).collect();
        let sentence = || format!("Deze oude adressen kan deze server niet doorverwijzen: {}", all.join(" "));
        (!all.is_empty()).then(sentence)
    }
}

impl Redirect<'_> {
    /// A regular expression that means the path.
    pub(super) fn pattern(&self) -> String {
        regular(self.path)
    }

    /// One regular expression that means all that must be there behind the `?`, for servers that can look ahead.
    pub(super) fn whole_query(&self) -> String {
        let parts = self.query.iter().map(|part| format!("(?=(?:.*&)?{part}(?:&|$))"));
        format!("^{}", parts.collect::<Vec<_>>().concat())
    }
}

/// A part of what is behind a `?`, as a regular expression: a space is sent in two ways.
fn part(text: &str) -> String {
    regular(text).replace("%20", "(?:%20|\\+)")
}
