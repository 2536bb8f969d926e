//! The colours of the municipality meet those of the theme: are they readable, and what do they make of the others?
//!
//! What is judged is the light scheme, as that is what was chosen; the dark scheme is derived and readable by construction
//! (see `palet.rs`).

use super::palet::{Keuze, Palet, Scheme};
use super::{Kleurregels, regel};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::{Gekozen, Paar, Themakleuren};
use crate::source::SourcePath;
use crate::values::{Kleur, contrast_text, nearest, or_meant};

/// How many pairs a finding names besides the worst.
const OTHER_PAIRS: usize = 3;

/// Judges the colours that were chosen, and says what the custom properties that they drive become.
pub(super) fn judge(thema: &Themakleuren, gekozen: &[Gekozen<Kleur>], path: &SourcePath) -> Checked<Kleurregels> {
    let mut findings = Findings::default();
    let mut judge = Judge { thema, path, gekozen: vec![None; thema.kleuren.len()] };
    if thema.kleuren.is_empty() {
        if let Some(first) = gekozen.first() {
            let place = Place::new(path, first.naam.span);
            findings.push(
                Finding::new(Code::UnknownKey, place, "Bij dit thema kunt u geen kleuren instellen.")
                    .tip("Haal `kleuren` met alles eronder weg."),
            );
        }
        return Checked::new(Kleurregels::default(), findings);
    }
    for kleur in gekozen {
        match thema.kleuren.iter().position(|of_theme| of_theme.naam == kleur.naam.value) {
            Some(index) => judge.gekozen[index] = Some(kleur),
            None => findings.push(judge.unknown(kleur, gekozen)),
        }
    }
    findings += judge.unreadable();
    Checked::new(regels(thema, &judge.keuze()), findings)
}

/// What is judged.
struct Judge<'s> {
    thema: &'s Themakleuren,
    path: &'s SourcePath,
    /// By the colours of the theme.
    gekozen: Vec<Option<&'s Gekozen<Kleur>>>,
}

