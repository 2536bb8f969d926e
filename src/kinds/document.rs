//! One file of the content, read: what the site hears of it, and its words.

use super::kind::{Content, Format, Kind};
use super::location::kind_of;
use super::schema::{expected, list_keys};
use super::synoniemen::Zoekwoord;
use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Span};
use crate::read::fields::{self, At, EenOfMeer, Fields, OneOf, Reader, Ref, Reference};
use crate::read::front_matter::{self, FrontMatter};
use crate::read::markdown::{self, Body};
use crate::read::yaml::{self, Node, Value};
use crate::read::{bytes, marks, proza, text};
use crate::source::{Source, SourcePath};
use crate::taal::{self, Blok, Hint};
use crate::tijd::Datum;
use crate::values::{OudAdres, Slug, is_of_windows};

/// A file of the content, as the rest of the site sees it: all but the words of its text. Two versions of a file that differ
/// in their words only are equal here, and the site hangs together in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it is.
    pub path: SourcePath,
    /// Its name as other files call it.
    pub slug: Slug,
    /// What kind it is.
    pub kind: Kind,
    /// Whether it is a draft.
    pub concept: bool,
    /// When its content last changed, as its editor says.
    pub gewijzigd: Option<At<Datum>>,
    /// When somebody should look whether it still holds.
    pub nakijken_op: Option<At<Datum>>,
    /// The first and the last day on which it is on the site, whatever kind it is.
    pub publiceren: [Option<At<Datum>>; 2],
    /// What residents call it who look for it, besides what it says itself.
    pub zoekwoorden: Vec<Zoekwoord>,
    /// The topics it is about.
    pub themas: Vec<At<Ref>>,
    /// The addresses it had before.
    pub oud_adres: Vec<At<OudAdres>>,
    /// Where its name or title stands; of a spreekuur, which has neither, its day.
    pub titled_at: Span,
    /// What it says; `None` when it could not be read, so that references to it are not reported as well.
    pub content: Option<Content>,
    /// The ids of the headings in its text.
    pub headings: Vec<String>,
    /// The files that its text leads to.
    pub leads_to: Vec<SourcePath>,
    /// The web addresses that its text leads to; they may be of the site itself.
    pub web: Vec<String>,
    /// What it refers to, when it could not be read; otherwise its content says so.
    pub references: Vec<Reference>,
}

/// The words of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text {
    /// Its text, to be put on a page.
    pub body: Body,
    /// What in it, and in its keys, can be said more plainly.
    pub taal: Vec<Hint>,
}

/// What is read of a file before it is a document.
#[derive(Default)]
struct Read {
    keys: Keys,
    /// Of another kind than where it lies says.
    kind: Option<Kind>,
    references: Vec<Reference>,
    headings: Vec<String>,
    leads_to: Vec<SourcePath>,
    web: Vec<String>,
}

/// The keys of a document: those that every kind has, and what its own say.
#[derive(Default)]
pub(super) struct Keys {
    concept: bool,
    gewijzigd: Option<At<Datum>>,
    nakijken_op: Option<At<Datum>>,
    publiceren: [Option<At<Datum>>; 2],
    zoekwoorden: Vec<Zoekwoord>,
    themas: Vec<At<Ref>>,
    oud_adres: Vec<At<OudAdres>>,
    titled_at: Span,
    pub(super) content: Option<Content>,
}

impl Keys {
    /// Asks for all keys of a kind.
    pub(super) fn read(kind: Kind, node: &Node, reader: &mut Reader<'_>) -> Self {
        let mut keys = Self::default();
        keys.content = reader.fields(node, kind.facts().called, |fields| {
            // Asked for first, so that a draft is a draft even when the rest of it is not finished.
            if kind != Kind::Site {
                keys.concept = fields.optional::<OneOf<bool>>("concept").is_some_and(|OneOf(concept)| concept);
            }
            keys.gewijzigd = fields.optional("gewijzigd");
            keys.nakijken_op = fields.optional("nakijken_op");
            if kind != Kind::Site {
                keys.publiceren = publiceren(fields);
                keys.zoekwoorden = fields.list("zoekwoorden");
                if kind.section_of_thema().is_some() {
                    keys.themas = fields.list("themas");
                }
                let all = fields.optional::<EenOfMeer<_>>("oud_adres");
                keys.oud_adres = all.map_or_else(Vec::new, |EenOfMeer(all)| all);
            }
            keys.titled_at =
                ["titel", "naam", "vraag", "dag"].iter().find_map(|key| fields.span(key)).unwrap_or_default();
            kind.of_fields(fields)
        });
        keys
    }
}

