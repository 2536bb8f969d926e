//! The numbers of the rules. A number never changes its meaning and is never used again.
//!
//! Each has its explanation beside this file, in `uitleg/`: what editors read with `wijkwijzer uitleg WW012` and in the
//! handbook. The examples in it are tried out by `tests/uitleg`.

use std::fmt;

use super::Severity;

/// Declares the codes in one table: number, name, severity, meaning.
macro_rules! codes {
    ($($number:literal $name:ident $severity:ident $meaning:literal)*) => {
        /// The rule behind a finding. Its number (`WW012`) is stable: editors look it up and programs match on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// Every code, in order of number.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The number with its prefix, such as `WW012`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => concat!("WW", $number),)* }
            }

            /// What the rule is about, in one Dutch sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }

            /// Why the rule is there and how to keep to it, in Dutch, with examples that are wrong and right.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("uitleg/WW", $number, ".md")),)* }
            }

            /// Whether breaking the rule stops publication.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    "001" NotUtf8 Warning "Het bestand is niet in UTF-8 opgeslagen."
    "002" NotText Error "Het bestand bevat tekens die niet in een tekst thuishoren."
    "003" TooLarge Error "Het bestand is te groot om tekst te zijn."
    "004" NotPublished Warning "Een bestand dat niet op de site komt."
    "005" WrongExtension Error "Het bestand heeft een andere extensie dan in deze map hoort."
    "006" FrontMatterMissing Error "Bovenaan het bestand ontbreken de kenmerken tussen twee regels met ---."
    "007" FrontMatterUnclosed Error "De kenmerken bovenaan het bestand worden niet afgesloten met ---."
    "008" NoSlug Error "Van de naam is geen adres te maken."
    "009" WrongFolder Error "Een bestand dat in een andere map hoort."
    "010" YamlSyntax Error "De kenmerken zijn geen geldige YAML."
    "011" YamlForbidden Error "Een teken dat in YAML een bijzondere betekenis heeft."
    "012" UnknownKey Error "Een kenmerk dat hier niet bestaat."
    "013" DuplicateKey Error "Een kenmerk dat twee keer voorkomt."
    "014" MissingKey Error "Een verplicht kenmerk ontbreekt."
    "015" EmptyValue Error "Een kenmerk zonder waarde."
    "016" WrongType Error "Een lijst waar één waarde hoort, of andersom."
    "017" InvalidValue Error "Een waarde die zo niet kan."
    "018" UnknownChoice Error "Een waarde die niet in het rijtje voorkomt."
    "019" KeyCombination Error "Kenmerken die niet samengaan of juist samen horen."
    "020" MergeConflict Error "Twee versies van een bestand door elkaar."
    "021" LooksLikeMarkdown Warning "Tekst die als opmaak is bedoeld en zo niet werkt."
    "022" Unfinished Warning "Een tekst die nog niet af is."
    "023" Remark Error "Een opmerking voor uzelf die op de pagina komt."
    "030" RawHtml Error "HTML in een tekst."
    "031" UnsafeAddress Error "Een adres waar een link of foto niet heen mag."
    "032" MissingAlt Error "Een foto zonder beschrijving."
    "033" HeadingLevel Error "Een kop op het verkeerde niveau."
    "034" EmptyHeading Error "Een kop zonder tekst."
    "035" EmptyLink Error "Een link zonder tekst."
    "036" TooDeep Error "Een tekst of lijst met te veel lagen in elkaar."
    "037" VagueLink Warning "Een linktekst die niet zegt waar de link heen gaat."
    "038" BareAddress Warning "Een adres in een tekst dat geen link is."
    "039" FileNameAsText Warning "Een linktekst die de naam van een bestand is."
    "040" DeadLink Error "Een link naar een bestand dat er niet is."
    "041" DeadAnchor Error "Een link naar een plek op een pagina die er niet is."
    "042" LinkToDraft Error "Een link naar iets dat niet wordt gepubliceerd."
    "043" LinkToAnotherDay Warning "Een link naar iets dat vandaag niet wordt getoond."
    "044" NotALink Error "Een link die niet als link is herkend."
    "045" EmptyDescription Warning "Een beschrijving die niet zegt wat er op een foto te zien is."
    "046" TableWithoutHeader Error "Een tabel zonder kop."
    // 047 was a picture that is too large; pictures are made smaller now.
    "050" UnknownReference Error "Een verwijzing naar iets dat er niet is."
    "051" ReferenceToDraft Error "Een verwijzing naar een concept."
    "052" NotMutual Error "Een verwijzing die van de andere kant niet klopt."
    "053" OverlappingSpreekuren Warning "Twee spreekuren van dezelfde persoon op hetzelfde moment."
    "054" Unreachable Warning "Een pagina waar geen link naartoe gaat."
    "055" DoubleTitle Warning "Twee pagina's met dezelfde titel."
    "056" SecurityTxt Warning "Het meldpunt voor beveiliging verloopt."
    "057" ReviewPassed Warning "De dag waarop een tekst nagekeken moest worden, is voorbij."
    "058" ExpiresSoon Warning "Iets dat binnen 30 dagen van de site verdwijnt."
    "059" FarAhead Warning "Een datum die ver in de toekomst ligt."
    "060" NoSite Error "Het bestand site.yaml ontbreekt."
    "061" DoubleAddress Error "Twee documenten die hetzelfde adres willen."
    "062" WijkWithoutContact Warning "Een wijk zonder contactpersoon of vacature."
    "063" WijkWithTwoContacts Error "Een wijk met meer dan één contactpersoon."
    "064" BuurtInTwoWijken Error "Een buurt die in twee wijken staat."
    "065" UnknownArea Error "Een gebiedscode die niet in content/gebieden staat."
    "066" SpreekuurExpired Warning "Een spreekuur dat niet meer geldt en niet meer wordt getoond."
    "067" BuurtWithoutWijk Error "Een verwijzing naar een buurt zonder wijk."
    "068" NoBase Warning "Het adres van de site is niet bekend."
    "069" BuurtInNoWijk Warning "Een buurt van de gemeente die bij geen enkele wijk staat."
    "070" TableHeader Error "De kop van een tabel klopt niet."
    "071" TableRow Error "Een rij in een tabel klopt niet."
    "072" DoubleFigure Error "Hetzelfde cijfer staat er twee keer."
    "073" MissingRow Warning "Een gebied dat in een tabel ontbreekt."
    "074" UnusedColumn Warning "Een kolom die nergens wordt gebruikt."
    "075" WeekFiftyThree Warning "Even of oneven weken rond een jaar met 53 weken."
    "076" HolidaysEnd Warning "De lijst met vakanties loopt af."
    "077" OpenWhenClosed Warning "Iets dat doorgaat op een dag waarop de gemeente dicht is."
    "078" SeasonGap Warning "Een paar dagen tussen twee seizoenen."
    "079" Measure Error "Een cijfer dat niet bij zijn eenheid of soort past."
    "080" NoTheme Error "Het thema is er niet of is niet heel."
    "081" Template Error "Een sjabloon van het thema klopt niet."
    "082" LowContrast Error "Een kleur die te weinig afsteekt."
    "083" TemplateVariable Error "Een sjabloon vraagt iets dat er niet is."
    "084" ThemeBase Error "Een thema dat voortbouwt op iets dat er niet is."
    "085" ThemeText Error "Een tekst van een thema die nergens in de sjablonen staat."
    "086" UnusedTemplate Warning "Een sjabloon dat nergens voor nodig is."
    "090" LongSentence Warning "Een zin die te lang is."
    "091" LongParagraph Warning "Een alinea die te lang is."
    "092" Passive Warning "Een tekst met veel lijdende zinnen."
    "093" Officialese Warning "Een woord uit de ambtelijke taal."
    "094" Abbreviation Warning "Een afkorting die niet iedereen kent."
    "100" BrokenPicture Error "Een foto die beschadigd is."
    "101" HugePicture Error "Een foto die te groot is om te verwerken."
    "102" PictureName Error "Een foto waarvan de naam niet past bij wat erin zit."
    "103" MovingPicture Warning "Een foto die beweegt."
    "110" OldAddressTaken Error "Een oud adres waar al een pagina staat."
    "111" DoubleOldAddress Error "Een oud adres dat bij twee pagina's staat."
    "112" OldAddressUnknownToHost Warning "Een oud adres dat uw server niet kan doorverwijzen."
    "120" Boundaries Error "Een bestand met grenzen dat wijkwijzer niet kan gebruiken."
    "121" NoBoundary Warning "Een gebied zonder grens die te tekenen is."
    "122" BoundaryYear Warning "Grenzen waarvan het jaar niet bekend is."
    "123" PlaceElsewhere Warning "Een plek die niet in de wijk ligt die erbij staat."
    "124" EarlierBuurten Error "Buurten van een eerder jaar die niet kunnen."
    "125" OtherDivision Warning "Buurten die niet passen bij de cijfers van een eerder jaar."
    "126" WooIndex Warning "Documenten die de Woo-index niet goed kan overnemen."
    "130" PostcodeNowhere Warning "Een postcode die in geen enkele wijk ligt."
    "131" PostcodeElsewhere Warning "Een postcode die in een andere gemeente ligt."
    "132" PostcodesOld Warning "Een lijst met postcodes die te oud is."
    "133" NoReport Warning "Een bijeenkomst zonder verslag."
    "134" MeetingsAtOnce Warning "Twee bijeenkomsten op dezelfde plek en tijd."
    "135" ProjectOverdue Warning "Een project dat volgens de planning klaar is, zonder dat dat er staat."
    "136" NoAnswer Warning "Een project waarbij niet staat wat er met inbreng is gedaan."
    "137" ForeignCalendar Warning "Een agenda van een organisatie die wijkwijzer niet kan lezen."
    "138" ForeignEvent Warning "Een activiteit in de agenda van een organisatie die niet op de site staat."
    "139" ForeignText Warning "Een activiteit in de agenda van een organisatie die anders op de site staat."
    "140" ForeignMany Warning "Een agenda van een organisatie waarvan niet alles op de site staat."
    "141" ForeignOfNobody Warning "Een agenda waar geen organisatie bij hoort."
    "142" Secret Error "Een wachtwoord in een bestand van de site."
}

impl Code {
    /// The code that an editor means by `WW012`, `ww012` or `12`.
    pub fn find(written: &str) -> Option<Self> {
        let written = written.trim().to_uppercase();
        let number = written.strip_prefix("WW").unwrap_or(&written);
        Self::ALL.iter().copied().find(|code| code.id()[2..] == format!("{number:0>3}"))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
