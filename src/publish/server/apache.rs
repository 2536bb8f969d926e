//! Apache: a `.htaccess` in the folder of the site. What a host does not allow in it, or has no module for, is passed over.

use std::fmt::Write;

use super::{ASK, COPIES, FILES, FOREVER, Policy, regular};
use crate::media::{MEDIA, Medium};

pub(super) fn htaccess(policy: &Policy) -> String {
    let folder = &policy.folder;
    let mut text = format!(
        "# Voor Apache, gemaakt door wijkwijzer. Dit bestand werkt als uw server `AllowOverride All` heeft.\n\
         Options -Indexes -MultiViews\n\
         DirectoryIndex index.html\n\
         ErrorDocument 404 {folder}404.html\n\
         <IfModule mod_mime.c>\n"
    );
    for Medium { end: extension, kind, .. } in MEDIA {
        let _ = writeln!(text, "AddType \"{kind}\" .{extension}");
    }
    text.push_str(
        "# Ingepakte kopieën (build --comprimeer): .br is hier geen Bretons en .gz geen download.\n\
         RemoveLanguage .br\n\
         RemoveType .gz\n\
         AddEncoding br .br\n\
         AddEncoding gzip .gz\n\
         </IfModule>\n\
         <IfModule mod_rewrite.c>\n\
         RewriteEngine On\n",
    );
    for rule in policy.redirects() {
        if !rule.query.is_empty() {
            let _ = writeln!(text, "RewriteCond %{{QUERY_STRING}} \"{}\" [NC]", rule.whole_query());
        }
        // Of a former address the place in this folder counts. A % would stand for something that was found.
        let to = rule.to.replace('%', "\\%");
        let _ = writeln!(text, "RewriteRule \"^{}/?$\" \"{to}\" [NC,R=301,NE,QSD,L]", rule.pattern());
    }
    // A copy that is sent in the place of a file, and the page of an error, come after what was asked for.
    let _ = write!(
        text,
        "# Een map zonder eigen pagina is er voor bezoekers niet, en een ingepakte kopie heeft geen eigen adres.\n\
         RewriteCond %{{REQUEST_FILENAME}} -d\n\
         RewriteCond %{{REQUEST_FILENAME}}/index.html !-f\n\
         RewriteRule ^ - [R=404,L]\n\
         RewriteCond %{{ENV:REDIRECT_STATUS}} ^$\n\
         RewriteRule \"\\.(?:{})$\" - [R=404,L]\n",
        COPIES.join("|")
    );
    for (name, end) in [("br", "br"), ("gzip", "gz")] {
        let _ = write!(
            text,
            "RewriteCond %{{HTTP:Accept-Encoding}} \"\\b{name}\\b(?!\\s*;\\s*q=0\\.?0*\\s*(?:,|$))\"\n\
             RewriteCond %{{REQUEST_FILENAME}}.{end} -f\n\
             RewriteRule ^(.+)$ $1.{end} [L]\n"
        );
    }
    text.push_str("</IfModule>\n<IfModule mod_headers.c>\n");
    for (name, value) in policy.headers() {
        let _ = writeln!(text, "Header always set {name} \"{value}\"");
    }
    let hashed = format!("%{{REQUEST_URI}} =~ m#{}#", policy.hashed());
    let _ = write!(
        text,
        "Header always set Cache-Control \"{ASK}\"\n\
         Header always set Cache-Control \"{FOREVER}\" \"expr={hashed} && %{{REQUEST_STATUS}} in {{'200','206','304'}}\"\n\
         Header merge Vary Accept-Encoding\n\
         </IfModule>\n\
         <IfModule mod_alias.c>\n"
    );
    let own: Vec<String> = FILES.iter().filter(|name| !name.starts_with('.')).map(|name| regular(name)).collect();
    let _ = writeln!(text, "RedirectMatch 404 \"/\\.(?!well-known/)|/(?:{})$\"", own.join("|"));
    text.push_str("</IfModule>\n");
    if policy.security && policy.folder != "/" {
        text.push_str(
            "# security.txt wordt alleen gezocht op het adres van de server zelf (RFC 9116). Zet een kopie van\n\
             # .well-known/security.txt daar neer.\n",
        );
    }
    text
}
