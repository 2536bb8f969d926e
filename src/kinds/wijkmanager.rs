//! The one contact of a wijk: a person, or an open post.

use super::VastePagina;
use super::kind::{Facts, KindOf, NamedFile, ReadBy, Says, ShownAs};
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{At, Fields, OneOf, Ref};
use crate::taal::wording;
use crate::values::{Email, Telefoon, Verbatim};

/// Who residents of one or more wijken can turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijkmanager {
    /// The wijken.
    pub wijken: Vec<At<Ref>>,
    /// The name; `None` is an open post (*vacature*). A name is never made up.
    pub naam: Option<String>,
    /// What the function is called, when it differs from what the site calls it.
    pub functie: Option<String>,
    /// Where to call.
    pub telefoon: Option<Telefoon>,
    /// Where to write.
    pub email: Option<Email>,
    /// The picture, relative to this file, and what it shows.
    pub foto: Option<(At<Verbatim>, String)>,
    /// When he or she can be reached.
    pub bereikbaar: Option<String>,
    /// Anything else.
    pub toelichting: Option<String>,
}

impl KindOf for Wijkmanager {
    const FACTS: Facts = Facts {
        called: "een wijkmanager",
        folder: Some("wijkmanagers"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::PartOfWijk(VastePagina::Contact),
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);
}

impl Says for Wijkmanager {
    fn files(&self) -> Vec<NamedFile<'_>> {
        self.foto.iter().map(|(name, _)| NamedFile { name, picture: true }).collect()
    }
}

impl Wijkmanager {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let wijken: Option<Vec<At<Ref>>> = fields.required("wijken");
        let naam: Option<At<String>> = fields.optional("naam");
        if let Some(At { value, span }) = &naam
            && wording::is_no_name(value)
        {
            fields.report(
                Code::Unfinished,
                *span,
                format!("“{value}” is geen naam, maar komt wel zo op de pagina."),
                "Is er nog niemand? Haal deze regel weg en schrijf `vacature: ja`.",
            );
        }
        let naam = naam.map(|naam| naam.value);
        let vacature = fields.optional::<OneOf<bool>>("vacature").map(|OneOf(open)| open);
        let (functie, telefoon, email) =
            (fields.optional("functie"), fields.optional("telefoon"), fields.optional("email"));
        let foto: Option<At<Verbatim>> = fields.optional("foto");
        let foto_tekst: Option<At<String>> = fields.optional("foto_tekst");
        let (bereikbaar, toelichting) = (fields.optional("bereikbaar"), fields.optional("toelichting"));
        let is_unclear = fields.breaks(&Rule::OneOf(&[Has("naam"), Is("vacature", "ja")]));
        let is_undescribed = fields.breaks(&Rule::Needs(&[Has("foto")], &[Has("foto_tekst")]));
        let is_of_nowhere = fields.breaks(&Rule::NotEmpty("wijken"));
        if is_unclear && fields.has("naam") {
            fields.reject(
                Code::KeyCombination,
                &["vacature"],
                "Er staat een naam én `vacature: ja`.",
                "Laat één van de twee staan.",
            );
            return None;
        }
        if is_unclear && (vacature == Some(false) || !fields.has("vacature")) {
            fields.reject(
                Code::KeyCombination,
                &["vacature", "naam"],
                "Er staat geen naam, en ook niet `vacature: ja`.",
                "Zet er `naam: …` bij, of `vacature: ja` als er nog niemand is.",
            );
            return None;
        }
        if is_undescribed && foto.is_some() {
            fields.reject(
                Code::MissingAlt,
                &["foto", "foto_tekst"],
                "Bij de foto staat geen beschrijving.",
                "Zet er `foto_tekst: …` bij met wat er te zien is.",
            );
            return None;
        }
        if is_of_nowhere {
            fields.reject(Code::EmptyValue, &["wijken"], "De lijst `wijken` is leeg.", "Noem ten minste één wijk.");
            return None;
        }
        if let Some(At { value, span }) = &foto_tekst
            && wording::is_empty_description(value)
        {
            fields.report(
                Code::EmptyDescription,
                *span,
                format!("De beschrijving “{value}” zegt niet wat er op de foto te zien is."),
                "Schrijf wie of wat er te zien is.",
            );
        }
        let foto = foto.zip(foto_tekst.map(|tekst| tekst.value));
        Some(Self { wijken: wijken?, naam, functie, telefoon, email, foto, bereikbaar, toelichting })
    }
}
