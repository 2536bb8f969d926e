//! How the index is laid out in files. The script of the theme reads it; when this changes, [`VERSION`] does.
//!
//! - One file names all others: `{"v", "n": entries, "stop": words that say nothing, "soorten": [[name, how many, helps at once, is a name]], "wijken",
//!   "delen": [begin of words, file, …], "blok": entries in a block, "blokken": [file]}`. Entries are numbered in the order of `soorten`.
//! - A part has the words from one begin up to the next, a line each: how many letters it shares with the word before, the rest of it, a
//!   space, and where it is: three lists of entries with dots between, by rank. Then, if there is any, the number of its group within the
//!   part, where words of its group are that are in another part, and where words of other parts are that end with it.
//! - A list is the distances between numbers, less one, each in digits of 32 with the last one marked: see [`number`].
//! - A block has entries: `[title, address, "numbers of wijken", line]`.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::json;

use super::dingen::{Zoekding, Zoeksoort};
use super::{FOLDER, Index, Plaatsen, stopwoorden};
use crate::output::{self, OutputPath};
use crate::site::Site;

/// Of the layout.
const VERSION: u32 = 1;

/// Bytes of a part; compressed some 15 kB.
const PART: usize = 32_000;

/// So many entries are in one block.
const FEW: usize = 300;

/// Of more, each block has so many.
const BLOCK: usize = 40;

/// Digits: the first 32 end a number, the others go on.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Words shorter than this are not looked for at the end of others, nor where less stands before them.
const ENDING: usize = 4;
const BEFORE: usize = 3;

/// At most so many entries are found by the end of a word in another part.
const MOST_BY_ENDING: usize = 100;

pub(super) fn index(
    site: &Site,
    dingen: &[Zoekding],
    woorden: &[&str],
    plaatsen: &[Plaatsen],
    groepen: &[Option<u32>],
) -> Index {
    let lists: Vec<String> = plaatsen.par_iter().map(lists).collect();
    let parts = parts(woorden, &lists);
    let part_of: Vec<usize> =
        parts.iter().enumerate().flat_map(|(part, (_, range))| std::iter::repeat_n(part, range.len())).collect();
    let elsewhere = Elsewhere::new(woorden, plaatsen, groepen, &part_of, parts.len());
    let part = |(_, range): &(String, Range<usize>)| {
        let mut numbers: HashMap<u32, usize> = HashMap::new();
        let (mut text, mut last) = (String::new(), "");
        for place in range.clone() {
            let word = woorden[place];
            let shared = word.char_indices().zip(last.chars()).take_while(|((_, one), other)| one == other).take(31);
            let (count, at) = shared.fold((0, 0), |(count, _), ((at, c), _)| (count + 1, at + c.len_utf8()));
            text.push(char::from(DIGITS[count]));
            text.push_str(&word[at..]);
            text.push(' ');
            text.push_str(&lists[place]);
            let (group, ending) = (elsewhere.of_group(place), elsewhere.by_ending(place));
            let next = numbers.len();
            let number_of = groepen[place].map(|group| *numbers.entry(group).or_insert(next));
            let mut more = [number_of.map(number).unwrap_or_default(), group, ending].join(" ");
            more.truncate(more.trim_end().len());
            if !more.is_empty() {
                text.push(' ');
                text.push_str(&more);
            }
            text.push('\n');
            last = word;
        }
        file("txt", text)
    };
    let words: Vec<_> = parts.par_iter().map(part).collect();
    let size = if dingen.len() > FEW { BLOCK } else { FEW };
    let blocks: Vec<_> = dingen.par_chunks(size).map(|some| file("json", block(some))).collect();
    let name = |(path, _): &(OutputPath, Arc<[u8]>)| {
        path.as_str().strip_prefix(FOLDER).and_then(|name| name.split('.').next()).unwrap_or_default().to_owned()
    };
    let starts = parts.iter().map(|(start, _)| start.clone()).zip(words.iter().map(name)).flat_map(<[String; 2]>::from);
    let mut soorten: BTreeMap<Zoeksoort, usize> = BTreeMap::new();
    for it in dingen {
        *soorten.entry(it.soort).or_default() += 1;
    }
    let flags = |soort: &Zoeksoort| [soort.helps_at_once(), soort.is_named()].map(u8::from);
    let soorten = soorten.iter().map(|(soort, count)| {
        let [helps, named] = flags(soort);
        json!([soort.naam(), count, helps, named])
    });
    let root = json!({
        "v": VERSION,
        "n": dingen.len(),
        "stop": stopwoorden().collect::<Vec<_>>().join(" "),
        "soorten": soorten.collect::<Vec<_>>(),
        "wijken": site.wijken.iter().map(|wijk| wijk.item.value.naam.as_str()).collect::<Vec<_>>(),
        "delen": starts.collect::<Vec<_>>(),
        "blok": size,
        "blokken": blocks.iter().map(name).collect::<Vec<_>>(),
    });
    let root = file("json", safe(&root.to_string()));
    let path = root.0.clone();
    let mut files: Vec<_> = std::iter::once(root).chain(words).chain(blocks).collect();
    // Two blocks can be the same.
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    files.dedup_by(|(one, _), (other, _)| one == other);
    Index { root: path, files }
}

