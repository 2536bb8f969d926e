//! A question that residents ask; the answer is the text.

use super::VastePagina;
use super::kind::{Facts, KindOf, ReadBy, Refers, Says, ShownAs};
use crate::read::fields::{At, Fields, Ref};
use crate::read::markdown::Body;
use crate::values::sort_key;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vraag {
    /// As a resident would ask it.
    pub vraag: String,
    /// Its place among the questions; those without come last, by question.
    pub volgorde: Option<u32>,
    /// The wijken on whose page it stands as well.
    pub wijken: Vec<At<Ref>>,
}

impl KindOf for Vraag {
    const FACTS: Facts = Facts {
        called: "een vraag",
        folder: Some("vragen"),
        nested: false,
        title_key: Some("vraag"),
        shown: ShownAs::Part(VastePagina::Vragen),
        by_wijk: false,
        overview: Some(VastePagina::Vragen),
    };
    const READING: ReadBy<Self> = ReadBy::Markdown(Self::read);

    fn order(&self) -> impl Ord + use<> {
        (self.volgorde.unwrap_or(u32::MAX), sort_key(&self.vraag))
    }
}

impl Says for Vraag {
    fn name(&self) -> Option<&str> {
        Some(&self.vraag)
    }

    fn refers(&self) -> Refers<'_> {
        Refers { wijken: &self.wijken, ..Refers::default() }
    }

    fn lacks(&self, answer: &Body) -> Option<(&'static str, &'static str)> {
        answer.is_empty().then_some((
            "Onder deze vraag staat geen antwoord.",
            "Schrijf het antwoord onder de tweede regel met ---. Is het nog niet klaar? Zet er `concept: ja` bij.",
        ))
    }
}

impl Vraag {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let vraag = fields.required("vraag");
        let volgorde = fields.optional("volgorde");
        let wijken = fields.list("wijken");
        Some(Self { vraag: vraag?, volgorde, wijken })
    }
}
