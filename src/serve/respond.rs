//! What a browser gets: a request and what is shown → an answer, or something to do. Pure: tested without sockets.
//!
//! Only what is in the tree can be asked for; what is of the preview itself lives below `/-/`, where no page can be.
#![warn(clippy::disallowed_methods, reason = "pure, in a room that is an edge")]

use jiff::civil::Date;
use percent_encoding::percent_decode_str;
use serde_json::{Value as Json, json};

use super::preview::{News, Shown};
use super::{OWN_FAULT, figures, forms, online};
use crate::kinds::VastePagina;
use crate::media;
use crate::output::{Blob, OutputPath, Tree};
use crate::pipeline::Build;
use crate::publish::server::{CONTENT_SECURITY, Policy, is_hidden};
use crate::source::{Distant, SourcePath};
use crate::{diagnostics, kinds, zoek};

const SCRIPT: &str = include_str!("browser/voorbeeld.js");
const MORPH: &str = include_str!("browser/morph.js");
const STYLE: &str = include_str!("browser/voorbeeld.css");
const FORM_STYLE: &str = include_str!("browser/formulier.css");
const FORM_SCRIPT: &str = include_str!("browser/formulier.js");

/// The header without which nothing is done: no page from elsewhere can send it without asking first.
pub const OURS: (&str, &str) = ("x-wijkwijzer", "voorbeeld");

/// A request, as far as it matters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'r> {
    /// `GET`, `HEAD` or `POST`; anything else is refused.
    pub method: &'r str,
    /// The path, as it was sent.
    pub path: &'r str,
    /// What follows the question mark.
    pub query: &'r str,
    /// The header `Host`.
    pub host: Option<&'r str>,
    /// The header `Origin`.
    pub origin: Option<&'r str>,
    /// The header [`OURS`].
    pub ours: Option<&'r str>,
    /// The header `Last-Event-ID`: what a browser heard last before the connection broke.
    pub last_heard: Option<&'r str>,
    /// The form that was sent, but for its files.
    pub body: &'r [u8],
    /// The files that were sent with it.
    pub files: &'r [forms::SentFile],
    /// The word that pages of this start know; without one nothing can be saved.
    pub token: &'r str,
    /// Whether files may be changed from a browser.
    pub may_write: bool,
    /// Whether there is a change to be made undone.
    pub can_undo: bool,
}

/// What to do about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reaction {
    /// To send this.
    Answer(Answer),
    /// To tell of every build after this one.
    Tell(u64),
    /// To open a file of the project at a line.
    Edit(SourcePath, usize),
    /// To change a file of the project, and go on to its form.
    Change(forms::FormChange),
    /// To make the last change of a file undone.
    Undo,
    /// To publish what is shown (`true`), or to look what that would change.
    Publish(bool),
    /// To show drafts or not, and the site of another day (`Some(None)`: the real one).
    Set(Option<bool>, Option<Option<Date>>),
}

impl From<forms::Filled> for Reaction {
    fn from(filled: forms::Filled) -> Self {
        match filled {
            forms::Filled::Page(answer) => Self::Answer(answer),
            forms::Filled::Change(change) => Self::Change(change),
            forms::Filled::Undo => Self::Undo,
        }
    }
}

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// Headers, with the type among them.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub body: Vec<u8>,
    /// What is sent instead, a piece at a time: a file that is not held.
    pub away: Option<Distant>,
}

impl Answer {
    /// An answer of this type.
    pub fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = [
            ("content-type", kind),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Self { status, headers, body: body.into(), away: None }
    }

    /// A refusal or failure, in words.
    pub fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text)
    }

    /// Done, and nothing to say.
    pub fn done() -> Self {
        Self { body: Vec::new(), ..Self::text(204, "") }
    }

    fn json(value: &Json) -> Self {
        Self::new(200, "application/json", value.to_string())
    }
}

