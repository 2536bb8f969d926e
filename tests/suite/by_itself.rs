//! The next day on which a site changes by itself: what the program says, and what builds of every day give.

use jiff::ToSpan;
use jiff::civil::date;
use wijkwijzer::{Pipeline, Settings};

use super::project::{repository, shipped, with_shipped_theme};

#[test]
fn the_day_that_is_told_is_the_first_that_differs() {
    let case = |name: &str| with_shipped_theme(&repository().join("tests/cases").join(name).join("in"));
    let cases: Vec<_> = [
        "openingstijden",
        "nu",
        "inloop",
        "nieuws-van-morgen",
        "tijdlijn-na",
        "voorbij",
        "publiceren",
        "agenda-van-een-ander",
        "tweede-gemeente",
    ]
    .map(|name| (name, case(name)))
    .into_iter()
    .chain([("den-helder", shipped())])
    .collect();
    let mut told = 0;
    for (name, sources) in &cases {
        let mut pipeline = Pipeline::default();
        let mut on = |day| (pipeline.build(sources, &Settings::new(day)).tree, pipeline.changes_on());
        let start = date(2026, 11, 19);
        let (mut last, mut next) = on(start);
        for day in start.series(1.day()).skip(1).take(60) {
            let (now, after) = on(day);
            let differs = now != last;
            assert_eq!(next == Some(day), differs, "{name}: {next:?} was told; {day}");
            if differs {
                told += 1;
                (last, next) = (now, after);
            }
        }
    }
    assert!(told > 50, "{told}");
}
