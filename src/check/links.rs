//! Every link inside the site leads somewhere: to a file that is published, and to a place that is on its page.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::eigen::{self, Besides, Judgement, NO_FILE};
use super::meant::{Candidates, is_near, relative};
use super::{Judged, Subject};
use crate::diagnostics::{Code, Finding, Findings, MOST_OF_A_KIND, Place, Severity, Span};
use crate::kinds::{Document, Doel, Kind, VastePagina, ZOEKER, other_format};
use crate::read::fields::At;
use crate::read::markdown::{Body, InternalLink, WebLink};
use crate::site::{LinkProblem, Target};
use crate::source::SourcePath;
use crate::tijd::{Datum, lange_datum};
use crate::values::{nearest, or_meant};

/// How many other links to a file that is not there are shown with the first.
const MOST_SHOWN: usize = 5;

/// A link to a file that is not there.
#[derive(Debug, Clone)]
pub(super) struct Missing {
    /// How bad it is: what is in a draft stops nobody's page.
    severity: Severity,
    document: Arc<Document>,
    link: InternalLink,
    wanted: SourcePath,
    /// The address, when the link is to one of the site: then something else than a file may be there.
    address: Option<String>,
}

/// The links in a text.
pub(super) fn check(subject: &Subject<'_>, document: &Arc<Document>, body: &Body, judged: &mut Judged) {
    let severity = match (subject.site.is_draft(document), subject.site.is_unfinished(document)) {
        (true, _) => Severity::Warning,
        (false, true) => return,
        (false, false) => Severity::Error,
    };
    for link in &body.links {
        check_link(subject, document, link, severity, judged);
    }
    for link in &body.web {
        check_address(subject, document, link, severity, judged);
    }
    if severity == Severity::Warning {
        judged.findings = std::mem::take(&mut judged.findings).all(severity);
    }
}

/// The links in the menus.
pub(super) fn menus(subject: &Subject<'_>, judged: &mut Judged) {
    let Some(info) = &subject.site.info else { return };
    let candidates = LazyCell::new(|| Candidates::new(subject.places));
    for item in info.value.menus() {
        let span = item.naar.span;
        let mut web = |address: &str| {
            let link = WebLink { written: address.to_owned(), span, exact: span.end - span.start == address.len() };
            check_address(subject, &info.document, &link, Severity::Error, judged);
        };
        match &item.naar.value {
            Doel::Web(address) => web(address.as_str()),
            Doel::Voorbeeld(address) => web(address),
            Doel::Bestand(written) if written.starts_with('/') => {
                judged.findings.push(no_file(subject, &candidates, &info.document, written, span));
            }
            Doel::Bestand(written) => match InternalLink::of_field(&info.document.path, written, span) {
                Some(link) => check_link(subject, &info.document, &link, Severity::Error, judged),
                None => judged.findings.push(outside(&info.document, written, span)),
            },
        }
    }
}

/// A web address, which may be one of the site.
fn check_address(
    subject: &Subject<'_>,
    document: &Arc<Document>,
    link: &WebLink,
    severity: Severity,
    judged: &mut Judged,
) {
    match eigen::check(subject, document, link) {
        Some(Judgement::Wrong(finding)) => judged.findings.push(finding),
        Some(Judgement::NoFile(address)) => judged.missing.push(Missing {
            severity,
            document: Arc::clone(document),
            link: link.clone().into(),
            wanted: SourcePath::new(format!("/{address}")),
            address: Some(address),
        }),
        None => {}
    }
}

/// One finding for all links to a file that is not there; those in drafts apart, and pictures apart.
pub(super) fn dead<'j>(subject: &Subject<'_>, missing: impl Iterator<Item = &'j Missing>) -> Findings {
    let mut by_file: BTreeMap<(Severity, &SourcePath, bool), Vec<&Missing>> = BTreeMap::new();
    let besides = LazyCell::new(|| Besides::of(subject));
    for missing in missing.filter(|it| it.address.as_deref().is_none_or(|address| !besides.may_be_at(address))) {
        by_file.entry((missing.severity, &missing.wanted, missing.link.picture)).or_default().push(missing);
    }
    let candidates = LazyCell::new(|| Candidates::new(subject.places));
    let mut told: Vec<Finding> =
        by_file.values().take(MOST_OF_A_KIND).filter_map(|links| dead_file(subject, &candidates, links)).collect();
    if let (Some(last), more @ 1..) = (told.last_mut(), by_file.len().saturating_sub(MOST_OF_A_KIND)) {
        last.and_more(more, "");
    }
    let mut findings = Findings::default();
    findings.extend(told);
    findings
}