/// What to do about a request to the preview at `port`.
pub fn respond(request: &Request<'_>, shown: &Shown, port: u16) -> Reaction {
    if let Some(refusal) = refuse(request, port) {
        return Reaction::Answer(refusal);
    }
    match (request.method, request.path) {
        ("POST", "/-/bewerk") => edit(request.body, shown),
        ("POST", "/-/instelling") => set(request.body),
        ("POST", forms::ADDRESS) => forms::sent(request, shown).into(),
        ("POST", figures::ADDRESS) => figures::sent(request, shown).into(),
        ("POST", online::ADDRESS) if forms::is_ours(request) => Reaction::Publish(true),
        ("POST", online::ADDRESS) => Reaction::Answer(Answer::text(403, forms::NOT_OURS)),
        ("POST", _) => Reaction::Answer(Answer::text(405, "Hier kan niets naartoe worden gestuurd.")),
        (_, "/-/gebeurtenissen") => Reaction::Tell(heard(request)),
        (_, figures::ADDRESS) => Reaction::Answer(figures::show(request)),
        (_, online::ADDRESS) => Reaction::Publish(false),
        (_, forms::ADDRESS) => Reaction::Answer(forms::show(request, shown)),
        (_, "/-/formulier.css") => Reaction::Answer(Answer::new(200, media::kind(".css"), FORM_STYLE)),
        (_, "/-/formulier.js") => Reaction::Answer(Answer::new(200, media::kind(".js"), FORM_SCRIPT)),
        (_, "/-/plaatje") => Reaction::Answer(picture(request.query, shown)),
        (_, "/-/voorbeeld.js") => Reaction::Answer(Answer::new(200, media::kind(".js"), SCRIPT)),
        (_, "/-/morph.js") => Reaction::Answer(Answer::new(200, media::kind(".js"), MORPH)),
        (_, "/-/voorbeeld.css") => Reaction::Answer(Answer::new(200, media::kind(".css"), STYLE)),
        (_, "/-/stand") => Reaction::Answer(Answer::json(&state(request.query, shown))),
        (_, "/-/meldingen") => {
            let fault = if shown.own_fault { format!("<p>Let op: {OWN_FAULT}.</p>\n") } else { String::new() };
            let list = fault + &diagnostics::html_with_buttons(&shown.report, &shown.sources);
            Reaction::Answer(Answer::new(200, media::kind(".html"), list))
        }
        (_, "/-/bron") => Reaction::Answer(Answer::json(&source(request.query, shown))),
        (_, path) => Reaction::Answer(page(path, request, shown)),
    }
}

/// What this computer is called by itself.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
/// The port of an address that names none.
const HTTP: u16 = 80;

/// Refuses what does not come from a page of the preview: a name that somebody else made lead here, or a foreign page.
fn refuse(request: &Request<'_>, port: u16) -> Option<Answer> {
    let is_ours = |host: &str| {
        let at_port = host.strip_suffix(&format!(":{port}"));
        // Browsers leave out the port that addresses have of themselves.
        let name = at_port.or_else(|| Some(host).filter(|_| port == HTTP));
        name.is_some_and(|name| NAMES.iter().any(|ours| ours.eq_ignore_ascii_case(name)))
    };
    if !request.host.is_some_and(is_ours) {
        return Some(Answer::text(
            403,
            "Dit voorbeeld is alleen te zien op deze computer, op het adres dat wijkwijzer noemt.",
        ));
    }
    let from_here = |origin: &str| origin.strip_prefix("http://").is_some_and(is_ours);
    if !request.origin.is_none_or(from_here) {
        return Some(Answer::text(403, "Een andere site mag dit voorbeeld niet gebruiken."));
    }
    match request.method {
        "GET" | "HEAD" => None,
        "POST" if request.ours == Some(OURS.1) => None,
        // A form without script cannot send that header: it says the word of this start.
        "POST" if [forms::ADDRESS, figures::ADDRESS, online::ADDRESS].contains(&request.path) => None,
        "POST" => Some(Answer::text(403, "Alleen het voorbeeld zelf mag dit vragen.")),
        _ => Some(Answer::text(405, "Dat kan hier niet.")),
    }
}

