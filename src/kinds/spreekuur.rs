//! A spreekuur: where and when residents can walk in, for what, and whom they meet.

use super::VastePagina;
use super::kind::{Facts, KindOf, Looptijd, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::uren::{self, Extra, Gesloten, GoesOn, OpFeestdagen, Verplaatst};

use jiff::civil::Date;

use crate::diagnostics::{Code, Span};
use crate::read::fields::rule::{Has, Rule};
use crate::read::fields::{At, ByCode, EenOfMeer, Field, Fields, OneOf, Reader, Ref};
use crate::read::yaml::Entry;
use crate::tijd::{
    Bijzonder, Dagen, Datum, Feestdagen, Herhaling, Openingssoort, Rooster, Tijdvak, Wat, Weekdag, Weekdagen,
    Weekregel, weekdag_en_datum,
};
use crate::values::{Buurtcode, Choice, Plek, Postcode};

/// A moment at which residents can walk in: one that returns, or a single one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spreekuur {
    /// The wijk it is meant for.
    pub wijk: Option<At<Ref>>,
    /// The buurt it is meant for.
    pub buurt: Option<At<ByCode<Buurtcode>>>,
    /// On which days as a rule.
    pub wanneer: Wanneer,
    /// Where it says how often.
    pub herhaling_at: Option<Span>,
    /// From when to when as a rule.
    pub tijd: Tijdvak,
    /// When it really is.
    pub rooster: Rooster,
    /// The days that are named by their date, without a reason.
    pub genoemd: Vec<At<Datum>>,
    /// Where as a rule.
    pub locatie: Locatie,
    /// Where else, by the number that a moment of the schedule has.
    pub elders: Vec<Option<Locatie>>,
    /// What one can come for.
    pub waarvoor: String,
    /// Whom one meets, in words.
    pub met_wie: Option<String>,
    /// The contact one meets.
    pub contact: Option<At<Ref>>,
    /// Whether an appointment is needed.
    pub afspraak: bool,
    /// What else one can do.
    pub alternatief: Option<String>,
    /// First day of validity.
    pub geldig_van: Option<Datum>,
    /// Last day of validity.
    pub geldig_tot: Option<At<Datum>>,
}

/// On which days a spreekuur is, as a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanneer {
    /// It returns on these.
    Keert(Weekdagen, Herhaling),
    /// It is once.
    Eens(Datum),
}

impl Wanneer {
    /// In words: "elke dinsdag".
    pub fn in_words(&self) -> String {
        match self {
            Self::Keert(dagen, herhaling) => herhaling.in_words(dagen),
            Self::Eens(datum) => weekdag_en_datum(datum.0),
        }
    }
}

/// Whether a spreekuur goes on, in the words of the content.
#[derive(Clone, Copy)]
struct GaatDoor(bool);

impl Choice for GaatDoor {
    const WHAT: &'static str = "vervalt of gaat door, of een lijst met de feestdagen waarop het vervalt";
    const OPTIONS: &'static [(&'static str, Self)] = &[("vervalt", Self(false)), ("gaat door", Self(true))];
}

impl GoesOn for GaatDoor {
    fn goes_on(self) -> bool {
        self.0
    }
}

/// The same of school holidays.
#[derive(Clone, Copy)]
struct InVakanties(bool);

impl Choice for InVakanties {
    const WHAT: &'static str = "vervalt of gaat door";
    const OPTIONS: &'static [(&'static str, Self)] = &[("gaat door", Self(false)), ("vervalt", Self(true))];
}

/// Whether an appointment is needed, in the words of the content.
#[derive(Clone, Copy)]
struct Afspraak(bool);

impl Choice for Afspraak {
    const WHAT: &'static str = "nodig of niet nodig";
    const OPTIONS: &'static [(&'static str, Self)] = &[("nodig", Self(true)), ("niet nodig", Self(false))];
}

