//! Schedules to try: those that are tricky, and as many more as one likes. Each can be written as content, and says itself, day by
//! day, when it is; of the code that makes calendars it knows nothing.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A spreekuur.
#[derive(Debug, Clone)]
pub(crate) struct Rooster {
    pub dag: usize,
    pub herhaling: &'static str,
    pub tijd: [String; 2],
    pub van: Option<Date>,
    pub tot: Option<Date>,
    pub vervalt: Vec<Date>,
    pub gewijzigd: Option<Date>,
}

/// When the site says that it last changed, which counts where a file does not say it.
pub(crate) const CHANGED: Date = date(2026, 1, 5);

const DAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

const HERHALINGEN: [&str; 8] = [
    "elke week",
    "even weken",
    "oneven weken",
    "elke eerste",
    "elke tweede",
    "elke derde",
    "elke vierde",
    "elke laatste",
];

impl Rooster {
    pub(crate) fn yaml(&self, wijk: &str, waarvoor: &str) -> String {
        let [van, tot] = &self.tijd;
        let mut yaml = format!(
            "wijk: {wijk}\ndag: {}\nherhaling: {}\nvan: \"{van}\"\ntot: \"{tot}\"\nlocatie: {{naam: Zaal}}\n\
             waarvoor: {waarvoor}\nmet_wie: iemand\nafspraak: nodig\n",
            DAGEN[self.dag], self.herhaling
        );
        for (key, day) in [("geldig_van", self.van), ("geldig_tot", self.tot), ("gewijzigd", self.gewijzigd)] {
            yaml.extend(day.map(|day| format!("{key}: {day}\n")));
        }
        if !self.vervalt.is_empty() {
            yaml.push_str("vervalt_op:\n");
            yaml.extend(self.vervalt.iter().map(|day| format!("  - {day}\n")));
        }
        yaml
    }

    /// Whether it would be on this day, if it is not cancelled.
    fn is_on(&self, day: Date) -> bool {
        let rang = (day.day() - 1) / 7;
        let week = day.iso_week_date().week();
        let is_in = match self.herhaling {
            "elke week" => true,
            "even weken" => week % 2 == 0,
            "oneven weken" => week % 2 == 1,
            "elke eerste" => rang == 0,
            "elke tweede" => rang == 1,
            "elke derde" => rang == 2,
            "elke vierde" => rang == 3,
            _ => day.checked_add(7.days()).unwrap().month() != day.month(),
        };
        // Without a first day it is known from when it was written.
        let first = self.van.or(self.gewijzigd).unwrap_or(CHANGED);
        is_in
            && usize::try_from(day.weekday().to_monday_zero_offset()) == Ok(self.dag)
            && first <= day
            && self.tot.is_none_or(|tot| day <= tot)
    }

    /// Its moments from one day up to another, as readers tell them.
    pub(crate) fn moments(&self, from: Date, to: Date, titel: &str) -> Vec<String> {
        let [van, tot] = &self.tijd;
        from.series(1.day())
            .take_while(|day| *day < to)
            .filter(|day| self.is_on(*day))
            .map(|day| {
                let vervalt = if self.vervalt.contains(&day) { "VERVALLEN: " } else { "" };
                format!("{day}T{van} {day}T{tot} {vervalt}{titel}")
            })
            .collect()
    }

    /// Whether there is a day left in the next years that is not cancelled: content without one is a mistake.
    fn is_ever(&self) -> bool {
        let days = date(2024, 1, 1).series(1.day()).take_while(|day| *day < date(2030, 1, 1));
        days.filter(|day| self.is_on(*day)).any(|day| !self.vervalt.contains(&day))
    }
}

