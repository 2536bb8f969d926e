//! What is in each table of open data: what pages show, no more.

use std::collections::BTreeMap;

use super::super::Ingredients;
use super::super::datablad::{Datablad, Datacel, REEKS, Veld, veld};
use crate::geo::to_wgs84;
use crate::kinds::{Document, Fase, Keer, Locatie, Meetsoort, OfKind, Thema};
use crate::site::{About, Bron, Datatabel, Herkomst, Uitkomst, WijkIndex};
use crate::tijd::{Datum, Rooster, Weekregel};
use crate::values::{Gebiedscode, Gebiedssoort, Telefoon};

const ID: Veld = veld("id", "string", "Vaste naam. Die blijft gelijk als de titel verandert.");
const WIJKEN: Veld = veld("wijken", "string", "De id's van de wijken, met een spatie ertussen; leeg is: alle.");
const THEMAS: Veld = veld("themas", "string", "De id's van de thema’s, met een spatie ertussen.");
const PAGINA: Veld =
    veld("pagina", "string", "Het adres van de pagina, gezien vanaf de site of, als dat bekend is, heel.");
const TELEFOON: Veld = veld("telefoon", "string", "Telefoonnummer, zoals op de site.");
const EMAIL: Veld = veld("email", "string", "Mailadres.");
const LOCATIE: [Veld; 6] = [
    veld("plek", "string", "Naam van de plek."),
    veld("adres", "string", "Straat en huisnummer."),
    veld("postcode", "string", "Postcode."),
    veld("plaats", "string", "Woonplaats."),
    veld("breedtegraad", "number", "Waar het is: graden noorderbreedte (WGS84)."),
    veld("lengtegraad", "number", "Waar het is: graden oosterlengte (WGS84)."),
];
const VAN: Veld = veld("van", "time", "Begintijd.");
const TOT: Veld = veld("tot", "time", "Eindtijd; vroeger dan de begintijd is: de volgende dag.");

/// Makes a table.
pub(super) fn tabel<'s>(which: Datatabel, of: &'s Ingredients<'_>) -> Datablad<'s> {
    match which {
        Datatabel::Wijken => wijken(of),
        Datatabel::Buurten => buurten(of),
        Datatabel::EerdereBuurten => eerdere_buurten(of),
        Datatabel::Contacten => contacten(of),
        Datatabel::Hubs => hubs(of),
        Datatabel::Spreekuren => spreekuren(of),
        Datatabel::Openingstijden => openingstijden(of),
        Datatabel::Meldingen => meldingen(of),
        Datatabel::Bijeenkomsten => bijeenkomsten(of),
        Datatabel::Nieuws => nieuws(of),
        Datatabel::Tijdlijn => tijdlijn(of),
        Datatabel::Projecten => projecten(of),
        Datatabel::Themas => themas(of),
        Datatabel::Cijfers => cijfers(of),
        Datatabel::Bronnen => bronnen(of),
    }
}

fn wijken<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let rij = move |wijk: &crate::site::LinkedWijk| {
        let document = &wijk.item.document;
        vec![document.slug.as_str().into(), wijk.item.value.naam.as_str().into(), pagina(document, of)]
    };
    Datablad {
        velden: vec![ID, veld("naam", "string", "Naam."), PAGINA],
        sleutel: &["id"],
        rijen: Box::new(of.site.wijken.iter().map(rij)),
    }
}

fn buurten<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let rij = move |(code, gebied): (&Gebiedscode, &crate::site::Gebied)| {
        vec![code.to_string().into(), (&*gebied.naam).into(), gebied.wijk.map(|wijk| id(of, wijk)).into()]
    };
    Datablad {
        velden: vec![
            veld("code", "string", "Code van het CBS."),
            veld("naam", "string", "Naam bij het CBS."),
            veld("wijk", "string", "De id van de wijk van de gemeente."),
        ],
        sleutel: &["code"],
        rijen: Box::new(of.site.genoemde_buurten().map(rij)),
    }
}

