//! What goes in: every file of a project, by path, as a value.
//!
//! The rest of the program never sees a disk. `disk/` makes a [`SourceTree`] from a folder, a test makes one from a string.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;

use blake3::{Hash, Hasher};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization;

/// Largest text file that is read: a district page of megabytes is a mistake, not a text.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// The path of a file seen from the project's folder, with `/` on every system: `content/wijken/oude-haven.md`.
#[derive(Clone, Eq)]
pub struct SourcePath(Arc<str>);

impl PartialEq for SourcePath {
    fn eq(&self, other: &Self) -> bool {
        // Most comparisons are of a path with itself.
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl std::hash::Hash for SourcePath {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Ord for SourcePath {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for SourcePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl SourcePath {
    /// A path from its text, which must use `/` and have no `.` or `..` parts.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref()))
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder, without a slash at its end; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name of the file with its extension.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The name of the file without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension in lower case; empty when there is none.
    pub fn extension(&self) -> String {
        self.file_name().rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_lowercase())
    }

    /// Follows a relative path (`../wijken/oude-haven.md`) from the folder of this file.
    ///
    /// `None` when it leads out of the project. Letters are composed (NFC), as they are in the paths of a [`SourceTree`].
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(Self::new(composed(&parts.join("/"))))
    }
}

/// A name with its letters composed (NFC), as macOS may have taken them apart.
pub fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The bytes of one file, shared rather than copied; or who has them, when the file is large and need not be held.
#[derive(Clone)]
pub struct Source(Whereabouts);

#[derive(Clone)]
enum Whereabouts {
    Here(Arc<[u8]>),
    Away(Distant),
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            // Most comparisons are of a file with itself.
            (Whereabouts::Here(one), Whereabouts::Here(other)) => Arc::ptr_eq(one, other) || one == other,
            _ => self.len() == other.len() && self.hash() == other.hash(),
        }
    }
}

impl Eq for Source {}

impl Source {
    /// A file with these bytes.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self(Whereabouts::Here(bytes.into()))
    }

    /// A file that is not held.
    pub fn away(file: Distant) -> Self {
        Self(Whereabouts::Away(file))
    }

    /// The bytes as they are on the disk, of a file that is held.
    ///
    /// # Errors
    /// For one that is not held: who has its bytes.
    pub fn held(&self) -> Result<&Arc<[u8]>, &Distant> {
        match &self.0 {
            Whereabouts::Here(bytes) => Ok(bytes),
            Whereabouts::Away(file) => Err(file),
        }
    }

    /// The bytes as they are on the disk, held or not.
    ///
    /// # Errors
    /// When they cannot be read, or are others by now.
    pub fn read(&self) -> io::Result<Cow<'_, [u8]>> {
        self.held().map_or_else(|file| file.read().map(Cow::Owned), |bytes| Ok(Cow::Borrowed(&**bytes)))
    }

    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        self.held().map_or_else(Distant::len, |bytes| bytes.len() as u64)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The BLAKE3 hash of the bytes.
    pub fn hash(&self) -> Hash {
        self.held().map_or_else(Distant::hash, |bytes| blake3::hash(bytes))
    }

    /// The bytes read as text: without byte order mark, with `\n` at the end of lines.
    ///
    /// Anything that is not valid in the encoding that the byte order mark tells (else UTF-8) is read as windows-1252,
    /// which is what Windows programs write when they do not write UTF-8.
    pub fn decode(&self) -> Decoded<'_> {
        // What is not held is no text.
        let bytes = self.held().map_or(&[][..], |bytes| bytes);
        let (encoding, bom) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
        let bytes = &bytes[bom..];
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        let valid = decoded.is_some();
        let text = decoded.unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0);
        let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text };
        Decoded { text, valid }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({} bytes)", self.len())
    }
}

/// Gives the bytes of a file that is not held, from the first on.
pub trait Keeper: fmt::Debug + Send + Sync {
    /// Opens the file.
    ///
    /// # Errors
    /// When it is not there any more, or cannot be read.
    fn open(&self) -> io::Result<Box<dyn Read + Send>>;
}

/// A large file that is not held: how long it is, the hash of its bytes, and who has them. It is equal to one with the same bytes.
#[derive(Debug, Clone)]
pub struct Distant {
    length: u64,
    hash: Hash,
    keeper: Arc<dyn Keeper>,
}

impl PartialEq for Distant {
    fn eq(&self, other: &Self) -> bool {
        (self.length, self.hash) == (other.length, other.hash)
    }
}

impl Eq for Distant {}

impl Distant {
    /// Looks at all bytes of a file once.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn new(keeper: Arc<dyn Keeper>) -> io::Result<Self> {
        let (length, hash) = copied(keeper.open()?, &mut io::sink())?;
        Ok(Self { length, hash, keeper })
    }

    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The BLAKE3 hash of the bytes.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The bytes one after the other, whatever they are now.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        self.keeper.open()
    }

    /// Writes the bytes to `to`, a piece at a time.
    ///
    /// # Errors
    /// When they cannot be read or written, or are others by now.
    pub fn copy(&self, to: &mut impl Write) -> io::Result<()> {
        if copied(self.open()?, to)? == (self.length, self.hash) {
            return Ok(());
        }
        Err(io::Error::other("het bestand is intussen veranderd"))
    }

    fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.length).unwrap_or_default());
        self.copy(&mut bytes)?;
        Ok(bytes)
    }
}

