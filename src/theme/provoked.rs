//! Every sentence of the tables, provoked from the real Tera: an upgrade that says it otherwise fails here.

use tera::{Context, ErrorKind, Tera};

use super::words;
use super::words::{FILTERS, FUNCTIONS, TAGS, TESTS, Topic};

/// A template, and the sentence of the tables that Tera says of it.
const PROVOKED: &[(&str, &str)] = &[
    ("{{ ë }}", "Unexpected character"),
    ("{{ \"a }}", "String opened with `«teken»` is missing its closing `«teken»`"),
    ("{% raw %} a", "unexpected end of raw block"),
    ("a {# b", "Closing comment tag `«rest»` not found"),
    ("{% if a %}", "Unexpected end of input"),
    ("{% <c> %}", "Unclosed component '«naam»'"),
    ("{% endif %}", "Unknown tag"),
    ("{{ {a: 1} }}", "Found «token» but expected `...`, a string, an integer or a bool."),
    ("{{ }}", "Found «token» but expected one of: «rest»"),
    ("{{ <c ? /> }}", "Unexpected character"),
    ("{{ <c | /> }}", "Found «token» but expected `/` or `>`"),
    ("{{ tekst getal }}", "Found «token» but expected «verwacht»."),
    ("{{ <c a=1 /> }}", "Expected \"string\" or {expression} but found «token»"),
    ("{{ < 1 }}", "Found `<` but expected identifier after it for «rest»"),
    ("{% < 1 %}", "Found `<` but expected identifier after it for «rest»"),
    ("{% <c> %}{% </d> %}", "Closing tag '«naam»' doesn't match opening tag '«naam2»'"),
    (
        "{% block a %}{% endblock b %}",
        "«soort» was named `«naam»` in the opening tag, found `«naam2»` as name in the end tag",
    ),
    ("{% block a %}{% endblock a %}{% block a %}{% endblock a %}", "Template already contains a block named `«naam»`"),
    ("{% extends \"ouder\" %}tekst", "This content would be ignored: «rest»"),
    ("{{ tekst | x }}", "Unknown filter `«naam»`"),
    ("{{ tekst is x }}", "Unknown test `«naam»`"),
    ("{{ x() }}", "Unknown function `«naam»`"),
    ("{{ <x /> }}", "Unknown component `«naam»`"),
    ("{% include \"x\" %}", "Unknown template `«naam»`"),
    ("{% extends \"ouder\" %}{% block x %}{% endblock x %}", "Block `«naam»` is not defined in any parent template"),
    ("{{ x }}", "Variable `«naam»` is not defined.«namen»"),
    ("{% set x = niets %}{{ x }}", "Variable `«naam»` exists but its value is undefined"),
    ("{{ groep.x }}", "Field `«naam»` is not defined.«namen»"),
    ("{{ groep[\"x\"].y }}", "Field `«naam»` is not defined"),
    ("{{ groep[\"x\"] }}", "Tried to render a variable that is undefined"),
    ("{{ niets[0] }}", "Cannot index into an undefined value"),
    ("{{ niets[0:1] }}", "Cannot slice an undefined value"),
    ("{{ lijst[niets] }}", "Index expression is undefined"),
    ("{{ lijst[niets:1] }}", "Slice «deel» is undefined"),
    ("{{ niets | upper }}", "Invalid type for the value, expected `«type»` but got `undefined`"),
    ("{% for a in niets %}{% endfor %}", "Iteration not possible on type `undefined`"),
    ("{{ niets * 1 }}", "Math operations can only be done on numbers, found `undefined`"),
    ("{{ -niets }}", "Only numbers can be negated. This is a `undefined`"),
    ("{{ niets | length }}", "Value of type undefined «rest»"),
    ("{{ 1 in niets }}", "`in` cannot be used on a container of type `undefined`. «rest»"),
    ("{{ <c a=\"1\" b=\"2\" /> }}", "Unknown argument(s) «namen» in component call.«namen2»"),
    ("{{ groep | get(key=\"x\") }}", "Map does not have a key «naam» and no default values were defined"),
    (
        "{{ groepen | sort(attribute=\"a\") }}",
        "Value at index «getal» (a «type») does not have an attribute at path: «naam»",
    ),
    ("{{ tekst * 1 }}", "Math operations can only be done on numbers, found `«type»`"),
    ("{{ tekst + 1 }}", "`+` requires both operands to be numbers, found `«type»` and `«type2»`"),
    ("{% for a in getal %}{% endfor %}", "Iteration not possible on type `«type»`"),
    ("{{ lijst | upper }}", "Invalid type for the value, expected `«type»` but got `«type2»`"),
    ("{{ tekst | replace(from=\"a\") }}", "Missing keyword argument `«naam»`"),
    ("{{ <getypt /> }}", "Argument `«naam»` (type: `«type»`) missing."),
    ("{{ <c /> }}", "Argument `«naam»` missing."),
    ("{{ <rond /> }}", "Maximum render recursion depth for components exceeded."),
];

