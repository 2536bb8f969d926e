//! A theme and those that it is built on, laid over each other: the nearest says what a file, a component, a text or a colour is.
//!
//! A template of a theme below stays within reach under the name of its theme (`kust/wijk.html`), so that one above can build on
//! it and change a single block.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::explain::{Templates, defined};
use super::tags::tags;
use super::{FOLDER, StaticFile, ThemeFiles, ingebouwd};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds;
use crate::kinds::{Instelbaar, Tekst, Themabestand, Themanaam};
use crate::read::fields::At;
use crate::source::SourcePath;
use crate::values::{nearest, or_meant};

/// More themes than this on top of each other are taken for a mistake.
const MOST_LAYERS: usize = 8;

/// All that a theme has, whichever layer it is of.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// The templates.
    pub templates: Templates,
    /// Those of which it is not known what they say, which was told.
    pub unread: BTreeSet<String>,
    /// The static files, by name.
    pub files: BTreeMap<String, StaticFile>,
    /// What a municipality may set; `None` when what a layer says of it is wrong.
    pub instelbaar: Option<Instelbaar>,
    /// Stylesheets that layers add, lowest first.
    pub stijlbladen: Vec<String>,
    /// What is said otherwise than in the templates, with the file that says so; the nearest layer first.
    pub teksten: Vec<(SourcePath, Tekst)>,
}

/// One theme of the pile, as it was read.
struct Layer {
    name: String,
    templates: BTreeMap<String, Option<String>>,
    files: BTreeMap<String, StaticFile>,
    thema: Declared,
}

/// What a theme says of itself.
enum Declared {
    /// It has no such file.
    Nothing,
    /// It has one with a mistake, which was told.
    Wrong,
    /// This.
    Says(Themabestand),
}

/// Lays a theme over those that it is built on. `None` when one of them is not there, which is told.
pub(super) fn lay(theme: &ThemeFiles, named_at: &Place, required: &[&str], findings: &mut Findings) -> Option<Laid> {
    let layers = pile(theme, named_at, findings)?;
    // Where it is not known what a theme is built on, all that it lacks would be told for nothing.
    let has = |name: &&str| layers.iter().any(|layer| layer.templates.contains_key(*name));
    if layers.last().is_some_and(|lowest| matches!(lowest.thema, Declared::Wrong)) && !required.iter().all(has) {
        return None;
    }
    let mut laid = Laid { instelbaar: Some(Instelbaar::default()), ..Laid::default() };
    laid.templates(&layers);
    unused(&layers, required, findings);
    for Layer { name, files, thema, .. } in layers.into_iter().rev() {
        laid.files.extend(files);
        let mut thema = match thema {
            Declared::Nothing => continue,
            Declared::Wrong => {
                laid.instelbaar = None;
                continue;
            }
            Declared::Says(thema) => thema,
        };
        let path = declared(&name);
        for At { value: blad, span } in std::mem::take(&mut thema.stijlbladen) {
            if laid.files.contains_key(blad.as_str()) {
                laid.stijlbladen.push(blad.into());
            } else {
                findings.push(missing_style(&blad, &laid.files, Place::new(&path, span), &name));
            }
        }
        let own = std::mem::take(&mut thema.teksten).into_iter().map(|tekst| (path.clone(), tekst));
        laid.teksten.splice(0..0, own);
        laid.instelbaar = laid.instelbaar.take().and_then(|below| findings.take(thema.instelbaar(below)));
    }
    Some(laid)
}

fn declared(name: &str) -> SourcePath {
    SourcePath::new(format!("{FOLDER}/{name}/thema.yaml"))
}

