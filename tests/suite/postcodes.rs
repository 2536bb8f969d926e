//! In which wijk addresses lie: what a browser is given says of every address what the list of it says, and no more than that; a large list
//! is not held, and what is cut out of it says the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::Value;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{cijfers, disk, publish};

use super::project::{publishable, repository, second, with_shipped_theme};

const FILE: &str = "content/postcodes/pc6hnr20250801_gwb.csv";

/// The invented municipality, with this list of addresses.
fn with(list: &str) -> SourceTree {
    let mut sources = with_shipped_theme(&repository().join("tests/cases/postcodes/in"));
    sources.remove(&SourcePath::new("content/postcodes/eigen.csv"));
    sources.insert(SourcePath::new(FILE), Source::new(list.as_bytes()));
    sources
}

fn files(tree: &Tree) -> BTreeMap<String, Value> {
    let files = tree.iter().filter(|(path, _)| path.as_str().starts_with("in-welke-wijk/"));
    let files = files.filter_map(|(path, bytes)| {
        let digits = path.as_str().strip_suffix(".json")?.strip_prefix("in-welke-wijk/")?;
        Some((digits.to_owned(), serde_json::from_slice(bytes).unwrap()))
    });
    files.collect()
}

/// A source of numbers that look random.
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % end
    }
}

const BUURTEN: [&str; 6] = ["99990100", "99990101", "99990200", "999902A1", "99990900", "99980100"];

/// Addresses of some postcodes: a few in one buurt each, some that change in the middle, some by the side of the street, some anyhow.
fn addresses(seed: u32) -> Vec<(String, u32, &'static str)> {
    let mut numbers = Numbers(seed);
    let mut all = Vec::new();
    for digits in [9991, 9992, 9993] {
        for pair in 0..120 {
            let pair = pair * 5 + numbers.below(5);
            let letter = |nr: u32| char::from(b'A' + u8::try_from(nr % 26).unwrap());
            let postcode = format!("{digits}{}{}", letter(pair / 26), letter(pair));
            if ["SA", "SD", "SS"].contains(&&postcode[4..]) {
                continue;
            }
            let two = [numbers.below(6), numbers.below(6)].map(|nr| BUURTEN[nr as usize]);
            let (how, turn) = (numbers.below(6), 1 + numbers.below(30));
            for nummer in (1..40).filter(|nr| nr % (1 + how) != 2) {
                let second = match how {
                    0..=2 => false,
                    3 => nummer > turn,
                    4 => nummer % 2 == 0,
                    _ => numbers.below(4) == 0,
                };
                all.push((postcode.clone(), nummer, two[usize::from(second)]));
                if how == 5 && numbers.below(9) == 0 {
                    all.push((postcode.clone(), nummer, two[0]));
                }
            }
        }
    }
    all
}

fn as_list(addresses: &[(String, u32, &str)]) -> String {
    let rows = addresses.iter().map(|(postcode, nummer, buurt)| {
        let bare = buurt.trim_start_matches('0');
        format!("{postcode};{nummer};{bare};{};{}\n", &bare[..6], &bare[..4])
    });
    format!("PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n{}", rows.collect::<String>())
}

/// What a file of four digits says of an address, as the script reads it: names of buurten, or why there is none.
fn said(file: &Value, letters: &str, nummer: u32) -> BTreeSet<String> {
    let place = |nr: &Value| {
        let plek = file["plekken"][usize::try_from(nr.as_u64().unwrap()).unwrap()].as_array().unwrap();
        plek.last().unwrap().as_str().unwrap().to_owned()
    };
    let stretches = file["nummers"][letters].as_array().into_iter().flatten();
    let number = |it: &Value| u32::try_from(it.as_u64().unwrap()).unwrap();
    let here: Vec<&Value> = stretches
        .filter(|it| {
            let (from, to, step) = (number(&it[0]), number(&it[1]), number(&it[2]));
            (from..=to).step_by(step as usize).any(|nr| nr == nummer)
        })
        .collect();
    if !here.is_empty() {
        return here.iter().flat_map(|it| it.as_array().unwrap()[3..].iter().map(place)).collect();
    }
    let [one, other] = letters.as_bytes() else { panic!("{letters}") };
    let at = usize::from(one - b'A') * 26 + usize::from(other - b'A');
    let sign = file["paren"].as_str().unwrap().chars().nth(at).filter(|sign| *sign != '.');
    let answer = sign.map(|sign| &file["antwoorden"][sign as usize - '0' as usize]);
    answer.and_then(Value::as_array).into_iter().flatten().map(place).collect()
}

fn naam(buurt: &str) -> &'static str {
    match buurt {
        "99990100" => "Havenkwartier",
        "99990101" => "Kade",
        "99990200" => "Parkbuurt",
        "999902A1" => "Vijverbuurt",
        "99990900" => "nergens",
        _ => "elders",
    }
}

#[test]
fn every_address_is_answered_as_the_list_says() {
    for seed in 1..6 {
        let addresses = addresses(seed);
        let mut expected: BTreeMap<(&str, u32), BTreeSet<String>> = BTreeMap::new();
        for (postcode, nummer, buurt) in &addresses {
            expected.entry((postcode, *nummer)).or_default().insert(naam(buurt).to_owned());
        }
        let files = files(&publishable(&with(&as_list(&addresses))));
        for ((postcode, nummer), buurten) in expected {
            let said = said(&files[&postcode[..4]], &postcode[4..], nummer);
            assert_eq!(said, buurten, "{postcode} {nummer}, seed {seed}");
        }
        // A pair of letters that is in no row is not known; numbers that are in none are not guessed where it matters.
        for (digits, file) in &files {
            let known: BTreeSet<&str> =
                addresses.iter().filter(|it| it.0.starts_with(digits)).map(|it| &it.0[4..]).collect();
            for one in 'A'..='Z' {
                for other in 'A'..='Z' {
                    let letters = format!("{one}{other}");
                    let all: BTreeSet<String> = addresses
                        .iter()
                        .filter(|it| it.0 == format!("{digits}{letters}"))
                        .map(|it| naam(it.2).to_owned())
                        .collect();
                    assert_eq!(known.contains(&*letters), !said(file, &letters, 999).is_empty(), "{digits} {letters}");
                    assert_eq!(said(file, &letters, 999), all, "{digits} {letters}: a number that nobody knows");
                }
            }
        }
    }
}

