//! In which wijk or buurt addresses lie: `postcodes/*.csv`. The file of Statistics Netherlands for the whole country as it is, what
//! `wijkwijzer postcodes` cuts out of it, or a list of the municipality's own, by postcode or by street.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::diagnostics::{Code, Finding, Findings, Place, Severity, Span};
use crate::read::csv::{self, Cell, Rows};
use crate::read::fields::{At, ByCode, Ref};
use crate::read::{pc6hnr, text};
use crate::source::{Source, SourcePath};
use crate::values::{Buurtcode, Gebiedscode, Huisnummers, Mismatch, Nummerreeks, Parse, Pc6, nearest};

/// Where addresses lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postcodes {
    /// The year of the codes of buurten, if the file tells it.
    pub(crate) jaar: Option<u16>,
    /// Whether it is that of the whole country, most of which is not about this municipality.
    pub(crate) is_landelijk: bool,
    /// The places that it names, each once.
    pub(crate) plekken: Vec<At<Adresplek>>,
    /// By postcode, in order.
    pub(crate) postcodes: Vec<OpPostcode>,
    /// By street, in the order of the file.
    pub(crate) straten: Vec<OpStraat>,
}

/// Where an address lies, as a file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Adresplek {
    Buurt(ByCode<Buurtcode>),
    Wijk(Ref),
}

/// Numbers of a postcode, and the place of where they lie in [`Postcodes::plekken`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OpPostcode {
    pub(crate) postcode: Pc6,
    /// Which numbers; `None` is all, or all others.
    pub(crate) nummers: Option<Nummerreeks>,
    pub(crate) plek: u32,
}

/// Numbers of a street, likewise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpStraat {
    pub(crate) straat: Arc<str>,
    pub(crate) nummers: Vec<Nummerreeks>,
    pub(crate) plek: u32,
}

