//! When all places are closed: `sluitingen.yaml`.

use super::kind::{Facts, KindOf, ReadBy, Says, ShownAs};
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::Entry;
use crate::tijd::{Dagen, EerderDicht, Feestdag, Kalender, Schoolregio, Sluiting, Tijdstip, Vakantie};
use crate::values::Parse;

/// When all places of the municipality are closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sluitingen {
    /// What it comes to.
    pub(crate) kalender: Kalender,
    /// The names of what is an exception, as they are written.
    pub behalve: Vec<At<Ref>>,
}

impl KindOf for Sluitingen {
    const FACTS: Facts = Facts {
        called: "de sluitingen van alle plekken",
        folder: None,
        nested: false,
        title_key: None,
        shown: ShownAs::Nowhere,
        by_wijk: false,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);
}

impl Says for Sluitingen {}

/// One time that all places are closed.
struct Dichtperiode {
    dagen: Dagen,
    reden: Option<String>,
    behalve: Vec<At<Ref>>,
}

impl Field for Dichtperiode {
    const EXPECTED: &'static str = "`dagen`, en als u wilt `reden` en `behalve`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "dagen, reden en behalve", |fields| {
            let (dagen, reden) = (fields.required("dagen"), fields.optional("reden"));
            let behalve = fields.list("behalve");
            Some(Self { dagen: dagen?, reden, behalve })
        })
    }
}

impl Field for EerderDicht {
    const EXPECTED: &'static str = "`dagen` met `vanaf`, en als u wilt `reden`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "dagen, vanaf en reden", |fields| {
            let (dagen, vanaf) = (fields.required("dagen"), fields.required::<Tijdstip>("vanaf"));
            let reden = fields.optional("reden");
            Some(Self { dagen: dagen?, vanaf: vanaf?, reden })
        })
    }
}

impl Field for Vakantie {
    const EXPECTED: &'static str = "`naam` met `dagen`, zoals 2027-04-24 t/m 2027-05-02";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "naam en dagen", |fields| {
            let naam = fields.required("naam");
            let dagen: At<Dagen> = fields.required("dagen")?;
            let Some((van, tot)) = dagen.value.once() else {
                let message = "Een vakantie is elk jaar op andere dagen.";
                let tip = format!("Vul hier in: {}, met het jaar erbij.", <Dagen as Parse>::EXPECTED);
                fields.report(Code::InvalidValue, dagen.span, message, tip);
                return None;
            };
            Some(Self { naam: naam?, van, tot })
        })
    }
}

impl Sluitingen {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let gesloten: Vec<Dichtperiode> = fields.list("gesloten");
        let eerder_dicht = fields.list("eerder_dicht");
        let (ook, niet) = (feestdagen(fields, "feestdagen_ook"), feestdagen(fields, "feestdagen_niet"));
        let regio: Option<OneOf<Schoolregio>> = fields.optional("schoolvakanties");
        let mut vakanties: Vec<Vakantie> = fields.list("vakanties");
        vakanties.extend(regio.iter().flat_map(|OneOf(regio)| regio.vakanties()));
        let keys = [
            Has("gesloten"),
            Has("eerder_dicht"),
            Has("feestdagen_ook"),
            Has("feestdagen_niet"),
            Has("schoolvakanties"),
            Has("vakanties"),
        ];
        if fields.breaks(&Rule::AnyOf(&keys)) {
            let tip = "Zet er bijvoorbeeld `gesloten` bij, of haal dit bestand weg.";
            fields.reject(Code::KeyCombination, &[], "Er staat niet wanneer alles dicht is.", tip);
            return None;
        }
        for At { value, span } in &niet {
            if !Feestdag::CAO.contains(value) {
                let message = format!("Op {} is de gemeente niet dicht.", value.word());
                let names = Feestdag::CAO.map(Feestdag::word).join(", ");
                let tip = format!("De gemeente is dicht op: {names}. Werkt zij ook op deze dag? Haal deze regel weg.");
                fields.report(Code::InvalidValue, *span, message, tip);
            }
        }
        let mut feestdagen = Feestdag::CAO.to_vec();
        feestdagen.retain(|feestdag| niet.iter().all(|it| it.value != *feestdag));
        feestdagen.extend(ook.iter().map(|it| it.value));
        feestdagen.sort_unstable();
        feestdagen.dedup();
        let behalve = gesloten.iter().flat_map(|it| it.behalve.clone()).collect();
        let sluitingen = gesloten.into_iter().map(|it| Sluiting {
            dagen: it.dagen,
            reden: it.reden,
            behalve: it.behalve.into_iter().map(|naam| naam.value.slug.to_string()).collect(),
        });
        Some(Self {
            kalender: Kalender { feestdagen, eerder_dicht, sluitingen: sluitingen.collect(), vakanties },
            behalve,
        })
    }
}

/// Names of public holidays.
fn feestdagen(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<At<Feestdag>> {
    let named: Vec<At<OneOf<Feestdag>>> = fields.list(key);
    named.into_iter().map(|At { value: OneOf(value), span }| At { value, span }).collect()
}