fn eerdere_buurten<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let site = of.site;
    let years = site.wijken.first().map_or(&[][..], |wijk| &wijk.eerder).iter().map(|eerder| eerder.tot_en_met);
    let of_jaar = move |jaar: u16| {
        let made = site
            .wijk_indices()
            .flat_map(move |(index, wijk)| wijk.in_jaar(jaar).buurten.iter().map(move |code| (*code, index)));
        let wijken: BTreeMap<Gebiedscode, WijkIndex> = made.collect();
        let rij = |(code, gebied): (&Gebiedscode, &crate::site::Gebied)| {
            let wijk = wijken.get(code).map(|wijk| id(of, *wijk));
            vec![Datacel::Geheel(jaar), code.to_string().into(), (&*gebied.naam).into(), wijk.into()]
        };
        let all = site.gebieden_in(jaar).iter();
        all.filter(|(code, _)| code.soort() == Gebiedssoort::Buurt).map(rij).collect::<Vec<_>>()
    };
    Datablad {
        velden: vec![
            veld("tot_en_met", "integer", "Het laatste jaar waarvoor deze indeling is gebruikt."),
            veld("code", "string", "Code van het CBS in dat jaar."),
            veld("naam", "string", "Naam bij het CBS in dat jaar."),
            veld("wijk", "string", "De id van de wijk van de gemeente."),
        ],
        sleutel: &["tot_en_met", "code"],
        rijen: Box::new(years.flat_map(of_jaar)),
    }
}

fn contacten<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let rij = move |contact: &crate::site::LinkedContact| {
        let value = &contact.item.value;
        let functie = value.functie.as_deref().unwrap_or(&of.info.contactpersoon.enkelvoud);
        vec![
            contact.item.slug().as_str().into(),
            functie.into(),
            value.naam.clone().into(),
            value.naam.is_none().into(),
            telefoon(value.telefoon.as_ref()),
            value.email.as_ref().map(ToString::to_string).into(),
            ids(of, &contact.wijken),
        ]
    };
    Datablad {
        velden: vec![
            ID,
            veld("functie", "string", "Wat het aanspreekpunt is."),
            veld("naam", "string", "Naam; leeg als er nu niemand is."),
            veld("vacature", "boolean", "Of er nu niemand is."),
            TELEFOON,
            EMAIL,
            WIJKEN,
        ],
        sleutel: &["id"],
        rijen: Box::new(of.site.wijkmanagers.iter().map(rij)),
    }
}

fn hubs<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let own = [veld("naam", "string", "Naam."), veld("status", "string", "Hoe ver het is, zoals “in gebruik”.")];
    over(of, &of.site.lists.hubs, own.into_iter().chain(LOCATIE).chain([TELEFOON, EMAIL]), |hub| {
        let mut cellen = vec![hub.naam.as_str().into(), hub.status.word().into()];
        cellen.extend(locatie(hub.locatie.as_ref()));
        cellen.extend([telefoon(hub.telefoon.as_ref()), hub.email.as_ref().map(ToString::to_string).into()]);
        cellen
    })
}

fn spreekuren<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let own = [
        veld("waarvoor", "string", "Waarvoor u kunt komen."),
        veld("wanneer", "string", "Op welke dagen, als regel. Wat afwijkt staat in de agenda (.ics)."),
        VAN,
        TOT,
        veld("geldig_van", "date", "Eerste dag."),
        veld("geldig_tot", "date", "Laatste dag."),
        veld("afspraak", "boolean", "Of een afspraak nodig is."),
    ];
    over(of, &of.site.lists.spreekuren, own.into_iter().chain(LOCATIE), |spreekuur| {
        let mut cellen = vec![
            spreekuur.waarvoor.as_str().into(),
            spreekuur.wanneer.in_words().into(),
            spreekuur.tijd.van().into(),
            spreekuur.tijd.tot().into(),
            spreekuur.geldig_van.into(),
            spreekuur.geldig_tot.as_ref().map(|day| day.value).into(),
            spreekuur.afspraak.into(),
        ];
        cellen.extend(locatie(Some(&spreekuur.locatie)));
        cellen
    })
}

fn openingstijden<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let week = move |soort: &'static str, document: &Document, rooster: &Rooster| -> Vec<Vec<Datacel>> {
        let rijen = |regel: &Weekregel| {
            let of_day = |dag: &crate::tijd::Weekdag| {
                vec![
                    soort.into(),
                    document.slug.as_str().into(),
                    dag.to_string().into(),
                    regel.tijd.van().into(),
                    regel.tijd.tot().into(),
                    regel.soort.word().into(),
                ]
            };
            regel.dagen.days().iter().map(of_day).collect::<Vec<_>>()
        };
        rooster.regels.iter().flat_map(rijen).collect()
    };
    let hubs = of.site.lists.hubs.iter().flat_map(move |hub| week("hub", &hub.item.document, &hub.item.value.rooster));
    let contacten = of.site.wijkmanagers.iter();
    let contacten = contacten.flat_map(move |it| week("contact", &it.item.document, &it.item.value.rooster));
    Datablad {
        velden: vec![
            veld("van_wat", "string", "“hub” of “contact”."),
            veld("id", "string", "De id van de hub of het contact."),
            veld("dag", "string", "Dag van de week."),
            VAN,
            TOT,
            veld("soort", "string", "Hoe u komt: inloop, op afspraak, telefonisch."),
        ],
        sleutel: &["van_wat", "id", "dag", "van"],
        rijen: Box::new(hubs.chain(contacten)),
    }
}

