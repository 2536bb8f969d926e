//! Forms in a browser, as far as they need no socket and no disk: what was asked or sent → a page, or what is to be saved.
#![warn(clippy::disallowed_methods, reason = "pure, in a room that is an edge")]

use super::preview::Shown;
use super::respond::{Answer, Request};
use crate::edit;
use crate::form::{Blank, Form, Pairs, Wish, overview};
use crate::kinds::list_keys;
use crate::media;
use crate::output::OutputPath;
use crate::source::{Source, SourcePath};
use crate::values::Slug;

/// Where forms are.
pub(super) const ADDRESS: &str = "/-/formulier";

/// How a file is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// To these bytes, as long as it has those of this hash; a new one has none.
    Save(Option<String>, Vec<u8>),
    /// To these bytes under another name, as long as it has those of this hash.
    Move(String, Vec<u8>, SourcePath),
    /// Out of the content, into the folder for what was taken away, as long as it has the bytes of this hash.
    PutAway(String),
}

/// What is to be done about a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// To send this.
    Page(Answer),
    /// To change a file.
    Change(SourcePath, FileChange),
    /// To make the last change undone.
    Undo,
}

/// What only a page with a form says of itself: nothing runs, nobody else gets anything.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page with a form. Browsers tell where a form came from only if the page lets them.
fn page(status: u16, html: String) -> Answer {
    let mut answer = Answer::new(status, media::kind(".html"), html);
    for (name, value) in [("content-security-policy", POLICY), ("referrer-policy", "same-origin")] {
        answer.headers.push((name.to_owned(), value.to_owned()));
    }
    answer
}

fn refusal(status: u16, why: &str) -> Filled {
    Filled::Page(Answer::text(status, why))
}

fn hash(source: &Source) -> String {
    source.hash().to_hex().to_string()
}

/// The page with the form of a file, of a new one, or with a choice from all.
pub(super) fn show(request: &Request<'_>, shown: &Shown) -> Answer {
    let asked = Pairs::read(request.query.as_bytes()).unwrap_or_default();
    if let Some(folder) = asked.get("nieuw") {
        let Some(form) = Form::blank(folder) else { return Answer::text(404, "Zo'n bestand bestaat niet.") };
        let blank = Blank { token: request.token, ..Blank::default() };
        return page(200, form.page(&blank, &shown.sources));
    }
    let Some(path) = asked.get("bestand").map(SourcePath::new) else {
        return page(200, overview(&shown.sources, request.may_write));
    };
    let told = match asked.get("gedaan") {
        Some("bewaard") => Some("Bewaard.".to_owned()),
        Some("ongedaan") => Some("De laatste wijziging is ongedaan gemaakt.".to_owned()),
        Some("veranderd") => Some(
            "Niet bewaard: het bestand was intussen door iets anders veranderd. Hieronder staat wat er nu in staat."
                .to_owned(),
        ),
        _ => None,
    };
    of_file(request, shown, &path, told)
        .unwrap_or_else(|| Answer::text(404, "Dit bestand is er niet, of het heeft geen formulier."))
}

fn of_file(request: &Request<'_>, shown: &Shown, path: &SourcePath, told: Option<String>) -> Option<Answer> {
    let source = shown.sources.get(path)?;
    let form = match Form::of(path, &shown.sources)? {
        Ok(form) => form,
        Err(refused) => return Some(Answer::text(409, &format!("{} Open het bestand zelf: {path}.", refused.why()))),
    };
    let bytes = source.read().ok()?;
    let form = form.with_findings(&bytes, shown.report.findings().iter());
    Some(page(200, form.page(&blank(request, shown, path, told), &shown.sources)))
}

/// The address of the page of a file, if it has one of its own.
fn page_of(shown: &Shown, path: &SourcePath) -> Option<String> {
    let is_of = |output: &&OutputPath| shown.source(output) == Some(path);
    let output = shown.tree.iter().flat_map(|tree| tree.iter().map(|(output, _)| output)).find(is_of);
    output.map(|output| format!("/{}", output.address()))
}

fn blank<'b>(request: &Request<'b>, shown: &Shown, path: &SourcePath, told: Option<String>) -> Blank<'b> {
    Blank {
        token: request.token,
        was: shown.sources.get(path).map(hash).unwrap_or_default(),
        told,
        page: page_of(shown, path),
        can_undo: request.can_undo,
    }
}

