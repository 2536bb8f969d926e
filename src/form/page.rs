//! The page with a form, and the list of all that can be filled in. Dutch; plain HTML that works without script.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::question::{Input, Question};
use super::sent::{BODY, PREFIX};
use super::{Form, joined};
use crate::diagnostics::{Finding, Severity};
use crate::edit::Desired;
use crate::kinds::{FOLDER, Kind, has_keys};
use crate::source::{SourcePath, SourceTree};

/// What a page of ours says besides the form.
#[derive(Debug, Default)]
pub(crate) struct Blank<'b> {
    /// The word that every form sends back, which no other site knows.
    pub(crate) token: &'b str,
    /// The bytes that the file had, by their hash; none of a new file.
    pub(crate) was: String,
    /// What is told on top (Dutch).
    pub(crate) told: Option<String>,
    /// The page that shows the file.
    pub(crate) page: Option<String>,
    /// Whether there is a save to be made undone.
    pub(crate) can_undo: bool,
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A whole page.
fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/-/formulier.css\">\n</head>\n<body>\n{body}</body>\n</html>\n",
        title = escaped(title)
    )
}

/// The list of all files that have a form, by kind, with a way to make a new one.
pub(crate) fn overview(sources: &SourceTree, can_write: bool) -> String {
    let mut body =
        "<header><a href=\"/\">Naar de site</a></header>\n<main>\n<h1>Wat wilt u bewerken?</h1>\n".to_owned();
    for kind in Kind::ALL.iter().filter(|kind| has_keys(**kind)) {
        let facts = kind.facts();
        let is_own = |path: &&SourcePath| crate::kinds::kind_at(path) == Some(*kind);
        let files: Vec<&SourcePath> = sources.iter().map(|(path, _)| path).filter(is_own).collect();
        let name = facts.folder.map_or_else(|| kind.word(), str::to_owned);
        let _ = write!(body, "<section>\n<h2>{}</h2>\n<ul>\n", super::question::label(&name));
        for path in files {
            let href = percent_encoding::utf8_percent_encode(path.as_str(), percent_encoding::NON_ALPHANUMERIC);
            let _ = writeln!(body, "<li><a href=\"/-/formulier?bestand={href}\">{}</a></li>", escaped(path.stem()));
        }
        body.push_str("</ul>\n");
        if let (true, Some(folder)) = (can_write, facts.folder) {
            let _ = writeln!(
                body,
                "<p><a class=\"knop\" href=\"/-/formulier?nieuw={folder}\">Nieuw: {}</a></p>",
                facts.called
            );
        }
        body.push_str("</section>\n");
    }
    body.push_str("</main>\n");
    page("Wat wilt u bewerken?", &body)
}

impl Form {
    /// The page with the form.
    pub(crate) fn page(&self, blank: &Blank<'_>, sources: &SourceTree) -> String {
        let is_new = blank.was.is_empty();
        let title =
            match self.answers.iter().find(|(key, _)| matches!(key.as_str(), "titel" | "naam" | "vraag" | "onderwerp"))
            {
                Some((_, Desired::Text(title))) if !is_new => format!("{title}: bewerken"),
                _ if is_new => format!("Nieuw: {}", self.kind.facts().called),
                _ => format!("{}: bewerken", self.path.stem()),
            };
        let mut html = Html { form: self, sources, text: String::new(), lists: BTreeSet::new() };
        html.head(&title, blank, is_new);
        let (rare, own): (Vec<&Question>, Vec<&Question>) =
            self.questions.iter().partition(|question| question.is_rare);
        for question in own {
            html.question(question, &question.key, self.answer(&question.key));
        }
        if let Some(text) = &self.body {
            html.body(text);
        }
        html.text.push_str("<details>\n<summary>Meer: concept, datums en zoekwoorden</summary>\n");
        if !is_new && self.can_be_renamed() {
            html.file_name(self.path.stem());
        }
        for question in rare {
            html.question(question, &question.key, self.answer(&question.key));
        }
        html.text.push_str("</details>\n<p class=\"knoppen\"><button class=\"knop\" name=\"doe\" value=\"bewaar\">Bewaar</button></p>\n");
        if !is_new {
            html.text.push_str(
                "<details>\n<summary>Dit bestand weghalen</summary>\n<p>Het bestand gaat naar de map weg van het project. Daar kunt u het terugvinden.</p>\n\
                 <p><button name=\"doe\" value=\"verwijder\">Haal weg</button></p>\n</details>\n",
            );
        }
        html.text.push_str("</form>\n");
        html.lists();
        html.text.push_str("</main>\n");
        page(&title, &html.text)
    }
}

