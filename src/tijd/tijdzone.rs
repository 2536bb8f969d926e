//! The zones in which others write times, brought to the clock of the Netherlands.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Ogenblik, Tijdstip};

/// A zone by one of the names that programs give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tijdzone(TimeZone);

/// What Windows and Outlook call zones of Europe, by the names of others (CLDR, windowsZones).
const WINDOWS: &[(&str, &str)] = &[
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Romance Standard Time", "Europe/Paris"),
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kyiv"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("tzone://Microsoft/Utc", "UTC"),
    ("Etc/UTC", "UTC"),
    ("GMT", "UTC"),
    ("Z", "UTC"),
];

impl Tijdzone {
    /// That of the Netherlands, of times that say nothing of a zone.
    pub(crate) fn hier() -> Self {
        Self(super::zone::ZONE.clone())
    }

    /// That of times with a `Z` behind them.
    pub(crate) fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// A zone by its name: that of the list of all zones, with or without what a program put before it
    /// (`/mozilla.org/20050126_1/Europe/Amsterdam`), or that of Windows (`(UTC+01:00) Amsterdam, Berlin, …`).
    pub(crate) fn named(name: &str) -> Option<Self> {
        let name = name.trim().trim_matches('"');
        if let Some((_, listed)) = WINDOWS.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name)) {
            return Self::listed(listed);
        }
        if name.starts_with("(UTC+01:00)") && name.contains("Amsterdam") {
            return Some(Self::hier());
        }
        let mut rest = name.trim_start_matches('/');
        // No zone has more parts than a handful.
        for _ in 0..8 {
            if let Some(zone) = Self::listed(rest) {
                return Some(zone);
            }
            rest = rest.split_once('/')?.1;
        }
        None
    }

    fn listed(name: &str) -> Option<Self> {
        // What is no name at all is not looked for.
        let is_name = !name.is_empty() && name.len() < 64 && name.is_ascii();
        is_name.then(|| TimeZone::get(name).ok()).flatten().map(Self)
    }

    /// What the clock here says when it says this there.
    pub(super) fn at(&self, clock: DateTime) -> Option<Ogenblik> {
        Some(here(self.moment(clock)?))
    }

    /// When it is this there. A time that is skipped is as much later; one that is there twice is the first.
    pub(crate) fn moment(&self, clock: DateTime) -> Option<Timestamp> {
        self.0.to_ambiguous_timestamp(clock).compatible().ok()
    }

    /// What the clock there says at a moment.
    pub(crate) fn klok(&self, moment: Timestamp) -> DateTime {
        self.0.to_datetime(moment)
    }
}

/// What the clock here says at a moment.
fn here(moment: Timestamp) -> Ogenblik {
    let clock = super::zone::ZONE.to_datetime(moment);
    Ogenblik { dag: clock.date(), tijd: Tijdstip::of(clock.time()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn zones_are_known_by_the_names_that_programs_give_them() {
        let clock = date(2026, 7, 1).at(12, 0, 0, 0);
        for (name, here) in [
            ("Europe/Amsterdam", "2026-07-01 12:00"),
            ("europe/amsterdam", "2026-07-01 12:00"),
            ("/freeassociation.sourceforge.net/Europe/Amsterdam", "2026-07-01 12:00"),
            ("/mozilla.org/20050126_1/Europe/London", "2026-07-01 13:00"),
            ("W. Europe Standard Time", "2026-07-01 12:00"),
            ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Wenen", "2026-07-01 12:00"),
            ("GMT Standard Time", "2026-07-01 13:00"),
            ("America/New_York", "2026-07-01 18:00"),
            ("UTC", "2026-07-01 14:00"),
            ("Asia/Tokyo", "2026-07-01 05:00"),
        ] {
            assert_eq!(Tijdzone::named(name).unwrap().at(clock).unwrap().to_string(), here, "{name}");
        }
        for none in ["", "/", "Customized Time Zone", "Mars/Phobos", "Amsterdam", "../../etc/passwd"] {
            assert_eq!(Tijdzone::named(none), None, "{none}");
        }
    }

    #[test]
    fn every_zone_of_windows_is_in_the_list_of_zones() {
        for (windows, _) in WINDOWS {
            assert!(Tijdzone::named(windows).is_some(), "{windows}");
        }
    }
}
