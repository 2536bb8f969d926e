//! Every link inside the site leads somewhere: to a file that is published, and to a place that is on its page.

use super::Subject;
use crate::content::{Content, Document, InternalLink, nearest};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::site::LinkProblem;

pub(super) fn check(subject: &Subject<'_, '_>, findings: &mut Findings) {
    for document in subject.documents {
        for link in &document.body.links {
            check_link(subject, document, link, findings);
        }
    }
    let Some(info) = subject.site.info else { return };
    for item in info.value.navigatie.iter().chain(&info.value.voet) {
        if item.naar.value.contains("://") {
            continue;
        }
        match InternalLink::of_field(info.document, &item.naar) {
            Some(link) => check_link(subject, info.document, &link, findings),
            None => findings.push(dead(subject, info.document, &item.naar.value, item.naar.span)),
        }
    }
}

fn check_link(subject: &Subject<'_, '_>, document: &Document, link: &InternalLink, findings: &mut Findings) {
    let place = Place::new(&document.path, link.span);
    match subject.site.follow(document, link) {
        Ok(_) if link.picture => {
            let is_picture = subject.documents.iter().any(|other| {
                Some(&other.path) == link.path.as_ref()
                    && matches!(&other.content, Some(Content::Bestand(bestand)) if bestand.picture)
            });
            if !is_picture {
                findings.push(
                    Finding::new(Code::DeadLink, place, format!("“{}” is geen foto.", link.written)).tip(
                        "Gebruik een foto: .jpg, .png of .webp. Voor een gewone link haalt u het uitroepteken weg.",
                    ),
                );
            }
        }
        // A file with mistakes is reported itself.
        Ok(_) | Err(LinkProblem::Broken) => {}
        Err(LinkProblem::NoFile) => findings.push(dead(subject, document, &link.written, link.span)),
        Err(LinkProblem::Hidden) => findings.push(
            Finding::new(Code::LinkToDraft, place, format!("“{}” wordt nu niet gepubliceerd.", link.written)).tip(
                "Het is een concept, of de datum ervan klopt niet met vandaag. Haal de link weg, of publiceer het.",
            ),
        ),
        Err(LinkProblem::NoPage) => findings.push(
            Finding::new(Code::DeadLink, place, format!("“{}” heeft geen eigen pagina.", link.written))
                .tip("Link naar een pagina, zoals ../kengetallen/index.md."),
        ),
        Err(LinkProblem::NoAnchor(anchors)) => {
            let anchor = link.anchor.as_deref().unwrap_or_default();
            let meant = nearest(anchor, anchors.keys().map(String::as_str));
            let message = match meant {
                Some(meant) => format!("De plek “#{anchor}” is er niet op die pagina; bedoelde u “#{meant}”?"),
                None => format!("De plek “#{anchor}” is er niet op die pagina."),
            };
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

fn dead(subject: &Subject<'_, '_>, document: &Document, written: &str, span: crate::diagnostics::Span) -> Finding {
    let place = Place::new(&document.path, span);
    let wanted = document.path.join(written.split('#').next().unwrap_or_default());
    let finding = Finding::new(Code::DeadLink, place, format!("Het bestand “{written}” is er niet."));
    if written.starts_with("www.") {
        return finding.tip(format!("Is het een andere site? Schrijf dan https://{written}."));
    }
    let meant = wanted.and_then(|wanted| {
        let candidates = || subject.site.linkable().map(crate::source::SourcePath::as_str);
        let same_name = candidates().find(|path| path.rsplit('/').next() == Some(wanted.file_name()));
        same_name.or_else(|| nearest(wanted.as_str(), candidates())).map(str::to_owned)
    });
    finding.tip(match meant {
        Some(meant) => format!("Bedoelde u {}?", relative(document.path.as_str(), &meant)),
        None => "Schrijf het pad vanaf de map van deze tekst, zoals ../wijken/oude-haven.md.".to_owned(),
    })
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
