//! What a web server should say with each file: one [`Policy`], told in the language of each server.
//!
//! Nothing about headers, types, redirects or what is kept to itself is decided twice: the files beside this one only know how
//! their server writes it down. Knows no pages and no content.

mod apache;
mod caddy;
mod headers;
mod iis;
mod moved;
mod nginx;

use std::fmt::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::output::OutputPath;
pub use moved::Moved;

/// A kind of web server, or of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// A piece for its configuration.
    Nginx,
    /// A `.htaccess` in the site.
    Apache,
    /// A piece for its Caddyfile.
    Caddy,
    /// A `web.config` in the site.
    Iis,
    /// Hosts that read `_headers` and `_redirects`, such as Netlify and Cloudflare Pages.
    Headers,
}

impl Server {
    /// The files that go into the site for it.
    pub(crate) fn files(self) -> &'static [&'static str] {
        match self {
            Self::Apache => &FILES[..1],
            Self::Iis => &FILES[1..2],
            Self::Headers => &FILES[2..],
            Self::Nginx | Self::Caddy => &[],
        }
    }
}

/// Files that tell a server something, and that nobody should get to see.
pub const FILES: &[&str] = &[".htaccess", "web.config", "_headers", "_redirects"];

/// The ends of compressed copies. A server sends them in the place of a file; nobody asks for them by name.
const COPIES: &[&str] = &["gz", "br"];

/// What only we use in an output folder.
const OURS: &[&str] = &[".wijkwijzer", ".wijkwijzer-slot", ".wijkwijzer-werk"];

/// Whether no server shows a file: its name begins with a dot, or it is for the server. What everybody may see has a folder.
pub(crate) fn is_hidden(path: &OutputPath) -> bool {
    let path = path.as_str();
    let is_dotted = path.split('/').any(|part| part.starts_with('.') && part != ".well-known");
    is_dotted || path.rsplit('/').next().is_some_and(|name| FILES.contains(&name))
}

/// What scripts there are among the files of a site. Inline ones there never are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    /// There are none.
    None,
    /// They change the page that they are on.
    Quiet,
    /// One of them asks for files of the site.
    Asking,
}

/// How a site should be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The folder on the server, as browsers send it: `/`, or `/wijken/`.
    pub folder: String,
    /// Whether browsers are told to use https only, on the whole host (HSTS, RFC 6797).
    pub hsts: bool,
    /// The origins that may show the site in a frame.
    pub inlijsten: Vec<String>,
    /// The scripts among the files of the site.
    pub scripts: Scripts,
    /// Whether there is a `security.txt`.
    pub security: bool,
    /// Former addresses; one page may have the same with other capitals, too.
    pub verhuisd: Vec<Moved>,
}

/// For files with a hash in their name: they never change.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// For everything else: it may be kept, and is asked for each time whether it is still the same.
const ASK: &str = "no-cache";

/// How long browsers may keep a file of the site: `Cache-Control`.
pub(crate) fn cache_of(path: &OutputPath) -> &'static str {
    if path.is_lasting() { FOREVER } else { ASK }
}

/// The folders of files with a hash in their name.
const HASHED: &[&str] = &["thema", "beeld"];

/// The header that says what a page may load.
pub(crate) const CONTENT_SECURITY: &str = "Content-Security-Policy";

/// A year, in seconds.
const YEAR: u32 = 31_536_000;

impl Policy {
    /// The files that go into the site for a server, with their names.
    pub fn files(&self, server: Server) -> Vec<(&'static str, String)> {
        match server {
            Server::Apache => vec![(".htaccess", apache::htaccess(self))],
            Server::Iis => vec![("web.config", iis::web_config(self))],
            Server::Headers => vec![("_headers", headers::headers(self)), ("_redirects", headers::redirects(self))],
            Server::Nginx | Server::Caddy => Vec::new(),
        }
    }

    /// What a host has to take over for a server.
    pub fn snippet(&self, server: Server) -> String {
        match server {
            Server::Nginx => nginx::snippet(self),
            Server::Caddy => caddy::snippet(self),
            _ => {
                let mut text = String::new();
                let files = self.files(server);
                for (name, content) in &files {
                    if files.len() > 1 {
                        let _ = writeln!(text, "# Het bestand {name}:\n");
                    }
                    text.push_str(content);
                }
                text
            }
        }
    }

    /// The headers of every answer but for how long it may be kept. What a municipality is measured by (internet.nl, the Dutch
    /// guidelines for web applications of the NCSC) is all there.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            (CONTENT_SECURITY, self.content_security()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "same-origin".to_owned()),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ];
        // Browsers that know no frame-ancestors cannot be told of other sites.
        if self.inlijsten.is_empty() {
            headers.push(("X-Frame-Options", "DENY".to_owned()));
        }
        if self.hsts {
            headers.push(("Strict-Transport-Security", format!("max-age={YEAR}")));
        }
        headers
    }

    /// The site needs its own style, pictures and manifest, and nothing else.
    fn content_security(&self) -> String {
        let ancestors = if self.inlijsten.is_empty() { "'none'".to_owned() } else { self.inlijsten.join(" ") };
        let scripts = match self.scripts {
            Scripts::None => "",
            Scripts::Quiet => " script-src 'self';",
            Scripts::Asking => " script-src 'self'; connect-src 'self';",
        };
        format!(
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self';{scripts} base-uri 'none'; \
             form-action 'self'; frame-ancestors {ancestors}"
        )
    }

    /// The folder, as servers see it when they look for a file.
    fn decoded_folder(&self) -> String {
        percent_decode_str(&self.folder).decode_utf8_lossy().into_owned()
    }

    /// What a regular expression must be to mean the files that never change.
    fn hashed(&self) -> String {
        format!("^{}(?:{})/.*\\.(?!html)[a-z0-9]+$", regular(&self.decoded_folder()), HASHED.join("|"))
    }
}

/// A path within the site, and a place on a page, in characters that no server gives a meaning.
fn plain(path: &str) -> impl fmt::Display {
    const PLAIN: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'#');
    utf8_percent_encode(path, PLAIN)
}

/// A text as a regular expression that means just that, with the capitals of letters that only Unicode knows.
fn regular(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let (small, large) = (c.to_lowercase(), c.to_uppercase());
        if !c.is_ascii() && !small.clone().eq(large.clone()) {
            out.push_str(&format!("(?:{small}|{large})"));
        } else {
            if ".+*?()[]{}^$|\\".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
