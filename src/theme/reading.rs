//! The sentences of Tera about how a template is written.

use super::words::{Sentence, Topic, of, writing};

/// The sentences; of two that fit, the first counts.
pub(super) const SENTENCES: &[Sentence] = &[
    // Letters and words.
    writing(
        "Unexpected character",
        "Dit teken kan hier niet staan in een sjabloon.",
        "Namen bestaan uit letters zonder accent, cijfers en `_`. Zet tekst tussen aanhalingstekens.",
    ),
    writing(
        "String opened with `«teken»` is missing its closing `«teken»`",
        "De tekst die hier begint met `«teken»` wordt niet afgesloten met `«teken»`.",
        "Zet hetzelfde aanhalingsteken achter de tekst.",
    ),
    writing(
        "unexpected end of raw block",
        "`{% raw %}` wordt nergens afgesloten met `{% endraw %}`.",
        "Zet `{% endraw %}` waar de letterlijke tekst ophoudt.",
    ),
    writing(
        "Closing comment tag `«rest»` not found",
        "De opmerking die hier begint met `{#` wordt nergens afgesloten met `#}`.",
        "Zet `#}` waar de opmerking ophoudt.",
    ),
    // Sentences.
    of(
        Topic::End,
        "Unexpected end of input",
        "Het sjabloon houdt hier te vroeg op.",
        "Kijk of elke `{{`, `{%` en elk blok is afgesloten.",
    ),
    of(Topic::End, "Unclosed component '«naam»'", "`{% <«naam»> %}` wordt nergens afgesloten.", ""),
    of(Topic::Tag, "Unknown tag", "Deze opdracht bestaat niet.", ""),
    writing(
        "Found «token» but expected `...`, a string, an integer or a bool.",
        "Hier staat «token», maar hier hoort de naam van een kenmerk tussen aanhalingstekens te staan.",
        "Schrijf het als `{\"naam\": waarde}`.",
    ),
    writing(
        "Found `<` but expected identifier after it for «rest»",
        "Na deze `<` hoort de naam van een component te staan.",
        "Wilt u twee waarden vergelijken? Zet dan ook links van `<` een waarde.",
    ),
    writing(
        "Found «token» but expected one of: «rest»",
        "Hier staat «token», maar hier hoort een waarde te staan: een naam, een getal of een tekst tussen aanhalingstekens.",
        "",
    ),
    writing(
        "Found «token» but expected `/` or `>`",
        "Achter deze component staat «token», maar zij hoort te eindigen met `/>` of `>`.",
        "Schrijf een component als `<naam kenmerk=\"tekst\" ander={waarde} />`.",
    ),
    writing("Found «token» but expected «verwacht».", "Hier staat «token», maar hier hoort «verwacht» te staan.", ""),
    writing(
        "Expected \"string\" or {expression} but found «token»",
        "Hier staat «token», maar achter `=` hoort een tekst tussen aanhalingstekens of een waarde tussen `{` en `}` te staan.",
        "Schrijf `kenmerk=\"tekst\"` of `kenmerk={waarde}`.",
    ),
    writing(
        "Closing tag '«naam»' doesn't match opening tag '«naam2»'",
        "Hier wordt `«naam»` afgesloten, maar `«naam2»` staat open.",
        "Sluit af wat het laatst is geopend.",
    ),
    writing(
        "«soort» was named `«naam»` in the opening tag, found `«naam2»` as name in the end tag",
        "Wat begint als `«naam»`, wordt afgesloten met een andere naam: `«naam2»`.",
        "Schrijf bij het begin en het einde dezelfde naam.",
    ),
    writing(
        "Template already contains a block named `«naam»`",
        "Het blok `«naam»` staat twee keer in dit sjabloon.",
        "Geef er een een andere naam.",
    ),
    writing(
        "This content would be ignored: «rest»",
        "Dit wordt nooit getoond: een sjabloon met `{% extends … %}` toont alleen wat in een `{% block … %}` staat.",
        "Zet het in een van de blokken, of haal het weg.",
    ),
];
