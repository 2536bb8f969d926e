//! What the municipality chose meets what its theme lets it choose: does it exist, is it readable, and which stylesheet does it
//! make?
//!
//! In `kleuren.rs` and `palet.rs` the colours, in `vormgeving.rs` the rest. Nothing here reads files or knows pages.

mod kleuren;
mod palet;
mod vormgeving;

use std::fmt::Display;

use crate::diagnostics::{Checked, Findings};
use crate::kinds::{Huisstijl, Instelbaar};
use crate::source::SourcePath;
use crate::values::Kleur;

/// Judges what `site.yaml` (at `path`) chooses, and makes the stylesheet that goes after that of the theme.
///
/// `None` when nothing was chosen. With findings the stylesheet is not fit to be published.
pub(crate) fn judge(instelbaar: &Instelbaar, gekozen: &Huisstijl, path: &SourcePath) -> Checked<Option<String>> {
    let mut findings = Findings::default();
    let mut licht = findings.take(vormgeving::judge(&instelbaar.vormgeving, &gekozen.vormgeving, path));
    let Kleurregels { licht: colours, donker } =
        findings.take(kleuren::judge(&instelbaar.kleuren, &gekozen.kleuren, path));
    licht.extend(colours);
    Checked::new((!licht.is_empty()).then(|| stylesheet(&licht, &donker)), findings)
}

/// A colour of the light scheme by its name: what was chosen, or else what the theme has.
pub(crate) fn kleur(instelbaar: &Instelbaar, gekozen: &Huisstijl, naam: &str) -> Option<Kleur> {
    let thema = &instelbaar.kleuren;
    let chosen = gekozen.kleuren.iter().find(|kleur| kleur.naam.value == naam).map(|kleur| kleur.waarde.value);
    let of_theme = || thema.kleuren.iter().find(|kleur| kleur.naam == naam)?.tokens.first();
    chosen.or_else(|| Some(thema.tokens[*of_theme()?].licht))
}

/// Lines of a stylesheet that give a custom property a value.
type Regels = Vec<String>;

/// The lines of both colour schemes.
#[derive(Debug, Default)]
struct Kleurregels {
    licht: Regels,
    /// What is other in the dark scheme.
    donker: Regels,
}

fn regel(token: &str, value: impl Display) -> String {
    format!("{token}: {value};\n")
}

/// The stylesheet that gives the theme what was chosen. It stands in no layer, and so wins from the theme's layers.
fn stylesheet(licht: &Regels, donker: &Regels) -> String {
    let block = |lines: &Regels, indent: &str| {
        let mut css = format!("{indent}:root {{\n");
        for line in lines {
            css.push_str(&format!("{indent}  {line}"));
        }
        css + indent + "}\n"
    };
    let mut css = "/* De keuzes uit site.yaml. */\n".to_owned() + &block(licht, "");
    if !donker.is_empty() {
        css.push_str("/* De kleuren van het donkere schema zijn afgeleid. */\n");
        css.push_str(&format!("@media screen and (prefers-color-scheme: dark) {{\n{}}}\n", block(donker, "  ")));
    }
    css
}
