//! What a theme says of itself: `thema.yaml` in its folder. The theme it is built on and what it says or looks other than that one;
//! which colours a municipality may set, what they are called, which custom properties of the stylesheet they drive, and
//! what must be readable on what. What else it may choose is in `vormgeving.rs`.

mod vormgeving;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::vormgeving::Themakenmerk;
use super::schema::list_keys;
use super::site::Themanaam;
use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Span};
use crate::read::fields::schema::Group;
use crate::read::fields::{At, Field, Fields, OneOf, Reader};
use crate::read::text;
use crate::read::yaml::{self, Entry, Node};
use crate::source::{Source, SourcePath};
use crate::values::{Choice, Kleur, Mismatch, Parse, Verbatim, contrast_text, nearest, or_meant};
use vormgeving::FeatureLine;

/// What a municipality may set of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Instelbaar {
    /// Colours.
    pub kleuren: Themakleuren,
    /// What else it may choose.
    pub vormgeving: Vec<Themakenmerk>,
}

/// The colours of a theme. A theme that says nothing of them has none that can be set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Themakleuren {
    /// Those that a municipality may set.
    pub kleuren: Vec<Themakleur>,
    /// The custom properties that take part in a pair or are driven by a colour.
    pub tokens: Vec<Token>,
    /// What must be readable on what.
    pub paren: Vec<Paar>,
}

/// A colour that a municipality may set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Themakleur {
    /// What editors call it.
    pub naam: String,
    /// What it is for (Dutch, a few words).
    pub waarvoor: String,
    /// What it drives: indices in [`Themakleuren::tokens`]. The first gets the colour itself, the others follow it.
    pub tokens: Vec<usize>,
}

/// A colour of the stylesheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The custom property.
    pub naam: Tokennaam,
    /// What residents see (Dutch, a few words): "een link".
    pub wat: String,
    /// The theme's own colour in the light scheme.
    pub licht: Kleur,
    /// The theme's own colour in the dark scheme.
    pub donker: Kleur,
    /// The colour that drives it: an index in [`Themakleuren::kleuren`].
    pub van: Option<usize>,
}

/// Two tokens of which one is seen on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paar {
    /// What is seen: an index in [`Themakleuren::tokens`].
    pub voor: usize,
    /// What it is seen on, likewise.
    pub achter: usize,
    /// How much it must stand out.
    pub soort: Paarsoort,
}

impl Paar {
    /// What goes with a token in this pair, if the token is one of the two.
    pub(crate) fn other(self, token: usize) -> Option<usize> {
        match token {
            _ if token == self.voor => Some(self.achter),
            _ if token == self.achter => Some(self.voor),
            _ => None,
        }
    }
}

/// The name of a custom property: `--kust-link-color`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tokennaam(pub String);

impl Parse for Tokennaam {
    const EXPECTED: &'static str = "de naam van een kleur in het stijlblad, zoals --kust-link-color";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        match text.strip_prefix("--") {
            Some(name) if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => Ok(Self(text.to_owned())),
            _ => Err(Mismatch::new("deze naam begint met -- en heeft verder alleen letters, cijfers en streepjes")),
        }
    }
}

/// How much two colours must differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paarsoort {
    /// Text: 4.5 (WCAG 2.2, 1.4.3).
    Tekst,
    /// A part that one must see to use the page, such as the ring around what has focus: 3 (WCAG 2.2, 1.4.11).
    Onderdeel,
}

impl Paarsoort {
    /// The least contrast that is enough.
    pub(crate) fn minimum(self) -> f64 {
        match self {
            Self::Tekst => 4.5,
            Self::Onderdeel => 3.0,
        }
    }

    /// The contrast that is aimed at where nobody chose otherwise: for text 7 (WCAG 2.2, 1.4.6).
    pub(crate) fn enhanced(self) -> f64 {
        match self {
            Self::Tekst => 7.0,
            Self::Onderdeel => self.minimum(),
        }
    }
}

impl Choice for Paarsoort {
    const WHAT: &'static str = "wat voor paar het is: tekst of onderdeel";
    const OPTIONS: &'static [(&'static str, Self)] = &[("tekst", Self::Tekst), ("onderdeel", Self::Onderdeel)];
}

/// Reads `thema.yaml`. `None` when it has a mistake.
pub(crate) fn parse_thema(path: &SourcePath, source: &Source) -> Checked<Option<Themabestand>> {
    let mut findings = Findings::default();
    let thema = text(path, source, &mut findings).and_then(|text| read(&text, path, &mut findings));
    Checked::new(thema, findings)
}