/// Of more changed files than these a browser is not told which they are: it looks for itself.
const MOST_NAMED: usize = 500;

/// The event that tells a browser about the newest build.
pub fn event(news: &News, shown: &Shown) -> Json {
    let (errors, warnings) = shown.counts();
    let (changed, withdrawn): (&[_], &[_]) = match news {
        News::Files { changed, withdrawn } => (changed, withdrawn),
        News::Everything => (&[], &[]),
    };
    let is_everything = *news == News::Everything || changed.len() + withdrawn.len() > MOST_NAMED;
    let (changed, withdrawn) = if is_everything { (&[][..], &[][..]) } else { (changed, withdrawn) };
    // No page holds a file of the search.
    let is_shown = |path: &&OutputPath| !path.as_str().starts_with(zoek::FOLDER);
    let addresses = |paths: &[OutputPath]| {
        paths.iter().filter(is_shown).map(|path| format!("/{}", path.address())).collect::<Vec<_>>()
    };
    json!({
        "bouw": shown.build,
        "fouten": errors,
        "waarschuwingen": warnings,
        "gewijzigd": addresses(changed),
        "ingetrokken": addresses(withdrawn),
        "alles": is_everything,
    })
}

fn state(query: &str, shown: &Shown) -> Json {
    let (errors, warnings) = shown.counts();
    let tijdelijk = page_asked_about(query).and_then(|page| shown.tijdelijk.get(&page).cloned());
    json!({
        "bouw": shown.build,
        "fouten": errors,
        "waarschuwingen": warnings,
        "concepten": shown.settings.concepten,
        "vandaag": shown.settings.today.to_string(),
        "eigen_vandaag": shown.own_day.map(|day| day.to_string()),
        "map": shown.folder,
        "tijdelijk": tijdelijk,
    })
}

/// The page of an address of which something is asked.
fn page_asked_about(query: &str) -> Option<OutputPath> {
    let page = value(query.as_bytes(), "pagina")?;
    // The address of the bar may say more than the page.
    let page = page.split(['?', '#']).next().unwrap_or_default();
    page.strip_prefix('/').map(OutputPath::at_address)
}

/// The build that a browser knows already.
fn heard(request: &Request<'_>) -> u64 {
    let last = request.last_heard.and_then(|number| number.parse().ok());
    last.or_else(|| value(request.query.as_bytes(), "na")?.parse().ok()).unwrap_or_default()
}

/// The file that a page is of. When no file is: the one that may be made for it (`maak`), or that of the page above, as a
/// buurt that is only known from a table has its wijk for its text.
fn source(query: &str, shown: &Shown) -> Json {
    let output = page_asked_about(query);
    let is_there = |output: &OutputPath| shown.tree.as_ref().is_some_and(|tree| tree.get(output).is_some());
    let Some(output) = output.filter(|output| output.is_page() && is_there(output)) else { return Json::Null };
    let fixed = VastePagina::all().find(|fixed| fixed.output() == output);
    let own = fixed.map(|fixed| SourcePath::new(format!("{}/{}", kinds::FOLDER, fixed.vast().file)));
    let file = shown.source(&output).or_else(|| match &own {
        // A draft is there, though its text is not on the page.
        Some(own) => Some(own).filter(|own| shown.sources.contains(own)),
        None => file_above(&output, shown),
    });
    match (file, &own) {
        (Some(file), _) => json!({ "bestand": file.as_str(), "regel": 1 }),
        (None, Some(own)) => json!({ "bestand": null, "maak": own.as_str() }),
        (None, None) => Json::Null,
    }
}

/// The file of the nearest page above this one that has any.
fn file_above<'s>(page: &OutputPath, shown: &'s Shown) -> Option<&'s SourcePath> {
    let address = page.address().trim_end_matches('/');
    address.rmatch_indices('/').find_map(|(end, _)| shown.source(&OutputPath::at_address(&address[..=end])))
}

