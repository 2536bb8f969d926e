//! The explanations of the rules as editors read them: one at a terminal, all of them in the handbook.

use super::{Code, Severity};

/// What stands above the handbook's list.
const HANDBOOK_HEAD: &str = "\
# Alle meldingen

Elke melding heeft een nummer, zoals WW012. Op deze bladzijde staat bij elk nummer wat er aan de hand is en hoe u het
oplost, met een voorbeeld dat fout is en een voorbeeld dat goed is. U kunt de uitleg ook opvragen waar u werkt:

```text
wijkwijzer uitleg WW012
```

Een *fout* houdt de publicatie tegen: de site blijft zoals zij was. Een *waarschuwing* doet dat niet.

Deze bladzijde wordt gemaakt uit de uitleg in het programma. Verander haar daarom niet hier.

| Nummer | Soort | Wat er is |
|---|---|---|
";

/// The explanation of one rule, for a terminal: examples are indented instead of fenced.
pub fn explain(code: Code) -> String {
    let mut out = format!("{}\n\n", heading(code));
    let mut in_example = false;
    for line in code.explanation().lines() {
        if line.starts_with("```") {
            in_example = !in_example;
            continue;
        }
        let indent = if in_example && !line.is_empty() { "    " } else { "" };
        out.push_str(&format!("{indent}{line}\n"));
    }
    out
}

/// One line for each rule, for a terminal.
pub fn list() -> String {
    let line = |code: &Code| format!("{code}  {:<12}  {}\n", code.severity().name(), code.meaning());
    Code::ALL.iter().map(line).collect()
}

/// All explanations as a page of the handbook, in Markdown.
pub fn handbook() -> String {
    let row = |code: &Code| {
        format!("| [{code}](#{}) | {} | {} |\n", code.id().to_lowercase(), code.severity().name(), code.meaning())
    };
    let part = |code: &Code| {
        let severity = code.severity().name();
        format!("\n## {code}\n\n**{} ({severity})**\n\n{}\n", code.meaning(), code.explanation().trim())
    };
    let mut out = HANDBOOK_HEAD.to_owned();
    out.extend(Code::ALL.iter().map(row));
    out.extend(Code::ALL.iter().map(part));
    out
}

fn heading(code: Code) -> String {
    let severity = match code.severity() {
        Severity::Error => "Fout",
        Severity::Warning => "Waarschuwing",
    };
    format!("{severity} {code}: {}", code.meaning())
}
