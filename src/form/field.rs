//! The fields of a form, each with what is offered beside it: choices, names, a picture, how a text will look.

use std::fmt::Write;

use super::page::{Html, escaped, fault_id, id};
use super::question::{Input, Sort};
use super::sent::{ALT, BODY, CHOSEN, NEW_PICTURE, PREFIX};
use crate::edit::Desired;
use crate::kinds::FOLDER;
use crate::source::SourcePath;

impl Html<'_> {
    /// A field; `said` is what it is called when no label stands before it.
    pub(super) fn field(
        &mut self,
        input: &Input,
        place: &str,
        answer: Option<&Desired>,
        is_wrong: bool,
        said: Option<&str>,
    ) {
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
            Input::Line | Input::File(_) => {
                writeln!(self.text, "<input name=\"{}\" value=\"{}\"{said}{invalid}>", escaped(&name), escaped(value))
            }
            Input::Name(folder) => {
                let options = self.names(folder, value.trim());
                writeln!(self.text, "<select name=\"{}\"{said}{invalid}>\n{options}</select>", escaped(&name))
            }
            _ => Ok(()),
        };
        if let Input::File(sort) = input {
            self.file(*sort, place, value);
        }
    }

    /// A file that is beside this one, or is chosen to be.
    fn file(&mut self, sort: Sort, place: &str, value: &str) {
        let there = self.form.path.join(value).filter(|path| !value.is_empty() && self.around.sources.contains(path));
        if let (Sort::Picture, Some(path)) = (sort, &there) {
            let _ = writeln!(self.text, "<img class=\"plaatje\" src=\"{}\" alt=\"\">", escaped(&picture(path)));
        }
        if let (Sort::Table, Some(path)) = (sort, &there) {
            let _ = writeln!(
                self.text,
                "<p><a class=\"knop\" href=\"/-/formulier?bestand={}\">Wijzig de cijfers</a></p>",
                encoded(path)
            );
        }
        let own = format!("{}--kies", id(place));
        let word = match sort {
            Sort::Picture => "Of kies een foto op uw computer. Beschrijf haar eerst.",
            Sort::Download | Sort::Table => "Of kies een bestand op uw computer",
        };
        self.chooser(&own, &format!("{CHOSEN}{place}"), word, sort);
    }

    fn chooser(&mut self, id: &str, name: &str, label: &str, sort: Sort) {
        let accept: Vec<String> = sort.ends().iter().map(|end| format!(".{end}")).collect();
        let _ = write!(
            self.text,
            "<label class=\"kies\" for=\"{id}\">{label}</label>\n<input type=\"file\" id=\"{id}\" name=\"{}\" accept=\"{}\">\n",
            escaped(name),
            accept.join(",")
        );
    }

    /// The files of a folder as a choice, with what they are called.
    fn names(&self, folder: &str, value: &str) -> String {
        let below = format!("{FOLDER}/{folder}");
        let is_document =
            |path: &&SourcePath| matches!(path.extension().as_str(), "md" | "yaml" | "yml") && path.stem() != "index";
        let paths = self.around.sources.below(&below).map(|(path, _)| path).filter(is_document);
        let mut names: Vec<(&str, &str)> = paths.map(|path| (path.stem(), self.around.title(path))).collect();
        names.sort_by_key(|(_, title)| title.to_lowercase());
        if !value.is_empty() && names.iter().all(|(name, _)| *name != value) {
            names.push((value, value));
        }
        let mut options = String::from("<option value=\"\"></option>\n");
        for (name, title) in names {
            let chosen = if name == value { " selected" } else { "" };
            let _ = writeln!(options, "<option value=\"{}\"{chosen}>{}</option>", escaped(name), escaped(title));
        }
        options
    }

    pub(super) fn file_name(&mut self, stem: &str) {
        let _ = write!(
            self.text,
            "<div class=\"vraag\">\n<label for=\"naam\">Naam van het bestand</label>\n<p class=\"hulp\" id=\"naam--hulp\">Het adres van een eigen pagina volgt de naam. \
             Het oude adres blijft werken. Andere bestanden die deze naam noemen, wijzigt u zelf.</p>\n\
             <input id=\"naam\" name=\"naam\" value=\"{}\" aria-describedby=\"naam--hulp\">\n</div>\n",
            escaped(stem)
        );
    }

    /// The text below the keys, with a way to see it and to put a picture in it.
    pub(super) fn body(&mut self, text: &str) {
        let _ = write!(
            self.text,
            "<div class=\"vraag tekst\">\n<label for=\"{BODY}\">Tekst</label>\n<p class=\"hulp\" id=\"{BODY}--hulp\">Een kop begint met ##. Een lege regel begint een nieuwe \
             alinea. **Vet**, en een link is [woorden](adres).</p>\n<textarea id=\"{BODY}\" name=\"{BODY}\" rows=\"16\" aria-describedby=\"{BODY}--hulp\" data-foto=\"{NEW_PICTURE}\">\n{}</textarea>\n\
             <section id=\"weergave\" aria-label=\"Zo wordt de tekst\" tabindex=\"0\">{}</section>\n<p><button name=\"doe\" value=\"kijk\">Kijk hoe het wordt</button></p>\n",
            escaped(text),
            self.form.shown.as_deref().unwrap_or_default()
        );
        let _ = write!(
            self.text,
            "<details id=\"foto-erbij\">\n<summary>Een foto in de tekst zetten</summary>\n<label for=\"{ALT}\">Wat is er op de foto te zien?</label>\n<p class=\"hulp\" id=\"{ALT}--hulp\">\
             Voor wie de foto niet ziet. Schrijf een hele zin.</p>\n<input id=\"{ALT}\" name=\"{ALT}\" aria-describedby=\"{ALT}--hulp\">\n"
        );
        self.chooser("foto-kies", &format!("{CHOSEN}{BODY}"), "De foto", Sort::Picture);
        self.text.push_str("<p class=\"hulp\">Is er in de tekst geen plek voor gekozen? Dan komt de foto onderaan.</p>\n<p><button name=\"doe\" value=\"bewaar\">Zet de foto erbij en bewaar</button></p>\n</details>\n</div>\n");
    }
}

/// The address of a picture of the content, as it is.
pub(super) fn picture(path: &SourcePath) -> String {
    format!("/-/plaatje?bestand={}", encoded(path))
}

/// A path as it stands in an address.
pub(super) fn encoded(path: &SourcePath) -> String {
    percent_encoding::utf8_percent_encode(path.as_str(), percent_encoding::NON_ALPHANUMERIC).to_string()
}
