//! The five questions to who begins a project: each is answered beforehand or asked, and a wrong answer is told at once.

use jiff::civil::Date;

use super::project::{Beginstand, NieuwProject};
use super::{Gestopt, Vrager};
use crate::cijfers::Gebiedenlijst;
use crate::values::{Gebiedscode, Gebiedssoort};

/// What was said beforehand, as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beginwens {
    /// The municipality: its name, its code or both.
    pub gemeente: Option<String>,
    /// Its wijken.
    pub wijken: Option<String>,
    /// What the contact of a wijk is called.
    pub contact: Option<String>,
    /// Where the site will be.
    pub adres: Option<String>,
    /// How residents reach the municipality.
    pub bereikbaar: Option<String>,
    /// A file of CBS with areas: what stands in it.
    pub lijst: Option<Vec<u8>>,
}

/// What an answer makes of what is known.
type Zet<'z> = &'z dyn Fn(&mut Beginstand, &str) -> Result<(), String>;

/// Somebody who is asked.
struct Gesprek<'g, 'v> {
    begin: Beginstand,
    vrager: &'g mut Vrager<'v>,
    number: usize,
    /// What is wrong where nobody answers, all of it.
    wrong: Vec<String>,
}

impl Gesprek<'_, '_> {
    /// Asks until there is an answer with which nothing is wrong. Where nobody answers, an empty answer stands for it.
    fn stel(&mut self, gezegd: Option<&str>, [optie, vraag]: [&str; 2], zet: Zet<'_>) {
        self.number += 1;
        let (mut said, mut wrong) = (gezegd.map(str::to_owned), None);
        loop {
            let answer = said.take().or_else(|| {
                let told = wrong.as_ref().map(|wrong| format!("{wrong}\n")).unwrap_or_default();
                (self.vrager)(&format!("\n{told}{}. {vraag}\n> ", self.number))
            });
            let answer = match (&answer, wrong) {
                (Some(answer), _) => answer.trim(),
                (None, None) => "",
                (None, Some(wrong)) => return self.wrong.push(format!("Bij {optie}: {wrong}")),
            };
            let mut next = self.begin.clone();
            match zet(&mut next, answer).and_then(|()| next.project()) {
                Ok(_) => {
                    self.begin = next;
                    return;
                }
                Err(why) => wrong = Some(why),
            }
        }
    }
}

/// Asks what is not said yet, at most five questions, and gives the project.
///
/// # Errors
/// When what was said is wrong, or missing, and nobody answers.
pub fn begin(wens: &Beginwens, today: Date, vrager: &mut Vrager<'_>) -> Result<NieuwProject, Gestopt> {
    let lijst = wens.lijst.as_deref().map(Gebiedenlijst::lees).transpose();
    let lijst = lijst.map_err(|why| Gestopt(format!("Bij --lijst: {why}")))?;
    let functie = ["wijkmanager", "wijkmanagers"].map(str::to_owned);
    let begin = Beginstand { today, functie, gemeente: "Uw gemeente".to_owned(), ..Beginstand::default() };
    let mut gesprek = Gesprek { begin, vrager, number: 0, wrong: Vec::new() };
    let vraag = match lijst {
        Some(_) => "Hoe heet uw gemeente? Schrijf de naam, of de code van het CBS, zoals GM1234.",
        None => "Hoe heet uw gemeente? Weet u de code van het CBS? Zet die erachter, zoals GM1234.",
    };
    gesprek.stel(wens.gemeente.as_deref(), ["--gemeente", vraag], &|begin, said| gemeente(begin, said, lijst.as_ref()));
    let aanbod = aanbod(&gesprek.begin);
    let vraag = wijkvraag(&aanbod);
    gesprek.stel(wens.wijken.as_deref(), ["--wijken", &vraag], &|begin, said| wijken(begin, said, &aanbod));
    let vraag = "Hoe noemt u het aanspreekpunt van een wijk? Het is nog geen naam van een persoon. Enter: wijkmanager.";
    gesprek.stel(wens.contact.as_deref(), ["--contact", vraag], &contact);
    let vraag = "Op welk adres komt de site, zoals https://wijken.gemeente.example? Enter: nog niet bekend.";
    gesprek.stel(wens.adres.as_deref(), ["--adres", vraag], &|begin, said| {
        begin.basis = (!said.is_empty()).then(|| said.to_owned());
        Ok(())
    });
    let vraag = "Hoe bereiken bewoners de gemeente? Schrijf een telefoonnummer, e-mailadres of website; meer mag, met een komma \
                 ertussen. Enter: nog niet bekend.";
    gesprek.stel(wens.bereikbaar.as_deref(), ["--bereikbaar", vraag], &|begin, said| {
        begin.contact = parts(said).map(|part| (sort(part), part.to_owned())).collect();
        let count = |key: &str| begin.contact.iter().filter(|(other, _)| *other == key).count();
        match ["telefoon", "email", "website"].into_iter().find(|key| count(key) > 1) {
            Some(key) => Err(format!("Er kan maar één {key} staan. Kies het belangrijkste.")),
            None => Ok(()),
        }
    });
    if gesprek.wrong.is_empty() {
        gesprek.begin.project().map_err(Gestopt)
    } else {
        Err(Gestopt(gesprek.wrong.join("\n")))
    }
}

fn parts(said: &str) -> impl Iterator<Item = &str> {
    said.split([',', ';']).map(str::trim).filter(|part| !part.is_empty())
}