const COMPONENTS: &str = "{% component c(a) %}{% endcomponent c %}{% component getypt(a: string) %}{% endcomponent getypt %}\
    {% component stil(@q) %}{% endcomponent stil %}{% component stil_getypt(@q: string) %}{% endcomponent stil_getypt %}\
    {% component rond() %}{{ <rond /> }}{% endcomponent rond %}";

fn context() -> Context {
    let value = serde_json::json!({
        "tekst": "abc", "getal": 1, "komma": 1.5, "lijst": [1, 2], "gemengd": [1, "a"], "groep": {"a": 1},
        "groepen": [{"a": 1}, {}],
    });
    Context::from_serialize(&value).unwrap()
}

/// What Tera says of a template.
fn said(text: &str) -> String {
    let mut tera = Tera::default();
    let templates = [("ouder", "{% block a %}{% endblock a %}"), ("componenten", COMPONENTS), ("blad", text)];
    let result = tera.add_raw_templates(templates).and_then(|()| tera.render("blad", &context()));
    let Err(error) = result else { return "nothing".to_owned() };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_owned(),
        ErrorKind::Msg(message) => message.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        other => panic!("{text}: {other}"),
    }
}

#[test]
fn every_sentence_is_what_tera_says() {
    let mut wrong = Vec::new();
    for (text, sentence) in PROVOKED {
        let said = said(text);
        let known = words::sentence(&said).map(|found| found.english);
        if known != Some(sentence) {
            wrong.push(format!("{text}: Tera says {said:?}, taken for {known:?}"));
        }
    }
    for sentence in words::sentences() {
        if !PROVOKED.iter().any(|(_, english)| *english == sentence.english) {
            wrong.push(format!("not provoked: {}", sentence.english));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_sentence_is_whole() {
    for (text, _) in PROVOKED {
        let english = said(text);
        let said = words::translate(&english).unwrap();
        let shown = format!("{} {}", said.message, said.tip.unwrap_or_default());
        assert!(!shown.contains(['«', '»']) && !shown.contains("andere soort waarde"), "{english} → {shown}");
        let goes_on = matches!(
            said.about,
            Topic::Filter
                | Topic::Test
                | Topic::Function
                | Topic::Component
                | Topic::Template
                | Topic::Block
                | Topic::Variable
                | Topic::Field
        );
        assert_eq!(said.message.ends_with('.'), !goes_on, "{}", said.message);
    }
}

#[test]
fn every_listed_name_exists() {
    let listed = |sentence: &str, texts: Vec<String>| {
        for text in texts {
            let mut tera = Tera::default();
            if let Err(error) = tera.add_raw_template("blad", &text) {
                assert!(!error.to_string().contains(sentence), "{error}");
            }
        }
    };
    listed("Unknown filter", FILTERS.iter().map(|name| format!("{{{{ a | {name} }}}}")).collect());
    listed("Unknown test", TESTS.iter().map(|name| format!("{{{{ a is {name} }}}}")).collect());
    listed("Unknown function", FUNCTIONS.iter().map(|name| format!("{{{{ {name}() }}}}")).collect());
    let opening = TAGS.iter().filter(|name| !name.starts_with('e') || **name == "extends");
    listed("Unknown tag", opening.map(|name| format!("{{% {name} %}}")).collect());
}
