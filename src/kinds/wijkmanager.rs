//! The one contact of a wijk: a person, or an open post.

use super::VastePagina;
use super::kind::{Facts, KindOf, Looptijd, NamedFile, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::uren::{self, Bereikbaar};
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{At, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::Entry;
use crate::taal::wording;
use crate::tijd::{Dagen, Datum, Rooster};
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
    /// When he or she can be reached, in words.
    pub bereikbaar: Option<String>,
    /// The same as hours.
    pub rooster: Rooster,
    /// Who is there instead, and when.
    pub vervangers: Vec<Vervanger>,
    /// First day in this function.
    pub geldig_van: Option<At<Datum>>,
    /// Last day in this function.
    pub geldig_tot: Option<At<Datum>>,
    /// Anything else.
    pub toelichting: Option<String>,
}

/// Who is there instead of a contact for some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vervanger {
    /// On which days.
    pub(crate) dagen: Dagen,
    /// Another contact of this site.
    pub wie: Option<At<Ref>>,
    /// The name of anybody else.
    pub naam: Option<String>,
    /// Where to call.
    pub telefoon: Option<Telefoon>,
    /// Where to write.
    pub email: Option<Email>,
    /// Why the contact is not there.
    pub reden: Option<String>,
}

impl Field for Vervanger {
    const EXPECTED: &'static str = "`dagen` met `wie`, of met `naam` en `telefoon` of `email`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "dagen, wie, naam, telefoon, email en reden", |fields| {
            let (dagen, wie, naam) = (fields.required("dagen"), fields.optional("wie"), fields.optional("naam"));
            let (telefoon, email) = (fields.optional("telefoon"), fields.optional("email"));
            let reden = fields.optional("reden");
            if fields.breaks(&Rule::OneOf(&[Has("wie"), Has("naam")])) {
                let tip = "Zet bij `wie` de naam van een ander bestand in wijkmanagers, of schrijf bij `naam` hoe iemand heet.";
                fields.reject(Code::KeyCombination, &["naam", "wie"], "Er staat niet precies één vervanger.", tip);
                return None;
            }
            Some(Self { dagen: dagen?, wie, naam, telefoon, email, reden })
        })
    }
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
    fn refers(&self) -> Refers<'_> {
        let contacten = self.vervangers.iter().filter_map(|vervanger| vervanger.wie.as_ref()).collect();
        Refers { contacten, ..Refers::default() }
    }

    fn vindbaar(&self) -> Vindbaar {
        let reached = [self.telefoon.as_ref().map(Telefoon::shown), self.email.as_ref().map(ToString::to_string)];
        let regel: Vec<String> = reached.into_iter().flatten().chain(self.bereikbaar.clone()).collect();
        let of_others = self.vervangers.iter().filter_map(|it| it.telefoon.as_ref());
        let namen = self.telefoon.iter().chain(of_others).map(Telefoon::digits);
        let woorden = self.toelichting.iter().chain(self.vervangers.iter().filter_map(|it| it.naam.as_ref()));
        Vindbaar {
            regel: (!regel.is_empty()).then(|| regel.join(", ")),
            namen: namen.chain(self.functie.clone()).collect(),
            woorden: woorden.cloned().collect(),
        }
    }

    fn looptijd(&self) -> Option<Looptijd<'_>> {
        let van = self.geldig_van.as_ref();
        Some(Looptijd {
            what: "Deze persoon",
            van: van.map(|day| day.value),
            appears: van,
            tot: self.geldig_tot.as_ref(),
        })
    }

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
        let (bereikbaar, regels) = match fields.optional("bereikbaar") {
            Some(Bereikbaar::Tekst(tekst)) => (Some(tekst), Vec::new()),
            Some(Bereikbaar::Tijden(regels)) => (None, regels),
            None => (None, Vec::new()),
        };
        let (rooster, _) = uren::rooster(fields, regels);
        let vervangers = fields.list("vervangers");
        let geldig_van: Option<At<Datum>> = fields.optional("geldig_van");
        let geldig_tot: Option<At<Datum>> = fields.optional("geldig_tot");
        if let (Some(van), Some(tot)) = (&geldig_van, &geldig_tot)
            && van.value > tot.value
        {
            let message = format!("De einddatum {} ligt vóór de begindatum {}.", tot.value, van.value);
            fields.reject(Code::KeyCombination, &["geldig_tot"], message, "Pas één van de twee datums aan.");
        }
        let toelichting = fields.optional("toelichting");
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
        Some(Self {
            wijken: wijken?,
            naam,
            functie,
            telefoon,
            email,
            foto,
            bereikbaar,
            rooster,
            vervangers,
            geldig_van,
            geldig_tot,
            toelichting,
        })
    }
}
