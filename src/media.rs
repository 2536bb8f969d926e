//! Sorts of files, by the end of their names.

/// What may be published as it is. SVG is not among them: it can carry scripts.
pub(crate) const EXTENSIONS: &[&str] = &["jpg", "jpeg", "png", "webp", "gif", "pdf", "odt", "ods", "txt"];

/// Which of them are pictures.
pub(crate) const PICTURES: &[&str] = &["jpg", "jpeg", "png", "webp", "gif"];
