//! The keys with which editors say when something is: hours, seasons, and days that are not like others. A hub, a spreekuur and
//! a contact share them; what they come to on a day is for `tijd/` to say.

use serde_json::{Map, Value as Json, json};

use super::Locatie;
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{At, EenOfMeer, Field, Fields, OneOf, Reader};
use crate::read::yaml::{Entry, Node, Value};
use crate::tijd::{
    Bijzonder, Dagen, Datum, Feestdag, Feestdagen, Herhaling, Kalender, Openingssoort, Rooster, Seizoen, Tijdstip,
    Tijdvak, Uren, Wat, Weekdagen, Weekregel, weekdag_en_datum,
};
use crate::values::Choice;

/// Reads `van` and `tot`, which together must make sense.
pub(super) fn tijdvak(fields: &mut Fields<'_, '_>) -> Option<Tijdvak> {
    let (van, tot): (Option<Tijdstip>, Option<Tijdstip>) = (fields.required("van"), fields.required("tot"));
    checked(fields, van?, tot?)
}

/// The same, where both may be left out.
fn optional_tijdvak(fields: &mut Fields<'_, '_>) -> Option<Tijdvak> {
    let (van, tot): (Option<Tijdstip>, Option<Tijdstip>) = (fields.optional("van"), fields.optional("tot"));
    if fields.breaks(&Rule::Needs(&[Has("van")], &[Has("tot")]))
        | fields.breaks(&Rule::Needs(&[Has("tot")], &[Has("van")]))
    {
        let tip = "Schrijf `van` en `tot` allebei op, of laat ze allebei weg.";
        fields.reject(Code::KeyCombination, &["van", "tot"], "Van een tijd ontbreekt het begin of het einde.", tip);
    }
    checked(fields, van?, tot?)
}

fn checked(fields: &mut Fields<'_, '_>, van: Tijdstip, tot: Tijdstip) -> Option<Tijdvak> {
    match Tijdvak::new(van, tot) {
        Ok(tijd) => Some(tijd),
        Err(mismatch) => {
            fields.reject(
                Code::InvalidValue,
                &["tot"],
                format!("De tijden kloppen niet: {}.", mismatch.why),
                "Vul bij `tot` een latere tijd in dan bij `van`.",
            );
            None
        }
    }
}

/// The days of the week of a key: one text, or a list of them.
pub(super) fn weekdagen(EenOfMeer(parts): EenOfMeer<Weekdagen>) -> Weekdagen {
    Weekdagen::new(parts.iter().flat_map(Weekdagen::days).copied().collect())
}

/// Days of the week with the hours that hold on them.
struct Openingstijd(Weekregel);

impl Field for Openingstijd {
    const EXPECTED: &'static str = "een dag met `van` en `tot`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "dag, van en tot", |fields| {
            let dag = fields.required::<EenOfMeer<Weekdagen>>("dag");
            let tijd = tijdvak(fields);
            let soort = fields
                .optional::<OneOf<Openingssoort>>("soort")
                .map_or_else(Openingssoort::default, |OneOf(soort)| soort);
            Some(Self(Weekregel { dagen: weekdagen(dag?), herhaling: Herhaling::ElkeWeek, tijd: tijd?, soort }))
        })
    }
}

/// Hours that hold as a rule, in the order of the week.
fn regels(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Weekregel> {
    in_order(fields.list::<Openingstijd>(key))
}

fn in_order(hours: Vec<Openingstijd>) -> Vec<Weekregel> {
    let mut regels: Vec<_> = hours.into_iter().map(|Openingstijd(regel)| regel).collect();
    regels.sort_by(|one, other| (&one.dagen, one.tijd).cmp(&(&other.dagen, other.tijd)));
    regels
}

struct SeizoenVeld(Seizoen);

impl Field for SeizoenVeld {
    const EXPECTED: &'static str = "`dagen` met `openingstijden`, of met `dicht: ja`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "dagen, reden, openingstijden en dicht", |fields| {
            let (dagen, reden) = (fields.required("dagen"), fields.optional("reden"));
            let regels = regels(fields, "openingstijden");
            fields.optional::<OneOf<bool>>("dicht");
            if fields.breaks(&Rule::OneOf(&[Has("openingstijden"), Is("dicht", "ja")])) {
                fields.reject(
                    Code::KeyCombination,
                    &["openingstijden", "dicht"],
                    "Er staat niet wat er in deze dagen geldt.",
                    "Zet er `openingstijden` bij, of `dicht: ja`; niet allebei.",
                );
                return None;
            }
            Some(Self(Seizoen { dagen: dagen?, reden, regels }))
        })
    }
}

