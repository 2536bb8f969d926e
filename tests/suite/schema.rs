//! The schemas and the tool take and refuse the same documents.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use serde_json::{Map, Value as Json};
use serde_yaml::Value as Yaml;
use wijkwijzer::diagnostics::Code;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Schema, build, disk, schemas};

use super::project::{repository, settings};

/// What only the tool refuses, each with a part of its message: `src/kinds/schema.rs` says why.
const ONLY_THE_TOOL: &[(Code, &str)] = &[
    (Code::InvalidValue, "de dag "),                       // 30 February
    (Code::InvalidValue, "geen volledig Nederlands tele"), // numbers that do not exist
    (Code::InvalidValue, " weinig cijfers: "),
    (Code::InvalidValue, " veel cijfers: "),
    (Code::InvalidValue, "de nul vooraan ontbreekt"),
    (Code::InvalidValue, "voor 31 ontbreekt de plus"),
    (Code::InvalidValue, "alleen Nederlandse nummers"),
    (Code::InvalidValue, "“35 mei 2019” is geen"),
    (Code::InvalidValue, "de periode eindigt voordat"),
    (Code::InvalidValue, "“2020 – 2019” is geen"),
    (Code::InvalidValue, "is meer dan één dag, maand of jaar"),
    (Code::InvalidValue, "is dit spreekuur er niet"), // a day against a day of the week
    (Code::InvalidValue, "is het toch al dicht"),
    (Code::InvalidValue, "zijn dit de gewone tijden"),
    (Code::InvalidValue, "is elk jaar op andere dagen"), // days with a year against days without
    (Code::InvalidValue, "de laatste dag ligt vóór de eerste"),
    (Code::InvalidValue, "geldt dit spreekuur niet"), // a date against another
    (Code::KeyCombination, "ligt vóór de"),
    (Code::KeyCombination, "is het meeste"),
    (Code::KeyCombination, "voorbij, maar begint pas"),
    (Code::KeyCombination, "begint eerder dan de fase"), // a date against another
    (Code::KeyCombination, "maar het besluit is dan al genomen"), // the same
    (Code::KeyCombination, "maar hier staat geen periode"), // a key against one in a group
    (Code::KeyCombination, "bij `datum` staat geen dag"), // how precise a date is
    (Code::InvalidValue, "is er nooit"),
    (Code::InvalidValue, "Dit moment staat er twee keer"), // one part of a list against another
    (Code::InvalidValue, "maar de bijeenkomst is op"),
    (Code::InvalidValue, "ligt niet na de begintijd"),
    // Where the Netherlands lie is two grids of numbers.
    (Code::InvalidValue, "ligt niet in Nederland"),
    (Code::InvalidValue, "onzichtbaar teken"),
    (Code::InvalidValue, "op uw eigen computer of netwerk"), // which numbers are whose
    (Code::InvalidValue, "kan duizend of een breuk zijn"),   // 1.234 without quotes
    (Code::InvalidValue, "de naam van een thema"),           // 1.5 without quotes
    (Code::InvalidValue, "“+2024” is geen"),                 // without quotes
    (Code::InvalidValue, "“+3” is geen getal"),
    // What can be chosen is for the theme to say.
    (Code::UnknownKey, "in dit thema"),
    (Code::UnknownChoice, "kan niet bij `hoeken`"),
    (Code::UnknownChoice, "kan niet bij `letters`"),
    (Code::MissingKey, "Waarin dit wordt gemeten"), // a unit that the name does not tell
    (Code::KeyCombination, "een dichtheid wordt berekend uit twee aantallen"), // one indicator against another
];

/// The codes of findings about keys and their values.
const ABOUT_KEYS: &[Code] = &[
    Code::WrongFolder,
    Code::UnknownKey,
    Code::MissingKey,
    Code::EmptyValue,
    Code::WrongType,
    Code::InvalidValue,
    Code::UnknownChoice,
    Code::KeyCombination,
];

/// With these, a file is refused before its keys are read.
const BEFORE_KEYS: &[Code] = &[
    Code::NotText,
    Code::TooLarge,
    Code::WrongExtension,
    Code::FrontMatterMissing,
    Code::FrontMatterUnclosed,
    Code::NoSlug,
    Code::YamlSyntax,
    Code::YamlForbidden,
    Code::DuplicateKey,
    Code::TooDeep,
];