impl Judge<'_> {
    fn keuze(&self) -> Keuze {
        self.gekozen.iter().map(|kleur| kleur.map(|kleur| kleur.waarde.value)).collect()
    }

    /// The chosen colour that drives a token, if one does.
    fn chosen(&self, token: usize) -> Option<usize> {
        self.thema.tokens[token].van.filter(|van| self.gekozen[*van].is_some())
    }

    /// What is told of a name that the theme does not have.
    fn unknown(&self, kleur: &Gekozen<Kleur>, gekozen: &[Gekozen<Kleur>]) -> Finding {
        let naam = &kleur.naam.value;
        let absent = |naam: &str| !gekozen.iter().any(|other| other.naam.value == naam);
        let names = || self.thema.kleuren.iter().map(|of_theme| of_theme.naam.as_str());
        let meant = nearest(naam, names().filter(|naam| absent(naam)));
        let message = format!("De kleur `{naam}` bestaat niet in dit thema");
        let message = or_meant(message, meant.map(|it| format!("`{it}`")));
        let all: Vec<String> =
            self.thema.kleuren.iter().map(|of_theme| format!("{} ({})", of_theme.naam, of_theme.waarvoor)).collect();
        Finding::new(Code::UnknownKey, Place::new(self.path, kleur.naam.span), message)
            .tip(format!("Deze kleuren kunt u instellen: {}.", all.join(", ")))
            .replacement(meant.map(str::to_owned))
    }

    /// One finding per chosen colour that cannot be read somewhere.
    fn unreadable(&self) -> Findings {
        let mut findings = Findings::default();
        let mut keuze = self.keuze();
        let palet = Palet::new(self.thema, &keuze, Scheme::Licht);
        let blamed = self.blame(&palet);
        // A better colour is looked for as if the other wrong ones were not chosen, and keeps clear of those found before.
        for (index, _) in &blamed {
            keuze[*index] = None;
        }
        for (index, pairs) in blamed {
            let Some(kleur) = self.gekozen[index] else { continue };
            let better = self.better(index, kleur.waarde.value, &keuze);
            let opponent = self.opponent(index, pairs[0]);
            let tip = self.tip(index, better, opponent, &keuze);
            keuze[index] = better;
            let place = Place::new(self.path, kleur.waarde.span);
            let finding = Finding::new(Code::LowContrast, place, self.message(kleur, &pairs, &palet))
                .tip(tip)
                .replacement(better.map(Kleur::quoted));
            findings.push(match opponent.and_then(|other| self.gekozen[other]) {
                Some(other) => finding.related(Place::new(self.path, other.waarde.span), "samen met deze kleur"),
                None => finding,
            });
        }
        findings
    }

    /// The chosen colours that are at fault, each with its unreadable pairs, the worst first. Of two chosen colours the one that
    /// is wrong elsewhere, too, else what is seen rather than what it is seen on.
    fn blame(&self, palet: &Palet<'_>) -> Vec<(usize, Vec<Paar>)> {
        let mut blamed: Vec<(usize, Vec<Paar>)> =
            (0..self.thema.kleuren.len()).map(|index| (index, Vec::new())).collect();
        let (both, one): (Vec<Paar>, Vec<Paar>) =
            palet.unreadable().partition(|paar| self.chosen(paar.voor).is_some() && self.chosen(paar.achter).is_some());
        for paar in one {
            if let Some(index) = self.chosen(paar.voor).or(self.chosen(paar.achter)) {
                blamed[index].1.push(paar);
            }
        }
        for paar in both {
            let (Some(voor), Some(achter)) = (self.chosen(paar.voor), self.chosen(paar.achter)) else { continue };
            let at_fault = if blamed[voor].1.is_empty() && !blamed[achter].1.is_empty() { achter } else { voor };
            blamed[at_fault].1.push(paar);
        }
        blamed.retain(|(_, pairs)| !pairs.is_empty());
        for (_, pairs) in &mut blamed {
            pairs.sort_by(|one, other| {
                let share = |paar: &Paar| palet.contrast(*paar) / paar.soort.minimum();
                share(one).total_cmp(&share(other))
            });
        }
        blamed
    }

    /// The nearest colour of the same hue that is readable wherever it is seen, else that of the theme, if that is.
    fn better(&self, index: usize, kleur: Kleur, keuze: &Keuze) -> Option<Kleur> {
        let mut shades: Vec<Kleur> = kleur.shades().collect();
        shades.sort_by_key(|shade| (shade.distance(kleur), *shade));
        let first = *self.thema.kleuren[index].tokens.first()?;
        shades.push(self.thema.tokens[first].licht);
        let with = |shade: Option<Kleur>| {
            let mut keuze = keuze.clone();
            keuze[index] = shade;
            Palet::new(self.thema, &keuze, Scheme::Licht)
        };
        // Most shades fail on a colour that stands fixed, which takes no whole palette to see.
        let fixed = with(None);
        let stands = |token: usize| {
            let van = self.thema.tokens[token].van.filter(|van| *van == index || keuze[*van].is_some());
            van.is_none_or(|van| van != index && self.thema.kleuren[van].tokens.first() == Some(&token))
        };
        let hopeless = |shade: Kleur| {
            self.thema.paren.iter().any(|paar| {
                let other = paar.other(first).filter(|other| stands(*other));
                other.is_some_and(|other| shade.contrast(fixed.of(other)) < paar.soort.minimum())
            })
        };
        let of_colour = |token: usize| self.thema.tokens[token].van == Some(index);
        shades
            .into_iter()
            .filter(|shade| !hopeless(*shade))
            .find(|shade| !with(Some(*shade)).unreadable().any(|paar| of_colour(paar.voor) || of_colour(paar.achter)))
    }

    /// The other chosen colour of a pair, when two of them do not go together.
    fn opponent(&self, index: usize, paar: Paar) -> Option<usize> {
        [paar.voor, paar.achter].into_iter().filter_map(|token| self.chosen(token)).find(|van| *van != index)
    }

    /// What cannot be read, the worst first.
    fn message(&self, kleur: &Gekozen<Kleur>, pairs: &[Paar], palet: &Palet<'_>) -> String {
        let described = |paar: &Paar| {
            let (voor, achter) = (&self.thema.tokens[paar.voor].wat, &self.thema.tokens[paar.achter].wat);
            format!("{voor} op {achter}")
        };
        let worst = pairs[0];
        let mut message = format!(
            "De kleur {} van `{}` steekt te weinig af: {} heeft een contrast van {}, en {} is nodig.",
            kleur.waarde.value,
            kleur.naam.value,
            described(&worst),
            contrast_text(palet.contrast(worst)),
            contrast_text(worst.soort.minimum()).trim_end_matches(",0"),
        );
        let others: Vec<String> = pairs.iter().skip(1).take(OTHER_PAIRS).map(described).collect();
        if !others.is_empty() {
            let more = pairs.len() - 1 - others.len();
            let more = if more > 0 { format!(" en nog {more}") } else { String::new() };
            message.push_str(&format!(" Te weinig ook: {}{more}.", others.join(", ")));
        }
        message
    }

    /// Which colour would do; when none would, which would do for the colour it does not go with.
    fn tip(&self, index: usize, better: Option<Kleur>, opponent: Option<usize>, keuze: &Keuze) -> String {
        let own = self.thema.kleuren[index].tokens.first().map(|token| self.thema.tokens[*token].licht);
        if let Some(better) = better {
            return match own {
                Some(own) if own == better => format!("Gebruik {better}, de kleur van het thema."),
                _ => format!("Gebruik {better}: de kleur die er het dichtst bij komt en overal genoeg afsteekt."),
            };
        }
        let Some((other, kleur)) = opponent.and_then(|other| Some((other, self.gekozen[other]?))) else {
            return "Haal deze regel weg; dan gebruikt de site de kleur van het thema.".to_owned();
        };
        let mut keuze = keuze.clone();
        keuze[index] = self.gekozen[index].map(|kleur| kleur.waarde.value);
        let naam = &kleur.naam.value;
        match self.better(other, kleur.waarde.value, &keuze) {
            Some(better) => format!("Geen tint van deze kleur gaat samen met `{naam}`. Gebruik bij `{naam}` {better}."),
            None => format!("Geen tint van deze kleur gaat samen met `{naam}`. Haal een van beide weg."),
        }
    }
}

