//! The sentences of Tera about what a template asks for, and what cannot be done with it.

use super::words::{About, Sentence, of, writing};

/// The sentences; of two that fit, the first counts.
pub(super) const SENTENCES: &[Sentence] = &[
    // What a template refers to.
    of(About::Filter, "Unknown filter `«naam»`", "De filter `«naam»` bestaat niet", ""),
    of(About::Test, "Unknown test `«naam»`", "De test `is «naam»` bestaat niet", ""),
    of(About::Function, "Unknown function `«naam»`", "De functie `«naam»` bestaat niet", ""),
    of(About::Component, "Unknown component `«naam»`", "De component `«naam»` bestaat niet", ""),
    of(About::Template, "Unknown template `«naam»`", "Het sjabloon `«naam»` is er niet", ""),
    of(
        About::Block,
        "Block `«naam»` is not defined in any parent template",
        "Het blok `«naam»` is er niet in het sjabloon waarop dit voortbouwt",
        "",
    ),
    // What a page does not have.
    of(About::Variable, "Variable `«naam»` is not defined.«namen»", "De variabele `«naam»` is er hier niet", ""),
    of(
        About::Undefined,
        "Variable `«naam»` exists but its value is undefined",
        "De variabele `«naam»` heeft hier geen waarde.",
        "",
    ),
    of(About::Field, "Field `«naam»` is not defined.«namen»", "Het veld `«naam»` is er hier niet", ""),
    of(
        About::Undefined,
        "Field `«naam»` is not defined",
        "Het veld `«naam»` wordt gevraagd van iets dat er niet is.",
        "",
    ),
    of(
        About::Undefined,
        "Tried to render a variable that is undefined",
        "Dit moet worden getoond, maar is er niet.",
        "",
    ),
    of(
        About::Undefined,
        "Cannot index into an undefined value",
        "Hiervan wordt met `[…]` een deel gevraagd, maar het is er niet.",
        "",
    ),
    of(
        About::Undefined,
        "Cannot slice an undefined value",
        "Hiervan wordt met `[…]` een deel gevraagd, maar het is er niet.",
        "",
    ),
    of(About::Undefined, "Index expression is undefined", "Wat hier tussen `[` en `]` staat, is er niet.", ""),
    of(About::Undefined, "Slice «deel» is undefined", "Wat hier tussen `[` en `]` staat, is er niet.", ""),
    of(
        About::Undefined,
        "Invalid type for the value, expected `«type»` but got `undefined`",
        "Hier is «type» nodig, maar er is niets.",
        "",
    ),
    of(About::Undefined, "Iteration not possible on type `undefined`", "`for` gaat hier over iets dat er niet is.", ""),
    of(
        About::Undefined,
        "Math operations can only be done on numbers, found `undefined`",
        "Hiermee wordt gerekend, maar het is er niet.",
        "",
    ),
    of(
        About::Undefined,
        "Only numbers can be negated. This is a `undefined`",
        "Hiermee wordt gerekend, maar het is er niet.",
        "",
    ),
    of(About::Undefined, "Value of type undefined «rest»", "Een filter krijgt hier iets dat er niet is.", ""),
    of(
        About::Undefined,
        "`in` cannot be used on a container of type `undefined`. «rest»",
        "`in` zoekt hier in iets dat er niet is.",
        "",
    ),
    of(
        About::Missing,
        "Unknown argument(s) «namen» in component call.«namen2»",
        "Deze component heeft geen kenmerk «namen».",
        "",
    ),
    of(
        About::Missing,
        "Map does not have a key «naam» and no default values were defined",
        "Er is hier geen veld `«naam»`.",
        "Geef met `default` een waarde voor als het er niet is: `get(key=\"…\", default=\"…\")`.",
    ),
    of(
        About::Missing,
        "Value at index «getal» (a «type») does not have an attribute at path: «naam»",
        "Niet elk deel van deze lijst heeft een veld `«naam»`.",
        "",
    ),
    // What cannot be done with a value.
    writing(
        "Slice «deel» must be an integer, got `«type»`",
        "Tussen `[` en `]` hoort een heel getal te staan, maar dit is «type».",
        "",
    ),
    writing("Slicing step cannot be 0", "De stap tussen `[` en `]` kan niet 0 zijn.", ""),
    writing(
        "Slicing can only be used on arrays or strings, not on `«type»`.",
        "Van «type» kan geen deel worden genomen met `[…:…]`.",
        "Dat kan alleen van een lijst of een tekst.",
    ),
    writing(
        "«soort» index must be an integer, got `«type»`.",
        "Tussen `[` en `]` hoort een heel getal te staan, maar dit is «type».",
        "",
    ),
    writing(
        "Map keys must be strings, integers, or bools, got `«type»`.",
        "Tussen `[` en `]` hoort een tekst of een heel getal te staan, maar dit is «type».",
        "",
    ),
    writing(
        "Cannot compare `«type»` with `«type2»`",
        "«type» en «type2» zijn niet te vergelijken.",
        "Kijk of de waarde er is: `{% if waarde and waarde > 0 %}`.",
    ),
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
    writing(
        "Only numbers can be negated. This is a `«type»`",
        "Rekenen kan alleen met getallen, maar dit is «type».",
        "Zet een filter ertussen, zoals `| int`.",
    ),
    writing("Cannot divide by 0", "Delen door 0 kan niet.", "Kijk eerst met `{% if … %}` of het getal niet 0 is."),
    writing("Unable to perform «rest»", "Deze som is te groot om uit te rekenen.", "Gebruik kleinere getallen."),
    writing(
        "Exponent «getal» is out of range for integer ** (must fit in u32)",
        "De macht «getal» is te groot.",
        "Gebruik een kleinere macht.",
    ),
    writing(
        "Spread operator requires a map, found `«type»`",
        "`...` hoort hier voor een groep velden te staan, maar dit is «type».",
        "",
    ),
    writing(
        "Spread operator requires an array, found `«type»`",
        "`...` hoort hier voor een lijst te staan, maar dit is «type».",
        "",
    ),
    writing("super() called outside of a block", "`super()` kan alleen binnen een `{% block … %}` staan.", ""),
    writing(
        "Tried to use super() in the top level block",
        "`super()` haalt het blok op van het sjabloon waarop dit voortbouwt, maar dat heeft dit blok niet.",
        "Haal `super()` weg.",
    ),
    writing("Iteration not possible on type `«type»`", "`for` gaat over een lijst, maar dit is «type».", ""),
    writing(
        "Key/value iteration is not possible on type `«type»`, only on maps.",
        "`for` met twee namen gaat over een groep velden, maar dit is «type».",
        "Gebruik één naam: `{% for deel in lijst %}`.",
    ),
    writing(
        "`in` cannot be used on a container of type `«type»`. «rest»",
        "`in` zoekt in een lijst, tekst of groep velden, maar dit is «type».",
        "",
    ),
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
    writing("Value `«waarde»` is out of range for `«type»`", "De waarde «waarde» is hier te groot of te klein.", ""),
    writing(
        "pluralize filter requires an integer, got `«type»`",
        "De filter `pluralize` werkt alleen op een heel getal, maar dit is «type».",
        "",
    ),
    writing(
        "The `indentation` argument must contain exactly one character",
        "`indentation` hoort precies één teken te zijn.",
        "",
    ),
    writing(
        "int filter `base` must be between 2 and 36, got «getal»",
        "`base` ligt tussen 2 en 36, en is hier «getal».",
        "",
    ),
    writing(
        "The float «waarde» cannot be converted to an int «rest»",
        "«waarde» is geen heel getal.",
        "Rond eerst af met `| round`.",
    ),
    writing(
        "The string `«waarde»` cannot be converted to «rest»",
        "“«waarde»” is geen getal.",
        "Geef met `default` een waarde voor als het niet lukt, of haal de filter weg.",
    ),
    writing("Value of type «type» cannot be converted to «rest»", "Van «type» is geen getal te maken.", ""),
    writing(
        "Value of type «type» has no length",
        "De filter `length` telt een lijst of een tekst, maar dit is «type».",
        "",
    ),
    writing(
        "Value of type «type» cannot be reversed",
        "De filter `reverse` keert een lijst of een tekst om, maar dit is «type».",
        "",
    ),
    writing(
        "This filter can only be used on a number, received `«type»`.",
        "Deze filter werkt alleen op een getal, maar dit is «type».",
        "",
    ),
    writing(
        "Invalid argument for `method`: «naam». «rest»",
        "`«naam»` is geen manier van afronden.",
        "Kies `ceil` (naar boven) of `floor` (naar beneden), of laat `method` weg.",
    ),
    writing(
        "Cannot sort: `«type»` and `«type2»` are not comparable",
        "Deze lijst is niet te sorteren: «type» en «type2» zijn niet te vergelijken.",
        "",
    ),
    writing(
        "Value `«waarde»` is a float; cannot «rest»",
        "Deze test werkt alleen op een heel getal, en dit is «waarde».",
        "Rond eerst af met `| round`.",
    ),
    writing(
        "Value `«waarde»` is not a container; cannot check for containment",
        "De test `containing` zoekt in een lijst, tekst of groep velden, en niet in “«waarde»”.",
        "",
    ),
    writing(
        "Function `range` was called with a `start` argument greater than the `end` one",
        "Bij `range` is `start` groter dan `end`.",
        "Wissel ze om, of tel terug met `step_by=-1`.",
    ),
    writing("Function `range` was called with a `step_by` argument of 0", "Bij `range` kan `step_by` niet 0 zijn.", ""),
    writing("Function `range` «rest»", "`range` zou hier te veel getallen maken.", "Kies een kleinere `end`."),
    writing(
        "Component argument `«naam»` (type: `«type»`) does not match expected type: `«type2»`",
        "Het kenmerk `«naam»` van deze component hoort «type2» te zijn, maar dit is «type».",
        "",
    ),
    writing(
        "Implicit argument `«naam»` (type: `«type»`) not found in context or passed directly.",
        "Deze component heeft `«naam»` nodig, en dat is er hier niet.",
        "Geef het mee: `«naam»={…}`.",
    ),
    writing(
        "Implicit argument `«naam»` not found in context or passed directly.",
        "Deze component heeft `«naam»` nodig, en dat is er hier niet.",
        "Geef het mee: `«naam»={…}`.",
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