/// What goes wrong first, if anything: every rhythm on every day, ends on and beside a day, years of 53 weeks, the days on which
/// clocks change, the first or last day cancelled, all but one.
pub(crate) fn tricky() -> Vec<Rooster> {
    let plain = Rooster {
        dag: 0,
        herhaling: "elke week",
        tijd: ["09:00".into(), "10:30".into()],
        van: None,
        tot: None,
        vervalt: Vec::new(),
        gewijzigd: None,
    };
    let mut all = Vec::new();
    for herhaling in HERHALINGEN {
        all.extend((0..7).map(|dag| Rooster { dag, herhaling, ..plain.clone() }));
        // A stretch over the end of 2026, which has 53 weeks, and one that ends on its last day.
        let (van, tot) = (Some(date(2026, 12, 1)), Some(date(2027, 3, 1)));
        all.extend((0..7).map(|dag| Rooster { dag, herhaling, van, tot, ..plain.clone() }));
        let tot = Some(date(2026, 12, 31));
        all.push(Rooster { dag: 3, herhaling, van, tot, ..plain.clone() });
    }
    // Both nights of the clock, and an end on such a day.
    for [van, tot] in [["00:00", "00:30"], ["01:00", "01:59"], ["03:00", "04:00"], ["23:00", "23:59"]] {
        let tijd = [van.into(), tot.into()];
        all.push(Rooster { dag: 6, tijd: tijd.clone(), ..plain.clone() });
        all.push(Rooster { dag: 6, tijd: tijd.clone(), tot: Some(date(2027, 3, 28)), ..plain.clone() });
        all.push(Rooster { dag: 6, tijd, tot: Some(date(2027, 10, 31)), ..plain.clone() });
    }
    // The first, the last, all but one, and a row of them.
    let (van, tot) = (Some(date(2026, 12, 7)), Some(date(2027, 1, 4)));
    for vervalt in [
        vec![date(2026, 12, 7)],
        vec![date(2027, 1, 4)],
        vec![date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 28)],
        vec![date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)],
        vec![date(2026, 12, 14), date(2026, 12, 21)],
    ] {
        all.push(Rooster { van, tot, vervalt, ..plain.clone() });
    }
    all
}

/// Schedules that follow from a seed.
pub(crate) fn generated(count: usize) -> Vec<Rooster> {
    let mut dice = Dice(20_261_130);
    let mut all = Vec::new();
    while all.len() < count {
        // Not in the hour that clocks skip or have twice: readers have an opinion each of what is then.
        let minutes = 180 + dice.roll(1_200);
        let length = 5 + dice.roll((1_435 - minutes).min(240));
        let clock = |minutes: usize| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let some_day = |dice: &mut Dice, first: Date, days: usize| {
            first.checked_add(i64::try_from(dice.roll(days)).unwrap().days()).unwrap()
        };
        let van = (dice.roll(2) == 0).then(|| some_day(&mut dice, date(2025, 6, 1), 900));
        let gewijzigd = (dice.roll(2) == 0).then(|| some_day(&mut dice, date(2025, 11, 1), 380));
        let begin = van.or(gewijzigd).unwrap_or(CHANGED);
        let tot = (dice.roll(2) == 0).then(|| some_day(&mut dice, begin, 900));
        let mut rooster = Rooster {
            dag: dice.roll(7),
            herhaling: HERHALINGEN[dice.roll(HERHALINGEN.len())],
            tijd: [clock(minutes), clock(minutes + length)],
            van,
            tot,
            vervalt: Vec::new(),
            gewijzigd,
        };
        let days: Vec<Date> = begin.series(1.day()).take(800).filter(|day| rooster.is_on(*day)).collect();
        for _ in 0..dice.roll(6).min(days.len()) {
            let day = days[dice.roll(days.len())];
            if !rooster.vervalt.contains(&day) {
                rooster.vervalt.push(day);
            }
        }
        // An end in the past is a file without dates.
        if rooster.is_ever() && rooster.tot.is_none_or(|tot| tot >= date(2026, 11, 23)) {
            all.push(rooster);
        }
    }
    all
}

/// Numbers that are the same on every machine (splitmix64).
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((it ^ (it >> 31)) >> 33).unwrap() % sides.max(1)
    }
}