/// What comes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Taken,
    Refused,
    /// For a reason that no schema can know.
    RefusedByTheToolOnly,
    /// Before its keys are read.
    Unread,
}

struct Checker {
    schemas: BTreeMap<String, (Schema, Validator)>,
}

impl Checker {
    fn new() -> Self {
        let compiled = |schema: Schema| {
            let validator = jsonschema::draft7::new(&schema.json).expect("a schema that is one");
            (schema.name.clone(), (schema, validator))
        };
        Self { schemas: schemas().into_iter().map(compiled).collect() }
    }

    /// The schema of a file; one that names the file itself goes before one that names its folder.
    fn of(&self, path: &str) -> Option<&(Schema, Validator)> {
        let fits = |schema: &Schema, named: bool| {
            schema.files.iter().any(|pattern| match pattern.split_once('*') {
                None => named && pattern == path,
                Some((folder, rest)) => {
                    let inside = path.strip_prefix(folder).unwrap_or("/");
                    let end = rest.rsplit('*').next().unwrap_or_default();
                    !named && inside.ends_with(end) && (rest.contains('/') || !inside.contains('/'))
                }
            })
        };
        let find = |named| self.schemas.values().find(|(schema, _)| fits(schema, named));
        find(true).or_else(|| find(false))
    }

    /// Whether the two agree about a document; if not, what each says.
    fn compare(&self, path: &str, text: &str) -> Result<Verdict, String> {
        let Some((schema, validator)) = self.of(path) else { return Ok(Verdict::Unread) };
        let (tool, why) = told(schema, path, text);
        let Some(keys) = keys(schema, text).and_then(|yaml| serde_yaml::from_str::<Yaml>(yaml).ok()) else {
            return Ok(Verdict::Unread);
        };
        let keys = as_an_editor_sees_it(&keys);
        match (tool, validator.is_valid(&keys)) {
            (Verdict::Taken, false) | (Verdict::Refused, true) => {
                let says: Vec<_> =
                    validator.iter_errors(&keys).map(|it| format!("{it} ({})", it.instance_path())).collect();
                Err(format!("{path}\n  tool: {why:?}\n  schema: {says:?}\n"))
            }
            _ => Ok(tool),
        }
    }
}

/// What the tool says of a document that is alone in the world.
fn told(schema: &Schema, path: &str, text: &str) -> (Verdict, Vec<String>) {
    let mut sources = SourceTree::default();
    sources.insert(SourcePath::new(path), Source::new(text.as_bytes().to_vec()));
    let report = build(&sources, &settings()).report;
    let ours = || report.findings().iter().filter(|finding| finding.place.path.as_str() == path);
    if ours().any(|finding| BEFORE_KEYS.contains(&finding.code)) {
        return (Verdict::Unread, Vec::new());
    }
    // A picture in a text without description is not about keys.
    let about_keys = |code| ABOUT_KEYS.contains(&code) || (code == Code::MissingAlt && schema.whole);
    let found: Vec<_> = ours().filter(|finding| about_keys(finding.code)).collect();
    let verdict = if found.is_empty() {
        Verdict::Taken
    } else if found
        .iter()
        .all(|finding| ONLY_THE_TOOL.iter().any(|(code, part)| finding.code == *code && finding.message.contains(part)))
    {
        Verdict::RefusedByTheToolOnly
    } else {
        Verdict::Refused
    };
    (verdict, found.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect())
}

/// The YAML of a document.
fn keys<'t>(schema: &Schema, text: &'t str) -> Option<&'t str> {
    if schema.whole {
        return Some(text);
    }
    let (_, rest) = text.split_once('\n')?;
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(&rest[..end]);
        }
        end += line.len();
    }
    None
}

