//! Forms in a browser, as far as they need no socket and no disk: what was asked or sent → a page, or what is to be saved.
#![warn(clippy::disallowed_methods, reason = "pure, in a room that is an edge")]

use super::preview::Shown;
use super::respond::{Answer, Request};
use crate::diagnostics::{Finding, Severity};
use crate::edit;
use crate::form::{Around, Blank, Form, LONGEST_NAME, Pairs, TableForm, Wish, on_page, overview};
use crate::kinds::{Kind, kind_at};
use crate::media;
use crate::output::OutputPath;
use crate::publish::changes::counted;
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

/// A change of a file, with the files that come beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormChange {
    /// New files, such as a picture, that it names.
    pub beside: Vec<(SourcePath, Vec<u8>)>,
    /// The file.
    pub file: SourcePath,
    /// What becomes of it.
    pub to: FileChange,
}

/// A file that was sent with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// The field in which it was chosen.
    pub field: String,
    /// What it is called where it came from.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is to be done about a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// To send this.
    Page(Answer),
    /// To change a file.
    Change(FormChange),
    /// To make the last change undone.
    Undo,
}

/// What only a page with a form says of itself: nothing runs but our script, nobody else gets anything.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// A page with a form. Browsers tell where a form came from only if the page lets them.
pub(super) fn page(status: u16, html: String) -> Answer {
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
        return page(200, form.page(&blank, around(shown)));
    }
    let Some(path) = asked.get("bestand").map(SourcePath::new) else {
        let on_page = asked.get("pagina").map(|address| on_page(around(shown), address, None));
        return page(200, overview(around(shown), &on_page.unwrap_or_default(), request.may_write));
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
    if kind_at(path) == Some(Kind::Tabel) {
        return Some(match TableForm::of(path, &source.read().ok()?) {
            Ok(form) => {
                let form = form.with_findings(shown.report.findings().iter());
                page(200, form.page(&blank(request, shown, path, told)))
            }
            Err(why) => Answer::text(409, &format!("{why} Open het bestand zelf: {path}.")),
        });
    }
    let form = match Form::of(path, &shown.sources)? {
        Ok(form) => form,
        Err(refused) => return Some(Answer::text(409, &format!("{} Open het bestand zelf: {path}.", refused.why()))),
    };
    let bytes = source.read().ok()?;
    let form = form.with_findings(&bytes, shown.report.findings().iter());
    Some(page(200, form.page(&blank(request, shown, path, told), around(shown))))
}

/// The address of the page of a file, if it has one of its own.
fn page_of(shown: &Shown, path: &SourcePath) -> Option<String> {
    let is_of = |output: &&OutputPath| shown.source(output) == Some(path);
    let output = shown.tree.iter().flat_map(|tree| tree.iter().map(|(output, _)| output)).find(is_of);
    // What has no page of its own stands on one.
    let stands_on = || shown.placed.get(path).and_then(|placed| placed.wijken.first().or(placed.page.as_ref()));
    output.or_else(stands_on).map(|output| format!("/{}", output.address()))
}

fn around(shown: &Shown) -> Around<'_> {
    Around { sources: &shown.sources, placed: &shown.placed }
}

fn blank<'b>(request: &Request<'b>, shown: &Shown, path: &SourcePath, told: Option<String>) -> Blank<'b> {
    let asked = Pairs::read(request.query.as_bytes()).unwrap_or_default();
    let from = asked.get("pagina").map(str::to_owned).or_else(|| page_of(shown, path));
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let errors = || shown.report.findings().iter().filter(is_error);
    let here = errors().filter(|finding| finding.place.path == *path).count();
    let note = |count: usize, place: &str| {
        let (are, count) = (if count == 1 { "is" } else { "zijn" }, counted(count, "fout", "fouten"));
        format!("<p class=\"let-op\">{place} {are} nog {count}. De site wordt pas bijgewerkt als alles klopt.</p>\n")
    };
    let note = match errors().count() - here {
        _ if here > 0 => note(here, "In dit bestand"),
        elsewhere @ 1.. => note(elsewhere, "In <a href=\"/\">andere bestanden</a>"),
        _ => String::new(),
    };
    let beside = from.map(|address| on_page(around(shown), &address, Some(path))).unwrap_or_default();
    Blank {
        on_page: note + &beside,
        token: request.token,
        was: shown.sources.get(path).map(hash).unwrap_or_default(),
        told,
        page: page_of(shown, path),
        can_undo: request.can_undo,
    }
}

/// What is told to who may not change anything.
pub(super) const NOT_OURS: &str = "Dit formulier is niet van nu, of dit voorbeeld is alleen om te lezen. Ga terug, laad de pagina opnieuw en \
                                   probeer het nog eens.";

