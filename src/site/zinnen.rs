//! What a figure says, in a sentence. It never says more than the decimals of its figures do, and it never says what is good.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::Serialize;

use crate::kinds::{Indicator, Meetsoort};
use crate::values::Getal;

/// A piece of a sentence. A name stays what it is in any language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Zinsdeel {
    /// The words, with the spaces around them.
    pub tekst: String,
    /// Whether it is a name.
    pub naam: bool,
}

/// What is said of a figure of a wijk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gezegd {
    /// The figure: "In Noord is 31 % 65 jaar of ouder."
    pub zin: Vec<Zinsdeel>,
    /// How it compares to the municipality and the country: "Dat is meer dan in heel Voorbeeldstad (26 %)."
    pub vergelijking: Option<Vec<Zinsdeel>>,
}

/// What a figure is compared with.
struct Ander<'a> {
    plaats: Zinsdeel,
    getal: Getal,
    of: &'a Indicator,
}

fn woorden(tekst: impl Into<String>) -> Zinsdeel {
    Zinsdeel { tekst: tekst.into(), naam: false }
}

fn naam(tekst: &str) -> Zinsdeel {
    Zinsdeel { tekst: tekst.to_owned(), naam: true }
}

impl Gezegd {
    /// Puts the figure of a wijk into words, beside those of the municipality and the country.
    pub(crate) fn new(
        of: &Indicator,
        (wijk, getal): (&str, Option<Getal>),
        (gemeente, of_gemeente): (&str, Option<Getal>),
    ) -> Self {
        let unit = || eenheid(of).map_or_else(String::new, |unit| format!(" {unit}"));
        let [before, after] = match (getal, &of.zin) {
            (Some(getal), Some(zin)) => ["In ".to_owned(), format!(" {}.", zin.with(&shown(of, getal)))],
            (Some(getal), None) => [format!("{} in ", of.naam), format!(": {}{}.", shown(of, getal), unit())],
            (None, _) => [format!("{}: voor ", of.naam), " is dit cijfer niet bekend.".to_owned()],
        };
        let of_gemeente = of_gemeente.map(|getal| Ander { plaats: naam(gemeente), getal, of });
        // What all there is in the country comes to, says nothing of a wijk.
        let of_land = of.nederland.filter(|_| of.soort != Meetsoort::Aantal);
        let of_land = of_land.map(|getal| Ander { plaats: woorden("Nederland"), getal, of });
        let mut others = of_gemeente.into_iter().chain(of_land);
        let compared = others.next().map(|other| match getal {
            Some(getal) if of.soort == Meetsoort::Aantal => other.share(getal),
            Some(getal) => other.compared(getal),
            None => other.told(),
        });
        let mut all: Vec<Zinsdeel> = compared.into_iter().flatten().collect();
        for other in others {
            all.push(woorden(" "));
            all.extend(other.told());
        }
        let zin = vec![woorden(before), naam(wijk), woorden(after)];
        Self { zin, vergelijking: (!all.is_empty()).then_some(all) }
    }
}

impl Ander<'_> {
    /// How a figure compares to it, as far as the decimals of both can tell.
    fn compared(self, getal: Getal) -> [Zinsdeel; 3] {
        let than = match getal.compare(self.getal) {
            Ordering::Greater => "meer dan",
            Ordering::Less => "minder dan",
            Ordering::Equal => "ongeveer hetzelfde als",
        };
        let shown = shown(self.of, self.getal);
        [woorden(format!("Dat is {than} in heel ")), self.plaats, woorden(format!(" ({shown})."))]
    }

    /// Which part of it a count is.
    fn share(self, part: Getal) -> [Zinsdeel; 3] {
        let whole = self.getal;
        let is_part = part.exact(whole) == Ordering::Less;
        let said = match part.ratio(whole, Getal::whole(100), 0).filter(|_| is_part) {
            Some(none) if none == Getal::whole(0) && part.exact(none) == Ordering::Greater => "minder dan 1".to_owned(),
            Some(all) if all == Getal::whole(100) => "meer dan 99".to_owned(),
            Some(some) if some != Getal::whole(0) => format!("ongeveer {some}"),
            _ => return self.told(),
        };
        let shown = shown(self.of, whole);
        [woorden(format!("Dat is {said}\u{a0}% van heel ")), self.plaats, woorden(format!(" ({shown})."))]
    }

    /// What it is.
    fn told(self) -> [Zinsdeel; 3] {
        let shown = shown(self.of, self.getal);
        [woorden("In heel "), self.plaats, woorden(format!(" is het {shown}."))]
    }
}