/// What somebody is reached by.
fn sort(said: &str) -> &'static str {
    match said {
        _ if said.contains('@') && !said.contains("://") => "email",
        _ if said.contains(char::is_alphabetic) => "website",
        _ => "telefoon",
    }
}

fn gemeente(begin: &mut Beginstand, said: &str, lijst: Option<&Gebiedenlijst>) -> Result<(), String> {
    if said.is_empty() {
        return Err("Schrijf de naam van uw gemeente.".to_owned());
    }
    let (naam, last) = said.rsplit_once(' ').unwrap_or(("", said));
    let code = Gebiedscode::of(last.trim_matches(['(', ')'])).filter(|code| code.soort() == Gebiedssoort::Gemeente);
    let naam = if code.is_some() { naam.trim() } else { said };
    if let Some(lijst) = lijst {
        let (naam, code) = lijst.gemeente(naam, code)?;
        begin.gebieden = lijst.of(code).map(|(code, naam)| (code, naam.to_owned())).collect();
        if !begin.gebieden.iter().any(|(own, _)| *own == code) {
            begin.gebieden.insert(0, (code, naam.clone()));
        }
        (begin.gemeente, begin.code) = (naam, Some(code.as_str().to_owned()));
        return Ok(());
    }
    if naam.is_empty() {
        return Err(format!(
            "Wijkwijzer heeft zelf geen lijst van gemeenten. Schrijf ook de naam, zoals: Voorbeeldstad {said}. Of geef met --lijst \
             een bestand van het CBS."
        ));
    }
    (begin.gemeente, begin.code) = (naam.to_owned(), code.map(|code| code.as_str().to_owned()));
    Ok(())
}

/// The wijken of CBS that can be chosen, as residents would call them.
fn aanbod(begin: &Beginstand) -> Vec<(Gebiedscode, String)> {
    let wijken = begin.gebieden.iter().filter(|(code, _)| code.soort() == Gebiedssoort::Wijk);
    wijken.map(|(code, naam)| (*code, without_number(naam).to_owned())).collect()
}

/// "Wijk 03 Oude Haven" of CBS is Oude Haven to all others.
fn without_number(naam: &str) -> &str {
    let numbered = naam.strip_prefix("Wijk ").and_then(|rest| rest.split_once(' '));
    numbered.filter(|(number, _)| number.bytes().all(|b| b.is_ascii_digit())).map_or(naam, |(_, naam)| naam.trim())
}

fn wijkvraag(aanbod: &[(Gebiedscode, String)]) -> String {
    if aanbod.is_empty() {
        return "Welke wijken heeft uw gemeente? Schrijf de namen met een komma ertussen. Enter: nog geen.".to_owned();
    }
    let list = aanbod.iter().enumerate().map(|(at, (_, naam))| format!("   {:>2}  {naam}\n", at + 1));
    format!(
        "Welke wijken komen op de site? Dit zijn de wijken van het CBS:\n{}   Schrijf nummers of namen met een komma ertussen, of: \
         alles. Heeft uw gemeente zelf andere wijken?\n   Schrijf dan daar de namen van. Enter: nog geen.",
        list.collect::<Vec<_>>().concat()
    )
}

/// Takes numbers or names of what there is to choose from, or else names of the municipality's own.
fn wijken(begin: &mut Beginstand, said: &str, aanbod: &[(Gebiedscode, String)]) -> Result<(), String> {
    let chosen = |part: &str| {
        let number = part.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        number.and_then(|at| aanbod.get(at)).or_else(|| {
            aanbod.iter().find(|(code, naam)| code.as_str() == part || naam.to_lowercase() == part.to_lowercase())
        })
    };
    let all = ["alles", "alle", "allemaal"].iter().any(|word| said.eq_ignore_ascii_case(word));
    let found: Vec<_> = if all { aanbod.iter().map(Some).collect() } else { parts(said).map(chosen).collect() };
    let with_code = |(code, naam): &(Gebiedscode, String)| (naam.clone(), Some(*code));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let lost = parts(said).zip(&found).find(|(part, found)| found.is_none() && !aanbod.is_empty() && is_number(part));
    let mixed = parts(said).zip(&found).find(|(_, at)| at.is_none() && found.iter().any(Option::is_some));
    if let Some((part, _)) = lost.or(mixed) {
        return Err(format!("“{part}” staat niet in de lijst van wijken."));
    }
    begin.wijken = if found.iter().any(Option::is_some) {
        found.into_iter().flatten().map(with_code).collect()
    } else {
        parts(said).map(|naam| (naam.to_owned(), None)).collect()
    };
    Ok(())
}

/// What the contact is called, with more than one of them: by the ends of words that are certain, or as it is said.
fn contact(begin: &mut Beginstand, said: &str) -> Result<(), String> {
    let words: Vec<&str> = parts(said).collect();
    begin.functie = match words[..] {
        [] => ["wijkmanager", "wijkmanagers"].map(str::to_owned),
        [een] if ["er", "or", "eur", "aar"].iter().any(|end| een.ends_with(end)) => [een.to_owned(), format!("{een}s")],
        [een, meer] => [een, meer].map(str::to_owned),
        [een] => return Err(format!("Schrijf er ook bij hoe er meer heten, zoals: {een}, {een}en.")),
        _ => return Err("Schrijf één woord, en zo nodig hoe er meer heten.".to_owned()),
    };
    Ok(())
}
