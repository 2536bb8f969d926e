//! Links: where they go, what their text says, and what was meant to be one. Whether a file is there is for the whole site
//! to say.

use percent_encoding::percent_decode_str;
use pulldown_cmark::{CowStr, LinkType};
use pulldown_cmark_escape::escape_href;

use super::body::Part;
use super::{Collected, InternalLink, WebLink, Writer};
use crate::diagnostics::{Code, Finding, Severity, Span};
use crate::media::PICTURES;
use crate::source::SourcePath;
use crate::taal::wording::{BareAddress, MAX_ADDRESS};
use crate::taal::{nummers, wording};
use crate::values::{Email, Mismatch, Parse, Telefoon, Webadres, is_private, nearest, or_meant};

/// Schemes of addresses outside the site that a link may have.
const SCHEMES: &[&str] = &["https:", "http:", "mailto:", "tel:"];

impl Writer<'_> {
    /// Opens a link to a place outside the site or to a file of it.
    pub(super) fn start_link(&mut self, link_type: LinkType, address: &CowStr<'_>, span: Span) {
        self.html.push_str("<a href=\"");
        if link_type == LinkType::Shortcut && self.written(span).starts_with("[^") {
            self.not_a_link(span, "Een voetnoot kan hier niet. Zet de uitleg tussen haakjes in de zin.", None);
            self.html.push_str("\">");
            self.link = Some((link_type, Collected::at(span)));
            return;
        }
        let address = if link_type == LinkType::Email { format!("mailto:{address}").into() } else { address.clone() };
        if SCHEMES.iter().any(|scheme| address.to_lowercase().starts_with(scheme)) {
            self.outside(&address, span);
            let _ = escape_href(&mut self.html, &address);
        } else if let Some(index) = self.internal(&address, span, false) {
            self.part(Part::Link(index));
        }
        self.html.push_str("\">");
        self.link = Some((link_type, Collected::at(span)));
    }

    /// Reports a text that is shown only to who points at a link with a mouse, so not here.
    pub(super) fn title_of_link(&mut self, title: &str, span: Span) {
        if title.is_empty() {
            return;
        }
        let written = self.written(span);
        let quoted = written.rfind(title).filter(|at| *at > 0 && written.ends_with(')'));
        let before = quoted.and_then(|at| {
            written[..at - 1].trim_end().len().checked_sub(1).map(|_| written[..at - 1].trim_end().len())
        });
        let place = before.map_or(span, |at| Span::new(span.start + at, span.end - 1));
        let message = format!("“{title}” achter het adres van een link komt niet op de pagina.");
        let finding = Finding::new(Code::LooksLikeMarkdown, self.place(place), message);
        self.report(
            finding.tip("Zet het in de tekst van de link, of haal het weg.").replacement(before.map(|_| String::new())),
        );
    }

    /// Reports an address that was copied from a mail, where each leads past a program that looks who opens it.
    fn by_way_of_outlook(&mut self, address: &str, span: Span, exact: bool) {
        let Some((_, rest)) = address.split_once("safelinks.protection.outlook.com/") else { return };
        let url = form_urlencoded::parse(rest.trim_start_matches('?').as_bytes()).find(|(key, _)| key == "url");
        let real = url.map(|(_, real)| real.into_owned()).filter(|real| Webadres::parse(real).is_ok());
        let message =
            "Dit adres komt uit een e-mail: het gaat eerst langs Outlook, en werkt misschien niet voor iedereen.";
        let finding = Finding::new(Code::UnsafeAddress, self.place(span), message).severity(Severity::Warning);
        let tip = real.as_ref().map_or_else(
            || "Open de link, en neem het adres over uit de adresbalk.".to_owned(),
            |real| format!("Schrijf het echte adres: {real}."),
        );
        self.report(finding.tip(tip).replacement(real.filter(|_| exact)));
    }

    /// Reports an address outside the site that cannot be one.
    fn outside(&mut self, address: &str, span: Span) {
        let (scheme, rest) = address.split_once(':').unwrap_or_default();
        let wrong = match scheme.to_lowercase().as_str() {
            "mailto" => Email::parse(rest.split('?').next().unwrap_or_default()).err().map(|it| (it, Email::EXPECTED)),
            "tel" => Telefoon::parse(rest).err().map(|it| (it, Telefoon::EXPECTED)),
            _ => {
                let (span, exact) = self.address_in(address, span);
                self.by_way_of_outlook(address, span, exact);
                let span = span.shifted(self.offset);
                self.body.web.push(WebLink { written: address.to_owned(), span, exact });
                // Of an address that no visitor can reach it is told what to write instead, by who knows all pages.
                let wrong = Webadres::parse(address).err().filter(|_| !is_private(address));
                wrong.map(|it| (it, Webadres::EXPECTED))
            }
        };
        if let Some((Mismatch { why, .. }, expected)) = wrong {
            let place = self.place(span);
            self.report(
                Finding::new(Code::UnsafeAddress, place, format!("Het adres van deze link klopt niet: {why}."))
                    .tip(format!("Nodig is {expected}.")),
            );
        }
    }

    /// Closes the link, and judges its text.
    pub(super) fn end_link(&mut self) {
        self.html.push_str("</a>");
        let Some((link_type, Collected { text, span, .. })) = self.link.take() else { return };
        let place = self.place(span);
        let text = text.trim();
        self.picture_as_link(span);
        if text.is_empty() {
            self.report(
                Finding::new(Code::EmptyLink, place, "Deze link heeft geen tekst.")
                    .tip("Zet tussen de rechte haken waar de link heen gaat: [tekst](adres)."),
            );
        } else if wording::is_vague(text) {
            self.report(
                Finding::new(
                    Code::VagueLink,
                    place,
                    format!("De linktekst “{text}” zegt niet waar de link heen gaat."),
                )
                .tip("Schrijf wat de bezoeker daar vindt, zoals [de spreekuren in uw wijk](adres)."),
            );
        } else if !matches!(link_type, LinkType::Autolink | LinkType::Email) && wording::is_file_name(text) {
            self.report(
                Finding::new(Code::FileNameAsText, place, format!("De linktekst “{text}” is de naam van een bestand."))
                    .tip("Schrijf wat het is, zoals [de folder over de hub (pdf)](adres)."),
            );
        }
    }

    /// Reports a link to a picture that stands by itself: there the `!` before it was forgotten.
    fn picture_as_link(&mut self, span: Span) {
        let (before, after) = (&self.markdown[..span.start], &self.markdown[span.end..]);
        let stands_alone = (before.is_empty() || before.ends_with("\n\n"))
            && (after.trim_end().is_empty() || after.starts_with("\n\n"));
        let Some((_, extension)) = self.written(span).strip_suffix(')').and_then(|link| link.rsplit_once('.')) else {
            return;
        };
        if stands_alone && PICTURES.contains(&extension.to_lowercase().as_str()) && !self.written(span).contains("://")
        {
            let place = self.place(Span::new(span.start, span.start + 1));
            let finding = Finding::new(
                Code::LooksLikeMarkdown,
                place,
                "Deze foto komt niet op de pagina; er staat alleen een link naar.",
            );
            self.report(
                finding
                    .tip("Zet een ! voor de beschrijving: ![De ingang van de hub](foto.jpg).")
                    .replacement(Some("![".to_owned())),
            );
        }
    }

    /// Notes a link to a file of the project; `None` (and a finding) when its address cannot be one.
    pub(super) fn internal(&mut self, address: &str, span: Span, picture: bool) -> Option<usize> {
        let (span, exact) = self.address_in(address, span);
        let place = self.place(span);
        let first = address.split(['/', '#', '?']).next().unwrap_or_default();
        let scheme = first.split_once(':').map(|(scheme, _)| scheme);
        // A disk (`C:\…`), a file on it, or a computer in the network (`\\…`).
        if scheme.is_some_and(|it| it.len() == 1 || it.eq_ignore_ascii_case("file")) || address.starts_with('\\') {
            self.report(
                Finding::new(Code::UnsafeAddress, place, "Dit adres staat op uw eigen computer of netwerk; een bezoeker kan er niet bij.")
                    .tip("Leg het bestand in de map van deze tekst, en schrijf tussen de haakjes alleen de naam van het bestand."),
            );
            return None;
        }
        if let Some(scheme) = scheme {
            let meant = nearest(scheme, SCHEMES.iter().map(|it| it.trim_end_matches(':'))).filter(|_| !picture);
            let what = if picture { "foto" } else { "link" };
            let message =
                or_meant(format!("Een {what} mag niet met “{scheme}:” beginnen"), meant.map(|it| format!("“{it}:”")));
            let replacement = meant.filter(|_| exact).map(|it| format!("{it}{}", &address[scheme.len()..]));
            self.report(
                Finding::new(Code::UnsafeAddress, place, message)
                    .tip("Gebruik een webadres (https://…), een e-mailadres (mailto:…), een telefoonnummer (tel:…) of een bestand van de site.")
                    .replacement(replacement),
            );
            return None;
        }
        let (file, anchor) = address.split_once('#').map_or((address, None), |(file, anchor)| (file, Some(anchor)));
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let path = if address.is_empty() {
            self.report(
                Finding::new(Code::DeadLink, place, "Deze link heeft geen adres.")
                    .tip("Zet tussen de haakjes waar de link heen gaat: [tekst](adres)."),
            );
            return None;
        } else if file.is_empty() {
            None
        } else if file.contains('\\') {
            let message = format!("Het adres “{address}” is geen pad naar een bestand vanaf deze tekst.");
            self.report(
                Finding::new(Code::DeadLink, place, message)
                    .tip("Schrijf het pad vanaf de map van deze tekst, met schuine strepen: ../wijken/oude-haven.md.")
                    .replacement(exact.then(|| address.replace('\\', "/"))),
            );
            return None;
        } else if file.starts_with('/') {
            // No file has such a path; what page was meant is for the whole site to say.
            Some(SourcePath::new(decode(file)))
        } else {
            let Some(path) = self.path.join(&decode(file)) else {
                self.report(
                    Finding::new(Code::DeadLink, place, format!("Het adres “{address}” leidt uit de map van de site."))
                        .tip("Tel het aantal keer ../ na."),
                );
                return None;
            };
            Some(path)
        };
        let anchor = anchor.map(decode).filter(|anchor| !anchor.is_empty());
        let span = span.shifted(self.offset);
        self.body.links.push(InternalLink { path, written: address.to_owned(), anchor, span, exact, picture });
        Some(self.body.links.len() - 1)
    }

    /// Where the address of a link stands, with the `<` and `>` around it; else the whole link, and `false`.
    fn address_in(&self, address: &str, link: Span) -> (Span, bool) {
        let written = self.written(link);
        let Some(start) = written.rfind("](").map(|at| at + 2).filter(|_| !address.is_empty()) else {
            return (link, false);
        };
        let start = start + (written.len() - start - written[start..].trim_start().len());
        let rest = &written[start..];
        let as_it_is = [address.to_owned(), format!("<{address}>")].into_iter().find(|it| {
            rest.strip_prefix(it.as_str())
                .is_some_and(|after| after.starts_with(|c: char| c == ')' || c.is_whitespace()))
        });
        match as_it_is {
            Some(it) => (Span::new(start, start + it.len()).shifted(link.start), true),
            None => (link, false),
        }
    }

    /// Reports `[hier](De Haven.md)`: with a space in its address it is no link.
    pub(super) fn spaced_link(&mut self, text: &str, span: Span) {
        let (before, rest) = self.markdown.split_at_checked(span.end).unwrap_or_default();
        if !text.ends_with(']') || !rest.starts_with('(') {
            return;
        }
        // A bracket that was escaped is no link, and is not meant to be one.
        let near = &before[before.floor_char_boundary(before.len().saturating_sub(MAX_ADDRESS))..];
        let is_escaped = near.rfind('[').is_some_and(|open| near[..open].ends_with('\\'));
        if !is_escaped && !near.ends_with("\\]") {
            let near = &rest[..rest.floor_char_boundary(MAX_ADDRESS)];
            let Some(length) = near.lines().next().and_then(|line| line.find(')')) else {
                self.not_a_link(Span::new(span.end - 1, span.end + 1), "Zet achter het adres een ).", None);
                return;
            };
            let address = near[1..length].trim();
            let place = Span::new(span.end - 1, span.end + length + 1);
            // An address in it is not told as well: it is part of what was meant to be this link.
            self.addresses_until = self.addresses_until.max(place.end);
            let is_number = address.starts_with("tel:") || address.contains("://") || address.starts_with("mailto:");
            if is_number {
                // In what is asked for, a space is written another way.
                let (mail, question) = address.split_once('?').unwrap_or((address, ""));
                let mail: String = mail.split_whitespace().collect();
                let question: Vec<&str> = question.split_whitespace().collect();
                let (tip, meant) = match &question[..] {
                    [] => ("Haal de spaties uit het adres.", mail),
                    words => (
                        "Schrijf achter het vraagteken %20 in plaats van een spatie.",
                        format!("{mail}?{}", words.join("%20")),
                    ),
                };
                self.not_a_link(place, tip, Some(format!("]({meant})")));
            } else {
                let is_file = wording::is_file_name(address) && !address.contains(['<', '>', '"']);
                let tip = "Staat er een spatie in het adres? Zet het dan tussen < en >: [tekst](<Oude haven.md>).";
                self.not_a_link(place, tip, is_file.then(|| format!("](<{address}>)")));
            }
        }
    }

    /// Reports `[hier] (haven.md)`: with a space in between it is no link.
    pub(super) fn parted_link(&mut self, text: &str, span: Span) {
        let address =
            text.strip_prefix(" (").or_else(|| text.strip_prefix("] (")).and_then(|rest| rest.split(')').next());
        let is_address = address.is_some_and(|address| {
            !address.contains(char::is_whitespace) && (address.contains('/') || wording::is_file_name(address))
        });
        let follows_bracket = text.starts_with(']') || self.markdown[..span.start].ends_with(']');
        if is_address && follows_bracket && self.link.is_none() {
            let space = span.start + text.find(' ').unwrap_or_default();
            self.addresses_until = span.start + text.find(')').unwrap_or(text.len());
            let tip = "Haal de spatie tussen ] en ( weg.";
            self.not_a_link(Span::new(space, space + 1), tip, Some(String::new()));
        }
    }

    pub(super) fn not_a_link(&mut self, span: Span, tip: &str, replacement: Option<String>) {
        let message = "Dit is niet als link herkend; het zou zo op de pagina staan.";
        let finding = Finding::new(Code::NotALink, self.place(span), message);
        self.report(finding.tip(tip).replacement(replacement));
    }

    /// Reports addresses that nobody can tap.
    pub(super) fn bare_addresses(&mut self, span: Span) {
        let stretch = span.start.max(self.addresses_until)..span.end;
        if self.link.is_some() || stretch.is_empty() {
            return;
        }
        for (range, number) in nummers::numbers(self.markdown, stretch.clone()) {
            self.addresses_until = self.addresses_until.max(range.end);
            let written = &self.markdown[range.clone()];
            let message = format!("“{written}” is geen link: een bezoeker kan niet op het nummer tikken om te bellen.");
            let link = format!("[{written}]({})", number.href());
            let finding = Finding::new(Code::BareAddress, self.place(range.into()), message);
            self.report(finding.tip(format!("Maak er een link van: {link}.")).replacement(Some(link)));
        }
        for BareAddress { range, link } in wording::bare_addresses(self.markdown, stretch) {
            self.addresses_until = self.addresses_until.max(range.end);
            let message =
                format!("“{}” is geen link: een bezoeker kan er niet op tikken.", &self.markdown[range.clone()]);
            let tip = "Maak er een link van, het liefst met een tekst die zegt wat daar te vinden is: [tekst](adres).";
            let finding = Finding::new(Code::BareAddress, self.place(range.into()), message);
            self.report(finding.tip(tip).replacement(Some(link)));
        }
    }
}
