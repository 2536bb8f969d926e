//! Whatever bytes a file holds: findings or a site, never a panic, and every finding points into its file.

use proptest::prelude::*;
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{build, diagnostics};

use super::project::{second, settings};

/// Builds, renders the report in every form, and checks the places of all findings.
fn check(sources: &SourceTree) {
    let result = build(sources, &settings());
    assert_eq!(result.tree.is_some(), result.report.is_publishable());
    for finding in result.report.findings() {
        for place in std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place)) {
            let text = sources.text(&place.path);
            assert!(
                place.span.start <= place.span.end && place.span.end <= text.len(),
                "{finding:?} lies outside its file"
            );
            assert!(
                text.is_char_boundary(place.span.start) && text.is_char_boundary(place.span.end),
                "{finding:?} cuts a character"
            );
        }
    }
    diagnostics::terminal(&result.report, sources);
    diagnostics::lines(&result.report, sources);
    diagnostics::json(&result.report, sources, None);
    diagnostics::github(&result.report, sources);
    diagnostics::html(&result.report, sources);
}

/// Files of every kind.
const FILES: &[&str] = &[
    "content/site.yaml",
    "content/wijken/Mariëndal.md",
    "content/wijkmanagers/een.yaml",
    "content/hubs/de-haven.md",
    "content/spreekuren/horntje.yaml",
    "content/gebieden/voorbeeld.csv",
    "content/kengetallen/tellingen.yaml",
    "content/kengetallen/tellingen.csv",
    "content/tijdlijn/nu.md",
    "content/vragen/bankjes.md",
    "content/nieuws/nieuw.md",
    "content/documenten/folder.yaml",
    "content/paginas/meedoen.md",
    "content/wijkmanagers/een.png",
    "themes/kust/templates/wijk.html",
    "themes/kust/thema.yaml",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(file in 0..FILES.len(), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut sources = second();
        sources.insert(SourcePath::new(FILES[file]), Source::new(bytes));
        check(&sources);
    }

    #[test]
    fn almost_right(
        file in 0..FILES.len(),
        changes in prop::collection::vec((0..2000_usize, prop::sample::select(vec![
            "", ":", "-", "\t", "\n", "\"", "'", "{", "[", "*a", "&a ", "!b ", "#", "|", ">", "ë", "\u{0}", "---\n", "<b>", "](", "![",
            "\u{202e}", "\u{85}", "\u{2028}", "```", "| a |", ": ", "- ", "%", "\r", "\u{feff}", "1e9999", "~", "?", "&#1;", "0o7",
        ])), 1..6),
    ) {
        let mut sources = second();
        let path = SourcePath::new(FILES[file]);
        let mut text = sources.text(&path).into_owned();
        for (at, insert) in changes {
            let at = text.floor_char_boundary(at % (text.len() + 1));
            let end = text.ceil_char_boundary((at + insert.len() % 3).min(text.len()));
            text.replace_range(at..end, insert);
        }
        sources.insert(path, Source::new(text.into_bytes()));
        check(&sources);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Hints about language point at the words they are about, however these are written down.
    #[test]
    fn hints_point_at_their_words(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "doch", "ten behoeve van", "dient u te gaan", "m.b.t.", "ABX", "(ABX)", "wordt gedaan.", "Er werd gebouwd!", "ë", "🦆", " ", " ",
            " ", "\n", "\n\n", "\n- ", "\n> ", "\n| a | doch |\n|---|---|\n", "*", "**", "`", "\"", "''", "\\", "&amp;", "[", "](x.md)", "![",
            "<!-- x -->", "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien", "…", ": ", "\n\n  ", "  \n",
        ]), 0..60),
        quote in prop::sample::select(vec!["", "\"", "'", ">\n    ", "|\n    "]),
    ) {
        let text: String = pieces.concat();
        let folded = text.replace('\n', "\n    ");
        let closing = quote.trim_end_matches(['>', '|', '\n', ' ']);
        let mut sources = second();
        let page = format!("---\ntitel: x\nsamenvatting: {quote}{folded}{closing}\n---\n{text}");
        sources.insert(SourcePath::new("content/paginas/taal.md"), Source::new(page.into_bytes()));
        check(&sources);
        let result = build(&sources, &settings());
        for finding in result.report.findings() {
            let place = &sources.text(&finding.place.path)[finding.place.span.range()];
            if let Some(word) = finding.message.strip_prefix('“').and_then(|rest| rest.split_once('”')).map(|(word, _)| word)
                && finding.message.contains("ambtelijke taal") && finding.replacement.is_some()
            {
                prop_assert_eq!(place, word);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Words are exchanged all over the content: most such sites still build, and what is published is whole.
    #[test]
    fn what_is_published_is_whole(
        changes in prop::collection::vec((0..FILES.len(), prop::sample::select(vec![
            ("mariendal", "t-horntje"), ("2026", "2027"), ("2027", "2025"), ("Kosten", "Contact"), ("## ", "### "), ("\n- ", "\n"),
            ("BU99990200", "BU99990100"), ("wijken: [", "buurten: ["), ("documenten: [folder]", ""), ("tot:", "# tot:"), ("geschiedenis:", "# "),
            ("dinsdag", "vrijdag"), ("vacature: ja", "naam: Iemand"), ("#cijfers", "#buurten"), ("concept: ja", "concept: nee"), ("de vraag", "vraag"),
            ("Hoe werkt het?", "Inhoud"), ("Folder", "Kop"), ("titel: ", "titel: Tekst "), ("volgorde: 1", "volgorde: 9"), ("  - BU99990300\n", ""),
        ])), 1..5),
        deleted in prop::option::of(0..FILES.len()),
    ) {
        let mut sources = second();
        for (file, (from, to)) in changes {
            let path = SourcePath::new(FILES[file]);
            let text = sources.text(&path).replace(from, to);
            sources.insert(path, Source::new(text.into_bytes()));
        }
        if let Some(file) = deleted {
            sources.remove(&SourcePath::new(FILES[file]));
        }
        if let Some(tree) = build(&sources, &settings()).tree {
            let wrong = super::pages::broken(&tree);
            prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    }
}

#[test]
fn scripts_in_every_field_stay_text() {
    let attack = "<script>alert(1)</script>\" onload=alert(1) '";
    let mut sources = second();
    let files: Vec<SourcePath> = sources.below("content").map(|(path, _)| path.clone()).collect();
    for path in files.iter().filter(|path| path.extension() == "yaml" || path.extension() == "md") {
        let text = sources.text(path).into_owned();
        let attacked: String = text
            .lines()
            .map(|line| match line.split_once(": ") {
                // Free text only: other fields refuse it, which is tested elsewhere.
                Some((key, _))
                    if [
                        "samenvatting",
                        "waarvoor",
                        "met_wie",
                        "bereikbaar",
                        "functie",
                        "tekst",
                        "soort",
                        "uitleg",
                        "foto_tekst",
                        "eenheid",
                    ]
                    .contains(&key.trim())
                        // Of a project it is a period.
                        || key.trim() == "besluit" && !path.as_str().contains("/projecten/") =>
                {
                    format!("{key}: '{}'\n", attack.replace('\'', "''"))
                }
                _ => format!("{line}\n"),
            })
            .collect();
        sources.insert(path.clone(), Source::new(attacked.into_bytes()));
    }
    let tree = super::project::publishable(&sources);
    let mut seen = 0;
    for (path, bytes) in tree.iter().filter(|(path, _)| path.is_page()) {
        let html = scraper::Html::parse_document(std::str::from_utf8(bytes).unwrap());
        seen += html.root_element().text().filter(|text| text.contains("<script>alert(1)")).count();
        // What describes a page to machines is data: nothing runs it.
        let bad = scraper::Selector::parse(
            "script:not([type='application/ld+json'], [src$='/nu.js'], [src$='/zoeken.js'], [src$='/wijkzoeker.js']), [onload]",
        )
        .unwrap();
        assert_eq!(html.select(&bad).count(), 0, "a live script on {path}");
    }
    assert!(seen > 10, "the attack is shown as text");
}

/// Pieces of templates, so that chance makes something that Tera takes seriously.
const PIECES: &[&str] = &[
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{%- ",
    " -%}",
    "{# ",
    " #}",
    "if ",
    "elif ",
    "else",
    "endif",
    "for a in ",
    "endfor",
    "block b",
    "endblock",
    "component c(a, @site, b=1)",
    "endcomponent c",
    "<c a={1} />",
    "<c>",
    "</c>",
    "set a = ",
    "set a",
    "endset",
    "filter upper",
    "endfilter",
    "extends \"basis.html\"",
    "include \"wijk.html\"",
    "raw",
    "endraw",
    "pagina",
    ".titel",
    "site",
    "wijken",
    "[0]",
    "[",
    "]",
    "(",
    ")",
    "?.",
    " | upper",
    " | length",
    " | first",
    " is defined",
    " not ",
    " in ",
    " and ",
    " ~ ",
    " + ",
    " * ",
    " ** ",
    "-",
    "1",
    "0",
    "9999999999",
    "1.5",
    "\"é\"",
    "'",
    "\"",
    "\\",
    "ë",
    "\u{1f600}",
    "\r\n",
    "\n",
    " ",
    "super()",
    "range(end=3)",
    "throw(message=\"x\")",
    "true",
    "none",
    "...",
    "{",
    "}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_template(
        file in prop::sample::select(vec!["wijk", "basis", "componenten", "privacy", "nieuw"]),
        keeps in any::<bool>(),
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..30),
        at in any::<prop::sample::Index>(),
    ) {
        let mut sources = second();
        let path = SourcePath::new(format!("themes/kust/templates/{file}.html"));
        let mut text = if keeps { sources.text(&path).into_owned() } else { String::new() };
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        text.insert_str(at, &pieces.concat());
        sources.insert(path, Source::new(text.into_bytes()));
        check(&sources);
    }
}

#[test]
fn deep_templates_are_refused() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
    for text in [
        deep("{% if a %}", "{% endif %}"),
        deep("{% for a in b %}", "{% endfor %}"),
        deep("{% set a %}", "{% endset %}"),
        deep("{% filter upper %}", "{% endfilter %}"),
        deep("{% <c> %}", "{% </c> %}"),
        deep("{% if a %}{% else %}", "{% endif %}"),
        format!("{{% if a %}}{}{{% endif %}}", "{% elif a %}".repeat(10_000)),
        format!("{{{{ {} }}}}", deep("(", ")")),
        format!("{{{{ {} }}}}", deep("[", "]")),
        format!("{{{{ {} }}}}", deep("{\"a\": ", "}")),
        format!("{{{{ {} }}}}", deep("range(end=", ")")),
        format!("{{{{ {} }}}}", deep("a[", "]")),
        format!("{{{{ {} }}}}", deep("<c a={", "} />")),
        format!("{{{{ {}1 }}}}", "1 if a else ".repeat(10_000)),
        format!("{{{{ {}1 }}}}", "1 ** ".repeat(10_000)),
        format!("{{{{ {}1 }}}}", "a ~ ".repeat(10_000)),
        format!("{{{{ a{} }}}}", ".a".repeat(10_000)),
        format!("{{{{ a{} }}}}", "[0]".repeat(10_000)),
        format!("{{{{ a{} }}}}", " | upper".repeat(10_000)),
        format!("{{{{ {}a }}}}", "not ".repeat(10_000)),
        format!("{{{{ {}a }}}}", "- ".repeat(10_000)),
        "{% if a %}".repeat(10_000),
        "{{ a }}".repeat(50_000),
        "{% include \"wijk.html\" %}".repeat(1_000),
    ] {
        let mut sources = second();
        sources.insert(SourcePath::new("themes/kust/templates/wijk.html"), Source::new(text.clone().into_bytes()));
        check(&sources);
        let result = build(&sources, &settings());
        assert!(result.tree.is_none(), "taken: {}", &text[..40]);
    }
}

#[test]
fn expensive_files_are_refused_or_quick() {
    for text in [
        "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n".to_owned(),
        format!("naam: {}", "[".repeat(100_000)),
        format!("---\ntitel: [{}]\n---\n", "x, ".repeat(50_000)),
        format!("---\ntitel: [{}]\n---\n", "&a x, ".repeat(20_000)),
        format!("---\ntitel: [{}]\n---\n", "*a , ".repeat(20_000)),
        format!("---\ntitel: x\n{}---\n", "kamer: #1\n".repeat(20_000)),
        format!("---\ntitel: x\n{}---\n", (0..50_000).fold(String::new(), |keys, n| keys + &format!("k{n}: x\n"))),
        format!("---\ntitel: x\n{}\"x\n---\n", "a: \"b\n".repeat(20_000)),
        format!("---\ntitel: x\n{}  -: [\n---\n", "- a\n".repeat(20_000)),
        format!("---\ntitel: x\nsamenvatting: x\n---\n{}", "> ".repeat(50_000)),
        format!("---\ntitel: x\nsamenvatting: x\n---\n{}", "*a **b ".repeat(50_000)),
        format!("---\ntitel: x\nsamenvatting: x\n---\n{}", "[a](".repeat(50_000)),
        format!("---\ntitel: x\nsamenvatting: x\n---\n{}", "# a\n".repeat(20_000)),
        format!("---\ntitel: x\nsamenvatting: x\n---\n{}", "## a\n".repeat(20_000)),
        format!(
            "---\ntitel: x\nsamenvatting: x\n---\n{}",
            "realiseert ten einde dient (ABX wordt gedaan “ ".repeat(50_000)
        ),
        "x".repeat(50_000_000),
    ] {
        let mut sources = second();
        sources.insert(SourcePath::new("content/paginas/duur.md"), Source::new(text.into_bytes()));
        check(&sources);
    }
}

/// The parser of Markdown fills up rows, and loses its way when very many cells are missing.
#[test]
fn a_table_in_which_nearly_all_cells_are_missing_is_told() {
    let (columns, rows) = (520, 600);
    let table = format!("|{}\n|{}\n{}", "a|".repeat(columns), "-|".repeat(columns), "|b|\n".repeat(rows));
    let text = format!("---\ntitel: x\nsamenvatting: x\n---\n\n{table}");
    let mut sources = second();
    sources.insert(SourcePath::new("content/paginas/breed.md"), Source::new(text.into_bytes()));
    let report = build(&sources, &settings()).report;
    let told = report.findings().iter().filter(|finding| finding.message.contains("ontbreken meer dan"));
    assert_eq!(told.count(), 1);
}
