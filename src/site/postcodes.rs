//! In which wijk and buurt addresses lie: what lists of postcodes and streets say, by the division of their year, for this municipality.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::areas::Areas;
use super::names::KindNames;
use super::register::Register;
use super::{Item, WijkIndex};
use crate::diagnostics::{Code, Finding, Findings, Place, Severity, Span};
use crate::kinds::{Adresplek, Kind, OpPostcode, Postcodes, SiteInfo};
use crate::output::OutputPath;
use crate::read::fields::At;
use crate::values::{Gebiedscode, Nummerreeks, Pc6, Slug, sort_key};

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Woonplek {
    /// In a wijk, and in the buurt of this name if that is known.
    Wijk(WijkIndex, Option<Arc<str>>),
    /// In a buurt that belongs to no wijk.
    Nergens,
    /// In another municipality.
    Elders,
}

/// Places by their numbers in [`Pc4::plekken`].
type Plekken = Vec<u16>;

/// All postcodes that begin with the same four digits.
#[derive(Debug)]
pub(crate) struct Pc4 {
    /// The digits.
    pub(crate) cijfers: u16,
    /// Where they lie.
    pub(crate) plekken: Vec<Woonplek>,
    /// Which pair of letters lies where, in order.
    pub(crate) paren: Vec<Letterpaar>,
}

/// A postcode, by its letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letterpaar {
    /// The place of the letters among all pairs.
    pub(crate) paar: u16,
    /// Where it lies; of more than one it depends on the number, or nobody knows.
    pub(crate) overal: Plekken,
    /// Where certain numbers lie, when these decide.
    pub(crate) nummers: Vec<(Nummerreeks, Plekken)>,
}

/// A street.
#[derive(Debug)]
pub(crate) struct Straat {
    /// Its name.
    pub(crate) naam: Arc<str>,
    /// Which numbers lie where; no numbers are all, or all others.
    pub(crate) ligt: Vec<(Vec<Nummerreeks>, Woonplek)>,
}

/// What is known of addresses.
#[derive(Debug, Default)]
pub(crate) struct Postcodegids {
    /// By the digits of postcodes.
    pub(crate) gebieden: BTreeMap<u16, Pc4>,
    /// In order of name.
    pub(crate) straten: Vec<Straat>,
}

impl Postcodegids {
    /// Whether nothing is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.gebieden.is_empty() && self.straten.is_empty()
    }

    /// The letters that streets are found under, in order.
    pub(crate) fn letters(&self) -> impl Iterator<Item = &'static str> {
        let letters: BTreeSet<&str> = self.straten.iter().map(straatletter).collect();
        letters.into_iter()
    }

    /// All pages of it.
    pub(crate) fn pages(&self) -> impl Iterator<Item = OutputPath> {
        self.gebieden.keys().map(|cijfers| postcodepagina(*cijfers)).chain(self.letters().map(stratenpagina))
    }
}

impl Straat {
    /// The id of its place on the page of its letter; two that differ in signs only have the same.
    pub(crate) fn anker(&self) -> Option<String> {
        Slug::of(&self.naam).map(|slug| format!("straat.{slug}"))
    }

    /// The wijken that it lies in.
    pub(crate) fn wijken(&self) -> BTreeSet<WijkIndex> {
        let wijk = |(_, plek): &(Vec<Nummerreeks>, Woonplek)| match plek {
            Woonplek::Wijk(wijk, _) => Some(*wijk),
            Woonplek::Nergens | Woonplek::Elders => None,
        };
        self.ligt.iter().filter_map(wijk).collect()
    }
}

/// The page about four digits.
pub(crate) fn postcodepagina(cijfers: u16) -> OutputPath {
    OutputPath::new(format!("{FOLDER}{cijfers}/index.html"))
}

/// The same for a script. Pages have no dot in their addresses.
pub(crate) fn postcodebestand(cijfers: u16) -> OutputPath {
    OutputPath::new(format!("{FOLDER}{cijfers}.json"))
}

/// The page of the streets that begin with a letter.
pub(crate) fn stratenpagina(letter: &str) -> OutputPath {
    OutputPath::new(format!("{FOLDER}straten-{}/index.html", letter.to_lowercase()))
}

/// The letter that a street is found under: "A", or "0-9" for all digits.
pub(crate) fn straatletter(straat: &Straat) -> &'static str {
    let first = sort_key(&straat.naam).bytes().next().filter(u8::is_ascii_alphabetic);
    first.map_or(DIGITS, |first| {
        let at = usize::from(first.to_ascii_uppercase() - b'A');
        &ALPHABET[at..=at]
    })
}

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0-9";

