//! Makes sites of any size: an invented country whose wijken, buurten and texts come from a seed. Nothing in it is real.
//!
//! The parts are in the proportions of the Netherlands (342 municipalities, 3.400 wijken, 14.600 buurten), all in one site,
//! and each part has what a real one has: a contact, figures, a text with headings, lists and links.

pub(crate) mod changes;

use std::fmt::Write;
use std::path::Path;

use wijkwijzer::disk;
use wijkwijzer::source::{Source, SourcePath, SourceTree};

/// How many figures each area has.
pub(crate) const FIGURES: usize = 25;

/// How many of them one source in YAML is about. All areas of the Netherlands then fit in a text file as large as it may be.
const PER_SOURCE: usize = 3;

/// How the figures are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Figures {
    /// One table, a row per area: what we advise.
    #[default]
    Table,
    /// A map in YAML for each figure, as in the front matter of other generators: 25 for each area. Ours has no figures in front
    /// matter; they are in the lists `cijfers` of a few sources.
    Yaml,
    /// Tables of three years, half of them percentages, and the boundaries of all buurten: charts on the pages of figures, and maps.
    Full,
}

/// Into how many steps a side of a wijk is divided on the map: all numbers of buurten next to each other that there are divide it.
const STEPS: usize = 20;

/// How many CBS wijken and buurten one code has room for, as long as it holds digits only.
const ROOM: usize = 100;

const START: [&str; 10] = ["Oude", "Nieuwe", "Lage", "Hoge", "Groene", "Verre", "Stille", "Brede", "Kleine", "Grote"];
const MIDDLE: [&str; 12] =
    ["Linde", "Molen", "Veen", "Dijk", "Kerk", "Water", "Berken", "Zand", "Polder", "Haven", "Meer", "Heide"];
const END: [&str; 8] = ["hoek", "veld", "buurt", "kwartier", "oord", "hof", "zijde", "weide"];

/// Parts of sentences: who, does what, where. Plain words, so that nothing is to be said about them.
const WHO: [&str; 8] =
    ["De buurt", "Een groep buren", "De school", "De winkelier", "De sportclub", "Het wijkteam", "De tuinman", "U"];
const DOES: [&str; 8] = [
    "plant samen bomen",
    "maakt het plein schoon",
    "drinkt koffie",
    "praat over het verkeer",
    "zoekt een plek voor spelende kinderen",
    "kijkt naar de plannen",
    "leest de krant van de wijk",
    "repareert oude fietsen",
];
const WHERE: [&str; 8] = [
    "bij het water",
    "in het buurthuis",
    "naast de kerk",
    "op de markt",
    "langs het pad",
    "achter de winkels",
    "onder de oude bomen",
    "aan de rand van het veld",
];

/// A site of about so many pages with the shipped theme.
pub(crate) fn site(pages: usize, figures: Figures) -> SourceTree {
    let mut site = content(pages, figures);
    let repository = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a project");
    for (path, source) in repository.below("themes") {
        site.insert(path.clone(), source.clone());
    }
    site
}

/// Numbers that are the same on every machine (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((it ^ (it >> 31)) >> 33).unwrap_or_default() % sides.max(1)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// How many there are of each part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Wijken, each with its contact.
    pub wijken: usize,
    /// Buurten, each with a text.
    pub buurten: usize,
    /// Free pages.
    pub paginas: usize,
    /// News items.
    pub nieuws: usize,
}

impl Size {
    /// The parts of a site of about so many pages.
    pub(crate) fn of(pages: usize) -> Self {
        let share = |of: usize| (pages * of / 18_343).max(1);
        let (wijken, paginas, nieuws) = (share(3_400), share(242), share(100));
        // What every site has: fourteen fixed pages.
        let buurten = pages.saturating_sub(wijken + paginas + nieuws + 14).max(wijken);
        Self { wijken, buurten, paginas, nieuws }
    }
}

/// The path of a wijk.
pub(crate) fn wijk(nr: usize) -> SourcePath {
    SourcePath::new(format!("content/wijken/wijk-{nr:04}.md"))
}

/// The path of a contact.
pub(crate) fn wijkmanager(nr: usize) -> SourcePath {
    SourcePath::new(format!("content/wijkmanagers/wijk-{nr:04}.yaml"))
}

/// The path of a buurt.
pub(crate) fn buurt(nr: usize) -> SourcePath {
    SourcePath::new(format!("content/buurten/buurt-{nr:05}.md"))
}

/// The path of a free page.
pub(crate) fn pagina(nr: usize) -> SourcePath {
    SourcePath::new(format!("content/paginas/pagina-{nr:03}.md"))
}

