//! What a template is made of: itself and the templates that it needs, directly or not.
//!
//! With the same parts and the same view it gives the same page, whatever else changed in the theme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::explain::{Templates, defined};
use super::tags::tags;

/// The parts of a template, by name. A part that is not there has no text.
pub(crate) type Parts = Arc<BTreeMap<String, Option<String>>>;

/// Stands among the parts for the stylesheets that a theme adds.
const STYLES: &str = "*";

/// The parts of each template.
pub(super) fn parts(templates: &Templates, stijlbladen: &[String]) -> BTreeMap<String, Parts> {
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, text) in &templates.texts {
        for component in defined(text) {
            owners.entry(component).or_default().insert(name);
        }
    }
    let needs: BTreeMap<&str, BTreeSet<&str>> =
        templates.texts.iter().map(|(name, text)| (name.as_str(), needed(text, templates, &owners))).collect();
    let text = |name: &&str| ((*name).to_owned(), templates.texts.get(*name).cloned());
    // Which stylesheets there are is seen by every template. No template has a name with a star.
    let styles = || (STYLES.to_owned(), Some(stijlbladen.join("\n")));
    let parts = |name: &&str| reached(name, &needs).iter().map(text).chain([styles()]).collect();
    needs.keys().map(|name| ((*name).to_owned(), Arc::new(parts(name)))).collect()
}

/// A name and all that it needs.
pub(super) fn reached<'t>(name: &'t str, needs: &BTreeMap<&'t str, BTreeSet<&'t str>>) -> BTreeSet<&'t str> {
    let (mut reached, mut todo) = (BTreeSet::new(), vec![name]);
    while let Some(name) = todo.pop() {
        if reached.insert(name) {
            todo.extend(needs.get(name).into_iter().flatten());
        }
    }
    reached
}

fn needed<'t>(
    text: &'t str,
    templates: &'t Templates,
    owners: &BTreeMap<&'t str, BTreeSet<&'t str>>,
) -> BTreeSet<&'t str> {
    let mut needed = BTreeSet::new();
    for tag in tags(text) {
        if matches!(tag.word(), "extends" | "include") {
            match tag.quoted() {
                Some(name) => drop(needed.insert(name.text)),
                // Translation in a way that we do not read: it may be any.
                None => needed.extend(templates.texts.keys().map(String::as_str)),
            }
        }
        needed.extend(tag.calls().filter_map(|component| owners.get(component)).flatten());
    }
    needed
}