fn check_link(
    subject: &Subject<'_>,
    document: &Arc<Document>,
    link: &InternalLink,
    severity: Severity,
    judged: &mut Judged,
) {
    let findings = &mut judged.findings;
    let place = Place::new(&document.path, link.span);
    match subject.places.follow(document, link) {
        Ok(_) if link.picture => {
            let is_picture = link.path.as_ref().is_some_and(|path| subject.places.is_picture(path));
            if !is_picture {
                findings.push(
                    Finding::new(Code::DeadLink, place, format!("“{}” is geen foto.", link.written)).tip(
                        "Gebruik een foto: .jpg, .png of .webp. Voor een gewone link haalt u het uitroepteken weg.",
                    ),
                );
            }
        }
        Ok(target) if link.path.as_ref().is_some_and(|path| subject.site.is_of_another_day(path)) => findings.push(
            Finding::new(
                Code::LinkToAnotherDay,
                place,
                format!("“{}” wordt vandaag niet getoond; {}.", link.written, instead(document, &target)),
            )
            .tip(match link.path.as_ref().and_then(|path| appears(subject, path)) {
                Some((what, day)) => format!("{what} komt pas op {} op de site. Klopt die datum?", lange_datum(day)),
                None => {
                    "Dat komt door de datum in dat bestand. Haal de link weg als het voorgoed voorbij is.".to_owned()
                }
            }),
        ),
        // A file with mistakes is reported itself.
        Ok(_) | Err(LinkProblem::Broken) => {}
        // Drafts may well be shown together.
        Err(LinkProblem::Draft) if severity == Severity::Warning => {}
        Err(LinkProblem::NoFile) => {
            let Some(wanted) = link.path.clone() else { return };
            let document = Arc::clone(document);
            judged.missing.push(Missing { severity, document, link: link.clone(), wanted, address: None });
        }
        Err(LinkProblem::NotAllowed) => findings.push(
            Finding::new(
                Code::DeadLink,
                place,
                format!("Het soort bestand van “{}” kan niet op de site.", link.written),
            )
            .tip(link.path.as_ref().map_or_else(String::new, other_format)),
        ),
        Err(LinkProblem::Draft) => findings.push(
            Finding::new(Code::LinkToDraft, place, format!("“{}” is nog een concept.", link.written))
                .tip("Haal `concept: ja` weg in dat bestand, of haal de link weg."),
        ),
        Err(LinkProblem::NoPage) => findings.push(
            Finding::new(Code::DeadLink, place, format!("“{}” heeft geen eigen pagina.", link.written))
                .tip("Link naar een pagina, zoals ../kengetallen/index.md."),
        ),
        Err(LinkProblem::NoAnchor(anchors)) => {
            let finding = no_anchor(link, place, anchors);
            let is_zoeker = link.anchor.as_deref() == Some(ZOEKER) && subject.site.has_too_many_for_zoeker();
            let why = "Bij meer dan 600 buurten is deze lijst er niet: zij is dan te lang om iets in te vinden. Haal het deel vanaf # weg.";
            findings.push(if is_zoeker { finding.tip(why) } else { finding });
        }
    }
}

/// The day on which what is not shown yet will be.
fn appears(subject: &Subject<'_>, path: &SourcePath) -> Option<(&'static str, Date)> {
    let document = subject.site.document(path)?;
    let looptijd = document.content.as_ref().and_then(|content| content.says().looptijd()?.appears);
    let of = |what, day: Option<&At<Datum>>| Some((what, day?.value.0)).filter(|(_, day)| *day > subject.today);
    of("Dat bestand", document.publiceren[0].as_ref()).or_else(|| of("Dat bericht", looptijd))
}

/// What becomes of a link to what is not shown today.
fn instead(document: &Document, target: &Target) -> &'static str {
    if document.kind == Kind::Site {
        "het staat dan niet in het menu"
    } else if target.output == VastePagina::Home.output() {
        "de link gaat naar de voorpagina"
    } else {
        "de link gaat naar het overzicht"
    }
}

