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
    Code::ALL.iter().map(|code| line(*code)).collect()
}

/// What there is on a number or a word: the explanation of the rule, or a line for each rule that has to do with the word.
/// `None` when there is nothing.
pub fn on(words: &str) -> Option<String> {
    if let Some(code) = Code::find(words) {
        return Some(explain(code));
    }
    let word = words.trim().to_lowercase();
    // One form of a word finds the others: spreekuur, spreekuren.
    let stem: String = word.chars().take((word.chars().count() * 2).div_ceil(3).max(4)).collect();
    let is_about =
        |code: &Code| [code.meaning(), code.explanation()].iter().any(|text| text.to_lowercase().contains(&stem));
    let found: Vec<Code> = Code::ALL.iter().copied().filter(|code| stem.len() >= 3 && is_about(code)).collect();
    let (first, rest) = found.split_first()?;
    if rest.is_empty() {
        return Some(explain(*first));
    }
    let lines: String = found.iter().map(|code| line(*code)).collect();
    Some(format!(
        "Meldingen waar het over “{}” gaat:\n\n{lines}\nMeer over een melding: wijkwijzer uitleg {first}\n",
        words.trim()
    ))
}

fn line(code: Code) -> String {
    format!("{code}  {:<12}  {}\n", code.severity().name(), code.meaning())
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
