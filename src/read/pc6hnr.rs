//! The file of Statistics Netherlands that says of every address in the country in which buurt it lies: `pc6hnrJJJJ….csv`, some eight
//! million rows. Read in pieces, on all cores, and never held: what is left of it is which numbers of a postcode lie in which buurt.
//!
//! Rows come in order, so nearly every one has the postcode and the codes of the row before it, byte for byte; only what differs is
//! looked at as text. Codes have no prefix, may have letters, and may have lost the zeros at their front.

use std::collections::HashMap;
use std::io::{self, Read};

use memchr::{memchr, memrchr};
use rayon::prelude::*;

use crate::values::{Gebiedscode, HOOGSTE, Nummerreeks, Parse, Pc6, verdeeld};

/// So much of the file is looked at together.
const PIECE: usize = 1024 * 1024;

/// No row is longer.
const LONGEST_ROW: usize = 4096;

/// Where the numbers of a postcode lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ligt {
    pub(crate) postcode: Pc6,
    /// Which numbers; `None` is all that there are.
    pub(crate) nummers: Option<Nummerreeks>,
    /// The place of the buurt in [`Adressen::buurten`].
    pub(crate) buurt: u32,
}

/// What is left of a file.
#[derive(Debug, Default)]
pub(crate) struct Adressen {
    /// The year of the division in buurten, in the name of its column.
    pub(crate) jaar: Option<u16>,
    pub(crate) buurten: Vec<Gebiedscode>,
    /// In order of postcode.
    pub(crate) ligt: Vec<Ligt>,
    /// How many rows there were.
    pub(crate) rijen: u64,
    /// How many rows say no address or no buurt, and the line of the first.
    pub(crate) fout: (u64, u64),
}

/// The columns that matter, by their places.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kolommen {
    separator: u8,
    postcode: usize,
    nummer: usize,
    buurt: usize,
    jaar: Option<u16>,
}

impl Kolommen {
    /// Those of a first line, when it is that of such a file.
    fn of(line: &[u8]) -> Option<Self> {
        let line = String::from_utf8_lossy(line).to_lowercase();
        let line = line.trim_start_matches('\u{feff}').trim_end();
        let separator = if line.contains(';') { ';' } else { ',' };
        let names: Vec<&str> = line.split(separator).map(|name| name.trim().trim_matches('"')).collect();
        let at = |wanted: &dyn Fn(&str) -> bool| names.iter().position(|name| wanted(name));
        let is_buurt = |name: &str| name.starts_with("buurt") || name.starts_with("gwb") || name.starts_with("bu_code");
        let (postcode, nummer) = (at(&|name| name == "pc6")?, at(&|name| name.starts_with("huisnummer"))?);
        let buurt = at(&is_buurt)?;
        let digits: String = names[buurt].chars().filter(char::is_ascii_digit).collect();
        let jaar = digits.parse().ok().filter(|year| (1995..=2100).contains(year));
        Some(Self { separator: separator as u8, postcode, nummer, buurt, jaar })
    }
}

/// Whether a file begins as such a file does.
pub(crate) fn is_landelijk(begin: &[u8]) -> bool {
    let end = memchr(b'\n', begin).unwrap_or(begin.len());
    Kolommen::of(&begin[..end.min(LONGEST_ROW)]).is_some()
}

/// Reads all of it; of a municipality, when one is asked for, only the postcodes whose digits it has, too. `None` when it is another file.
pub(crate) fn read<R: Read + Send>(
    open: impl Fn() -> io::Result<R>,
    gemeente: Option<&[u8]>,
) -> io::Result<Option<Adressen>> {
    let all = pass(open()?, Verzameld::new(gemeente, false))?;
    match all {
        Some(all) if all.is_disordered => {
            let all = pass(open()?, Verzameld::new(gemeente, true))?;
            Ok(all.map(Verzameld::into_adressen))
        }
        all => Ok(all.map(Verzameld::into_adressen)),
    }
}

