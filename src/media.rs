//! Sorts of files, by the end of their names: what they are, whether they can be packed, and which of them content may hold. The
//! preview, the rules of every web server, the copies beside files and the kinds all ask here.

use std::sync::LazyLock;

/// A sort of file.
pub(crate) struct Medium {
    /// How names of such files end, without the dot.
    pub(crate) end: &'static str,
    /// What servers tell browsers that it is. Not all servers know all of these, or say that they are UTF-8.
    pub(crate) kind: &'static str,
    /// Whether it is packed already.
    pub(crate) dense: bool,
    /// Whether hosts that know the usual sorts do not know this one.
    pub(crate) unusual: bool,
    /// Whether content may hold it, to be published.
    of_content: bool,
}

impl Medium {
    const fn of_content(self) -> Self {
        Self { of_content: true, ..self }
    }

    const fn unusual(self) -> Self {
        Self { unusual: true, ..self }
    }
}

const fn medium(end: &'static str, kind: &'static str) -> Medium {
    Medium { end, kind, dense: false, unusual: false, of_content: false }
}

const fn dense(end: &'static str, kind: &'static str) -> Medium {
    Medium { end, kind, dense: true, unusual: false, of_content: false }
}

/// All sorts that a site can have. Those that content may hold are named to editors in this order.
pub(crate) const MEDIA: &[Medium] = &[
    medium("html", "text/html; charset=utf-8"),
    medium("css", "text/css; charset=utf-8"),
    medium("js", "text/javascript; charset=utf-8"),
    medium("json", "application/json; charset=utf-8"),
    medium("jsonld", "application/ld+json; charset=utf-8").unusual(),
    medium("geojson", "application/geo+json; charset=utf-8").unusual(),
    medium("webmanifest", "application/manifest+json").unusual(),
    medium("xml", "application/xml; charset=utf-8"),
    medium("atom", "application/atom+xml; charset=utf-8").unusual(),
    medium("csv", "text/csv; charset=utf-8").unusual(),
    medium("ics", "text/calendar; charset=utf-8").unusual(),
    medium("vcf", "text/vcard; charset=utf-8").unusual(),
    medium("svg", "image/svg+xml"),
    dense("avif", "image/avif"),
    medium("ico", "image/x-icon"),
    dense("woff2", "font/woff2"),
    dense("woff", "font/woff"),
    dense("mp3", "audio/mpeg"),
    dense("mp4", "video/mp4"),
    dense("jpg", "image/jpeg").of_content(),
    dense("jpeg", "image/jpeg").of_content(),
    dense("png", "image/png").of_content(),
    dense("webp", "image/webp").of_content(),
    dense("gif", "image/gif").of_content(),
    medium("pdf", "application/pdf").of_content(),
    dense("odt", "application/vnd.oasis.opendocument.text").of_content(),
    dense("ods", "application/vnd.oasis.opendocument.spreadsheet").of_content(),
    medium("txt", "text/plain; charset=utf-8").of_content(),
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

/// What content may hold, to be published. SVG is not among it: it can carry scripts.
pub(crate) static EXTENSIONS: LazyLock<Vec<&str>> = LazyLock::new(|| of_content().map(|medium| medium.end).collect());

/// Which of them are pictures.
pub(crate) static PICTURES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    of_content().filter(|medium| medium.kind.starts_with("image/")).map(|medium| medium.end).collect()
});

fn of_content() -> impl Iterator<Item = &'static Medium> {
    MEDIA.iter().filter(|medium| medium.of_content)
}
