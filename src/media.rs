//! Sorts of files, by the end of their names: what they are, whether they can be packed, and which of them content may hold. The
//! preview, the rules of every web server and the copies beside files all ask here.

/// A sort of file.
pub(crate) struct Medium {
    /// How names of such files end, without the dot.
    pub(crate) end: &'static str,
    /// What servers tell browsers that it is. Not all servers know all of these, or say that they are UTF-8.
    pub(crate) kind: &'static str,
    /// Whether it is packed already.
    pub(crate) dense: bool,
}

const fn medium(end: &'static str, kind: &'static str) -> Medium {
    Medium { end, kind, dense: false }
}

const fn dense(end: &'static str, kind: &'static str) -> Medium {
    Medium { end, kind, dense: true }
}

/// All sorts that a site can have.
pub(crate) const MEDIA: &[Medium] = &[
    medium("html", "text/html; charset=utf-8"),
    medium("css", "text/css; charset=utf-8"),
    medium("js", "text/javascript; charset=utf-8"),
    medium("json", "application/json; charset=utf-8"),
    medium("geojson", "application/geo+json; charset=utf-8"),
    medium("webmanifest", "application/manifest+json"),
    medium("xml", "application/xml; charset=utf-8"),
    medium("atom", "application/atom+xml; charset=utf-8"),
    medium("txt", "text/plain; charset=utf-8"),
    medium("csv", "text/csv; charset=utf-8"),
    medium("ics", "text/calendar; charset=utf-8"),
    medium("vcf", "text/vcard; charset=utf-8"),
    medium("svg", "image/svg+xml"),
    dense("webp", "image/webp"),
    dense("avif", "image/avif"),
    dense("jpg", "image/jpeg"),
    dense("jpeg", "image/jpeg"),
    dense("png", "image/png"),
    dense("gif", "image/gif"),
    medium("ico", "image/x-icon"),
    medium("pdf", "application/pdf"),
    dense("odt", "application/vnd.oasis.opendocument.text"),
    dense("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    dense("woff2", "font/woff2"),
    dense("woff", "font/woff"),
    dense("mp3", "audio/mpeg"),
    dense("mp4", "video/mp4"),
];

/// The sort of a file; `None` for one that is not in the table.
pub(crate) fn of(name: &str) -> Option<&'static Medium> {
    let (_, end) = name.rsplit_once('.')?;
    MEDIA.iter().find(|medium| medium.end.eq_ignore_ascii_case(end))
}

/// What servers tell browsers that a file is.
pub(crate) fn kind(name: &str) -> &'static str {
    of(name).map_or("application/octet-stream", |medium| medium.kind)
}

/// What may be published as it is. SVG is not among them: it can carry scripts.
pub(crate) const EXTENSIONS: &[&str] = &["jpg", "jpeg", "png", "webp", "gif", "pdf", "odt", "ods", "txt"];

/// Which of them are pictures.
pub(crate) const PICTURES: &[&str] = &["jpg", "jpeg", "png", "webp", "gif"];
