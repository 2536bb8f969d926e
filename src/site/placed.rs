//! What there is and where it can be seen, for who edits it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Places, Site};
use crate::kinds::Document;
use crate::output::OutputPath;
use crate::source::SourcePath;

/// A file of the content, as an editor looks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// What it is called; the name of the file when it has no title.
    pub title: String,
    /// The page that it is, or stands on; none when it is on no page of today.
    pub page: Option<OutputPath>,
    /// The pages of the wijken that it is about, on which it stands as well.
    pub wijken: Vec<OutputPath>,
}

impl Placed {
    /// Whether it can be seen on a page.
    pub(crate) fn is_on(&self, page: &OutputPath) -> bool {
        self.page.as_ref() == Some(page) || self.wijken.contains(page)
    }
}

/// All files of the content that say something.
pub(crate) fn placed(site: &Site, places: &Places) -> BTreeMap<SourcePath, Placed> {
    let one = |document: &Arc<Document>| {
        let name = document.content.as_ref()?.says().name();
        let title = name.unwrap_or_else(|| document.path.stem()).to_owned();
        let page = places.output_of(&document.path).filter(|output| output.is_page()).cloned();
        Some((document.path.clone(), Placed { title, page, wijken: Vec::new() }))
    };
    let mut all: BTreeMap<_, _> = site.documents().iter().filter_map(one).collect();
    for (document, wijken) in site.lists.about() {
        if let Some(placed) = all.get_mut(&document.path) {
            placed.wijken.extend(wijken.iter().map(|wijk| places.wijk(*wijk).clone()));
        }
    }
    for contact in &site.wijkmanagers {
        if let Some(placed) = all.get_mut(&contact.item.document.path) {
            placed.wijken.extend(contact.wijken.iter().map(|wijk| places.wijk(*wijk).clone()));
        }
    }
    all
}
