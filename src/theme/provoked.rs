//! Every sentence of the tables, provoked from the real Tera: an upgrade that says it otherwise fails here.

use tera::{Context, ErrorKind, Tera};

use super::words;
use super::words::{About, FILTERS, FUNCTIONS, TAGS, TESTS};

/// A template, and the sentence of the tables that Tera says of it.
const PROVOKED: &[(&str, &str)] = &[
    ("{{ ë }}", "Unexpected character"),
    ("{{ 99999999999999999999 }}", "Invalid Integer"),
    ("{{ \"a }}", "String opened with `«teken»` is missing its closing `«teken»`"),
    ("{{ \"a\\q\" }}", "unexpected escape character"),
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
    ("{{ a[a[a[a[a[1]]]]] }}", "Identifiers can only have up to «getal» nested brackets."),
    ("{% for a in lijst %}{{ loop.nr }}{% endfor %}", "Found invalid field of `loop`: «naam». «rest»"),
    ("{{ a.b() }}", "Function calls are only allowed at the first element of a chain"),
    ("{{ range(end=1, end=2) }}", "Keyword argument `«naam»` is defined more than once"),
    ("{{ [[[1]]] }}", "Arrays can have a maximum of «getal» dimensions."),
    (
        "{{ ((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))) }}",
        "The expression is too complex",
    ),
    ("DIEP", "The template nesting is too deep"),
    ("{{ not not a }}", "`-` and `not` cannot be used consecutively."),
    ("{{ 1 not 2 }}", "`not` is only valid here as part of `not in`"),
    ("{{ tekst ~ -getal }}", "`«naam»` is not allowed after `~`"),
    ("{{ <c a=\"b\"> }}", "Components with body content must use tag syntax: «rest»"),
    ("{% <c> %}{% </d> %}", "Closing tag '«naam»' doesn't match opening tag '«naam2»'"),
    (
        "{% block a %}{% endblock b %}",
        "«soort» was named `«naam»` in the opening tag, found `«naam2»` as name in the end tag",
    ),
    ("{% set loop = 1 %}", "«naam» is a reserved keyword of Tera, it cannot be «rest»"),
    ("{% for loop in lijst %}{% endfor %}", "«naam» is a reserved keyword of Tera, it cannot be «rest»"),
    ("{{ [x for loop in lijst] }}", "«naam» is a reserved keyword of Tera, it cannot be «rest»"),
    ("{{ [x for x in lijst for y in lijst] }}", "List comprehensions support only a single `for` clause."),
    (
        "{% component k(a=[b]) %}{% endcomponent k %}",
        "Invalid default argument: this array should only contain literal values.",
    ),
    (
        "{% component k(a={\"b\": c}) %}{% endcomponent k %}",
        "Invalid «soort»: this map should only contain literal values.",
    ),
    (
        "{% if a %}{% component k() %}{% endcomponent k %}{% endif %}",
        "Component definitions cannot be written in another tag.",
    ),
    (
        "{% component k() %}{% endcomponent k %}{% component k() %}{% endcomponent k %}",
        "Template already contains a component named `«naam»`",
    ),
    ("{% component k(body) %}{% endcomponent k %}", "The name `body` is reserved for component body content."),
    ("{% component k(a, ...a) %}{% endcomponent k %}", "Rest parameter `«naam»` conflicts with an existing parameter."),
    (
        "{% component k(...a, b) %}{% endcomponent k %}",
        "Rest parameter must be the last parameter in component definition.",
    ),
    ("{% component k(a, a) %}{% endcomponent k %}", "Component argument `«naam»` is defined more than once"),
    ("{% component k(a: tekst) %}{% endcomponent k %}", "Found «naam» but the only types allowed are: «rest»"),
    ("{% component k(a: 1) %}{% endcomponent k %}", "Found «naam» but the only types allowed are: «rest»"),
    (
        "{% component k(a = -b) %}{% endcomponent k %}",
        "Found «token» but `-` can only be followed by an integer or a float",
    ),
    (
        "{% component k(a = b) %}{% endcomponent k %}",
        "Found «token» but component default arguments can only be one of: «rest»",
    ),
    (
        "{% component k(a: string = 1) %}{% endcomponent k %}",
        "Default value for `«naam»` has type `«type»` but the argument has type `«type2»`",
    ),
    ("{% set a 1 %}", "Invalid syntax for `set`: «rest»"),
    ("{% extends \"ouder\" %}{% extends \"ouder\" %}", "Template is already extending `«naam»`"),
    ("{{ tekst }}{% extends \"ouder\" %}", "`extends` needs to be the first tag of the template"),
    ("{% if a %}{% extends \"ouder\" %}{% endif %}", "`extends` cannot be nested in other tags."),
    ("{% for a in lijst %}{% block b %}{% endblock b %}{% endfor %}", "Blocks cannot be written inside a «soort»."),
    ("{% block a %}{% endblock a %}{% block a %}{% endblock a %}", "Template already contains a block named `«naam»`"),
    ("{% for a in lijst %}{% set b %}{% break %}{% endset %}{% endfor %}", "`«naam»` cannot be used inside a «soort»"),
    ("{% break %}", "«naam» can only be used in a for loop"),
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
    ("{{ lijst[\"a\":1] }}", "Slice «deel» must be an integer, got `«type»`"),
    ("{{ lijst[0:1:0] }}", "Slicing step cannot be 0"),
    ("{{ getal[0:1] }}", "Slicing can only be used on arrays or strings, not on `«type»`."),
    ("{{ lijst[\"a\"] }}", "«soort» index must be an integer, got `«type»`."),
    ("{{ groep[1.5] }}", "Map keys must be strings, integers, or bools, got `«type»`."),
    ("{{ tekst < 1 }}", "Cannot compare `«type»` with `«type2»`"),
    ("{{ tekst * 1 }}", "Math operations can only be done on numbers, found `«type»`"),
    ("{{ tekst + 1 }}", "`+` requires both operands to be numbers, found `«type»` and `«type2»`"),
    ("{{ -tekst }}", "Only numbers can be negated. This is a `«type»`"),
    ("{{ 1 / 0 }}", "Cannot divide by 0"),
    ("{{ 99999999999 ** 99 }}", "Unable to perform «rest»"),
    ("{{ 2 ** 99999999999 }}", "Exponent «getal» is out of range for integer ** (must fit in u32)"),
    ("{{ {...tekst} }}", "Spread operator requires a map, found `«type»`"),
    ("{{ [...tekst] }}", "Spread operator requires an array, found `«type»`"),
    ("{{ super() }}", "super() called outside of a block"),
    ("{% block a %}{{ super() }}{% endblock a %}", "Tried to use super() in the top level block"),
    ("{% for a in getal %}{% endfor %}", "Iteration not possible on type `«type»`"),
    ("{% for a, b in lijst %}{% endfor %}", "Key/value iteration is not possible on type `«type»`, only on maps."),
    ("{{ 1 in getal }}", "`in` cannot be used on a container of type `«type»`. «rest»"),
    ("{{ lijst | upper }}", "Invalid type for the value, expected `«type»` but got `«type2»`"),
    ("{{ tekst | replace(from=\"a\") }}", "Missing keyword argument `«naam»`"),
    ("{{ tekst | truncate(length=-1) }}", "Value `«waarde»` is out of range for `«type»`"),
    ("{{ tekst | pluralize }}", "pluralize filter requires an integer, got `«type»`"),
    ("{{ tekst | indent(indentation=\"ab\") }}", "The `indentation` argument must contain exactly one character"),
    ("{{ tekst | int(base=99) }}", "int filter `base` must be between 2 and 36, got «getal»"),
    ("{{ komma | int }}", "The float «waarde» cannot be converted to an int «rest»"),
    ("{{ tekst | int }}", "The string `«waarde»` cannot be converted to «rest»"),
    ("{{ tekst | float }}", "The string `«waarde»` cannot be converted to «rest»"),
    ("{{ lijst | int }}", "Value of type «type» cannot be converted to «rest»"),
    ("{{ lijst | float }}", "Value of type «type» cannot be converted to «rest»"),
    ("{{ getal | length }}", "Value of type «type» has no length"),
    ("{{ getal | reverse }}", "Value of type «type» cannot be reversed"),
    ("{{ tekst | abs }}", "This filter can only be used on a number, received `«type»`."),
    ("{{ komma | round(method=\"op\") }}", "Invalid argument for `method`: «naam». «rest»"),
    ("{{ gemengd | sort }}", "Cannot sort: `«type»` and `«type2»` are not comparable"),
    ("{{ komma is odd }}", "Value `«waarde»` is a float; cannot «rest»"),
    ("{{ komma is divisible_by(divisor=2) }}", "Value `«waarde»` is a float; cannot «rest»"),
    ("{{ getal is containing(pat=1) }}", "Value `«waarde»` is not a container; cannot check for containment"),
    ("{{ range(start=2, end=1) }}", "Function `range` was called with a `start` argument greater than the `end` one"),
    ("{{ range(end=1, step_by=0) }}", "Function `range` was called with a `step_by` argument of 0"),
    ("{{ range(end=999999999) }}", "Function `range` «rest»"),
    ("{{ <getypt a={1} /> }}", "Component argument `«naam»` (type: `«type»`) does not match expected type: `«type2»`"),
    ("{{ <stil_getypt /> }}", "Implicit argument `«naam»` (type: `«type»`) not found in context or passed directly."),
    ("{{ <stil /> }}", "Implicit argument `«naam»` not found in context or passed directly."),
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
    let text = if text == "DIEP" { "{% if a %}".repeat(50) } else { text.to_owned() };
    let mut tera = Tera::default();
    let templates = [("ouder", "{% block a %}{% endblock a %}"), ("componenten", COMPONENTS), ("blad", text.as_str())];
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
            About::Filter
                | About::Test
                | About::Function
                | About::Component
                | About::Template
                | About::Block
                | About::Variable
                | About::Field
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
