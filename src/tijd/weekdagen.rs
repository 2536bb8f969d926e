//! Days of the week as people write them together: "dinsdag", "maandag t/m donderdag", "werkdagen".

use std::fmt;

use super::Weekdag;
use crate::values::{Choice, Mismatch, Parse, Shape, any_case, nearest};

/// One or more days of the week, in order, each once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekdagen(Vec<Weekdag>);

/// Words for some of the days.
const WORDS: &[(&str, &[Weekdag])] = &[
    ("werkdagen", &[Weekdag::Maandag, Weekdag::Dinsdag, Weekdag::Woensdag, Weekdag::Donderdag, Weekdag::Vrijdag]),
    ("weekend", &[Weekdag::Zaterdag, Weekdag::Zondag]),
    ("elke dag", &Weekdag::ALL),
    ("dagelijks", &Weekdag::ALL),
];

impl Weekdagen {
    /// These days, in order and each once.
    pub fn new(mut days: Vec<Weekdag>) -> Self {
        days.sort_unstable();
        days.dedup();
        Self(days)
    }

    /// All seven.
    pub fn all() -> Self {
        Self(Weekdag::ALL.to_vec())
    }

    /// The days.
    pub fn days(&self) -> &[Weekdag] {
        &self.0
    }
}

impl Parse for Weekdagen {
    const EXPECTED: &'static str =
        "een dag van de week, zoals dinsdag; meer dagen als “maandag t/m donderdag”, “werkdagen” of een lijst";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        Self::read(text).map_err(|Mismatch { why, replacement }| {
            // One wrong word after the other is put right; what is offered must be right as a whole.
            let mut meant = replacement;
            while let Some(Err(next)) = meant.as_deref().map(Self::read) {
                meant = next.replacement;
            }
            Mismatch { why, replacement: meant }
        })
    }

    fn shape() -> Shape {
        let names = Weekdag::OPTIONS.iter().map(|(word, _)| *word).chain(WORDS.iter().map(|(word, _)| *word));
        let day = any_case(names);
        let joined = any_case(["t/m", "tot en met", "en"]);
        Shape::new(format!(r"{day}(?:(?:\s*[-–,+]\s*|\s+{joined}\s+){day})*"))
    }
}

impl Weekdagen {
    fn read(text: &str) -> Result<Self, Mismatch> {
        // What stands between the first and the last of a stretch is one sign.
        let lower = text.to_lowercase().replace('\u{a0}', " ").replace(" tot en met ", "-").replace("t/m", "-");
        let mut days = Vec::new();
        for part in lower.split([',', '+']).flat_map(|part| part.split(" en ")).map(str::trim) {
            if let Some((_, some)) = WORDS.iter().find(|(word, _)| *word == part) {
                days.extend_from_slice(some);
            } else if let Some((van, tot)) = part.split_once(['-', '–']) {
                let (van, tot) = (one(van.trim(), text)?, one(tot.trim(), text)?);
                let mut day = van;
                loop {
                    days.push(day);
                    if day == tot {
                        break;
                    }
                    // "vrijdag t/m maandag" goes round.
                    day = Weekdag::ALL[(day as usize + 1) % 7];
                }
            } else {
                days.push(one(part, text)?);
            }
        }
        Ok(Self::new(days))
    }
}

/// One day by its name; `whole` is what it is part of.
fn one(word: &str, whole: &str) -> Result<Weekdag, Mismatch> {
    if let Some((_, day)) = Weekdag::OPTIONS.iter().find(|(name, _)| *name == word) {
        return Ok(*day);
    }
    let names = Weekdag::OPTIONS.iter().map(|(name, _)| *name);
    let all = names.clone().chain(WORDS.iter().map(|(name, _)| *name));
    let meant = OTHER_WORDS.iter().find(|(other, _)| *other == word).map(|(_, name)| *name);
    // Short for one of them: "ma", "din.".
    let short = || {
        let word = word.trim_end_matches('.');
        (2..=4).contains(&word.len()).then(|| names.clone().find(|name| name.starts_with(word))).flatten()
    };
    let why = format!("“{word}” is geen dag van de week");
    Err(match meant.or_else(|| nearest(word, all)).or_else(short) {
        Some(meant) => Mismatch::meant(why, whole.to_lowercase().replacen(word, meant, 1)),
        None => Mismatch::new(why),
    })
}

/// What people write for days.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("monday", "maandag"),
    ("tuesday", "dinsdag"),
    ("wednesday", "woensdag"),
    ("thursday", "donderdag"),
    ("friday", "vrijdag"),
    ("saturday", "zaterdag"),
    ("sunday", "zondag"),
    ("mon", "maandag"),
    ("tue", "dinsdag"),
    ("wed", "woensdag"),
    ("thu", "donderdag"),
    ("fri", "vrijdag"),
    ("doordeweeks", "werkdagen"),
    ("door de week", "werkdagen"),
    ("alle dagen", "elke dag"),
];

/// "maandag, dinsdag en donderdag"; three or more in a row as "maandag t/m donderdag".
impl fmt::Display for Weekdagen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == Weekdag::ALL {
            return f.write_str("elke dag");
        }
        let in_row = self.0.chunk_by(|one, next| *one as usize + 1 == *next as usize);
        let parts: Vec<String> = in_row
            .flat_map(|row| match row {
                [first, .., last] if row.len() > 2 => vec![format!("{first} t/m {last}")],
                few => few.iter().map(ToString::to_string).collect(),
            })
            .collect();
        match &parts[..] {
            [rest @ .., last] if !rest.is_empty() => write!(f, "{} en {last}", rest.join(", ")),
            _ => f.write_str(&parts.concat()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_together() {
        for (written, shown) in [
            ("dinsdag", "dinsdag"),
            ("Maandag t/m donderdag", "maandag t/m donderdag"),
            ("maandag-woensdag", "maandag t/m woensdag"),
            ("werkdagen", "maandag t/m vrijdag"),
            ("weekend", "zaterdag en zondag"),
            ("elke dag", "elke dag"),
            ("dinsdag en donderdag", "dinsdag en donderdag"),
            ("maandag, dinsdag, vrijdag", "maandag, dinsdag en vrijdag"),
            ("vrijdag t/m zondag, maandag", "maandag en vrijdag t/m zondag"),
            ("vrijdag t/m maandag", "maandag en vrijdag t/m zondag"),
        ] {
            let days = Weekdagen::parse(written).unwrap_or_else(|error| panic!("{written}: {}", error.why));
            assert_eq!(days.to_string(), shown, "{written}");
            assert_eq!(Weekdagen::parse(shown).as_ref(), Ok(&days), "what is shown can be written");
        }
        for (wrong, meant) in [
            ("dinsdg", Some("dinsdag")),
            ("ma t/m do", Some("maandag t/m donderdag")),
            ("ma t/m kerst", None),
            ("ma", Some("maandag")),
            ("doordeweeks", Some("werkdagen")),
            ("monday", Some("maandag")),
            ("kerst", None),
            ("", None),
        ] {
            let error = Weekdagen::parse(wrong).unwrap_err();
            assert_eq!(error.replacement.as_deref(), meant, "{wrong}");
        }
    }
}