/// A picture of the content as it is, for who edits.
fn picture(query: &str, shown: &Shown) -> Answer {
    let path = value(query.as_bytes(), "bestand").map(SourcePath::new).filter(forms::is_picture);
    let Some((path, source)) = path.and_then(|path| shown.sources.get(&path).map(|source| (path, source))) else {
        return Answer::text(404, "Deze foto is er niet.");
    };
    match source.held() {
        Ok(bytes) => Answer::new(200, media::kind(path.as_str()), bytes.to_vec()),
        Err(away) => Answer { away: Some(away.clone()), ..Answer::new(200, media::kind(path.as_str()), "") },
    }
}

fn edit(body: &[u8], shown: &Shown) -> Reaction {
    let file = value(body, "bestand").map(SourcePath::new).filter(|file| shown.sources.contains(file));
    let line = value(body, "regel").and_then(|line| line.parse().ok()).unwrap_or(1);
    file.map_or_else(
        || Reaction::Answer(Answer::text(404, "Dit is geen bestand van het project.")),
        |file| Reaction::Edit(file, line),
    )
}

fn set(body: &[u8]) -> Reaction {
    let concepten = match value(body, "concepten").as_deref() {
        None => Some(None),
        Some("ja") => Some(Some(true)),
        Some("nee") => Some(Some(false)),
        Some(_) => None,
    };
    let day = match value(body, "vandaag").as_deref() {
        None => Some(None),
        Some("") => Some(Some(None)),
        Some(day) => day.parse().ok().map(|day| Some(Some(day))),
    };
    match (concepten, day) {
        (Some(concepten), Some(day)) => Reaction::Set(concepten, day),
        _ => {
            Reaction::Answer(Answer::text(400, "Kies bij concepten ja of nee, en bij vandaag een dag als 2026-12-01."))
        }
    }
}

/// A file of the site, as a host would send it.
fn page(path: &str, request: &Request<'_>, shown: &Shown) -> Answer {
    let (query, host) = (request.query, request.host.unwrap_or_default());
    let Some(tree) = &shown.tree else { return nothing_yet(path, shown, host) };
    let missing = OutputPath::new("404.html");
    if let Some((output, content)) = at(path, tree) {
        return match content {
            Blob::Here(bytes) => file(200, &output, bytes, shown, host),
            Blob::Away(away) => Answer { away: Some(away.clone()), ..file(200, &output, &[], shown, host) },
            // Nothing is put aside for a preview.
            Blob::Aside(_) => Answer::done(),
        };
    }
    if let Some(address) = elsewhere(path, tree, &shown.folder) {
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        let mut answer = Answer::text(307, "");
        answer.headers.push(("location".to_owned(), format!("{address}{query}")));
        return answer;
    }
    match tree.get(&missing) {
        Some(bytes) if !path.starts_with("/-/") => file(404, &missing, bytes, shown, host),
        _ => Answer::text(404, "Dit adres is er niet."),
    }
}

/// What a browser gets of a site that is only there to be read: its files as a host sends them, with nothing of the preview.
pub fn read(request: &Request<'_>, site: &Build, port: u16) -> Answer {
    if let Some(refusal) = refuse(request, port) {
        return refusal;
    }
    let Some(tree) = site.tree.as_ref().filter(|_| request.method != "POST") else {
        return Answer::text(405, "Dat kan hier niet.");
    };
    let sent = |status, path: &OutputPath, bytes: &[u8]| {
        dressed(Answer::new(status, media::kind(path.as_str()), bytes), site.policy.as_ref(), |policy| policy)
    };
    if let Some((path, Blob::Here(bytes))) = at(request.path, tree) {
        return sent(200, &path, bytes);
    }
    let folder = format!("{}/", request.path);
    if at(&folder, tree).is_some() {
        let mut answer = Answer::text(307, "");
        answer.headers.push(("location".to_owned(), folder));
        return answer;
    }
    let missing = OutputPath::new("404.html");
    tree.get(&missing).map_or_else(|| Answer::text(404, "Dit adres is er niet."), |bytes| sent(404, &missing, bytes))
}

