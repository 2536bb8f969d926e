//! Templates and static files of a theme: a view → bytes. The only user of Tera.
//!
//! No function or filter is registered that looks at the site, the disk or the clock: a template sees its view and nothing
//! else, so the view *is* the list of what a page depends on.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::content::{self, Themakleuren};
use crate::diagnostics::{Checked, Code, Finding, Findings, Place, Span};
use crate::output::OutputPath;
use crate::source::{Source, SourcePath, SourceTree};

/// The folder that holds the themes.
pub const FOLDER: &str = "themes";

/// A theme that was read and found whole.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    /// The folder of its templates, for telling where a mistake is.
    folder: String,
    /// Static files, by the place where they are published.
    files: Vec<(OutputPath, Arc<[u8]>)>,
    /// The colours that a municipality may set; `None` when what the theme says of them is wrong.
    kleuren: Option<Themakleuren>,
}

/// The files of a theme: what a [`Theme`] is made from, and all that it depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFiles {
    name: String,
    files: Vec<(SourcePath, Source)>,
}

impl ThemeFiles {
    /// The files of theme `name`.
    pub fn of(tree: &SourceTree, name: &str) -> Self {
        let folder = format!("{FOLDER}/{name}");
        let files = tree.below(&folder).map(|(path, source)| (path.clone(), source.clone())).collect();
        Self { name: name.to_owned(), files }
    }
}

/// Reads a theme; all templates that are wrong are reported in one go. `templates` are those that every theme must have.
pub fn load(theme: &ThemeFiles, named_at: &Place, templates: &[&str]) -> Checked<Option<Theme>> {
    let mut findings = Findings::default();
    let folder = format!("{FOLDER}/{}/templates/", theme.name);
    let static_folder = format!("{FOLDER}/{}/static/", theme.name);
    if theme.files.is_empty() {
        findings.push(
            Finding::new(Code::NoTheme, named_at.clone(), format!("Het thema “{}” is er niet.", theme.name))
                .tip(format!("Noem de naam van een map in {FOLDER}.")),
        );
        return Checked::new(None, findings);
    }
    let declared = SourcePath::new(format!("{FOLDER}/{}/thema.yaml", theme.name));
    let mut colours = Checked::new(Some(Themakleuren::default()), Findings::default());
    let (mut sources, mut files) = (Vec::new(), Vec::new());
    for (path, source) in &theme.files {
        if let Some(name) = path.as_str().strip_prefix(&folder) {
            sources.push((name.to_owned(), source.decode().text.into_owned()));
        } else if let Some(name) = path.as_str().strip_prefix(&static_folder) {
            files.push((OutputPath::new(format!("thema/{name}")), source.bytes().clone()));
        } else if *path == declared {
            colours = content::parse_thema(path, source);
        }
    }
    for template in templates {
        if !sources.iter().any(|(name, _)| name == template) {
            findings.push(
                Finding::new(
                    Code::NoTheme,
                    named_at.clone(),
                    format!("Het thema “{}” mist het sjabloon {template}.", theme.name),
                )
                .tip(format!("Zet het terug in {folder}.")),
            );
        }
    }
    let mut tera = Tera::default();
    // Parse alone first: a batch stops at its first bad template, and an author wants to know them all.
    for (name, text) in &sources {
        if let Err(error) = Tera::default().add_raw_template(name, text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            findings.push(template_finding(&error, &folder, name));
        }
    }
    if findings.is_empty()
        && let Err(error) = tera.add_raw_templates(sources)
    {
        findings.push(template_finding(&error, &folder, templates.first().copied().unwrap_or_default()));
    }
    let theme = findings.is_empty().then_some(Theme { tera, folder, files, kleuren: colours.value });
    findings += colours.findings;
    Checked::new(theme, findings)
}

impl Theme {
    /// The files that are published as they are.
    pub fn files(&self) -> &[(OutputPath, Arc<[u8]>)] {
        &self.files
    }

    /// The colours that a municipality may set; `None` when what the theme says of them is wrong, which was told.
    pub fn kleuren(&self) -> Option<&Themakleuren> {
        self.kleuren.as_ref()
    }

    /// Renders a page.
    ///
    /// # Errors
    /// A finding about the template, when it asks for something that its view does not have.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, Box<Finding>> {
        let finding = |error: &tera::Error| Box::new(template_finding(error, &self.folder, template));
        let view = Value::try_from_serializable(view).map_err(|error| finding(&error))?;
        let mut context = Context::new();
        for (key, value) in view.into_map().unwrap_or_default() {
            context.insert_value(key.to_string(), value);
        }
        self.tera.render(template, &context).map(String::into_bytes).map_err(|error| finding(&error))
    }
}

/// A mistake in a template. What Tera says of it is quoted: authors of themes read English documentation as well.
fn template_finding(error: &tera::Error, folder: &str, template: &str) -> Finding {
    let path = |name: &str| SourcePath::new(format!("{folder}{name}"));
    let (place, said) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = if report.filename().is_empty() { template } else { report.filename() };
            (Place::new(&path(name), Span::from(report.span().range.clone())), report.message().to_owned())
        }
        _ => (Place::file(&path(template)), error.to_string()),
    };
    Finding::new(Code::Template, place, format!("Het sjabloon klopt niet: {}", said.trim()))
        .tip("Zet de vorige versie van dit sjabloon terug, of vraag de maker van het thema.")
}
