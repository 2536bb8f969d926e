//! The rules by which others say how something returns (`RRULE` of RFC 5545): those that calendars of people have. A rule that is not
//! of these is refused, as a wrong day is worse than none.
//!
//! Ours, as the crate that does this has a calendar, zones and patterns of its own with it; a test asks that crate whether we agree.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

/// How often something returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Herhaalregel {
    freq: Freq,
    interval: i32,
    /// The last moment: a day, what the clock says there, or a moment of UTC.
    pub(super) until: Option<Tot>,
    count: Option<u32>,
    /// Days of the week, each with which of them in the month.
    by_day: Vec<(Option<i8>, Weekday)>,
    by_month_day: Vec<i8>,
    by_month: Vec<i8>,
    by_set_pos: Vec<i32>,
    week_start: Weekday,
}

/// What the days of a rule are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// The end of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tot {
    /// The whole of a day.
    Dag(Date),
    /// A time of the clock there.
    Klok(DateTime),
    /// A time in UTC.
    Utc(DateTime),
}

/// So many days are looked at for all that returns in one calendar: more than any has.
pub(crate) const MOST_LOOKED_AT: u32 = 10_000_000;

impl Herhaalregel {
    /// Reads a rule.
    ///
    /// # Errors
    /// What there is in it that is not done here (Dutch): "FREQ=HOURLY".
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut rule = Self {
            freq: Freq::Daily,
            interval: 1,
            until: None,
            count: None,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_month: Vec::new(),
            by_set_pos: Vec::new(),
            week_start: Weekday::Monday,
        };
        let (mut has_freq, mut seen) = (false, BTreeSet::new());
        for part in text.trim().trim_end_matches(';').split(';') {
            let unknown = || shown(part);
            let (key, value) = part.split_once('=').ok_or_else(unknown)?;
            let (key, value) = (key.trim().to_ascii_uppercase(), value.trim().to_ascii_uppercase());
            if !seen.insert(key.clone()) {
                return Err(unknown());
            }
            match key.as_str() {
                "FREQ" => {
                    has_freq = true;
                    rule.freq = match value.as_str() {
                        "DAILY" => Freq::Daily,
                        "WEEKLY" => Freq::Weekly,
                        "MONTHLY" => Freq::Monthly,
                        "YEARLY" => Freq::Yearly,
                        _ => return Err(unknown()),
                    };
                }
                "INTERVAL" => rule.interval = number(&value, 1..=1_000).ok_or_else(unknown)?,
                "COUNT" => {
                    let count = value.parse().ok().filter(|count| *count > 0);
                    rule.count = Some(count.ok_or_else(unknown)?);
                }
                "UNTIL" => rule.until = Some(tot(&value).ok_or_else(unknown)?),
                "WKST" => rule.week_start = weekday(&value).ok_or_else(unknown)?,
                "BYDAY" => rule.by_day = list(&value, by_day).ok_or_else(unknown)?,
                "BYMONTHDAY" => {
                    let day = |it: &str| number(it, -31..=31).filter(|day| *day != 0)?.try_into().ok();
                    rule.by_month_day = list(&value, day).ok_or_else(unknown)?;
                }
                "BYMONTH" => {
                    rule.by_month = list(&value, |it| number(it, 1..=12)?.try_into().ok()).ok_or_else(unknown)?;
                }
                "BYSETPOS" => {
                    let place = |it: &str| number(it, -366..=366).filter(|place| *place != 0);
                    rule.by_set_pos = list(&value, place).ok_or_else(unknown)?;
                }
                _ => return Err(unknown()),
            }
        }
        if !has_freq {
            return Err("er staat geen FREQ in".to_owned());
        }
        rule.not_done().map_or(Ok(rule), |why| Err(why.to_owned()))
    }

    /// What together is not done here.
    fn not_done(&self) -> Option<&'static str> {
        let counts_days = self.by_day.iter().any(|(which, _)| which.is_some());
        match self.freq {
            Freq::Daily | Freq::Weekly if counts_days => Some("een volgnummer in BYDAY"),
            Freq::Weekly if !self.by_month_day.is_empty() => Some("BYMONTHDAY in een week"),
            Freq::Yearly if counts_days && self.by_month.is_empty() => Some("een volgnummer in BYDAY zonder BYMONTH"),
            Freq::Monthly | Freq::Yearly if counts_days && !self.by_month_day.is_empty() => {
                Some("BYDAY met een volgnummer én BYMONTHDAY")
            }
            // Programs do not agree on which is the first of a week that is not whole.
            Freq::Daily | Freq::Weekly if !self.by_set_pos.is_empty() => Some("BYSETPOS per dag of week"),
            _ if self.until.is_some() && self.count.is_some() => Some("UNTIL én COUNT"),
            _ => None,
        }
    }

    /// The days on which it is from the first day on, from one day to another; the first that `ends` is after the last.
    /// `looked` is how many days may still be looked at; `None` when that is not enough.
    pub(super) fn dagen(
        &self,
        first: Date,
        [from, to]: [Date; 2],
        ends: impl Fn(Date) -> bool,
        looked: &mut u32,
    ) -> Option<Vec<Date>> {
        let mut out = Vec::new();
        let mut count = 0;
        // What is counted is counted from the begin.
        let mut period = if self.count.is_some() { 0 } else { self.periods_before(first, from) };
        loop {
            let Some(begin) = self.begin_of(first, period) else { return Some(out) };
            if begin > to {
                return Some(out);
            }
            let days = self.in_period(begin, first, looked)?;
            for day in days.into_iter().filter(|day| *day >= first) {
                count += 1;
                if ends(day) || self.count.is_some_and(|most| count > most) || day > to {
                    return Some(out);
                }
                if day >= from {
                    out.push(day);
                }
            }
            if self.count.is_some_and(|most| count >= most) {
                return Some(out);
            }
            period = period.checked_add(1)?;
        }
    }

    /// How many periods are over before a day, but for the last.
    fn periods_before(&self, first: Date, from: Date) -> i32 {
        if from <= first {
            return 0;
        }
        let days = (from - first).get_days();
        let units = match self.freq {
            Freq::Daily => days,
            Freq::Weekly => days / 7,
            Freq::Monthly => months(from) - months(first),
            Freq::Yearly => i32::from(from.year()) - i32::from(first.year()),
        };
        (units / self.interval - 1).max(0)
    }

    /// The first day of a period.
    fn begin_of(&self, first: Date, period: i32) -> Option<Date> {
        let steps = period.checked_mul(self.interval)?;
        let day = match self.freq {
            Freq::Daily => first.checked_add(steps.days()),
            Freq::Weekly => {
                let in_week = first.weekday().since(self.week_start);
                first.checked_sub(i32::from(in_week).days()).ok()?.checked_add(steps.checked_mul(7)?.days())
            }
            Freq::Monthly => first.first_of_month().checked_add(steps.months()),
            Freq::Yearly => first.first_of_year().checked_add(steps.years()),
        };
        day.ok()
    }

    /// The days of a period, in order.
    fn in_period(&self, begin: Date, first: Date, looked: &mut u32) -> Option<Vec<Date>> {
        let length = match self.freq {
            Freq::Daily => 1,
            Freq::Weekly => 7,
            Freq::Monthly => i32::from(begin.days_in_month()),
            Freq::Yearly => i32::from(begin.days_in_year()),
        };
        *looked = looked.checked_sub(length.unsigned_abs())?;
        let all = begin.series(1.day()).take(length.unsigned_abs() as usize);
        let days: Vec<Date> = all.filter(|day| self.holds(*day, first)).collect();
        if self.by_set_pos.is_empty() {
            return Some(days);
        }
        let place = |place: &i32| {
            let size = i32::try_from(days.len()).unwrap_or_default();
            usize::try_from(if *place > 0 { place - 1 } else { size + place }).ok()
        };
        let places: BTreeSet<usize> = self.by_set_pos.iter().filter_map(place).collect();
        Some(places.into_iter().filter_map(|place| days.get(place).copied()).collect())
    }

    /// Whether a day of a period is one of the rule. What the rule does not say is as it is on the first day.
    fn holds(&self, day: Date, first: Date) -> bool {
        let length = day.days_in_month();
        let in_month = |wanted: &i8| if *wanted > 0 { *wanted == day.day() } else { length + wanted + 1 == day.day() };
        let which = |(which, weekday): &(Option<i8>, Weekday)| {
            let (from_begin, from_end) = ((day.day() - 1) / 7 + 1, -((length - day.day()) / 7 + 1));
            *weekday == day.weekday() && which.is_none_or(|which| which == from_begin || which == from_end)
        };
        let by_month = self.by_month.is_empty() || self.by_month.contains(&day.month());
        let by_month_day = self.by_month_day.is_empty() || self.by_month_day.iter().any(in_month);
        let by_day = self.by_day.is_empty() || self.by_day.iter().any(which);
        let says_day = !self.by_day.is_empty() || !self.by_month_day.is_empty();
        let as_first = says_day
            || match self.freq {
                Freq::Daily => true,
                Freq::Weekly => day.weekday() == first.weekday(),
                Freq::Monthly => day.day() == first.day(),
                Freq::Yearly => day.day() == first.day() && (!self.by_month.is_empty() || day.month() == first.month()),
            };
        by_month && by_month_day && by_day && as_first
    }
}

fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

/// A part of a rule as it is told, which may be of any length.
fn shown(part: &str) -> String {
    part.chars().filter(char::is_ascii_graphic).take(40).collect()
}

/// A whole number, with a sign or without.
fn number(text: &str, within: std::ops::RangeInclusive<i32>) -> Option<i32> {
    text.trim().parse().ok().filter(|number| within.contains(number))
}

/// Values with commas between them; not more than a rule can have.
fn list<T>(text: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    if text.len() > 1_000 {
        return None;
    }
    text.split(',').map(|it| one(it.trim())).collect()
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}

/// `TU`, `2TU` or `-1TU`.
fn by_day(text: &str) -> Option<(Option<i8>, Weekday)> {
    let (which, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = weekday(day)?;
    if which.is_empty() {
        return Some((None, day));
    }
    let which = number(which, -5..=5).filter(|which| *which != 0)?;
    Some((Some(which.try_into().ok()?), day))
}

/// The end of a rule: `20261231`, `20261231T235959` or `20261231T225959Z`.
fn tot(text: &str) -> Option<Tot> {
    if let Some(utc) = text.strip_suffix('Z') {
        return klok(utc).map(Tot::Utc);
    }
    dag(text).map(Tot::Dag).or_else(|| klok(text).map(Tot::Klok))
}

/// A day as calendars write it: `20261201`. Of years in which anybody who reads this lives.
pub(crate) fn dag(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    Date::new(year, month, day).ok().filter(|date| (1900..=2200).contains(&date.year()))
}

/// A day with a time: `20261201T193000`.
pub(crate) fn klok(text: &str) -> Option<DateTime> {
    let (day, time) = text.split_once('T')?;
    if time.len() != 6 || !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hour, minute, second) = (time[..2].parse().ok()?, time[2..4].parse().ok()?, time[4..].parse::<i8>().ok()?);
    // A second that is put in is that before it.
    let time = jiff::civil::Time::new(hour, minute, second.min(59), 0).ok().filter(|_| second <= 60)?;
    Some(dag(day)?.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{select, subsequence};
    use rrule::RRuleSet;

    use super::*;

    const FROM: Date = jiff::civil::date(2026, 1, 1);
    const TO: Date = jiff::civil::date(2027, 12, 31);

    fn ours(rule: &str, first: Date) -> Vec<String> {
        let rule = Herhaalregel::read(rule).unwrap();
        let until = rule.until;
        let ends = |day: Date| until.is_some_and(|until| matches!(until, Tot::Utc(last) if day > last.date()));
        let days = rule.dagen(first, [FROM, TO], ends, &mut 10_000_000).unwrap();
        days.iter().map(ToString::to_string).collect()
    }

    fn theirs(rule: &str, first: Date) -> Vec<String> {
        let begin = first.strftime("%Y%m%dT120000Z");
        let set: RRuleSet =
            format!("DTSTART:{begin}\nRRULE:{rule}").parse().unwrap_or_else(|why| panic!("{rule}: {why}"));
        let (from, to) = (FROM.to_string(), TO.to_string());
        let days = set.into_iter().map(|moment| moment.to_rfc3339()[..10].to_owned());
        days.skip_while(|day| *day < from).take_while(|day| *day <= to).collect()
    }

    /// A rule of those that are done here.
    fn a_rule() -> impl Strategy<Value = String> {
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let counted = ["1MO", "2TU", "3WE", "4TH", "-1FR", "5SA", "-2SU", "-4MO"];
        let of_week = subsequence(days.to_vec(), 1..4).prop_map(|days| format!(";BYDAY={}", days.join(",")));
        let of_month = subsequence(counted.to_vec(), 1..3).prop_map(|days| format!(";BYDAY={}", days.join(",")));
        let month_days = select(vec![";BYMONTHDAY=1", ";BYMONTHDAY=15,31", ";BYMONTHDAY=-1", ";BYMONTHDAY=29,-3"]);
        let month_days = month_days.prop_map(str::to_owned);
        let places = select(vec![";BYSETPOS=1", ";BYSETPOS=-1", ";BYSETPOS=2,-2"]);
        let with_places = (of_week.clone(), places).prop_map(|(days, places)| format!("{days}{places}"));
        let none = || Just(String::new());
        let daily = prop_oneof![none(), of_week.clone(), month_days.clone()].prop_map(|it| format!("FREQ=DAILY{it}"));
        let weekly = prop_oneof![none(), of_week.clone()];
        let weekly =
            (weekly, select(vec!["", ";WKST=SU", ";WKST=MO"])).prop_map(|(it, wkst)| format!("FREQ=WEEKLY{it}{wkst}"));
        let monthly = prop_oneof![none(), of_week.clone(), of_month.clone(), month_days.clone(), with_places.clone()];
        let monthly = monthly.prop_map(|it| format!("FREQ=MONTHLY{it}"));
        let in_month =
            (prop_oneof![none(), of_month, of_week, month_days.clone(), with_places], select(vec!["3", "2,10", "12"]));
        let in_month = in_month.prop_map(|(it, month)| format!(";BYMONTH={month}{it}"));
        let yearly = prop_oneof![none(), month_days, in_month].prop_map(|it| format!("FREQ=YEARLY{it}"));
        let rest = (
            1..4u8,
            select(vec![
                "",
                ";COUNT=1",
                ";COUNT=7",
                ";COUNT=150",
                ";UNTIL=20261124T120000Z",
                ";UNTIL=20270301T120000Z",
            ]),
        );
        (prop_oneof![daily, weekly, monthly, yearly], rest)
            .prop_map(|(rule, (interval, end))| format!("{rule};INTERVAL={interval}{end}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn the_crate_that_does_only_this_finds_the_same_days(rule in a_rule(), after in 0..1_990i32) {
            // That crate refuses a rule that ends before it begins.
            let first = jiff::civil::date(2021, 6, 1) + after.days();
            prop_assert_eq!(ours(&rule, first), theirs(&rule, first), "{} {}", first, rule);
        }
    }

    #[test]
    fn what_is_not_done_is_said() {
        for (rule, why) in [
            ("FREQ=HOURLY", "FREQ=HOURLY"),
            ("FREQ=SECONDLY;COUNT=1000000000", "FREQ=SECONDLY"),
            ("FREQ=WEEKLY;BYDAY=2TU", "een volgnummer in BYDAY"),
            ("FREQ=YEARLY;BYDAY=20MO", "BYDAY=20MO"),
            ("FREQ=WEEKLY;BYDAY=MO,SU;BYSETPOS=1", "BYSETPOS per dag of week"),
            ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO=20"),
            ("FREQ=DAILY;BYHOUR=9,10", "BYHOUR=9,10"),
            ("FREQ=DAILY;COUNT=0", "COUNT=0"),
            ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
            ("FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1"),
            ("FREQ=DAILY;UNTIL=morgen", "UNTIL=morgen"),
            ("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY"),
            ("", ""),
            ("INTERVAL=2", "er staat geen FREQ in"),
        ] {
            assert_eq!(Herhaalregel::read(rule).unwrap_err(), why, "{rule}");
        }
    }
}