impl KindOf for Spreekuur {
    const FACTS: Facts = Facts {
        called: "een spreekuur",
        folder: Some("spreekuren"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::PartAmongOthers(VastePagina::Spreekuren),
        by_wijk: true,
        overview: None,
    };
    const READING: ReadBy<Self> = ReadBy::Yaml(Self::read);

    fn order(&self) -> impl Ord + use<> {
        let (days, once) = match &self.wanneer {
            Wanneer::Keert(dagen, _) => (Some(dagen.clone()), None),
            Wanneer::Eens(datum) => (None, Some(*datum)),
        };
        // What is once goes first: it is soon over.
        (days, once, self.tijd)
    }
}

impl Says for Spreekuur {
    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: self.wijk.as_slice(),
            buurten: self.buurt.as_slice(),
            contacten: self.contact.iter().collect(),
            at_one_place: true,
            ..Refers::default()
        }
    }

    fn vindbaar(&self) -> Vindbaar {
        let (van, tot) = (self.tijd.van().tekst(), self.tijd.tot().tekst());
        let (wanneer, waar) = (self.wanneer.in_words(), self.locatie.in_words());
        Vindbaar {
            regel: Some(format!("{wanneer}, {van} tot {tot} uur, {waar}. {}", self.waarvoor)),
            namen: self.locatie.names(),
            woorden: self.met_wie.iter().chain(&self.alternatief).cloned().collect(),
        }
    }

    fn looptijd(&self) -> Option<Looptijd<'_>> {
        Some(Looptijd { what: "Dit spreekuur", van: self.geldig_van, appears: None, tot: self.geldig_tot.as_ref() })
    }
}

impl Spreekuur {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (wijk, buurt) = (fields.optional("wijk"), fields.optional("buurt"));
        let wanneer = wanneer(fields);
        let tijd = uren::tijdvak(fields);
        let locatie = fields.required("locatie");
        let (waarvoor, met_wie) = (fields.required("waarvoor"), fields.optional("met_wie"));
        let contact = fields.optional("contact");
        let afspraak = fields.required::<OneOf<Afspraak>>("afspraak");
        let alternatief = fields.optional("alternatief");
        let geldig_van: Option<Datum> = fields.optional("geldig_van");
        let mut geldig_tot: Option<At<Datum>> = fields.optional("geldig_tot");
        let mut feestdagen = OpFeestdagen::<GaatDoor>::of(fields);
        let vakanties =
            fields.optional::<OneOf<InVakanties>>("vakanties").is_some_and(|OneOf(InVakanties(stops))| stops);
        let vervalt_op: Vec<At<Gesloten>> = fields.list("vervalt_op");
        let (verplaatst, extra): (Vec<Verplaatst>, Vec<Extra>) = (fields.list("verplaatst"), fields.list("extra_op"));
        if !goes_together(fields, geldig_van, geldig_tot.as_ref()) {
            return None;
        }
        // What falls out can only be judged when it is known when it is.
        let (wanneer, tijd) = (wanneer?, tijd?);
        let afspraak = afspraak.map(|OneOf(Afspraak(needed))| needed);
        // Whether an appointment is needed is said of the whole.
        let soort = Openingssoort::Inloop;
        let (dagen, herhaling) = match &wanneer {
            Wanneer::Keert(dagen, herhaling) => (dagen.clone(), *herhaling),
            Wanneer::Eens(datum) => {
                // Who names a day has looked at the calendar.
                if !fields.has("feestdagen") {
                    feestdagen = Feestdagen::Open;
                }
                geldig_tot = fields.span("datum").map(|span| At { value: *datum, span });
                (Weekdagen::new(vec![Weekdag::of(datum.0)]), Herhaling::ElkeWeek)
            }
        };
        let geldig_van = if let Wanneer::Eens(datum) = wanneer { Some(datum) } else { geldig_van };
        let mut rooster = Rooster {
            van: geldig_van.map(|van| van.0),
            tot: geldig_tot.as_ref().map(|tot| tot.value.0),
            regels: vec![Weekregel { dagen, herhaling, tijd, soort }],
            feestdagen,
            stopt_in_vakanties: vakanties,
            ..Rooster::default()
        };
        judge(fields, &rooster, &wanneer, &vervalt_op, &verplaatst);
        let moved = verplaatst.iter().filter(|it| it.reden.is_none()).map(|it| it.naar.clone());
        let besides = extra.iter().filter(|it| it.reden.is_none()).map(|it| it.datum.clone());
        let once = geldig_tot.clone().filter(|_| matches!(wanneer, Wanneer::Eens(_)) && !fields.has("feestdagen"));
        let genoemd = once.into_iter().chain(moved).chain(besides).collect();
        let elders = exceptions(&mut rooster, tijd, verplaatst, extra);
        rooster.bijzonder.extend(uren::dicht(vervalt_op));
        if let Some(tot) = &geldig_tot
            && geldig_van.is_some()
            && uren::uren(&rooster).momenten(Date::MIN).next().is_none()
        {
            fields.report(
                Code::InvalidValue,
                tot.span,
                format!(
                    "Dit spreekuur is er nooit: tussen {} en {} valt geen dag die meetelt ({}).",
                    geldig_van.map(|van| van.to_string()).unwrap_or_default(),
                    tot.value,
                    wanneer.in_words()
                ),
                "Kijk op een kalender, en pas `dag`, `herhaling`, `geldig_van`, `geldig_tot` of `vervalt_op` aan.",
            );
            return None;
        }
        Some(Self {
            wijk,
            buurt,
            wanneer,
            herhaling_at: fields.span("herhaling"),
            tijd,
            rooster,
            genoemd,
            locatie: locatie?,
            elders,
            waarvoor: waarvoor?,
            met_wie,
            contact,
            afspraak: afspraak?,
            alternatief,
            geldig_van,
            geldig_tot,
        })
    }
}

