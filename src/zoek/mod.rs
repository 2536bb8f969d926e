//! What residents find by typing words: the index that the script of a theme looks in, as files.
//!
//! Words are in it as they are written, not as stems: which of them are one is found out here (`groepen.rs`), so that a browser needs
//! no stemmer. `dingen.rs` says what can be found, `normaal.rs` what a word is, `schrijven.rs` how files are laid out. Knows no page
//! and no template.

mod dingen;
mod groepen;
mod normaal;
mod schrijven;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use crate::kinds::{SiteInfo, Synoniemen, Text};
use crate::memo::Memo;
use crate::output::OutputPath;
use crate::site::{Places, Site};
use crate::source::SourcePath;
pub(crate) use dingen::{Zoekding, Zoeksoort, dingen};

/// The folder of the index, among the files of the theme: names in it tell their content.
pub(crate) const FOLDER: &str = "thema/zoek/";

/// The name of the file that names all others, where names stay the same.
const ROOT: &str = "index.json";

/// Words that say nothing of what somebody looks for.
const STOPWOORDEN: &str = include_str!("lijsten/stopwoorden.txt");

static STOP: LazyLock<HashSet<&str>> = LazyLock::new(|| stopwoorden().collect());

/// Whether nobody finds anything by a word.
fn says_nothing(word: &str) -> bool {
    word.len() < 2 || STOP.contains(word)
}

fn stopwoorden() -> impl Iterator<Item = &'static str> {
    STOPWOORDEN.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// How many entries are looked at together by one core.
const TOGETHER: usize = 512;

/// The index as files.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    /// The file that names all others.
    pub(crate) root: OutputPath,
    /// All of them.
    pub(crate) files: Vec<(OutputPath, Arc<[u8]>)>,
}

impl Index {
    /// Where the file that names all others is when [`Index::with_plain_root`] was asked for.
    pub(crate) fn plain_root() -> OutputPath {
        OutputPath::new(FOLDER).join(ROOT)
    }

    /// The same, with a file that names all others at an address that stays.
    pub(crate) fn with_plain_root(mut self) -> Self {
        for (path, _) in self.files.iter_mut().filter(|(path, _)| *path == self.root) {
            *path = Self::plain_root();
        }
        Self { root: Self::plain_root(), ..self }
    }
}

/// What is remembered of making an index.
#[derive(Debug, Default)]
pub(crate) struct Zoekgeheugen {
    teksten: Memo<SourcePath, Arc<Text>, Tekstwoorden>,
    last: Option<Vorig>,
}

/// What was made last.
#[derive(Debug)]
struct Vorig {
    site: Arc<Site>,
    dingen: Vec<Zoekding>,
    index: Index,
}

/// The words of a text, each once.
#[derive(Debug, Default)]
struct Tekstwoorden {
    koppen: Woordenlijst,
    rest: Woordenlijst,
}

/// How surely a word of something means that it is looked for: its place in the three lists of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rang {
    /// In its title, its number or what its editor said that residents call it.
    Naam,
    /// In what it is about: its summary, its headings, its wijk.
    Kop,
    /// In its text.
    Tekst,
}

/// Where a word is: the numbers of entries, in order, by rank. Each entry is in one of them.
type Plaatsen = [Vec<u32>; 3];

impl Zoekgeheugen {
    /// The index of a site with these texts, in the order of its documents.
    pub(crate) fn index(&mut self, site: &Arc<Site>, places: &Places, info: &SiteInfo, texts: &[Arc<Text>]) -> Index {
        let last = self.last.take().filter(|last| Arc::ptr_eq(&last.site, site));
        let (dingen, index) = match last {
            Some(Vorig { dingen, index, .. }) => (dingen, Some(index)),
            None => (dingen(site, places, info), None),
        };
        let found: HashSet<usize> = dingen.iter().filter_map(|it| it.document).collect();
        let documents = site.documents().iter().zip(texts).enumerate().filter(|(position, _)| found.contains(position));
        let inputs: Vec<_> = documents.map(|(position, (document, text))| (position, (&document.path, text))).collect();
        let read = AtomicUsize::new(0);
        let words = self.teksten.run((), inputs.iter().map(|(_, input)| *input), |_, text| {
            read.fetch_add(1, Ordering::Relaxed);
            Tekstwoorden::of(text)
        });
        let words: HashMap<usize, &Tekstwoorden> = inputs.iter().map(|(position, _)| *position).zip(words).collect();
        let index = match index {
            Some(index) if read.into_inner() == 0 => index,
            _ => make(site, info, &dingen, &words),
        };
        self.last = Some(Vorig { site: Arc::clone(site), dingen, index: index.clone() });
        index
    }
}