fn meldingen<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let own = [
        veld("titel", "string", "Titel."),
        veld("niveau", "string", "“gevaar”, “hinder” of “let op”."),
        veld("tekst", "string", "De hele melding."),
        veld("van", "datetime", "Vanaf wanneer, in de tijd van Nederland."),
        veld("tot", "datetime", "Tot wanneer, in de tijd van Nederland."),
        veld("link", "string", "Waar meer staat."),
    ];
    over(of, &of.site.lists.meldingen, own, |melding| {
        vec![
            melding.titel.as_str().into(),
            melding.niveau.word().into(),
            melding.tekst.as_str().into(),
            melding.van.iso(true).into(),
            melding.tot.iso(false).into(),
            melding.link.as_ref().map(ToString::to_string).into(),
        ]
    })
}

fn bijeenkomsten<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let own = [
        veld("titel", "string", "Titel."),
        veld("samenvatting", "string", "Waar het over gaat."),
        veld("status", "string", "“gaat door”, “afgelast”, “verplaatst” of “vol”."),
        veld("reden", "string", "Waarom het niet doorgaat of is verplaatst."),
        veld("eerste_dag", "date", "De dag van de eerste keer."),
        veld("laatste_dag", "date", "De dag waarop de laatste keer eindigt."),
        veld("wanneer", "string", "Alle keren, in woorden."),
        veld("aanmelden", "string", "Hoe u zich aanmeldt; leeg is: dat hoeft niet."),
        veld("verslag", "boolean", "Of er een verslag op de pagina staat."),
    ];
    over(of, &of.site.lists.bijeenkomsten, own.into_iter().chain(LOCATIE), |it| {
        let wanneer: Vec<String> = it.keren().iter().map(Keer::in_words).collect();
        let mut cellen = vec![
            it.titel.as_str().into(),
            it.samenvatting.as_str().into(),
            it.status.word().into(),
            it.reden.clone().into(),
            it.keren().first().map(|keer| Datum(keer.dag)).into(),
            Datum(it.laatste_dag()).into(),
            wanneer.join("; ").into(),
            it.aanmelden.in_words().into(),
            it.is_reported().into(),
        ];
        cellen.extend(locatie(Some(it.locatie())));
        cellen
    })
}

fn nieuws<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let own = [
        veld("titel", "string", "Titel."),
        veld("samenvatting", "string", "Waar het over gaat."),
        veld("datum", "date", "De dag van het bericht."),
    ];
    over(of, &of.site.lists.nieuws, own, |bericht| {
        vec![bericht.titel.as_str().into(), bericht.samenvatting.as_str().into(), bericht.datum.value.into()]
    })
}

fn tijdlijn<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let own = [
        veld("titel", "string", "Titel."),
        veld("periode", "string", "Wanneer, in woorden."),
        veld("eerste_dag", "date", "Eerste dag die het kan zijn."),
        veld("laatste_dag", "date", "Laatste dag die het kan zijn."),
    ];
    over(of, &of.site.lists.stappen, own, |stap| {
        let (first, last) = stap.periode.days();
        vec![
            stap.titel.as_str().into(),
            stap.periode.to_string().into(),
            first.to_string().into(),
            last.to_string().into(),
        ]
    })
}