/// The path of a news item.
pub(crate) fn nieuws(nr: usize) -> SourcePath {
    SourcePath::new(format!("content/nieuws/bericht-{nr:03}.md"))
}

/// A site of about so many pages, without its theme.
pub(crate) fn content(pages: usize, figures: Figures) -> SourceTree {
    let size = Size::of(pages);
    let mut corpus = Corpus { size, figures, dice: Dice::new(20_261_123), tree: SourceTree::default() };
    corpus.site();
    corpus.wijken();
    corpus.figures();
    (0..size.buurten).for_each(|nr| corpus.buurt(nr));
    (0..size.paginas).for_each(|nr| corpus.pagina(nr));
    (0..size.nieuws).for_each(|nr| corpus.nieuws(nr));
    corpus.tree
}

struct Corpus {
    size: Size,
    figures: Figures,
    dice: Dice,
    tree: SourceTree,
}

impl Corpus {
    fn add(&mut self, path: SourcePath, text: String) {
        self.tree.insert(path, Source::new(text.into_bytes()));
    }

    fn site(&mut self) {
        let text = "naam: Wijken in Voorbeeldland\ngemeente: Voorbeeldland\nsamenvatting: Een verzonnen land, om mee te meten.\n\
            gewijzigd: 2026-01-02\nbasis: https://voorbeeldland.example\nthema: kust\n\
            contactpersoon: {enkelvoud: wijkmanager, meervoud: wijkmanagers}\n\
            contact: {naam: Gemeente Voorbeeldland, telefoon: 14 0999}\n\
            toegankelijkheid: {status: onbekend}\n\
            navigatie:\n  - {naam: Wijken, naar: wijken/index.md}\n  - {naam: Contact, naar: wijkmanagers/index.md}\n  \
            - {naam: Cijfers, naar: kengetallen/index.md}\n  - {naam: Nieuws, naar: nieuws/index.md}\n";
        self.add(SourcePath::new("content/site.yaml"), text.to_owned());
        let mut home =
            "---\ntitel: Home\nsamenvatting: Een verzonnen land.\n---\nKies uw wijk, of lees meer:\n\n".to_owned();
        for nr in 0..self.size.paginas {
            let _ = writeln!(home, "- [{}](paginas/pagina-{nr:03}.md)", title(nr));
        }
        self.add(SourcePath::new("content/index.md"), home);
    }

    /// The wijken with their contacts; some have walk-in hours.
    fn wijken(&mut self) {
        for nr in 0..self.size.wijken {
            let naam = name(nr);
            let body = self.text(nr);
            let text = format!(
                "---\nnaam: {naam}\nsamenvatting: Alles over {naam}.\nbuurten: [{}]\ngewijzigd: 2026-01-02\n---\n{body}",
                cbs_wijk(nr)
            );
            self.add(wijk(nr), text);
            let manager = match nr % 5 {
                0 => format!("wijken: [wijk-{nr:04}]\nvacature: ja\n"),
                _ => format!(
                    "naam: {}\nwijken: [wijk-{nr:04}]\nemail: w{nr}@voorbeeldland.example\ngewijzigd: 2026-01-02\n",
                    person(nr)
                ),
            };
            self.add(wijkmanager(nr), manager);
            if nr % 4 == 0 {
                let dag = ["maandag", "dinsdag", "woensdag", "donderdag"][nr / 4 % 4];
                let text = format!(
                    "wijk: wijk-{nr:04}\ndag: {dag}\nvan: \"10:00\"\ntot: \"12:00\"\nlocatie: {{naam: Buurthuis {naam}}}\n\
                     waarvoor: Al uw vragen over de wijk\nmet_wie: iemand van het wijkteam\nafspraak: niet nodig\n\
                     alternatief: Bel de gemeente.\ngeldig_tot: 2027-06-30\n"
                );
                self.add(SourcePath::new(format!("content/spreekuren/wijk-{nr:04}.yaml")), text);
            }
        }
    }

