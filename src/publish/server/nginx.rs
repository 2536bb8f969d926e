//! nginx: a piece for within `server { … }`.

use std::fmt::Write;

use super::{ASK, COPIES, FILES, FOREVER, Policy, regular};
use crate::media::{MEDIA, Medium};

pub(super) fn snippet(policy: &Policy) -> String {
    let folder = policy.decoded_folder();
    let mut text = format!(
        "# Voor nginx. Zet dit in een bestand en noem dat met `include` binnen `server {{ … }}` van uw site.\n\
         # `root` en `server_name` regelt u daar zelf; de site staat in de map {folder} onder `root`.\n\
         location \"{folder}\" {{\n    \
             index index.html;\n    \
             autoindex off;\n    \
             absolute_redirect off;\n    \
             error_page 404 \"{folder}404.html\";\n    \
             # Een map zonder eigen pagina is er voor bezoekers niet.\n    \
             error_page 403 =404 \"{folder}404.html\";\n    \
             # Staan er ingepakte kopieën naast de bestanden (build --comprimeer)? Dan stuurt nginx die.\n    \
             gzip_static on;\n    \
             gzip_vary on;\n    \
             types {{\n"
    );
    for Medium { end: extension, kind, .. } in MEDIA {
        let _ = writeln!(text, "        {} {extension};", bare(kind));
    }
    let utf8: Vec<&str> = MEDIA.iter().filter(|it| it.kind.contains("charset")).map(|it| bare(it.kind)).collect();
    let utf8: Vec<&str> = utf8.into_iter().filter(|kind| *kind != "text/html").collect();
    let _ = writeln!(
        text,
        "    }}\n    default_type application/octet-stream;\n    charset utf-8;\n    charset_types {};",
        utf8.join(" ")
    );
    text.push_str(&headers(policy, ASK, "    "));
    // The first that fits counts, so that what was in a folder with the name of one of ours is led on, too.
    for rules in policy.redirects().chunk_by(|one, other| one.path.to_lowercase() == other.path.to_lowercase()) {
        let _ = writeln!(text, "    location ~* \"^{}{}/?$\" {{", regular(&folder), rules[0].pattern());
        for rule in rules {
            let lead = format!("return 301 \"{}\";", rule.to);
            let query = rule.whole_query();
            let lead = if rule.query.is_empty() { lead } else { format!("if ($args ~* \"{query}\") {{ {lead} }}") };
            let _ = writeln!(text, "        {lead}");
        }
        text.push_str("    }\n");
    }
    let _ = writeln!(text, "    location ~ \"{}\" {{\n{}    }}", policy.hashed(), headers(policy, FOREVER, "        "));
    let own: Vec<String> = FILES.iter().filter(|name| !name.starts_with('.')).map(|name| regular(name)).collect();
    let _ = writeln!(
        text,
        "    location ~ \"/\\.(?!well-known/)|/(?:{})$|\\.(?:{})$\" {{ return 404; }}",
        own.join("|"),
        COPIES.join("|")
    );
    text.push_str("}\n");
    if policy.security && policy.folder != "/" {
        let _ = write!(
            text,
            "# security.txt wordt alleen gezocht op het adres van de server zelf (RFC 9116). Staat daar nog niets? Haal dan het # weg:\n\
             # location = /.well-known/security.txt {{ return 302 {}.well-known/security.txt; }}\n",
            policy.folder
        );
    }
    text
}

fn headers(policy: &Policy, cache: &str, indent: &str) -> String {
    let mut text = String::new();
    for (name, value) in policy.headers() {
        let _ = writeln!(text, "{indent}add_header {name} \"{value}\" always;");
    }
    let _ = writeln!(text, "{indent}add_header Cache-Control \"{cache}\" always;");
    text
}

/// A type without its character set, which nginx adds itself.
fn bare(kind: &str) -> &str {
    kind.split(';').next().unwrap_or(kind)
}
