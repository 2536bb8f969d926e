//! The theme that is inside the program, for projects that have no folder of its name.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::FOLDER;
use crate::diagnostics::{Finding, Findings, Place};
use crate::source::{Source, SourcePath};

/// Its name.
pub(crate) const NAME: &str = "kust";

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/kust");

/// Its files, as they would be in a project.
pub(crate) static AS_SOURCES: LazyLock<Vec<(SourcePath, Source)>> = LazyLock::new(|| {
    let (mut files, mut folders) = (Vec::new(), vec![&FILES]);
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|file| {
            // Windows wrote the names with its own sign between folders when the program was compiled there.
            let name = file.path().to_string_lossy().replace('\\', "/");
            (SourcePath::new(format!("{FOLDER}/{NAME}/{name}")), Source::new(file.contents()))
        }));
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    files
});

/// Whether a file is one of these.
fn is_inside(path: &SourcePath) -> bool {
    AS_SOURCES.binary_search_by(|(own, _)| own.cmp(path)).is_ok()
}

/// The same findings, none at a file that nobody has: what is found in this theme is told where it is chosen.
pub(super) fn where_chosen(findings: &Findings, chosen: &Place) -> Findings {
    let moved = |mut finding: Finding| {
        finding.related.retain(|related| !is_inside(&related.place.path));
        if is_inside(&finding.place.path) {
            let file = finding.place.path.file_name().to_owned();
            finding.message = format!("In {file} van het thema {NAME}: {}", finding.message);
            finding.tip = Some(
                "Dit thema zit in wijkwijzer. Kijk wat uw eigen thema ervan verandert, of vraag de maker daarvan."
                    .to_owned(),
            );
            finding.place = chosen.clone();
            finding.replacement = None;
        }
        finding
    };
    let mut told = Findings::default();
    told.extend(findings.iter().cloned().map(moved));
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Span};

    #[test]
    fn the_theme_in_the_program_is_the_folder() {
        let project = crate::disk::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let folder: Vec<_> =
            project.below("themes/kust").map(|(path, source)| (path.clone(), source.clone())).collect();
        assert!(folder.len() > 40);
        assert!(*AS_SOURCES == folder, "compiled before the folder changed");
    }

    #[test]
    fn what_is_found_in_it_is_told_where_it_is_chosen() {
        let chosen = Place::new(&SourcePath::new("content/site.yaml"), Span::new(3, 7));
        let at = |path: &str| Finding::new(Code::Template, Place::file(&SourcePath::new(path)), "Fout.");
        let mut findings = Findings::default();
        findings.push(at("themes/kust/templates/wijk.html").replacement(Some("x".to_owned())));
        findings.push(at("themes/eigen/templates/wijk.html"));
        let told = where_chosen(&findings, &chosen);
        let [inside, outside] = [0, 1].map(|at| told.iter().nth(at).unwrap());
        assert_eq!((&inside.place, inside.message.as_str()), (&chosen, "In wijk.html van het thema kust: Fout."));
        assert_eq!(inside.replacement, None);
        assert_eq!(outside.place.path.as_str(), "themes/eigen/templates/wijk.html");
    }
}
