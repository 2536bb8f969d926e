//! From the preview to the folder that visitors see: what would change there, and the change itself.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use super::guarded;
use super::preview::Shown;
use crate::disk;
use crate::form::{escaped, whole_page};
use crate::kinds::{Doelplek, Publicatiedoel};
use crate::output::OutputPath;
use crate::pipeline::Pipeline;
use crate::publish::changes::{Changes, counted};
use crate::publish::{Manners, OutputFolder, STAYS};
use crate::settings::Settings;
use crate::source::SourceTree;

/// Where it is asked for.
pub(super) const ADDRESS: &str = "/-/online";

/// The folder of the project with the site, when no other is named as a target.
const FOLDER: &str = "public";

/// More pages than these of a sort are folded.
const MOST_OPEN: usize = 20;

/// What came of publishing, or of looking what it would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// It would change this, there (Dutch).
    Would(Changes, String),
    /// It changed this, there (Dutch).
    Did(Changes, String),
    /// The site has mistakes.
    Mistakes,
    /// The machine, or a fault of our own, is in the way (Dutch).
    Trouble(String),
}

/// Builds the site as visitors get it, and compares it with what they have, or writes it there.
pub(super) fn publish(project: &Path, sources: &SourceTree, settings: &Settings, write: bool) -> Published {
    let work = || {
        let mut pipeline = Pipeline::with_cache(Arc::new(disk::PictureCache::of(project)));
        let built = pipeline.build(sources, settings);
        let Some(tree) = built.tree else { return Ok(Published::Mistakes) };
        let (mut folder, place) = place(project, &built.doelen);
        disk::refuse_own_input(project, folder.path())?;
        let published = if write {
            Published::Did(folder.write(&tree)?, place)
        } else {
            Published::Would(folder.compare(&tree)?, place)
        };
        anyhow::Ok(published)
    };
    guarded(work).flatten().unwrap_or_else(|error| Published::Trouble(disk::told(&error)))
}

/// The folder that the site goes to: the first target that is a folder, or else that of the project. And how it is called.
fn place(project: &Path, doelen: &[Publicatiedoel]) -> (OutputFolder, String) {
    let mut folders = doelen.iter().filter_map(|doel| match &doel.plek {
        Doelplek::Map { pad } => Some((&doel.naam, pad)),
        _ => None,
    });
    match folders.next() {
        Some((naam, pad)) => {
            let manners = Manners { grace: STAYS, ..Manners::default() };
            (OutputFolder::new(project.join(pad)).with(manners), format!("het doel {}", naam.0))
        }
        None => (OutputFolder::new(project.join(FOLDER)), format!("de map {FOLDER}")),
    }
}

/// The page that tells of it.
pub(super) fn page(published: &Published, shown: &Shown, token: &str, may_write: bool) -> String {
    let mut body =
        "<header><a href=\"/\">Naar de site</a> <a href=\"/-/formulier\">Bewerken</a></header>\n<main>\n".to_owned();
    let (heading, text, changes) = match published {
        Published::Would(changes, place) if changes.is_empty() => {
            ("Er verandert niets".to_owned(), format!("In {place} staat al wat u hier ziet."), None)
        }
        Published::Would(changes, place) => (
            "Wat verandert er voor bezoekers?".to_owned(),
            format!("Vergeleken met {place}. Concepten gaan niet mee, en de datum is die van vandaag."),
            Some(changes),
        ),
        Published::Did(changes, place) => {
            (format!("Klaar: de site staat in {place}"), "Dit is er veranderd.".to_owned(), Some(changes))
        }
        Published::Mistakes => (
            "De site heeft nog fouten".to_owned(),
            "Los eerst de fouten op; u ziet ze op de site. Wat online staat, blijft zoals het is.".to_owned(),
            None,
        ),
        Published::Trouble(why) => ("Dat lukt niet".to_owned(), why.clone(), None),
    };
    let _ = write!(body, "<h1>{}</h1>\n<p>{}</p>\n", escaped(&heading), escaped(&text));
    if let Some(changes) = changes {
        lists(&mut body, changes, shown);
    }
    if let (Published::Would(changes, place), true) = (published, may_write)
        && !changes.is_empty()
    {
        let _ = write!(
            body,
            "<form method=\"post\" action=\"{ADDRESS}\">\n<input type=\"hidden\" name=\"sleutel\" value=\"{token}\">\n\
             <p><button class=\"knop\">Publiceer naar {}</button></p>\n</form>\n",
            escaped(place)
        );
    }
    body.push_str("</main>\n");
    whole_page(&heading, &body)
}

/// What is new, other or gone: pages by name, the rest by number.
fn lists(body: &mut String, changes: &Changes, shown: &Shown) {
    let mut others = 0;
    for (word, files, is_there) in [
        ("Nieuw", &changes.new, true),
        ("Gewijzigd", &changes.changed, true),
        ("Ingetrokken", &changes.withdrawn, false),
    ] {
        let pages: Vec<&OutputPath> = files.iter().filter(|path| path.is_page()).collect();
        others += files.len() - pages.len();
        if pages.is_empty() {
            continue;
        }
        let open = if pages.len() > MOST_OPEN { "" } else { " open" };
        let _ = write!(
            body,
            "<details{open}>\n<summary>{word}: {}</summary>\n<ul>\n",
            counted(pages.len(), "pagina", "pagina's")
        );
        for page in pages {
            let address = escaped(&format!("/{}", page.address()));
            let name = title(page, shown).map(|title| format!(": {}", escaped(title))).unwrap_or_default();
            let _ = if is_there {
                writeln!(body, "<li><a href=\"{address}\">{address}</a>{name}</li>")
            } else {
                writeln!(body, "<li>{address}</li>")
            };
        }
        body.push_str("</ul>\n</details>\n");
    }
    if others > 0 {
        let _ = writeln!(
            body,
            "<p>En {} (stijl, foto's, agenda's, zoeken).</p>",
            counted(others, "ander bestand", "andere bestanden")
        );
    }
}

/// What the file of a page is called.
fn title<'s>(page: &OutputPath, shown: &'s Shown) -> Option<&'s str> {
    let file = shown.source(page)?;
    shown.placed.get(file).map(|placed| placed.title.as_str())
}
