//! A new file of a kind: what it needs is asked, a wrong answer is told at once, and the file that comes of it has no mistake.

use std::collections::BTreeSet;

use super::project::vacature;
use super::{Bestandsinhoud, Gestopt, Vrager, sentence};
use crate::diagnostics::{Code, Finding, Severity};
use crate::edit;
use crate::form::{self, Asked, Form};
use crate::pipeline::Pipeline;
use crate::settings::Settings;
use crate::source::{Source, SourcePath, SourceTree};

/// What is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nieuwwens {
    /// The kind, in a word.
    pub soort: String,
    /// What was said beforehand: keys (`locatie.adres` for one in a group) with their values.
    pub gezegd: Vec<(String, String)>,
}

/// What can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NieuwBestand {
    /// The file, and what belongs with it.
    pub bestanden: Vec<Bestandsinhoud>,
    /// What is worth knowing about it, in Dutch.
    pub let_op: Vec<String>,
}

/// What stands above the keys that nobody asked for.
const REST: &str = "# Wat er nog meer kan. Haal het hekje weg bij een kenmerk dat u wilt, en vul het in.\n";

/// The name under which the text below the keys is asked.
const TEKST: &str = "tekst";

/// The words for kinds of which there can be new files.
pub fn soorten() -> String {
    form::kinds_in_words().join(", ")
}

/// The keys of a kind, each with what the handbook says of it; nothing when no kind is called so.
pub fn kenmerken(soort: &str) -> Option<Vec<(String, String)>> {
    let form = Form::blank(form::folder(soort)?)?;
    Some(form.keys().map(|(key, help)| (key.to_owned(), help.to_owned())).collect())
}

/// Asks what a file needs and was not said, and gives the file.
///
/// # Errors
/// When what was said is wrong, or missing, and nobody answers.
pub fn nieuw(
    wens: &Nieuwwens,
    sources: SourceTree,
    settings: Settings,
    vrager: &mut Vrager<'_>,
) -> Result<NieuwBestand, Gestopt> {
    let found = form::folder(&wens.soort).and_then(|folder| Some((folder, Form::blank(folder)?)));
    let (folder, blank) = found.ok_or_else(|| {
        if wens.soort.is_empty() {
            return Gestopt(format!("Wat wilt u maken? Zet er een soort achter: {}.", soorten()));
        }
        let figures = ["kengetal", "cijfer"].iter().any(|word| wens.soort.starts_with(word));
        let tip = if figures { " Cijfers neemt u over met: wijkwijzer cijfers BESTAND" } else { "" };
        Gestopt(format!("De soort “{}” kan hier niet. Kies uit: {}.{tip}", wens.soort, soorten()))
    })?;
    let mut file = InWording {
        folder,
        blank,
        sources,
        settings,
        pipeline: Pipeline::default(),
        known: BTreeSet::new(),
        answers: Vec::new(),
        text: String::new(),
        refused: String::new(),
    };
    file.known = file.found().iter().map(of_report).collect();
    file.take(&wens.gezegd)?;
    file.ask(vrager)?;
    Ok(file.written())
}

/// A file while it is asked for.
struct InWording {
    folder: &'static str,
    blank: Form,
    sources: SourceTree,
    settings: Settings,
    pipeline: Pipeline,
    /// What was found before there was this file.
    known: BTreeSet<(String, String)>,
    /// What was answered, by place.
    answers: Vec<(String, String)>,
    text: String,
    /// What was said of answers that are asked again.
    refused: String,
}

/// What is wrong with a file: the place of an answer, and what is wrong with it.
type Mis = (String, String);

impl InWording {
    fn form(&self) -> Form {
        self.blank.clone().answered(&self.answers, &self.text)
    }

    fn has_text(&self) -> bool {
        self.form().wanted().1.is_some()
    }

    /// Whether the text below the keys is meant; of some kinds it is a key.
    fn is_text(&self, place: &str) -> bool {
        place == TEKST && self.has_text()
    }

    fn has(&self, place: &str) -> bool {
        self.answers.iter().any(|(at, _)| is_at(at, place))
    }