/// Scalars without quotes are numbers and truths to an editor.
fn as_an_editor_sees_it(value: &Yaml) -> Json {
    match value {
        Yaml::Null => Json::Null,
        Yaml::Bool(truth) => Json::Bool(*truth),
        Yaml::Number(number) => serde_json::to_value(number).unwrap_or(Json::Null),
        Yaml::String(text) => Json::String(text.clone()),
        Yaml::Sequence(items) => items.iter().map(as_an_editor_sees_it).collect(),
        Yaml::Mapping(map) => {
            let key = |key: &Yaml| match key {
                Yaml::String(text) => text.clone(),
                other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
            };
            Json::Object(
                map.iter().map(|(name, value)| (key(name), as_an_editor_sees_it(value))).collect::<Map<_, _>>(),
            )
        }
        Yaml::Tagged(tagged) => as_an_editor_sees_it(&tagged.value),
    }
}

/// Every document of the shipped site and of all cases, each text once.
fn documents() -> Vec<(String, String)> {
    let mut projects = vec![repository()];
    for entry in std::fs::read_dir(repository().join("tests/cases")).unwrap() {
        projects.push(entry.unwrap().path().join("in"));
    }
    projects.sort();
    let mut seen = BTreeSet::new();
    for project in projects.iter().filter(|project| project.is_dir()) {
        for (path, source) in disk::read(project).unwrap().below("content") {
            if let Ok(text) = std::str::from_utf8(source.held().map_or(&[][..], |bytes| bytes)) {
                seen.insert((path.as_str().to_owned(), text.replace("\r\n", "\n")));
            }
        }
    }
    seen.into_iter().collect()
}

fn none_wrong(wrong: &[String]) {
    let shown: Vec<_> = wrong.iter().take(15).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} differences, such as:\n{}", wrong.len(), shown.join("\n"));
}

#[test]
fn schemas_are_schemas() {
    for schema in schemas() {
        assert!(jsonschema::draft7::meta::is_valid(&schema.json), "{}", schema.name);
        assert_eq!(schemas().iter().filter(|other| other.name == schema.name).count(), 1);
        no_group_is_empty(&schema.json);
    }
}

/// A field that reads its keys in a way of its own and does not say which would pass for a group without keys.
fn no_group_is_empty(schema: &Json) {
    if schema["additionalProperties"] == false {
        let keys = schema["properties"].as_object().map_or(0, Map::len);
        assert!(keys > 0, "a `Field` that asks no `Fields` for its keys needs a `schema` of its own: {schema}");
    }
    let inside = schema.as_object().into_iter().flat_map(|it| it.values());
    inside.chain(schema.as_array().into_iter().flatten()).for_each(no_group_is_empty);
}

#[test]
fn every_key_is_in_a_schema() {
    let mut known = BTreeSet::new();
    for schema in schemas() {
        names(&schema.json, &mut known);
    }
    let asked = super::repository::keys(&["themabestand/mod.rs", "themabestand/vormgeving.rs"]);
    let missing: Vec<_> = asked.difference(&known).collect();
    assert!(missing.is_empty(), "a kind asks for {missing:?} only after it has given up: ask first");
}

/// The names of all properties in a schema.
fn names(schema: &Json, into: &mut BTreeSet<String>) {
    if let Some(properties) = schema["properties"].as_object() {
        into.extend(properties.keys().cloned());
    }
    for inside in
        schema.as_object().into_iter().flat_map(|it| it.values()).chain(schema.as_array().into_iter().flatten())
    {
        names(inside, into);
    }
}

#[test]
fn every_document_gets_the_same_verdict() {
    let checker = Checker::new();
    let (mut wrong, mut count) = (Vec::new(), BTreeMap::new());
    for (path, text) in documents() {
        match checker.compare(&path, &text) {
            Ok(verdict) => *count.entry(format!("{verdict:?}")).or_insert(0) += 1,
            Err(difference) => wrong.push(difference),
        }
    }
    none_wrong(&wrong);
    assert!(count["Taken"] > 100 && count["Refused"] > 10, "{count:?}");
}

/// A step towards a value inside another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Item(usize),
}

/// The places of all values in a document, with the names of the keys that are not there.
fn places(value: &Yaml, schema: &Json, here: &mut Vec<Step>, all: &mut Vec<(Vec<Step>, Vec<String>)>) {
    let mut absent = Vec::new();
    match value {
        Yaml::Mapping(map) => {
            let known = schema["properties"].as_object().cloned().unwrap_or_default();
            absent.extend(known.keys().filter(|key| !map.contains_key(key.as_str())).cloned());
            for (key, value) in map {
                let key = key.as_str().unwrap_or_default();
                here.push(Step::Key(key.to_owned()));
                places(value, &schema["properties"][key], here, all);
                here.pop();
            }
        }
        Yaml::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                here.push(Step::Item(index));
                places(item, &schema["items"], here, all);
                here.pop();
            }
        }
        _ => {}
    }
    all.push((here.clone(), absent));
}

