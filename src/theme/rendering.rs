//! The sentences of Tera about what a template asks for, and what cannot be done with it.

use super::words::{Sentence, Topic, of, writing};

/// The sentences; of two that fit, the first counts.
pub(super) const SENTENCES: &[Sentence] = &[
    // What a template refers to.
    of(Topic::Filter, "Unknown filter `«naam»`", "De filter `«naam»` bestaat niet", ""),
    of(Topic::Test, "Unknown test `«naam»`", "De test `is «naam»` bestaat niet", ""),
    of(Topic::Function, "Unknown function `«naam»`", "De functie `«naam»` bestaat niet", ""),
    of(Topic::Component, "Unknown component `«naam»`", "De component `«naam»` bestaat niet", ""),
    of(Topic::Template, "Unknown template `«naam»`", "Het sjabloon `«naam»` is er niet", ""),
    of(
        Topic::Block,
        "Block `«naam»` is not defined in any parent template",
        "Het blok `«naam»` is er niet in het sjabloon waarop dit voortbouwt",
        "",
    ),
    // What a page does not have.
    of(Topic::Variable, "Variable `«naam»` is not defined.«namen»", "De variabele `«naam»` is er hier niet", ""),
    of(
        Topic::Undefined,
        "Variable `«naam»` exists but its value is undefined",
        "De variabele `«naam»` heeft hier geen waarde.",
        "",
    ),
    of(Topic::Field, "Field `«naam»` is not defined.«namen»", "Het veld `«naam»` is er hier niet", ""),
    of(
        Topic::Undefined,
        "Field `«naam»` is not defined",
        "Het veld `«naam»` wordt gevraagd van iets dat er niet is.",
        "",
    ),
    of(
        Topic::Undefined,
        "Tried to render a variable that is undefined",
        "Dit moet worden getoond, maar is er niet.",
        "",
    ),
    of(
        Topic::Undefined,
        "Cannot index into an undefined value",
        "Hiervan wordt met `[…]` een deel gevraagd, maar het is er niet.",
        "",
    ),
    of(
        Topic::Undefined,
        "Cannot slice an undefined value",
        "Hiervan wordt met `[…]` een deel gevraagd, maar het is er niet.",
        "",
    ),
    of(Topic::Undefined, "Index expression is undefined", "Wat hier tussen `[` en `]` staat, is er niet.", ""),
    of(Topic::Undefined, "Slice «deel» is undefined", "Wat hier tussen `[` en `]` staat, is er niet.", ""),
    of(
        Topic::Undefined,
        "Invalid type for the value, expected `«type»` but got `undefined`",
        "Hier is «type» nodig, maar er is niets.",
        "",
    ),
    of(Topic::Undefined, "Iteration not possible on type `undefined`", "`for` gaat hier over iets dat er niet is.", ""),
    of(
        Topic::Undefined,
        "Math operations can only be done on numbers, found `undefined`",
        "Hiermee wordt gerekend, maar het is er niet.",
        "",
    ),
    of(
        Topic::Undefined,
        "Only numbers can be negated. This is a `undefined`",
        "Hiermee wordt gerekend, maar het is er niet.",
        "",
    ),
    of(Topic::Undefined, "Value of type undefined «rest»", "Een filter krijgt hier iets dat er niet is.", ""),
    of(
        Topic::Undefined,
        "`in` cannot be used on a container of type `undefined`. «rest»",
        "`in` zoekt hier in iets dat er niet is.",
        "",
    ),
    of(
        Topic::Missing,
        "Unknown argument(s) «namen» in component call.«namen2»",
        "Deze component heeft geen kenmerk «namen».",
        "",
    ),
    of(
        Topic::Missing,
        "Map does not have a key «naam» and no default values were defined",
        "Er is hier geen veld `«naam»`.",
        "Geef met `default` een waarde voor als het er niet is: `get(key=\"…\", default=\"…\")`.",
    ),
    of(
        Topic::Missing,
        "Value at index «getal» (a «type») does not have an attribute at path: «naam»",
        "Niet elk deel van deze lijst heeft een veld `«naam»`.",
        "",
    ),
    // What cannot be done with a value.
    writing(
        "Math operations can only be done on numbers, found `«type»`",
        "Rekenen kan alleen met getallen, maar dit is «type».",
        "Zet een filter ertussen, zoals `| int`.",
    ),
    writing(
        "`+` requires both operands to be numbers, found `«type»` and `«type2»`",
        "`+` kan alleen getallen optellen, maar hier staan «type» en «type2».",
        "Zet teksten achter elkaar met `~`.",
    ),
    writing("Iteration not possible on type `«type»`", "`for` gaat over een lijst, maar dit is «type».", ""),
    writing(
        "Invalid type for the value, expected `«type»` but got `«type2»`",
        "Hier is «type» nodig, maar dit is «type2».",
        "",
    ),
    writing(
        "Missing keyword argument `«naam»`",
        "Hier ontbreekt `«naam»`.",
        "Geef het mee tussen haakjes: `(«naam»=…)`.",
    ),
    writing(
        "Argument `«naam»` (type: `«type»`) missing.",
        "Deze component heeft `«naam»` nodig.",
        "Geef het mee: `«naam»={…}`. Het hoort «type» te zijn.",
    ),
    writing("Argument `«naam»` missing.", "Deze component heeft `«naam»` nodig.", "Geef het mee: `«naam»={…}`."),
    writing(
        "Maximum render recursion depth for components exceeded.",
        "Een component van dit sjabloon roept steeds weer zichzelf aan.",
        "Laat haar ophouden met een `{% if … %}`, of haal de aanroep weg.",
    ),
];