#[test]
fn four_digits_fit_in_a_thousand_bytes() {
    // As many postcodes as there may be for four digits, of which every second lies elsewhere, and every tenth by its numbers.
    let mut addresses = Vec::new();
    let mut numbers = Numbers(3);
    for pair in 0..676_u32 {
        let letter = |nr: u32| char::from(b'A' + u8::try_from(nr % 26).unwrap());
        let postcode = format!("9991{}{}", letter(pair / 26), letter(pair));
        if ["SA", "SD", "SS"].contains(&&postcode[4..]) {
            continue;
        }
        let two = [numbers.below(4), numbers.below(4)].map(|nr| BUURTEN[nr as usize]);
        let turn = numbers.below(40);
        for nummer in 1..40_u32 {
            let second = pair % 10 == 0 && (nummer > turn || nummer % 2 == 0);
            addresses.push((postcode.clone(), nummer, two[usize::from(second)]));
        }
    }
    let tree = publish::compress::with_copies(&publishable(&with(&as_list(&addresses))));
    let packed = tree.get(&OutputPath::new("in-welke-wijk/9991.json.br")).unwrap().len();
    assert!(packed <= 1024, "{packed} bytes");
}

#[test]
fn what_is_cut_out_says_the_same_as_the_whole_file() {
    let list = as_list(&addresses(9));
    let sources = with(&list);
    let cut = cijfers::knip("pc6hnr2025.csv", || Ok(list.as_bytes()), &sources, false).unwrap();
    let [(path, text)] = &cut.geschreven[..] else { panic!("{}", cut.verslag) };
    assert_eq!(path.as_str(), "content/postcodes/cbs-2025.csv");
    let mut small = sources.clone();
    small.remove(&SourcePath::new(FILE));
    small.insert(path.clone(), Source::new(text.as_bytes()));
    assert!(files(&publishable(&small)) == files(&publishable(&sources)));
}

#[test]
fn a_large_list_is_not_held_and_a_command_cuts_it() {
    let folder = tempfile::tempdir().unwrap();
    let sources = with("");
    for (path, source) in sources.iter().filter(|(path, _)| path.as_str() != FILE) {
        let file = folder.path().join(path.as_str());
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, source.read().unwrap()).unwrap();
    }
    let mut list = as_list(&addresses(4));
    for nr in 0..300_000 {
        list.push_str(&format!("{}AB;{};{};999801;9998\n", 1000 + nr / 100, 1 + nr % 100, 99_980_100 + nr / 70_000));
    }
    let large = folder.path().join(FILE);
    fs::create_dir_all(large.parent().unwrap()).unwrap();
    fs::write(&large, &list).unwrap();
    let read = disk::read(folder.path()).unwrap();
    assert!(read.get(&SourcePath::new(FILE)).unwrap().held().is_err(), "it is {} bytes", list.len());
    let whole = files(&publishable(&read));
    assert_eq!(whole.keys().collect::<Vec<_>>(), ["9991", "9992", "9993"]);
    // The whole program, from a place outside of the project.
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("pc6hnr2025.csv");
    fs::rename(large, &file).unwrap();
    let cut = |more: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        let said = program.args(["postcodes", "--project"]).arg(folder.path()).arg(&file).args(more).output().unwrap();
        (said.status.code(), String::from_utf8(said.stdout).unwrap(), String::from_utf8(said.stderr).unwrap())
    };
    let made = folder.path().join("content/postcodes/cbs-2025.csv");
    let (code, _, err) = cut(&["--droog"]);
    assert!(code == Some(0) && err.contains("Er is niets geschreven") && !made.exists(), "{err}");
    let (code, out, err) = cut(&[]);
    assert!(
        code == Some(0) && out.contains("postcodes in 5 buurten") && err.contains("1 bestand geschreven"),
        "{out}{err}"
    );
    assert!(files(&publishable(&disk::read(folder.path()).unwrap())) == whole);
    fs::write(&made, "postcode;wijk\n").unwrap();
    assert_eq!(cut(&[]).0, Some(1));
    assert_eq!(cut(&["--overschrijven"]).0, Some(0));
}

/// Who types a street finds in which wijk it lies, at its place on the page of its letter.
#[test]
fn a_street_is_found_by_its_name() {
    let tree = publishable(&second());
    let read = |path: &str| String::from_utf8_lossy(tree.get(&OutputPath::new(path)).unwrap()).into_owned();
    let root: Value = serde_json::from_str(&read("thema/zoek/index.json")).unwrap();
    let blocks = root["blokken"].as_array().unwrap().iter();
    let all: String = blocks.map(|name| read(&format!("thema/zoek/{}.json", name.as_str().unwrap()))).collect();
    let streets: Vec<(&str, &str)> = all
        .split('"')
        .filter_map(|it| it.split_once("/#"))
        .filter(|(_, anchor)| anchor.starts_with("straat."))
        .collect();
    assert!(streets.len() > 1, "{all}");
    for (page, anchor) in streets {
        assert!(read(&format!("{page}/index.html")).contains(&format!("<tr id=\"{anchor}\">")), "{page} {anchor}");
    }
}
