//! Meetings: what residents can come to, once or at a few moments, and afterwards what was done with what they said.

mod velden;

use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::Date;

pub(crate) use self::velden::{Aanmelden, Agendapunt, BijeenkomstStatus, Keer, Verslag};
use self::velden::{Verplaatsing, in_order};
use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs, Vindbaar};
use super::spreekuur::Locatie;
use crate::diagnostics::Code;
use crate::read::fields::rule::{Has, Is, Rule};
use crate::read::fields::{At, ByCode, EenOfMeer, Fields, OneOf, Ref};
use crate::tijd::Datum;
use crate::values::Buurtcode;

/// Places on the page of a meeting that links can point at.
const ANCHORS: &[&str] = &["agenda", "documenten", "verslag"];

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bijeenkomst {
    /// What it is called.
    pub titel: String,
    /// What it is about, in one sentence.
    pub samenvatting: String,
    /// When it would be, in order; there is one at least.
    gepland: Vec<Keer>,
    /// Where it would be.
    plek: Locatie,
    /// When and where it is instead.
    naar: Option<Verplaatsing>,
    /// Whether it goes on.
    pub status: BijeenkomstStatus,
    /// Why it does not, or is elsewhere.
    pub reden: Option<String>,
    /// The wijken it is for; none means all.
    pub wijken: Vec<At<Ref>>,
    /// The buurten it is for.
    pub buurten: Vec<At<ByCode<Buurtcode>>>,
    /// The streets it is for.
    pub straten: Vec<String>,
    /// For whom it is, in words.
    pub voor_wie: Option<String>,
    /// How people let know that they come.
    pub aanmelden: Aanmelden,
    /// How many can come.
    pub plaatsen: Option<u32>,
    /// Whether who has a wheelchair can come in, if that is known.
    pub rolstoel: Option<bool>,
    /// What is spoken, in words.
    pub taal: Option<String>,
    /// What happens at it.
    pub agenda: Vec<Agendapunt>,
    /// What came of it.
    pub verslag: Option<Verslag>,
    /// What can be read about it.
    pub documenten: Vec<At<Ref>>,
}

impl KindOf for Bijeenkomst {
    const FACTS: Facts = Facts {
        called: "een bijeenkomst",
        folder: Some("bijeenkomsten"),
        nested: false,
        title_key: Some("titel"),
        shown: ShownAs::Page(ANCHORS),
        by_wijk: false,
        overview: Some(VastePagina::Bijeenkomsten),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        Reverse(self.keren().first().map(Keer::begin))
    }
}

impl Says for Bijeenkomst {
    fn has_section(&self, id: &str) -> bool {
        match id {
            "agenda" => !self.agenda.is_empty(),
            "documenten" => !self.documenten.is_empty(),
            "verslag" => self.is_reported(),
            _ => true,
        }
    }

    fn name(&self) -> Option<&str> {
        Some(&self.titel)
    }

    fn vindbaar(&self) -> Vindbaar {
        let wanneer: Vec<String> = self.keren().iter().map(Keer::in_words).collect();
        let stand = match self.status {
            BijeenkomstStatus::GaatDoor => String::new(),
            status => format!("Let op: {}. ", status.word()),
        };
        let points = self.agenda.iter().map(|punt| &punt.wat);
        let reported = self.verslag.iter().flat_map(Verslag::texts);
        let words = self.straten.iter().chain(&self.voor_wie).chain(&self.taal).chain(points).chain(reported);
        Vindbaar {
            regel: Some(format!("{stand}{}. {}", wanneer.join("; "), self.samenvatting)),
            namen: self.locatie().names(),
            woorden: words.cloned().collect(),
        }
    }

    fn refers(&self) -> Refers<'_> {
        Refers {
            wijken: &self.wijken,
            buurten: &self.buurten,
            stukken: self.documenten.iter().collect(),
            ..Refers::default()
        }
    }

    fn web(&self) -> Vec<String> {
        match &self.aanmelden {
            Aanmelden::Bij { link: Some(link), .. } => vec![link.to_string()],
            _ => Vec::new(),
        }
    }
}

impl Bijeenkomst {
    /// When it is, in order.
    pub fn keren(&self) -> &[Keer] {
        self.naar.as_ref().map(|naar| &naar.wanneer[..]).filter(|keren| !keren.is_empty()).unwrap_or(&self.gepland)
    }

    /// Where it is.
    pub fn locatie(&self) -> &Locatie {
        self.naar.as_ref().and_then(|naar| naar.locatie.as_ref()).unwrap_or(&self.plek)
    }

    /// When it would have been, if it is at another time now.
    pub fn eerst_op(&self) -> &[Keer] {
        let is_same = self.keren().iter().map(Keer::hours).eq(self.gepland.iter().map(Keer::hours));
        if is_same { &[] } else { &self.gepland }
    }

    /// Where it would have been, if it is elsewhere now.
    pub fn eerst_in(&self) -> Option<&Locatie> {
        Some(&self.plek).filter(|plek| *plek != self.locatie())
    }

    /// The last day of it.
    pub fn laatste_dag(&self) -> Date {
        self.keren().iter().map(|keer| keer.einde().dag).max().unwrap_or(Date::MIN)
    }

    /// Whether the whole of it is over on a day.
    pub fn is_over(&self, today: Date) -> bool {
        self.laatste_dag() < today
    }

