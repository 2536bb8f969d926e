//! Which words are one to whoever looks for them: *parkeren* and *geparkeerd*, *haven* and *havens*, *kliko* and *afval*.
//!
//! Two Dutch stemmers are asked, as each joins what the other parts. What both get wrong is in `lijsten/`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pagefind_stem::{Algorithm, Stemmer};
use rayon::prelude::*;

/// Words that are one, though no stemmer sees it: a row each.
const SAMEN: &str = include_str!("lijsten/samen.txt");
/// Words that are not one, though a stemmer says so: none of a row with another of it.
const APART: &str = include_str!("lijsten/apart.txt");
/// Strong verbs: the infinitive and its participle.
const STERK: &str = include_str!("lijsten/sterk.txt");

/// A shorter stem says too little.
const SHORTEST: usize = 3;

/// What stands loose from a verb: *op* in *haal op*, before the *ge* of *opgehaald*.
const LOOSE: &[&str] = &[
    "aan", "achter", "af", "bij", "binnen", "deel", "door", "in", "langs", "los", "mee", "na", "om", "onder", "op",
    "over", "samen", "tegen", "terug", "thuis", "toe", "uit", "vast", "voor", "vrij", "weg",
];

/// What is part of a verb, and leaves no room for *ge*: *betaald*.
const FIXED: &[&str] = &["be", "er", "her", "ont", "ver", "ge"];

static STEMMERS: LazyLock<[Stemmer; 2]> =
    LazyLock::new(|| [Algorithm::Dutch, Algorithm::Dutch_porter].map(Stemmer::create));

static APART_FROM: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let mut apart: HashMap<&str, HashSet<&str>> = HashMap::new();
    for row in rows(APART) {
        for one in &row {
            apart.entry(one).or_default().extend(row.iter().filter(|other| *other != one));
        }
    }
    apart
});

/// Words that are one.
static ROWS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| rows(SAMEN).collect());

/// The row of each word.
static ROW_OF: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let of_row = |(nr, row): (usize, &Vec<&'static str>)| row.iter().map(move |word| (*word, nr)).collect::<Vec<_>>();
    ROWS.iter().enumerate().flat_map(of_row).collect()
});

/// The infinitive of each participle.
static INFINITIVE: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| rows(STERK).filter_map(|row| Some((*row.get(1)?, *row.first()?))).collect());

/// The participle of each infinitive.
static PARTICIPLE: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| INFINITIVE.iter().map(|(participle, infinitive)| (*infinitive, *participle)).collect());

fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_whitespace().collect())
}

/// For each of these words the number of its group; `None` for one that is alone.
pub(crate) fn groepen(woorden: &[&str], synoniemen: &[Vec<String>]) -> Vec<Option<u32>> {
    let at: HashMap<&str, usize> = woorden.iter().copied().zip(0..).collect();
    let mut same = Same((0..woorden.len()).collect());
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    let known: Vec<Verwant> = woorden.par_iter().map(|woord| keys(woord)).collect();
    for (place, (woord, Verwant { all, words })) in woorden.iter().zip(known).enumerate() {
        for key in all {
            let others = by_key.entry(key).or_default();
            // With the first of them that it may be joined to; these are together already, or apart for good.
            if let Some(other) = others.iter().find(|other| !are_apart(woord, woorden[**other])) {
                same.join(place, *other);
            }
            others.push(place);
        }
        for other in words.iter().filter_map(|word| at.get(word.as_str())) {
            if !are_apart(woord, woorden[*other]) {
                same.join(place, *other);
            }
        }
    }
    for row in synoniemen {
        let known: Vec<usize> = row.iter().filter_map(|woord| at.get(woord.as_str()).copied()).collect();
        known.windows(2).for_each(|pair| same.join(pair[0], pair[1]));
    }
    let roots: Vec<usize> = (0..woorden.len()).map(|place| same.root(place)).collect();
    let mut members = vec![0_u32; woorden.len()];
    for root in &roots {
        members[*root] += 1;
    }
    let number = |root: usize| u32::try_from(root).ok().filter(|_| members[root] > 1);
    roots.into_iter().map(number).collect()
}

fn are_apart(one: &str, other: &str) -> bool {
    APART_FROM.get(one).is_some_and(|others| others.contains(other))
}

/// Other forms of a word that no rule leads back to it: who types one of them finds it, though no text has it.
pub(crate) fn vormen(woord: &str, mut each: impl FnMut(String)) {
    for at in (0..woord.len()).filter(|at| *at != 1 && woord.is_char_boundary(*at)) {
        let (begin, end) = woord.split_at(at);
        if let Some(row) = ROW_OF.get(end) {
            ROWS[*row].iter().filter(|form| **form != end).for_each(|form| each(format!("{begin}{form}")));
        }
        if let Some(participle) = PARTICIPLE.get(end) {
            each(format!("{begin}{participle}"));
            let without = participle.strip_prefix("ge").filter(|_| FIXED.contains(&begin));
            if let Some(form) = without {
                each(format!("{begin}{form}"));
            }
        }
    }
}

/// What a word is known by: words with the same key are one.
#[derive(Default)]
struct Verwant {
    all: Vec<String>,
    /// The words themselves that this one is a form of, if there are such words.
    words: Vec<String>,
}