/// Days on which it falls out: as they are, or with why.
#[derive(Clone)]
pub(super) struct Gesloten {
    dagen: Dagen,
    reden: Option<String>,
}

impl Field for Gesloten {
    const EXPECTED: &'static str =
        "een dag of een periode, zoals 2026-12-24 of “1 juli t/m 15 augustus”; of `dagen` met `reden`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(entry.node.value, Value::Map(_)) {
            return Dagen::read(entry, reader).map(|dagen| Self { dagen, reden: None });
        }
        reader.fields(&entry.node, "dagen en reden", Self::group)
    }

    fn schema() -> Map<String, Json> {
        either::<Dagen, Self>(Self::group)
    }
}

impl Gesloten {
    fn group(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (dagen, reden) = (fields.required("dagen"), fields.optional("reden"));
        Some(Self { dagen: dagen?, reden })
    }
}

/// One text, or a group of keys.
pub(super) fn either<T: Field, G>(group: fn(&mut Fields<'_, '_>) -> Option<G>) -> Map<String, Json> {
    let group = Reader::note(|reader| drop(reader.fields(&Node::NOTHING, "", group))).into_schema();
    let mut schema = Map::new();
    schema.insert("anyOf".to_owned(), json!([Json::Object(T::schema()), Json::Object(group)]));
    schema
}

/// Days with other hours than as a rule.
struct Afwijkend {
    dagen: Dagen,
    tijd: Tijdvak,
    soort: Openingssoort,
    reden: Option<String>,
}

impl Field for Afwijkend {
    const EXPECTED: &'static str = "`dagen` met `van` en `tot`, en als u wilt `reden`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "dagen, van, tot, soort en reden", |fields| {
            let (dagen, reden) = (fields.required("dagen"), fields.optional("reden"));
            let tijd = tijdvak(fields);
            let soort = fields
                .optional::<OneOf<Openingssoort>>("soort")
                .map_or_else(Openingssoort::default, |OneOf(soort)| soort);
            Some(Self { dagen: dagen?, tijd: tijd?, soort, reden })
        })
    }
}

/// A time that is moved.
pub(super) struct Verplaatst {
    /// The day on which it would have been.
    pub(super) datum: At<Datum>,
    /// The day on which it is.
    pub(super) naar: At<Datum>,
    /// The hours there, when they are others.
    pub(super) tijd: Option<Tijdvak>,
    /// The place there, when it is another.
    pub(super) locatie: Option<Locatie>,
    /// Why.
    pub(super) reden: Option<String>,
}

impl Field for Verplaatst {
    const EXPECTED: &'static str = "`datum` met `naar`, en als u wilt `van`, `tot`, `locatie` en `reden`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        reader.fields(&entry.node, "datum, naar, van, tot, locatie en reden", |fields| {
            let datum: Option<At<Datum>> = fields.required("datum");
            let naar: Option<At<Datum>> = fields.optional("naar");
            let tijd = optional_tijdvak(fields);
            let (locatie, reden) = (fields.optional("locatie"), fields.optional("reden"));
            if fields.breaks(&Rule::AnyOf(&[Has("naar"), Has("van"), Has("locatie")])) {
                fields.reject(
                    Code::KeyCombination,
                    &["datum"],
                    "Er staat niet waarheen het is verplaatst.",
                    "Zet er `naar: …` bij met de nieuwe datum, of `van` en `tot`, of `locatie`.",
                );
                return None;
            }
            let datum = datum?;
            Some(Self { naar: naar.unwrap_or_else(|| datum.clone()), datum, tijd, locatie, reden })
        })
    }
}

/// A time that it is besides: a day, or a day with what is other about it.
pub(super) struct Extra {
    /// The day.
    pub(super) datum: At<Datum>,
    /// The hours, when they are others.
    pub(super) tijd: Option<Tijdvak>,
    /// The place, when it is another.
    pub(super) locatie: Option<Locatie>,
    /// Why.
    pub(super) reden: Option<String>,
}

