//! What writing a site changes for its visitors, and how that is told.

use jiff::civil::Date;

use crate::output::OutputPath;
use crate::tijd::weekdag_en_datum;

/// So many pages are told by address; of the rest how many.
const NAMED: usize = 10;

/// That the site changes on a day without anybody changing a file.
pub fn by_itself(day: Date) -> String {
    format!("De site verandert vanzelf op {}: bouw haar dan opnieuw.", weekdag_en_datum(day))
}

/// What writing a site to its folder changed, or would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Files that were not there.
    pub new: Vec<OutputPath>,
    /// Files that were there with other bytes.
    pub changed: Vec<OutputPath>,
    /// Files of an earlier build that are no longer part of the site.
    pub withdrawn: Vec<OutputPath>,
    /// How many files were looked at and left as they are, with their time stamp.
    pub kept: usize,
    /// How many files that no page needs any more stay for a while, for who still has an older page open.
    pub replaced: usize,
}

impl Changes {
    /// Whether visitors see what they saw.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.withdrawn.is_empty()
    }

    /// Which pages are new, other than they were, or gone, in Dutch, for an editor; nothing when the site was not there before.
    pub fn told(&self) -> String {
        let was_there = self.kept > 0 || !self.changed.is_empty() || !self.withdrawn.is_empty();
        if self.is_empty() || !was_there {
            return String::new();
        }
        let mut text = "Wat bezoekers ervan merken:\n".to_owned();
        let kinds = [("nieuw", &self.new), ("gewijzigd", &self.changed), ("ingetrokken", &self.withdrawn)];
        let mut others = Vec::new();
        for (kind, files) in kinds {
            let pages: Vec<&OutputPath> = files.iter().filter(|path| path.is_page()).collect();
            for (number, page) in pages.iter().take(NAMED).enumerate() {
                let label = if number == 0 { kind } else { "" };
                text.push_str(&format!("  {label:<12} /{}\n", page.address()));
            }
            if let Some(rest @ 1..) = pages.len().checked_sub(NAMED) {
                text.push_str(&format!("  {:<12} en nog {}\n", "", counted(rest, "pagina", "pagina's")));
            }
            if files.len() > pages.len() {
                others.push(format!("{} {kind}", files.len() - pages.len()));
            }
        }
        if !others.is_empty() {
            text.push_str(&format!("  andere bestanden (stijl, foto's, downloads): {}\n", others.join(", ")));
        }
        text
    }
}

/// A number with its word.
pub fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(names: &[&str]) -> Vec<OutputPath> {
        names.iter().map(OutputPath::new).collect()
    }

    #[test]
    fn an_editor_hears_which_pages_differ() {
        let changes = Changes {
            new: pages(&["nieuws/markt/index.html"]),
            changed: pages(&["index.html", "nieuws/index.html", "sitemap.xml"]),
            withdrawn: pages(&["thema/1/stijl.css"]),
            kept: 20,
            replaced: 1,
        };
        assert_eq!(
            changes.told(),
            "Wat bezoekers ervan merken:\n  \
               nieuw        /nieuws/markt/\n  \
               gewijzigd    /\n               \
                            /nieuws/\n  \
               andere bestanden (stijl, foto's, downloads): 1 gewijzigd, 1 ingetrokken\n"
        );
        let many: Vec<String> = (0..12).map(|n| format!("wijken/{n}/index.html")).collect();
        let many = Changes { changed: many.iter().map(OutputPath::new).collect(), ..Changes::default() };
        assert!(
            many.told().ends_with("               /wijken/9/\n               en nog 2 pagina's\n"),
            "{}",
            many.told()
        );
    }

    #[test]
    fn a_first_time_and_no_change_need_no_list() {
        assert_eq!(Changes { new: pages(&["index.html"]), ..Changes::default() }.told(), "");
        assert_eq!(Changes { kept: 25, ..Changes::default() }.told(), "");
    }
}
