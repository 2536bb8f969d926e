//! Every link inside the site leads somewhere: to a file that is published, and to a place that is on its page.

use super::Subject;
use crate::content::values::lange_datum;
use crate::content::{Document, Doel, InternalLink, PICTURES, PUBLISHED, nearest, or_meant};
use crate::diagnostics::{Code, Finding, Findings, Place, Span};
use crate::site::LinkProblem;
use crate::source::SourcePath;

pub(super) fn check(subject: &Subject<'_, '_>, findings: &mut Findings) {
    for document in subject.documents.iter().filter(|document| !subject.site.is_unfinished(document)) {
        for link in &document.body.links {
            check_link(subject, document, link, findings);
        }
    }
    let Some(info) = subject.site.info else { return };
    for item in info.value.navigatie.iter().chain(&info.value.voet) {
        let Doel::Bestand(written) = &item.naar.value else { continue };
        match InternalLink::of_field(&info.document.path, written, item.naar.span) {
            Some(link) => check_link(subject, info.document, &link, findings),
            None => findings.push(dead(subject, info.document, written, item.naar.span, false)),
        }
    }
}

fn check_link(subject: &Subject<'_, '_>, document: &Document, link: &InternalLink, findings: &mut Findings) {
    let place = Place::new(&document.path, link.span);
    match subject.site.follow(document, link) {
        Ok(_) if link.picture => {
            let is_picture = link.path.as_ref().is_some_and(|path| subject.site.is_picture(path));
            if !is_picture {
                findings.push(
                    Finding::new(Code::DeadLink, place, format!("“{}” is geen foto.", link.written)).tip(
                        "Gebruik een foto: .jpg, .png of .webp. Voor een gewone link haalt u het uitroepteken weg.",
                    ),
                );
            }
        }
        Ok(_) if link.path.as_ref().is_some_and(|path| subject.site.is_of_another_day(path)) => findings.push(
            Finding::new(
                Code::LinkToAnotherDay,
                place,
                format!("“{}” wordt vandaag niet getoond; de link gaat naar het overzicht.", link.written),
            )
            .tip(match link.path.as_ref().and_then(|path| subject.site.appears(path, subject.today)) {
                Some(day) => format!("Dat bericht komt pas op {} op de site. Klopt die datum?", lange_datum(day)),
                None => {
                    "Dat komt door de datum in dat bestand. Haal de link weg als het voorgoed voorbij is.".to_owned()
                }
            }),
        ),
        // A file with mistakes is reported itself.
        Ok(_) | Err(LinkProblem::Broken) => {}
        Err(LinkProblem::NoFile) => findings.push(dead(subject, document, &link.written, link.span, link.picture)),
        Err(LinkProblem::NotAllowed) => findings.push(
            Finding::new(
                Code::DeadLink,
                place,
                format!("Het soort bestand van “{}” kan niet op de site.", link.written),
            )
            .tip(format!("Wel mogelijk zijn: {}.", PUBLISHED.join(", "))),
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
            findings.push(Finding::new(Code::DeadAnchor, place, message).tip(tip));
        }
    }
}

fn dead(subject: &Subject<'_, '_>, document: &Document, written: &str, span: Span, picture: bool) -> Finding {
    let place = Place::new(&document.path, span);
    let finding = Finding::new(Code::DeadLink, place, format!("Het bestand “{written}” is er niet."));
    if written.starts_with("www.") {
        return finding.tip(format!("Is het een andere site? Schrijf dan https://{written}."));
    }
    if written.contains('@') {
        return finding.tip(format!("Is het een e-mailadres? Schrijf dan mailto:{written}."));
    }
    let wanted = document.path.join(written.split('#').next().unwrap_or_default());
    let meant = wanted.and_then(|wanted| {
        let candidates = || subject.site.linkable().filter(|path| picture == is_picture(path)).map(SourcePath::as_str);
        let same_name = candidates().find(|path| path.rsplit('/').next() == Some(wanted.file_name()));
        same_name.or_else(|| nearest(wanted.as_str(), candidates())).map(str::to_owned)
    });
    finding.tip(match meant {
        Some(meant) => format!("Bedoelde u {}?", relative(document.path.as_str(), &meant)),
        None if picture => "Leg de foto naast deze tekst, en let op hoofdletters en de extensie.".to_owned(),
        None => "Schrijf het pad vanaf de map van deze tekst, zoals ../wijken/oude-haven.md.".to_owned(),
    })
}

fn is_picture(path: &SourcePath) -> bool {
    PICTURES.contains(&path.extension().as_str())
}

/// The path from one file to another.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut path = "../".repeat(from.len() - common);
    path.push_str(&to[common..].join("/"));
    path
}