/// Reads from when until when it is on the site.
fn publiceren(fields: &mut Fields<'_, '_>) -> [Option<At<Datum>>; 2] {
    let (van, tot): (Option<At<Datum>>, Option<At<Datum>>) =
        (fields.optional("publiceren_van"), fields.optional("publiceren_tot"));
    if let (Some(van), Some(tot)) = (&van, &tot)
        && van.value > tot.value
    {
        fields.reject(
            Code::KeyCombination,
            &["publiceren_tot"],
            format!("De laatste dag {} ligt vóór de eerste dag {}.", tot.value, van.value),
            "Pas één van de twee datums aan.",
        );
    }
    [van, tot]
}

/// Reads one file of the content. `None` when nothing is published from where it lies, which is told.
pub(crate) fn parse(path: &SourcePath, source: &Source) -> Checked<Option<(Document, Text)>> {
    let mut findings = Findings::default();
    let read = match kind_of(path) {
        Ok(kind) => named(path, kind, &mut findings).map(|slug| {
            let (read, text) = read(path, source, kind, &mut findings);
            (document(path, slug, kind, read), text)
        }),
        Err((finding, kind)) => {
            findings.push(*finding);
            // It is known by its name, so that what refers to it is not reported as well.
            let known = kind.zip(Slug::of(path.stem()));
            known.map(|(kind, slug)| (document(path, slug, kind, Read::default()), Text::default()))
        }
    };
    // That a draft is not finished is why it is one.
    let is_draft = read.as_ref().is_some_and(|(document, _)| document.concept);
    Checked::new(read, if is_draft { findings.without(Code::Unfinished) } else { findings })
}

fn document(path: &SourcePath, slug: Slug, kind: Kind, read: Read) -> Document {
    let Read { keys, kind: real, references, headings, mut leads_to, mut web } = read;
    let Keys { concept, gewijzigd, nakijken_op, publiceren, zoekwoorden, themas, oud_adres, titled_at, content } = keys;
    if let Some(content) = &content {
        leads_to.extend(content.says().leads_to(path));
        web.extend(content.says().web());
    }
    Document {
        path: path.clone(),
        slug,
        kind: real.unwrap_or(kind),
        concept,
        gewijzigd,
        nakijken_op,
        publiceren,
        zoekwoorden,
        themas,
        oud_adres,
        titled_at,
        content,
        headings,
        leads_to,
        web,
        references,
    }
}

/// The name of a document in addresses, or a finding.
fn named(path: &SourcePath, kind: Kind, findings: &mut Findings) -> Option<Slug> {
    // What is not published needs no address.
    let is_left_behind = kind == Kind::Bestand && !kind.format().extensions().contains(&path.extension().as_str());
    let slug = Slug::of(if is_left_behind { "bestand" } else { path.stem() });
    if slug.is_none() {
        let (message, tip) = if is_of_windows(path.stem()) {
            (
                "Deze naam kan niet: Windows gebruikt hem zelf.",
                "Kies een andere naam, bijvoorbeeld met een woord erbij.",
            )
        } else {
            ("Van deze bestandsnaam is geen adres te maken.", "Gebruik letters en cijfers in de naam.")
        };
        findings.push(Finding::new(Code::NoSlug, Place::file(path), message).tip(tip));
    }
    slug
}

