//! What comes out: a site as a value, before it is files.
//!
//! The disk and the preview are two consumers of the same [`Tree`].

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The path of a published file, seen from the site's root, with `/`: `wijken/oude-haven/index.html`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OutputPath(Arc<str>);

impl Ord for OutputPath {
    fn cmp(&self, other: &Self) -> Ordering {
        // Most comparisons are of a path with itself.
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for OutputPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl OutputPath {
    /// A path from its text: relative, with `/`, without `.` and `..` parts.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref()))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a page.
    pub fn is_page(&self) -> bool {
        self.0.ends_with(".html")
    }

    /// The address that visitors see: without `index.html`; empty for the home page.
    pub fn address(&self) -> &str {
        self.0.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(&self.0)
    }

    /// A link from this file to `target`, relative, so that the site works at any sub-path without being told.
    pub fn relative_to(&self, target: &Self) -> String {
        let mut from: Vec<&str> = self.0.split('/').collect();
        from.pop();
        let to: Vec<&str> = target.address().split('/').collect();
        let (folders, name) = to.split_at(to.len() - 1);
        let common = from.iter().zip(folders).take_while(|(a, b)| a == b).count();
        let mut link = "../".repeat(from.len() - common);
        for folder in &folders[common..] {
            link.push_str(folder);
            link.push('/');
        }
        link.push_str(name[0]);
        if link.is_empty() { "./".to_owned() } else { link }
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A whole site: the bytes of every file, by path, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// In order of path.
    files: Vec<(OutputPath, Arc<[u8]>)>,
}

impl Tree {
    /// The bytes of one file.
    pub fn get(&self, path: &OutputPath) -> Option<&Arc<[u8]>> {
        let found = self.files.binary_search_by(|(other, _)| other.cmp(path)).ok()?;
        Some(&self.files[found].1)
    }

    /// All files, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&OutputPath, &Arc<[u8]>)> {
        self.files.iter().map(|(path, bytes)| (path, bytes))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// How many of the files are pages.
    pub fn pages(&self) -> usize {
        self.files.iter().filter(|(path, _)| path.is_page()).count()
    }
}

impl FromIterator<(OutputPath, Arc<[u8]>)> for Tree {
    /// Of two files at one address the first stays.
    fn from_iter<I: IntoIterator<Item = (OutputPath, Arc<[u8]>)>>(files: I) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        files.dedup_by(|(one, _), (other, _)| one == other);
        Self { files }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        let link = |from: &str, to: &str| OutputPath::new(from).relative_to(&OutputPath::new(to));
        assert_eq!(link("index.html", "index.html"), "./");
        assert_eq!(link("index.html", "wijken/index.html"), "wijken/");
        assert_eq!(link("wijken/index.html", "index.html"), "../");
        assert_eq!(link("wijken/a/index.html", "wijken/b/index.html"), "../b/");
        assert_eq!(link("wijken/a/index.html", "wijken/a/index.html"), "./");
        assert_eq!(link("wijken/a/index.html", "wijken/index.html"), "../");
        assert_eq!(link("wijken/a/b/index.html", "thema/stijl.css"), "../../../thema/stijl.css");
        assert_eq!(link("wijken/a/index.html", "404.html"), "../../404.html");
    }
}
