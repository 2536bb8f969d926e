//! Schedules to try: those that are tricky, and as many more as one likes. Each can be written as content, and says itself, day by
//! day, when it is; of the code that makes calendars it knows nothing.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A spreekuur.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rooster {
    /// The day of the week, from Monday on; of some days the second is in [`Self::ook`].
    pub dag: usize,
    pub ook: Option<usize>,
    pub herhaling: &'static str,
    pub tijd: [String; 2],
    pub van: Option<Date>,
    pub tot: Option<Date>,
    pub vervalt: Vec<Date>,
    /// From which day to which other, at the same time.
    pub verplaatst: Vec<(Date, Date)>,
    pub extra: Vec<Date>,
    /// Whether it goes on when the municipality does not work.
    pub gaat_door: bool,
    pub gewijzigd: Option<Date>,
}

/// When the site says that it last changed, which counts where a file does not say it.
const CHANGED: Date = date(2026, 1, 1);

const DAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

const HERHALINGEN: [&str; 12] = [
    "elke week",
    "elke 2 weken vanaf 2026-10-07",
    "elke 5 weken vanaf 2026-02-01",
    "elke eerste en derde",
    "elke vierde en laatste",
    "even weken",
    "oneven weken",
    "elke eerste",
    "elke tweede",
    "elke derde",
    "elke vierde",
    "elke laatste",
];

/// The days on which municipalities do not work by their collective agreement, as a calendar on the wall has them.
const FEESTDAGEN: &[(i16, i8, i8)] = &[
    (2026, 12, 25),
    (2026, 12, 26),
    (2027, 1, 1),
    (2027, 3, 29),
    (2027, 4, 27),
    (2027, 5, 5),
    (2027, 5, 6),
    (2027, 5, 17),
    (2027, 12, 25),
    (2027, 12, 26),
    (2028, 1, 1),
    (2028, 4, 17),
    (2028, 4, 27),
    (2028, 5, 5),
    (2028, 5, 25),
    (2028, 6, 5),
];

impl Rooster {
    pub(crate) fn yaml(&self, wijk: &str, waarvoor: &str) -> String {
        let [van, tot] = &self.tijd;
        let mut yaml = format!(
            "wijk: {wijk}\ndag: [{}]\nherhaling: {}\nvan: \"{van}\"\ntot: \"{tot}\"\nlocatie: {{naam: Zaal}}\n\
             waarvoor: {waarvoor}\nmet_wie: iemand\nafspraak: nodig\n",
            self.dagen().map(|dag| DAGEN[dag]).collect::<Vec<_>>().join(", "),
            self.herhaling
        );
        if self.gaat_door {
            yaml.push_str("feestdagen: gaat door\n");
        }
        for (key, day) in [("geldig_van", self.van), ("geldig_tot", self.tot), ("gewijzigd", self.gewijzigd)] {
            yaml.extend(day.map(|day| format!("{key}: {day}\n")));
        }
        let mut list = |key: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                yaml.push_str(&format!("{key}:\n  - {}\n", lines.join("\n  - ")));
            }
        };
        list("vervalt_op", self.vervalt.iter().map(Date::to_string).collect());
        list("extra_op", self.extra.iter().map(Date::to_string).collect());
        let moved = self.verplaatst.iter().map(|(day, to)| format!("{{datum: {day}, naar: {to}}}"));
        list("verplaatst", moved.collect());
        yaml
    }

    fn dagen(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.dag).chain(self.ook)
    }

    /// From when on it is known: without a first day from when it was written, and nothing of long before that.
    pub(crate) fn begin(&self) -> Date {
        let changed = self.gewijzigd.unwrap_or(CHANGED);
        self.van.map_or(changed, |van| van.max(changed - 31.days()))
    }

    /// Whether it would be on this day as a rule.
    fn is_regular(&self, day: Date) -> bool {
        let rang = (day.day() - 1) / 7;
        let is_last = day.checked_add(7.days()).unwrap().month() != day.month();
        let week = day.iso_week_date().week();
        let monday = |day: Date| day - i32::from(day.weekday().to_monday_zero_offset()).days();
        let is_in = match self.herhaling {
            "elke week" => true,
            "even weken" => week % 2 == 0,
            "oneven weken" => week % 2 == 1,
            "elke eerste" => rang == 0,
            "elke tweede" => rang == 1,
            "elke derde" => rang == 2,
            "elke vierde" => rang == 3,
            "elke laatste" => is_last,
            "elke eerste en derde" => rang == 0 || rang == 2,
            "elke vierde en laatste" => rang == 3 || is_last,
            weeks => {
                let mut words = weeks.split(' ').skip(1);
                let number: i32 = words.next().unwrap().parse().unwrap();
                let from: Date = words.last().unwrap().parse().unwrap();
                day >= from && (monday(day) - monday(from)).get_days() / 7 % number == 0
            }
        };
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap();
        is_in
            && self.dagen().any(|dag| dag == weekday)
            && self.van.is_none_or(|van| van <= day)
            && self.tot.is_none_or(|tot| day <= tot)
    }

    /// Whether it falls out on a day because somebody said so.
    fn is_cancelled(&self, day: Date) -> bool {
        self.vervalt.contains(&day) || self.verplaatst.iter().any(|(moved, _)| *moved == day)
    }

    /// How often it is on a day.
    fn times(&self, day: Date) -> usize {
        let is_holiday = !self.gaat_door && FEESTDAGEN.contains(&(day.year(), day.month(), day.day()));
        let regular = self.is_regular(day) && !is_holiday && !self.is_cancelled(day);
        usize::from(regular) + self.besides(day)
    }

    /// How often it is there besides, or instead of on another day.
    fn besides(&self, day: Date) -> usize {
        let moved = self.verplaatst.iter().map(|(_, to)| to);
        self.extra.iter().chain(moved).filter(|extra| **extra == day).count()
    }

    /// Its moments from one day up to another, as readers tell them.
    pub(crate) fn moments(&self, from: Date, to: Date, titel: &str) -> Vec<String> {
        let [van, tot] = &self.tijd;
        let begin = self.begin();
        // Of what falls out people are told for some time.
        let told = begin.max(self.gewijzigd.unwrap_or(CHANGED)) + 400.days();
        let mut all = Vec::new();
        for day in from.series(1.day()).take_while(|day| *day < to) {
            // What is moved may be shortly before the rest.
            let times = match day {
                day if begin <= day => self.times(day),
                day if begin - 31.days() <= day => self.besides(day),
                _ => 0,
            };
            all.extend((0..times).map(|_| format!("{day}T{van} {day}T{tot} {titel}")));
            if times == 0 && (begin..=told).contains(&day) && self.is_regular(day) && self.is_cancelled(day) {
                all.push(format!("{day}T{van} {day}T{tot} VERVALLEN: {titel}"));
            }
        }
        all
    }

    /// Whether there is a day left in the next years that is not cancelled: content without one is a mistake.
    fn is_ever(&self) -> bool {
        let days = date(2024, 1, 1).series(1.day()).take_while(|day| *day < date(2030, 1, 1));
        days.into_iter().any(|day| self.times(day) > 0)
    }
}

