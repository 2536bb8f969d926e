//! Caddy: a piece for within the block of a site in the Caddyfile.

use std::fmt::Write;

use super::{ASK, COPIES, FILES, FOREVER, HASHED, Policy};
use crate::media::{MEDIA, Medium};

pub(super) fn snippet(policy: &Policy) -> String {
    let (folder, seen) = (&policy.folder, policy.decoded_folder());
    let mut text = format!(
        "# Voor Caddy. Zet dit binnen het blok van uw site in de Caddyfile, of noem het daar met `import`.\n\
         # `root` regelt u daar zelf; de site staat in de map {seen} onder `root`.\n"
    );
    // Caddy makes no difference between capitals in a path, and tries matchers of two paths in the order that they are in.
    for (number, rule) in policy.redirects().into_iter().enumerate() {
        let _ = writeln!(text, "@wijkwijzer_oud_{number} {{\n    path \"{seen}{0}\" \"{seen}{0}/\"", rule.path);
        if !rule.query.is_empty() {
            let parts = rule.query.iter().map(|part| format!("{{query}}.matches(r\"(?i)(?:^|&){part}(?:&|$)\")"));
            let _ = writeln!(text, "    expression `{}`", parts.collect::<Vec<_>>().join(" && "));
        }
        let _ = writeln!(text, "}}\nredir @wijkwijzer_oud_{number} {} 301", rule.to);
    }
    let _ = writeln!(text, "header \"{seen}*\" {{");
    for (name, value) in policy.headers() {
        let _ = writeln!(text, "    {name} \"{value}\"");
    }
    let _ = writeln!(text, "    Cache-Control \"{ASK}\"\n}}");
    // A file that is not there must not be kept as such for a year.
    let places: Vec<String> = HASHED.iter().map(|hashed| format!("\"{seen}{hashed}/*\"")).collect();
    let _ = write!(
        text,
        "@wijkwijzer_vast {{\n    path {}\n    not path *.html\n    file\n}}\n\
         header @wijkwijzer_vast Cache-Control \"{FOREVER}\"\n",
        places.join(" ")
    );
    for Medium { end: extension, kind, .. } in MEDIA {
        let _ = writeln!(text, "@wijkwijzer_{extension} path \"{seen}*.{extension}\"");
        let _ = writeln!(text, "header @wijkwijzer_{extension} Content-Type \"{kind}\"");
    }
    let own = FILES.iter().filter(|name| !name.starts_with('.')).map(|name| format!("*/{name}"));
    let own: Vec<String> = own.chain(COPIES.iter().map(|end| format!("\"{seen}*.{end}\""))).collect();
    let _ = write!(
        text,
        "@wijkwijzer_verborgen {{\n    path */.* {}\n    not path \"{seen}.well-known/*\"\n}}\n\
         error @wijkwijzer_verborgen 404\n\
         handle_errors {{\n    @wijkwijzer_404 expression `{{err.status_code}} == 404`\n    rewrite @wijkwijzer_404 \"{seen}404.html\"\n    \
         header @wijkwijzer_404 Content-Type \"text/html; charset=utf-8\"\n    file_server @wijkwijzer_404\n}}\n\
         file_server \"{seen}*\" {{\n    precompressed br gzip\n}}\n",
        own.join(" ")
    );
    if policy.security && policy.folder != "/" {
        let _ = write!(
            text,
            "# security.txt wordt alleen gezocht op het adres van de server zelf (RFC 9116). Staat daar nog niets? Haal dan het # weg:\n\
             # redir /.well-known/security.txt {folder}.well-known/security.txt 302\n"
        );
    }
    text
}