    /// Takes what was said beforehand.
    fn take(&mut self, gezegd: &[(String, String)]) -> Result<(), Gestopt> {
        for (key, value) in gezegd {
            let place = self.place(key).ok_or_else(|| {
                let form = self.form();
                let keys: Vec<&str> = form.keys().map(|(key, _)| key).collect();
                Gestopt(format!("Het kenmerk `{key}` bestaat hier niet. Kies uit: {}.", keys.join(", ")))
            })?;
            if self.is_text(&place) {
                value.clone_into(&mut self.text);
            } else {
                self.set(&place, value);
            }
        }
        Ok(())
    }

    /// The place of a key: `locatie.adres` is `locatie/adres`, `wanneer.datum` is `wanneer/0/datum`.
    fn place(&self, key: &str) -> Option<String> {
        let form = self.form();
        let key = key.replace('-', "_");
        if self.is_text(&key) {
            return Some(key);
        }
        let mut place = String::new();
        for part in key.split('.') {
            let below = |above: &str| if above.is_empty() { part.to_owned() } else { format!("{above}/{part}") };
            let places = [below(&place), below(&format!("{place}/0"))];
            place = places.into_iter().find(|place| form.words(place).is_some())?;
        }
        Some(place)
    }

    fn set(&mut self, place: &str, said: &str) {
        let fields = self.form().fields(place, said);
        self.forget(place);
        self.answers.extend(fields);
    }

    fn forget(&mut self, place: &str) {
        self.answers.retain(|(at, _)| !is_at(at, place));
    }

    /// What is found in the project as it is, and in the file if there is something in it.
    fn found(&mut self) -> Vec<Finding> {
        self.pipeline.build(&self.sources, &self.settings).report.findings().to_vec()
    }

    /// The path of the file, its bytes, and what is found by it that was not before.
    fn judged(&mut self) -> (SourcePath, Vec<u8>, Vec<Finding>) {
        let form = self.form();
        let path = form.free_path(self.folder, &self.sources);
        let (keys, body) = form.wanted();
        let bytes = edit::fresh(&path, keys, body.unwrap_or_default()).into_bytes();
        self.sources.insert(path.clone(), Source::new(bytes.clone()));
        let found = self.found();
        self.sources.remove(&path);
        let new = found.into_iter().filter(|finding| !self.known.contains(&of_report(finding))).collect();
        (path, bytes, new)
    }

    /// The mistakes: those at a place of the file with that, all others without.
    fn wrong(&mut self) -> Vec<(Mis, Code)> {
        let (path, bytes, found) = self.judged();
        let form = self.form().at(path.clone()).with_findings(&bytes, found.iter());
        let elsewhere = found.iter().filter(|it| it.place.path != path && it.severity == Severity::Error);
        // One item may stand without a list.
        let asked = |place: &str| self.place(&place.replace('/', ".")).unwrap_or_else(|| place.to_owned());
        let own = form.mistakes().map(|(place, finding)| ((asked(place), sentence(finding)), finding.code));
        own.chain(elsewhere.map(|finding| ((String::new(), sentence(finding)), finding.code))).collect()
    }

    /// The mistakes in what was answered at a place. What is only missing beside it is asked next.
    fn wrong_at(&mut self, place: &str) -> Option<String> {
        let wrong = self.wrong().into_iter().filter(|((at, _), code)| is_at(at, place) && *code != Code::MissingKey);
        let told: Vec<String> = wrong.map(|((_, told), _)| told).collect();
        (!told.is_empty()).then(|| told.join("\n"))
    }

    /// Asks until the file has no mistake.
    fn ask(&mut self, vrager: &mut Vrager<'_>) -> Result<(), Gestopt> {
        // What was said is judged as a whole: parts of it may go together.
        let said = self.wrong().into_iter().map(|(wrong, _)| wrong);
        let said: Vec<Mis> = said.filter(|(place, _)| !place.is_empty() && self.has(place)).collect();
        self.again(&said, vrager)?;
        let form = self.form();
        let (needed, mut rules) = (form.needed(), form.one_of());
        for (key, _) in form.keys() {
            if needed.iter().any(|needed| needed == key) {
                self.until_answered(key, vrager)?;
            }
            let of_key = |(_, keys): &mut (bool, Vec<String>)| keys.first().is_some_and(|first| first == key);
            for (only, keys) in rules.extract_if(.., of_key) {
                self.one_of(only, &keys, vrager)?;
            }
        }
        self.ask_text(vrager)?;
        loop {
            let wrong: Vec<Mis> = self.wrong().into_iter().map(|(wrong, _)| wrong).collect();
            if wrong.is_empty() {
                return Ok(());
            }
            if wrong.iter().all(|(place, _)| place.is_empty()) {
                return Err(Gestopt(wrong.into_iter().map(|(_, told)| told).collect::<Vec<_>>().join("\n")));
            }
            self.again(&wrong, vrager)?;
        }
    }

