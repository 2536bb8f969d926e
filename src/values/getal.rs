//! Numbers as figures have them: exact, with Dutch spelling, and sometimes not known.

use std::cmp::Ordering;
use std::fmt;

use super::{Bare, Mismatch, Parse, Shape};

/// Most decimals that a figure can have.
const MAX_DECIMALS: usize = 6;

/// Most digits: nothing in a municipality is counted beyond.
const MAX_DIGITS: usize = 15;

/// Most characters that a figure is shown with: 19 digits, dots between them, a comma and a minus fit.
const LONGEST: usize = 32;

/// An exact decimal number, so that sums and bytes are the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Getal {
    /// The number without its decimal sign: 12,5 is 125 …
    digits: i64,
    /// … with 1 decimal.
    decimals: u8,
}

impl Getal {
    /// A whole number.
    pub fn whole(digits: i64) -> Self {
        Self { digits, decimals: 0 }
    }

    /// The exact sum; `None` when it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        let scaled = |n: Self| n.digits.checked_mul(10_i64.checked_pow(u32::from(decimals - n.decimals))?);
        Some(Self { digits: scaled(self)?.checked_add(scaled(other)?)?, decimals })
    }

    /// So many times as much, without zeros behind the comma that say nothing.
    pub fn times(self, times: u32) -> Option<Self> {
        if times == 1 {
            return Some(self);
        }
        let mut product = Self { digits: self.digits.checked_mul(i64::from(times))?, ..self };
        while product.decimals > 0 && product.digits % 10 == 0 {
            product = Self { digits: product.digits / 10, decimals: product.decimals - 1 };
        }
        Some(product)
    }

    /// As it is written in a table: a comma before the decimals, and no dots.
    pub fn written(self) -> String {
        self.to_string().replace('.', "")
    }

    /// Whether it is more than a whole number.
    pub fn is_above(self, limit: i64) -> bool {
        let scale = 10_i128.pow(u32::from(self.decimals));
        i128::from(self.digits) > i128::from(limit) * scale
    }

    /// Whether it is no figure about people: CBS writes −99.995, −99.997 and −99.999.999 for what is missing, also with decimals.
    pub fn is_missing(self) -> bool {
        self.digits < 0 && i128::from(self.digits) <= -90_000 * 10_i128.pow(u32::from(self.decimals))
    }

    /// Whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// How many digits stand behind the comma.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// How many millionths it is: the most decimals that a figure can have.
    fn millionths(self) -> i128 {
        i128::from(self.digits).saturating_mul(self.unit())
    }

    /// How many millionths one of its last decimal is.
    fn unit(self) -> i128 {
        MAX_DECIMALS.checked_sub(usize::from(self.decimals)).map_or(1, |more| (0..more).fold(1, |unit, _| unit * 10))
    }

    /// How they compare as far as their decimals can tell: equal when rounding can explain what they differ.
    pub fn compare(self, other: Self) -> Ordering {
        // Each may be half of its last decimal more or less.
        let difference = self.millionths() - other.millionths();
        if 2 * difference.abs() <= self.unit() + other.unit() { Ordering::Equal } else { difference.cmp(&0) }
    }

    /// How they compare as they are written.
    pub fn exact(self, other: Self) -> Ordering {
        self.millionths().cmp(&other.millionths())
    }

    /// Where it lies between two others, in thousandths; `None` when these are one, or when it lies outside.
    pub fn between(self, low: Self, high: Self) -> Option<u16> {
        let (low, at, high) = (low.millionths(), self.millionths(), high.millionths());
        let room = high - low;
        (room > 0 && (low..=high).contains(&at)).then(|| (2000 * (at - low) + room) / (2 * room))?.try_into().ok()
    }

    /// `self / by * times`, rounded half up to so many decimals; `None` when dividing by nothing.
    pub fn ratio(self, by: Self, times: Self, decimals: u8) -> Option<Self> {
        let scale = |n: Self| Some((i128::from(n.digits), 10_i128.checked_pow(u32::from(n.decimals))?));
        let ((a, a_scale), (b, b_scale), (t, t_scale)) = (scale(self)?, scale(by)?, scale(times)?);
        let top = a.checked_mul(t)?.checked_mul(b_scale)?.checked_mul(10_i128.checked_pow(u32::from(decimals))?)?;
        let bottom = b.checked_mul(a_scale)?.checked_mul(t_scale)?;
        if bottom <= 0 || top < 0 {
            return None;
        }
        let digits = i64::try_from(top.checked_mul(2)?.checked_add(bottom)? / bottom.checked_mul(2)?).ok()?;
        Some(Self { digits, decimals })
    }
}

