//! What a text says of itself: link texts and descriptions that say nothing, and addresses that are not links. Pure judgement
//! of words; `markdown` and the kinds that have such words report what is found here.

use std::ops::Range;

use memchr::memchr3;

use super::{Lijst, regels};
use crate::media::EXTENSIONS;
use crate::values::{Email, Parse};

/// How far an address in a text is followed.
pub(crate) const MAX_ADDRESS: usize = 200;

/// Link texts that do not say where the link leads: whoever listens to a list of links hears nothing but this.
static VAGUE: Lijst = Lijst::new(|| regels(include_str!("lijsten/nietszeggende-links.txt")));

/// Descriptions that do not say what a picture shows.
static EMPTY_DESCRIPTIONS: Lijst = Lijst::new(|| regels(include_str!("lijsten/lege-beschrijvingen.txt")));

/// What people write where they do not know a name yet.
static NO_NAMES: Lijst = Lijst::new(|| regels(include_str!("lijsten/geen-namen.txt")));

/// What cameras and telephones put before a number.
const CAMERA_NAMES: &[&str] =
    &["dsc", "dscf", "dscn", "img", "image", "foto", "p", "photo", "pict", "pxl", "scan", "wa"];

/// Extensions of files that people name in a text, besides those that the site publishes.
const OFFICE: &[&str] = &["doc", "docx", "md", "pptx", "xls", "xlsx", "yaml", "zip"];

/// Whether a link text could stand above any link.
pub(crate) fn is_vague(link_text: &str) -> bool {
    VAGUE.contains(&&*words(link_text))
}

/// Whether a text is the name of a file, such as `folder_2026-def.pdf`.
pub(crate) fn is_file_name(text: &str) -> bool {
    let Some((stem, extension)) = text.trim().rsplit_once('.') else { return false };
    let extension = extension.to_lowercase();
    let is_known = EXTENSIONS.iter().chain(OFFICE).any(|known| *known == extension);
    is_known && !stem.is_empty() && !stem.contains("://")
}

/// Whether the description of a picture says nothing of what is to be seen on it.
pub(crate) fn is_empty_description(description: &str) -> bool {
    let text = words(description);
    let without_number = text.trim_end_matches(|c: char| c.is_ascii_digit() || "-_ ()".contains(c));
    let is_camera_name = without_number.len() < text.len() && CAMERA_NAMES.contains(&without_number);
    EMPTY_DESCRIPTIONS.contains(&&*text)
        || is_camera_name
        || is_file_name(description)
        || text.chars().all(|c| !c.is_alphabetic())
}

/// Whether what stands where a name belongs says that there is none.
pub(crate) fn is_no_name(text: &str) -> bool {
    let words = words(text);
    let bare: String = words.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    bare.is_empty() || NO_NAMES.contains(&&*bare)
}

/// In small letters, with single spaces, without the signs around it.
fn words(text: &str) -> String {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// An address that stands in a text without being a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BareAddress {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// The Markdown that makes it a link.
    pub(crate) link: String,
}

/// The web and e-mail addresses in a stretch of Markdown that holds no links. An address may go on behind the stretch, as
/// the signs in it can end one.
pub(crate) fn bare_addresses(markdown: &str, stretch: Range<usize>) -> Vec<BareAddress> {
    let mut found = Vec::new();
    let mut from = stretch.start;
    // Looked through once, sign by sign: texts can be long, and full of signs. What an address begins with is told by the sign
    // behind it, which is seldom; its letters are everywhere.
    let (mut sign, last) = (from, markdown.len().min(stretch.end + "https".len()));
    while let Some(length) = memchr3(b'@', b':', b'.', &markdown.as_bytes()[sign.min(last)..last]) {
        let at = sign + length;
        sign = at + 1;
        let begins = |word: &str| markdown[from..at].ends_with(word).then(|| at - word.len());
        let start = match markdown.as_bytes()[at] {
            b'@' => Some(at),
            b'.' => begins("www"),
            _ if markdown[at..].starts_with("://") => begins("https").or_else(|| begins("http")),
            _ => None,
        };
        let Some(start) = start.filter(|start| *start < stretch.end) else { continue };
        let range = word_around(markdown, start);
        from = range.end.clamp(start + 1, stretch.end);
        sign = sign.max(from);
        let link = as_link(&markdown[range.clone()]);
        found.extend(link.map(|link| BareAddress { range, link }));
    }
    found
}

