//! The sentences of Tera about how a template is written.

use super::words::{About, Sentence, of, writing};

/// The sentences; of two that fit, the first counts.
pub(super) const SENTENCES: &[Sentence] = &[
    // Letters and words.
    writing(
        "Unexpected character",
        "Dit teken kan hier niet staan in een sjabloon.",
        "Namen bestaan uit letters zonder accent, cijfers en `_`. Zet tekst tussen aanhalingstekens.",
    ),
    writing(
        "Invalid Integer",
        "Dit getal is te groot.",
        "Gebruik een kleiner getal, of zet het als tekst tussen aanhalingstekens.",
    ),
    writing(
        "String opened with `«teken»` is missing its closing `«teken»`",
        "De tekst die hier begint met `«teken»` wordt niet afgesloten met `«teken»`.",
        "Zet hetzelfde aanhalingsteken achter de tekst.",
    ),
    writing(
        "unexpected escape character",
        "Na een `\\` kan in een tekst alleen `n`, `t`, `r`, `/`, `\\` of een aanhalingsteken staan.",
        "Wilt u een gewone `\\`? Schrijf dan `\\\\`.",
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
        About::End,
        "Unexpected end of input",
        "Het sjabloon houdt hier te vroeg op.",
        "Kijk of elke `{{`, `{%` en elk blok is afgesloten.",
    ),
    of(About::End, "Unclosed component '«naam»'", "`{% <«naam»> %}` wordt nergens afgesloten.", ""),
    of(About::Tag, "Unknown tag", "Deze opdracht bestaat niet.", ""),
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
        "Identifiers can only have up to «getal» nested brackets.",
        "Hier staan meer dan «getal» vierkante haken in elkaar.",
        "Geef een deel eerst een naam met `{% set … %}`.",
    ),
    writing(
        "Found invalid field of `loop`: «naam». «rest»",
        "`loop.«naam»` bestaat niet.",
        "Van `loop` bestaan `index`, `index0`, `first`, `last` en `length`.",
    ),
    writing(
        "Function calls are only allowed at the first element of a chain",
        "Een functie kan alleen vooraan staan, niet achter een punt.",
        "Geef de uitkomst eerst een naam met `{% set … %}`.",
    ),
    writing(
        "Keyword argument `«naam»` is defined more than once",
        "`«naam»` wordt hier twee keer meegegeven.",
        "Haal er een weg.",
    ),
    writing(
        "Arrays can have a maximum of «getal» dimensions.",
        "Hier staan meer dan «getal» lijsten in elkaar.",
        "Geef een deel eerst een naam met `{% set … %}`.",
    ),
    writing(
        "The expression is too complex",
        "Deze opdracht heeft te veel delen.",
        "Geef een deel eerst een naam met `{% set … %}`.",
    ),
    writing(
        "The template nesting is too deep",
        "Hier staan te veel blokken in elkaar.",
        "Zet een deel in een component, of in een eigen sjabloon met `{% include … %}`.",
    ),
    writing(
        "`-` and `not` cannot be used consecutively.",
        "`-` en `not` kunnen niet twee keer achter elkaar staan.",
        "Haal er een weg.",
    ),
    writing(
        "`not` is only valid here as part of `not in`",
        "`not` kan hier alleen staan als `not in`.",
        "Zet `not` vóór wat u wilt omdraaien: `not a == b`.",
    ),
    writing(
        "`«naam»` is not allowed after `~`",
        "Na `~` kan geen `«naam»` staan.",
        "Zet haakjes om wat erachter komt, of geef het eerst een naam met `{% set … %}`.",
    ),
    writing(
        "Components with body content must use tag syntax: «rest»",
        "Een component met inhoud kan niet tussen `{{` en `}}` staan.",
        "Schrijf `{% <naam> %}inhoud{% </naam> %}`, of sluit haar zonder inhoud af met `/>`.",
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
        "«naam» is a reserved keyword of Tera, it cannot be «rest»",
        "`«naam»` heeft al een eigen betekenis en kan geen naam van een variabele zijn.",
        "Kies een andere naam.",
    ),
    writing(
        "List comprehensions support only a single `for` clause.",
        "In een lijst tussen `[` en `]` kan maar één `for` staan.",
        "",
    ),
    writing(
        "Invalid default argument: this array should only contain literal values.",
        "Een lijst als standaardwaarde kan alleen vaste waarden hebben, geen variabelen.",
        "",
    ),
    writing(
        "Invalid «soort»: this map should only contain literal values.",
        "«soort» kan hier alleen vaste waarden hebben, geen variabelen.",
        "",
    ),
    writing(
        "Component definitions cannot be written in another tag.",
        "Een component kan niet binnen een ander blok worden gemaakt.",
        "Zet `{% component … %}` buiten alle andere blokken.",
    ),
    writing(
        "Template already contains a component named `«naam»`",
        "De component `«naam»` wordt in dit sjabloon twee keer gemaakt.",
        "Geef er een een andere naam, of haal er een weg.",
    ),
    writing(
        "The name `body` is reserved for component body content.",
        "`body` is al de naam van de inhoud van een component.",
        "Kies een andere naam.",
    ),
    writing(
        "Rest parameter `«naam»` conflicts with an existing parameter.",
        "`...«naam»` heeft dezelfde naam als een ander kenmerk van deze component.",
        "Kies een andere naam.",
    ),
    writing(
        "Rest parameter must be the last parameter in component definition.",
        "Wat met `...` begint, hoort achteraan te staan.",
        "",
    ),
    writing(
        "Component argument `«naam»` is defined more than once",
        "Het kenmerk `«naam»` staat twee keer bij deze component.",
        "Haal er een weg.",
    ),
    writing(
        "Found «naam» but the only types allowed are: «rest»",
        "«naam» is geen soort waarde.",
        "Kies uit `string`, `bool`, `integer`, `float`, `number`, `array`, `map` en `bytes`.",
    ),
    writing(
        "Found «token» but `-` can only be followed by an integer or a float",
        "Hier staat «token», maar na `-` hoort een getal te staan.",
        "",
    ),
    writing(
        "Found «token» but component default arguments can only be one of: «rest»",
        "Hier staat «token», maar een standaardwaarde is een vaste waarde: een tekst, getal, lijst, `true` of `false`.",
        "",
    ),
    writing(
        "Default value for `«naam»` has type `«type»` but the argument has type `«type2»`",
        "De standaardwaarde van `«naam»` is «type», maar het kenmerk hoort «type2» te zijn.",
        "Verander de standaardwaarde of de soort.",
    ),
    writing(
        "Invalid syntax for `set`: «rest»",
        "Na de naam bij `set` hoort `=` met een waarde te staan, of `%}`.",
        "Schrijf `{% set naam = waarde %}`.",
    ),
    writing(
        "Template is already extending `«naam»`",
        "Dit sjabloon bouwt al voort op `«naam»`.",
        "Laat één `{% extends … %}` staan.",
    ),
    writing(
        "`extends` needs to be the first tag of the template",
        "`{% extends … %}` hoort bovenaan het sjabloon te staan.",
        "Zet het vóór alle andere tekst; alleen een opmerking mag erboven.",
    ),
    writing(
        "`extends` cannot be nested in other tags.",
        "`{% extends … %}` kan niet binnen een ander blok staan.",
        "Zet het bovenaan het sjabloon.",
    ),
    writing(
        "Blocks cannot be written inside a «soort».",
        "Een `{% block … %}` kan niet binnen «soort» staan.",
        "Zet het blok eromheen.",
    ),
    writing(
        "Template already contains a block named `«naam»`",
        "Het blok `«naam»` staat twee keer in dit sjabloon.",
        "Geef er een een andere naam.",
    ),
    writing("`«naam»` cannot be used inside a «soort»", "`{% «naam» %}` kan niet binnen «soort» staan.", ""),
    writing("«naam» can only be used in a for loop", "`{% «naam» %}` kan alleen binnen een `{% for … %}` staan.", ""),
    writing(
        "This content would be ignored: «rest»",
        "Dit wordt nooit getoond: een sjabloon met `{% extends … %}` toont alleen wat in een `{% block … %}` staat.",
        "Zet het in een van de blokken, of haal het weg.",
    ),
];
