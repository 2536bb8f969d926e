//! A picture is whole, is what its name says, and stands still.

use super::Subject;
use crate::beeld::{Beeldsoort, MEGABYTES, MEGAPIXELS, Mankement, ZIJDE};
use crate::diagnostics::{Code, Finding, Findings, Place};
use crate::kinds::Bestand;
use crate::source::SourcePath;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (path, bestand) in &subject.places.bestanden {
        findings.extend(picture(path, bestand));
    }
}

fn picture(path: &SourcePath, bestand: &Bestand) -> Option<Finding> {
    let feiten = match bestand.feiten.as_ref()? {
        Ok(feiten) => feiten,
        Err(Mankement::Kapot) => return Some(broken(path)),
        Err(Mankement::TeGroot) => return Some(huge(path)),
        Err(Mankement::GeenFoto(soort)) => return Some(no_picture(path, *soort)),
    };
    let extension = path.extension();
    let is_named_so = extension == feiten.soort.extensie() || (feiten.soort == Beeldsoort::Jpeg && extension == "jpeg");
    if !is_named_so {
        let right = feiten.soort.extensie();
        let message = format!("De naam van deze foto eindigt op .{extension}, maar het is een {right}-bestand.");
        let tip = format!("Geef het bestand de naam {}.{right}, ook waar u ernaar verwijst.", path.stem());
        return Some(Finding::new(Code::PictureName, Place::file(path), message).tip(tip));
    }
    feiten.beweegt.then(|| {
        let message = "Deze foto beweegt; op de site staat alleen het eerste beeld ervan.";
        Finding::new(Code::MovingPicture, Place::file(path), message)
            .tip("Gebruik een foto die stilstaat: wat beweegt, leidt af van de tekst en kan niet worden stilgezet.")
    })
}

/// A picture that cannot be decoded.
pub(super) fn broken(path: &SourcePath) -> Finding {
    Finding::new(
        Code::BrokenPicture,
        Place::file(path),
        "Deze foto is beschadigd of niet heel, en kan niet worden getoond.",
    )
    .tip("Zet de foto er opnieuw neer, of open haar in een fotoprogramma en sla haar opnieuw op.")
}

fn huge(path: &SourcePath) -> Finding {
    let message = format!(
        "Deze foto is te groot om te verwerken; {MEGAPIXELS} megapixel, {MEGABYTES} MB en een zijde van {ZIJDE} pixels zijn het meeste."
    );
    Finding::new(Code::HugePicture, Place::file(path), message)
        .tip("Maak de foto kleiner in een fotoprogramma; 2000 pixels breed is genoeg.")
}

fn no_picture(path: &SourcePath, soort: Option<&str>) -> Finding {
    let extension = path.extension();
    let what = soort.map_or_else(|| "er zit geen foto in".to_owned(), |soort| format!("het is een {soort}-bestand"));
    let message = format!("De naam van dit bestand eindigt op .{extension}, maar {what}.");
    Finding::new(Code::PictureName, Place::file(path), message).tip(match soort {
        Some("HEIC") => {
            "Open de foto en sla haar op als jpg. Een iPhone doet dat zelf: kies bij Instellingen, Camera, Structuur voor Meest compatibel."
        }
        Some("PDF" | "ZIP") => "Gebruik een foto, opgeslagen als jpg of png.",
        _ => "Open de foto in een fotoprogramma en sla haar op als jpg of png; alleen de naam veranderen helpt niet.",
    })
}
