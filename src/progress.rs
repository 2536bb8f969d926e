//! How far the work is, for whoever wants to see it while it goes on.
//!
//! The work only says where it is; it does not know who listens, and goes on in the same way when nobody does. What is done
//! with it, and when, is up to the [`Observer`]: the command line shows it on a terminal, a benchmark looks at its clock.

use std::sync::Arc;

/// A part of the work that can take long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files are fetched from the disk.
    Fetch,
    /// Files of the content are read.
    Parse,
    /// The documents are linked to a site, which is judged as a whole.
    Link,
    /// The words of every text are judged as they stand in the site.
    Check,
    /// Pictures are made for visitors.
    Pictures,
    /// The theme is read.
    Theme,
    /// It is found out what the template of each page sees, and the page is rendered.
    Render,
    /// Compressed copies are made.
    Compress,
    /// The output folder is compared with the site.
    Compare,
    /// Somebody else is writing to the folder.
    Wait,
    /// Files are written.
    Write,
    /// Files are sent to a host.
    Send,
}

impl Stage {
    /// What is going on, in Dutch, for an editor: `Pagina's maken: 3.400 van 18.343 (18 %)`. Without numbers when it has no parts.
    pub fn told(self, done: usize, parts: usize) -> String {
        let what = match self {
            Self::Fetch => "Bestanden zoeken",
            Self::Parse => "Bestanden lezen",
            Self::Link => "Bestanden met elkaar verbinden",
            Self::Check => "Teksten controleren",
            Self::Pictures => "Foto's maken",
            Self::Theme => "Thema lezen",
            Self::Render => "Pagina's maken",
            Self::Compress => "Bestanden inpakken",
            Self::Compare => "Vergelijken met wat er al staat",
            Self::Wait => "Wachten tot een ander klaar is met deze map",
            Self::Write => "Bestanden schrijven",
            Self::Send => "Bestanden versturen",
        };
        match (done * 100).checked_div(parts) {
            Some(share) => format!("{what}: {} van {} ({share} %)", thousands(done), thousands(parts)),
            None => what.to_owned(),
        }
    }
}

/// Somebody who wants to know how far the work is.
pub trait Observer: Send + Sync {
    /// A stage begins that has so many parts; 0 when it is one piece.
    fn begins(&self, stage: Stage, parts: usize);

    /// One more part of it is done. Told by any thread, and very often.
    fn did_one(&self) {}

    /// For now there is nothing to do.
    fn rests(&self) {}
}

/// Where the work says how far it is. By default nobody listens.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Observer>>);

impl Progress {
    /// Somebody listens.
    pub fn told_to(observer: Arc<dyn Observer>) -> Self {
        Self(Some(observer))
    }

    /// Work that goes on as long as the value lives, however it ends.
    pub fn works(&self) -> Work {
        Work(self.clone())
    }

    /// A stage begins that has so many parts; 0 when it is one piece.
    pub fn begins(&self, stage: Stage, parts: usize) {
        if let Some(observer) = &self.0 {
            observer.begins(stage, parts);
        }
    }

    /// One more part of the stage is done.
    pub fn did_one(&self) {
        if let Some(observer) = &self.0 {
            observer.did_one();
        }
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Progress(told)" } else { "Progress" })
    }
}

/// Work that is going on. It ends with this value.
#[must_use]
pub struct Work(Progress);

impl Drop for Work {
    fn drop(&mut self) {
        if let Some(observer) = &self.0.0 {
            observer.rests();
        }
    }
}

/// A number as Dutch people write it: a dot before each three digits.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let places = digits.char_indices();
    places.fold(String::new(), |text, (at, digit)| match digits.len() - at {
        left if at > 0 && left % 3 == 0 => format!("{text}.{digit}"),
        _ => format!("{text}{digit}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_reads_what_is_going_on() {
        assert_eq!(Stage::Render.told(3_400, 18_343), "Pagina's maken: 3.400 van 18.343 (18 %)");
        assert_eq!(Stage::Pictures.told(0, 7), "Foto's maken: 0 van 7 (0 %)");
        assert_eq!(Stage::Write.told(18_343, 18_343), "Bestanden schrijven: 18.343 van 18.343 (100 %)");
        assert_eq!(Stage::Fetch.told(0, 0), "Bestanden zoeken");
    }

    #[test]
    fn large_numbers_are_easy_to_read() {
        let written = [(0, "0"), (999, "999"), (1_000, "1.000"), (18_343, "18.343"), (1_234_567, "1.234.567")];
        for (number, text) in written {
            assert_eq!(thousands(number), text);
        }
    }
}
