//! The CBS areas: which exist, what they are called, and which wijk each buurt belongs to.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::indeling::{Indeling, Samenstelling, buurten_of, cbs_wijken};
use super::register::Register;
use super::{Gebied, Item, LinkedWijk, WijkIndex};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::{Buurt, Document, Gebieden, Kind, TOT_EN_MET, Tabel, Wijk};
use crate::read::fields::{At, ByCode};
use crate::values::{Buurtcode, Gebiedscode, Parse, Slug, nearest};

/// The named areas while they are put together.
pub(super) struct Areas {
    named: BTreeMap<Gebiedscode, Gebied>,
    /// The areas of earlier years, the oldest first, where these are told apart.
    eerdere: BTreeMap<u16, Indeling>,
    /// Whether an area that is not named is not there: no when the list is missing or has a mistake, which is told.
    is_whole: bool,
    /// Buurten without a wijk that something refers to; these are reported.
    missed: BTreeSet<Gebiedscode>,
    /// Buurten that two wijken have, which is reported.
    disputed: BTreeSet<Gebiedscode>,
    /// The codes by name, once somebody writes a name where a code belongs.
    by_name: OnceCell<BTreeMap<Slug, Vec<Gebiedscode>>>,
}

impl Areas {
    /// The areas of all tables.
    pub(super) fn new(register: &Register, findings: &mut Findings) -> Self {
        let mut now: BTreeMap<Gebiedscode, Gebied> = BTreeMap::new();
        let mut eerdere: BTreeMap<u16, Indeling> = BTreeMap::new();
        let mut is_whole = !register.is_incomplete(Kind::Gebieden) && !is_missing(register, findings);
        for item in register.items::<Gebieden>() {
            let named = match item.value.tot_en_met {
                Some(tot_en_met) => {
                    let indeling = Indeling { tot_en_met, gebieden: BTreeMap::new() };
                    &mut eerdere.entry(tot_en_met).or_insert(indeling).gebieden
                }
                None => &mut now,
            };
            for (code, naam) in &item.value.namen {
                let place = Place::new(&item.document.path, code.span);
                if let Some(earlier) = named.get(&code.value) {
                    // One of the two was meant to be another area, or to be of another year.
                    let tip = if earlier.place.path == place.path {
                        "Laat er één staan.".to_owned()
                    } else {
                        format!(
                            "Laat er één staan. Is een van de lijsten van vroeger? Zet dan `{TOT_EN_MET}` met het jaar in haar naam."
                        )
                    };
                    is_whole = false;
                    findings.push(
                        Finding::new(Code::DoubleFigure, place, format!("De code {} staat er twee keer.", code.value))
                            .label("hier nog eens")
                            .related(earlier.place.clone(), "eerder hier")
                            .tip(tip),
                    );
                } else {
                    named.insert(code.value, Gebied { naam: Arc::clone(naam), place, wijk: None, document: None });
                }
            }
        }
        Self {
            named: now,
            eerdere,
            is_whole,
            missed: BTreeSet::new(),
            disputed: BTreeSet::new(),
            by_name: OnceCell::new(),
        }
    }

