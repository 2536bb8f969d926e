//! Which documents take part: not drafts, copies, second ones of a name, nor what is of another day.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Item, LinkedWijk, copies};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::{Document, Kind, OfKind, misnamed_folder};
use crate::read::fields::At;
use crate::source::SourcePath;
use crate::tijd::Datum;
use crate::values::{Gebiedscode, Slug};

/// Why a document is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    /// It is a draft.
    Draft,
    /// Its name is that of another one, which is reported.
    Double,
    /// It is news that is not of today, or a spreekuur that is no longer valid.
    OfAnotherDay,
}

/// A document that was shown until the calendar took it away: pages that showed it changed then.
#[derive(Debug)]
pub(crate) struct Vertrokken {
    /// Its kind.
    pub kind: Kind,
    wijken: Vec<Slug>,
    buurten: Vec<Gebiedscode>,
    /// The topics it was about.
    pub themas: Vec<Slug>,
    /// Its first day, if it had one.
    pub appeared: Option<Date>,
    /// The first day without it.
    pub day: Date,
}

impl Vertrokken {
    /// Whether it was about all wijken.
    pub(crate) fn is_general(&self) -> bool {
        self.wijken.is_empty() && self.buurten.is_empty()
    }

    /// Whether it was about a wijk or something in it.
    pub(crate) fn was_about(&self, wijk: &LinkedWijk) -> bool {
        let is_named = |it: &Slug| it == wijk.item.slug() || Some(it) == Slug::of(&wijk.item.value.naam).as_ref();
        self.wijken.iter().any(is_named) || self.buurten.iter().any(|code| wijk.nu.buurten.contains(code))
    }
}

/// All documents, in order of path, and which of them are shown.
#[derive(Debug)]
pub(crate) struct Register {
    pub(super) documents: Vec<Arc<Document>>,
    left_out: BTreeMap<SourcePath, LeftOut>,
    /// Those that could be read and are shown, by kind: their places in the list.
    shown: BTreeMap<Kind, Vec<usize>>,
}

impl Register {
    /// Decides which documents are shown on `today`, with drafts (and news of other days) when `concepten`.
    pub(super) fn new(documents: &[Arc<Document>], today: Date, concepten: bool) -> Checked<Self> {
        let mut findings = misnamed_folders(documents);
        let mut left_out = BTreeMap::new();
        let mut names: BTreeMap<(Kind, &Slug), &SourcePath> = BTreeMap::new();
        let by_slug = copies::by_slug(documents);
        for document in documents {
            let reason = if document.concept && !concepten {
                LeftOut::Draft
            } else if let Some(original) = copies::original(document, &by_slug) {
                findings.push(copies::finding(document, original));
                LeftOut::Double
            } else if let Some(earlier) = same_name(document, &mut names) {
                findings.push(
                    Finding::new(
                        Code::DoubleAddress,
                        Place::file(&document.path),
                        format!("De naam van dit bestand lijkt te veel op die van een ander: {}", earlier.file_name()),
                    )
                    .related(Place::file(earlier), "dit bestand")
                    .tip("Hoofdletters, spaties en leestekens maken geen verschil. Geef één van de twee een andere naam."),
                );
                LeftOut::Double
            } else if is_of_another_day(document, today, concepten) {
                LeftOut::OfAnotherDay
            } else {
                continue;
            };
            left_out.insert(document.path.clone(), reason);
        }
        without_their_wijken(documents, &mut left_out);
        let mut shown: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
        for (index, document) in documents.iter().enumerate() {
            if document.content.is_some() && !left_out.contains_key(&document.path) {
                shown.entry(document.kind).or_default().push(index);
            }
        }
        Checked::new(Self { documents: documents.to_vec(), left_out, shown }, findings)
    }

    /// The first day after this one on which a document comes or goes by the calendar.
    pub(crate) fn changes_after(&self, today: Date, concepten: bool) -> Option<Date> {
        let is_meant = |document: &&Arc<Document>| {
            !matches!(self.left_out(&document.path), Some(LeftOut::Draft | LeftOut::Double))
        };
        let days = self.documents.iter().filter(is_meant).flat_map(|document| {
            let [appears, last] = days(document);
            let now = is_of_another_day(document, today, concepten);
            let differs = move |day: &Date| *day > today && is_of_another_day(document, *day, concepten) != now;
            appears.into_iter().chain(last.map(|day| day.map(next))).flatten().filter(differs)
        });
        days.min()
    }

    /// What was shown until a day before `today`.
    pub(super) fn vertrokken(&self, today: Date) -> Vec<Vertrokken> {
        let away = self.documents.iter().filter(|it| self.left_out(&it.path) == Some(LeftOut::OfAnotherDay));
        away.filter_map(|document| {
            let [appears, last] = days(document);
            let last = last.into_iter().flatten().min().filter(|day| *day < today)?;
            let appears = appears.into_iter().flatten().max();
            // What ended before it began was never there.
            appears.is_none_or(|day| day <= last).then_some(())?;
            let refers = document.content.as_ref()?.says().refers();
            Some(Vertrokken {
                kind: document.kind,
                wijken: refers.wijken.iter().map(|wijk| wijk.value.slug.clone()).collect(),
                buurten: refers.buurten.iter().filter_map(|buurt| buurt.value.code()).collect(),
                themas: document.themas.iter().map(|thema| thema.value.slug.clone()).collect(),
                appeared: appears,
                day: next(last),
            })
        })
        .collect()
    }