fn keys(woord: &str) -> Verwant {
    let mut keys = Verwant::default();
    if woord.len() < SHORTEST || !woord.bytes().all(|b| b.is_ascii_lowercase()) {
        return keys;
    }
    let [pohlmann, porter] = [&STEMMERS[0], &STEMMERS[1]].map(|stemmer| soft(&stemmer.stem(woord)));
    if pohlmann.len() >= SHORTEST && !loses_too_much(woord, &pohlmann) {
        // *haven* and *havens*, *adres* and *adressen*.
        let is_plural = |stem: &str, end: &str| match end {
            "s" => stem == porter,
            "en" | "sen" => stem == pohlmann,
            _ => false,
        };
        let stems = [&porter, &pohlmann]
            .into_iter()
            .filter(|stem| woord.strip_prefix(stem.as_str()).is_some_and(|end| is_plural(stem, end)));
        keys.words.extend(stems.cloned());
        let small = woord.strip_suffix("tje").or_else(|| woord.strip_suffix("je"));
        keys.words.extend(small.filter(|stem| stem.len() >= SHORTEST).map(str::to_owned));
        // This one does not tell *bom* from *boom*: so only with what the other makes of its vowel.
        if porter.len() >= SHORTEST {
            keys.all.push(format!("p{}{porter}", u8::from(has_long_vowel(&pohlmann))));
        }
        keys.all.push(format!("k{pohlmann}"));
    }
    keys.all.extend(verb(woord).map(|verb| format!("v{verb}")));
    let ends = (0..woord.len()).filter_map(|at| Some((&woord[..at], ROW_OF.get(&woord[at..])?)));
    // What stands before it is a word of its own.
    keys.all.extend(
        ends.filter(|(begin, _)| begin.is_empty() || begin.len() >= SHORTEST)
            .map(|(begin, row)| format!("r{begin}{row}")),
    );
    keys
}

/// *huizen* and *huis*, *brieven* and *brief*.
fn soft(stem: &str) -> String {
    match stem.as_bytes().last() {
        Some(b'z') => format!("{}s", &stem[..stem.len() - 1]),
        Some(b'v') => format!("{}f", &stem[..stem.len() - 1]),
        _ => stem.to_owned(),
    }
}

/// Whether the last vowel of a stem is written double.
fn has_long_vowel(stem: &str) -> bool {
    let stem = stem.trim_end_matches(|c| !"aeou".contains(c));
    ["aa", "ee", "oo", "uu"].iter().any(|end| stem.ends_with(end))
}

/// Whether a stemmer took *ge* out of a word that is no participle: *begeleiding* is not *beleid*.
fn loses_too_much(woord: &str, stem: &str) -> bool {
    FIXED.iter().any(|begin| {
        let rest = woord.strip_prefix(begin).and_then(|rest| rest.strip_prefix("ge"));
        rest.is_some() && !stem.starts_with(&woord[..begin.len() + 2])
    })
}

/// The verb that a word may be a form of: the infinitive, its participle, what comes of it.
fn verb(woord: &str) -> Option<String> {
    let mut parts = LOOSE.iter().filter_map(|begin| Some((*begin, woord.strip_prefix(begin)?)));
    let participle = |rest: &str| -> Option<String> {
        if let Some(infinitive) = INFINITIVE.get(rest) {
            return Some(root(infinitive));
        }
        let inner = rest.strip_prefix("ge")?;
        let end = inner.strip_suffix(['d', 't']).filter(|end| end.len() >= SHORTEST)?;
        Some(root(end))
    };
    if PARTICIPLE.contains_key(woord) {
        return Some(root(woord));
    }
    if let Some(verb) = participle(woord) {
        return Some(verb);
    }
    if let Some((begin, verb)) = parts.find_map(|(begin, rest)| Some((begin, participle(rest)?))) {
        return Some(format!("{begin}{verb}"));
    }
    for begin in FIXED {
        let Some(rest) = woord.strip_prefix(begin) else { continue };
        if let Some(infinitive) = INFINITIVE.get(format!("ge{rest}").as_str()).filter(|_| *begin != "ge") {
            return Some(format!("{begin}{}", root(infinitive)));
        }
        if let Some(end) = rest.strip_suffix('d').filter(|end| end.len() >= SHORTEST) {
            return Some(format!("{begin}{}", root(end)));
        }
    }
    let end = woord.strip_suffix("en").or_else(|| woord.strip_suffix("ing"));
    let end = end.or_else(|| woord.strip_suffix('t').filter(|end| end.ends_with("eer")));
    end.filter(|end| end.len() >= SHORTEST).map(root)
}

/// The root of a verb: *parker* of *parkeren* and of *parkeer*.
fn root(form: &str) -> String {
    let form = form.strip_suffix("en").filter(|rest| rest.len() >= 2).unwrap_or(form);
    let mut root: Vec<u8> = Vec::new();
    for b in form.bytes() {
        if root.last() != Some(&b) {
            root.push(b);
        }
    }
    soft(&String::from_utf8_lossy(&root))
}

/// Sets that grow together.
struct Same(Vec<usize>);

impl Same {
    fn root(&mut self, mut place: usize) -> usize {
        while self.0[place] != place {
            self.0[place] = self.0[self.0[place]];
            place = self.0[place];
        }
        place
    }

    /// The smaller place stays, so that the result does not depend on the order of joining.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
