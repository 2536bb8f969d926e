//! Colours, and how well one is read on another.
//!
//! Relative luminance and contrast are those of WCAG 2.2 (success criteria 1.4.3 and 1.4.11), for colours in sRGB. All
//! arithmetic is exact or basic, without functions of the machine's own mathematics library, so that the same colours come out
//! everywhere.

use std::fmt;

use super::{Mismatch, Parse, Shape};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kleur {
    rood: u8,
    groen: u8,
    blauw: u8,
}

impl Kleur {
    /// Black.
    pub const ZWART: Self = Self { rood: 0, groen: 0, blauw: 0 };
    /// White.
    pub const WIT: Self = Self { rood: 255, groen: 255, blauw: 255 };

    /// The contrast ratio of two colours, from 1 (the same) to 21 (black and white).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The colour itself and the same hue in every darker and lighter shade, down to black and up to white.
    ///
    /// All channels go down or up together, which keeps hue and chroma, until one of them can go no further; from there the
    /// colour is mixed with black or white, which keeps the hue.
    pub fn shades(self) -> impl Iterator<Item = Self> {
        let (down, up) = (self.channels().min(), self.channels().max().map(|most| 255 - most));
        let (down, up) = (down.unwrap_or(0), up.unwrap_or(0));
        let (darkest, lightest) = (self.map(|channel| channel - down), self.map(|channel| channel + up));
        let mixed = |from: Self, end: Self| (1..=255).map(move |step| from.toward(end, step));
        std::iter::once(self)
            .chain((1..=down).map(move |by| self.map(|channel| channel - by)))
            .chain(mixed(darkest, Self::ZWART))
            .chain((1..=up).map(move |by| self.map(|channel| channel + by)))
            .chain(mixed(lightest, Self::WIT))
    }

    /// How far two colours are apart: the square of their distance in sRGB.
    pub fn distance(self, other: Self) -> u32 {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(self.rood, other.rood) + square(self.groen, other.groen) + square(self.blauw, other.blauw)
    }

    fn channels(self) -> impl Iterator<Item = u8> {
        [self.rood, self.groen, self.blauw].into_iter()
    }

    fn map(self, change: impl Fn(u8) -> u8) -> Self {
        Self { rood: change(self.rood), groen: change(self.groen), blauw: change(self.blauw) }
    }

    /// The colour at `step` of 255 on the way to `end`.
    fn toward(self, end: Self, step: u8) -> Self {
        let mix = |from: u8, to: u8| {
            let (step, whole) = (u32::from(step), 255);
            let sum = u32::from(from) * (whole - step) + u32::from(to) * step;
            // A weighted mean of two bytes is a byte.
            u8::try_from((sum + whole / 2) / whole).unwrap_or(u8::MAX)
        };
        Self { rood: mix(self.rood, end.rood), groen: mix(self.groen, end.groen), blauw: mix(self.blauw, end.blauw) }
    }

    /// Relative luminance: 0 is black, 1 is white.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| LINEAR[usize::from(channel)];
        0.2126 * linear(self.rood) + 0.7152 * linear(self.groen) + 0.0722 * linear(self.blauw)
    }

    /// From hexadecimal digits: `0b3149`, or `fed` for `ffeedd`.
    fn from_digits(digits: &str) -> Option<Self> {
        let digit = |c: char| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let digits: Vec<u8> = digits.chars().map(digit).collect::<Option<_>>()?;
        match digits[..] {
            [r, g, b] => Some(Self { rood: r * 17, groen: g * 17, blauw: b * 17 }),
            [r, r2, g, g2, b, b2] => Some(Self { rood: r * 16 + r2, groen: g * 16 + g2, blauw: b * 16 + b2 }),
            _ => None,
        }
    }

    /// From how stylesheets write it in decimal: `rgb(11, 49, 73)` or `rgb(11 49 73)`.
    fn from_decimals(text: &str) -> Option<Self> {
        let inside = text.strip_prefix("rgb(")?.strip_suffix(')')?;
        let channels: Vec<u8> = inside
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        match channels[..] {
            [rood, groen, blauw] => Some(Self { rood, groen, blauw }),
            _ => None,
        }
    }

    /// As it is written in YAML: between quotes, because what follows a bare `#` is a remark.
    pub fn quoted(self) -> String {
        format!("\"{self}\"")
    }
}

/// A contrast ratio in Dutch, with one decimal, rounded down: too little must never look like enough.
pub(crate) fn contrast_text(ratio: f64) -> String {
    format!("{:.1}", (ratio * 10.0).floor() / 10.0).replace('.', ",")
}

impl fmt::Display for Kleur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.rood, self.groen, self.blauw)
    }
}