fn pass(mut from: impl Read + Send, mut all: Verzameld<'_>) -> io::Result<Option<Verzameld<'_>>> {
    let (mut now, mut next) = (Vec::new(), Vec::new());
    let mut is_end = fill(&mut from, &mut now)?;
    let Some(header) = memchr(b'\n', &now).filter(|end| *end < LONGEST_ROW) else { return Ok(None) };
    let Some(kolommen) = Kolommen::of(&now[..header]) else { return Ok(None) };
    all.jaar = kolommen.jaar;
    let mut start = header + 1;
    loop {
        // What is behind the last whole row goes before the next piece.
        let end = if is_end { now.len() } else { memrchr(b'\n', &now).map_or(start, |at| at + 1) };
        next.clear();
        next.extend_from_slice(&now[end.max(start)..]);
        let rows = &now[start..end.max(start)];
        let mut ended = Ok(true);
        let read_on = || {
            if !is_end {
                ended = fill(&mut from, &mut next);
            }
        };
        let (stukken, ()) = rayon::join(|| in_stukken(rows, kolommen), read_on);
        for stuk in &stukken {
            all.take(stuk);
        }
        if is_end || all.is_disordered && !all.holds {
            return Ok(Some(all));
        }
        is_end = ended?;
        if next.len() > PIECE + LONGEST_ROW {
            return Ok(None);
        }
        std::mem::swap(&mut now, &mut next);
        start = 0;
    }
}

/// Reads a piece behind what is there; tells whether it was the last.
fn fill(from: &mut impl Read, into: &mut Vec<u8>) -> io::Result<bool> {
    into.reserve(PIECE);
    let read = from.take(PIECE as u64).read_to_end(into)?;
    Ok(read < PIECE)
}

/// Rows that lie together, on all cores.
fn in_stukken(rows: &[u8], kolommen: Kolommen) -> Vec<Leesstuk> {
    let share = (rows.len() / rayon::current_num_threads().max(1)).max(64 * 1024);
    let mut parts = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let end = rest.get(share..).and_then(|after| memchr(b'\n', after)).map_or(rest.len(), |at| share + at + 1);
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts.into_par_iter().map(|part| Leesstuk::of(part, kolommen)).collect()
}

/// Numbers of a postcode in a buurt that came one after the other.
#[derive(Debug, Clone, Copy)]
struct Aaneen {
    postcode: Pc6,
    buurt: u32,
    /// Where its numbers begin; they end where those of the next begin.
    nummers: usize,
}

/// What rows that lie together say.
#[derive(Debug, Default)]
struct Leesstuk {
    buurten: Buurten,
    rijen: Vec<Aaneen>,
    nummers: Vec<u32>,
    lines: u64,
    fout: (u64, u64),
}

/// The buurten, each once.
#[derive(Debug, Default)]
struct Buurten {
    all: Vec<Gebiedscode>,
    places: HashMap<Gebiedscode, u32>,
}

impl Buurten {
    fn place(&mut self, code: Gebiedscode) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        *self.places.entry(code).or_insert_with(|| {
            self.all.push(code);
            next
        })
    }
}

impl Leesstuk {
    fn of(mut rows: &[u8], kolommen: Kolommen) -> Self {
        let mut stuk = Self::default();
        let is_usual = kolommen.postcode == 0 && kolommen.nummer == 1;
        // Of the row before: what stands before its number, and what behind it, with the end of the line.
        let (mut before, mut behind): (&[u8], &[u8]) = (&[], &[]);
        while !rows.is_empty() {
            if let Some((nummer, rest)) = same(rows, before, behind) {
                stuk.lines += 1;
                stuk.nummers.push(nummer);
                rows = rest;
                continue;
            }
            let end = memchr(b'\n', rows).map_or(rows.len(), |at| at + 1);
            let (row, rest) = rows.split_at(end);
            rows = rest;
            stuk.lines += 1;
            if row.trim_ascii().is_empty() {
                continue;
            }
            let Some((postcode, nummer, buurt)) = address(row, kolommen) else {
                (before, behind) = (&[], &[]);
                stuk.fout = (stuk.fout.0 + 1, if stuk.fout.0 == 0 { stuk.lines } else { stuk.fout.1 });
                continue;
            };
            let buurt = stuk.buurten.place(buurt);
            if stuk.rijen.last().is_none_or(|last| (last.postcode, last.buurt) != (postcode, buurt)) {
                stuk.rijen.push(Aaneen { postcode, buurt, nummers: stuk.nummers.len() });
            }
            stuk.nummers.push(nummer);
            (before, behind) = (&[], &[]);
            if let Some(first) = memchr(kolommen.separator, row).filter(|_| is_usual)
                && let Some(second) = memchr(kolommen.separator, &row[first + 1..])
                && row.ends_with(b"\n")
            {
                (before, behind) = (&row[..=first], &row[first + 1 + second..]);
            }
        }
        stuk
    }
}