/// A file named after what is in it.
fn file(end: &str, text: String) -> (OutputPath, Arc<[u8]>) {
    let bytes: Arc<[u8]> = text.into_bytes().into();
    (OutputPath::new(format!("{FOLDER}{}.{end}", output::hash_of([("", &bytes)]))), bytes)
}

/// JSON in which nothing can be taken for a tag.
fn safe(json: &str) -> String {
    json.replace('<', "\\u003c")
}

fn block(dingen: &[Zoekding]) -> String {
    let entry = |it: &Zoekding| {
        let wijken: Vec<String> = it.wijken.iter().map(|wijk| wijk.place().to_string()).collect();
        json!([it.titel, it.adres(), wijken.join(" "), it.regel])
    };
    let lines: Vec<String> = dingen.iter().map(|it| entry(it).to_string()).collect();
    safe(&format!("[{}]\n", lines.join(",\n")))
}

/// A number in digits of 32, the largest first.
fn number(number: usize) -> String {
    let mut digits = vec![DIGITS[number % 32]];
    let mut rest = number / 32;
    while rest > 0 {
        digits.push(DIGITS[32 + rest % 32]);
        rest /= 32;
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

fn lists(plaatsen: &Plaatsen) -> String {
    let list = |numbers: &Vec<u32>| {
        let mut next = 0;
        let distance = |at: &u32| {
            let distance = at - next;
            next = at + 1;
            number(distance as usize)
        };
        numbers.iter().map(distance).collect::<String>()
    };
    let lists = plaatsen.iter().map(list).collect::<Vec<_>>().join(".");
    lists.trim_end_matches('.').to_owned()
}

/// Cuts the words into parts, each with the begin of its words: all of them when they are few.
fn parts(woorden: &[&str], lists: &[String]) -> Vec<(String, Range<usize>)> {
    let size = |range: &Range<usize>| range.clone().map(|at| woorden[at].len() + lists[at].len() + 2).sum::<usize>();
    let mut cut = Vec::new();
    pieces(woorden, 0..woorden.len(), 0, &size, &mut cut);
    let mut parts: Vec<(String, Range<usize>)> = Vec::new();
    for (begin, range) in cut {
        match parts.last_mut() {
            Some((_, last)) if size(&(last.start..range.end)) <= PART => last.end = range.end,
            _ => parts.push((if parts.is_empty() { String::new() } else { begin }, range)),
        }
    }
    parts
}

/// Words that begin alike, as many letters as it takes to make a piece small enough.
fn pieces(
    woorden: &[&str],
    range: Range<usize>,
    letters: usize,
    size: &impl Fn(&Range<usize>) -> usize,
    cut: &mut Vec<(String, Range<usize>)>,
) {
    let begin = |at: usize, letters| woorden[at].chars().take(letters).collect::<String>();
    if range.is_empty() {
        return;
    }
    if size(&range) <= PART || range.len() == 1 || letters > 8 {
        cut.push((begin(range.start, letters), range));
        return;
    }
    let mut start = range.start;
    while start < range.end {
        let own = begin(start, letters + 1);
        let end = start + woorden[start..range.end].partition_point(|word| word.starts_with(&own) || **word < *own);
        pieces(woorden, start..end, letters + 1, size, cut);
        start = end;
    }
}

/// Where words are that belong to a word but are in another part.
struct Elsewhere<'w> {
    woorden: &'w [&'w str],
    plaatsen: &'w [Plaatsen],
    groepen: &'w [Option<u32>],
    part_of: &'w [usize],
    members: HashMap<u32, Vec<usize>>,
    /// All words read from their end, in order; nothing when all are in one part.
    from_end: Vec<(String, usize)>,
}