/// What stands in the menu is an address, and should be a file.
fn no_file(
    subject: &Subject<'_>,
    candidates: &Candidates<'_>,
    document: &Document,
    written: &str,
    span: Span,
) -> Finding {
    let message = format!("“{written}” is een adres; bij `naar` hoort het bestand van de pagina.");
    let finding = Finding::new(Code::DeadLink, Place::new(&document.path, span), message);
    let (path, anchor) = written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let meant = candidates.meant(document, &SourcePath::new(path), false);
    let Some(meant) = meant.map(|meant| written_as(subject, document, &meant.path, anchor)) else {
        return finding.tip("Schrijf het pad vanaf de map content, zoals wijken/index.md.");
    };
    let exact = span.end - span.start == written.len();
    finding.tip(format!("Schrijf {meant}.")).replacement(exact.then_some(meant))
}

/// A link to a file as an editor writes it in a document.
pub(super) fn written_as(subject: &Subject<'_>, document: &Document, to: &SourcePath, anchor: Option<&str>) -> String {
    let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
    let address = format!("{}{anchor}", relative(document.path.as_str(), to.as_str()));
    // In a text an address with a space in it stands between < and >.
    let needs_brackets = subject.site.info.as_ref().is_none_or(|info| info.document.path != document.path)
        && address.contains(|c: char| c.is_whitespace() || "()".contains(c));
    if needs_brackets { format!("<{address}>") } else { address }
}

pub(super) fn no_anchor(link: &InternalLink, place: Place, anchors: &BTreeMap<String, String>) -> Finding {
    let anchor = link.anchor.as_deref().unwrap_or_default();
    let meant = nearest(anchor, anchors.keys().map(String::as_str));
    let message = format!("De plek “#{anchor}” is er niet op die pagina");
    let message = or_meant(message, meant.map(|it| format!("“#{it}”")));
    let known: Vec<String> = anchors.keys().take(20).map(|anchor| format!("#{anchor}")).collect();
    let tip = if known.is_empty() {
        "Haal het deel vanaf # weg.".to_owned()
    } else {
        format!("Deze plekken zijn er wel: {}.", known.join(", "))
    };
    let sure = meant.filter(|meant| link.exact && is_near(anchor, meant) && !link.written.contains(' '));
    let file = link.written.split('#').next().unwrap_or_default();
    Finding::new(Code::DeadAnchor, place, message).tip(tip).replacement(sure.map(|meant| format!("{file}#{meant}")))
}

/// One finding for all links to a file that is not there: the first is marked, the next are shown.
fn dead_file(subject: &Subject<'_>, candidates: &Candidates<'_>, links: &[&Missing]) -> Option<Finding> {
    let (Missing { severity, document, link, wanted, address }, others) = links.split_first()?;
    let what = match address {
        Some(_) => format!("Op het adres “{}” van de site staat niets", link.written),
        None => format!("Het bestand “{}” is er niet", link.written),
    };
    let message = match others.len() {
        0 => format!("{what}."),
        more => format!("{what}; er gaan {} links naartoe.", more + 1),
    };
    let mut finding = Finding::new(Code::DeadLink, Place::new(&document.path, link.span), message).severity(*severity);
    for other in others.iter().take(MOST_SHOWN) {
        finding = finding.related(Place::new(&other.document.path, other.link.span), "en hier");
    }
    for (sign, begin, what) in [("www.", "https://", "een andere site"), ("@", "mailto:", "een e-mailadres")] {
        if address.is_some() {
            break;
        }
        if if sign == "@" { link.written.contains(sign) } else { link.written.starts_with(sign) } {
            let meant = format!("{begin}{}", link.written);
            let tip = format!("Is het {what}? Schrijf dan {meant}.");
            return Some(finding.tip(tip).replacement(link.exact.then_some(meant)));
        }
    }
    let Some(meant) = candidates.meant(document, wanted, link.picture) else {
        return Some(finding.tip(if address.is_some() {
            NO_FILE
        } else if link.picture {
            "Leg de foto naast deze tekst, en let op hoofdletters en de extensie."
        } else {
            "Schrijf het pad vanaf de map van deze tekst, zoals ../wijken/oude-haven.md."
        }));
    };
    let anchor = link.written.split_once('#').map(|(_, anchor)| anchor);
    let address = written_as(subject, document, &meant.path, anchor);
    Some(finding.tip(format!("Bedoelde u {address}?")).replacement((link.exact && meant.is_sure).then_some(address)))
}

fn outside(document: &Document, written: &str, span: Span) -> Finding {
    let message = format!("Het adres “{written}” leidt uit de map van de site.");
    Finding::new(Code::DeadLink, Place::new(&document.path, span), message).tip("Tel het aantal keer ../ na.")
}
