//! A photo is small enough for somebody on the street with a slow connection.

use super::Subject;
use crate::diagnostics::{Code, Finding, Findings, Place};

/// The most bytes of a photo that nobody waits for: about three seconds at 1.5 Mbit/s, a slow telephone connection.
const MOST: usize = 500_000;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (path, bestand) in &subject.site.bestanden {
        if bestand.picture && bestand.source.bytes().len() > MOST {
            findings.push(
                Finding::new(
                    Code::PictureTooLarge,
                    Place::file(path),
                    format!("Deze foto is {} groot; op een telefoon duurt dat lang.", bestand.grootte()),
                )
                .tip("Maak de foto kleiner: 1600 pixels breed is genoeg. Het doel is hooguit 500 kB."),
            );
        }
    }
}