/// Whether the keys of a spreekuur go together; what does not is reported.
fn goes_together(fields: &mut Fields<'_, '_>, geldig_van: Option<Datum>, geldig_tot: Option<&At<Datum>>) -> bool {
    if fields.breaks(&Rule::AnyOf(&[Has("wijk"), Has("buurt")])) {
        fields.reject(
            Code::KeyCombination,
            &["wijk", "buurt"],
            "Er staat niet bij welke wijk of buurt dit spreekuur hoort.",
            "Zet er `wijk: …` of `buurt: …` bij.",
        );
        return false;
    }
    if let (Some(van), Some(tot)) = (geldig_van, geldig_tot)
        && van > tot.value
    {
        fields.reject(
            Code::KeyCombination,
            &["geldig_tot"],
            format!("De einddatum {} ligt vóór de begindatum {van}.", tot.value),
            "Pas één van de twee datums aan.",
        );
        return false;
    }
    if fields.breaks(&Rule::AnyOf(&[Has("met_wie"), Has("contact")])) {
        fields.reject(
            Code::KeyCombination,
            &["met_wie", "contact"],
            "Er staat niet wie mensen bij dit spreekuur treffen.",
            "Zet er `met_wie: …` bij, of `contact: …` met de naam van een bestand in wijkmanagers.",
        );
        return false;
    }
    true
}

/// Reads `dag` and `herhaling`, or the one `datum`.
fn wanneer(fields: &mut Fields<'_, '_>) -> Option<Wanneer> {
    let dag = fields.optional::<EenOfMeer<Weekdagen>>("dag");
    let herhaling = fields.optional::<Herhaling>("herhaling");
    let datum = fields.optional::<Datum>("datum");
    let is_unclear = fields.breaks(&Rule::OneOf(&[Has("dag"), Has("datum")]));
    if is_unclear {
        let (message, tip) = if fields.has("dag") {
            (
                "Er staat een `dag` én een `datum`.",
                "Komt het terug? Laat `dag` staan. Is het één keer? Laat `datum` staan.",
            )
        } else {
            (
                "Er staat niet op welke dag het spreekuur is.",
                "Zet er `dag: …` bij, zoals dinsdag; of `datum: …` als het één keer is.",
            )
        };
        fields.reject(Code::KeyCombination, &["dag", "datum"], message, tip);
        return None;
    }
    if let Some(datum) = datum {
        return Some(Wanneer::Eens(datum));
    }
    // How often it is must be known before it can be compared with others.
    let herhaling = if fields.has("herhaling") { herhaling? } else { Herhaling::default() };
    Some(Wanneer::Keert(uren::weekdagen(dag?), herhaling))
}