/// Whether a form comes from a page of our own: that says where it comes from, and knows the word of this start.
pub(super) fn is_ours(request: &Request<'_>) -> bool {
    let sent = Pairs::read(request.body).unwrap_or_default();
    let knows = !request.token.is_empty() && sent.get("sleutel") == Some(request.token);
    request.may_write && request.origin.is_some() && knows
}

/// What to do about a form that was sent.
pub(super) fn sent(request: &Request<'_>, shown: &Shown) -> Filled {
    let Some(mut pairs) = Pairs::read(request.body) else {
        return refusal(400, "Een letter in dit formulier kan niet worden gelezen.");
    };
    if !is_ours(request) {
        return refusal(403, NOT_OURS);
    }
    let Some(wish) = pairs.wish() else { return refusal(400, "Dit formulier kan dat niet.") };
    if wish == Wish::Undo {
        return Filled::Undo;
    }
    if let Some(folder) = pairs.get("nieuw") {
        let folder = folder.to_owned();
        return new_file(request, shown, pairs, &folder, &wish);
    }
    let path = pairs.get("bestand").map(SourcePath::new).filter(|path| shown.sources.contains(path));
    let Some(path) = path else { return refusal(404, "Dit bestand is er niet meer.") };
    if kind_at(&path) == Some(Kind::Tabel) {
        return sent_table(request, shown, &pairs, path, &wish);
    }
    let (Some(source), Some(Ok(form))) = (shown.sources.get(&path), Form::of(&path, &shown.sources)) else {
        return refusal(409, "Dit bestand moet eerst als tekst worden hersteld.");
    };
    let Ok(bytes) = source.read() else { return refusal(404, "Dit bestand is er niet meer.") };
    let was = hash(source);
    let again = |form: Form, told: &str| {
        let form = if form.differs(&bytes) {
            form.looked_at(Some(&bytes), around(shown))
        } else {
            form.with_findings(&bytes, shown.report.findings().iter())
        };
        let blank = blank(request, shown, &path, Some(told.to_owned()));
        Filled::Page(page(200, form.page(&blank, around(shown))))
    };
    if pairs.get("was") != Some(&was) {
        let told = "Niet bewaard: het bestand is intussen door iets anders veranderd. Hieronder staat wat u invulde. Wat u niet aanraakt, blijft zoals het \
                    nu in het bestand staat. Kijk het na en bewaar het dan.";
        return again(form.filled(&pairs), told);
    }
    match wish {
        Wish::Undo => Filled::Undo,
        Wish::Remove => Filled::Change(FormChange { beside: Vec::new(), file: path, to: FileChange::PutAway(was) }),
        Wish::Change(row, place) => again(form.filled(&pairs).changed(row, &place), not_saved(request)),
        Wish::Look => {
            let form = form.filled(&pairs).looked_at(Some(&bytes), around(shown));
            let blank = blank(request, shown, &path, Some(not_saved(request).to_owned()));
            Filled::Page(page(200, form.page(&blank, around(shown))))
        }
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
                Some(mended) => Filled::Change(FormChange {
                    beside: Vec::new(),
                    file: path,
                    to: FileChange::Save(Some(was), mended),
                }),
                None => again(form.filled(&pairs), "Deze melding is er niet meer."),
            }
        }
        Wish::Save => {
            let beside = match taken_in(request, shown, &form, &mut pairs) {
                Ok(beside) => beside,
                Err(why) => return again(form.filled(&pairs), &format!("Niet bewaard. {why}")),
            };
            let mut form = form.filled(&pairs);
            let to = match renamed(&path, &pairs, shown) {
                Ok(to) => to,
                Err(why) => return again(form, &format!("Niet bewaard. {why}")),
            };
            let page = page_of(shown, &path).filter(|_| to.is_some());
            if let Some(page) = page {
                form.moved_from(&page);
            }
            match form.bytes(Some(&bytes)) {
                Ok(new) if new == *bytes && to.is_none() && beside.is_empty() => again(form, "Er is niets veranderd."),
                Ok(new) => {
                    let to = match to {
                        Some(to) => FileChange::Move(was, new, to),
                        None => FileChange::Save(Some(was), new),
                    };
                    Filled::Change(FormChange { beside, file: path, to })
                }
                Err(refused) => again(form, &format!("Niet bewaard. {}", refused.why())),
            }
        }
    }
}