impl Field for Extra {
    const EXPECTED: &'static str =
        "een datum als jaar-maand-dag, zoals 2026-11-23; of `datum` met `van`, `tot`, `locatie` of `reden`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(entry.node.value, Value::Map(_)) {
            return At::<Datum>::read(entry, reader).map(|datum| Self {
                datum,
                tijd: None,
                locatie: None,
                reden: None,
            });
        }
        reader.fields(&entry.node, "datum, van, tot, locatie en reden", Self::group)
    }

    fn schema() -> Map<String, Json> {
        either::<Datum, Self>(Self::group)
    }
}

impl Extra {
    fn group(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let datum: Option<At<Datum>> = fields.required("datum");
        let tijd = optional_tijdvak(fields);
        let (locatie, reden) = (fields.optional("locatie"), fields.optional("reden"));
        Some(Self { datum: datum?, tijd, locatie, reden })
    }
}

/// What one says of public holidays: a word that means yes or no, or the names of those on which it falls out.
pub(super) struct OpFeestdagen<C> {
    value: Feestdagen,
    word: std::marker::PhantomData<C>,
}

/// A word for whether it goes on.
pub(super) trait GoesOn: Choice {
    /// Whether it does.
    fn goes_on(self) -> bool;
}

impl<C: GoesOn> Field for OpFeestdagen<C> {
    const EXPECTED: &'static str = C::WHAT;

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        let value = match &entry.node.value {
            Value::List(_) => Feestdagen::DichtOp(
                Vec::<OneOf<Feestdag>>::read(entry, reader)?.into_iter().map(|OneOf(feestdag)| feestdag).collect(),
            ),
            _ if OneOf::<C>::read(entry, reader)?.0.goes_on() => Feestdagen::Open,
            _ => Feestdagen::Dicht,
        };
        Some(Self { value, word: std::marker::PhantomData })
    }

    fn schema() -> Map<String, Json> {
        let mut schema = Map::new();
        let list = Json::Object(<Vec<OneOf<Feestdag>> as Field>::schema());
        schema.insert("anyOf".to_owned(), json!([Json::Object(OneOf::<C>::schema()), list]));
        schema
    }
}

impl<C: GoesOn> OpFeestdagen<C> {
    /// What is said under the key `feestdagen`.
    pub(super) fn of(fields: &mut Fields<'_, '_>) -> Feestdagen {
        fields.optional::<Self>("feestdagen").map_or_else(Feestdagen::default, |it| it.value)
    }
}

/// Whether a place is open, in the words of the content.
#[derive(Clone, Copy)]
pub(super) struct OpenOfDicht(bool);

impl Choice for OpenOfDicht {
    const WHAT: &'static str = "dicht of open, of een lijst met de feestdagen waarop het dicht is";
    const OPTIONS: &'static [(&'static str, Self)] = &[("dicht", Self(false)), ("open", Self(true))];
}

impl GoesOn for OpenOfDicht {
    fn goes_on(self) -> bool {
        self.0
    }
}

/// When somebody can be reached: in words, or as hours.
pub(super) enum Bereikbaar {
    /// In words.
    Tekst(String),
    /// As hours.
    Tijden(Vec<Weekregel>),
}

impl Field for Bereikbaar {
    const EXPECTED: &'static str = "wanneer iemand te bereiken is: een zin, of een lijst met `dag`, `van` en `tot`";

    fn read(entry: &Entry, reader: &mut Reader<'_>) -> Option<Self> {
        match &entry.node.value {
            Value::List(_) => Vec::<Openingstijd>::read(entry, reader).map(|hours| Self::Tijden(in_order(hours))),
            _ => String::read(entry, reader).map(Self::Tekst),
        }
    }

    fn schema() -> Map<String, Json> {
        let mut schema = Map::new();
        let list = Json::Object(<Vec<Openingstijd> as Field>::schema());
        schema.insert("anyOf".to_owned(), json!([Json::Object(<String as Field>::schema()), list]));
        schema
    }
}

/// The opening hours of a place, with what goes before them on some days.
pub(super) fn openingstijden(fields: &mut Fields<'_, '_>) -> (Rooster, Vec<At<Datum>>) {
    let regels = regels(fields, "openingstijden");
    rooster(fields, regels)
}