    /// The names of all areas, and figures of each.
    fn figures(&mut self) {
        let mut areas = Vec::new();
        for nr in 0..self.size.wijken {
            areas.push((cbs_wijk(nr), name(nr)));
        }
        for nr in 0..self.size.buurten {
            areas.push((self.cbs_buurt(nr), format!("{}-{nr}", name(nr * 7 + 3))));
        }
        let mut names = "code;naam\n".to_owned();
        for (code, naam) in &areas {
            let _ = writeln!(names, "{code};{naam}");
        }
        self.add(SourcePath::new("content/gebieden/gebieden.csv"), names);
        let figures: Vec<(String, [usize; FIGURES])> =
            areas.into_iter().map(|(code, _)| (code, std::array::from_fn(|_| 1 + self.dice.roll(9_000)))).collect();
        match self.figures {
            Figures::Table => {
                let columns: Vec<String> = (0..FIGURES).map(|nr| format!("cijfer_{nr}")).collect();
                let mut table = format!("code;{}\n", columns.join(";"));
                for (code, figures) in &figures {
                    let figures: Vec<String> = figures.iter().map(ToString::to_string).collect();
                    let _ = writeln!(table, "{code};{}", figures.join(";"));
                }
                self.add(SourcePath::new("content/kengetallen/cijfers.csv"), table);
                let source = format!("{}tabel: cijfers.csv\n", source("Verzonnen cijfers", 0..FIGURES));
                self.add(SourcePath::new("content/kengetallen/cijfers.yaml"), source);
            }
            Figures::Full => {
                for year in 2023..=2025 {
                    let columns: Vec<String> = (0..FIGURES).map(|nr| format!("cijfer_{nr}")).collect();
                    let mut table = format!("code;{}\n", columns.join(";"));
                    for (code, figures) in &figures {
                        let figure =
                            |(nr, figure): (usize, &usize)| if nr % 2 == 0 { figure + year } else { figure % 101 };
                        let figures: Vec<String> =
                            figures.iter().enumerate().map(figure).map(|figure| figure.to_string()).collect();
                        let _ = writeln!(table, "{code};{}", figures.join(";"));
                    }
                    self.add(SourcePath::new(format!("content/kengetallen/cijfers-{year}.csv")), table);
                    let source = source("Verzonnen cijfers", 0..FIGURES);
                    let source = source.replace("jaar: 2025", &format!("jaar: {year}"));
                    let lines = source.lines().enumerate().map(|(line, text)| match line.checked_sub(5) {
                        Some(nr) if nr % 2 == 1 => {
                            text.replace("eenheid: stuks, soort: aantal", "eenheid: \"%\", soort: percentage")
                        }
                        _ => text.to_owned(),
                    });
                    let source = lines.collect::<Vec<_>>().join("\n");
                    let source = format!("{source}\ntabel: cijfers-{year}.csv\n");
                    self.add(SourcePath::new(format!("content/kengetallen/cijfers-{year}.yaml")), source);
                }
                self.boundaries();
            }
            Figures::Yaml => {
                for first in (0..FIGURES).step_by(PER_SOURCE) {
                    let indicators = first..FIGURES.min(first + PER_SOURCE);
                    let mut text = source(&format!("Verzonnen cijfers vanaf {first}"), indicators.clone());
                    text.push_str("cijfers:\n");
                    for (code, figures) in &figures {
                        for nr in indicators.clone() {
                            let figure = figures[nr];
                            let _ =
                                writeln!(text, "  - gebied: {code}\n    indicator: cijfer_{nr}\n    waarde: {figure}");
                        }
                    }
                    self.add(SourcePath::new(format!("content/kengetallen/cijfers-{first:02}.yaml")), text);
                }
            }
        }
    }

