//! From the preview to the folder that visitors see: what would change there, and the change itself.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use super::guarded;
use super::preview::Shown;
use crate::disk;
use crate::form::{escaped, whole_page};
use crate::output::OutputPath;
use crate::pipeline::Pipeline;
use crate::publish::OutputFolder;
use crate::publish::changes::{Changes, counted};
use crate::settings::Settings;
use crate::source::SourceTree;

/// Where it is asked for.
pub(super) const ADDRESS: &str = "/-/online";

/// The folder of the project with the site as it is published.
const FOLDER: &str = "public";

/// More pages than these of a sort are folded.
const MOST_OPEN: usize = 20;

/// What came of publishing, or of looking what it would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// It would change this.
    Would(Changes),
    /// It changed this.
    Did(Changes),
    /// The site has mistakes.
    Mistakes,
    /// The machine, or a fault of our own, is in the way (Dutch).
    Trouble(String),
}

/// Builds the site as visitors get it, and compares it with what they have, or writes it there.
pub(super) fn publish(project: &Path, sources: &SourceTree, settings: &Settings, write: bool) -> Published {
    let work = || {
        let mut pipeline = Pipeline::with_cache(Arc::new(disk::PictureCache::of(project)));
        let Some(tree) = pipeline.build(sources, settings).tree else { return Ok(Published::Mistakes) };
        let mut folder = OutputFolder::new(project.join(FOLDER));
        let published =
            if write { Published::Did(folder.write(&tree)?) } else { Published::Would(folder.compare(&tree)?) };
        anyhow::Ok(published)
    };
    guarded(work).flatten().unwrap_or_else(|error| Published::Trouble(disk::told(&error)))
}

/// The page that tells of it.
pub(super) fn page(published: &Published, shown: &Shown, token: &str, may_write: bool) -> String {
    let mut body =
        "<header><a href=\"/\">Naar de site</a> <a href=\"/-/formulier\">Bewerken</a></header>\n<main>\n".to_owned();
    let (heading, changes) = match published {
        Published::Would(changes) => ("Wat verandert er voor bezoekers?", Some(changes)),
        Published::Did(changes) => ("Klaar: de site staat in de map public", Some(changes)),
        Published::Mistakes => ("De site heeft nog fouten", None),
        Published::Trouble(_) => ("Dat lukt niet", None),
    };
    let _ = writeln!(body, "<h1>{heading}</h1>");
    match published {
        Published::Mistakes => {
            body.push_str(
                "<p>Los eerst <a href=\"/\">de fouten</a> op. Wat in de map public staat, blijft zoals het is.</p>\n",
            );
        }
        Published::Trouble(why) => {
            let _ = writeln!(body, "<p>{}</p>", escaped(why));
        }
        Published::Would(changes) if changes.is_empty() => {
            body.push_str("<p>Er verandert niets: in de map public staat al wat u hier ziet.</p>\n");
        }
        Published::Did(changes) if changes.is_empty() => body.push_str("<p>Er was niets veranderd.</p>\n"),
        Published::Would(_) => {
            body.push_str("<p>Vergeleken met wat in de map public staat. Concepten gaan niet mee, en de datum is die van vandaag.</p>\n");
        }
        Published::Did(_) => body
            .push_str("<p>Dit is er veranderd. Wie de map public op uw webserver zet, leest u in het handboek.</p>\n"),
    }
    if let Some(changes) = changes {
        lists(&mut body, changes, shown);
    }
    if let (Published::Would(changes), true) = (published, may_write)
        && !changes.is_empty()
    {
        let _ = write!(
            body,
            "<form method=\"post\" action=\"{ADDRESS}\">\n<input type=\"hidden\" name=\"sleutel\" value=\"{token}\">\n\
             <p><button class=\"knop\">Zet in de map public</button></p>\n</form>\n"
        );
    }
    body.push_str("</main>\n");
    whole_page(heading, &body)
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