/// A number written with a dot or space per thousand, without them: "1.234.567,8" → "1234567,8".
fn without_thousands(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once(',').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let groups: Vec<&str> = whole.split(['.', ' ', '\u{a0}']).collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let fits = digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && !rest.is_empty()
        && rest.iter().all(|group| digits(group) && group.len() == 3)
        && fraction.is_none_or(digits);
    fits.then(|| groups.concat() + &fraction.map_or_else(String::new, |fraction| format!(",{fraction}")))
}

/// Reads other ways in which people write a figure: "12%", "1,234.5", "ca. 300".
fn other_habit(text: &str) -> Option<Mismatch> {
    let plain = |text: &str| Getal::parse(text).is_ok();
    if let Some(number) = text.strip_suffix('%').map(str::trim_end).filter(|number| plain(number)) {
        return Some(Mismatch::meant("een procentteken hoort niet bij het getal", number));
    }
    if let Some(number) = text.strip_prefix('−').map(|rest| format!("-{rest}")).filter(|number| plain(number)) {
        return Some(Mismatch::meant("het minteken is een ander teken dan -", number));
    }
    let about = ["ca.", "ca", "circa", "±", "~", "ongeveer", "ruim", "bijna"];
    let number = about.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start);
    if number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit())) {
        return Some(Mismatch::new(format!("“{text}” is geen precies getal")));
    }
    // English: a comma per thousand and a dot before the decimals. With both of them there is no doubt.
    let (whole, fraction) = text.split_once('.')?;
    let meant = without_thousands(&whole.replace(',', "."))?;
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    (whole.contains(',') && !whole.contains([' ', '\u{a0}']) && is_fraction)
        .then(|| Mismatch::meant(format!("“{text}” is op zijn Engels geschreven"), format!("{meant},{fraction}")))
}

impl Parse for Getal {
    const EXPECTED: &'static str = "een getal zonder punten, zoals 9090 of 12,5";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        // Nearly every figure of a table: a few digits and nothing else.
        if text.len() <= 9
            && text.bytes().all(|b| b.is_ascii_digit())
            && let Ok(digits) = text.parse()
        {
            return Ok(Self::whole(digits));
        }
        let error = || other_habit(text).unwrap_or_else(|| Mismatch::new(format!("“{text}” is geen getal")));
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = rest.split_once([',', '.']).unwrap_or((rest, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let thousands = without_thousands(rest);
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || rest.ends_with([',', '.']) {
            return Err(match thousands {
                Some(meant) => Mismatch::meant("schrijf een getal zonder punten of spaties", meant),
                None => error(),
            });
        }
        if let Some(meant) = thousands.filter(|_| rest.contains('.')) {
            return Err(Mismatch::meant(
                format!(
                    "“{text}” kan duizend of een breuk zijn; schrijf duizendtallen zonder punt, breuken met een komma"
                ),
                meant,
            ));
        }
        if fraction.len() > MAX_DECIMALS {
            return Err(Mismatch::new(format!("meer dan {MAX_DECIMALS} cijfers achter de komma")));
        }
        let digits = format!("{whole}{fraction}");
        if digits.trim_start_matches('0').len() > MAX_DIGITS {
            return Err(Mismatch::new(format!("een getal van meer dan {MAX_DIGITS} cijfers is te groot")));
        }
        let digits: i64 = digits.parse().map_err(|_| error())?;
        let decimals = u8::try_from(fraction.len()).map_err(|_| error())?;
        Ok(Self { digits: if negative { -digits } else { digits }, decimals })
    }

    fn shape() -> Shape {
        let thousands = r"(?![1-9][0-9]{0,2}\.[0-9]{3}\s*$)";
        Shape::new(format!("-?{thousands}[0-9]+(?:[.,][0-9]{{1,{MAX_DECIMALS}}})?")).or(Bare::Number)
    }
}

/// Dutch: a dot per thousand, a comma before the decimals.
impl fmt::Display for Getal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // From the last digit to the first: a site has hundreds of thousands of them, and formatting would cost more than all else.
        let mut shown = [0; LONGEST];
        let mut at = LONGEST;
        let mut push = |byte| {
            at -= 1;
            shown[at] = byte;
        };
        let mut rest = self.digits.unsigned_abs();
        let mut digit = || {
            let digit = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            (digit, rest == 0)
        };
        for _ in 0..self.decimals {
            push(digit().0);
        }
        if self.decimals > 0 {
            push(b',');
        }
        for place in 0.. {
            let (digit, is_first) = digit();
            if place > 0 && place % 3 == 0 {
                push(b'.');
            }
            push(digit);
            if is_first {
                break;
            }
        }
        if self.digits < 0 {
            push(b'-');
        }
        f.pad(std::str::from_utf8(&shown[at..]).unwrap_or_default())
    }
}