fn read(path: &SourcePath, source: &Source, kind: Kind, findings: &mut Findings) -> (Read, Text) {
    let (mut read, mut words) = (Read::default(), Text::default());
    if kind.format() == Format::Bytes {
        read.keys.content = kind.of_bytes(path, source);
        return (read, words);
    }
    if kind.format() == Format::Map {
        read.keys.content = bytes(path, source, findings).and_then(|bytes| kind.of_map(&bytes, path, findings));
        return (read, words);
    }
    if matches!(kind.format(), Format::Large | Format::Agenda) {
        read.keys.content = kind.of_large(path, source, findings);
        return (read, words);
    }
    let Some(text) = text(path, source, findings) else { return (read, words) };
    match kind.format() {
        Format::Csv => read.keys.content = kind.of_table(&text, path, findings),
        Format::Yaml if front_matter::is_empty(&text, path, || expected(kind), findings) => {}
        Format::Yaml => {
            words.taal = taal::hints(&read.keys(kind, path, &text, Span::new(0, text.len()), findings));
        }
        Format::Markdown => {
            let Some(front) = FrontMatter::split(&text, path, || expected(kind), findings) else {
                return (read, words);
            };
            let mut proza = read.keys(kind, path, &text, front.keys, findings);
            let title = read.keys.content.as_ref().and_then(|content| content.says().name());
            let body =
                markdown::parse(front.body, front.body_start, path, title, kind.reserved_ids(), &mut proza, findings);
            let lacks = read.keys.content.as_ref().and_then(|content| content.says().lacks(&body));
            if let Some((message, tip)) = lacks {
                findings.push(Finding::new(Code::Unfinished, Place::new(path, read.keys.titled_at), message).tip(tip));
            }
            read.headings = body.heading_ids().cloned().collect();
            read.leads_to = body.links.iter().filter_map(|link| link.path.clone()).collect();
            read.web = body.web.iter().map(|link| link.written.clone()).collect();
            words = Text { body, taal: taal::hints(&proza) };
        }
        Format::Map | Format::Large | Format::Agenda | Format::Bytes => {}
    }
    (read, words)
}

impl Read {
    /// Reads the keys of a document; gives the prose in them.
    fn keys(&mut self, kind: Kind, path: &SourcePath, file: &str, keys: Span, findings: &mut Findings) -> Vec<Blok> {
        let (yaml, offset) = (&file[keys.range()], keys.start);
        let Some(reading) = yaml::parse(yaml, offset, path, list_keys, findings) else { return Vec::new() };
        let (mut own, node) = (Findings::default(), &reading.node);
        self.keys = Keys::read(kind, node, &mut Reader::new(path, &mut own));
        if !reading.is_whole() {
            self.keys.content = None;
        }
        if self.keys.content.is_none() {
            self.references = fields::references(node);
            if let Some((real, finding)) = wrong_folder(node, path, kind, &own).filter(|_| reading.is_whole()) {
                // What refers to it by its real kind is not wrong as well.
                self.kind = Some(real);
                own = Findings::default();
                own.push(finding);
            }
        }
        if reading.as_written {
            marks::of_fields(node, yaml, offset, path, &mut own);
        }
        for finding in own.iter().filter(|finding| reading.as_written || reading.is_news(finding, file)) {
            findings.push(finding.clone());
        }
        if !reading.as_written {
            return Vec::new();
        }
        proza::of_fields(node, self.kind.unwrap_or(kind).facts().title_key, yaml, offset)
    }
}

/// Whether the keys are wrong here, but exactly right for one other kind of document: then that is the one mistake.
fn wrong_folder(node: &Node, path: &SourcePath, here: Kind, told: &Findings) -> Option<(Kind, Finding)> {
    // A misspelt key is told with what was meant, and belongs here after all.
    if !told.iter().any(|finding| finding.code == Code::UnknownKey && finding.replacement.is_none()) {
        return None;
    }
    let fits = |kind: &Kind| {
        let mut silent = Findings::default();
        Keys::read(*kind, node, &mut Reader::new(path, &mut silent)).content.is_some() && silent.is_empty()
    };
    let others = Kind::ALL.iter().copied().filter(|kind| *kind != here && kind.format() == here.format());
    let mut fitting = others.filter_map(|kind| Some((kind.facts().folder?, kind))).filter(|(_, kind)| fits(kind));
    let (folder, kind) = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    let lies_in = path
        .folder()
        .strip_prefix("content/")
        .map_or_else(|| "de map content".to_owned(), |name| format!("de map {name}"));
    let Value::Map(entries) = &node.value else { return None };
    let place = Place::new(path, entries.first()?.key_span);
    let message = format!("Dit bestand heeft de kenmerken van {}, maar ligt in {lies_in}.", kind.facts().called);
    let tip = format!(
        "Verplaats het naar content/{folder}. Hoort het toch hier? Gebruik dan de kenmerken van {}.",
        here.facts().called
    );
    Some((kind, Finding::new(Code::WrongFolder, place, message).tip(tip)))
}