/// What is at an address.
fn at<'t>(path: &str, tree: &'t Tree) -> Option<(OutputPath, &'t Blob)> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let output = OutputPath::at_address(decoded.strip_prefix('/')?);
    tree.file(&output).filter(|_| !is_hidden(&output)).map(|(path, content)| (path.clone(), content))
}

/// Where to go instead, from an address that is nothing: to the folder of that name, as hosts do; and to the same address
/// without the folder that the site will have on its server, with which the links of the 404 page begin.
fn elsewhere(path: &str, tree: &Tree, folder: &str) -> Option<String> {
    let inside = path.strip_prefix(folder.trim_end_matches('/')).map(|rest| if rest.is_empty() { "/" } else { rest });
    let tries = [
        path.starts_with('/').then(|| format!("{path}/")),
        inside.map(str::to_owned),
        inside.map(|inside| format!("{inside}/")),
    ];
    // Only what is there: `//elsewhere.example/` would be another site.
    tries.into_iter().flatten().find(|address| at(address, tree).is_some())
}

/// A file of the site with the headers of its host, so that what would break there breaks here. Only our own script may run, and
/// call, besides; and nothing of this computer may be told to use https.
fn file(status: u16, path: &OutputPath, bytes: &[u8], shown: &Shown, host: &str) -> Answer {
    let body = if path.is_page() { with_tag(bytes, shown.build) } else { bytes.to_vec() };
    let answer = Answer::new(status, media::kind(path.as_str()), body);
    dressed(answer, shown.policy.as_ref(), |policy| with_ours(&policy, host))
}

/// An answer with the headers of the host of the site; `security` says what becomes of its content security policy.
fn dressed(mut answer: Answer, policy: Option<&Policy>, security: impl Fn(String) -> String) -> Answer {
    for (name, value) in policy.into_iter().flat_map(Policy::headers) {
        let value = match name {
            "Strict-Transport-Security" => continue,
            CONTENT_SECURITY => security(value),
            _ => value,
        };
        let name = name.to_ascii_lowercase();
        answer.headers.retain(|(other, _)| *other != name);
        answer.headers.push((name, value));
    }
    answer
}

/// A content security policy in which our own files have their place.
fn with_ours(policy: &str, host: &str) -> String {
    let ours = format!("http://{host}/-/");
    let scripts = if policy.contains("script-src ") {
        policy.replacen("script-src ", &format!("script-src {ours} "), 1)
    } else {
        format!("{policy}; script-src {ours}")
    };
    if scripts.contains("connect-src ") {
        scripts.replacen("connect-src ", &format!("connect-src {ours} "), 1)
    } else {
        format!("{scripts}; connect-src {ours} 'self'")
    }
}

/// A page with our one tag, which asks for the script that keeps it fresh.
fn with_tag(page: &[u8], build: u64) -> Vec<u8> {
    let tag = format!("<script src=\"/-/voorbeeld.js\" data-bouw=\"{build}\" defer></script>");
    let end = page.windows(7).rposition(|end| end.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    [&page[..end], tag.as_bytes(), &page[end..]].concat()
}

/// As long as there is no good site: a page that is there for what is to be mended.
fn nothing_yet(path: &str, shown: &Shown, host: &str) -> Answer {
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.contains('.') && !OutputPath::new(name).is_page() {
        return Answer::text(404, "Er is nog geen site.");
    }
    let page = "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width\">\n<title>Nog geen site</title>\n</head>\n\
        <body>\n<main></main>\n</body>\n</html>\n";
    file(200, &OutputPath::new("index.html"), page.as_bytes(), shown, host)
}

/// The value of a field of a form or query.
fn value(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
