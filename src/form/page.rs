//! The page with a form. Dutch; plain HTML that works without script, which only adds.

use std::fmt::Write;

use super::question::{Input, Question};
use super::{Around, Form, TITLES, joined};
use crate::diagnostics::{Finding, Severity, prose};
use crate::edit::Desired;
use crate::source::SourcePath;

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
    /// What else stands on the page that one came from, as HTML.
    pub(crate) on_page: String,
}

/// A text as it stands in HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A whole page.
pub(crate) fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/-/formulier.css\">\n<script src=\"/-/formulier.js\" defer></script>\n</head>\n<body>\n{body}</body>\n</html>\n",
        title = escaped(title)
    )
}

impl Form {
    /// The page with the form.
    pub(crate) fn page(&self, blank: &Blank<'_>, around: Around<'_>) -> String {
        let is_new = blank.was.is_empty();
        let title = match self.answers.iter().find(|(key, _)| TITLES.contains(&key.as_str())) {
            Some((_, Desired::Text(title))) if !is_new => format!("{title}: bewerken"),
            _ if is_new => format!("Nieuw: {}", self.kind.facts().called),
            _ => format!("{}: bewerken", self.path.stem()),
        };
        let folder = is_new.then(|| self.kind.facts().folder.unwrap_or_default());
        let mut html = Html { form: self, around, text: head(&title, blank, &self.path, folder) };
        html.found("");
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
        html.text.push_str("</main>\n");
        page(&title, &html.text)
    }
}

/// How a page with a form begins; `folder` is that of a new file.
pub(super) fn head(title: &str, blank: &Blank<'_>, path: &SourcePath, folder: Option<&str>) -> String {
    let mut html = "<header><a href=\"/-/formulier\">Alles</a>".to_owned();
    if let Some(page) = &blank.page {
        let _ = write!(html, " <a href=\"{}\">Bekijk de pagina</a>", escaped(page));
    }
    let _ = write!(html, "</header>\n<main>\n<h1>{}</h1>\n", escaped(title));
    if folder.is_none() {
        let _ = writeln!(html, "<p class=\"klein\">Bestand: <code>{}</code></p>", escaped(path.as_str()));
    }
    html.push_str(&blank.on_page);
    if let Some(told) = &blank.told {
        let _ = writeln!(html, "<p class=\"verteld\" role=\"status\">{}</p>", escaped(told));
    }
    let _ = write!(
        html,
        "<form method=\"post\" action=\"/-/formulier\" enctype=\"multipart/form-data\" accept-charset=\"utf-8\">\n<input type=\"hidden\" name=\"sleutel\" value=\"{}\">\n\
         <input type=\"hidden\" name=\"{}\" value=\"{}\">\n<input type=\"hidden\" name=\"was\" value=\"{}\">\n\
         <p class=\"knoppen\"><button class=\"knop\" name=\"doe\" value=\"bewaar\">Bewaar</button>",
        escaped(blank.token),
        if folder.is_some() { "nieuw" } else { "bestand" },
        escaped(folder.unwrap_or(path.as_str())),
        escaped(&blank.was),
    );
    if blank.can_undo {
        html.push_str(" <button name=\"doe\" value=\"ongedaan\">Maak de laatste wijziging ongedaan</button>");
    }
    html + "</p>\n"
}

/// A page while it is made.
pub(super) struct Html<'f> {
    pub(super) form: &'f Form,
    pub(super) around: Around<'f>,
    pub(super) text: String,
}

impl Html<'_> {
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
            prose(&finding.message)
        );
        if let Some(tip) = &finding.tip {
            let _ = writeln!(self.text, "<p>{}</p>", prose(tip));
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
            input if input.is_field() => {
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
            _ => {
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
                    self.field(&Input::Line, place, answer, is_wrong, Some("In woorden"));
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
                    self.field(&Input::Line, place, answer, is_wrong, Some("In woorden"));
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
            _ => {}
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
}

pub(super) fn id(place: &str) -> String {
    format!("v-{}", place.replace('/', "-"))
}

pub(super) fn fault_id(place: &str) -> String {
    format!("f-{}", place.replace('/', "-"))
}
