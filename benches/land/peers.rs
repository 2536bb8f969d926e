//! Other generators on the same machine, with the same texts in an equivalent template.
//!
//! What they make must say the same on every page, links included, or there is nothing to compare. Breadcrumbs and children are
//! given to those that cannot find them without looking through all pages for each.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pages::{self, Page};

/// Another generator.
pub(crate) struct Peer {
    /// What it is called, and which version it is.
    pub name: String,
    program: PathBuf,
    kind: &'static Kind,
}

/// How one is used.
struct Kind {
    program: &'static str,
    version: &'static str,
    /// Writes the site in its way.
    write: fn(&[Page], &Path),
    /// How the site in one folder is built to another.
    build: fn(&mut Command, &Path, &Path),
}

const KINDS: [Kind; 3] = [
    Kind {
        program: "hugo",
        version: "version",
        write: hugo,
        build: |command, site, out| {
            command.args(["--quiet", "--source"]).arg(site).arg("--destination").arg(out);
            // What an earlier run kept would not be a cold build.
            command.arg("--cacheDir").arg(out.with_extension("cache"));
        },
    },
    Kind {
        program: "cobalt",
        version: "--version",
        write: cobalt,
        build: |command, site, out| {
            command.current_dir(site).args(["build", "--quiet", "--destination"]).arg(out);
        },
    },
    Kind {
        program: "eleventy",
        version: "--version",
        write: eleventy,
        build: |command, site, out| {
            command.current_dir(site).arg("--quiet").arg(format!("--output={}", out.display()));
        },
    },
];

/// Those that are on the path.
pub(crate) fn found() -> Vec<Peer> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let find = |kind: &'static Kind| {
        let program = folders.iter().map(|folder| folder.join(kind.program)).find(|program| program.is_file())?;
        let said = Command::new(&program).arg(kind.version).output().ok()?.stdout;
        let said = String::from_utf8_lossy(&said);
        // `hugo v0.168.0-e27a…`, `3.1.8`
        let version = said.split_whitespace().find(|word| word.contains('.')).unwrap_or_default();
        let version = version.trim_start_matches('v').split('-').next().unwrap_or_default();
        Some(Peer { name: format!("{} {version}", kind.program), program, kind })
    };
    KINDS.iter().filter_map(find).collect()
}

/// Writes the site in the way of each of them, be it there or not.
pub(crate) fn write_all(pages: &[Page], folder: &Path) {
    for kind in &KINDS {
        (kind.write)(pages, &folder.join(kind.program));
    }
}

impl Peer {
    /// Writes the site in its way.
    pub(crate) fn write(&self, pages: &[Page], site: &Path) {
        (self.kind.write)(pages, site);
    }

    /// The command that builds it.
    pub(crate) fn build(&self, site: &Path, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        (self.kind.build)(&mut command, site, out);
        command
    }

    /// Whether it made the same pages: `expected` is each of them in the shared template.
    pub(crate) fn check(&self, pages: &[Page], expected: &[String], out: &Path) {
        for (page, expected) in pages.iter().zip(expected) {
            let file = out.join(format!("{}index.html", page.address.trim_start_matches('/')));
            let made = fs::read_to_string(&file).unwrap_or_default();
            let [made, expected] = [&made, expected].map(|html| pages::words(html, true));
            assert!(made == expected, "{} has another {}:\n{made}\n---\n{expected}", self.name, page.address);
        }
        let made = walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok);
        let made = made.filter(|entry| entry.path().extension().is_some_and(|end| end == "html")).count();
        assert_eq!(made, pages.len(), "{} made other pages, too", self.name);
    }
}

fn put(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
}

/// The figures of a page in YAML, a map for each.
fn figures(page: &Page, indent: &str) -> String {
    let mut text = format!("{indent}cijfers:\n");
    for (nr, figure) in page.figures.iter().enumerate() {
        let _ = writeln!(text, "{indent}  - naam: {}\n{indent}    waarde: {figure}", Page::figure(nr));
    }
    text
}

/// The pages above and below a page in YAML, for who cannot find them.
fn relations(page: &Page, pages: &[Page], indent: &str) -> String {
    let mut text = String::new();
    for (key, list) in [("kruimels", &page.crumbs), ("kinderen", &page.children)] {
        let _ = writeln!(text, "{indent}{key}:{}", if list.is_empty() { " []" } else { "" });
        for at in list {
            let Page { address, title, .. } = &pages[*at];
            let _ = writeln!(text, "{indent}  - href: {address}\n{indent}    titel: {title:?}");
        }
    }
    text
}