/// A page while it is made.
struct Html<'f> {
    form: &'f Form,
    sources: &'f SourceTree,
    text: String,
    /// The folders whose names are offered.
    lists: BTreeSet<&'static str>,
}

impl Html<'_> {
    fn head(&mut self, title: &str, blank: &Blank<'_>, is_new: bool) {
        self.text.push_str("<header><a href=\"/-/formulier\">Alles</a>");
        if let Some(page) = &blank.page {
            let _ = write!(self.text, " <a href=\"{}\">Bekijk de pagina</a>", escaped(page));
        }
        let _ = write!(self.text, "</header>\n<main>\n<h1>{}</h1>\n", escaped(title));
        if !is_new {
            let _ = writeln!(
                self.text,
                "<p class=\"klein\">Bestand: <code>{}</code></p>",
                escaped(self.form.path.as_str())
            );
        }
        if let Some(told) = &blank.told {
            let _ = writeln!(self.text, "<p class=\"verteld\" role=\"status\">{}</p>", escaped(told));
        }
        let _ = write!(
            self.text,
            "<form method=\"post\" action=\"/-/formulier\" accept-charset=\"utf-8\">\n<input type=\"hidden\" name=\"sleutel\" value=\"{}\">\n\
             <input type=\"hidden\" name=\"{}\" value=\"{}\">\n<input type=\"hidden\" name=\"was\" value=\"{}\">\n\
             <p class=\"knoppen\"><button class=\"knop\" name=\"doe\" value=\"bewaar\">Bewaar</button>",
            escaped(blank.token),
            if is_new { "nieuw" } else { "bestand" },
            escaped(if is_new { self.form.kind.facts().folder.unwrap_or_default() } else { self.form.path.as_str() }),
            escaped(&blank.was),
        );
        if blank.can_undo {
            self.text.push_str(" <button name=\"doe\" value=\"ongedaan\">Maak de laatste wijziging ongedaan</button>");
        }
        self.text.push_str("</p>\n");
        self.found("");
    }

    /// What was found at a place.
    fn found(&mut self, place: &str) -> bool {
        let Some(findings) = self.form.findings.get(place) else { return false };
        for finding in findings {
            self.finding(finding, place);
        }
        !findings.is_empty()
    }

    fn finding(&mut self, finding: &Finding, place: &str) {
        let (class, word) = match finding.severity {
            Severity::Error => ("fout", "Fout"),
            Severity::Warning => ("let-op", "Let op"),
        };
        let _ = write!(
            self.text,
            "<div class=\"{class}\" id=\"{}\">\n<p><strong>{word}:</strong> {}</p>\n",
            fault_id(place),
            escaped(&finding.message)
        );
        if let Some(tip) = &finding.tip {
            let _ = writeln!(self.text, "<p>{}</p>", escaped(tip));
        }
        if let Some(new) = &finding.replacement {
            let nth = finding.place.span.start;
            let _ = writeln!(
                self.text,
                "<p><button name=\"doe\" value=\"herstel/{nth}\">Maak ervan: {}</button></p>",
                escaped(new)
            );
        }
        self.text.push_str("</div>\n");
    }

    fn question(&mut self, question: &Question, place: &str, answer: Option<&Desired>) {
        let id = id(place);
        let required = if question.is_required { " <span class=\"verplicht\">(verplicht)</span>" } else { "" };
        let (label, help) = (escaped(&question.label), escaped(&question.help));
        match &question.input {
            Input::Line(_) | Input::Lines | Input::Choice(_) => {
                let _ = write!(
                    self.text,
                    "<div class=\"vraag\">\n<label for=\"{id}\">{label}{required}</label>\n<p class=\"hulp\" id=\"{id}--hulp\">{help}</p>\n"
                );
                let is_wrong = self.found(place);
                self.field(&question.input, place, answer, is_wrong, None);
                self.text.push_str("</div>\n");
            }
            Input::Elsewhere => {
                let _ = write!(
                    self.text,
                    "<div class=\"vraag\">\n<p><strong>{label}</strong></p>\n<p class=\"hulp\">{help} Dit wijzigt u in het bestand zelf.</p>\n"
                );
                self.found(place);
                self.text.push_str("</div>\n");
            }
            Input::Group(_) | Input::List(..) | Input::Either(..) => {
                let _ = write!(
                    self.text,
                    "<fieldset id=\"{id}\">\n<legend>{label}{required}</legend>\n<p class=\"hulp\" id=\"{id}--hulp\">{help}</p>\n"
                );
                let is_wrong = self.found(place);
                self.parts(&question.input, &question.label, place, answer, is_wrong);
                self.text.push_str("</fieldset>\n");
            }
        }
    }

    /// What stands in a frame: keys, items, or a choice with keys.
    fn parts(&mut self, input: &Input, label: &str, place: &str, answer: Option<&Desired>, is_wrong: bool) {
        match input {
            Input::Group(questions) => self.group(questions, place, answer),
            Input::Either(words, questions) => {
                if words.is_empty() {
                    self.field(&Input::Line(None), place, answer, is_wrong, Some("In woorden"));
                } else {
                    self.field(
                        &Input::Choice(words.clone()),
                        place,
                        answer,
                        is_wrong,
                        Some("Kies, of vul hieronder in"),
                    );
                }
                self.group(questions, place, answer);
            }
            Input::List(item, may_be_one) => {
                if *may_be_one && !item.is_field() {
                    self.field(&Input::Line(None), place, answer, is_wrong, Some("In woorden"));
                }
                let items = match answer {
                    Some(Desired::List(items)) => items.clone(),
                    Some(Desired::Text(text)) if text.is_empty() || !item.is_field() => Vec::new(),
                    Some(one) => vec![one.clone()],
                    None => Vec::new(),
                };
                self.text.push_str("<ol>\n");
                for (at, one) in items.iter().enumerate() {
                    self.item(item, label, &joined(place, &at.to_string()), Some(one), (at, items.len()));
                }
                if item.is_field() {
                    self.item(item, label, &joined(place, &items.len().to_string()), None, (items.len(), items.len()));
                }
                let _ = write!(
                    self.text,
                    "</ol>\n<p><button name=\"doe\" value=\"erbij/{}\">Nog een<span class=\"stil\"> bij {}</span></button></p>\n",
                    escaped(place),
                    escaped(label)
                );
            }
            Input::Line(_) | Input::Lines | Input::Choice(_) | Input::Elsewhere => {}
        }
    }

    fn group(&mut self, questions: &[Question], place: &str, answer: Option<&Desired>) {
        for question in questions {
            let answer = match answer {
                Some(Desired::Map(keys)) => keys.iter().find(|(key, _)| *key == question.key).map(|(_, it)| it),
                _ => None,
            };
            self.question(question, &joined(place, &question.key), answer);
        }
    }

    fn item(&mut self, input: &Input, label: &str, place: &str, answer: Option<&Desired>, (at, many): (usize, usize)) {
        let name = format!("{label} {}", at + 1);
        self.text.push_str("<li>\n");
        let is_wrong = self.found(place);
        if input.is_field() {
            self.field(input, place, answer, is_wrong, Some(&name));
        } else {
            let _ = write!(self.text, "<fieldset>\n<legend>{}</legend>\n", escaped(&name));
            self.parts(input, &name, place, answer, is_wrong);
            self.text.push_str("</fieldset>\n");
        }
        if answer.is_some() {
            let button = |what: &str, word: &str| {
                format!(
                    "<button name=\"doe\" value=\"{what}/{}\">{word}<span class=\"stil\">: {}</span></button>\n",
                    escaped(place),
                    escaped(&name)
                )
            };
            self.text.push_str("<span class=\"rij\">\n");
            if at > 0 {
                self.text.push_str(&button("omhoog", "Omhoog"));
            }
            if at + 1 < many {
                self.text.push_str(&button("omlaag", "Omlaag"));
            }
            self.text.push_str(&button("weg", "Weg"));
            self.text.push_str("</span>\n");
        }
        self.text.push_str("</li>\n");
    }

    /// A field; `said` is what it is called when no label stands before it.
    fn field(&mut self, input: &Input, place: &str, answer: Option<&Desired>, is_wrong: bool, said: Option<&str>) {
        let (name, own) = (format!("{PREFIX}{place}"), id(place));
        let value = match answer {
            Some(Desired::Text(text)) => text.as_str(),
            _ => "",
        };
        let said = match said {
            Some(said) => format!(" aria-label=\"{}\"", escaped(said)),
            None => format!(
                " id=\"{own}\" aria-describedby=\"{own}--hulp{}\"",
                if is_wrong { format!(" {}", fault_id(place)) } else { String::new() }
            ),
        };
        let invalid = if is_wrong { " aria-invalid=\"true\"" } else { "" };
        let _ = match input {
            Input::Choice(words) => {
                let mut options = String::from("<option value=\"\"></option>\n");
                let known = words.iter().any(|word| word.eq_ignore_ascii_case(value.trim()));
                let other = (!value.is_empty() && !known).then(|| value.to_owned());
                for word in words.iter().cloned().chain(other) {
                    // As it is written in the file.
                    let is_chosen = word.eq_ignore_ascii_case(value.trim());
                    let (word, chosen) = if is_chosen { (value.to_owned(), " selected") } else { (word, "") };
                    let _ = writeln!(options, "<option{chosen}>{}</option>", escaped(&word));
                }
                writeln!(self.text, "<select name=\"{}\"{said}{invalid}>\n{options}</select>", escaped(&name))
            }
            // A browser takes away the first line end.
            Input::Lines => writeln!(
                self.text,
                "<textarea name=\"{}\" rows=\"3\"{said}{invalid}>\n{}</textarea>",
                escaped(&name),
                escaped(value)
            ),
            _ if value.contains('\n') => {
                writeln!(
                    self.text,
                    "<textarea name=\"{}\" rows=\"5\"{said}{invalid}>\n{}</textarea>",
                    escaped(&name),
                    escaped(value)
                )
            }
            Input::Line(folder) => {
                let list = folder.map_or_else(String::new, |folder| format!(" list=\"namen-{folder}\""));
                self.lists.extend(folder);
                writeln!(
                    self.text,
                    "<input name=\"{}\" value=\"{}\"{list}{said}{invalid}>",
                    escaped(&name),
                    escaped(value)
                )
            }
            _ => Ok(()),
        };
    }

    fn file_name(&mut self, stem: &str) {
        let _ = write!(
            self.text,
            "<div class=\"vraag\">\n<label for=\"naam\">Naam van het bestand</label>\n<p class=\"hulp\" id=\"naam--hulp\">Het adres van een eigen pagina volgt de naam. \
             Het oude adres blijft werken. Andere bestanden die deze naam noemen, wijzigt u zelf.</p>\n\
             <input id=\"naam\" name=\"naam\" value=\"{}\" aria-describedby=\"naam--hulp\">\n</div>\n",
            escaped(stem)
        );
    }

    fn body(&mut self, text: &str) {
        let _ = write!(
            self.text,
            "<div class=\"vraag\">\n<label for=\"{BODY}\">Tekst</label>\n<p class=\"hulp\" id=\"{BODY}--hulp\">Een kop begint met ##. Een lege regel begint een nieuwe \
             alinea. **Vet**, en een link is [woorden](adres).</p>\n<textarea id=\"{BODY}\" name=\"{BODY}\" rows=\"14\" aria-describedby=\"{BODY}--hulp\">\n{}</textarea>\n</div>\n",
            escaped(text)
        );
    }

    /// The names that are offered.
    fn lists(&mut self) {
        for folder in std::mem::take(&mut self.lists) {
            let _ = writeln!(self.text, "<datalist id=\"namen-{folder}\">");
            let below = format!("{FOLDER}/{folder}/");
            let is_there = |path: &&SourcePath| {
                path.as_str().starts_with(&below) && matches!(path.extension().as_str(), "md" | "yaml" | "yml")
            };
            for path in self.sources.iter().map(|(path, _)| path).filter(is_there).filter(|path| path.stem() != "index")
            {
                let _ = writeln!(self.text, "<option value=\"{}\"></option>", escaped(path.stem()));
            }
            self.text.push_str("</datalist>\n");
        }
    }
}

fn id(place: &str) -> String {
    format!("v-{}", place.replace('/', "-"))
}

fn fault_id(place: &str) -> String {
    format!("f-{}", place.replace('/', "-"))
}