/// The number of the first row, and the rows behind it, when all else in it is as in the row before.
#[inline]
fn same<'r>(rows: &'r [u8], before: &[u8], behind: &[u8]) -> Option<(u32, &'r [u8])> {
    if behind.is_empty() {
        return None;
    }
    let rest = rows.strip_prefix(before)?;
    let mut nummer = 0;
    let mut digits = 0;
    while let Some(digit) = rest.get(digits).filter(|byte| byte.is_ascii_digit()) {
        nummer = nummer * 10 + u32::from(digit - b'0');
        digits += 1;
        if digits > 5 {
            return None;
        }
    }
    let rest = rest[digits..].strip_prefix(behind)?;
    (nummer > 0).then_some((nummer, rest))
}

/// The address and the buurt of a row.
fn address(row: &[u8], kolommen: Kolommen) -> Option<(Pc6, u32, Gebiedscode)> {
    let (mut postcode, mut nummer, mut buurt) = (None, None, None);
    for (at, cell) in row.split(|byte| *byte == kolommen.separator).enumerate() {
        let cell = cell.trim_ascii();
        let cell = cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell).trim_ascii();
        if at == kolommen.postcode {
            postcode = match cell {
                [digits @ .., b' ', one, other] if digits.len() == 4 => {
                    Pc6::of(&[digits[0], digits[1], digits[2], digits[3], *one, *other])
                }
                _ => Pc6::of(cell),
            };
        } else if at == kolommen.nummer {
            let number = std::str::from_utf8(cell).ok().and_then(|cell| cell.parse().ok());
            nummer = number.filter(|nummer| (1..=HOOGSTE).contains(nummer));
        } else if at == kolommen.buurt {
            buurt = std::str::from_utf8(cell).ok().and_then(buurtcode);
        }
    }
    Some((postcode?, nummer?, buurt?))
}

/// The code of a buurt as others write it: without BU, or without the zeros at its front.
pub(crate) fn buurtcode(written: &str) -> Option<Gebiedscode> {
    let bare = written.trim();
    let bare = bare.strip_prefix("BU").or_else(|| bare.strip_prefix("bu")).unwrap_or(bare);
    if bare.len() < 5 || bare.len() > 8 {
        return None;
    }
    Gebiedscode::parse(&format!("BU{bare:0>8}")).ok()
}

/// All pieces together.
#[derive(Debug, Default)]
struct Verzameld<'g> {
    /// The digits of a municipality: only postcodes that begin as some of its do are kept.
    gemeente: Option<&'g [u8]>,
    jaar: Option<u16>,
    buurten: Buurten,
    /// Which buurten are of the municipality.
    is_ours: Vec<bool>,
    ligt: Vec<Ligt>,
    /// The postcode whose rows come now, and its numbers, each with its buurt.
    nu: Option<Pc6>,
    nummers: Vec<(u32, u32)>,
    /// Where the postcodes begin in `ligt` that begin with the same digits, and whether one of them is ours.
    begin: usize,
    has_ours: bool,
    /// Whether rows are not in order of postcode.
    is_disordered: bool,
    /// Whether they are kept to be put in order: where their numbers begin and end.
    holds: bool,
    held: Vec<(Pc6, u32, usize, usize)>,
    held_nummers: Vec<u32>,
    lines: u64,
    fout: (u64, u64),
}

impl<'g> Verzameld<'g> {
    fn new(gemeente: Option<&'g [u8]>, holds: bool) -> Self {
        // The first line names the columns.
        Self { gemeente, holds, lines: 1, ..Self::default() }
    }

