//! A page as the place that links are seen from.

use crate::kinds::VastePagina;
use crate::output::OutputPath;
use crate::site::Target;
use crate::values::Basisadres;

/// A page as the place that links are seen from.
pub(super) struct Viewpoint<'p> {
    pub(super) output: OutputPath,
    /// Where links start, when that is not the page itself.
    start: Option<Start<'p>>,
}

/// Where links start.
enum Start<'p> {
    /// At the root of the server, below which the site will be: on the page that is shown at addresses that do not exist.
    Root(Option<&'p Basisadres>),
    /// Anywhere: what is read elsewhere has whole addresses.
    Far(&'p Basisadres),
}

impl<'p> Viewpoint<'p> {
    pub(super) fn new(base: Option<&'p Basisadres>, output: OutputPath) -> Self {
        let start = (output.as_str() == VastePagina::NietGevonden.vast().output).then_some(Start::Root(base));
        Self { output, start }
    }

    /// What is read elsewhere, and is itself nowhere on the site.
    pub(super) fn far(base: &'p Basisadres) -> Self {
        Self { output: OutputPath::new("elders"), start: Some(Start::Far(base)) }
    }

    /// Whether links start elsewhere than at the page.
    pub(super) fn is_absolute(&self) -> bool {
        self.start.is_some()
    }

    pub(super) fn href(&self, to: &OutputPath) -> String {
        match &self.start {
            Some(Start::Far(base)) => base.with(to.address()),
            Some(Start::Root(base)) => {
                let folder = base.map_or_else(|| "/".to_owned(), Basisadres::folder);
                format!("{folder}{}", to.address())
            }
            None => self.output.relative_to(to),
        }
    }

    pub(super) fn target_href(&self, target: &Target) -> String {
        match &target.anchor {
            Some(anchor) if self.is_absolute() => format!("{}#{anchor}", self.href(&target.output)),
            _ if self.is_absolute() => self.href(&target.output),
            _ => target.href(&self.output),
        }
    }
}