/// The folder of all this: that of the page to ask on.
const FOLDER: &str = "in-welke-wijk/";

impl Pc4 {
    /// The wijken that it lies in; one may come more than once.
    pub(crate) fn wijken(&self) -> impl Iterator<Item = WijkIndex> {
        self.plekken.iter().filter_map(|plek| match plek {
            Woonplek::Wijk(wijk, _) => Some(*wijk),
            Woonplek::Nergens | Woonplek::Elders => None,
        })
    }

    /// The wijk that all of it lies in, if there is one.
    pub(crate) fn wijk(&self) -> Option<WijkIndex> {
        let first = self.wijken().next()?;
        let is_whole = self.wijken().count() == self.plekken.len() && self.wijken().all(|wijk| wijk == first);
        is_whole.then_some(first)
    }
}

/// What lists are followed with.
pub(super) struct Volgt<'l> {
    pub(super) register: &'l Register,
    pub(super) names: &'l KindNames,
    pub(super) areas: &'l mut Areas,
    pub(super) info: Option<&'l Item<SiteInfo>>,
    pub(super) this_year: u16,
}

/// Numbers of a postcode, and where they lie.
type Adresligging = (Pc6, Option<Nummerreeks>, u32);

impl Volgt<'_> {
    /// Puts all lists together. What the municipality says itself of a postcode goes before what Statistics Netherlands says; of several
    /// years of that the last counts.
    pub(super) fn gids(mut self, findings: &mut Findings) -> Postcodegids {
        let items = self.register.items::<Postcodes>();
        let newest = items.iter().filter_map(|item| item.value.jaar).max();
        let mut plekken: Vec<Woonplek> = Vec::new();
        let (mut own, mut of_cbs): (Vec<Adresligging>, Vec<Adresligging>) = Default::default();
        let mut straten: BTreeMap<(String, Arc<str>), Straat> = BTreeMap::new();
        for item in &items {
            let Postcodes { jaar, postcodes, straten: of_file, .. } = &*item.value;
            self.age(item, newest, findings);
            if jaar.is_some() && *jaar != newest {
                continue;
            }
            let places = self.plekken(item, findings);
            let start = u32::try_from(plekken.len()).unwrap_or(u32::MAX);
            let list = if jaar.is_some() { &mut of_cbs } else { &mut own };
            // A neighbour is told about only where the digits are ours, too.
            let is_ours = |it: &&OpPostcode| !matches!(places[it.plek as usize], None | Some(Woonplek::Elders));
            let digits: HashSet<u16> = postcodes.iter().filter(is_ours).map(|it| it.postcode.cijfers()).collect();
            let here = postcodes.iter().filter(|it| digits.contains(&it.postcode.cijfers()));
            let here = here.filter(|it| places[it.plek as usize].is_some());
            list.extend(here.map(|it| (it.postcode, it.nummers, it.plek + start)));
            elsewhere(item, &places, &digits, findings);
            for it in of_file {
                let Some(plek) = &places[it.plek as usize] else { continue };
                let straat = straten.entry((sort_key(&it.straat), Arc::clone(&it.straat)));
                let straat = straat.or_insert_with(|| Straat { naam: Arc::clone(&it.straat), ligt: Vec::new() });
                let ligt = (it.nummers.clone(), plek.clone());
                if !straat.ligt.contains(&ligt) {
                    straat.ligt.push(ligt);
                }
            }
            plekken.extend(places.into_iter().map(|plek| plek.unwrap_or(Woonplek::Nergens)));
        }
        let said: HashSet<Pc6> = own.iter().map(|it| it.0).collect();
        of_cbs.retain(|it| !said.contains(&it.0));
        own.append(&mut of_cbs);
        own.sort_by_key(|it| it.0);
        let of_digits = own.chunk_by(|one, other| one.0.cijfers() == other.0.cijfers());
        let gebieden = of_digits.map(|all| (all[0].0.cijfers(), pc4(all, &plekken))).collect();
        Postcodegids { gebieden, straten: straten.into_values().collect() }
    }

    /// Tells of a file that is old, or that another has taken the place of.
    fn age(&self, item: &Item<Postcodes>, newest: Option<u16>, findings: &mut Findings) {
        let Some(jaar) = item.value.jaar else { return };
        let place = Place::file(&item.document.path);
        if let Some(newest) = newest.filter(|newest| *newest > jaar) {
            let message =
                format!("Deze postcodes zijn van {jaar}, en er zijn er ook van {newest}. Dit bestand telt niet mee.");
            findings.push(Finding::new(Code::PostcodesOld, place, message).tip("Haal dit bestand weg."));
        } else if jaar + 2 < self.this_year {
            let message = format!("Deze postcodes zijn van {jaar}: nieuwe straten staan er niet in.");
            findings.push(
                Finding::new(Code::PostcodesOld, place, message)
                    .tip("Haal bij het CBS het nieuwste bestand “buurt, wijk en gemeente voor postcode huisnummer”, en leg dat hier."),
            );
        }
    }

    /// Where the places that a file names lie; `None` where that is not known, which is told.
    fn plekken(&mut self, item: &Item<Postcodes>, findings: &mut Findings) -> Vec<Option<Woonplek>> {
        let of_year = item.value.jaar.unwrap_or(u16::MAX);
        let (mut unknown, mut lost) = (Vec::new(), Vec::new());
        let mut places = Vec::with_capacity(item.value.plekken.len());
        for (at, At { value, span }) in (0..).zip(&item.value.plekken) {
            let place = Place::new(&item.document.path, *span);
            let buurt = match value {
                Adresplek::Wijk(wijk) => {
                    let wijk = At { value: wijk.clone(), span: *span };
                    let wijk = self.names.resolve(&wijk, &item.document, findings);
                    places.push(wijk.map(|wijk| Woonplek::Wijk(WijkIndex(wijk), None)));
                    continue;
                }
                Adresplek::Buurt(buurt) => self.areas.code(buurt, &place, findings),
            };
            let Some(code) = buurt else {
                places.push(None);
                continue;
            };
            if !self.is_ours(&code) {
                places.push(Some(Woonplek::Elders));
                continue;
            }
            let Some(gebied) = self.areas.in_jaar(of_year).get(&code) else {
                unknown.push((code, *span));
                places.push(None);
                continue;
            };
            let Some(wijk) = gebied.wijk else {
                lost.push((at, code, *span));
                places.push(Some(Woonplek::Nergens));
                continue;
            };
            places.push(Some(Woonplek::Wijk(wijk, Some(Arc::clone(&gebied.naam)))));
        }
        self.tell_unknown(item, &unknown, findings);
        self.tell_lost(item, &lost, findings);
        places
    }

    /// Whether a buurt is of this municipality: of its code or, when nobody gave that, of those in the list of areas.
    fn is_ours(&self, code: &Gebiedscode) -> bool {
        let gemeente = self.info.and_then(|info| info.value.gemeentecode.as_ref());
        match gemeente {
            Some(gemeente) => gemeente.value.of_gemeente() == code.of_gemeente(),
            None => self.areas.in_jaar(u16::MAX).keys().any(|known| known.of_gemeente() == code.of_gemeente()),
        }
    }

    /// Tells of codes of buurten that are in no list of areas. Who took them from others need not stop for it.
    fn tell_unknown(&self, item: &Item<Postcodes>, unknown: &[(Gebiedscode, Span)], findings: &mut Findings) {
        let path = &item.document.path;
        let Some(jaar) = item.value.jaar else {
            for (code, span) in unknown {
                self.areas.unknown(code, None, Place::new(path, *span), findings);
            }
            return;
        };
        let [(code, span), others @ ..] = unknown else { return };
        if !self.areas.is_whole() {
            return;
        }
        let more = match others.len() {
            0 => String::new(),
            1 => " En nog één andere code ook niet.".to_owned(),
            more => format!(" En nog {more} andere codes ook niet."),
        };
        let place = if item.value.is_landelijk { Place::file(path) } else { Place::new(path, *span) };
        let message =
            format!("{}{more} Van die adressen is de wijk niet bekend.", self.areas.not_there(code, Some(jaar)));
        findings.push(Finding::new(Code::UnknownArea, place, message).severity(Severity::Warning).tip(format!(
            "Zet de buurten van {jaar} met hun namen in content/gebieden, en bij hun wijk onder `buurten`."
        )));
    }

    /// Tells of buurten with addresses that belong to no wijk.
    fn tell_lost(&mut self, item: &Item<Postcodes>, lost: &[(u32, Gebiedscode, Span)], findings: &mut Findings) {
        if self.register.is_incomplete(Kind::Wijk) {
            return;
        }
        let Postcodes { jaar, is_landelijk, postcodes, .. } = &*item.value;
        for (plek, code, span) in lost {
            let mut of_plek: Vec<Pc6> = postcodes.iter().filter(|it| it.plek == *plek).map(|it| it.postcode).collect();
            of_plek.dedup();
            let Some(gebied) = self.areas.in_jaar(jaar.unwrap_or(u16::MAX)).get(code) else { continue };
            let what = match of_plek.as_slice() {
                [] => "de straten daar liggen".to_owned(),
                [one] => format!("de postcode {one} ligt"),
                [one, rest @ ..] => format!("{} postcodes, zoals {one}, liggen", rest.len() + 1),
            };
            let message =
                format!("De buurt {} ({code}) hoort bij geen wijk, dus {what} in geen enkele wijk.", gebied.naam);
            let path = &item.document.path;
            let place = if *is_landelijk { Place::file(path) } else { Place::new(path, *span) };
            findings.push(
                Finding::new(Code::PostcodeNowhere, place, message).related(gebied.place.clone(), "deze buurt").tip(
                    "Zet de code in het rijtje `buurten` van een wijk. Woont daar niemand? Dan kunt u dit laten staan.",
                ),
            );
            // Told here, and not once more where the buurt stands.
            self.areas.miss(*code);
        }
    }
}

