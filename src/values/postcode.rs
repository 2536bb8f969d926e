//! A postcode as a list of addresses has millions of them: in four bytes, in order.

use std::fmt;

use super::{Mismatch, Parse, Postcode, Shape};

/// A postcode of four digits and two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pc6(u32);

/// How many pairs of letters there are.
const PAIRS: u32 = 26 * 26;

impl Pc6 {
    /// The postcode that these six signs are; small letters are as good as capitals.
    pub(crate) fn of(written: &[u8]) -> Option<Self> {
        let [a, b, c, d, one, other] = written else { return None };
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        let letter = |byte: &u8| byte.is_ascii_alphabetic().then(|| u32::from(byte.to_ascii_uppercase() - b'A'));
        let digits = digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
        // SA, SD and SS are never given out.
        let is_given_out = !matches!([one, other].map(u8::to_ascii_uppercase), [b'S', b'A' | b'D' | b'S']);
        (digits >= 1000 && is_given_out).then_some(Self(digits * PAIRS + letter(one)? * 26 + letter(other)?))
    }

    /// The four digits.
    pub(crate) fn cijfers(self) -> u16 {
        u16::try_from(self.0 / PAIRS).unwrap_or_default()
    }

    /// The place of the two letters among all pairs, from AA on.
    pub(crate) fn paar(self) -> u16 {
        u16::try_from(self.0 % PAIRS).unwrap_or_default()
    }
}

/// The two letters at a place among all pairs.
pub(crate) fn letters(paar: u16) -> String {
    let letter = |nr: u16| char::from(b'A' + u8::try_from(nr % 26).unwrap_or_default());
    [letter(paar / 26), letter(paar)].into_iter().collect()
}

impl Parse for Pc6 {
    const EXPECTED: &'static str = Postcode::EXPECTED;

    fn parse(text: &str) -> Result<Self, Mismatch> {
        let written: String = Postcode::parse(text)?.to_string().chars().filter(|c| *c != ' ').collect();
        Self::of(written.as_bytes()).ok_or_else(|| Mismatch::new(format!("“{text}” is geen postcode")))
    }

    fn shape() -> Shape {
        Postcode::shape()
    }
}

impl fmt::Display for Pc6 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}{}", self.cijfers(), letters(self.paar()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_a_number_and_back() {
        for (written, shown) in [("1785ST", "1785\u{a0}ST"), ("1000aa", "1000\u{a0}AA"), ("9999ZZ", "9999\u{a0}ZZ")] {
            assert_eq!(Pc6::of(written.as_bytes()).unwrap().to_string(), shown);
            assert_eq!(Pc6::parse(written).unwrap().to_string(), shown);
        }
        assert!(Pc6::of(b"1785ST") < Pc6::of(b"1785SU") && Pc6::of(b"1785ZZ") < Pc6::of(b"1786AA"));
        for wrong in ["0785ST", "1785S", "1785S1", "1785sa", "1785SS", "", "1785STX"] {
            assert_eq!(Pc6::of(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
