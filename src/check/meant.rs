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

/// What links can lead to, made ready to be looked through many times.
pub(super) struct Candidates<'s>(Vec<Candidate<'s>>);

struct Candidate<'s> {
    path: SourcePath,
    target: &'s Target,
    is_picture: bool,
    slug: String,
    lowercase: String,
}

impl<'s> Candidates<'s> {
    /// All there are.
    pub(super) fn new(places: &'s Places) -> Self {
        let all = places.linkable().filter(|(path, _)| path.as_str() != "content/404.md");
        Self(all.map(|(path, target)| Candidate::new(path, target)).collect())
    }

    /// The file that a link in `from` to `wanted` was probably meant for: the nearest reason wins, and two that are as near
    /// are none.
    pub(super) fn meant(&self, from: &Document, wanted: &SourcePath, picture: bool) -> Option<Meant> {
        let all = || self.0.iter().filter(|it| it.is_picture == picture && it.path != from.path);
        let only = |is_meant: &dyn Fn(&Candidate<'_>) -> bool| {
            let mut fitting = all().filter(|it| is_meant(it)).map(|it| &it.path);
            fitting.next().filter(|_| fitting.next().is_none()).cloned()
        };
        let sure = |path: Option<SourcePath>| path.map(|path| Meant { path, is_sure: true });
        let same_folder = |it: &Candidate<'_>| it.path.folder() == wanted.folder();
        let same_name = |it: &Candidate<'_>| it.path.file_name().eq_ignore_ascii_case(wanted.file_name());
        let (name, folder, lowercase) = (slug(wanted), last_of(wanted.folder()), wanted.as_str().to_lowercase());
        let address = format!("{}/", wanted.as_str().trim_start_matches("content/").trim_matches('/'));

        sure(only(&|it| it.target.anchor.is_none() && it.target.output.address() == address))
            .or_else(|| sure(only(&|it| it.lowercase == lowercase)))
            .or_else(|| sure(only(&|it| same_name(it) && is_near(folder, last_of(it.path.folder())))))
            .or_else(|| sure(only(&|it| same_folder(it) && it.slug == name)))
            .or_else(|| {
                sure(only(&|it| {
                    same_folder(it) && it.path.extension() == wanted.extension() && is_near(&name, &it.slug)
                }))
            })
            .or_else(|| {
                let path = only(&|it| same_folder(it) && has_name_in_it(&it.slug, &name))?;
                Some(Meant { path, is_sure: false })
            })
            .or_else(|| {
                // Every folder has an index of its own, and a wijk and its hub may well have the same name.
                let path = only(&same_name).filter(|path| path.stem() != "index")?;
                Some(Meant { path, is_sure: !in_known_folder(wanted) })
            })
    }
}

impl<'s> Candidate<'s> {
    fn new(path: SourcePath, target: &'s Target) -> Self {
        let is_picture = PICTURES.contains(&path.extension().as_str());
        Self { is_picture, slug: slug(&path), lowercase: path.as_str().to_lowercase(), path, target }
    }
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
