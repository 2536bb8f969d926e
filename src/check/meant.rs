//! Which file a link to a file that is not there was meant for.

use crate::kinds::{Document, in_known_folder};
use crate::media::PICTURES;
use crate::site::{Places, Target};
use crate::source::SourcePath;
use crate::values::Slug;

/// The file that was probably meant.
pub(super) struct Meant {
    pub(super) path: SourcePath,
    /// Whether it can hardly be another one.
    pub(super) is_sure: bool,
}

/// The file that a link in `from` to `wanted` was probably meant for: the nearest reason wins, and two that are as near
/// are none.
pub(super) fn meant(places: &Places, from: &Document, wanted: &SourcePath, picture: bool) -> Option<Meant> {
    let is_candidate = |path: &SourcePath| {
        let is_picture = PICTURES.contains(&path.extension().as_str());
        picture == is_picture && *path != from.path && path.as_str() != "content/404.md"
    };
    let candidates: Vec<(SourcePath, &Target)> = places.linkable().filter(|(path, _)| is_candidate(path)).collect();
    let only = |is_meant: &dyn Fn(&SourcePath, &Target) -> bool| {
        let mut fitting = candidates.iter().filter(|(path, target)| is_meant(path, target)).map(|(path, _)| path);
        fitting.next().filter(|_| fitting.next().is_none()).cloned()
    };
    let sure = |path: Option<SourcePath>| path.map(|path| Meant { path, is_sure: true });
    let same_folder = |path: &SourcePath| path.folder() == wanted.folder();
    let same_name = |path: &SourcePath| path.file_name().eq_ignore_ascii_case(wanted.file_name());
    let (name, folder) = (slug(wanted), last_of(wanted.folder()));
    let address = format!("{}/", wanted.as_str().trim_start_matches("content/").trim_matches('/'));

    sure(only(&|_, target| target.anchor.is_none() && target.output.address() == address))
        .or_else(|| sure(only(&|path, _| path.as_str().to_lowercase() == wanted.as_str().to_lowercase())))
        .or_else(|| sure(only(&|path, _| same_name(path) && is_near(folder, last_of(path.folder())))))
        .or_else(|| sure(only(&|path, _| same_folder(path) && slug(path) == name)))
        .or_else(|| {
            sure(only(&|path, _| {
                same_folder(path) && path.extension() == wanted.extension() && is_near(&name, &slug(path))
            }))
        })
        .or_else(|| {
            let path = only(&|path, _| same_folder(path) && has_name_in_it(&slug(path), &name))?;
            Some(Meant { path, is_sure: false })
        })
        .or_else(|| {
            // Every folder has an index of its own, and a wijk and its hub may well have the same name.
            let path = only(&|path, _| same_name(path)).filter(|path| path.stem() != "index")?;
            Some(Meant { path, is_sure: !in_known_folder(wanted) })
        })
}

/// Whether two names are so near that one is a slip of the pen for the other. (Another number is another thing.)
pub(super) fn is_near(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let length = one.chars().count().min(100);
    let most = (length / 4).min(2);
    one.chars().count().abs_diff(other.chars().count()) <= most
        && digits(one) == digits(other)
        && strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase()) <= most
}

/// Whether a name is a longer one for the same: `hub-noord` for `noord`.
fn has_name_in_it(long: &str, short: &str) -> bool {
    short.len() > 3 && (long.ends_with(&format!("-{short}")) || long.starts_with(&format!("{short}-")))
}

fn slug(path: &SourcePath) -> String {
    Slug::of(path.stem()).map_or_else(String::new, |slug| slug.to_string())
}

fn last_of(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or_default()
}

/// The path from one file to another.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut path = "../".repeat(from.len() - common);
    path.push_str(&to[common..].join("/"));
    path
}