fn read(text: &str, path: &SourcePath, findings: &mut Findings) -> Option<Themabestand> {
    let before = findings.len();
    let node = yaml::parse(text, 0, path, list_keys, findings).filter(|reading| reading.as_written)?.node;
    let thema = keys(path, &node, &mut Reader::new(path, findings));
    // What refers to a part that could not be read would be told for nothing.
    thema.filter(|_| findings.len() == before)
}

fn keys(path: &SourcePath, node: &Node, reader: &mut Reader<'_>) -> Option<Themabestand> {
    let what = "basis, stijlbladen, teksten, vormgeving, kleuren, tokens en paren";
    reader.fields(node, what, |fields| {
        let (basis, stijlbladen) = (fields.optional("basis"), fields.list("stijlbladen"));
        let teksten = fields.list("teksten");
        Some(Themabestand { path: path.clone(), basis, stijlbladen, teksten, lines: ThemaLines::read(fields) })
    })
}

/// What a theme is asked for.
pub(super) fn asked() -> Group {
    Reader::note(|reader| drop(keys(&SourcePath::new(""), &Node::NOTHING, reader)))
}

/// What a theme says of itself.
#[derive(Debug)]
pub(crate) struct Themabestand {
    path: SourcePath,
    /// The theme it is built on.
    pub basis: Option<At<Themanaam>>,
    /// Stylesheets that go after those of the templates: names in its folder `static`.
    pub stijlbladen: Vec<At<Verbatim>>,
    /// What templates say otherwise.
    pub teksten: Vec<Tekst>,
    lines: ThemaLines,
}

/// A text of a template, and what is said instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tekst {
    /// As it stands in the templates: what is between two tags, or the value of an attribute that is read aloud.
    pub van: At<Verbatim>,
    /// What is said instead.
    pub naar: Verbatim,
}

impl Field for Tekst {
    const EXPECTED: &'static str = "een tekst met `van` en `naar`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "van en naar", |fields| {
            let (van, naar) = (fields.required("van"), fields.required("naar"));
            Some(Self { van: van?, naar: naar? })
        })
    }
}

impl Themabestand {
    /// What can be set in it, when it is built on a theme with this. Every pair of its own colours is readable, unless it is told.
    pub(crate) fn instelbaar(self, base: Instelbaar) -> Checked<Option<Instelbaar>> {
        let mut findings = Findings::default();
        let ThemaLines { vormgeving, kleuren } = self.lines;
        let vormgeving = vormgeving::link(vormgeving, base.vormgeving, &self.path, &mut findings);
        let kleuren = kleuren.link(base.kleuren, &self.path, &mut findings);
        Checked::new(findings.is_empty().then_some(Instelbaar { kleuren, vormgeving }), findings)
    }
}

/// What can be set, as it is written, before names are looked up.
#[derive(Debug)]
struct ThemaLines {
    vormgeving: Vec<FeatureLine>,
    kleuren: ColourLines,
}

impl ThemaLines {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let vormgeving = fields.list("vormgeving");
        let (kleuren, tokens, paren) = (fields.list("kleuren"), fields.list("tokens"), fields.list("paren"));
        Self { vormgeving, kleuren: ColourLines { kleuren, tokens, paren } }
    }
}

#[derive(Debug)]
struct ColourLines {
    kleuren: Vec<ColourLine>,
    tokens: Vec<TokenLine>,
    paren: Vec<PairLine>,
}

#[derive(Debug)]
struct ColourLine {
    kleur: At<Verbatim>,
    waarvoor: String,
    tokens: Vec<TokenLine>,
}

#[derive(Debug)]
struct TokenLine {
    token: At<Tokennaam>,
    wat: String,
    licht: Kleur,
    donker: Kleur,
}

#[derive(Debug)]
struct PairLine {
    voor: At<Tokennaam>,
    soort: Paarsoort,
    op: Vec<At<Tokennaam>>,
}