    /// Gives every buurt its wijk; a CBS wijk stands for all its buurten.
    pub(super) fn wijken(&mut self, items: Vec<Item<Wijk>>, findings: &mut Findings) -> Vec<LinkedWijk> {
        let mut claimed: BTreeMap<Gebiedscode, Place> = BTreeMap::new();
        let in_cbs_wijk = cbs_wijken(&self.named);
        let mut wijken = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let mut buurten = Vec::new();
            for deel in &item.value.buurten {
                let place = Place::new(&item.document.path, deel.span);
                let Some(code) = self.code(&deel.value, &place, findings) else { continue };
                let meant = buurten_of(&code, &self.named);
                if meant.is_empty() {
                    self.unknown(&code, None, place, findings);
                    continue;
                }
                for buurt in meant {
                    let Some(gebied) = self.named.get_mut(&buurt) else { continue };
                    if let Some(earlier) = claimed.get(&buurt) {
                        findings.push(
                            Finding::new(
                                Code::BuurtInTwoWijken,
                                place.clone(),
                                format!("De buurt {} ({buurt}) staat al bij een wijk.", gebied.naam),
                            )
                            .label("hier nog eens")
                            .related(earlier.clone(), "eerder hier")
                            .tip("Een buurt hoort bij één wijk. Haal één van de twee regels weg."),
                        );
                        // Which of the two wijken it lies in, nobody knows yet.
                        self.disputed.insert(buurt);
                        // One line, one finding, also when it stands for many buurten.
                        break;
                    }
                    claimed.insert(buurt, place.clone());
                    gebied.wijk = Some(WijkIndex(index));
                    buurten.push(buurt);
                }
            }
            let nu = Samenstelling::new(buurten, &self.named, &in_cbs_wijk);
            wijken.push(LinkedWijk { item, nu, eerder: Vec::new(), wijkmanager: None });
        }
        wijken
    }

    /// Gives a buurt the page that somebody wrote about it.
    pub(super) fn page(&mut self, item: Item<Buurt>, register: &Register, findings: &mut Findings) {
        let Some((code, _)) = self.buurt(&item.value.code, &item.document, register, findings) else { return };
        let place = Place::new(&item.document.path, item.value.code.span);
        let Some(gebied) = self.named.get_mut(&code) else { return };
        if let Some(earlier) = &gebied.document {
            let message = format!("Over de buurt {} is er al een pagina.", gebied.naam);
            findings.push(
                Finding::new(Code::DoubleAddress, place, message)
                    .related(Place::new(&earlier.document.path, earlier.value.code.span), "eerder hier")
                    .tip("Voeg de twee bestanden samen."),
            );
        } else {
            gebied.document = Some(item);
        }
    }

    /// A buurt that a document refers to, with its wijk; reported when it is not known or has none.
    pub(super) fn buurt(
        &mut self,
        buurt: &At<ByCode<Buurtcode>>,
        document: &Document,
        register: &Register,
        findings: &mut Findings,
    ) -> Option<(Gebiedscode, WijkIndex)> {
        let place = Place::new(&document.path, buurt.span);
        let code = self.code(&buurt.value, &place, findings)?;
        let Some(gebied) = self.named.get(&code) else {
            self.unknown(&code, None, place, findings);
            return None;
        };
        if gebied.wijk.is_none() && !register.is_incomplete(Kind::Wijk) {
            self.missed.insert(code);
            findings.push(
                Finding::new(
                    Code::BuurtWithoutWijk,
                    place,
                    format!("{} ({}) hoort bij geen enkele wijk.", gebied.naam, code),
                )
                .tip("Zet de code in het rijtje `buurten` van een wijk."),
            );
        }
        gebied.wijk.map(|wijk| (code, wijk))
    }

    /// The code of an area that is referred to. A name in its place is reported, with its code if it is the name of one.
    pub(super) fn code<T: Parse + Copy + Into<Gebiedscode>>(
        &self,
        area: &ByCode<T>,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Gebiedscode> {
        let ByCode::Name(name) = area else { return area.code() };
        let codes: Vec<&str> =
            self.called(name).iter().map(Gebiedscode::as_str).filter(|code| T::parse(code).is_ok()).collect();
        let finding = |message| Finding::new(Code::InvalidValue, place.clone(), message);
        findings.push(match &codes[..] {
            [] => finding(format!("“{name}” is geen code van het CBS."))
                .tip(format!("Vul hier in: {}. De codes staan met hun namen in content/gebieden.", T::EXPECTED)),
            [code] => finding(format!("“{name}” is een naam; hier hoort de code: {code}."))
                .replacement(Some((*code).to_owned())),
            codes => finding(format!("“{name}” is een naam, en hier hoort een code.")).tip(format!(
                "Er zijn {} gebieden met deze naam: {}.",
                codes.len(),
                codes.join(", ")
            )),
        });
        None
    }

    /// The areas that have this name.
    pub(super) fn called(&self, name: &str) -> &[Gebiedscode] {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for (code, gebied) in &self.named {
                if let Some(name) = Slug::of(&gebied.naam) {
                    by_name.entry(name).or_default().push(*code);
                }
            }
            by_name
        });
        Slug::of(name).and_then(|name| by_name.get(&name)).map_or(&[], Vec::as_slice)
    }

    /// Whether the area has a name in a year; when a list of areas has a mistake, that may well be where it stands.
    pub(super) fn may_contain(&self, code: &Gebiedscode, jaar: u16) -> bool {
        self.in_jaar(jaar).contains_key(code) || !self.is_whole
    }

    /// The areas of a year with their names.
    pub(super) fn in_jaar(&self, jaar: u16) -> &BTreeMap<Gebiedscode, Gebied> {
        self.eerdere.range(jaar..).next().map_or(&self.named, |(_, indeling)| &indeling.gebieden)
    }

    /// The areas of earlier years, the oldest first.
    pub(super) fn eerdere(&self) -> impl Iterator<Item = &Indeling> {
        self.eerdere.values()
    }

    /// Notes in which wijken the areas up to a year lie, if these are told apart.
    pub(super) fn give_wijken(&mut self, tot_en_met: u16, wijken: &BTreeMap<Gebiedscode, WijkIndex>) {
        let Some(indeling) = self.eerdere.get_mut(&tot_en_met) else { return };
        for (code, gebied) in &mut indeling.gebieden {
            gebied.wijk = wijken.get(code).copied();
        }
    }

    /// Whether an area that is not named is not there.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether two wijken have this buurt, which is reported.
    pub(super) fn is_disputed(&self, code: &Gebiedscode) -> bool {
        self.disputed.contains(code)
    }

    /// Notes a buurt without a wijk that something refers to, which is reported there.
    pub(super) fn miss(&mut self, code: Gebiedscode) {
        self.missed.insert(code);
    }

    /// The buurten without a wijk that something refers to, which is reported.
    pub(super) fn missed(&mut self) -> BTreeSet<Gebiedscode> {
        std::mem::take(&mut self.missed)
    }

    /// The areas: as they are, and as they were.
    pub(super) fn into_all(self) -> (BTreeMap<Gebiedscode, Gebied>, Vec<Indeling>) {
        (self.named, self.eerdere.into_values().collect())
    }

    /// That an area has no name, now or in a year.
    pub(super) fn not_there(&self, code: &Gebiedscode, jaar: Option<u16>) -> String {
        match jaar.and_then(|jaar| self.eerdere.range(jaar..).next()) {
            Some((tot_en_met, _)) => {
                format!("Het gebied {code} staat niet in de lijst tot en met {tot_en_met} in content/gebieden.")
            }
            None => format!("Het gebied {code} staat niet in content/gebieden."),
        }
    }

    /// Reports an area that does not have a name, now or in a year.
    pub(super) fn unknown(&self, code: &Gebiedscode, jaar: Option<u16>, place: Place, findings: &mut Findings) {
        // When the list of areas has a mistake, that is what is to be mended.
        if !self.is_whole {
            return;
        }
        let named = jaar.map_or(&self.named, |jaar| self.in_jaar(jaar));
        let known = named.keys().map(Gebiedscode::as_str).filter(|_| !findings.are_many());
        let meant = nearest(code.as_str(), known)
            .filter(|meant| strsim::damerau_levenshtein(meant, code.as_str()) == 1)
            .and_then(|meant| named.iter().find(|(code, _)| code.as_str() == meant));
        let of_then = self.eerdere().find(|indeling| jaar.is_none() && indeling.gebieden.contains_key(code));
        let tip = match (of_then, meant, jaar) {
            (Some(Indeling { tot_en_met, .. }), ..) => format!(
                "Deze code was er tot en met {tot_en_met}. Gebruik de code van nu. Bij een wijk horen codes van vroeger onder `eerdere_buurten`."
            ),
            (None, Some((meant, gebied)), _) => format!("Bedoelde u {meant} ({})?", gebied.naam),
            (None, None, Some(jaar)) => format!(
                "Zet de codes en namen van toen in content/gebieden, in een lijst die {TOT_EN_MET}{jaar} in haar naam heeft."
            ),
            (None, None, None) => {
                "Zet de code met de naam in een lijst in content/gebieden, of gebruik een code die daar staat.".into()
            }
        };
        findings.push(Finding::new(Code::UnknownArea, place, self.not_there(code, jaar)).tip(tip));
    }
}

/// Whether there is no list of areas although codes are used; told once, at the first of them.
fn is_missing(register: &Register, findings: &mut Findings) -> bool {
    if register.documents.iter().any(|document| document.kind == Kind::Gebieden) {
        return false;
    }
    let in_wijken = register.items::<Wijk>().into_iter().filter_map(|item| {
        let first = item.value.buurten.iter().find(|deel| deel.value.code().is_some())?;
        Some((item.document, first.span))
    });
    let in_tables = register.items::<Tabel>().into_iter().filter_map(|item| {
        let (code, _) = item.value.rijen.first()?;
        Some((item.document, code.span))
    });
    let Some((document, span)) = in_wijken.chain(in_tables).next() else { return false };
    findings.push(
        Finding::new(
            Code::UnknownArea,
            Place::new(&document.path, span),
            "Dit is een code van het CBS, maar er is geen lijst van gebieden in content/gebieden.",
        )
        .tip("Zet in content/gebieden een lijst (.csv) met in de eerste regel code;naam en daaronder alle codes met hun naam."),
    );
    true
}