/// So much of a file that is not held is in memory at one time.
const PIECE: usize = 64 * 1024;

/// Copies all bytes; gives how many there were, and their hash.
fn copied(mut from: impl Read, to: &mut impl Write) -> io::Result<(u64, Hash)> {
    let (mut hasher, mut piece) = (Hasher::new(), vec![0; PIECE]);
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok((hasher.count(), hasher.finalize())),
            Ok(length) => {
                hasher.update(&piece[..length]);
                to.write_all(&piece[..length])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A file read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Whether the bytes were valid; `false` means they were guessed to be windows-1252.
    pub valid: bool,
}

/// Every file of a project that can matter, by path, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceTree {
    files: BTreeMap<SourcePath, Source>,
    unread: BTreeMap<SourcePath, Unread>,
}

/// Why something that lies in a project is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is a link, which may lead out of the project, or round in circles.
    Link,
    /// It is a folder that is read when it has no capitals.
    Capitals,
    /// Its name has letters that are none.
    Name,
    /// There is another file with a name that looks the same, which is read.
    Twin,
}

impl SourceTree {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: SourcePath, source: Source) {
        self.files.insert(path, source);
    }

    /// Adds or replaces files: many at once, in less time than one by one.
    pub fn append(&mut self, mut files: BTreeMap<SourcePath, Source>) {
        self.files.append(&mut files);
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &SourcePath) -> Option<Source> {
        self.files.remove(path)
    }

    /// The file at this path.
    pub fn get(&self, path: &SourcePath) -> Option<&Source> {
        self.files.get(path)
    }

    /// Whether there is a file at this path.
    pub fn contains(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// The files below `folder` (`content`), in order of path.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a SourcePath, &'a Source)> {
        let prefix = format!("{folder}/");
        let start = SourcePath::new(&prefix);
        self.files.range(start..).take_while(move |(path, _)| path.as_str().starts_with(&prefix))
    }

    /// All files, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &Source)> {
        self.files.iter()
    }

    /// What lies in the project and is not read, in order of path.
    pub fn unread(&self) -> &BTreeMap<SourcePath, Unread> {
        &self.unread
    }

    /// From now on this is what is not read at the paths that `is_there` tells; gives those of which something else was known.
    pub fn leave(
        &mut self,
        unread: BTreeMap<SourcePath, Unread>,
        is_there: impl Fn(&SourcePath) -> bool,
    ) -> Vec<SourcePath> {
        let before: BTreeMap<_, _> = self.unread.extract_if(.., |path, _| is_there(path)).collect();
        let all = before.keys().chain(unread.keys());
        let changed = all.filter(|path| before.get(*path) != unread.get(*path)).cloned().collect();
        self.unread.extend(unread);
        changed
    }

    /// Takes over what another tree knows of these paths.
    pub fn follow<'p>(&mut self, other: &Self, paths: impl IntoIterator<Item = &'p SourcePath>) {
        for path in paths {
            match other.files.get(path) {
                Some(source) => drop(self.files.insert(path.clone(), source.clone())),
                None => drop(self.files.remove(path)),
            }
            match other.unread.get(path) {
                Some(why) => drop(self.unread.insert(path.clone(), *why)),
                None => drop(self.unread.remove(path)),
            }
        }
    }

    /// The text of a file, for showing a finding; empty when there is no such file.
    pub fn text(&self, path: &SourcePath) -> Cow<'_, str> {
        self.get(path).map_or(Cow::Borrowed(""), |source| source.decode().text)
    }
}

impl<P: AsRef<str>, B: Into<Vec<u8>>> FromIterator<(P, B)> for SourceTree {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (SourcePath::new(path), Source::new(bytes.into()))).collect();
        Self { files, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_relative_paths() {
        let from = SourcePath::new("content/vragen/hub.md");
        assert_eq!(from.join("../wijken/x.md").unwrap().as_str(), "content/wijken/x.md");
        assert_eq!(from.join("./y.md").unwrap().as_str(), "content/vragen/y.md");
        assert_eq!(from.join("../../../z.md"), None);
        assert_eq!(from.join("Marie\u{308}ndal.md").unwrap().as_str(), "content/vragen/Mariëndal.md");
    }

    #[test]
    fn reads_what_windows_writes() {
        let utf16: Vec<u8> = [0xFF, 0xFE, b'a', 0, 0xEB, 0].to_vec();
        assert_eq!(Source::new(utf16).decode().text, "aë");
        assert_eq!(Source::new("\u{feff}a\r\nb".as_bytes()).decode().text, "a\nb");
        let guessed = Source::new(&b"Mari\xEBndal"[..]);
        assert_eq!(guessed.decode(), Decoded { text: "Mariëndal".into(), valid: false });
    }
}