/// Puts what is moved and what comes besides into the schedule; returns where that is, by its number.
fn exceptions(
    rooster: &mut Rooster,
    tijd: Tijdvak,
    verplaatst: Vec<Verplaatst>,
    extra: Vec<Extra>,
) -> Vec<Option<Locatie>> {
    let on = |day: Datum| Dagen::Eens(day.0, day.0);
    for Verplaatst { datum, naar, reden, .. } in &verplaatst {
        let wat = Wat::Verplaatst(naar.value.0);
        rooster.bijzonder.push(Bijzonder { dagen: on(datum.value), wat, reden: reden.clone() });
    }
    let moved = verplaatst.into_iter().map(|it| (it.naar.value, Some(it.datum.value.0), it.tijd, it.locatie, it.reden));
    let besides = extra.into_iter().map(|it| (it.datum.value, None, it.tijd, it.locatie, it.reden));
    let mut elders = Vec::new();
    for (datum, van, other, locatie, reden) in moved.chain(besides) {
        // Whether an appointment is needed is said of the whole.
        let soort = Openingssoort::Inloop;
        let wat = Wat::Ook { tijd: other.unwrap_or(tijd), soort, extra: elders.len(), van };
        rooster.bijzonder.push(Bijzonder { dagen: on(datum), wat, reden });
        elders.push(locatie);
    }
    elders
}

/// Tells of days that fall out or are moved, though it is not there on them anyway.
fn judge(
    fields: &mut Fields<'_, '_>,
    rooster: &Rooster,
    wanneer: &Wanneer,
    vervalt_op: &[At<Gesloten>],
    verplaatst: &[Verplaatst],
) {
    let fallen = vervalt_op.iter().map(|it| (it.value.dagen(), it.span));
    let moved = verplaatst.iter().map(|it| (Dagen::Eens(it.datum.value.0, it.datum.value.0), it.datum.span));
    for (dagen, span) in fallen.chain(moved) {
        if uren::takes_place(rooster, dagen) {
            continue;
        }
        let when = uren::spoken(dagen);
        let ever = Rooster { van: None, tot: None, ..rooster.clone() };
        let (message, tip) = if uren::takes_place(&ever, dagen) {
            (format!("Op {when} geldt dit spreekuur niet."), "Vul een dag in tussen `geldig_van` en `geldig_tot`.")
        } else {
            let how = wanneer.in_words();
            (
                format!("Op {when} is dit spreekuur er niet: het is {how}."),
                "Vul een dag in waarop het spreekuur er anders wel zou zijn.",
            )
        };
        fields.report(Code::InvalidValue, span, message, tip);
    }
}

/// A place where people can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locatie {
    /// What the place is called.
    pub naam: Option<String>,
    /// Street and house number.
    pub adres: Option<String>,
    /// Postcode.
    pub postcode: Option<Postcode>,
    /// Town or village.
    pub plaats: Option<String>,
    /// Where it is on a map.
    pub(crate) plek: Option<At<Plek>>,
}

impl Locatie {
    /// All of it on one line.
    pub fn in_words(&self) -> String {
        joined([self.naam.clone(), self.adres.clone(), self.town()])
    }

    /// Where it is on a map: without a street nobody can tell.
    pub fn on_a_map(&self) -> Option<String> {
        self.adres.as_ref().map(|adres| joined([Some(adres.clone()), self.town()]))
    }

    /// What it is found by.
    pub(crate) fn names(&self) -> Vec<String> {
        // With a space and without: both are typed.
        let postcode = self.postcode.iter().map(Postcode::to_string).flat_map(|it| [it.replace(' ', ""), it]);
        self.naam.iter().chain(&self.adres).cloned().chain(postcode).collect()
    }

    fn town(&self) -> Option<String> {
        let parts: Vec<_> = self.postcode.iter().map(Postcode::to_string).chain(self.plaats.clone()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl Field for Locatie {
    const EXPECTED: &'static str = "een plek met `naam` of `adres`, en zo mogelijk `postcode` en `plaats`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "naam, adres, postcode, plaats en plek", |fields| {
            let (naam, adres) = (fields.optional("naam"), fields.optional("adres"));
            let (postcode, plaats) = (fields.optional("postcode"), fields.optional("plaats"));
            let plek = fields.optional("plek");
            if fields.breaks(&Rule::AnyOf(&[Has("naam"), Has("adres")])) {
                fields.reject(
                    Code::KeyCombination,
                    &["naam", "adres"],
                    "Bij deze plek staat geen naam en geen adres.",
                    "Zet er `naam: …` of `adres: …` bij.",
                );
                return None;
            }
            Some(Self { naam, adres, postcode, plaats, plek })
        })
    }
}
