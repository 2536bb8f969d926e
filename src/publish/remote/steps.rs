//! What has to be done to make a target hold a site; found out without touching it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::manifest::{HostFile, HostManifest};
use super::{AtHost, Headers, Host, Publishing};
use crate::media;
use crate::output::{Blob, OutputPath};
use crate::publish::STAYS;
use crate::publish::changes::{Changes, counted};
use crate::publish::server::cache_of;

/// More pages than these, or than this part of all, do not vanish without a question.
const MANY: usize = 50;
const PART: usize = 10;

/// One thing to do.
#[derive(Debug, Clone)]
pub(super) enum Sending<'t> {
    /// To put a file.
    Put { path: &'t str, blob: &'t Blob, headers: Headers },
    /// To take one away.
    Remove { path: String },
}

/// All that has to be done, and what visitors see of it.
pub(super) struct HostPlan<'t> {
    /// What pages need, pages, what is made of them, the map of the site.
    put: [Vec<(&'t OutputPath, &'t Blob)>; 4],
    remove: Vec<String>,
    files: BTreeMap<String, HostFile>,
    replaced: BTreeMap<String, Timestamp>,
    /// Whether the manifest is as it should be.
    is_listed: bool,
    pages_before: usize,
    pub(super) changes: Changes,
}

impl<'t> HostPlan<'t> {
    /// By what the manifest says; `left` are files that an interrupted publication may have put there, of which it may say nothing, or what was.
    pub(super) fn new(
        target: &dyn Host,
        wanted: &Publishing<'t>,
        old: Option<&HostManifest>,
        left: &BTreeSet<String>,
    ) -> Self {
        let nothing = HostManifest::default();
        let old_files = &old.unwrap_or(&nothing).bestanden;
        let mut steps = Self {
            put: [const { Vec::new() }; 4],
            remove: Vec::new(),
            files: BTreeMap::new(),
            replaced: BTreeMap::new(),
            is_listed: false,
            pages_before: old_files.keys().filter(|path| OutputPath::new(path).is_page()).count(),
            changes: Changes::default(),
        };
        for (path, blob) in wanted.tree.files() {
            let listed = HostFile {
                blake3: hash(blob),
                kop: if target.keeps_headers() { of_headers(&headers_of(path)) } else { String::new() },
            };
            let before = old_files.get(path.as_str());
            match before {
                Some(before) if *before == listed => steps.changes.kept += 1,
                Some(_) => steps.changes.changed.push(path.clone()),
                None => steps.changes.new.push(path.clone()),
            }
            if before != Some(&listed) || left.contains(path.as_str()) {
                steps.put[rank(path, before.is_some())].push((path, blob));
            }
            steps.files.insert(path.as_str().to_owned(), listed);
        }
        steps.farewell(wanted, old, left);
        steps.is_listed = old.is_some_and(|old| {
            old.bestanden == steps.files
                && old.vervangen == steps.replaced
                && old.site == wanted.tree.name()
                && old.basis == wanted.basis
        });
        steps
    }

    /// What becomes of files that are no longer part of the site.
    fn farewell(&mut self, wanted: &Publishing<'_>, old: Option<&HostManifest>, left: &BTreeSet<String>) {
        let Some(old) = old else {
            self.remove.extend(left.iter().filter(|path| !self.files.contains_key(*path)).cloned());
            return;
        };
        let gone = old.bestanden.keys().filter(|path| !self.files.contains_key(*path));
        for path in gone {
            let output = OutputPath::new(path);
            if output.is_lasting() {
                self.replaced.insert(path.clone(), wanted.now);
            } else {
                self.remove.push(path.clone());
            }
            self.changes.withdrawn.push(output);
        }
        let stays = SignedDuration::try_from(STAYS).unwrap_or(SignedDuration::MAX);
        for (path, since) in old.vervangen.iter().filter(|(path, _)| !self.files.contains_key(*path)) {
            if wanted.now.duration_since(*since) >= stays {
                self.remove.push(path.clone());
            } else {
                self.replaced.insert(path.clone(), *since);
            }
        }
        let is_known = |path: &&String| {
            self.files.contains_key(*path) || self.replaced.contains_key(*path) || self.remove.contains(*path)
        };
        let left: Vec<String> = left.iter().filter(|path| !is_known(path)).cloned().collect();
        self.remove.extend(left);
        self.changes.replaced = self.replaced.len();
    }

    /// Whether the target is as it should be.
    pub(super) fn is_done(&self) -> bool {
        self.len() == 0 && self.is_listed
    }

    /// How many things there are to do, besides the manifest.
    pub(super) fn len(&self) -> usize {
        self.put.iter().map(Vec::len).sum::<usize>() + self.remove.len()
    }

    /// The files that will be other than the manifest says, until it is put.
    pub(super) fn names(&self) -> BTreeSet<String> {
        let put = self.put.iter().flatten().map(|(path, _)| path.as_str().to_owned());
        put.chain(self.remove.iter().cloned()).collect()
    }