    /// The boundaries of all buurten, in metres: wijken are squares in rows, their buurten lie next to each other in them, and no border is
    /// straight.
    fn boundaries(&mut self) {
        let (columns, side) = (self.size.wijken.isqrt().max(1), 2_000);
        let bend = |one: usize, other: usize| {
            let mut dice = Dice::new(u64::try_from(one * 7_919 + other * 104_729).unwrap_or_default());
            dice.roll(40)
        };
        let mut features = Vec::new();
        for nr in 0..self.size.buurten {
            let (wijk, place) = (nr % self.size.wijken, nr / self.size.wijken);
            let among = (self.size.buurten - wijk).div_ceil(self.size.wijken);
            let (column, row) = (wijk % columns, wijk / columns);
            let (west, south) = (20_000 + column * side, 310_000 + row * side);
            let at = |border: usize| border * STEPS / among;
            let across = |step: usize, row: usize| {
                let (x, y) = (west + step * side / STEPS, 310_000 + row * side);
                [x, y + bend(x, y)]
            };
            let along = |border: usize, step: usize| {
                let (x, y) = (west + at(border) * side / STEPS, south + step * side / STEPS);
                [x + bend(x, y), y]
            };
            let south_side = (at(place)..=at(place + 1)).map(|step| across(step, row));
            let east_side = (1..STEPS).map(|step| along(place + 1, step));
            let north_side = (at(place)..=at(place + 1)).rev().map(|step| across(step, row + 1));
            let west_side = (1..STEPS).rev().map(|step| along(place, step));
            let ring = south_side.chain(east_side).chain(north_side).chain(west_side);
            let mut ring: Vec<_> = ring.map(|[x, y]| format!("[{x},{y}]")).collect();
            ring.extend(ring.first().cloned());
            features.push(format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"buurtcode\":\"{}\"}},\"geometry\":{{\"type\":\"Polygon\",\
                 \"coordinates\":[[{}]]}}}}",
                self.cbs_buurt(nr),
                ring.join(",")
            ));
        }
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"));
        self.add(SourcePath::new("content/gebieden/buurten-2025.geojson"), text);
    }

    fn buurt(&mut self, nr: usize) {
        let body = self.text(nr);
        let code = self.cbs_buurt(nr);
        self.add(
            buurt(nr),
            format!("---\ncode: {code}\nsamenvatting: Een buurt met nummer {nr}.\ngewijzigd: 2026-01-02\n---\n{body}"),
        );
    }

    fn pagina(&mut self, nr: usize) {
        let body = self.text(nr);
        let titel = title(nr);
        self.add(
            pagina(nr),
            format!(
                "---\ntitel: {titel}\nsamenvatting: Waar het om gaat bij {titel}.\ngewijzigd: 2026-01-02\n---\n{body}"
            ),
        );
    }

    fn nieuws(&mut self, nr: usize) {
        let body = self.text(nr);
        let (month, day) = (1 + nr % 10, 1 + nr % 28);
        let wijk = nr % self.size.wijken;
        self.add(
            nieuws(nr),
            format!(
                "---\ntitel: Nieuws nummer {nr}\nsamenvatting: Er is iets te doen.\ndatum: 2026-{month:02}-{day:02}\n\
                 wijken: [wijk-{wijk:04}]\ngewijzigd: 2026-01-02\n---\n{body}"
            ),
        );
    }

    /// The buurten lie in turn in each wijk.
    fn cbs_buurt(&self, nr: usize) -> String {
        format!("BU{}{:02}", &cbs_wijk(nr % self.size.wijken)[2..], nr / self.size.wijken % ROOM)
    }

    /// A text of some 2.500 bytes: three sections, a list, and links to a wijk, a buurt and an overview.
    fn text(&mut self, nr: usize) -> String {
        let mut text = String::with_capacity(3_000);
        for section in ["Wonen", "Groen", "Verkeer"] {
            let _ = write!(text, "## {section}\n\n");
            for _ in 0..2 {
                for _ in 0..5 {
                    let sentence = self.sentence();
                    text.push_str(&sentence);
                    text.push(' ');
                }
                text.truncate(text.trim_end().len());
                text.push_str("\n\n");
            }
            for _ in 0..3 {
                let sentence = self.sentence();
                let _ = writeln!(text, "- **Let op:** {sentence}");
            }
            text.push('\n');
        }
        let (wijk, buurt) = ((nr + 1) % self.size.wijken, (nr + 7) % self.size.buurten);
        let _ = writeln!(
            text,
            "Lees ook over [de wijk {}](../wijken/wijk-{wijk:04}.md), [een andere buurt](../buurten/buurt-{buurt:05}.md#contact) of \
             [alle cijfers](../kengetallen/index.md).",
            name(wijk)
        );
        text
    }

    fn sentence(&mut self) -> String {
        let dice = &mut self.dice;
        format!("{} {} {}.", dice.pick(&WHO), dice.pick(&DOES), dice.pick(&WHERE))
    }
}

/// A source of figures, up to the figures themselves.
fn source(titel: &str, indicators: std::ops::Range<usize>) -> String {
    let mut text = format!("titel: {titel}\njaar: 2025\nbron: Verzonnen\nlicentie: CC0\nindicatoren:\n");
    for nr in indicators {
        let _ = writeln!(text, "  - {{indicator: cijfer_{nr}, naam: Cijfer {nr}, eenheid: stuks, soort: aantal}}");
    }
    text
}

/// The name of a wijk: no two are alike.
fn name(nr: usize) -> String {
    let (start, rest) = (nr % START.len(), nr / START.len());
    let (middle, rest) = (rest % MIDDLE.len(), rest / MIDDLE.len());
    let (end, round) = (rest % END.len(), rest / END.len());
    let round = if round == 0 { String::new() } else { format!(" {}", round + 1) };
    format!("{} {}{}{round}", START[start], MIDDLE[middle], END[end])
}

/// The title of a free page.
fn title(nr: usize) -> String {
    format!("Onderwerp {nr}")
}

/// The name of a contact; nobody is called so.
fn person(nr: usize) -> String {
    format!("Voorbeeld {}{}", MIDDLE[nr % MIDDLE.len()], nr)
}

/// The code of a CBS wijk, one for each wijk.
fn cbs_wijk(nr: usize) -> String {
    format!("WK{:04}{:02}", 1_000 + nr / ROOM, nr % ROOM)
}