fn at<'v>(value: &'v mut Yaml, place: &[Step]) -> &'v mut Yaml {
    place.iter().fold(value, |value, step| match step {
        Step::Key(key) => &mut value[key.as_str()],
        Step::Item(index) => &mut value[*index],
    })
}

/// The document with one value in another way.
fn changed(document: &Yaml, place: &[Step], change: impl FnOnce(&mut Yaml)) -> Yaml {
    let mut document = document.clone();
    change(at(&mut document, place));
    document
}

/// The document as a file.
fn written(schema: &Schema, document: &Yaml) -> String {
    let yaml = serde_yaml::to_string(document).unwrap();
    if schema.whole { yaml } else { format!("---\n{yaml}---\n\nTekst.\n") }
}

/// All valid documents, parsed.
fn valid(checker: &Checker) -> Vec<(String, Yaml, &Schema)> {
    let mut valid = Vec::new();
    for (path, text) in documents() {
        if checker.compare(&path, &text) != Ok(Verdict::Taken) {
            continue;
        }
        let Some((schema, _)) = checker.of(&path) else { continue };
        let yaml: Yaml = serde_yaml::from_str(keys(schema, &text).unwrap()).unwrap();
        valid.push((path, yaml, schema));
    }
    valid
}

#[test]
fn documents_with_a_mistake_get_the_same_verdict() {
    let checker = Checker::new();
    let (mut wrong, mut seen, mut count) = (Vec::new(), BTreeSet::new(), 0);
    let valid = valid(&checker);
    let samples = samples(&valid);
    for (path, document, schema) in &valid {
        let mut all = Vec::new();
        places(document, &schema.json, &mut Vec::new(), &mut all);
        // Documents with the same keys would give the same mistakes.
        if !seen.insert((schema.name.clone(), all.clone())) {
            continue;
        }
        for (place, absent) in all {
            let sample = |key: String| {
                let mut names = names_of(&place);
                names.push(key.clone());
                let sample = samples.get(&(schema.name.clone(), names)).cloned();
                (key, sample)
            };
            let absent: Vec<_> = absent.into_iter().map(sample).collect();
            for mutant in mutants(document, &place, &absent) {
                count += 1;
                wrong.extend(checker.compare(path, &written(schema, &mutant)).err());
            }
        }
    }
    assert!(count > 2_000, "{count}");
    none_wrong(&wrong);
}

/// A good value for each key of each kind.
type Samples = BTreeMap<(String, Vec<String>), Yaml>;

fn samples(valid: &[(String, Yaml, &Schema)]) -> Samples {
    let mut samples = Samples::new();
    for (_, document, schema) in valid {
        let mut all = Vec::new();
        places(document, &schema.json, &mut Vec::new(), &mut all);
        for (place, _) in all {
            samples
                .entry((schema.name.clone(), names_of(&place)))
                .or_insert_with(|| at(&mut document.clone(), &place).clone());
        }
    }
    samples
}

/// The keys on the way to a place.
fn names_of(place: &[Step]) -> Vec<String> {
    let name = |step: &Step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Item(_) => None,
    };
    place.iter().filter_map(name).collect()
}