/// What to do about a form that was sent.
pub(super) fn sent(request: &Request<'_>, shown: &Shown) -> Filled {
    if !request.may_write {
        return refusal(403, "Dit voorbeeld is alleen om te lezen.");
    }
    let Some(pairs) = Pairs::read(request.body) else {
        return refusal(400, "Een letter in dit formulier kan niet worden gelezen.");
    };
    // A page of our own says where it comes from, and knows the word of this start.
    let is_ours = !request.token.is_empty() && pairs.get("sleutel") == Some(request.token);
    if request.origin.is_none() || !is_ours {
        return refusal(403, "Dit formulier is niet van nu. Ga terug, laad de pagina opnieuw en probeer het nog eens.");
    }
    let Some(wish) = pairs.wish() else { return refusal(400, "Dit formulier kan dat niet.") };
    if wish == Wish::Undo {
        return Filled::Undo;
    }
    if let Some(folder) = pairs.get("nieuw") {
        return new_file(request, shown, &pairs, folder, &wish);
    }
    let path = pairs.get("bestand").map(SourcePath::new).filter(|path| shown.sources.contains(path));
    let Some(path) = path else { return refusal(404, "Dit bestand is er niet meer.") };
    let (Some(source), Some(Ok(form))) = (shown.sources.get(&path), Form::of(&path, &shown.sources)) else {
        return refusal(409, "Dit bestand moet eerst als tekst worden hersteld.");
    };
    let Ok(bytes) = source.read() else { return refusal(404, "Dit bestand is er niet meer.") };
    let was = hash(source);
    let again = |form: Form, told: &str| {
        let form = form.with_findings(&bytes, shown.report.findings().iter());
        let blank = blank(request, shown, &path, Some(told.to_owned()));
        Filled::Page(page(200, form.page(&blank, &shown.sources)))
    };
    if pairs.get("was") != Some(&was) {
        let told = "Niet bewaard: het bestand is intussen door iets anders veranderd. Hieronder staat wat u invulde. Wat u niet aanraakt, blijft zoals het \
                    nu in het bestand staat. Kijk het na en bewaar het dan.";
        return again(form.filled(&pairs), told);
    }
    match wish {
        Wish::Undo => Filled::Undo,
        Wish::Remove => Filled::Change(path, FileChange::PutAway(was)),
        Wish::Change(row, place) => again(form.filled(&pairs).changed(row, &place), "Nog niet bewaard."),
        // Only what is in the file can be mended: what was typed and not saved would be lost.
        Wish::Mend(_) if form.clone().filled(&pairs).differs(&bytes) => again(
            form.filled(&pairs),
            "Nog niet hersteld: u hebt ook iets anders gewijzigd. Bewaar dat eerst, en kies dan de knop.",
        ),
        Wish::Mend(start) => {
            let found = shown.report.findings().iter().find(|it| it.place.path == path && it.place.span.start == start);
            let mended = found.and_then(|finding| {
                let (span, new) = (finding.place.span, finding.replacement.as_ref()?);
                Some([bytes.get(..span.start)?, new.as_bytes(), bytes.get(span.end..)?].concat())
            });
            match mended {
                Some(mended) => Filled::Change(path, FileChange::Save(Some(was), mended)),
                None => again(form.filled(&pairs), "Deze melding is er niet meer."),
            }
        }
        Wish::Save => {
            let mut form = form.filled(&pairs);
            let to = match renamed(&path, &pairs, shown) {
                Ok(to) => to,
                Err(why) => return again(form, &format!("Niet bewaard. {why}")),
            };
            let page = page_of(shown, &path).filter(|_| to.is_some());
            if let Some(page) = page {
                form.moved_from(&page);
            }
            let (wanted, body) = form.wanted();
            match edit::edit(&bytes, &path, list_keys, wanted, body) {
                Ok(new) if new == *bytes && to.is_none() => again(form, "Er is niets veranderd."),
                Ok(new) => Filled::Change(
                    path,
                    match to {
                        Some(to) => FileChange::Move(was, new, to),
                        None => FileChange::Save(Some(was), new),
                    },
                ),
                Err(refused) => again(form, &format!("Niet bewaard. {}", refused.why())),
            }
        }
    }
}

/// The path that a file is to have when it gets another name.
fn renamed(path: &SourcePath, pairs: &Pairs, shown: &Shown) -> Result<Option<SourcePath>, &'static str> {
    let Some(name) = pairs.get("naam").map(str::trim).filter(|name| !name.is_empty() && *name != path.stem()) else {
        return Ok(None);
    };
    let name = Slug::of(name).ok_or("Van deze naam is geen bestand te maken.")?;
    let to = SourcePath::new(format!("{}/{name}.{}", path.folder(), path.extension()));
    let is_taken = shown.sources.iter().any(|(other, _)| other.folder() == to.folder() && other.stem() == to.stem());
    if is_taken { Err("Er is al een bestand met deze naam.") } else { Ok(Some(to)) }
}

fn new_file(request: &Request<'_>, shown: &Shown, pairs: &Pairs, folder: &str, wish: &Wish) -> Filled {
    let Some(form) = Form::blank(folder) else { return refusal(404, "Zo'n bestand bestaat niet.") };
    let form = form.filled(pairs);
    if let Wish::Change(row, place) = wish {
        let blank = Blank { token: request.token, told: Some("Nog niet bewaard.".to_owned()), ..Blank::default() };
        return Filled::Page(page(200, form.changed(*row, place).page(&blank, &shown.sources)));
    }
    let path = free_path(&form, folder, shown);
    let (wanted, body) = form.wanted();
    let text = edit::fresh(&path, wanted, body.unwrap_or_default());
    Filled::Change(path, FileChange::Save(None, text.into_bytes()))
}

/// A name for a new file: what it is called, or its kind, with a number when there is one already.
fn free_path(form: &Form, folder: &str, shown: &Shown) -> SourcePath {
    let name = form.name().and_then(|name| Slug::of(&name)).or_else(|| Slug::of(folder));
    let name = name.map_or_else(|| "nieuw".to_owned(), |name| name.to_string().chars().take(60).collect());
    let name = name.trim_end_matches('-');
    let extension = form.path.extension();
    let at = |number: usize| {
        let end = if number == 1 { String::new() } else { format!("-{number}") };
        SourcePath::new(format!("content/{folder}/{name}{end}.{extension}"))
    };
    let is_taken = |path: &SourcePath| {
        let other = if extension == "md" { "md" } else { "yml" };
        path.stem() == "index"
            || shown.sources.contains(path)
            || shown.sources.contains(&SourcePath::new(format!("content/{folder}/{}.{other}", path.stem())))
    };
    (1..=shown.sources.iter().count() + 2).map(at).find(|path| !is_taken(path)).unwrap_or_else(|| at(1))
}