impl KindOf for Postcodes {
    const FACTS: Facts = Facts {
        called: "een lijst met postcodes of straten",
        folder: Some("postcodes"),
        nested: false,
        title_key: None,
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Large(read);
}

impl Says for Postcodes {}

/// What the first row of a list may name.
const COLUMNS: &[&str] = &["postcode", "straat", "huisnummers", "wijk", "buurt"];

/// What a first row should be.
const HEADER_TIP: &str = "De eerste regel is bijvoorbeeld: postcode;huisnummers;wijk of straat;wijk. In plaats van `wijk` kan ook `buurt`, met de code van het CBS.";

fn read(path: &SourcePath, source: &Source, findings: &mut Findings) -> Option<Postcodes> {
    let mut begin = Vec::new();
    let (landelijk, broken) = match source.held() {
        Ok(bytes) => (pc6hnr::is_landelijk(bytes), false),
        Err(file) => match file.open().and_then(|file| file.take(4096).read_to_end(&mut begin)) {
            Ok(_) => (pc6hnr::is_landelijk(&begin), false),
            Err(_) => (false, true),
        },
    };
    if !landelijk && !broken {
        return of_list(path, &text(path, source, findings)?, findings);
    }
    let found = match source.held() {
        Ok(bytes) => pc6hnr::read(|| Ok(&**bytes), None),
        Err(file) => pc6hnr::read(|| file.open(), None),
    };
    let Ok(Some(found)) = found else {
        let message = "Dit bestand veranderde terwijl wijkwijzer het las, of het is niet heel.";
        findings.push(
            Finding::new(Code::TableHeader, Place::file(path), message)
                .tip("Bouw de site nog een keer. Helpt dat niet? Download het bestand dan opnieuw."),
        );
        return None;
    };
    if let (count @ 1.., line) = found.fout {
        let rows = if count == 1 { "is 1 rij".to_owned() } else { format!("zijn {count} rijen") };
        let message = format!("In dit bestand {rows} niet te lezen. De eerste staat op regel {line}.");
        let finding = Finding::new(Code::TableRow, Place::file(path), message)
            .tip("In elke rij hoort een postcode, een huisnummer en de code van een buurt. Download het bestand opnieuw, en open het niet eerst in Excel.");
        // A row that somebody else forgot to fill stops nobody.
        let is_whole = count * 100 < found.rijen;
        findings.push(if is_whole { finding.severity(Severity::Warning) } else { finding });
        if !is_whole {
            return None;
        }
    }
    let plek = |code: Gebiedscode| {
        let code = Buurtcode::parse(code.as_str()).ok()?;
        Some(At { value: Adresplek::Buurt(ByCode::Code(code)), span: Span::default() })
    };
    let op = |it: pc6hnr::Ligt| OpPostcode { postcode: it.postcode, nummers: it.nummers, plek: it.buurt };
    Some(Postcodes {
        jaar: found.jaar,
        is_landelijk: true,
        plekken: found.buurten.into_iter().filter_map(plek).collect(),
        postcodes: found.ligt.into_iter().map(op).collect(),
        straten: Vec::new(),
    })
}

/// The columns of a list, by their places.
#[derive(Default)]
struct Lijstkolommen {
    postcode: Option<usize>,
    straat: Option<usize>,
    huisnummers: Option<usize>,
    wijk: Option<usize>,
    buurt: Option<usize>,
    jaar: Option<u16>,
}

impl Lijstkolommen {
    fn of(header: &[Cell<'_>], path: &SourcePath, findings: &mut Findings) -> Option<Self> {
        let mut columns = Self::default();
        let before = findings.len();
        let mut wrong = |span: Span, message: String, meant: Option<String>| {
            let finding = Finding::new(Code::TableHeader, Place::new(path, span), message);
            findings.push(finding.tip(HEADER_TIP).replacement(meant));
        };
        for (at, cell) in header.iter().enumerate() {
            let name = cell.text.to_lowercase();
            let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let place = match bare {
                "postcode" | "pc6" => &mut columns.postcode,
                "straat" | "straatnaam" => &mut columns.straat,
                "huisnummers" | "huisnummer" => &mut columns.huisnummers,
                "wijk" => &mut columns.wijk,
                "buurt" => {
                    columns.jaar = name[bare.len()..].parse().ok();
                    &mut columns.buurt
                }
                _ => {
                    let meant = nearest(bare, COLUMNS.iter().copied()).map(str::to_owned);
                    wrong(cell.span, format!("De kolom `{}` kent wijkwijzer hier niet.", cell.text), meant);
                    continue;
                }
            };
            if place.replace(at).is_some() {
                wrong(cell.span, format!("De kolom `{}` is er twee keer.", cell.text), None);
            }
        }
        if findings.len() > before {
            return None;
        }
        let mut missing = |message: &str| {
            let finding = Finding::new(Code::TableHeader, Place::new(path, header[0].span), message);
            findings.push(finding.tip(HEADER_TIP));
        };
        if columns.postcode.is_none() && columns.straat.is_none() {
            missing("In deze lijst ontbreekt de kolom `postcode` of `straat`.");
        }
        match (columns.wijk, columns.buurt) {
            (None, None) => missing("In deze lijst ontbreekt de kolom `wijk` of `buurt`."),
            (Some(_), Some(_)) => {
                missing("Deze lijst heeft een kolom `wijk` en een kolom `buurt`; één van de twee is genoeg.");
            }
            _ => {}
        }
        (findings.len() == before).then_some(columns)
    }
}

fn of_list(path: &SourcePath, text: &str, findings: &mut Findings) -> Option<Postcodes> {
    let start = findings.len();
    let Rows { header, rows } = csv::read(text, path, findings)?;
    let columns = Lijstkolommen::of(&header, path, findings)?;
    let mut list = Postcodes {
        jaar: columns.jaar,
        is_landelijk: false,
        plekken: Vec::new(),
        postcodes: Vec::new(),
        straten: Vec::new(),
    };
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut wrong = |cell: &Cell<'_>, why: String, expected: &str, meant: Option<String>| {
        let finding = Finding::new(Code::TableRow, Place::new(path, cell.span), why);
        findings.push(finding.tip(format!("Vul hier in: {expected}.")).replacement(meant));
    };
    let mismatch = |what: &str, mismatch: &Mismatch| format!("{what} klopt niet: {}.", mismatch.why);
    for row in &rows {
        let cell = |column: Option<usize>| column.map(|at| &row[at]).filter(|cell| !cell.text.is_empty());
        let at = columns.wijk.or(columns.buurt).map_or(&row[0], |at| &row[at]);
        let plek = if at.text.is_empty() {
            let what = if columns.wijk.is_some() { "wijk" } else { "buurt" };
            wrong(
                at,
                format!("In deze rij staat geen {what}."),
                if columns.wijk.is_some() { Ref::EXPECTED } else { Buurtcode::EXPECTED },
                None,
            );
            None
        } else if let Some(plek) = known.get(&*at.text) {
            Some(*plek)
        } else {
            match adresplek(&at.text, columns.wijk.is_some()) {
                Ok(value) => {
                    let plek = u32::try_from(list.plekken.len()).unwrap_or(u32::MAX);
                    list.plekken.push(At { value, span: at.span });
                    known.insert(at.text.to_string(), plek);
                    Some(plek)
                }
                Err((expected, why)) => {
                    wrong(at, mismatch("Dit", &why), expected, why.replacement);
                    None
                }
            }
        };
        let nummers = cell(columns.huisnummers).map(|cell| (cell, Huisnummers::parse(&cell.text)));
        let nummers = match nummers {
            Some((cell, Err(why))) => {
                wrong(cell, mismatch("Dit", &why), Huisnummers::EXPECTED, None);
                continue;
            }
            Some((_, Ok(Huisnummers(nummers)))) => nummers,
            None => Vec::new(),
        };
        let (postcode, straat) = (cell(columns.postcode), cell(columns.straat));
        if postcode.is_none() && straat.is_none() {
            let first = columns.postcode.or(columns.straat).map_or(&row[0], |at| &row[at]);
            wrong(first, "In deze rij staat geen postcode en geen straat.".to_owned(), Pc6::EXPECTED, None);
            continue;
        }
        if let Some(cell) = postcode {
            match (Pc6::parse(&cell.text), plek) {
                (Ok(postcode), Some(plek)) if nummers.is_empty() => {
                    list.postcodes.push(OpPostcode { postcode, nummers: None, plek });
                }
                (Ok(postcode), Some(plek)) => {
                    let all = nummers.iter().map(|nummers| OpPostcode { postcode, nummers: Some(*nummers), plek });
                    list.postcodes.extend(all);
                }
                (Ok(_), None) => {}
                (Err(why), _) => wrong(cell, mismatch("De postcode", &why), Pc6::EXPECTED, why.replacement),
            }
        }
        if let (Some(cell), Some(plek)) = (straat, plek) {
            list.straten.push(OpStraat { straat: Arc::from(&*cell.text), nummers, plek });
        }
    }
    list.postcodes.sort_by_key(|it| it.postcode);
    (findings.len() == start).then_some(list)
}

/// What a cell names.
fn adresplek(text: &str, is_wijk: bool) -> Result<Adresplek, (&'static str, Mismatch)> {
    if is_wijk {
        return Ref::parse(text).map(Adresplek::Wijk).map_err(|why| (Ref::EXPECTED, why));
    }
    let code = pc6hnr::buurtcode(text).filter(|_| text.contains(|c: char| c.is_ascii_digit()));
    let written = code.map_or_else(|| text.to_owned(), |code| code.to_string());
    ByCode::parse(&written).map(Adresplek::Buurt).map_err(|why| (Buurtcode::EXPECTED, why))
}
