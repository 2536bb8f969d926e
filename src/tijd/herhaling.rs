//! How often something takes place on its days of the week, and on which days that is.

use jiff::civil::Date;

use super::{Datum, Weekdag, Weekdagen};
use crate::values::{Mismatch, Parse, Shape, any_case, nearest};

/// Which of the like days of a month: the first to the fourth, the last, or more than one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rangen([bool; 5]);

/// The ranks by name, in order.
const RANKS: [&str; 5] = ["eerste", "tweede", "derde", "vierde", "laatste"];

impl Rangen {
    fn includes(self, day: Date) -> bool {
        let number = usize::try_from((day.day() - 1) / 7).unwrap_or_default();
        let is_last = day.day() + 7 > day.days_in_month();
        (number < 4 && self.0[number]) || (is_last && self.0[4])
    }

    /// The ranks, as iCalendar counts them: 1 to 4, and −1 for the last.
    pub fn numbers(self) -> impl Iterator<Item = i8> {
        [1, 2, 3, 4, -1].into_iter().zip(self.0).filter_map(|(number, is_in)| is_in.then_some(number))
    }
}

/// How often it takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Herhaling {
    /// Every week.
    #[default]
    ElkeWeek,
    /// Some of the like days of a month, counted from its beginning, or the last.
    PerMaand(Rangen),
    /// In weeks with an even number (ISO 8601).
    EvenWeken,
    /// In weeks with an odd number (ISO 8601).
    OnevenWeken,
    /// Once in so many weeks, from the week of a day on, and not before that day.
    Weken(u8, Date),
}

impl Herhaling {
    /// In words, with the days: "elke eerste dinsdag van de maand".
    pub fn in_words(self, dagen: &Weekdagen) -> String {
        match self {
            Self::ElkeWeek => match dagen.days() {
                [_] | [_, _] => format!("elke {dagen}"),
                _ => dagen.to_string(),
            },
            Self::PerMaand(rangen) => {
                let words: Vec<&str> =
                    RANKS.into_iter().zip(rangen.0).filter_map(|(word, is_in)| is_in.then_some(word)).collect();
                let words = match &words[..] {
                    [rest @ .., last] if !rest.is_empty() => format!("{} en {last}", rest.join(", ")),
                    _ => words.concat(),
                };
                format!("elke {words} {dagen} van de maand")
            }
            Self::EvenWeken => format!("{dagen} in de even weken"),
            Self::OnevenWeken => format!("{dagen} in de oneven weken"),
            Self::Weken(number, _) => format!("elke {number} weken op {dagen}"),
        }
    }

    /// Whether it takes place on a day, if that is the right one of the week.
    pub fn includes(self, day: Date) -> bool {
        match self {
            Self::ElkeWeek => true,
            Self::PerMaand(rangen) => rangen.includes(day),
            Self::EvenWeken => day.iso_week_date().week() % 2 == 0,
            Self::OnevenWeken => day.iso_week_date().week() % 2 == 1,
            Self::Weken(number, vanaf) => {
                let days = day.since(vanaf).map_or(0, |span| span.get_days());
                let weeks = (days + Weekdag::of(vanaf) as i32).div_euclid(7);
                days >= 0 && weeks % i32::from(number) == 0
            }
        }
    }
}

/// How many weeks there can be between two times.
const MOST_WEEKS: u8 = 52;

impl Parse for Herhaling {
    const EXPECTED: &'static str = "hoe vaak het is: elke week, elke eerste, elke eerste en derde, elke laatste, even weken, oneven weken, of elke 2 weken vanaf 2026-12-01";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let lower = text.to_lowercase().replace('\u{a0}', " ");
        match lower.as_str() {
            "elke week" => return Ok(Self::ElkeWeek),
            "even weken" => return Ok(Self::EvenWeken),
            "oneven weken" => return Ok(Self::OnevenWeken),
            _ => {}
        }
        if let Some(weeks) = lower.strip_prefix("elke ").and_then(|rest| weken(rest, text)) {
            return weeks;
        }
        if let Some(rangen) = lower.strip_prefix("elke ").and_then(rangen) {
            return Ok(Self::PerMaand(rangen));
        }
        Err(other_habit(text, &lower))
    }

    fn shape() -> Shape {
        let rank = any_case(RANKS);
        let fixed = any_case(["elke week", "even weken", "oneven weken"]).replace(' ', "[ \u{a0}]");
        let (elke, weken) = (any_case(["elke"]), any_case(["weken vanaf"]));
        let date = Datum::shape().pattern;
        let join = any_case([" en "]);
        Shape::new(format!("{fixed}|{elke}[ \u{a0}]{rank}(?:(?:, |{join}){rank})*|{elke} [0-9]{{1,2}} {weken} {date}"))
    }
}

/// "2 weken vanaf 2026-12-01", after "elke"; `None` when that is not what it is like.
fn weken(rest: &str, text: &str) -> Option<Result<Herhaling, Mismatch>> {
    let (number, rest) = rest.split_once(' ')?;
    let number: u8 = number.parse().ok()?;
    let day = rest.strip_prefix("weken")?.trim();
    let Some(day) = day.strip_prefix("vanaf ") else {
        return Some(Err(Mismatch::new(format!(
            "“{text}” zegt niet vanaf welke dag; dan zijn er {number} mogelijkheden"
        ))));
    };
    if !(2..=MOST_WEEKS).contains(&number) {
        let why = format!("{number} weken kan niet; schrijf een getal van 2 tot en met {MOST_WEEKS}");
        return Some(Err(Mismatch::new(why)));
    }
    Some(match Datum::parse(day.trim()) {
        Ok(vanaf) => Ok(Herhaling::Weken(number, vanaf.0)),
        Err(Mismatch { why, replacement }) => {
            Err(Mismatch { why, replacement: replacement.map(|day| format!("elke {number} weken vanaf {day}")) })
        }
    })
}

