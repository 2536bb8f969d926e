//! The word that was probably meant, and the sentence that asks so. Knows words only, not what they are for.

use std::fmt::Display;

/// The word of `candidates` that was probably meant.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    // One letter is near to any other, and comparing long texts takes long for no one's good.
    if !(3..=100).contains(&length) {
        return None;
    }
    let distance = |candidate: &str| {
        let other = candidate.chars().count();
        let most = (other.max(length) / 3).max(1);
        // Measuring costs far more than counting, and most candidates are simply longer or shorter.
        (other.abs_diff(length) <= most)
            .then(|| strsim::damerau_levenshtein(&word, &candidate.to_lowercase()))
            .filter(|distance| *distance <= most)
    };
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The only word that begins like an abbreviation: "di" or "di." for dinsdag.
pub(crate) fn begin_of<'c>(short: &str, words: &[&'c str]) -> Option<&'c str> {
    let short = short.trim_end_matches('.');
    let mut fitting = words.iter().copied().filter(|word| short.chars().count() >= 2 && word.starts_with(short));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// A sentence without its full stop, made whole: "… is er niet; bedoelde u `naam`?" when a word was probably meant.
pub(crate) fn or_meant(sentence: impl Display, meant: Option<impl Display>) -> String {
    match meant {
        Some(meant) => format!("{sentence}; bedoelde u {meant}?"),
        None => format!("{sentence}."),
    }
}
