//! What comes out: a site as a value, before it is files.
//!
//! The disk and the preview are two consumers of the same [`Tree`].

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use memchr::{memchr_iter, memrchr};

use crate::source::{Distant, SourcePath};

/// How many digits of a hash are in a name.
const HASH: usize = 16;

/// The path of a published file, seen from the site's root, with `/`: `wijken/oude-haven/index.html`.
#[derive(Clone, Eq)]
pub struct OutputPath(Arc<str>);

impl PartialEq for OutputPath {
    fn eq(&self, other: &Self) -> bool {
        // Most comparisons are of a path with itself.
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Hash for OutputPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Ord for OutputPath {
    fn cmp(&self, other: &Self) -> Ordering {
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

    /// Whether it may be seen only when other files are there: a page needs its style and pictures.
    pub fn needs_others(&self) -> bool {
        [".html", ".html.gz", ".html.br"].iter().any(|end| self.0.ends_with(end))
    }

    /// Whether its name tells its content, by a hash, so that a file of this name never has other bytes: it may stay a while
    /// for who has a page open that is no longer in the site.
    pub fn is_lasting(&self) -> bool {
        let is_hash = |part: &str| part.len() == HASH && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let folder = self.0.split('/').next().unwrap_or_default();
        matches!(folder, "thema" | "beeld") && !self.is_page() && self.0.split(['/', '-', '.']).any(is_hash)
    }

    /// The file that is shown at an address without its first slash.
    pub(crate) fn at_address(address: &str) -> Self {
        let is_folder = address.is_empty() || address.ends_with('/');
        Self::new(if is_folder { format!("{address}index.html") } else { address.to_owned() })
    }

    /// The address that visitors see: without `index.html`; empty for the home page.
    pub fn address(&self) -> &str {
        self.0.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(&self.0)
    }

    /// The path of a file in the folder that this is; a folder ends with `/`.
    #[must_use]
    pub fn join(&self, name: &str) -> Self {
        Self::new(format!("{self}{name}"))
    }

    /// A link from this file to `target`, relative, so that the site works at any sub-path without being told.
    pub fn relative_to(&self, target: &Self) -> String {
        let folder = &self.0[..self.0.rfind('/').map_or(0, |slash| slash + 1)];
        let to = target.address();
        let alike = folder.bytes().zip(to.bytes()).take_while(|(one, other)| one == other).count();
        let common = memrchr(b'/', &folder.as_bytes()[..alike]).map_or(0, |slash| slash + 1);
        let up = memchr_iter(b'/', &folder.as_bytes()[common..]).count();
        let link = "../".repeat(up) + &to[common..];
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

/// What is in a file.
#[derive(Debug, Clone, Eq)]
pub enum Blob {
    /// These bytes.
    Here(Arc<[u8]>),
    /// A page or a file that a [`Shelf`] took, which knows it by this number.
    Aside(usize),
    /// A file of the project as it is, which is not held.
    Away(Distant),
}

impl PartialEq for Blob {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            // Most comparisons are of a file with itself.
            (Self::Here(one), Self::Here(other)) => Arc::ptr_eq(one, other) || one == other,
            (Self::Aside(one), Self::Aside(other)) => one == other,
            (Self::Away(one), Self::Away(other)) => one == other,
            _ => false,
        }
    }
}

/// Takes pages and files of other formats as soon as they are made, so that a large site is never all in memory. Who has no use for them
/// after that puts them here.
pub trait Shelf: Sync {
    /// Takes one, and gives it a number. Called by any thread.
    fn take(&self, path: &OutputPath, page: &[u8]) -> usize;
}

/// A shelf for who only wants to know whether a site can be made.
#[derive(Debug)]
pub struct Nowhere;

impl Shelf for Nowhere {
    fn take(&self, _: &OutputPath, _: &[u8]) -> usize {
        0
    }
}

/// A whole site: what is in every file, by path, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// In order of path.
    files: Vec<(OutputPath, Blob)>,
    /// The files of the project that some of them are of.
    sources: Vec<Arc<Sources>>,
    /// The name of the site; empty when it has none.
    name: String,
    /// More files, for who asks for one.
    on_demand: Option<OnDemand>,
}

/// The files of one folder, made when somebody asks for one of them: in a preview hardly anybody does. They are in no list of files.
#[derive(Clone)]
pub(crate) struct OnDemand {
    folder: &'static str,
    files: Arc<LazyLock<Tree, Box<dyn FnOnce() -> Tree + Send>>>,
}

impl OnDemand {
    /// Files of a folder, whose name ends with `/`.
    pub(crate) fn new(
        folder: &'static str,
        make: impl FnOnce() -> Vec<(OutputPath, Arc<[u8]>)> + Send + 'static,
    ) -> Self {
        Self { folder, files: Arc::new(LazyLock::new(Box::new(|| make().into_iter().collect()))) }
    }
}

impl fmt::Debug for OnDemand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OnDemand").field(&self.folder).finish()
    }
}

