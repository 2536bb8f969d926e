//! A page as the place that links are seen from.

use crate::kinds::VastePagina;
use crate::output::OutputPath;
use crate::site::Target;
use crate::values::Basisadres;

/// A page as the place that links are seen from.
pub(super) struct Viewpoint<'p> {
    pub(super) output: OutputPath,
    /// Where links start, when that is the root of the server: on the page that is shown at addresses that do not exist.
    root: Option<Root<'p>>,
}

/// Where the site will be.
struct Root<'p>(Option<&'p Basisadres>);

impl<'p> Viewpoint<'p> {
    pub(super) fn new(base: Option<&'p Basisadres>, output: OutputPath) -> Self {
        let root = (output.as_str() == VastePagina::NietGevonden.vast().output).then_some(Root(base));
        Self { output, root }
    }

    /// Whether links start at the root.
    pub(super) fn is_absolute(&self) -> bool {
        self.root.is_some()
    }

    pub(super) fn href(&self, to: &OutputPath) -> String {
        match &self.root {
            Some(Root(base)) => {
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