/// "eerste en derde", after "elke".
fn rangen(rest: &str) -> Option<Rangen> {
    let mut rangen = [false; 5];
    for word in rest.split(',').flat_map(|part| part.split(" en ")).map(str::trim) {
        rangen[RANKS.iter().position(|rank| *rank == word)?] = true;
    }
    Some(Rangen(rangen))
}

/// What people write for how often, and why that is not enough.
fn other_habit(text: &str, lower: &str) -> Mismatch {
    const EVERY_OTHER: &[&str] = &[
        "om de week",
        "om de twee weken",
        "tweewekelijks",
        "elke twee weken",
        "eens per 14 dagen",
        "eens per twee weken",
    ];
    const SAME: &[(&str, &str)] = &[
        ("wekelijks", "elke week"),
        ("iedere week", "elke week"),
        ("weekly", "elke week"),
        ("even", "even weken"),
        ("oneven", "oneven weken"),
        ("elke 1e", "elke eerste"),
        ("elke 2e", "elke tweede"),
        ("elke 3e", "elke derde"),
        ("elke 4e", "elke vierde"),
    ];
    let meant = |why: String, to: &str| Mismatch::meant(why, to);
    if EVERY_OTHER.contains(&lower) {
        return Mismatch::new(format!("“{text}” zegt niet in welke weken; schrijf er een dag bij waarop het is"));
    }
    if lower == "dagelijks" {
        return Mismatch::new("schrijf dat bij `dag`: elke dag");
    }
    if lower == "elke vijfde" {
        return Mismatch::new(
            "een vijfde is er niet in elke maand; bedoelt u de laatste, schrijf dan elke laatste".to_owned(),
        );
    }
    if let Some((_, to)) = SAME.iter().find(|(word, _)| *word == lower) {
        return meant(format!("“{text}” is niet hoe het hier heet"), to);
    }
    // How often something is does not look like something else: no other number is ever offered.
    let counts = lower.contains(|c: char| c.is_ascii_digit())
        || lower.split(' ').any(|word| {
            word.ends_with("sde") || word.ends_with("ste") && !RANKS.contains(&word) || NUMBERS.contains(&word)
        });
    let words = ["elke week", "even weken", "oneven weken"].into_iter().chain(RANKED);
    match nearest(lower, words).filter(|_| !counts) {
        Some(to) => meant(format!("“{text}” is niet te lezen"), to),
        None => Mismatch::new(format!("“{text}” zegt niet hoe vaak het is")),
    }
}

const RANKED: [&str; 5] = ["elke eerste", "elke tweede", "elke derde", "elke vierde", "elke laatste"];
const NUMBERS: &[&str] =
    &["twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "vijfde", "zesde", "zevende", "achtste"];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    /// The first Tuesdays from a day on at which it takes place.
    fn tuesdays(how: &str, from: Date) -> Vec<String> {
        let how = Herhaling::parse(how).unwrap_or_else(|error| panic!("{how}: {}", error.why));
        let days = from.series(1.day()).filter(|day| Weekdag::of(*day) == Weekdag::Dinsdag && how.includes(*day));
        days.take(3).map(|day| day.to_string()).collect()
    }

    #[test]
    fn repetition() {
        for (how, days) in [
            ("elke week", ["2026-11-24", "2026-12-01", "2026-12-08"]),
            ("elke eerste", ["2026-12-01", "2027-01-05", "2027-02-02"]),
            ("elke laatste", ["2026-11-24", "2026-12-29", "2027-01-26"]),
            ("elke eerste en derde", ["2026-12-01", "2026-12-15", "2027-01-05"]),
            ("even weken", ["2026-11-24", "2026-12-08", "2026-12-22"]),
            ("elke 2 weken vanaf 2026-12-01", ["2026-12-01", "2026-12-15", "2026-12-29"]),
            // From a Wednesday: the Tuesday of that week is before it.
            ("elke 2 weken vanaf 2026-12-02", ["2026-12-15", "2026-12-29", "2027-01-12"]),
            ("elke 3 weken vanaf 2026-11-24", ["2026-11-24", "2026-12-15", "2027-01-05"]),
        ] {
            assert_eq!(tuesdays(how, date(2026, 11, 23)), days, "{how}");
        }
        // 2026 has 53 weeks: after week 53 comes week 1, both odd.
        assert_eq!(tuesdays("oneven weken", date(2026, 12, 28)), ["2026-12-29", "2027-01-05", "2027-01-19"]);
    }

    #[test]
    fn other_habits() {
        for (wrong, meant) in [
            ("om de week", None),
            ("elke 3 weken", None),
            ("elke zesde", None),
            ("elke vijfde", None),
            ("elke 1 weken vanaf 2026-12-01", None),
            ("elke 2 weken vanaf 1-12-2026", Some("elke 2 weken vanaf 2026-12-01")),
            ("wekelijks", Some("elke week")),
            ("elke eertse", Some("elke eerste")),
            ("elke 1e", Some("elke eerste")),
            ("soms", None),
        ] {
            assert_eq!(Herhaling::parse(wrong).unwrap_err().replacement.as_deref(), meant, "{wrong}");
        }
    }
}
