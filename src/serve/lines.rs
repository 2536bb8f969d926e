//! What the preview says in the terminal: one line per change.

use std::collections::BTreeSet;
use std::time::Duration;

use notify::ErrorKind;

use super::OWN_FAULT;
use super::preview::Step;
use super::watch;
use crate::disk;
use crate::output::OutputPath;
use crate::publish::changes::{Changes, counted};
use crate::source::SourcePath;
use crate::zoek;

/// How many files or pages are named; of the rest it is told how many they are.
const NAMED: usize = 3;

/// Why something was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// The program was started.
    Start,
    /// Files changed.
    Files(BTreeSet<SourcePath>),
    /// Midnight passed.
    Day,
    /// Somebody asked for it in the browser.
    Wish,
}

/// What a build did: which files, which pages, how long.
pub(super) fn built(
    cause: &Cause,
    step: &Step,
    counts: (usize, usize),
    written: Option<Changes>,
    took: Duration,
) -> String {
    let why = match cause {
        Cause::Start => "Begin".to_owned(),
        Cause::Files(files) => named(files.iter().map(SourcePath::as_str), "bestand", "bestanden"),
        Cause::Day => "Een nieuwe dag".to_owned(),
        Cause::Wish => "Keuze in het voorbeeld".to_owned(),
    };
    let mut parts = Vec::new();
    if step.good {
        parts.push(format!("{} gemaakt", counted(step.made.pages, "pagina", "pagina's")));
        // At the start it is the whole site.
        let changed = if *cause == Cause::Start { &[][..] } else { &step.changed };
        parts.extend(differing("anders", changed));
        parts.extend(differing("ingetrokken", &step.withdrawn));
    } else if step.own_fault {
        return format!("{why}: {OWN_FAULT} ({} ms)", took.as_millis());
    } else {
        parts.push("de site blijft zoals zij was".to_owned());
    }
    match counts {
        (0, 0) => {}
        (0, warnings) => parts.push(counted(warnings, "waarschuwing", "waarschuwingen")),
        (errors, 0) => parts.push(counted(errors, "fout", "fouten")),
        (errors, warnings) => {
            parts.push(counted(errors, "fout", "fouten"));
            parts.push(counted(warnings, "waarschuwing", "waarschuwingen"));
        }
    }
    if let Some(Changes { new, changed, withdrawn, .. }) = written {
        let (new, changed, withdrawn) = (new.len(), changed.len(), withdrawn.len());
        parts.push(format!("geschreven: {new} nieuw, {changed} gewijzigd, {withdrawn} weggehaald"));
    }
    format!("{why}: {} ({} ms)", parts.join("; "), took.as_millis())
}

/// That there are no events, and what helps.
pub(super) fn no_events(why: Option<&notify::Error>) -> String {
    let why = match why.filter(|error| !watch::is_full(error)) {
        Some(notify::Error { kind: ErrorKind::Io(error), .. }) => format!(": {}", disk::why(error)),
        Some(error) => format!(": het systeem zegt “{error}”"),
        None => ": de grens van het systeem is bereikt".to_owned(),
    };
    format!(
        "Het systeem kan niet alle mappen in de gaten houden{why}. Wijkwijzer kijkt daarom zelf steeds of er iets is \
         veranderd; dat duurt iets langer. Op Linux helpt het om fs.inotify.max_user_watches en \
         fs.inotify.max_user_instances te verhogen."
    )
}

/// Which addresses differ. Files of the search follow from all texts, and no editor knows them.
fn differing(how: &str, paths: &[OutputPath]) -> Option<String> {
    let told = paths.iter().filter(|path| !path.as_str().starts_with(zoek::FOLDER));
    let addresses: Vec<String> = told.map(|path| format!("/{}", path.address())).collect();
    (!addresses.is_empty())
        .then(|| format!("{how}: {}", named(addresses.iter().map(String::as_str), "andere", "andere")))
}

fn named<'n>(names: impl Iterator<Item = &'n str>, one: &str, more: &str) -> String {
    let names: Vec<&str> = names.collect();
    match names.len().checked_sub(NAMED) {
        Some(rest @ 1..) => format!("{} en nog {}", names[..NAMED].join(", "), counted(rest, one, more)),
        _ => names.join(", "),
    }
}