fn projecten<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let own = [
        veld("titel", "string", "Titel."),
        veld("samenvatting", "string", "Wat het is."),
        veld("idee", "string", "Wanneer er een idee was, in woorden; leeg is: niet bekend."),
        veld("ontwerp", "string", "Wanneer het ontwerp wordt gemaakt."),
        veld("besluit", "string", "Wanneer daarover wordt besloten."),
        veld("uitvoering", "string", "Wanneer het wordt gemaakt."),
        veld("klaar", "string", "Wanneer het volgens de planning klaar is."),
        veld("gedaan", "string", "Wanneer het echt klaar was; leeg is: nog niet."),
        veld("straten", "string", "De straten."),
    ];
    over(of, &of.site.lists.projecten, own.into_iter().chain(LOCATIE), |project| {
        let mut cellen = vec![project.titel.as_str().into(), project.samenvatting.as_str().into()];
        cellen.extend(Fase::ALL.map(|fase| project.fasen.of(fase).map(|periode| periode.to_string()).into()));
        cellen.push(project.gedaan.as_ref().map(|gedaan| gedaan.value.tekst().tekst).into());
        cellen.push(Some(project.straten.join(", ")).filter(|it| !it.is_empty()).into());
        cellen.extend(locatie(project.locatie.as_ref()));
        cellen
    })
}

fn themas<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let rij = move |about: &About<Thema>| {
        let thema = &about.item;
        vec![
            thema.slug().as_str().into(),
            thema.value.titel.as_str().into(),
            thema.value.samenvatting.as_str().into(),
            pagina(&thema.document, of),
        ]
    };
    Datablad {
        velden: vec![ID, veld("titel", "string", "Titel."), veld("samenvatting", "string", "Wat erbij hoort."), PAGINA],
        sleutel: &["id"],
        rijen: Box::new(of.site.lists.themas.iter().map(rij)),
    }
}

fn cijfers<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let site = of.site;
    let of_bron = move |bron: &'s Bron| {
        let wijken = site.wijk_indices().flat_map(move |(index, wijk)| {
            let reeks = Some(site.reeks(index, bron.jaar()));
            rijen(bron, "wijk", &id(of, index), &wijk.item.value.naam, reeks, bron.all_of_wijk(index).to_vec())
        });
        let gebieden = site.gebieden_in(bron.jaar()).iter().filter(move |(code, _)| bron.knows(code)).flat_map(
            move |(code, gebied)| {
                let soort = match code.soort() {
                    Gebiedssoort::Gemeente => "gemeente",
                    Gebiedssoort::Wijk => "cbs-wijk",
                    Gebiedssoort::Buurt => "buurt",
                };
                rijen(bron, soort, code.as_str(), &gebied.naam, None, bron.all_of_area(code))
            },
        );
        wijken.chain(gebieden)
    };
    Datablad {
        velden: vec![
            veld("bron", "string", "De id van de bron, zie bronnen."),
            veld("jaar", "integer", "Het jaar waar het cijfer over gaat."),
            veld("soort_gebied", "string", "“wijk” is een wijk van de gemeente; de andere zijn van het CBS."),
            veld("gebied", "string", "De id van de wijk, of de code van het CBS in dat jaar."),
            veld("gebied_naam", "string", "Naam van het gebied."),
            veld("onderwerp", "string", "Kolom bij de bron."),
            veld("onderwerp_naam", "string", "Wat is geteld of gemeten."),
            veld("eenheid", "string", "Eenheid."),
            veld("soort", "string", "“aantal” kan worden opgeteld, al het andere niet."),
            veld("waarde", "number", "Het cijfer; leeg is onbekend, en nooit nul."),
            veld("herkomst", "string", "Leeg: zoals de bron het geeft. Anders “opgeteld” of “berekend” uit buurten."),
            REEKS,
        ],
        sleutel: &["bron", "gebied", "onderwerp"],
        rijen: Box::new(site.bronnen.iter().flat_map(of_bron)),
    }
}

/// The figures of an area.
fn rijen(
    bron: &Bron,
    soort: &'static str,
    gebied: &str,
    naam: &str,
    reeks: Option<u16>,
    all: Vec<Uitkomst>,
) -> Vec<Vec<Datacel>> {
    let rij = |(indicator, uitkomst): (&crate::kinds::Indicator, Uitkomst)| {
        vec![
            bron.item.slug().as_str().into(),
            Datacel::Geheel(bron.item.value.jaar.0),
            soort.into(),
            gebied.into(),
            naam.into(),
            indicator.indicator.value.as_str().into(),
            (&*indicator.naam).into(),
            (&*indicator.eenheid).into(),
            meetsoort(&indicator.soort).into(),
            uitkomst.getal.into(),
            uitkomst.herkomst.map(Herkomst::word).into(),
            reeks.map(Datacel::Geheel).into(),
        ]
    };
    bron.item.value.indicatoren.iter().zip(all).map(rij).collect()
}