impl PartialEq for OnDemand {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.files, &other.files) || **self.files == **other.files
    }
}

impl Eq for OnDemand {}

/// The files of a project that files of a site are of.
pub type Sources = BTreeMap<OutputPath, SourcePath>;

impl Tree {
    /// A site of these files. Of two files at one address the first stays.
    pub fn new(files: impl IntoIterator<Item = (OutputPath, Blob)>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        let count = files.len();
        files.dedup_by(|(one, _), (other, _)| one == other);
        debug_assert_eq!(count, files.len(), "the plan has one file at each address");
        Self { files, ..Self::default() }
    }

    /// What is in one file, with its path as it is here.
    pub fn file(&self, path: &OutputPath) -> Option<(&OutputPath, &Blob)> {
        if let Some(more) = self.on_demand.as_ref().filter(|more| path.as_str().starts_with(more.folder)) {
            return more.files.file(path);
        }
        let found = self.files.binary_search_by(|(other, _)| other.cmp(path)).ok()?;
        let (path, content) = &self.files[found];
        Some((path, content))
    }

    /// The bytes of one file, if they are here.
    pub fn get(&self, path: &OutputPath) -> Option<&Arc<[u8]>> {
        match self.file(path)?.1 {
            Blob::Here(bytes) => Some(bytes),
            Blob::Aside(_) | Blob::Away(_) => None,
        }
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &OutputPath) -> bool {
        self.file(path).is_some()
    }

    /// Whether there are files in this folder.
    pub fn has_folder(&self, folder: &str) -> bool {
        let inside = format!("{folder}/");
        let first = self.files.partition_point(|(path, _)| path.as_str() < inside.as_str());
        self.files.get(first).is_some_and(|(path, _)| path.as_str().starts_with(&inside))
    }

    /// The file of the project that a file is of, for who wants to edit what is to be seen.
    pub fn source(&self, path: &OutputPath) -> Option<&SourcePath> {
        self.sources.iter().find_map(|sources| sources.get(path))
    }

    /// All files that are of a file of the project, with that file.
    pub fn sources(&self) -> impl Iterator<Item = (&OutputPath, &SourcePath)> {
        self.sources.iter().flat_map(|sources| sources.iter())
    }

    /// The same files, with the files of the project that these of them are made of.
    #[must_use]
    pub fn of(mut self, sources: Arc<Sources>) -> Self {
        self.sources.push(sources);
        self
    }

    /// The same files, of the site with this name.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The same files, and those of a folder of which it has none.
    #[must_use]
    pub(crate) fn and_on_demand(self, on_demand: Option<OnDemand>) -> Self {
        Self { on_demand, ..self }
    }

    /// The name of the site, so that it is not taken for another one; empty when it has none.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// More files, of the same site.
    #[must_use]
    pub fn with(self, files: impl IntoIterator<Item = (OutputPath, Arc<[u8]>)>) -> Self {
        let Self { files: own, sources, name, on_demand } = self;
        let files = files.into_iter().map(|(path, bytes)| (path, Blob::Here(bytes)));
        Self { sources, name, on_demand, ..Self::new(own.into_iter().chain(files)) }
    }

    /// All files whose bytes are here, in order of path: all but what a [`Shelf`] took, and large downloads.
    pub fn iter(&self) -> impl Iterator<Item = (&OutputPath, &Arc<[u8]>)> {
        self.files().filter_map(|(path, content)| match content {
            Blob::Here(bytes) => Some((path, bytes)),
            Blob::Aside(_) | Blob::Away(_) => None,
        })
    }

    /// All files, in order of path.
    pub fn files(&self) -> impl Iterator<Item = (&OutputPath, &Blob)> {
        self.files.iter().map(|(path, content)| (path, content))
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
        Self::new(files.into_iter().map(|(path, bytes)| (path, Blob::Here(bytes))))
    }
}

/// A name for all of these files together, that differs as soon as one of them does: the first 64 bits of a BLAKE3 hash of
/// names and bytes, which is plenty for the few versions that a site has.
pub fn hash_of<'f>(files: impl IntoIterator<Item = (&'f str, &'f Arc<[u8]>)>) -> String {
    let mut hash = blake3::Hasher::new();
    for (name, bytes) in files {
        for part in [name.as_bytes(), bytes] {
            // Lengths keep apart what belongs to one file and what to the next.
            hash.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
    }
    hash.finalize().to_hex()[..HASH].to_owned()
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
        assert_eq!(link("wijken/ab/index.html", "wijken/ac/foto.jpg"), "../ac/foto.jpg");
        assert_eq!(link("wijken/ab/index.html", "wijken/ab"), "../ab");
        assert_eq!(link("wijken/a/b/index.html", "thema/stijl.css"), "../../../thema/stijl.css");
        assert_eq!(link("wijken/a/index.html", "404.html"), "../../404.html");
    }
}