impl ColourLines {
    /// Looks up the names. What the theme it is built on has, too, is as it says here.
    fn link(self, mut thema: Themakleuren, path: &SourcePath, findings: &mut Findings) -> Themakleuren {
        let (inherited, pairs) = (thema.tokens.len(), thema.paren.len());
        let mut own = Own { thema: &mut thema, inherited, seen: BTreeMap::new(), path, findings };
        let mut names = BTreeSet::new();
        for line in self.kleuren {
            let At { value: naam, span } = line.kleur;
            if !names.insert(naam.clone()) {
                own.findings.push(double(&naam, Place::new(path, span)));
            }
            let known = own.thema.kleuren.iter().position(|other| *other.naam == *naam);
            let index = known.unwrap_or(own.thema.kleuren.len());
            let tokens = line.tokens.into_iter().map(|token| own.add(token, Some(index))).collect();
            let kleur = Themakleur { naam: naam.into(), waarvoor: line.waarvoor, tokens };
            match known {
                Some(index) => own.thema.kleuren[index] = kleur,
                None => own.thema.kleuren.push(kleur),
            }
        }
        for token in self.tokens {
            own.add(token, None);
        }
        let seen = own.seen;
        for paar in &thema.paren[..pairs] {
            let Some(span) = seen.get(&paar.voor).or(seen.get(&paar.achter)) else { continue };
            findings.extend(thema.own_colours(*paar, &Place::new(path, *span)));
        }
        for line in self.paren {
            let voor = thema.find(&line.voor, path, findings);
            for on in &line.op {
                let (Some(voor), Some(achter)) = (voor, thema.find(on, path, findings)) else { continue };
                let paar = Paar { voor, achter, soort: line.soort };
                if let Some(finding) = thema.own_colours(paar, &Place::new(path, on.span)) {
                    findings.push(finding);
                }
                thema.paren.push(paar);
            }
        }
        thema
    }
}

fn double(naam: &str, place: Place) -> Finding {
    Finding::new(Code::InvalidValue, place, format!("De naam `{naam}` komt twee keer voor.")).tip("Laat er één staan.")
}

/// The colours of a theme while its own lines are read.
struct Own<'l> {
    thema: &'l mut Themakleuren,
    /// So many tokens are of the theme it is built on.
    inherited: usize,
    /// The tokens that it names itself, and where.
    seen: BTreeMap<usize, Span>,
    path: &'l SourcePath,
    findings: &'l mut Findings,
}

impl Own<'_> {
    fn add(&mut self, line: TokenLine, van: Option<usize>) -> usize {
        let TokenLine { token: At { value: naam, span }, wat, licht, donker } = line;
        let known = self.thema.tokens.iter().position(|other| other.naam == naam);
        let index = match known {
            Some(index) if index < self.inherited && !self.seen.contains_key(&index) => {
                let van = van.or(self.thema.tokens[index].van);
                self.thema.tokens[index] = Token { naam, wat, licht, donker, van };
                index
            }
            _ => {
                if known.is_some() {
                    self.findings.push(double(&naam.0, Place::new(self.path, span)));
                }
                self.thema.tokens.push(Token { naam, wat, licht, donker, van });
                self.thema.tokens.len() - 1
            }
        };
        self.seen.insert(index, span);
        index
    }
}

impl Themakleuren {
    fn find(&self, name: &At<Tokennaam>, path: &SourcePath, findings: &mut Findings) -> Option<usize> {
        let found = self.tokens.iter().position(|token| token.naam == name.value);
        if found.is_none() {
            let text = &name.value.0;
            let meant = nearest(text, self.tokens.iter().map(|token| token.naam.0.as_str()));
            let message = format!("De kleur `{text}` staat niet onder `tokens`");
            let message = or_meant(message, meant.map(|it| format!("`{it}`")));
            findings.push(
                Finding::new(Code::UnknownReference, Place::new(path, name.span), message)
                    .tip("Zet de kleur onder `tokens`, met `wat`, `licht` en `donker`.")
                    .replacement(meant.map(str::to_owned)),
            );
        }
        found
    }

    /// What is told when the theme's own colours of a pair are not readable.
    fn own_colours(&self, paar: Paar, place: &Place) -> Option<Finding> {
        let (voor, achter) = (&self.tokens[paar.voor], &self.tokens[paar.achter]);
        let schemes = [("lichte", voor.licht, achter.licht), ("donkere", voor.donker, achter.donker)];
        let (scheme, one, other) =
            schemes.into_iter().find(|(_, one, other)| one.contrast(*other) < paar.soort.minimum())?;
        let message = format!(
            "In het {scheme} schema steekt {} ({one}) op {} ({other}) te weinig af: het contrast is {} en {} is nodig.",
            voor.wat,
            achter.wat,
            contrast_text(one.contrast(other)),
            contrast_text(paar.soort.minimum()),
        );
        Some(Finding::new(Code::LowContrast, place.clone(), message).tip("Kies een van beide lichter of donkerder."))
    }
}

impl Field for ColourLine {
    const EXPECTED: &'static str = "een kleur met `kleur`, `waarvoor` en `tokens`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "kleur, waarvoor en tokens", |fields| {
            let (kleur, waarvoor) = (fields.required("kleur"), fields.required("waarvoor"));
            let tokens = fields.required("tokens");
            Some(Self { kleur: kleur?, waarvoor: waarvoor?, tokens: tokens? })
        })
    }
}

