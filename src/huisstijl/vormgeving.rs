//! What the municipality chose besides colours: the corners, the letters.

use super::{Regels, regel};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place};
use crate::kinds::{Gekozen, Keuzewoord, Themakenmerk};
use crate::source::SourcePath;
use crate::values::{nearest, or_meant};

/// Judges what was chosen, and says which custom properties get which values.
pub(super) fn judge(thema: &[Themakenmerk], gekozen: &[Gekozen<Keuzewoord>], path: &SourcePath) -> Checked<Regels> {
    let mut findings = Findings::default();
    let mut lines = Regels::new();
    if thema.is_empty() {
        findings.extend(gekozen.first().map(|first| {
            let place = Place::new(path, first.naam.span);
            Finding::new(Code::UnknownKey, place, "Bij dit thema is er geen vormgeving te kiezen.".to_owned())
                .tip("Haal `vormgeving` met alles eronder weg.")
        }));
        return Checked::new(lines, findings);
    }
    for keuze in gekozen {
        let Some(kenmerk) = thema.iter().find(|kenmerk| kenmerk.naam == keuze.naam.value) else {
            findings.push(unknown(thema, keuze, gekozen, path));
            continue;
        };
        let word = keuze.waarde.value.0.to_lowercase();
        match kenmerk.keuzes.iter().find(|of_theme| of_theme.naam.to_lowercase() == word) {
            Some(of_theme) => lines.extend(of_theme.tokens.iter().map(|(token, waarde)| regel(&token.0, &waarde.0))),
            None => findings.push(no_choice(kenmerk, keuze, path)),
        }
    }
    Checked::new(lines, findings)
}

/// What is told of a name that the theme does not have.
fn unknown(
    thema: &[Themakenmerk],
    keuze: &Gekozen<Keuzewoord>,
    gekozen: &[Gekozen<Keuzewoord>],
    path: &SourcePath,
) -> Finding {
    let naam = &keuze.naam.value;
    let absent = |name: &&str| !gekozen.iter().any(|other| other.naam.value == *name);
    let meant = nearest(naam, thema.iter().map(|kenmerk| kenmerk.naam.as_str()).filter(absent));
    let message = format!("Onder `vormgeving` bestaat `{naam}` niet in dit thema");
    let all: Vec<String> = thema.iter().map(|kenmerk| format!("{} ({})", kenmerk.naam, kenmerk.waarvoor)).collect();
    let message = or_meant(message, meant.map(|it| format!("`{it}`")));
    Finding::new(Code::UnknownKey, Place::new(path, keuze.naam.span), message)
        .tip(format!("Dit kunt u kiezen: {}.", all.join(", ")))
        .replacement(meant.map(str::to_owned))
}

/// What is told of a choice that there is not.
fn no_choice(kenmerk: &Themakenmerk, keuze: &Gekozen<Keuzewoord>, path: &SourcePath) -> Finding {
    let words: Vec<&str> = kenmerk.keuzes.iter().map(|of_theme| of_theme.naam.as_str()).collect();
    let meant = nearest(&keuze.waarde.value.0, words.iter().copied());
    let message = format!("“{}” kan niet bij `{}`", keuze.waarde.value.0, kenmerk.naam);
    let message = or_meant(message, meant.map(|it| format!("“{it}”")));
    Finding::new(Code::UnknownChoice, Place::new(path, keuze.waarde.span), message)
        .tip(format!("Kies uit: {}.", words.join(", ")))
        .replacement(meant.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{Instelbaar, parse_thema};
    use crate::source::Source;

    const STYLESHEET: &str = include_str!("../../themes/kust/static/stijl.css");

    fn shipped() -> Vec<Themakenmerk> {
        let file = Source::new(include_bytes!("../../themes/kust/thema.yaml").as_slice());
        let thema = parse_thema(&SourcePath::new("themes/kust/thema.yaml"), &file).value.unwrap();
        thema.instelbaar(Instelbaar::default()).value.unwrap().vormgeving
    }

    #[test]
    fn the_first_choice_is_what_the_stylesheet_says() {
        let thema = shipped();
        assert!(thema.len() == 2 && thema.iter().all(|kenmerk| kenmerk.keuzes.len() > 2));
        for (token, waarde) in thema.iter().flat_map(|kenmerk| &kenmerk.keuzes[0].tokens) {
            assert!(STYLESHEET.contains(&format!("\n  {}: {};\n", token.0, waarde.0)), "{token:?} {waarde:?}");
        }
        for kenmerk in &thema {
            let tokens = |index: usize| kenmerk.keuzes[index].tokens.iter().map(|(token, _)| token);
            assert!((1..kenmerk.keuzes.len()).all(|index| tokens(index).eq(tokens(0))), "{}", kenmerk.naam);
        }
    }

    /// A corner or letter of another size than the tokens say would stay when a municipality chooses another.
    #[test]
    fn the_stylesheet_takes_corners_and_letters_from_tokens() {
        let rules = STYLESHEET.split_once("@layer basis {").unwrap().1;
        let mut declarations = 0;
        for declaration in rules.split(['{', ';', '}']).map(str::trim) {
            let Some((name, value)) = declaration.split_once(": ") else { continue };
            let own = match name {
                // Circles and squares are shapes with a meaning: the states of marks and steps.
                "border-radius" => !value.contains("var(--kust-") && value != "50%" && value != "0",
                "font" => !value.contains("font-family)") && value != "inherit",
                "font-family" => true,
                _ => continue,
            };
            assert!(!own, "{declaration}");
            declarations += 1;
        }
        assert!(declarations > 15, "only {declarations}");
    }
}