    /// Asks for the text below the keys, which may be written later.
    fn ask_text(&mut self, vrager: &mut Vrager<'_>) -> Result<(), Gestopt> {
        let mut told = String::new();
        while self.has_text() {
            if self.text.is_empty() {
                let question = format!("\n{told}De tekst eronder, in één regel. Enter: die schrijf ik later.\n> ");
                match vrager(&question) {
                    Some(answer) if !answer.trim().is_empty() => self.text = answer,
                    None if !told.is_empty() => return Err(Gestopt(told)),
                    _ => break,
                }
            }
            let text = std::mem::take(&mut self.text);
            let without = self.wrong();
            self.text.clone_from(&text);
            let wrong: Vec<_> = self.wrong().into_iter().filter(|wrong| !without.contains(wrong)).collect();
            if wrong.is_empty() {
                break;
            }
            told = wrong.iter().map(|(wrong, _)| format!("{}\n", wrong.1)).collect::<Vec<_>>().concat();
            self.text.clear();
        }
        Ok(())
    }

    /// Says what is wrong, all at once, and asks for that again.
    fn again(&mut self, wrong: &[Mis], vrager: &mut Vrager<'_>) -> Result<(), Gestopt> {
        self.refused = wrong.iter().map(told).collect::<Vec<_>>().join("\n");
        let mut said = self.refused.clone();
        for (place, _) in wrong.iter().filter(|(place, _)| !place.is_empty()) {
            // Items of a list are asked for on one line.
            let list = place.rsplit_once('/').filter(|(_, item)| item.bytes().all(|b| b.is_ascii_digit()));
            let place = list.map_or(place.as_str(), |(list, _)| list);
            self.forget(place);
            self.stel(place, false, &said, vrager)?;
            said.clear();
        }
        self.refused.clear();
        Ok(())
    }