/// Tells of postcodes of which all that begin alike lie in another municipality.
fn elsewhere(item: &Item<Postcodes>, places: &[Option<Woonplek>], digits: &HashSet<u16>, findings: &mut Findings) {
    let Postcodes { postcodes, plekken, is_landelijk, .. } = &*item.value;
    let path = &item.document.path;
    if *is_landelijk {
        if digits.is_empty() && !postcodes.is_empty() && places.iter().all(|it| *it == Some(Woonplek::Elders)) {
            let message = "In dit bestand staat geen enkel adres van uw gemeente.";
            findings.push(
                Finding::new(Code::PostcodeElsewhere, Place::file(path), message)
                    .tip("Klopt `gemeentecode` in site.yaml? En is dit het bestand van het hele land?"),
            );
        }
        return;
    }
    let mut told = BTreeSet::new();
    for it in postcodes.iter().filter(|it| !digits.contains(&it.postcode.cijfers())) {
        if places[it.plek as usize] != Some(Woonplek::Elders) || !told.insert(it.plek) {
            continue;
        }
        let message = format!("De postcode {} ligt in een andere gemeente.", it.postcode);
        findings.push(
            Finding::new(Code::PostcodeElsewhere, Place::new(path, plekken[it.plek as usize].span), message)
                .tip("Haal de rij weg, of schrijf de code van een buurt van uw gemeente."),
        );
    }
}