/// The theme and those below it, nearest first.
fn pile(theme: &ThemeFiles, named_at: &Place, findings: &mut Findings) -> Option<Vec<Layer>> {
    let names: BTreeSet<&str> = theme.files.iter().filter_map(|(path, _)| path.as_str().split('/').nth(1)).collect();
    if !names.contains(theme.name.as_str()) {
        findings.push(no_theme(&theme.name, &names, named_at.clone()));
        return None;
    }
    let mut layers: Vec<Layer> = Vec::new();
    let mut next = Some(theme.name.clone());
    while let Some(name) = next.take() {
        let layer = Layer::read(theme, &name, findings);
        if let Declared::Says(Themabestand { basis: Some(At { value: Themanaam(below), span }), .. }) = &layer.thema {
            let place = Place::new(&declared(&name), *span);
            let is_known = |other: &str| other == name || layers.iter().any(|layer| layer.name == other);
            if !names.contains(below.as_str()) {
                findings.push(no_base(below, names.iter().filter(|other| !is_known(other)), place));
                return None;
            }
            if is_known(below) || layers.len() >= MOST_LAYERS {
                let message = format!("Het thema “{name}” bouwt met een omweg voort op zichzelf.");
                let tip = "Noem bij `basis` een thema dat niet op dit thema voortbouwt.";
                findings.push(Finding::new(Code::ThemeBase, place, message).tip(tip));
                return None;
            }
            next = Some(below.clone());
        }
        layers.push(layer);
    }
    Some(layers)
}

fn no_theme(name: &str, names: &BTreeSet<&str>, place: Place) -> Finding {
    let meant = nearest(name, names.iter().copied());
    let message = or_meant(format!("Het thema “{name}” is er niet"), meant.map(|it| format!("“{it}”")));
    let tip = format!("Noem {}, of de naam van een map in {FOLDER}.", ingebouwd::NAME);
    Finding::new(Code::NoTheme, place, message).tip(tip).replacement(meant.map(str::to_owned))
}

fn no_base<'n>(name: &str, names: impl Iterator<Item = &'n &'n str>, place: Place) -> Finding {
    let meant = nearest(name, names.copied());
    let message = or_meant(
        format!("Het thema “{name}” waarop dit thema voortbouwt, is er niet"),
        meant.map(|it| format!("“{it}”")),
    );
    let tip = format!("Noem bij `basis` de naam van een andere map in {FOLDER}.");
    Finding::new(Code::ThemeBase, place, message).tip(tip).replacement(meant.map(str::to_owned))
}

fn missing_style(blad: &str, files: &BTreeMap<String, StaticFile>, place: Place, theme: &str) -> Finding {
    let meant = nearest(
        blad,
        files.keys().map(String::as_str).filter(|name| name.rsplit_once('.').is_some_and(|it| it.1 == "css")),
    );
    let message = or_meant(format!("Het stijlblad “{blad}” is er niet"), meant.map(|it| format!("“{it}”")));
    let tip = format!("Zet het in {FOLDER}/{theme}/static, en schrijf hier de naam.");
    Finding::new(Code::NoTheme, place, message).tip(tip).replacement(meant.map(str::to_owned))
}

impl Layer {
    fn read(theme: &ThemeFiles, name: &str, findings: &mut Findings) -> Self {
        let folder = format!("{FOLDER}/{name}/");
        let mut layer = Self {
            name: name.to_owned(),
            templates: BTreeMap::new(),
            files: BTreeMap::new(),
            thema: Declared::Nothing,
        };
        for (path, source) in &theme.files {
            let Some(inside) = path.as_str().strip_prefix(&folder) else { continue };
            if let Some(name) = inside.strip_prefix("templates/") {
                let text = crate::read::text(path, source, findings).map(std::borrow::Cow::into_owned);
                layer.templates.insert(name.to_owned(), text);
            } else if let Some(name) = inside.strip_prefix("static/") {
                // All files of a theme are held.
                let file = source.held().map(|bytes| StaticFile { path: path.clone(), bytes: Arc::clone(bytes) });
                layer.files.extend(file.map(|file| (name.to_owned(), file)));
            } else if inside == "thema.yaml" {
                layer.thema = findings.take(kinds::parse_thema(path, source)).map_or(Declared::Wrong, Declared::Says);
            }
        }
        layer
    }
}