    /// All that is wrong and missing, when nobody answers.
    fn unanswered(&mut self, place: &str) -> Gestopt {
        let refused = std::mem::take(&mut self.refused);
        let is_refused = |at: &str| !refused.is_empty() && at == place;
        let wrong = self.wrong().into_iter().filter(|((at, _), _)| !is_refused(at)).map(|(wrong, _)| told(&wrong));
        let all: Vec<String> = wrong.collect();
        Gestopt([refused].into_iter().chain(all).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
    }

    /// Asks for keys of which there must be one, from the first on.
    fn one_of(&mut self, only: bool, keys: &[String], vrager: &mut Vrager<'_>) -> Result<(), Gestopt> {
        let mut told =
            format!("Hier hoort {} van: {}.", if only { "precies één" } else { "ten minste één" }, keys.join(", "));
        while !keys.iter().any(|key| self.has(key)) {
            for key in keys {
                self.stel(key, false, &told, vrager)?;
                told.clear();
                if self.has(key) {
                    break;
                }
            }
            told = format!("Vul iets in bij één van: {}.", keys.join(", "));
        }
        Ok(())
    }

    fn until_answered(&mut self, place: &str, vrager: &mut Vrager<'_>) -> Result<(), Gestopt> {
        let mut told = "";
        while !self.has(place) {
            self.stel(place, true, told, vrager)?;
            told = "Dit is nodig.";
        }
        Ok(())
    }

    /// Asks what belongs at a place, once; an empty answer leaves it.
    fn stel(&mut self, place: &str, needed: bool, told: &str, vrager: &mut Vrager<'_>) -> Result<(), Gestopt> {
        if self.has(place) {
            return Ok(());
        }
        match self.form().asked(place, &self.sources) {
            Some(Asked::Line(words, closed, many)) => self.line(place, needed, told, (&words, closed, many), vrager),
            Some(Asked::Parts(words, parts)) => {
                if let Some(words) = words {
                    self.line(place, false, told, (&words, !words.is_empty(), false), vrager)?;
                    if self.has(place) {
                        return Ok(());
                    }
                }
                let has_needed = parts.iter().any(|(_, needed)| *needed);
                for (part, is_needed) in parts.iter().filter(|(_, needed)| *needed || !has_needed) {
                    if *is_needed {
                        self.until_answered(part, vrager)?;
                    } else if !self.has(place) || self.wrong_at(place).is_some() {
                        self.stel(part, false, "", vrager)?;
                    }
                }
                Ok(())
            }
            Some(Asked::Elsewhere) | None => {
                Err(Gestopt(format!("Het kenmerk `{place}` kan hier niet. Vul het in het bestand zelf in.")))
            }
        }
    }

    /// Asks for a line until there is nothing wrong with it.
    fn line(
        &mut self,
        place: &str,
        needed: bool,
        told: &str,
        (words, closed, many): (&[String], bool, bool),
        vrager: &mut Vrager<'_>,
    ) -> Result<(), Gestopt> {
        let form = self.form();
        let (label, help) = form.words(place).unwrap_or_default();
        let group = place.split_once('/').and_then(|(group, _)| form.words(group));
        let label = group.map_or(label.clone(), |(group, _)| format!("{group}, {}", label.to_lowercase()));
        let help = if help.is_empty() { help } else { format!(" {help}") };
        let choice = match (words.is_empty(), closed) {
            (true, _) => String::new(),
            (false, true) => format!("\n   Kies uit: {}.", words.join(", ")),
            (false, false) => format!("\n   Er is: {}.", words.join(", ")),
        };
        let several = if many { " Meer mag, met een komma ertussen." } else { "" };
        let skip = if needed { "" } else { " Enter: overslaan." };
        let mut told = told.to_owned();
        loop {
            let before = if told.is_empty() { String::new() } else { format!("{told}\n") };
            let question = format!("\n{before}{label}.{help}{several}{skip}{choice}\n> ");
            let Some(answer) = vrager(&question) else { return Err(self.unanswered(place)) };
            let answer = answer.trim();
            if answer.is_empty() {
                return Ok(());
            }
            self.set(place, answer);
            match self.wrong_at(place) {
                None => return Ok(()),
                Some(wrong) => {
                    self.forget(place);
                    told = wrong;
                }
            }
        }
    }

    /// The file with the keys that were not asked, and what belongs with it.
    fn written(mut self) -> NieuwBestand {
        let (path, _, found) = self.judged();
        let form = self.form();
        let (keys, body) = form.wanted();
        let notes = format!("{REST}{}", form.notes());
        let text = edit::annotated(&path, keys, &notes, body.unwrap_or_default());
        let mut bestanden = vec![(path.clone(), text.into_bytes())];
        // A wijk has a contact, be it an open post.
        let is_alone = |finding: &Finding| finding.code == Code::WijkWithoutContact && finding.place.path == path;
        if found.iter().any(is_alone) {
            bestanden.push(vacature(path.stem()));
        }
        let let_op = found.iter().filter(|finding| !is_alone(finding)).map(sentence).collect();
        NieuwBestand { bestanden, let_op }
    }
}

/// What tells a finding from others.
fn of_report(finding: &Finding) -> (String, String) {
    (finding.place.path.to_string(), finding.message.clone())
}

fn is_at(at: &str, place: &str) -> bool {
    at.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || place.is_empty())
}

/// A mistake with the option by which it is mended.
fn told((place, wrong): &Mis) -> String {
    if place.is_empty() { wrong.clone() } else { format!("{}: {wrong}", option(place)) }
}

/// How an answer is given beforehand.
fn option(place: &str) -> String {
    let parts: Vec<&str> = place.split('/').filter(|part| !part.bytes().all(|b| b.is_ascii_digit())).collect();
    format!("--{}", parts.join("."))
}