/// A figure without its unit, unless that is short.
pub(crate) fn shown(of: &Indicator, getal: Getal) -> String {
    if of.is_percent() { format!("{getal}\u{a0}%") } else { getal.to_string() }
}

/// What an indicator is counted in, when its name does not say that and a figure does not show it.
pub(crate) fn eenheid(of: &Indicator) -> Option<&Arc<str>> {
    let is_said = of.is_percent() || *of.eenheid == *"aantal" || of.eenheid.to_lowercase() == of.naam.to_lowercase();
    Some(&of.eenheid).filter(|_| !is_said)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostics::Span;
    use crate::read::fields::At;
    use crate::values::{Parse, Verbatim, Zin};

    fn indicator(eenheid: &str, soort: Meetsoort) -> Indicator {
        Indicator {
            indicator: At { value: Verbatim::parse("ouder").unwrap(), span: Span::default() },
            naam: "65 jaar of ouder".into(),
            eenheid: eenheid.into(),
            soort,
            toelichting: None,
            zin: Some(Arc::new(Zin::parse("is {waarde} 65 jaar of ouder.").unwrap())),
            uitgelicht: false,
            nederland: None,
        }
    }

    fn number(text: &str) -> Option<Getal> {
        (text != "onbekend").then(|| Getal::parse(text).unwrap())
    }

    fn said(of: &Indicator, wijk: &str, gemeente: &str) -> String {
        let Gezegd { zin, vergelijking } = Gezegd::new(of, ("Oost", number(wijk)), ("Voorbeeldstad", number(gemeente)));
        let text = |parts: Vec<Zinsdeel>| parts.into_iter().map(|part| part.tekst).collect::<String>();
        let said = [Some(zin), vergelijking].into_iter().flatten().map(text).collect::<Vec<_>>().join(" ");
        said.replace('\u{a0}', " ")
    }

    #[test]
    fn sentences() {
        let share = indicator("procent", Meetsoort::NietOpTellen);
        for (wijk, gemeente, sentence) in [
            ("31", "26", "In Oost is 31 % 65 jaar of ouder. Dat is meer dan in heel Voorbeeldstad (26 %)."),
            ("26", "31", "In Oost is 26 % 65 jaar of ouder. Dat is minder dan in heel Voorbeeldstad (31 %)."),
            // What is 26,6 is rounded to 27, and what is 26,4 to 26.
            (
                "27",
                "26",
                "In Oost is 27 % 65 jaar of ouder. Dat is ongeveer hetzelfde als in heel Voorbeeldstad (26 %).",
            ),
            ("27", "26,4", "In Oost is 27 % 65 jaar of ouder. Dat is meer dan in heel Voorbeeldstad (26,4 %)."),
            (
                "onbekend",
                "26",
                "65 jaar of ouder: voor Oost is dit cijfer niet bekend. In heel Voorbeeldstad is het 26 %.",
            ),
            ("31", "onbekend", "In Oost is 31 % 65 jaar of ouder."),
            ("onbekend", "onbekend", "65 jaar of ouder: voor Oost is dit cijfer niet bekend."),
        ] {
            assert_eq!(said(&share, wijk, gemeente), sentence);
        }
        let land = Indicator { nederland: number("20"), ..share };
        assert!(said(&land, "31", "26").ends_with("(26 %). In heel Nederland is het 20 %."));
        assert!(said(&land, "31", "onbekend").ends_with("Dat is meer dan in heel Nederland (20 %)."));
        let count = Indicator { zin: None, nederland: number("3"), ..indicator("personen", Meetsoort::Aantal) };
        for (wijk, gemeente, sentence) in [
            ("270", "1000", "270 personen. Dat is ongeveer 27 % van heel Voorbeeldstad (1.000)."),
            ("1", "1000", "1 personen. Dat is minder dan 1 % van heel Voorbeeldstad (1.000)."),
            ("999", "1000", "999 personen. Dat is meer dan 99 % van heel Voorbeeldstad (1.000)."),
            ("1000", "1000", "1.000 personen. In heel Voorbeeldstad is het 1.000."),
            ("1005", "1000", "1.005 personen. In heel Voorbeeldstad is het 1.000."),
            ("0", "1000", "0 personen. In heel Voorbeeldstad is het 1.000."),
            ("0", "0", "0 personen. In heel Voorbeeldstad is het 0."),
            ("-5", "1000", "-5 personen. In heel Voorbeeldstad is het 1.000."),
        ] {
            assert_eq!(said(&count, wijk, gemeente), format!("65 jaar of ouder in Oost: {sentence}"));
        }
    }

    /// A figure as sources write them, and what it is in millionths with what rounding may have changed.
    fn figure() -> impl Strategy<Value = (String, i128, i128)> {
        (0_i64..200_000, 0_u32..4).prop_map(|(digits, decimals)| {
            let unit = 10_i128.pow(6 - decimals);
            let (whole, rest) = (digits / 10_i64.pow(decimals), digits % 10_i64.pow(decimals));
            let rest =
                if decimals == 0 { String::new() } else { format!(",{rest:0width$}", width = decimals as usize) };
            (format!("{whole}{rest}"), i128::from(digits) * unit, unit / 2)
        })
    }

    proptest! {
        /// What is said to be more is more, whatever the figures were before they were rounded.
        #[test]
        fn a_sentence_never_contradicts_its_figures((one, a, a_half) in figure(), (two, b, b_half) in figure()) {
            let said = said(&indicator("jaar", Meetsoort::NietOpTellen), &one, &two);
            prop_assert_eq!(said.contains("meer dan"), a - a_half > b + b_half, "{}", said);
            prop_assert_eq!(said.contains("minder dan"), a + a_half < b - b_half, "{}", said);
            prop_assert_eq!(said.matches("Dat is").count(), 1);
            let (one, two) = (number(&one).unwrap().to_string(), number(&two).unwrap().to_string());
            prop_assert!(said.starts_with(&format!("In Oost is {one} 65")) && said.ends_with(&format!("({two}).")), "{}", said);
        }

        /// A part of a whole is what one would reckon, and never nothing or all when it is not.
        #[test]
        fn a_share_never_contradicts_its_figures(part in 0_i64..400, whole in 0_i64..400) {
            let said = said(&indicator("personen", Meetsoort::Aantal), &part.to_string(), &whole.to_string());
            let reckoned = said.split_once("Dat is ").and_then(|(_, rest)| rest.split_once(" %"));
            match reckoned.map(|(reckoned, _)| reckoned.rsplit_once(' ').unwrap()) {
                Some(("ongeveer", share)) => {
                    let share: i64 = share.parse().unwrap();
                    prop_assert!((200 * part - 2 * share * whole).abs() <= whole && (1..100).contains(&share), "{}", said);
                }
                Some(("minder dan", "1")) => prop_assert!(0 < part && 200 * part < whole, "{}", said),
                Some(("meer dan", "99")) => prop_assert!(part < whole && 200 * part >= 199 * whole, "{}", said),
                Some(other) => prop_assert!(false, "{:?}", other),
                None => prop_assert!(part == 0 || part >= whole, "{}", said),
            }
        }
    }
}