impl Parse for Kleur {
    const EXPECTED: &'static str =
        "een kleur tussen aanhalingstekens: een # en zes tekens (0-9 en a-f), zoals \"#0b3149\"";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let lower = text.to_lowercase();
        let digits = lower.strip_prefix('#');
        if let Some(kleur) = digits.and_then(Self::from_digits) {
            return Ok(kleur);
        }
        if let Some(kleur) = Self::from_digits(&lower) {
            return Err(Mismatch::meant("een kleur begint met een #", kleur.quoted()));
        }
        if let Some(kleur) = Self::from_decimals(&lower) {
            return Err(Mismatch::meant(format!("schrijf {text} als {kleur}"), kleur.quoted()));
        }
        // #rgba and #rrggbbaa: what shines through cannot be measured.
        if let Some(kleur) =
            digits.and_then(|digits| digits.get(..digits.len() * 3 / 4).filter(|_| [4, 8].contains(&digits.len())))
            && let Some(kleur) = Self::from_digits(kleur)
        {
            return Err(Mismatch::meant("een kleur kan hier niet doorzichtig zijn", kleur.quoted()));
        }
        Err(Mismatch::new(if text.chars().all(char::is_alphabetic) {
            format!("een kleur schrijft u niet als woord (“{text}”)")
        } else {
            format!("“{text}” is geen kleur")
        }))
    }

    fn shape() -> Shape {
        Shape::new("#(?:[0-9a-fA-F]{3}){1,2}")
    }
}

/// What each of the 256 values of a channel gives in light.
static LINEAR: [f64; 256] = {
    let mut table = [0.0; 256];
    let mut value = 0;
    while value < 256 {
        table[value] = linear(value);
        value += 1;
    }
    table
};

/// The light of a channel, as WCAG 2.2 defines it: `((c + 0.055) / 1.055) ^ 2.4`, and straight where it is almost black.
#[expect(clippy::cast_precision_loss, reason = "at most 255")]
const fn linear(value: usize) -> f64 {
    let channel = value as f64 / 255.0;
    if channel <= 0.04045 {
        return channel / 12.92;
    }
    let base = (channel + 0.055) / 1.055;
    // x^2.4 is x² times the fifth root of x².
    let square = base * base;
    square * fifth_root(square)
}

/// The fifth root of a number between 0.001 and 1, by Newton's method.
const fn fifth_root(number: f64) -> f64 {
    let mut root = 1.0;
    let mut round = 0;
    while round < 30 {
        root = (4.0 * root + number / (root * root * root * root)) / 5.0;
        round += 1;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kleur(text: &str) -> Kleur {
        Kleur::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let contrast = |a: &str, b: &str| kleur(a).contrast(kleur(b));
        assert!((contrast("#000", "#fff") - 21.0).abs() < 1e-9);
        assert!((contrast("#fff", "#fff") - 1.0).abs() < 1e-9);
        // The two greys on white that everybody knows: the last that is enough for text, and the first that is not.
        assert!(contrast("#767676", "#ffffff") >= 4.5);
        assert!(contrast("#777777", "#ffffff") < 4.5);
        assert!((contrast("#0000ff", "#ffffff") - 8.592).abs() < 0.001);
        assert!((contrast("#ff0000", "#ffffff") - 3.998).abs() < 0.001);
    }

    #[test]
    fn light_is_that_of_the_formula() {
        for value in 0..=255_u8 {
            let channel = f64::from(value) / 255.0;
            let exact = if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) };
            assert!((LINEAR[usize::from(value)] - exact).abs() < 1e-12, "{value}");
        }
    }

    #[test]
    fn is_read() {
        assert_eq!(kleur("#0B3149").to_string(), "#0b3149");
        assert_eq!(kleur("#fed").to_string(), "#ffeedd");
        let meant = |text: &str| Kleur::parse(text).unwrap_err().replacement;
        assert_eq!(meant("0b3149").as_deref(), Some("\"#0b3149\""));
        assert_eq!(meant("#0b314980").as_deref(), Some("\"#0b3149\""));
        assert_eq!(meant("rgb(11, 49, 73)").as_deref(), Some("\"#0b3149\""));
        for text in ["rood", "", "#", "#12", "#12345", "rgb(1,2)", "rgb(256,0,0)", "#ggg", "#éé12", "hsl(1 2 3)"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn shades_run_from_black_to_white_in_the_same_hue() {
        let shades: Vec<Kleur> = kleur("#0b3149").shades().collect();
        for expected in ["#000000", "#00263e", "#0b3149", "#c1e7ff", "#ffffff"] {
            assert!(shades.contains(&kleur(expected)), "{expected}");
        }
        assert!(shades.iter().all(|it| it.rood <= it.groen && it.groen <= it.blauw));
    }
}