impl Field for TokenLine {
    const EXPECTED: &'static str = "een kleur van het stijlblad met `token`, `wat`, `licht` en `donker`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "token, wat, licht en donker", |fields| {
            let (token, wat) = (fields.required("token"), fields.required("wat"));
            let (licht, donker) = (fields.required("licht"), fields.required("donker"));
            Some(Self { token: token?, wat: wat?, licht: licht?, donker: donker? })
        })
    }
}

impl Field for PairLine {
    const EXPECTED: &'static str = "een paar met `voor`, `soort` en `op`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "voor, soort en op", |fields| {
            let voor = fields.required("voor");
            let soort = fields.required::<OneOf<Paarsoort>>("soort");
            let op = fields.required("op");
            Some(Self { voor: voor?, soort: soort?.0, op: op? })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let path = SourcePath::new("themes/eigen/thema.yaml");
        let sources = [(path.as_str(), text)].into_iter().collect();
        let Checked { value, mut findings } = parse_thema(&path, &Source::new(text.as_bytes()));
        let value = value.and_then(|thema| findings.take(thema.instelbaar(Instelbaar::default())));
        assert_eq!(value.is_none(), !findings.is_empty());
        let lines = crate::diagnostics::lines(&crate::diagnostics::Report::new(findings), &sources);
        lines.lines().map(|line| line.trim_start_matches("themes/eigen/thema.yaml:").to_owned()).collect()
    }

    const TOKENS: &str = "tokens:\n\
                          - {token: --link, wat: een link, licht: '#00f', donker: '#ccf'}\n\
                          - {token: --vlak, wat: de achtergrond, licht: '#fff', donker: '#000'}\n";

    #[test]
    fn a_theme_without_mistakes_has_nothing_to_tell() {
        assert_eq!(told(&format!("{TOKENS}paren:\n- {{voor: --link, soort: tekst, op: [--vlak]}}\n")), [""; 0]);
        assert_eq!(told(""), [""; 0]);
    }

    #[test]
    fn a_pair_names_what_is_there() {
        let told = told(&format!("{TOKENS}paren:\n- {{voor: --linc, soort: tekst, op: [--vlak]}}\n"));
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("5:10: fout[WW050]: De kleur `--linc` staat niet onder `tokens`; bedoelde u `--link`?")
        );
    }

    #[test]
    fn names_are_used_once() {
        let told = told(&format!("{TOKENS}- {{token: --link, wat: nog een, licht: '#fff', donker: '#000'}}\n"));
        assert_eq!(told, ["4:11: fout[WW017]: De naam `--link` komt twee keer voor. Tip: Laat er één staan."]);
    }

    #[test]
    fn what_is_chosen_from_is_named_once() {
        let choice = |naam: &str| format!("  - {{keuze: {naam}, tokens: [{{token: --hoek, waarde: 0px}}]}}\n");
        let corners = |choices: &str| format!("- kenmerk: hoeken\n  waarvoor: de hoeken\n  keuzes:\n{choices}");
        let (once, twice) = (choice("recht") + &choice("rond"), choice("recht") + &choice("Recht"));
        assert_eq!(told(&format!("vormgeving:\n{}", corners(&once))), [""; 0]);
        let double = "fout[WW017]: De naam";
        assert!(told(&format!("vormgeving:\n{}", corners(&twice)))[0].starts_with(&format!("6:13: {double} `Recht`")));
        let told = told(&format!("vormgeving:\n{}{}", corners(&once), corners(&once)));
        assert!(told.len() == 1 && told[0].starts_with(&format!("7:12: {double} `hoeken`")), "{told:?}");
    }

    #[test]
    fn the_theme_itself_is_readable() {
        let told = told(&format!(
            "{}paren:\n- {{voor: --link, soort: tekst, op: [--vlak]}}\n",
            TOKENS.replace("#ccf", "#333")
        ));
        assert_eq!(told.len(), 1);
        assert!(told[0].contains(
            "WW082]: In het donkere schema steekt een link (#333333) op de achtergrond (#000000) te weinig af: \
             het contrast is 1,6 en 4,5 is nodig."
        ));
    }

    #[test]
    fn a_wrong_key_is_told_once() {
        assert_eq!(told(&TOKENS.replace("--link, wat", "link, wat")).len(), 1);
        assert_eq!(told(&TOKENS.replace("licht", "lciht").replacen("lciht", "licht", 1)).len(), 1);
    }
}