fn bronnen<'s>(of: &'s Ingredients<'_>) -> Datablad<'s> {
    let rij = move |bron: &Bron| {
        let value = &bron.item.value;
        vec![
            bron.item.slug().as_str().into(),
            value.titel.as_str().into(),
            Datacel::Geheel(value.jaar.0),
            value.bron.as_str().into(),
            value.bronadres.as_ref().map(ToString::to_string).into(),
            value.licentie.as_str().into(),
            value.toelichting.clone().into(),
        ]
    };
    Datablad {
        velden: vec![
            ID,
            veld("titel", "string", "Titel."),
            veld("jaar", "integer", "Het jaar waar de cijfers over gaan."),
            veld("bron", "string", "Wie de cijfers maakte."),
            veld("bronadres", "string", "Waar zij bij de bron staan."),
            veld("licentie", "string", "Onder welke licentie zij zijn te gebruiken."),
            veld("toelichting", "string", "Wat u erover moet weten."),
        ],
        sleutel: &["id"],
        rijen: Box::new(of.site.bronnen.iter().map(rij)),
    }
}

/// A table of what may be about wijken: what each is known by, columns of its own, those wijken and its page.
fn over<'s, T: OfKind>(
    of: &'s Ingredients<'_>,
    all: &'s [About<T>],
    own: impl IntoIterator<Item = Veld>,
    cellen: impl Fn(&T) -> Vec<Datacel> + 's,
) -> Datablad<'s> {
    // Most sites have no topics.
    let has_themas = T::KIND.section_of_thema().is_some() && !of.site.lists.themas.is_empty();
    let rij = move |about: &About<T>| {
        let mut rij = vec![about.item.slug().as_str().into()];
        rij.extend(cellen(&about.item.value));
        rij.extend(has_themas.then(|| themas_of(of, &about.themas)));
        rij.extend([ids(of, &about.wijken), pagina(&about.item.document, of)]);
        rij
    };
    let themas = has_themas.then_some(THEMAS);
    Datablad {
        velden: [ID].into_iter().chain(own).chain(themas).chain([WIJKEN, PAGINA]).collect(),
        sleutel: &["id"],
        rijen: Box::new(all.iter().map(rij)),
    }
}

fn id(of: &Ingredients<'_>, wijk: WijkIndex) -> String {
    of.site.wijken[wijk].item.slug().to_string()
}

fn ids(of: &Ingredients<'_>, wijken: &[WijkIndex]) -> Datacel {
    let ids: Vec<String> = wijken.iter().map(|wijk| id(of, *wijk)).collect();
    if ids.is_empty() { Datacel::Leeg } else { ids.join(" ").into() }
}

fn themas_of(of: &Ingredients<'_>, themas: &[usize]) -> Datacel {
    let ids: Vec<&str> = themas.iter().map(|thema| of.site.lists.themas[*thema].item.slug().as_str()).collect();
    if ids.is_empty() { Datacel::Leeg } else { ids.join(" ").into() }
}

fn pagina(document: &Document, of: &Ingredients<'_>) -> Datacel {
    let target = || {
        let target = of.places.of(&document.path)?;
        let anchor = target.anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
        Some(format!("/{}{anchor}", target.output.address()))
    };
    of.page(document).or_else(target).into()
}

fn telefoon(telefoon: Option<&Telefoon>) -> Datacel {
    telefoon.map(Telefoon::shown).into()
}

/// What is in the columns of [`LOCATIE`].
fn locatie(locatie: Option<&Locatie>) -> [Datacel; 6] {
    let [lengtegraad, breedtegraad] =
        locatie.and_then(|it| it.plek.as_ref()).map_or([None; 2], |plek| to_wgs84(plek.value.0).map(Some));
    let text = |of: fn(&Locatie) -> Option<String>| locatie.and_then(of).into();
    [
        text(|it| it.naam.clone()),
        text(|it| it.adres.clone()),
        text(|it| it.postcode.as_ref().map(ToString::to_string)),
        text(|it| it.plaats.clone()),
        breedtegraad.into(),
        lengtegraad.into(),
    ]
}

fn meetsoort(soort: &Meetsoort) -> &'static str {
    match soort {
        Meetsoort::Aantal => "aantal",
        Meetsoort::Dichtheid(_) => "dichtheid",
        Meetsoort::NietOpTellen => "niet optelbaar",
    }
}