impl<'w> Elsewhere<'w> {
    fn new(
        woorden: &'w [&'w str],
        plaatsen: &'w [Plaatsen],
        groepen: &'w [Option<u32>],
        part_of: &'w [usize],
        parts: usize,
    ) -> Self {
        let (mut members, mut from_end) = (HashMap::<u32, Vec<usize>>::new(), Vec::new());
        if parts > 1 {
            for (place, group) in groepen.iter().enumerate() {
                if let Some(group) = group {
                    members.entry(*group).or_default().push(place);
                }
            }
            from_end = woorden.iter().zip(0..).map(|(word, at)| (word.chars().rev().collect(), at)).collect();
            from_end.par_sort_unstable();
        }
        Self { woorden, plaatsen, groepen, part_of, members, from_end }
    }

    fn of_group(&self, place: usize) -> String {
        let members = self.groepen[place].and_then(|group| self.members.get(&group));
        self.lists(place, members.into_iter().flatten().copied(), usize::MAX)
    }

    fn by_ending(&self, place: usize) -> String {
        let letters = self.woorden[place].chars().count();
        if self.from_end.is_empty() || letters < ENDING {
            return String::new();
        }
        let end: String = self.woorden[place].chars().rev().collect();
        let first = self.from_end.partition_point(|(word, _)| *word < end);
        let all = self.from_end[first..].iter().take_while(|(word, _)| word.starts_with(&end)).map(|(_, at)| *at);
        let own = self.groepen[place];
        let is_longer = |at: &usize| self.woorden[*at].chars().count() >= letters + BEFORE;
        let others = all.filter(is_longer).filter(|at| own.is_none() || self.groepen[*at] != own);
        self.lists(place, others, MOST_BY_ENDING)
    }

    /// Where these words are, but for those in the part of this one.
    fn lists(&self, place: usize, words: impl Iterator<Item = usize>, most: usize) -> String {
        let mut all: Vec<(u32, usize)> = Vec::new();
        for word in words.filter(|word| self.part_of[*word] != self.part_of[place]) {
            let ranked = self.plaatsen[word].iter().enumerate();
            all.extend(ranked.flat_map(|(rang, numbers)| numbers.iter().map(move |number| (*number, rang))));
        }
        all.sort_unstable();
        all.dedup_by_key(|(number, _)| *number);
        let mut found = Plaatsen::default();
        all.into_iter().take(most).for_each(|(number, rang)| found[rang].push(number));
        lists(&found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lists_are_in_digits_of_32() {
        assert_eq!([0, 31, 32, 1023, 1024].map(number), ["A", "f", "hA", "_f", "hgA"]);
        assert_eq!(lists(&[vec![0, 1, 40], vec![], vec![7]]), "AAhG..H");
        assert_eq!(lists(&[vec![], vec![3], vec![]]), ".D");
        assert_eq!(lists(&Plaatsen::default()), "");
    }

    #[test]
    fn many_words_are_cut_where_they_begin_otherwise() {
        let words: Vec<String> = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}woord"))).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let long = vec!["A".repeat(200); words.len()];
        let parts = parts(&words, &long);
        assert!(parts.len() > 3 && parts[0].0.is_empty());
        assert_eq!(
            parts.iter().flat_map(|(_, range)| range.clone()).collect::<Vec<_>>(),
            (0..words.len()).collect::<Vec<_>>()
        );
        for (begin, range) in &parts {
            assert!(words[range.start].starts_with(begin), "{begin}");
            assert!(range.clone().map(|at| words[at].len() + 202).sum::<usize>() <= PART);
        }
    }
}
