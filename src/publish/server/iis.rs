//! IIS: a `web.config` in the folder of the site. It needs no module that is not part of IIS.

use std::fmt::Write;

use super::{ASK, COPIES, FILES, HASHED, OURS, Policy};
use crate::media::{MEDIA, Medium};

pub(super) fn web_config(policy: &Policy) -> String {
    let folder = &policy.folder;
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <!-- Voor IIS, gemaakt door wijkwijzer. -->\n\
        <configuration>\n\
        <system.webServer>\n\
        <directoryBrowse enabled=\"false\" />\n\
        <defaultDocument enabled=\"true\"><files><clear /><add value=\"index.html\" /></files></defaultDocument>\n\
        <staticContent>\n"
        .to_owned();
    for Medium { end: extension, kind, .. } in MEDIA {
        let kind = attribute(kind);
        let _ = writeln!(
            text,
            "<remove fileExtension=\".{extension}\" /><mimeMap fileExtension=\".{extension}\" mimeType=\"{kind}\" />"
        );
    }
    let _ =
        write!(text, "<clientCache cacheControlMode=\"NoControl\" cacheControlCustom=\"{ASK}\" />\n</staticContent>\n");
    text.push_str("<httpProtocol><customHeaders>\n<remove name=\"X-Powered-By\" />\n");
    for (name, value) in policy.headers() {
        let _ = writeln!(text, "<remove name=\"{name}\" /><add name=\"{name}\" value=\"{}\" />", attribute(&value));
    }
    let _ = write!(
        text,
        "</customHeaders></httpProtocol>\n\
         <httpErrors errorMode=\"Custom\" existingResponse=\"Replace\">\n\
         <remove statusCode=\"404\" />\n\
         <error statusCode=\"404\" path=\"{}404.html\" responseMode=\"ExecuteURL\" />\n\
         </httpErrors>\n\
         <security><requestFiltering><hiddenSegments>\n",
        attribute(folder)
    );
    for name in OURS.iter().chain(FILES.iter().filter(|it| **it != "web.config")) {
        let _ = writeln!(text, "<remove segment=\"{name}\" /><add segment=\"{name}\" />");
    }
    text.push_str("</hiddenSegments><fileExtensions>\n");
    for end in COPIES {
        let _ = writeln!(text, "<remove fileExtension=\".{end}\" /><add fileExtension=\".{end}\" allowed=\"false\" />");
    }
    text.push_str("</fileExtensions></requestFiltering></security>\n</system.webServer>\n");
    for hashed in HASHED {
        let _ = writeln!(
            text,
            "<location path=\"{hashed}\"><system.webServer><staticContent>\
             <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" cacheControlCustom=\"public, immutable\" />\
             </staticContent></system.webServer></location>"
        );
    }
    // Of a former address the place in this folder counts, not that on the server.
    for rule in policy.plain_redirects() {
        let _ = writeln!(
            text,
            "<location path=\"{}\"><system.webServer><httpRedirect enabled=\"true\" destination=\"{}\" \
             exactDestination=\"true\" httpResponseStatus=\"Permanent\" /></system.webServer></location>",
            attribute(rule.path),
            attribute(&rule.to)
        );
    }
    if let Some(sentence) = policy.not_redirected() {
        // Two hyphens would end the comment.
        let _ = writeln!(text, "<!-- {} -->", sentence.replace("--", "-%2D"));
    }
    if policy.security && policy.folder != "/" {
        text.push_str(
            "<!-- security.txt wordt alleen gezocht op het adres van de server zelf (RFC 9116). Zet een kopie van \
             .well-known/security.txt daar neer. -->\n",
        );
    }
    text.push_str("</configuration>\n");
    text
}

/// A text as it may stand between quotes in XML.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