/// What to do about the form of a table.
fn sent_table(request: &Request<'_>, shown: &Shown, pairs: &Pairs, path: SourcePath, wish: &Wish) -> Filled {
    let Some((source, bytes)) = shown.sources.get(&path).and_then(|source| Some((source, source.read().ok()?))) else {
        return refusal(404, "Dit bestand is er niet meer.");
    };
    let form = match TableForm::of(&path, &bytes) {
        Ok(form) => form.filled(pairs),
        Err(why) => return refusal(409, &why),
    };
    let was = hash(source);
    let again = |form: TableForm, told: &str| {
        let form = form.with_findings(shown.report.findings().iter());
        Filled::Page(page(200, form.page(&blank(request, shown, &path, Some(told.to_owned())))))
    };
    if pairs.get("was") != Some(&was) {
        let told = "Niet bewaard: de tabel is intussen door iets anders veranderd. Hieronder staat wat u invulde. Kijk het na en bewaar het dan.";
        return again(form, told);
    }
    if *wish != Wish::Save {
        return again(form, "Nog niet bewaard.");
    }
    match form.bytes(&bytes) {
        Ok(new) if new == *bytes => again(form, "Er is niets veranderd."),
        Ok(new) => Filled::Change(FormChange { beside: Vec::new(), file: path, to: FileChange::Save(Some(was), new) }),
        Err(refused) => again(form, &format!("Niet bewaard. {}", refused.why())),
    }
}

/// What is told when nothing was saved.
fn not_saved(request: &Request<'_>) -> &'static str {
    if request.files.is_empty() {
        "Nog niet bewaard."
    } else {
        "Nog niet bewaard. Kies het bestand van uw computer daarna opnieuw."
    }
}

/// Takes in the files that were sent: each gets a name beside the file that names it.
fn taken_in(
    request: &Request<'_>,
    shown: &Shown,
    form: &Form,
    pairs: &mut Pairs,
) -> Result<Vec<(SourcePath, Vec<u8>)>, String> {
    let mut beside = Vec::new();
    for file in request.files {
        let name = |sent: &str| {
            let path = free_beside(form.path.folder(), sent, &file.bytes, shown, &beside);
            let name = path.file_name().to_owned();
            if !shown.sources.contains(&path) {
                beside.push((path, file.bytes.clone()));
            }
            name
        };
        form.take_in(pairs, &file.field, &file.name, name)?;
    }
    Ok(beside)
}

/// A path in a folder for a file of this name, with a number when there is another one; the same file is not put there twice.
fn free_beside(folder: &str, sent: &str, bytes: &[u8], shown: &Shown, taken: &[(SourcePath, Vec<u8>)]) -> SourcePath {
    let (stem, end) = sent.rsplit_once('.').unwrap_or((sent, ""));
    let name = Slug::of(stem).map_or_else(|| "foto".to_owned(), |name| name.to_string());
    let name: String = name.chars().take(LONGEST_NAME).collect();
    let at = |number: usize| {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let name = name.trim_end_matches('-');
        SourcePath::new(format!("{folder}/{name}{more}.{}", end.to_ascii_lowercase()))
    };
    let is_same = |source: &Source| source.len() == bytes.len() as u64 && source.hash() == blake3::hash(bytes);
    let is_free =
        |path: &SourcePath| shown.sources.get(path).is_none_or(is_same) && taken.iter().all(|(other, _)| other != path);
    (1..=shown.sources.iter().count() + taken.len() + 1).map(at).find(is_free).unwrap_or_else(|| at(1))
}

/// Whether a file of the content is a picture.
pub(super) fn is_picture(path: &SourcePath) -> bool {
    path.as_str().starts_with("content/")
        && media::kind(path.as_str()).starts_with("image/")
        && path.extension() != "svg"
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

fn new_file(request: &Request<'_>, shown: &Shown, mut pairs: Pairs, folder: &str, wish: &Wish) -> Filled {
    let Some(form) = Form::blank(folder) else { return refusal(404, "Zo'n bestand bestaat niet.") };
    let again = |form: Form, told: &str| {
        let blank = Blank { token: request.token, told: Some(told.to_owned()), ..Blank::default() };
        Filled::Page(page(200, form.page(&blank, around(shown))))
    };
    match wish {
        Wish::Change(row, place) => return again(form.filled(&pairs).changed(*row, place), not_saved(request)),
        Wish::Look => return again(form.filled(&pairs).looked_at(None, around(shown)), not_saved(request)),
        _ => {}
    }
    let beside = match taken_in(request, shown, &form, &mut pairs) {
        Ok(beside) => beside,
        Err(why) => return again(form.filled(&pairs), &format!("Niet bewaard. {why}")),
    };
    let form = form.filled(&pairs);
    let file = form.free_path(folder, &shown.sources);
    let (wanted, body) = form.wanted();
    let text = edit::fresh(&file, wanted, body.unwrap_or_default());
    Filled::Change(FormChange { beside, file, to: FileChange::Save(None, text.into_bytes()) })
}