/// These hours, with the keys that say when others hold.
///
/// With them the days that are named with hours of their own and without a reason.
pub(super) fn rooster(fields: &mut Fields<'_, '_>, regels: Vec<Weekregel>) -> (Rooster, Vec<At<Datum>>) {
    let seizoenen: Vec<At<SeizoenVeld>> = fields.list("seizoenen");
    for (At { value: SeizoenVeld(before), .. }, At { value: SeizoenVeld(after), span }) in pairs(&seizoenen) {
        if let Some(days) = before.dagen.gap_to(after.dagen) {
            let days = spoken(days);
            let message = format!(
                "Tussen dit seizoen en dat van {} blijft over: {days}. Dan gelden de gewone tijden.",
                before.dagen
            );
            let tip = "Laat het ene seizoen beginnen op de dag na het andere.";
            fields.report(Code::SeasonGap, *span, message, tip);
        }
    }
    let seizoenen = seizoenen.into_iter().map(|At { value: SeizoenVeld(it), .. }| it).collect();
    let feestdagen = OpFeestdagen::<OpenOfDicht>::of(fields);
    let gesloten: Vec<At<Gesloten>> = fields.list("gesloten_op");
    let afwijkend: Vec<At<Afwijkend>> = fields.list("afwijkend_op");
    let mut rooster = Rooster { regels, seizoenen, feestdagen, ..Rooster::default() };
    let is_known = !rooster.regels.is_empty() || !rooster.seizoenen.is_empty();
    for At { value: Gesloten { dagen, .. }, span } in gesloten.iter().filter(|_| is_known) {
        if !takes_place(&rooster, *dagen) {
            let message = format!("Op {} is het toch al dicht.", spoken(*dagen));
            let tip = "Haal deze dag weg, of pas hem aan.";
            fields.report(Code::InvalidValue, *span, message, tip);
        }
    }
    for At { value, span } in &afwijkend {
        if let Some((dag, last)) = value.dagen.once()
            && dag == last
            && uren(&rooster)
                .on(dag)
                .momenten
                .iter()
                .any(|moment| moment.tijd == value.tijd && moment.soort == value.soort)
        {
            let message = format!("Op {} zijn dit de gewone tijden.", weekdag_en_datum(dag));
            fields.report(Code::InvalidValue, *span, message, "Haal deze dag weg, of vul de tijden in die dan gelden.");
        }
    }
    let unexplained = afwijkend.iter().filter(|it| it.value.reden.is_none());
    let single =
        unexplained.filter_map(|it| it.value.dagen.once().map(|(van, _)| At { value: Datum(van), span: it.span }));
    let genoemd = single.collect();
    let anders = afwijkend.into_iter().map(|At { value: Afwijkend { dagen, tijd, soort, reden }, .. }| Bijzonder {
        dagen,
        wat: Wat::Anders(tijd, soort),
        reden,
    });
    rooster.bijzonder = anders.chain(dicht(gesloten)).collect();
    (rooster, genoemd)
}

/// Each with each of the others.
fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let others = |place: usize| all.iter().enumerate().filter(move |(other, _)| *other != place).map(|(_, it)| it);
    all.iter().enumerate().flat_map(move |(place, one)| others(place).map(move |other| (one, other)))
}

/// Days on which nothing takes place.
pub(super) fn dicht(gesloten: Vec<At<Gesloten>>) -> impl Iterator<Item = Bijzonder> {
    gesloten.into_iter().map(|At { value: Gesloten { dagen, reden }, .. }| Bijzonder { dagen, wat: Wat::Dicht, reden })
}

/// A schedule as it is without a municipality around it.
pub(super) fn uren(rooster: &Rooster) -> Uren<'_> {
    static EMPTY: Kalender =
        Kalender { feestdagen: Vec::new(), eerder_dicht: Vec::new(), sluitingen: Vec::new(), vakanties: Vec::new() };
    Uren { rooster, kalender: &EMPTY, naam: "" }
}

/// Whether something takes place on any of these days. What returns every year is taken on trust.
pub(super) fn takes_place(rooster: &Rooster, dagen: Dagen) -> bool {
    let Some((van, tot)) = dagen.once() else { return true };
    uren(rooster).momenten(van).take_while(|moment| moment.dag <= tot).next().is_some()
}

/// Days as one says them in a sentence.
pub(super) fn spoken(dagen: Dagen) -> String {
    match dagen.once() {
        Some((van, tot)) if van == tot => weekdag_en_datum(van),
        _ => dagen.to_string(),
    }
}

impl Gesloten {
    /// Which days.
    pub(super) fn dagen(&self) -> Dagen {
        self.dagen
    }
}