    fn take(&mut self, stuk: &Leesstuk) {
        let places: Vec<u32> = stuk.buurten.all.iter().map(|code| self.buurten.place(*code)).collect();
        let ours = self.buurten.all[self.is_ours.len()..].iter();
        self.is_ours.extend(ours.map(|code| self.gemeente.is_none_or(|gemeente| code.of_gemeente() == gemeente)));
        let ends = stuk.rijen.iter().skip(1).map(|rij| rij.nummers).chain([stuk.nummers.len()]);
        for (rij, end) in stuk.rijen.iter().zip(ends) {
            let (buurt, nummers) = (places[rij.buurt as usize], &stuk.nummers[rij.nummers..end]);
            if self.holds {
                let start = self.held_nummers.len();
                self.held_nummers.extend_from_slice(nummers);
                self.held.push((rij.postcode, buurt, start, self.held_nummers.len()));
            } else {
                self.add(rij.postcode, buurt, nummers);
            }
        }
        if stuk.fout.0 > 0 {
            let first = if self.fout.0 == 0 { self.lines + stuk.fout.1 } else { self.fout.1 };
            self.fout = (self.fout.0 + stuk.fout.0, first);
        }
        self.lines += stuk.lines;
    }

    fn add(&mut self, postcode: Pc6, buurt: u32, nummers: &[u32]) {
        if self.nu != Some(postcode) {
            self.is_disordered |= self.nu > Some(postcode);
            self.close(Some(postcode));
        }
        self.nummers.extend(nummers.iter().map(|nummer| (*nummer, buurt)));
    }

    /// All rows of a postcode were there. Where all of them lie in one buurt, the numbers are left out.
    fn close(&mut self, next: Option<Pc6>) {
        let (last, digits) = (self.nu, |postcode: Option<Pc6>| postcode.map(Pc6::cijfers));
        self.nu = next;
        if let (Some(postcode), Some((_, buurt))) = (last, self.nummers.first().copied()) {
            let is_ours = &self.is_ours;
            self.has_ours |= self.nummers.iter().any(|(_, buurt)| is_ours[*buurt as usize]);
            if self.nummers.iter().all(|it| it.1 == buurt) {
                self.ligt.push(Ligt { postcode, nummers: None, buurt });
            } else {
                for (nummers, buurten) in verdeeld(&self.nummers) {
                    let ligt = buurten.into_iter().map(|buurt| Ligt { postcode, nummers: Some(nummers), buurt });
                    self.ligt.extend(ligt);
                }
            }
            self.nummers.clear();
        }
        if digits(last) != digits(next) {
            if !self.has_ours {
                self.ligt.truncate(self.begin);
            }
            (self.begin, self.has_ours) = (self.ligt.len(), false);
        }
    }

    fn into_adressen(mut self) -> Adressen {
        self.held.sort_by_key(|held| held.0);
        let nummers = std::mem::take(&mut self.held_nummers);
        for (postcode, buurt, start, end) in std::mem::take(&mut self.held) {
            self.add(postcode, buurt, &nummers[start..end]);
        }
        self.close(None);
        let Self { jaar, buurten, mut ligt, lines, fout, .. } = self;
        ligt.shrink_to_fit();
        Adressen { jaar, buurten: buurten.all, ligt, rijen: lines - 1 - fout.0, fout }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(found) = read(|| Ok(text.as_bytes()), None).unwrap() else { return "another file".to_owned() };
        let shown = |it: &Ligt| {
            let nummers = it.nummers.map_or_else(String::new, |nummers| format!(" {nummers}"));
            format!("{}{nummers} {}", it.postcode, found.buurten[it.buurt as usize])
        };
        let jaar = found.jaar.map_or_else(String::new, |jaar| format!("{jaar}: "));
        format!("{jaar}{}", found.ligt.iter().map(shown).collect::<Vec<_>>().join("; ")).replace('\u{a0}', "")
    }

    #[test]
    fn codes_are_read_without_their_zeros_and_with_letters() {
        let text = "PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n1785AA;1;9990101;99901;999\n1785AA;3;9990101;99901;999\n\
                    1011AB;99;0363AF01;0363AF;0363\n1785AB;1;9990101;99901;999\n1785AB;2;9990102;99901;999\n";
        assert_eq!(shown(text), "2025: 1011AB BU0363AF01; 1785AA BU09990101; 1785AB 1 BU09990101; 1785AB 2 BU09990102");
    }

