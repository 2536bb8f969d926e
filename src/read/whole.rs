//! Whether a text came whole: not two versions of it through each other, and with its letters as they were. Looks at the lines
//! of any file, whatever it holds.

use encoding_rs::WINDOWS_1252;

use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::source::SourcePath;

/// How many marks of a version control program are pointed at.
const MAX_PLEKKEN: usize = 20;

/// The lines that a version control program leaves when it could not join two versions. Nothing else can be said of such a
/// file: its keys stand there twice, and its marks look like headings and quotations.
pub(crate) fn two_versions(text: &str, path: &SourcePath) -> Option<Finding> {
    let mut marks = marks(text);
    let (first, written) = marks.next()?;
    let alone = written == "=======" && marks.next().is_none();
    let finding = Finding::new(
        Code::MergeConflict,
        Place::new(path, first),
        if alone {
            "Deze regel blijft over als twee versies van een bestand door elkaar komen."
        } else {
            "Hier zijn twee versies van dit bestand door elkaar gekomen."
        },
    );
    if alone {
        return Some(
            finding.tip("Haal de regel weg. Moet de regel erboven een kop zijn? Zet daar dan ## en een spatie voor."),
        );
    }
    let others = self::marks(text).skip(1).take(MAX_PLEKKEN);
    let finding = others.fold(finding, |finding, (span, written)| {
        let label = match written.as_bytes().first() {
            Some(b'<') => "hier begint de ene versie",
            Some(b'=') => "hier begint de andere versie",
            _ => "hier eindigt de andere versie",
        };
        finding.related(Place::new(path, span), label)
    });
    Some(finding.tip(
        "Kies welke tekst moet blijven, en haal de andere weg. Haal ook de regels met <<<<<<<, ======= en >>>>>>> weg.",
    ))
}

/// Such lines, in order.
fn marks(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let bytes = text.as_bytes();
    let begins_line = move |at: &usize| *at == 0 || bytes[at - 1] == b'\n';
    memchr::memchr3_iter(b'<', b'=', b'>', bytes).filter(begins_line).filter_map(move |start| {
        let line = text[start..].lines().next()?.trim_end();
        let named = |mark: &str| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let is_mark = line == "=======" || named("<<<<<<<") || named(">>>>>>>");
        is_mark.then(|| (Span::new(start, start + line.len()), line))
    })
}

/// Reports letters that were written as UTF-8 and read as windows-1252 on their way: `Ã©` for `é`, `â€™` for `’`; and those that
/// were lost.
pub(crate) fn garbled(text: &str, path: &SourcePath, findings: &mut Findings) {
    for (at, lost) in text.match_indices(char::REPLACEMENT_CHARACTER) {
        let message = format!("Hier staat {lost}: een programma heeft een letter niet begrepen, en die is weg.");
        findings.push(
            Finding::new(Code::NotUtf8, Place::new(path, Span::new(at, at + lost.len())), message)
                .tip("Kijk welke letter hier hoort, en typ die opnieuw."),
        );
    }
    let mut from = 0;
    // All of them begin with the same byte, which no other character has inside.
    while let Some(at) = memchr::memchr(0xC3, &text.as_bytes()[from..]).map(|at| from + at) {
        from = at + 1;
        let Some((end, meant)) = meant_at(text, at) else { continue };
        from = end;
        let written = &text[at..end];
        findings.push(
            Finding::new(
                Code::NotUtf8,
                Place::new(path, Span::new(at, end)),
                match meant.trim() {
                    "" => format!("Hier staat “{written}”; bedoeld is een spatie."),
                    meant => format!("Hier staat “{written}”; bedoeld is “{meant}”."),
                },
            )
            .tip("Bij het opslaan zijn letters door elkaar geraakt. Kies in uw programma voor de codering UTF-8, en kijk de hele tekst na.")
            .replacement(Some(if meant == "\u{a0}" { " ".to_owned() } else { meant })),
        );
    }
}

/// Reports letters that Excel saved as MS-DOS writes them, read as Windows does: `‰` for `ë`.
pub(crate) fn of_dos(text: &str, path: &SourcePath, findings: &mut Findings) {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let meant = DOS.iter().find(|(read, _)| *read == c).map(|(_, meant)| *meant);
        let is_inside = || before.is_some_and(char::is_alphabetic) && text[end..].starts_with(char::is_alphabetic);
        if let Some(meant) = meant.filter(|_| is_inside()) {
            let message = format!("Hier staat “{c}”; bedoeld is “{meant}”.");
            findings.push(
                Finding::new(Code::NotUtf8, Place::new(path, Span::new(at, end)), message)
                    .tip(
                        "Dit bestand is opgeslagen als “CSV (MS-DOS)”. Kies in Excel bij Opslaan als voor “CSV UTF-8”.",
                    )
                    .replacement(Some(meant.to_string())),
            );
        }
        before = Some(c);
    }
}

/// Letters of Dutch that MS-DOS (code page 850) has where Windows has a sign that does not stand inside a word.
const DOS: &[(char, char)] = &[
    ('\u{81}', 'ü'),
    ('‚', 'é'),
    ('ƒ', 'â'),
    ('„', 'ä'),
    ('‡', 'ç'),
    ('ˆ', 'ê'),
    ('‰', 'ë'),
    ('Š', 'è'),
    ('‹', 'ï'),
    ('Œ', 'î'),
    ('”', 'ö'),
];

/// Up to where letters were garbled from `at` on, and what stood there.
fn meant_at(text: &str, at: usize) -> Option<(usize, String)> {
    let (mut end, mut meant) = (at, String::new());
    while let Some((length, letter)) = letter(&text[end..]) {
        end += length;
        meant.push(letter);
    }
    (!meant.is_empty()).then_some((end, meant))
}

/// The letter that a text begins with when it was garbled, and how much of the text that is.
fn letter(text: &str) -> Option<(usize, char)> {
    let count = match text.chars().next()? {
        'Â' | 'Ã' => 2,
        'â' => 3,
        _ => return None,
    };
    let length = text.chars().take(count).map(char::len_utf8).sum();
    let (bytes, _, unmappable) = WINDOWS_1252.encode(&text[..length]);
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next().filter(|_| !unmappable)?;
    // Only what Dutch texts have: other letters can be there by chance.
    matches!(letter, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{2026}' | '€').then_some((length, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbled_letters_are_told_from_others() {
        assert_eq!(meant_at("Ã©Ã©n", 0), Some(("Ã©Ã©".len(), "éé".to_owned())));
        assert_eq!(meant_at("â€™s", 0), Some(("â€™".len(), "’".to_owned())));
        for whole in ["Âge", "château”…", "â", "SÃO"] {
            let at = whole.find(['Â', 'Ã', 'â']).unwrap_or_default();
            assert_eq!(meant_at(whole, at), None, "{whole}");
        }
    }
}