/// A template with the names that a generator has for things.
fn template(title: &str, crumbs: &str, content: &str, children: &str, figures: &str, close: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n\
         <nav><ol>{crumbs}{close}</ol></nav>\n<h1>{title}</h1>\n{content}\n<ul>{children}{close}</ul>\n\
         <table>{figures}{close}</table>\n</body>\n</html>\n"
    )
}

/// Sections and pages as Hugo has them: it finds breadcrumbs and children itself.
fn hugo(pages: &[Page], site: &Path) {
    let settings = "baseURL = 'https://voorbeeldland.example/'\nlanguageCode = 'nl'\ntitle = 'Wijken in Voorbeeldland'\n\
        disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'robotsTXT', '404']\n";
    put(&site.join("hugo.toml"), settings);
    let link = "<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>";
    let layout = template(
        "{{ .Title }}",
        &format!("{{{{ range .Ancestors.Reverse }}}}{link}"),
        "{{ .Content }}",
        &format!("{{{{ range .Pages }}}}{link}"),
        "{{ range .Params.cijfers }}<tr><th>{{ .naam }}</th><td>{{ .waarde }}</td></tr>",
        "{{ end }}",
    );
    for name in ["home", "section", "page"] {
        put(&site.join("layouts").join(format!("{name}.html")), &layout);
    }
    for (at, page) in pages.iter().enumerate() {
        let place = page.address.trim_matches('/');
        let file = match page.children[..] {
            [] => format!("{place}.md"),
            _ => format!("{place}/_index.md"),
        };
        let Page { title, markdown, .. } = page;
        let text = format!("---\ntitle: {title:?}\nweight: {}\n{}---\n{markdown}", at + 1, figures(page, ""));
        put(&site.join("content").join(file.trim_start_matches('/')), &text);
    }
}

/// Pages with all they need in their front matter.
fn eleventy(pages: &[Page], site: &Path) {
    let settings = "module.exports = () => ({\n  markdownTemplateEngine: false,\n  templateFormats: ['md'],\n  \
        dir: { input: 'inhoud' },\n});\n";
    put(&site.join("eleventy.config.cjs"), settings);
    let link = "<li><a href=\"{{ pagina.href }}\">{{ pagina.titel }}</a></li>";
    let layout = template(
        "{{ titel }}",
        &format!("{{% for pagina in kruimels %}}{link}"),
        "{{ content | safe }}",
        &format!("{{% for pagina in kinderen %}}{link}"),
        "{% for cijfer in cijfers %}<tr><th>{{ cijfer.naam }}</th><td>{{ cijfer.waarde }}</td></tr>",
        "{% endfor %}",
    );
    put(&site.join("inhoud/_includes/pagina.njk"), &layout);
    for (at, page) in pages.iter().enumerate() {
        let Page { title, address, markdown, .. } = page;
        let text = format!(
            "---\nlayout: pagina.njk\npermalink: {address}\ntitel: {title:?}\n{}{}---\n{markdown}",
            relations(page, pages, ""),
            figures(page, "")
        );
        put(&site.join(format!("inhoud/{at:05}.md")), &text);
    }
}

/// The same for Cobalt.
fn cobalt(pages: &[Page], site: &Path) {
    put(
        &site.join("_cobalt.yml"),
        "site:\n  title: Wijken in Voorbeeldland\n  base_url: https://voorbeeldland.example\n",
    );
    let link = "<li><a href=\"{{ pagina.href }}\">{{ pagina.titel }}</a></li>";
    let layout = template(
        "{{ page.title }}",
        &format!("{{% for pagina in page.data.kruimels %}}{link}"),
        "{{ page.content }}",
        &format!("{{% for pagina in page.data.kinderen %}}{link}"),
        "{% for cijfer in page.data.cijfers %}<tr><th>{{ cijfer.naam }}</th><td>{{ cijfer.waarde }}</td></tr>",
        "{% endfor %}",
    );
    put(&site.join("_layouts/pagina.liquid"), &layout);
    for (at, page) in pages.iter().enumerate() {
        let Page { title, address, markdown, .. } = page;
        let text = format!(
            "---\nlayout: pagina.liquid\npermalink: {address}\ntitle: {title:?}\ndata:\n{}{}---\n{markdown}",
            relations(page, pages, "  "),
            figures(page, "  ")
        );
        put(&site.join(format!("{at:05}.md")), &text);
    }
}