    #[test]
    fn the_file_of_2016_and_files_that_went_through_a_spreadsheet_are_read() {
        let old = "pc6;huisnummer;gwb2016_code;wijkcode;gemeentecode\r\n1785AA;1;09990101;099901;0999\r\n1785AA;2;09990101;099901;0999\r\n";
        assert_eq!(shown(old), "2016: 1785AA BU09990101");
        let quoted = "\u{feff}\"PC6\",\"Huisnummer\",\"Buurt2020\"\n\"1785 aa\",\"7\",\"BU09990101\"";
        assert_eq!(shown(quoted), "2020: 1785AA BU09990101");
        let turned = "Gemeente2025;Buurt2025;Huisnummer;PC6\n999;9990101;5;1785AA\n999;9990101;6;1785AA\n";
        assert_eq!(shown(turned), "2025: 1785AA BU09990101");
        assert_eq!(shown("postcode;wijk\n1785AA;noord\n"), "another file");
        assert_eq!(shown(""), "another file");
    }

    #[test]
    fn rows_that_cannot_be_read_are_counted() {
        let head = "PC6;Huisnummer;Buurt2025\n";
        let text =
            format!("{head}1785AA;1;9990101\n1785A;1;9990101\n\n1785AA;x;9990101\n1785AA;3;4E+06\n1785AA;5;9990101");
        let found = read(|| Ok(text.as_bytes()), None).unwrap().unwrap();
        assert_eq!((found.fout, found.ligt.len()), ((3, 3), 1));
    }

    #[test]
    fn order_makes_no_difference_and_a_municipality_is_kept_with_its_neighbours() {
        let head = "PC6;Huisnummer;Buurt2025\n";
        let rows = ["1785AA;1;9990101", "1785AA;2;9990102", "1785AB;1;8880101", "1786AA;1;8880101", "1787AA;3;9990101"];
        let of = |rows: &[&str], gemeente: Option<&[u8]>| {
            let text = format!("{head}{}\n", rows.join("\n"));
            let found = read(|| Ok(text.as_bytes()), gemeente).unwrap().unwrap();
            let shown = |it: &Ligt| (it.postcode, it.nummers, found.buurten[it.buurt as usize]);
            found.ligt.iter().map(shown).collect::<Vec<_>>()
        };
        let mut turned = rows;
        turned.reverse();
        assert_eq!(of(&rows, None), of(&turned, None));
        assert_eq!(of(&rows, None).len(), 5);
        assert_eq!(of(&rows, Some(b"0999")), of(&turned, Some(b"0999")));
        assert_eq!(of(&rows, Some(b"0999")).len(), 4, "without 1786");
        assert_eq!(of(&rows, Some(b"0777")), []);
    }

    /// Long enough for several pieces on several cores, beside what a plain reader makes of it.
    #[test]
    fn pieces_make_no_difference() {
        let mut text = "PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n".to_owned();
        let mut plain: HashMap<(Pc6, u32), Gebiedscode> = HashMap::new();
        let mut seed = 7_u32;
        for at in 0..400_000_u32 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let postcode =
                format!("{}{}", 1000 + at / 2000, crate::values::letters(u16::try_from(at / 20 % 400).unwrap()));
            let (nummer, buurt) = (at % 20 + 1, 9_990_000 + (at / 700) % 90 + seed % 97 / 96);
            text.push_str(&format!("{postcode};{nummer};{buurt};99900;999\n"));
            let code = buurtcode(&buurt.to_string()).unwrap();
            plain.insert((Pc6::of(postcode.as_bytes()).unwrap(), nummer), code);
        }
        assert!(text.len() > 2 * PIECE);
        let found = read(|| Ok(text.as_bytes()), None).unwrap().unwrap();
        assert_eq!((found.rijen, found.fout), (400_000, (0, 0)));
        let mut of_postcode: HashMap<Pc6, Vec<&Ligt>> = HashMap::new();
        found.ligt.iter().for_each(|it| of_postcode.entry(it.postcode).or_default().push(it));
        for ((postcode, nummer), code) in plain {
            let lies = |it: &&&Ligt| {
                it.nummers.is_none_or(|it| (it.van..=it.tot).step_by(it.stap() as usize).any(|other| other == nummer))
            };
            let codes: Vec<_> =
                of_postcode[&postcode].iter().filter(lies).map(|it| found.buurten[it.buurt as usize]).collect();
            assert_eq!(codes, [code], "{postcode} {nummer}");
        }
    }
}
