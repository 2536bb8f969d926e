//! The files of a project that begins. What nobody knows yet is *vacature* or *onbekend*, never made up.

use jiff::civil::Date;

use super::{Bestandsinhoud, sentence};
use crate::diagnostics::Severity;
use crate::edit::{self, Desired};
use crate::output::Nowhere;
use crate::pipeline::Pipeline;
use crate::settings::Settings;
use crate::source::{Source, SourcePath, SourceTree};
use crate::values::{Gebiedscode, Slug};

/// Where residents find every municipality as long as nobody said how to reach this one.
const ELDERS: &str = "https://www.overheid.nl";

/// What is known of a municipality that begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Beginstand {
    pub(super) gemeente: String,
    /// Its code at CBS.
    pub(super) code: Option<String>,
    /// Its areas by code, when there is a list.
    pub(super) gebieden: Vec<(Gebiedscode, String)>,
    /// The wijken: what each is called and, of one of CBS, its code.
    pub(super) wijken: Vec<(String, Option<Gebiedscode>)>,
    /// What the contact of a wijk is called: one of them, and more.
    pub(super) functie: [String; 2],
    /// Where the site will be.
    pub(super) basis: Option<String>,
    /// How residents reach the municipality: keys with their values.
    pub(super) contact: Vec<(&'static str, String)>,
    pub(super) today: Date,
}

/// A project that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuwProject {
    /// Its files.
    pub bestanden: Vec<Bestandsinhoud>,
    /// What it has and what is not known yet, in Dutch.
    pub verslag: String,
}

fn text(said: &str) -> Desired {
    Desired::Text(said.to_owned())
}