/// What stands in a table of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Waarde {
    /// A number.
    Getal(Getal),
    /// Not known or kept secret: `onbekend`, `.`, `x`, a lone comma, `null`, or −90.000 and below (CBS writes all of these). Never zero.
    Onbekend,
    /// Cannot occur there: an empty cell (CBS: "blanco"). Shown as *onbekend*, and no part of a sum.
    NietVanToepassing,
}

impl Parse for Waarde {
    const EXPECTED: &'static str = "een getal zonder punten (9090 of 12,5) of onbekend";

    fn parse(text: &str) -> Result<Self, Mismatch> {
        match text.trim() {
            "" => Ok(Self::NietVanToepassing),
            "onbekend" | "Onbekend" | "." | "x" | "X" | "," | "null" => Ok(Self::Onbekend),
            "?" | "-" | "–" | "nb" | "n.b." | "onb." => {
                Err(Mismatch::meant("wat niet bekend is, heet hier onbekend", "onbekend"))
            }
            number => {
                Getal::parse(number).map(|getal| if getal.is_missing() { Self::Onbekend } else { Self::Getal(getal) })
            }
        }
    }

    fn shape() -> Shape {
        Shape::new(format!(r"[oO]nbekend|[.,]|[xX]|null|{}", Getal::shape().pattern)).or(Bare::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_numbers_are_shown() {
        for (digits, decimals, shown) in [
            (i64::MIN, 0, "-9.223.372.036.854.775.808"),
            (i64::MAX, 6, "9.223.372.036.854,775807"),
            (-5, 6, "-0,000005"),
            (0, 0, "0"),
            (0, 2, "0,00"),
            (123, 3, "0,123"),
            (-1000, 0, "-1.000"),
        ] {
            assert_eq!(Getal { digits, decimals }.to_string(), shown);
        }
    }

    #[test]
    fn numbers() {
        for (written, shown) in [
            ("56432", "56.432"),
            ("12,5", "12,5"),
            ("12.5", "12,5"),
            ("-3", "-3"),
            ("0,05", "0,05"),
            ("1000000", "1.000.000"),
        ] {
            assert_eq!(Getal::parse(written).unwrap().to_string(), shown);
        }
        assert_eq!(Getal::parse("9.090").unwrap_err().replacement.unwrap(), "9090");
        assert_eq!(Getal::parse("1.234.567").unwrap_err().replacement.unwrap(), "1234567");
        for (written, shown) in [("0.123", "0,123"), ("12345.678", "12.345,678"), ("0.750", "0,750")] {
            assert_eq!(Getal::parse(written).unwrap().to_string(), shown);
        }
        assert_eq!(Getal::parse("1 234,5").unwrap_err().replacement.unwrap(), "1234,5");
        for (wrong, meant) in
            [("1,234.5", "1234,5"), ("12%", "12"), ("12,5 %", "12,5"), ("−3", "-3"), ("1.234,5", "1234,5")]
        {
            assert_eq!(Getal::parse(wrong).unwrap_err().replacement.as_deref(), Some(meant), "{wrong}");
        }
        for wrong in [".5", "1.5.3", "0.1.234", "ca. 300", "± 300", "300 inwoners", "€ 12", "12-15", "driehonderd", "%"]
        {
            assert_eq!(Getal::parse(wrong).unwrap_err().replacement, None, "{wrong}");
        }
        for wrong in ["", "veel", "1,2,3", "1,", "99999999999999999999"] {
            assert!(Getal::parse(wrong).is_err(), "{wrong}");
        }
        for missing in [".", " . ", "x", ",", "-90000", "-99995", "-99997.0", "-99999999,0"] {
            assert_eq!(Waarde::parse(missing), Ok(Waarde::Onbekend), "{missing}");
        }
        assert_eq!(Waarde::parse("-89999,9"), Getal::parse("-89999,9").map(Waarde::Getal));
        assert_eq!(Waarde::parse("Onbekend"), Ok(Waarde::Onbekend));
        for wrong in ["?", "-", "n.b."] {
            assert_eq!(Waarde::parse(wrong).unwrap_err().replacement.as_deref(), Some("onbekend"), "{wrong}");
        }
        assert_eq!(Waarde::parse("onbekent").unwrap_err().replacement, None);
        assert_eq!(Waarde::parse(""), Ok(Waarde::NietVanToepassing));
    }

    #[test]
    fn sums_and_ratios_are_exact() {
        let n = |text| Getal::parse(text).unwrap();
        assert_eq!(n("0,1").plus(n("0,25")).unwrap(), n("0,35"));
        assert_eq!(Getal::whole(9180).ratio(Getal::whole(422), Getal::whole(100), 0).unwrap(), Getal::whole(2175));
        assert_eq!(Getal::whole(4).ratio(Getal::whole(10_000), Getal::whole(1000), 1).unwrap().to_string(), "0,4");
        assert_eq!(Getal::whole(1).ratio(Getal::whole(0), Getal::whole(1), 0), None);
    }
}