/// All that begin with the same digits, in order of postcode.
fn pc4(all: &[Adresligging], plekken: &[Woonplek]) -> Pc4 {
    let used: BTreeSet<&Woonplek> = all.iter().map(|it| &plekken[it.2 as usize]).collect();
    let used: Vec<Woonplek> = used.into_iter().cloned().collect();
    let number = |plek: u32| {
        let at = used.binary_search(&plekken[plek as usize]).unwrap_or_default();
        u16::try_from(at).unwrap_or(u16::MAX)
    };
    let with = |list: &mut Plekken, plek: u32| {
        let plek = number(plek);
        if let Err(at) = list.binary_search(&plek) {
            list.insert(at, plek);
        }
    };
    let paren = all.chunk_by(|one, other| one.0 == other.0).map(|of_one| {
        let mut pair = Letterpaar { paar: of_one[0].0.paar(), overal: Vec::new(), nummers: Vec::new() };
        let mut nummers: BTreeMap<Nummerreeks, Plekken> = BTreeMap::new();
        for (_, which, plek) in of_one {
            with(which.map_or(&mut pair.overal, |which| nummers.entry(which).or_default()), *plek);
        }
        if pair.overal.is_empty() {
            // Whoever has none of these numbers may live in any of their places.
            for it in of_one {
                with(&mut pair.overal, it.2);
            }
        }
        // Numbers that all lie where the others do decide nothing.
        if nummers.values().any(|plekken| *plekken != pair.overal) {
            pair.nummers = nummers.into_iter().collect();
        }
        pair
    });
    let paren = paren.collect();
    Pc4 { cijfers: all[0].0.cijfers(), plekken: used, paren }
}