fn make(site: &Site, info: &SiteInfo, dingen: &[Zoekding], words: &HashMap<usize, &Tekstwoorden>) -> Index {
    let (groups, phrases) = of_editor(site, info);
    let of_some = |(chunk, some): (usize, &[Zoekding])| {
        let mut found: HashMap<Box<str>, Plaatsen> = HashMap::new();
        for (number, ding) in (chunk * TOGETHER..).zip(some) {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let tekst = ding.document.and_then(|document| words.get(&document).copied());
            Dingwoorden::new(site, ding, tekst, &phrases).each(|word, rang| {
                let places = match found.get_mut(word) {
                    Some(places) => places,
                    None => found.entry(word.into()).or_default(),
                };
                places[rang as usize].push(number);
            });
        }
        found
    };
    let chunks: Vec<_> = dingen.par_chunks(TOGETHER).enumerate().map(of_some).collect();
    let mut all: HashMap<Box<str>, Plaatsen> = HashMap::new();
    for (word, places) in chunks.into_iter().flatten() {
        // Chunks come in order, so numbers do, too.
        for (all, more) in all.entry(word).or_default().iter_mut().zip(places) {
            all.extend(more);
        }
    }
    // What only an editor says stands for the words that it is the same as.
    for word in groups.iter().flatten() {
        all.entry(word.as_str().into()).or_default();
    }
    let mut forms: HashSet<String> = HashSet::new();
    for word in all.keys() {
        groepen::vormen(word, |form| {
            forms.insert(form);
        });
    }
    for form in forms {
        all.entry(form.into()).or_default();
    }
    let mut all: Vec<(Box<str>, Plaatsen)> = all.into_iter().collect();
    all.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let (woorden, plaatsen): (Vec<Box<str>>, Vec<Plaatsen>) = all.into_iter().unzip();
    let woorden: Vec<&str> = woorden.iter().map(|word| &**word).collect();
    let groepen = groepen::groepen(&woorden, &groups);
    schrijven::index(site, dingen, &woorden, &plaatsen, &groepen)
}

/// What an editor says that means the same: single words, and words together of which at least one is more than one word.
fn of_editor(site: &Site, info: &SiteInfo) -> (Vec<Vec<String>>, Vec<Vec<Vec<String>>>) {
    let (mut groups, mut phrases) = (Vec::new(), Vec::new());
    let words = |text: &str| -> Vec<String> {
        let mut all = Vec::new();
        normaal::woorden(text, |word| all.push(word.to_owned()));
        all.retain(|word| !says_nothing(word));
        all
    };
    let synoniemen = site.documents().iter().filter(|document| site.left_out(&document.path).is_none());
    let synoniemen =
        synoniemen.filter_map(|document| <Synoniemen as crate::kinds::OfKind>::of(document.content.as_ref()?));
    let rows = synoniemen.flat_map(|it| it.rijen.iter()).map(|rij| rij.0.iter().map(|it| words(it.as_str())).collect());
    let short = info.afkortingen.iter().map(|it| vec![words(&it.afkorting), words(&it.betekenis)]);
    for row in rows.chain(short) {
        let mut row: Vec<Vec<String>> = row;
        row.retain(|words| !words.is_empty());
        groups.push(row.iter().filter(|words| words.len() == 1).map(|words| words[0].clone()).collect());
        if row.iter().any(|words| words.len() > 1) {
            phrases.push(row);
        }
    }
    (groups, phrases)
}

/// The words of something, each with its rank.
struct Dingwoorden<'w> {
    /// Those besides its text, in order, each once.
    own: Vec<(String, Rang)>,
    tekst: Option<&'w Tekstwoorden>,
}