/// What goes wrong first, if anything: every rhythm on every day, ends on and beside a day, years of 53 weeks, the days on which
/// clocks change, the first or last day cancelled, all but one.
pub(crate) fn tricky() -> Vec<Rooster> {
    let plain =
        Rooster { dag: 0, herhaling: "elke week", tijd: ["09:00".into(), "10:30".into()], ..Rooster::default() };
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
    // Moved within its time and out of it, to a day on which it is anyway, and besides, on such a day, too.
    let day = |day| date(2026, 12, day);
    for (verplaatst, extra) in [
        (vec![(day(14), day(16))], vec![]),
        (vec![(day(14), date(2027, 2, 1))], vec![]),
        (vec![(day(14), day(21))], vec![]),
        (vec![(day(7), day(4)), (day(28), day(29))], vec![day(30)]),
        (vec![], vec![day(9), day(14)]),
    ] {
        all.push(Rooster { van, tot, verplaatst: verplaatst.clone(), extra: extra.clone(), ..plain.clone() });
        all.push(Rooster { ook: Some(3), verplaatst, extra, gaat_door: true, ..plain.clone() });
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
            ook: (dice.roll(3) == 0).then(|| dice.roll(7)),
            gaat_door: dice.roll(2) == 0,
            gewijzigd,
            ..Rooster::default()
        };
        rooster.ook = rooster.ook.filter(|ook| *ook != rooster.dag);
        let is_really = |day: &Date| rooster.is_regular(*day) && rooster.times(*day) > 0;
        let days: Vec<Date> = begin.series(1.day()).take(800).filter(is_really).collect();
        for _ in 0..dice.roll(6).min(days.len()) {
            let day = days[dice.roll(days.len())];
            if !rooster.vervalt.contains(&day) {
                rooster.vervalt.push(day);
            }
        }
        if let Some(day) = days.iter().find(|day| !rooster.vervalt.contains(day)).filter(|_| dice.roll(3) == 0) {
            rooster.verplaatst.push((*day, some_day(&mut dice, *day + 1.days(), 20)));
        }
        rooster.extra.extend((dice.roll(4) == 0).then(|| some_day(&mut dice, begin, 700)));
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