    /// The place of a document in the list of all.
    pub(crate) fn position(&self, path: &SourcePath) -> Option<usize> {
        self.documents.binary_search_by(|document| document.path.cmp(path)).ok()
    }

    /// The document at this path, shown or not.
    pub(super) fn document(&self, path: &SourcePath) -> Option<&Arc<Document>> {
        self.position(path).map(|index| &self.documents[index])
    }

    /// Why a document is not shown; `None` when it is.
    pub(crate) fn left_out(&self, path: &SourcePath) -> Option<LeftOut> {
        self.left_out.get(path).copied()
    }

    /// Whether a document is shown.
    pub(super) fn is_shown(&self, document: &Document) -> bool {
        self.left_out(&document.path).is_none()
    }

    /// Whether a document of this kind has mistakes; then what seems to be missing may well be in it. (Not in a draft: that
    /// is left out with its mistakes.)
    pub(crate) fn is_incomplete(&self, kind: Kind) -> bool {
        let is_broken = |document: &Document| document.kind == kind && document.content.is_none();
        self.documents.iter().any(|document| is_broken(document) && self.is_shown(document))
    }

    /// The documents of one kind that could be read and are shown, in order of path.
    pub(super) fn items<T: OfKind>(&self) -> Vec<Item<T>> {
        self.shown.get(&T::KIND).into_iter().flatten().filter_map(|index| Item::of(&self.documents[*index])).collect()
    }
}

/// Reports each folder that has a wrong name, if it is clear which one was meant; what lies in it is read, so that nothing else is reported.
fn misnamed_folders(documents: &[Arc<Document>]) -> Findings {
    let (mut findings, mut told) = (Findings::default(), BTreeSet::new());
    for document in documents {
        if let Some((written, right)) = misnamed_folder(&document.path)
            && told.insert(written)
        {
            let (message, tip) = if written.eq_ignore_ascii_case(right) {
                let message = format!("De naam van de map “{written}” heeft hoofdletters die er niet horen.");
                (message, format!("Verander de naam van de map in “{right}”, met kleine letters."))
            } else {
                let message = format!("De map “{written}” leest wijkwijzer niet; bedoelde u “{right}”?");
                (message, format!("Verander de naam van de map in “{right}”, of leg de bestanden in die map."))
            };
            let tip = format!("{tip} Aan de bestanden zelf hoeft u niets te doen.");
            findings.push(Finding::new(Code::WrongFolder, Place::file(&document.path), message).tip(tip));
        }
    }
    findings
}

fn next(day: Date) -> Date {
    day.saturating_add(1.day())
}

/// The days on which a document appears, and those that are its last: by what its kind says, and by what any may say.
pub(super) fn days(document: &Document) -> [[Option<Date>; 2]; 2] {
    let looptijd = document.content.as_ref().and_then(|content| content.says().looptijd());
    let (appears, last) = looptijd.map_or((None, None), |it| (it.appears, it.tot));
    let [van, tot] = &document.publiceren;
    let day = |day: Option<&At<Datum>>| day.map(|day| day.value.0);
    [[day(appears), day(van.as_ref())], [day(last), day(tot.as_ref())]]
}

fn is_of_another_day(document: &Document, today: Date, concepten: bool) -> bool {
    let [appears, last] = days(document);
    let is_early = appears.iter().flatten().any(|day| *day > today);
    let is_over = last.iter().flatten().any(|day| *day < today);
    // What waits for its day is shown with drafts; what is simply over is over for editors, too.
    (is_early || is_over) && !(concepten && appears.iter().any(Option::is_some))
}

/// Leaves out what is about wijken of another day only: without them it would be about all.
fn without_their_wijken(documents: &[Arc<Document>], left_out: &mut BTreeMap<SourcePath, LeftOut>) {
    let is_away = |document: &&Arc<Document>| left_out.get(&document.path) == Some(&LeftOut::OfAnotherDay);
    let names = |document: &Arc<Document>| {
        let name = document.content.as_ref().and_then(|content| Slug::of(content.says().name()?));
        [Some(document.slug.clone()), name]
    };
    let of_wijken = documents.iter().filter(|document| document.kind == Kind::Wijk);
    let away: BTreeSet<Slug> = of_wijken.filter(is_away).flat_map(names).flatten().collect();
    if away.is_empty() {
        return;
    }
    for document in documents {
        let refers = document.content.as_ref().map(|content| content.says().refers());
        let wijken = refers.map_or(&[][..], |refers| refers.wijken);
        if !wijken.is_empty() && wijken.iter().all(|wijk| away.contains(&wijk.value.slug)) {
            left_out.entry(document.path.clone()).or_insert(LeftOut::OfAnotherDay);
        }
    }
}

/// An earlier document of the same kind with the same name. Pages have their folder in their address, and a file that
/// is published as it is its extension.
fn same_name<'d>(
    document: &'d Document,
    names: &mut BTreeMap<(Kind, &'d Slug), &'d SourcePath>,
) -> Option<&'d SourcePath> {
    if document.kind.facts().nested || document.kind == Kind::Bestand {
        return None;
    }
    match names.entry((document.kind, &document.slug)) {
        Entry::Occupied(earlier) => Some(earlier.get()),
        Entry::Vacant(place) => {
            place.insert(&document.path);
            None
        }
    }
}