impl<'w> Dingwoorden<'w> {
    fn new(site: &Site, ding: &Zoekding, tekst: Option<&'w Tekstwoorden>, phrases: &[Vec<Vec<String>>]) -> Self {
        let mut own = Vec::new();
        let mut add = |text: &str, rang| {
            normaal::woorden(text, |word| {
                if !says_nothing(word) {
                    own.push((word.to_owned(), rang));
                }
            });
        };
        add(&ding.titel, Rang::Naam);
        ding.namen.iter().chain(&ding.zoekwoorden).for_each(|it| add(it, Rang::Naam));
        ding.wijken.iter().for_each(|wijk| add(&site.wijken[*wijk].item.value.naam, Rang::Kop));
        add(&ding.regel, Rang::Kop);
        ding.woorden.iter().for_each(|it| add(it, Rang::Tekst));
        let mut words = Self { own, tekst };
        words.tidy();
        words.also_called(phrases);
        words
    }

    fn tidy(&mut self) {
        self.own.sort_unstable();
        self.own.dedup_by(|(one, _), (other, _)| one == other);
    }

    fn is_own(&self, word: &str) -> bool {
        self.own.binary_search_by(|(own, _)| own.as_str().cmp(word)).is_ok()
    }

    fn has(&self, word: &str) -> bool {
        self.is_own(word) || self.tekst.is_some_and(|it| it.koppen.has(word) || it.rest.has(word))
    }

    /// Adds the other words for what is said in one of them.
    fn also_called(&mut self, phrases: &[Vec<Vec<String>>]) {
        let mut more = Vec::new();
        for row in phrases {
            if let Some(said) = row.iter().position(|words| words.iter().all(|word| self.has(word))) {
                let others = row.iter().enumerate().filter(|(place, _)| *place != said).flat_map(|(_, words)| words);
                more.extend(others.filter(|word| !self.has(word)).map(|word| (word.clone(), Rang::Tekst)));
            }
        }
        if !more.is_empty() {
            self.own.append(&mut more);
            self.tidy();
        }
    }

    /// Gives each word once, with its highest rank.
    fn each(&self, mut each: impl FnMut(&str, Rang)) {
        let in_heading = |word: &str| self.tekst.is_some_and(|it| it.koppen.has(word));
        for (word, rang) in &self.own {
            each(word, if *rang == Rang::Tekst && in_heading(word) { Rang::Kop } else { *rang });
        }
        let Some(tekst) = self.tekst else { return };
        tekst.koppen.iter().filter(|word| !self.is_own(word)).for_each(|word| each(word, Rang::Kop));
        let rest = tekst.rest.iter().filter(|word| !self.is_own(word) && !tekst.koppen.has(word));
        rest.for_each(|word| each(word, Rang::Tekst));
    }
}

impl Tekstwoorden {
    fn of(text: &Text) -> Self {
        let mut words = Self::default();
        text.body.plain(|piece, is_heading| {
            let list = if is_heading { &mut words.koppen } else { &mut words.rest };
            normaal::woorden(piece, |word| list.push(word));
        });
        words.koppen.tidy();
        words.rest.tidy();
        words
    }
}

/// Words in one piece of memory: a site has millions.
#[derive(Debug, Default)]
struct Woordenlijst {
    letters: String,
    ends: Vec<(u32, u32)>,
}

impl Woordenlijst {
    fn push(&mut self, word: &str) {
        let start = self.letters.len();
        self.letters.push_str(word);
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.letters.len())) {
            self.ends.push((start, end));
        }
    }

    fn at(&self, (start, end): (u32, u32)) -> &str {
        &self.letters[start as usize..end as usize]
    }

    /// Whether a word is in it, once it is tidy.
    fn has(&self, word: &str) -> bool {
        self.ends.binary_search_by(|ends| self.at(*ends).cmp(word)).is_ok()
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.ends.iter().map(|ends| self.at(*ends))
    }

    /// Leaves each word once that says something.
    fn tidy(&mut self) {
        let mut words: Vec<&str> = self.iter().collect();
        words.sort_unstable();
        words.dedup();
        words.retain(|word| !says_nothing(word));
        let mut tidy = Self::default();
        for word in words {
            tidy.push(word);
        }
        tidy.letters.shrink_to_fit();
        tidy.ends.shrink_to_fit();
        *self = tidy;
    }
}
