//! Every sentence of the table, provoked from the real Tera: an upgrade that says it otherwise fails here.

use tera::{Context, ErrorKind, Tera};

use super::words;
use super::words::{FILTERS, FUNCTIONS, Sentence, TAGS, TESTS, Topic};

/// The templates of the table, each with the sentence that Tera says of it.
fn provoked() -> impl Iterator<Item = (&'static str, Sentence)> {
    words::stretches().flat_map(|stretch| {
        let templates = stretch.lines().filter_map(|line| line.strip_prefix("? "));
        templates.map(move |template| (template, Sentence::read(stretch)))
    })
}

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
    for (text, sentence) in provoked() {
        let said = said(text);
        let known = words::sentence(&said).map(|found| found.english);
        if known != Some(sentence.english) {
            wrong.push(format!("{text}: Tera says {said:?}, taken for {known:?}"));
        }
    }
    for stretch in words::stretches().filter(|stretch| !stretch.contains("\n? ")) {
        wrong.push(format!("not provoked: {stretch}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_sentence_is_whole() {
    for (text, _) in provoked() {
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
    listed("Unknown filter", FILTERS.split(' ').map(|name| format!("{{{{ a | {name} }}}}")).collect());
    listed("Unknown test", TESTS.split(' ').map(|name| format!("{{{{ a is {name} }}}}")).collect());
    listed("Unknown function", FUNCTIONS.split(' ').map(|name| format!("{{{{ {name}() }}}}")).collect());
    let opening = TAGS.split(' ').filter(|name| !name.starts_with('e') || *name == "extends");
    listed("Unknown tag", opening.map(|name| format!("{{% {name} %}}")).collect());
}