/// Documents with one thing different at a place.
fn mutants(document: &Yaml, place: &[Step], absent: &[(String, Option<Yaml>)]) -> Vec<Yaml> {
    let mut mutants = Vec::new();
    for (key, sample) in absent {
        for value in ["zomaar iets".into(), "ja".into()].into_iter().chain(sample.clone()) {
            mutants.push(changed(document, place, |it| it[key.as_str()] = value));
        }
    }
    let Some((last, group)) = place.split_last() else { return mutants };
    match last {
        Step::Key(key) => {
            let map = |change: &dyn Fn(&mut serde_yaml::Mapping)| {
                changed(document, group, |it| it.as_mapping_mut().into_iter().for_each(change))
            };
            mutants.push(map(&|map| drop(map.shift_remove(key.as_str()))));
            mutants.push(map(&|map| {
                let value = map.shift_remove(key.as_str()).unwrap();
                map.insert(format!("{key}{key}").into(), value);
            }));
        }
        Step::Item(index) => mutants.push(changed(document, group, |it| {
            it.as_sequence_mut().into_iter().for_each(|items| drop(items.remove(*index)));
        })),
    }
    mutants.push(changed(document, place, |it| *it = Yaml::Sequence(vec![it.clone()])));
    mutants
        .push(changed(document, place, |it| *it = Yaml::Mapping([("naam".into(), it.clone())].into_iter().collect())));
    let others = [
        Yaml::Null,
        "".into(),
        " ".into(),
        "zomaar iets".into(),
        Yaml::Sequence(Vec::new()),
        Yaml::Mapping(serde_yaml::Mapping::new()),
    ];
    mutants.extend(others.map(|other| changed(document, place, |it| *it = other)));
    if let Some(text) = at(&mut document.clone(), place).as_str() {
        for other in [text.to_uppercase(), text.to_lowercase(), format!(" {text} "), format!("{text}!")] {
            mutants.push(changed(document, place, |it| *it = other.into()));
        }
    }
    mutants
}

/// Values as they stand in a file, for every field there is, with a bar between them.
const VALUES: &str = r#"
    112 | "112" | 14 0123 | 140123 | 0123 45 67 89 | 0123456789 | +31 123 456 789 | +31 (0)123 456 789 |
    0031123456789 | 0800 1234 | 06-12345678 | 123456 | 2024 | "2024" | 1899 | 2201 | +2024 | 2024-02 |
    2024-02-08 | "2024-02-08" | 2024-2-8 | 8-2-2024 | mei 2019 | Mei – september 2019 | dec 2018 - febr. 2019 |
    vanaf mei 2026 | 4e kwartaal 2019 | eerste – tweede kwartaal 2019 | 3 – 9 mei 2019 | 8 februari 2019 |
    herfst 2019 | 2018 – 2019 | sept. 2019 | 35 mei 2019 | 1 mei 2019 tot en met 3 juni 2019 | 09:30 | 9:30 |
    "23:59" | 24:00 | 9.30 uur | 1234 AB | 1234ab | 1 2 3 4 a b | 0123 AB | 1234 SS | x@y.example | x@y |
    .x@y.example | x.@y.example | x y@z.example | www.y.example | https://y.example | http://y.example:80/a?b#c |
    https://y | ftp://y.example | "https://y.example/a b" | mailto:x@y.example | a/b.md#c | /a:b | GM9999 |
    wk999901 | BU99990001 | bu9999000 | ja | NEE | true | True | no | null | ~ | x | X | . | onbekend | Onbekend |
    -99997 | 0 | 007 | +3 | -3 | 3.5 | "3,5" | 3,5 | "1.234" | 1.234 | "1234,5678901" | -0.5 | 1e | Dinsdag |
    elke  week | Elke week | A | a | Niet nodig | dichtheid | aantal | open | '---' | '!' | é | kust | Kust |
    naam.md | "a\nb" | "a\u202eb" | +49 30 123456 | 123456789 | 2020 – 2019 | 1,5
"#;

#[test]
fn every_value_of_every_field_gets_the_same_verdict() {
    let checker = Checker::new();
    let (mut wrong, mut done) = (Vec::new(), BTreeSet::new());
    for (path, document, schema) in valid(&checker) {
        let mut all = Vec::new();
        places(&document, &schema.json, &mut Vec::new(), &mut all);
        for (place, _) in all.into_iter().filter(|(place, _)| !place.is_empty()) {
            if !at(&mut document.clone(), &place).is_mapping() && done.insert((schema.name.clone(), names_of(&place))) {
                for value in VALUES.split('|').map(str::trim) {
                    // Put in as text, so that it stands in the file exactly as it does here.
                    let text = written(schema, &changed(&document, &place, |it| *it = "HIER".into()));
                    let text = text.replace("HIER", value);
                    wrong.extend(checker.compare(&path, &text).err().map(|why| format!("{place:?} = {value}: {why}")));
                }
            }
        }
    }
    assert!(done.len() > 60, "{}", done.len());
    none_wrong(&wrong);
}
