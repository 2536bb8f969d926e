//! Figures of others, dropped in a browser: a file → what is in it, or sources of figures in the content.
#![warn(clippy::disallowed_methods, reason = "pure, in a room that is an edge")]

use std::fmt::Write;

use super::forms::{FileChange, Filled, FormChange, NOT_OURS, is_ours, page};
use super::preview::Shown;
use super::respond::{Answer, Request};
use crate::cijfers::{self, Aanvraag, Uitslag};
use crate::form::{Pairs, Wish, escaped, whole_page};

/// Where they are dropped.
pub(super) const ADDRESS: &str = "/-/cijfers";

/// The questions besides the file: the key, the question and what is said of it.
const QUESTIONS: &[(&str, &str, &str)] = &[
    ("jaar", "Jaar", "Alleen nodig als het bestand het jaar niet zegt, of meer jaren heeft."),
    ("onderwerpen", "Onderwerpen", "Namen van kolommen, met een komma ertussen. Leeg: wijkwijzer kiest er twaalf."),
    ("bron", "Bron", "Wie de cijfers maakte. Nodig bij een eigen tabel."),
    (
        "licentie",
        "Licentie",
        "Onder welke voorwaarden u de cijfers gebruikt, zoals CC BY 4.0. Nodig bij een eigen tabel.",
    ),
    ("titel", "Titel", "De titel boven de cijfers. Leeg: die van het bestand."),
];

/// The page on which a file is chosen.
pub(super) fn show(request: &Request<'_>) -> Answer {
    page(200, form(request, &Pairs::default(), None))
}

/// What to do about a file that was sent.
pub(super) fn sent(request: &Request<'_>, shown: &Shown) -> Filled {
    if !is_ours(request) {
        return Filled::Page(Answer::text(403, NOT_OURS));
    }
    let pairs = Pairs::read(request.body).unwrap_or_default();
    let again = |told: &str| Filled::Page(page(200, form(request, &pairs, Some(told))));
    if request.files.is_empty() {
        return again("Kies eerst een bestand.");
    }
    let text = |name: &str| pairs.get(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let jaar = match text("jaar").map(|year| year.parse()) {
        Some(Err(_)) => return again("Het jaar is een getal van vier cijfers. Kies het bestand opnieuw."),
        Some(Ok(year)) => Some(year),
        None => None,
    };
    let topics = text("onderwerpen").unwrap_or_default();
    let aanvraag = Aanvraag {
        bestanden: request.files.iter().map(|file| (file.name.clone(), file.bytes.clone())).collect(),
        onderwerpen: topics.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        jaar,
        naam: None,
        bron: text("bron"),
        licentie: text("licentie"),
        titel: text("titel"),
        gebieden: pairs.get("gebieden").is_some(),
        overschrijven: false,
    };
    let Uitslag { verslag, geschreven, geweigerd } = cijfers::neem_over(&aanvraag, &shown.sources);
    if pairs.wish() != Some(Wish::Save) || geweigerd || geschreven.is_empty() {
        let end = if geweigerd {
            "Er is niets overgenomen."
        } else {
            "Er is nog niets overgenomen. Kies het bestand daarvoor opnieuw."
        };
        return again(&format!("{verslag}\n{end}"));
    }
    // Its form is where one goes on: that says what the figures are.
    let mut files: Vec<_> = geschreven.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let sheet = files.iter().position(|(path, _)| path.extension() == "yaml" && path.folder().ends_with("kengetallen"));
    let (file, bytes) = files.swap_remove(sheet.unwrap_or(0));
    Filled::Change(FormChange { beside: files, file, to: FileChange::Save(None, bytes) })
}

fn form(request: &Request<'_>, pairs: &Pairs, told: Option<&str>) -> String {
    let title = "Cijfers overnemen";
    let mut body = format!(
        "<header><a href=\"/-/formulier\">Alles</a></header>\n<main>\n<h1>{title}</h1>\n\
         <p>Kies een bestand van het CBS, zoals kwb-2024.xlsx, of een eigen tabel. Er verandert niets aan het bestand zelf.</p>\n"
    );
    if let Some(told) = told {
        let hint = if told.contains("--") {
            "\nWat met twee streepjes begint, zoals --bron, vult u hieronder in."
        } else {
            ""
        };
        let told = format!("{}{hint}", told.trim_end());
        let _ = writeln!(body, "<pre class=\"verteld\" role=\"status\">{}</pre>", escaped(&told));
    }
    if !request.may_write {
        return whole_page(title, &(body + "<p>Dit voorbeeld is alleen om te lezen.</p>\n</main>\n"));
    }
    let _ = write!(
        body,
        "<form method=\"post\" action=\"{ADDRESS}\" enctype=\"multipart/form-data\" accept-charset=\"utf-8\">\n\
         <input type=\"hidden\" name=\"sleutel\" value=\"{}\">\n<div class=\"vraag\">\n<label for=\"bestand\">Het bestand</label>\n\
         <input type=\"file\" id=\"bestand\" name=\"f:cijfers\" multiple required>\n</div>\n\
         <p class=\"knoppen\"><button name=\"doe\" value=\"kijk\">Kijk wat erin staat</button> \
         <button class=\"knop\" name=\"doe\" value=\"bewaar\">Neem de cijfers over</button></p>\n<details{}>\n<summary>Meer kiezen</summary>\n",
        escaped(request.token),
        if told.is_some() { " open" } else { "" }
    );
    for (name, label, help) in QUESTIONS {
        let _ = write!(
            body,
            "<div class=\"vraag\">\n<label for=\"{name}\">{label}</label>\n<p class=\"hulp\" id=\"{name}--hulp\">{help}</p>\n\
             <input id=\"{name}\" name=\"{name}\" value=\"{}\" aria-describedby=\"{name}--hulp\">\n</div>\n",
            escaped(pairs.get(name).unwrap_or_default())
        );
    }
    let checked = if pairs.get("gebieden").is_some() { " checked" } else { "" };
    let _ = write!(
        body,
        "<p><label class=\"keuze\"><input type=\"checkbox\" name=\"gebieden\" value=\"ja\"{checked}> Zet wijken en buurten die nog geen naam hebben in een lijst</label></p>\n\
         </details>\n</form>\n</main>\n"
    );
    whole_page(title, &body)
}