fn keys(keys: &[(&str, Desired)]) -> Vec<(String, Desired)> {
    keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

fn file(path: &str, wanted: &[(&str, Desired)]) -> Bestandsinhoud {
    let path = SourcePath::new(path);
    let text = edit::fresh(&path, &keys(wanted), "");
    (path, text.into_bytes())
}

/// An open post for a wijk.
pub(super) fn vacature(wijk: &str) -> Bestandsinhoud {
    let wanted = [("wijken", Desired::List(vec![text(wijk)])), ("vacature", text("ja"))];
    file(&format!("content/wijkmanagers/{wijk}.yaml"), &wanted)
}

impl Beginstand {
    /// The files of the project.
    ///
    /// # Errors
    /// When wijken cannot be told apart by the names of their files (Dutch).
    pub(super) fn bestanden(&self) -> Result<Vec<Bestandsinhoud>, String> {
        let mut files = vec![self.site(), self.home()];
        let mut names: Vec<String> = vec!["index".to_owned()];
        for (naam, code) in &self.wijken {
            let slug =
                Slug::of(naam).ok_or_else(|| format!("Van de naam “{naam}” is geen adres te maken."))?.to_string();
            if names.contains(&slug) {
                return Err(format!("De wijk “{naam}” staat er twee keer, of lijkt te veel op een andere."));
            }
            let samenvatting = format!("Alles over de wijk {naam} op één plek.");
            let mut wanted = vec![("naam", text(naam)), ("samenvatting", text(&samenvatting))];
            // A wijk of CBS stands for its buurten, so these must be known.
            let is_made_of = |wijk: &Gebiedscode| self.gebieden.iter().any(|(code, _)| code.is_in(wijk));
            if let Some(code) = code.filter(is_made_of) {
                wanted.push(("buurten", Desired::List(vec![text(code.as_str())])));
            }
            files.push(file(&format!("content/wijken/{slug}.md"), &wanted));
            files.push(vacature(&slug));
            names.push(slug);
        }
        if !self.gebieden.is_empty() {
            let cell = |naam: &str| {
                if naam.contains([';', '"']) { format!("\"{}\"", naam.replace('"', "\"\"")) } else { naam.to_owned() }
            };
            let rows = self.gebieden.iter().map(|(code, naam)| format!("{};{}\n", code.as_str(), cell(naam)));
            let rows = rows.collect::<Vec<_>>().concat();
            files.push((SourcePath::new("content/gebieden/gebieden.csv"), format!("code;naam\n{rows}").into_bytes()));
        }
        Ok(files)
    }

    fn site(&self) -> Bestandsinhoud {
        let Self { gemeente, functie: [enkelvoud, meervoud], .. } = self;
        let map = |wanted: &[(&str, Desired)]| Desired::Map(keys(wanted));
        let link = |naam: &str, naar: &str| map(&[("naam", text(naam)), ("naar", text(naar))]);
        let mut wanted = vec![("naam", text(&format!("Wijken in {gemeente}"))), ("gemeente", text(gemeente))];
        wanted.extend(self.code.as_ref().map(|code| ("gemeentecode", text(code))));
        wanted.push(("samenvatting", text(&format!("Uw wijk in {gemeente} op één plek."))));
        wanted.push(("gewijzigd", text(&self.today.to_string())));
        wanted.extend(self.basis.as_ref().map(|basis| ("basis", text(basis))));
        wanted.push(("thema", text(super::THEMA)));
        wanted.push(("contactpersoon", map(&[("enkelvoud", text(enkelvoud)), ("meervoud", text(meervoud))])));
        let mut contact = vec![("naam", text(&format!("Gemeente {gemeente}")))];
        contact.extend(self.contact.iter().map(|(key, value)| (*key, text(value))));
        if self.contact.is_empty() {
            contact.push(("website", text(ELDERS)));
        }
        wanted.push(("contact", map(&contact)));
        let menu = vec![link("Wijken", "wijken/index.md"), link("Contact", "wijkmanagers/index.md")];
        wanted.push(("navigatie", Desired::List(menu)));
        wanted.push(("toegankelijkheid", map(&[("status", text("onbekend"))])));
        file("content/site.yaml", &wanted)
    }

    fn home(&self) -> Bestandsinhoud {
        let titel = format!("Uw wijk in {}", self.gemeente);
        let samenvatting = format!("Kies uw wijk en zie wie uw {} is.", self.functie[0]);
        file("content/index.md", &[("titel", text(&titel)), ("samenvatting", text(&samenvatting))])
    }

    /// The project, as soon as it has no mistake.
    ///
    /// # Errors
    /// The mistakes, as one says them (Dutch).
    pub(super) fn project(&self) -> Result<NieuwProject, String> {
        let bestanden = self.bestanden()?;
        let mut sources = SourceTree::default();
        for (path, bytes) in &bestanden {
            sources.insert(path.clone(), Source::new(bytes.clone()));
        }
        let built = Pipeline::default().build_to(&sources, &Settings::new(self.today), Some(&Nowhere));
        let wrong = built.report.findings().iter().filter(|finding| finding.severity == Severity::Error);
        let wrong: Vec<String> = wrong.map(sentence).collect();
        if wrong.is_empty() { Ok(NieuwProject { bestanden, verslag: self.verslag() }) } else { Err(wrong.join("\n")) }
    }

    /// What it has and what is not known yet.
    fn verslag(&self) -> String {
        let Self { gemeente, functie: [enkelvoud, _], .. } = self;
        let mut open = Vec::new();
        match self.wijken.as_slice() {
            [] => open.push("Er zijn nog geen wijken. Maak er een met: wijkwijzer nieuw wijk".to_owned()),
            wijken => {
                let namen: Vec<&str> = wijken.iter().map(|(naam, _)| naam.as_str()).collect();
                open.push(format!(
                    "De {enkelvoud} is een vacature in: {}. Weet u wie het is? Vul dan de naam in, in de map content/wijkmanagers.",
                    namen.join(", ")
                ));
            }
        }
        if self.contact.is_empty() {
            open.push(format!(
                "Hoe bewoners de gemeente bereiken, is onbekend. Tot u het invult bij `contact` in content/site.yaml, wijst de site naar {ELDERS}."
            ));
        }
        if self.basis.is_none() {
            open.push("Het adres van de site is onbekend. Vul later `basis` in, in content/site.yaml.".to_owned());
        }
        if self.code.is_none() {
            open.push(
                "De code van uw gemeente bij het CBS is onbekend. U hebt haar nodig voor cijfers: `gemeentecode` in content/site.yaml.".to_owned(),
            );
        }
        open.push("Of de site toegankelijk is, is onbekend, tot zij in het register staat: `toegankelijkheid` in content/site.yaml.".to_owned());
        let open = open.join("\n- ");
        format!(
            "De site van {gemeente} staat klaar.\n\nDit is nog niet bekend. Wijkwijzer heeft niets verzonnen:\n- {open}\n"
        )
    }
}