    /// Whether there is a report of it.
    pub fn is_reported(&self) -> bool {
        matches!(self.verslag, Some(Verslag::Er { .. }))
    }

    /// The first day after this one on which something else is said of it.
    pub(crate) fn changes_after(&self, today: Date) -> Option<Date> {
        let begins = self.keren().iter().map(|keer| keer.dag);
        let over = self.keren().iter().map(|keer| keer.einde().dag.saturating_add(1.day()));
        let closed = match &self.aanmelden {
            Aanmelden::Bij { tot: Some(tot), .. } => Some(tot.value.0.saturating_add(1.day())),
            _ => None,
        };
        begins.chain(over).chain(closed).filter(|day| *day > today).min()
    }

    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let (titel, samenvatting) = (fields.required("titel"), fields.required("samenvatting"));
        let gepland = fields.required::<EenOfMeer<Keer>>("wanneer").map(in_order);
        let plek = fields.required("locatie");
        let (wijken, buurten, straten) = (fields.list("wijken"), fields.list("buurten"), fields.list("straten"));
        let (voor_wie, aanmelden) = (fields.optional("voor_wie"), fields.required("aanmelden"));
        let plaatsen = fields.optional("plaatsen");
        let rolstoel = fields.optional::<OneOf<bool>>("rolstoel").map(|OneOf(rolstoel)| rolstoel);
        let (taal, agenda) = (fields.optional("taal"), fields.list("agenda"));
        let status = fields.optional::<OneOf<BijeenkomstStatus>>("status");
        let (reden, naar) = (fields.optional("reden"), fields.optional::<Verplaatsing>("naar"));
        let (verslag, documenten) = (fields.optional("verslag"), fields.list("documenten"));
        // One with a mistake is there, too.
        let verslag = verslag.or_else(|| fields.has("verslag").then_some(Verslag::NietNodig));
        let is_whole = goes_together(fields);
        let is_empty = fields.breaks(&Rule::NotEmpty("wanneer"));
        if is_empty {
            let tip = "Zet er `datum`, `van` en `tot` onder.";
            fields.reject(Code::KeyCombination, &["wanneer"], "Er staat niet wanneer de bijeenkomst is.", tip);
        }
        let (gepland, aanmelden) = (gepland?, aanmelden?);
        if !is_whole || is_empty || gepland.is_empty() {
            return None;
        }
        let status = status.map_or(BijeenkomstStatus::GaatDoor, |OneOf(status)| status);
        let value = Self {
            titel: titel?,
            samenvatting: samenvatting?,
            gepland,
            plek: plek?,
            naar,
            status,
            reden,
            wijken,
            buurten,
            straten,
            voor_wie,
            aanmelden,
            plaatsen,
            rolstoel,
            taal,
            agenda,
            verslag,
            documenten,
        };
        value.judge_dates(fields);
        Some(value)
    }

    /// Tells of a last day to sign up that comes after the meeting, and of a moment that is there twice.
    fn judge_dates(&self, fields: &mut Fields<'_, '_>) {
        if let Aanmelden::Bij { tot: Some(tot), .. } = &self.aanmelden
            && tot.value.0 > self.laatste_dag()
        {
            let last = Datum(self.laatste_dag());
            let message = format!("Aanmelden kan tot en met {}, maar de bijeenkomst is op {last}.", tot.value);
            fields.report(Code::InvalidValue, tot.span, message, "Vul een dag in vóór de bijeenkomst, of op die dag.");
        }
        for keren in [&self.gepland[..], self.naar.as_ref().map_or(&[], |naar| &naar.wanneer)] {
            for pair in keren.windows(2).filter(|pair| pair[0].hours() == pair[1].hours()) {
                let message = format!("Dit moment staat er twee keer: {}.", pair[1].in_words());
                fields.report(Code::InvalidValue, pair[1].at, message, "Haal één van de twee weg.");
            }
        }
    }
}

/// Whether the keys of a meeting go together; what does not is reported.
fn goes_together(fields: &mut Fields<'_, '_>) -> bool {
    let (afgelast, verplaatst) = (Is("status", "afgelast"), Is("status", "verplaatst"));
    let lacks_why = fields.breaks(&Rule::Needs(&[afgelast, verplaatst], &[Has("reden")]));
    if lacks_why {
        let tip = "Zet er `reden: …` bij: bewoners willen weten waarom.";
        fields.reject(
            Code::KeyCombination,
            &["status"],
            "Er staat niet waarom de bijeenkomst niet doorgaat of is verplaatst.",
            tip,
        );
    }
    let lacks_where = fields.breaks(&Rule::Needs(&[verplaatst], &[Has("naar")]));
    if lacks_where {
        let tip = "Zet er `naar` bij met `wanneer` of `locatie`. Is dat nog niet bekend? Schrijf dan `status: afgelast`, \
                   en bij `reden` dat er een nieuwe datum komt.";
        fields.reject(Code::KeyCombination, &["status"], "Er staat niet waarheen de bijeenkomst is verplaatst.", tip);
    }
    let lacks_word = fields.breaks(&Rule::Needs(&[Has("naar")], &[verplaatst]));
    if lacks_word {
        let tip = "Schrijf `status: verplaatst`, of haal `naar` weg.";
        fields.reject(
            Code::KeyCombination,
            &["naar"],
            "Er staat een `naar`, maar niet dat de bijeenkomst is verplaatst.",
            tip,
        );
    }
    !(lacks_why || lacks_where || lacks_word)
}