    /// Leaves out what lies there already: by its hash or, when its name tells its bytes, by its size.
    pub(super) fn leave_out(&mut self, there: &[AtHost]) {
        let there: BTreeMap<&str, &AtHost> = there.iter().map(|known| (known.path.as_str(), known)).collect();
        for sort in &mut self.put {
            sort.retain(|(path, blob)| {
                let Some(known) = there.get(path.as_str()) else { return true };
                let Blob::Here(bytes) = blob else { return !(path.is_lasting() && known.len == len(blob)) };
                let is_same_hash = known.md5.as_ref().is_some_and(|md5| *md5 == md5_of(bytes));
                let is_same = known.len == bytes.len() as u64 && (path.is_lasting() || is_same_hash);
                !is_same
            });
        }
    }

    /// The steps, those that may be done at the same time together.
    pub(super) fn in_order(&self) -> Vec<Vec<Sending<'t>>> {
        let put = |(path, blob): &(&'t OutputPath, &'t Blob)| Sending::Put {
            path: path.as_str(),
            blob,
            headers: headers_of(path),
        };
        let mut all: Vec<Vec<Sending<'t>>> = self.put.iter().map(|sort| sort.iter().map(put).collect()).collect();
        all.push(self.remove.iter().map(|path| Sending::Remove { path: path.clone() }).collect());
        all
    }

    /// The bytes of the manifest when all is done.
    pub(super) fn manifest(&self, wanted: &Publishing<'_>) -> Vec<u8> {
        let manifest = HostManifest {
            wijkwijzer: env!("CARGO_PKG_VERSION").to_owned(),
            site: wanted.tree.name().to_owned(),
            basis: wanted.basis.to_owned(),
            bestanden: self.files.clone(),
            vervangen: self.replaced.clone(),
        };
        manifest.bytes()
    }

    /// What is asked before anything is sent (Dutch).
    pub(super) fn questions(
        &self,
        wanted: &Publishing<'_>,
        old: Option<&HostManifest>,
        is_broken: bool,
        there: &[&AtHost],
    ) -> Vec<String> {
        let mut questions = Vec::new();
        questions.extend(vanishing(&self.changes, self.pages_before));
        match old {
            Some(old) if old.site != wanted.tree.name() => {
                questions.push(format!("Op deze plek staat een site met een andere naam: “{}”. Mag deze daarvoor in de plaats?", old.site));
            }
            Some(old) if !old.basis.is_empty() && old.basis != wanted.basis => questions.push(format!(
                "De site die er staat, is gemaakt voor {}; deze voor {}. Klopt dat?",
                old.basis,
                if wanted.basis.is_empty() { "geen adres" } else { wanted.basis }
            )),
            None if is_broken => questions.push(
                "De lijst van wat van de site is (.wijkwijzer), is daar beschadigd. Wat er staat, wordt vergeleken en bijgewerkt; \
                 pagina's die u intussen weghaalde, blijven staan. Doorgaan?"
                    .to_owned(),
            ),
            None if !there.is_empty() => questions.push(format!(
                "Op deze plek {} al (zoals {}). Wat niet van de site is, blijft staan, behalve als een bestand van de site dezelfde naam heeft. Doorgaan?",
                counted(there.len(), "bestand staat er", "bestanden staan er"),
                there[0].path
            )),
            _ => {}
        }
        questions
    }
}

/// What is asked when many of the pages that were there would vanish (Dutch).
pub fn vanishing(changes: &Changes, before: usize) -> Option<String> {
    let gone = changes.withdrawn.iter().filter(|path| path.is_page()).count();
    let pages = counted(gone, "pagina verdwijnt", "pagina's verdwijnen");
    (gone > MANY || gone * PART > before).then(|| format!("{pages}, van de {before} die er nu zijn. Klopt dat?"))
}

/// In which turn a file is put: what pages need, pages, what is made of them, the map of the site.
fn rank(path: &OutputPath, was_there: bool) -> usize {
    match path.as_str() {
        "sitemap.xml" => 3,
        _ if path.needs_others() => 1,
        // What was not there yet may be needed by a page.
        _ if path.is_lasting() || !was_there => 0,
        _ => 2,
    }
}

fn headers_of(path: &OutputPath) -> Headers {
    Headers { kind: media::kind(path.as_str()).to_owned(), cache: cache_of(path).to_owned() }
}

fn of_headers(headers: &Headers) -> String {
    blake3::hash(format!("{}\n{}", headers.kind, headers.cache).as_bytes()).to_hex()[..8].to_owned()
}

fn hash(blob: &Blob) -> String {
    match blob {
        Blob::Here(bytes) => blake3::hash(bytes).to_hex().to_string(),
        Blob::Away(distant) => distant.hash().to_hex().to_string(),
        Blob::Aside(_) => String::new(),
    }
}

fn len(blob: &Blob) -> u64 {
    match blob {
        Blob::Here(bytes) => bytes.len() as u64,
        Blob::Away(distant) => distant.len(),
        Blob::Aside(_) => 0,
    }
}

/// The MD5 of bytes in hexadecimals: what stores tell of what they have.
fn md5_of(bytes: &[u8]) -> String {
    format!("{:x}", md5::compute(bytes))
}