/// What the custom properties of the chosen colours are in both schemes.
fn regels(thema: &Themakleuren, keuze: &Keuze) -> Kleurregels {
    let lines = |scheme: Scheme| {
        let palet = Palet::new(thema, keuze, scheme);
        let chosen = thema.kleuren.iter().zip(keuze).filter(|(_, kleur)| kleur.is_some());
        let tokens = chosen.flat_map(|(of_theme, _)| &of_theme.tokens);
        tokens.map(|token| regel(&thema.tokens[*token].naam.0, palet.of(*token))).collect()
    };
    Kleurregels { licht: lines(Scheme::Licht), donker: lines(Scheme::Donker) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::{Report, Span};
    use crate::kinds::{Instelbaar, Paarsoort, Token, parse_thema};
    use crate::read::fields::At;
    use crate::source::Source;
    use crate::values::Parse;

    const STYLESHEET: &str = include_str!("../../themes/kust/static/stijl.css");

    fn shipped() -> Themakleuren {
        let file = Source::new(include_bytes!("../../themes/kust/thema.yaml").as_slice());
        let Checked { value, findings } = parse_thema(&SourcePath::new("themes/kust/thema.yaml"), &file);
        assert!(findings.is_empty(), "{findings:?}");
        value.unwrap().instelbaar(Instelbaar::default()).value.unwrap().kleuren
    }

    /// The colours of the custom properties in a part of a stylesheet.
    fn declared(css: &str) -> Vec<(&str, Kleur)> {
        let declarations = css.split(['{', ';']).filter_map(|line| line.trim().split_once(": "));
        declarations.filter_map(|(name, value)| Some((name, Kleur::parse(value).ok()?))).collect()
    }

    fn found(declared: &[(&str, Kleur)], token: &Token) -> Option<Kleur> {
        declared.iter().find(|(name, _)| *name == token.naam.0).map(|(_, kleur)| *kleur)
    }

    #[test]
    fn the_shipped_theme_says_what_its_stylesheet_says() {
        let thema = shipped();
        let (light, rest) = STYLESHEET.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
        let (light, dark) = (declared(light), declared(rest.split_once("@layer basis").unwrap().0));
        assert!(thema.tokens.len() > 20 && thema.kleuren.len() == 6);
        for token in &thema.tokens {
            assert_eq!(Some(token.licht), found(&light, token), "{:?} in the light scheme", token.naam);
            assert_eq!(Some(token.donker), found(&dark, token).or(Some(token.licht)), "{:?} in the dark", token.naam);
        }
    }

    /// WCAG 2.2, 1.4.6 for text; for the ring around what has the focus, more than 1.4.11 asks.
    #[test]
    fn every_pair_of_the_shipped_theme_has_the_enhanced_contrast() {
        let thema = shipped();
        let nothing = vec![None; thema.kleuren.len()];
        assert!(thema.paren.len() > 50);
        for scheme in [Scheme::Licht, Scheme::Donker] {
            let palet = Palet::new(&thema, &nothing, scheme);
            for paar in &thema.paren {
                let (voor, achter) = (&thema.tokens[paar.voor].naam.0, &thema.tokens[paar.achter].naam.0);
                let least = if voor.contains("focus-outline") { 4.5 } else { paar.soort.enhanced() };
                assert!(palet.contrast(*paar) >= least, "{scheme:?}: {voor} on {achter}: {}", palet.contrast(*paar));
            }
        }
    }

    /// A colour of the stylesheet that nobody compares could be read by nobody.
    #[test]
    fn every_colour_of_text_and_parts_is_in_a_pair() {
        let thema = shipped();
        let decoration = ["surface-border", "color-zee", "color-schuim", "color-duin", "color-baksteen", "color-voeg"];
        for (name, _) in declared(STYLESHEET) {
            let in_pair = |paar: &Paar| [paar.voor, paar.achter].iter().any(|it| thema.tokens[*it].naam.0 == name);
            let is_decoration = decoration.iter().any(|it| name.contains(it));
            assert!(!name.starts_with("--") || is_decoration != thema.paren.iter().any(in_pair), "{name}");
        }
    }

    #[test]
    fn two_chosen_colours_that_fight_are_one_finding() {
        let thema = shipped();
        let gekozen = choose(&[("balk", "#ffde00"), ("kop", "#8a6d00")]);
        let findings = told(&thema, &gekozen);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].message.contains("#8a6d00") && findings[0].replacement.is_some());
    }

    #[test]
    fn when_no_shade_will_do_the_other_colour_is_told_what_would() {
        let yaml = "kleuren:\n\
                    - {kleur: tekst, waarvoor: de tekst, tokens: [{token: --tekst, wat: de tekst, licht: '#fff', donker: '#fff'}]}\n\
                    - {kleur: vlak, waarvoor: een vlak, tokens: [{token: --vlak, wat: een vlak, licht: '#000', donker: '#000'}]}\n\
                    tokens:\n- {token: --pagina, wat: de pagina, licht: '#000', donker: '#000'}\n\
                    paren:\n- {voor: --tekst, soort: tekst, op: [--vlak, --pagina]}\n";
        let thema = parse_thema(&SourcePath::new("thema.yaml"), &Source::new(yaml.as_bytes())).value.unwrap();
        let thema = thema.instelbaar(Instelbaar::default()).value.unwrap().kleuren;
        let findings = told(&thema, &choose(&[("tekst", "#ffffff"), ("vlak", "#999999")]));
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].related.len(), findings[0].replacement.as_deref()), (1, None));
        assert_eq!(
            findings[0].tip.as_deref(),
            Some("Geen tint van deze kleur gaat samen met `vlak`. Gebruik bij `vlak` #767676.")
        );
    }

    fn choose(colours: &[(&str, &str)]) -> Vec<Gekozen<Kleur>> {
        let at = |index: usize| Span::new(index, index + 1);
        let one = |(index, (naam, kleur)): (usize, &(&str, &str))| Gekozen {
            naam: At { value: (*naam).to_owned(), span: at(2 * index) },
            waarde: At { value: Kleur::parse(kleur).unwrap(), span: at(2 * index + 1) },
        };
        colours.iter().enumerate().map(one).collect()
    }

    fn told(thema: &Themakleuren, gekozen: &[Gekozen<Kleur>]) -> Vec<Finding> {
        Report::new(judge(thema, gekozen, &SourcePath::new("content/site.yaml")).findings).findings().to_vec()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

        /// Whatever is chosen: at most one finding per colour; what it advises is enough; and what is published is readable.
        #[test]
        fn any_colours(colours in prop::collection::vec(prop::option::weighted(0.4, any::<[u8; 3]>()), 6)) {
            let thema = shipped();
            let names = thema.kleuren.iter().map(|kleur| kleur.naam.as_str());
            let hex = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
            let texts: Vec<(&str, String)> = names.zip(&colours).filter_map(|(naam, it)| Some((naam, hex((*it)?)))).collect();
            let mut chosen: Vec<(&str, &str)> = texts.iter().map(|(naam, text)| (*naam, text.as_str())).collect();
            let findings = told(&thema, &choose(&chosen));
            prop_assert!(findings.len() <= chosen.len());
            prop_assert!(chosen.len() != 1 || findings.iter().all(|finding| finding.replacement.is_some()));
            for finding in &findings {
                if let Some(better) = &finding.replacement {
                    chosen[finding.place.span.start / 2].1 = better.trim_matches('"');
                }
            }
            if findings.iter().all(|finding| finding.replacement.is_some()) {
                let gekozen = choose(&chosen);
                prop_assert_eq!(told(&thema, &gekozen), vec![]);
                let path = SourcePath::new("content/site.yaml");
                let judge = Judge { thema: &thema, path: &path, gekozen: thema.kleuren.iter().map(|of_theme| {
                    gekozen.iter().find(|kleur| kleur.naam.value == of_theme.naam)
                }).collect() };
                prop_assert_eq!(Palet::new(&thema, &judge.keuze(), Scheme::Licht).unreadable().count(), 0);
                // What nobody chose is as readable as the theme.
                let dark = Palet::new(&thema, &judge.keuze(), Scheme::Donker);
                prop_assert_eq!(dark.below(Paarsoort::enhanced).count(), 0);
            }
        }
    }
}