impl Laid {
    /// Puts the templates together: each under its own name, and those below that are still needed under that of their theme.
    fn templates(&mut self, layers: &[Layer]) {
        let wanted: BTreeSet<String> =
            layers.iter().flat_map(|layer| layer.templates.values().flatten()).flat_map(|text| named(text)).collect();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for Layer { name: theme, templates, .. } in layers {
            let mut own: BTreeSet<String> = BTreeSet::new();
            for (name, text) in templates {
                let path = SourcePath::new(format!("{FOLDER}/{theme}/templates/{name}"));
                let text = text.as_deref().map(|text| without(text, &taken));
                let components: BTreeSet<String> =
                    text.iter().flat_map(|text| defined(text)).map(str::to_owned).collect();
                let known = self.templates.texts.contains_key(name);
                let alias = format!("{theme}/{name}");
                let has_components = !components.is_empty();
                if known && (has_components || wanted.contains(&alias)) {
                    self.put(alias, text.as_deref(), path);
                } else if !known {
                    self.put(name.clone(), text.as_deref(), path.clone());
                    if wanted.contains(&alias) {
                        // Its components are there already.
                        let bare = text.as_deref().map(|text| without(text, &components));
                        self.put(alias, bare.as_deref(), path);
                    }
                }
                own.extend(components);
            }
            taken.extend(own);
        }
    }

    fn put(&mut self, name: String, text: Option<&str>, path: SourcePath) {
        if text.is_none() {
            self.unread.insert(name.clone());
        }
        self.templates.paths.insert(name.clone(), path);
        self.templates.texts.insert(name, text.unwrap_or_default().to_owned());
    }
}

/// Tells of templates in the nearest layer that nothing needs: most likely one has another name than was meant.
fn unused(layers: &[Layer], required: &[&str], findings: &mut Findings) {
    let [nearest_layer, below @ ..] = layers else { return };
    if below.is_empty() {
        return;
    }
    let mut known: BTreeSet<&str> = required.iter().copied().collect();
    known.extend(below.iter().flat_map(|layer| layer.templates.keys().map(String::as_str)));
    let texts = || layers.iter().flat_map(|layer| layer.templates.values().flatten());
    let needed: BTreeSet<String> = texts().flat_map(|text| named(text)).collect();
    for (name, text) in &nearest_layer.templates {
        let has_components = text.as_deref().is_none_or(|text| !defined(text).is_empty());
        if has_components || needed.contains(name) || known.contains(name.as_str()) {
            continue;
        }
        let meant = nearest(name, known.iter().copied());
        let message = or_meant(format!("Niets gebruikt het sjabloon `{name}`"), meant.map(|it| format!("`{it}`")));
        let tip = "Geef het de naam van een sjabloon van het thema, of gebruik het met `{% extends … %}` of `{% include … %}`.";
        let path = SourcePath::new(format!("{FOLDER}/{}/templates/{name}", nearest_layer.name));
        findings.push(Finding::new(Code::UnusedTemplate, Place::file(&path), message).tip(tip));
    }
}

/// The templates that a text extends and includes.
fn named(text: &str) -> Vec<String> {
    let tags = tags(text).into_iter().filter(|tag| matches!(tag.word(), "extends" | "include"));
    tags.filter_map(|tag| tag.quoted().map(|name| name.text.to_owned())).collect()
}

/// A template without these components; everything else is where it was.
fn without(text: &str, components: &BTreeSet<String>) -> String {
    let mut out = text.to_owned();
    if components.is_empty() {
        return out;
    }
    let all = tags(text);
    for (at, tag) in all.iter().enumerate() {
        let Some(name) = tag.defines().filter(|name| components.contains(name.text)) else { continue };
        let end = all[at..].iter().find(|tag| tag.word() == "endcomponent");
        let range = tag.span.start..end.map_or(tag.span.end, |end| end.span.end);
        debug_assert!(range.contains(&name.span.start));
        let blank: String = text[range.clone()]
            .chars()
            .map(|letter| if letter == '\n' { "\n".to_owned() } else { " ".repeat(letter.len_utf8()) })
            .collect();
        out.replace_range(range, &blank);
    }
    out
}