/// The word at `at`, without the signs of the sentence around it.
fn word_around(markdown: &str, at: usize) -> Range<usize> {
    let ends_word = |c: char| c.is_whitespace() || "()<>[]\"'“”‘’*|".contains(c);
    let nearest = markdown.floor_char_boundary(at.saturating_sub(MAX_ADDRESS));
    let farthest = markdown.ceil_char_boundary((at + MAX_ADDRESS).min(markdown.len()));
    let before = &markdown[nearest..at];
    let start = before
        .rfind(ends_word)
        .map_or(nearest, |end| nearest + end + before[end..].chars().next().map_or(0, char::len_utf8));
    // Brackets that open within an address are part of it.
    let mut open = Vec::new();
    let mut end = farthest;
    for (length, c) in markdown[at..farthest].char_indices() {
        match c {
            '(' => open.push(at + length),
            ')' if open.pop().is_some() => {}
            c if ends_word(c) => {
                end = at + length;
                break;
            }
            _ => {}
        }
    }
    let end = open.first().map_or(end, |open| end.min(*open));
    let trimmed = markdown[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
    start..start + trimmed.len()
}

/// The Markdown that makes a word a link, if it is an address.
fn as_link(word: &str) -> Option<String> {
    if word.starts_with("http://") || word.starts_with("https://") {
        return word.split_once("://").is_some_and(|(_, host)| host.contains('.')).then(|| format!("<{word}>"));
    }
    if word.starts_with("www.") && word.matches('.').count() >= 2 {
        return Some(format!("[{word}](https://{word})"));
    }
    (word.contains('@') && Email::parse(word).is_ok()).then(|| format!("<{word}>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vague_link_text_fits_any_link() {
        for vague in ["hier", "Klik hier!", " lees  meer … ", "Meer informatie", "(website)"] {
            assert!(is_vague(vague), "{vague}");
        }
        for clear in ["de spreekuren", "Meer over de hub", "Contact", "hierheen verhuisd", ""] {
            assert!(!is_vague(clear), "{clear}");
        }
    }

    #[test]
    fn a_description_says_what_is_to_be_seen() {
        for empty in ["foto", "Foto 3", "IMG_2034", "DSC00012", "ingang-hub.jpg", "afbeelding.", "…", "12", "img (2)"]
        {
            assert!(is_empty_description(empty), "{empty}");
        }
        for clear in ["De ingang van de hub", "Park in de herfst", "Kaart van wijk 3", "P. de Boer"] {
            assert!(!is_empty_description(clear), "{clear}");
        }
    }

    #[test]
    fn a_file_name_has_the_extension_of_a_file() {
        for name in ["folder.pdf", "Verslag mei 2026.docx", "foto.JPG"] {
            assert!(is_file_name(name), "{name}");
        }
        for other in ["www.voorbeeld.example", "het plan", "https://voorbeeld.example/folder.pdf", ".pdf", "versie 1.0"]
        {
            assert!(!is_file_name(other), "{other}");
        }
    }

    proptest::proptest! {
        /// What is found by the signs of addresses is what is found when each letter is tried.
        #[test]
        fn signs_tell_where_addresses_begin(text in "(www|https?|://|[.@: a(é]){0,12}", cut in 0_usize..20) {
            let end = text.ceil_char_boundary(cut.min(text.len()));
            let (mut letters, mut from) = (Vec::new(), 0);
            for at in 0..end {
                let begins = |sign: &&str| text.get(at..).is_some_and(|rest| rest.starts_with(*sign));
                if at >= from && ["http://", "https://", "www.", "@"].iter().any(begins) {
                    let range = word_around(&text, at);
                    from = range.end.max(at + 1);
                    let link = as_link(&text[range.clone()]);
                    letters.extend(link.map(|link| BareAddress { range, link }));
                }
            }
            proptest::prop_assert_eq!(bare_addresses(&text, 0..end), letters);
        }
    }

    #[test]
    fn addresses_are_found_whole() {
        let links = |text: &str| -> Vec<(String, String)> {
            let found = bare_addresses(text, 0..text.len());
            found.into_iter().map(|it| (text[it.range].to_owned(), it.link)).collect()
        };
        let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        assert_eq!(links("Kijk op www.x.example."), pair("www.x.example", "[www.x.example](https://www.x.example)"));
        assert_eq!(links("(https://x.example/a_b)"), pair("https://x.example/a_b", "<https://x.example/a_b>"));
        assert_eq!(
            links("(www.x.example/pad_(y))"),
            pair("www.x.example/pad_(y)", "[www.x.example/pad_(y)](https://www.x.example/pad_(y))")
        );
        assert_eq!(links("www.x.example(zie daar)"), pair("www.x.example", "[www.x.example](https://www.x.example)"));
        assert_eq!(links("mail naar é.b_c@x.example!"), Vec::new(), "no e-mail address has an é");
        assert_eq!(links("mail b_c@x.example!"), pair("b_c@x.example", "<b_c@x.example>"));
        assert_eq!(links("www. en @ en http:// en a@b en 3@4 www.é"), Vec::new());
        assert_eq!(links("een@x.example of twee@x.example").len(), 2);
    }
}
