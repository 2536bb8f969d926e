//! A site at a host that is no folder of this computer: what is there, what differs, and the order in which it gets there.
//!
//! [`publish`] reads the manifest of the target (`manifest.rs`), finds out what has to be done (`steps.rs`), claims the target
//! (`claim.rs`) and does it: first what pages need, then pages, then what is made of them, what was withdrawn, and the manifest last. Killed at any
//! moment, it has only to be done again: the claim tells which files may be other than the manifest says. A protocol is a [`Host`], in a file of its own in `targets/`;
//! what a site is, how it is built and where its targets are must not be here.

mod claim;
mod manifest;
mod steps;
pub mod targets;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use crate::output::{Blob, Tree};
use crate::progress::{Progress, Stage};
use crate::publish::changes::Changes;
pub use claim::Publisher;
use claim::{ClaimState, HostClaim};
use manifest::HostManifest;
pub use steps::vanishing;
use steps::{HostPlan, Sending};

/// The name of the manifest at a target.
pub const MANIFEST: &str = ".wijkwijzer";
/// The name of the claim at a target: an object, or a folder with one file.
pub const CLAIM: &str = ".wijkwijzer-bezig";

/// A place where a site can be published, by whatever protocol. Paths are those of the site, without a slash in front.
pub trait Host: Sync {
    /// What it is called in messages: `sftp://www.gemeente.example/site`. Never a secret.
    fn name(&self) -> String;

    /// How many files can be on their way at a time.
    fn ways(&self) -> usize;

    /// Whether it keeps the headers that a file is put with, and sends them to visitors.
    fn keeps_headers(&self) -> bool;

    /// The manifest, with what [`put_manifest`](Self::put_manifest) has to be told about it; `None` when there is none.
    ///
    /// # Errors
    /// When the host does not give it.
    fn manifest(&self) -> Result<Option<(Vec<u8>, Version)>, Failure>;

    /// Puts the manifest in the place of the one that was read: never in that of another one.
    ///
    /// # Errors
    /// When the host does not take it, or somebody else put one since.
    fn put_manifest(&self, bytes: &[u8], read: Option<&Version>, claim: &[u8]) -> Result<(), Failure>;

    /// What lies there, whoever put it there.
    ///
    /// # Errors
    /// When the host does not tell.
    fn known(&self) -> Result<Vec<AtHost>, Failure>;

    /// Puts a file there as a whole: readers have the old one or the new.
    ///
    /// # Errors
    /// When the host does not take it.
    fn put(&self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Failure>;

    /// Takes a file away. One that is not there is away.
    ///
    /// # Errors
    /// When the host does not let go of it.
    fn take_away(&self, path: &str) -> Result<(), Failure>;

    /// What the claim that is there says, without claiming anything.
    ///
    /// # Errors
    /// When the host does not answer.
    fn claimed(&self) -> Result<Option<Vec<u8>>, Failure>;

    /// Claims the target, which only one can. What the claim of another says, when there is one.
    ///
    /// # Errors
    /// When the host does not answer.
    fn claim(&self, claim: &[u8]) -> Result<Option<Vec<u8>>, Failure>;

    /// Claims it in the place of this claim, which only one can; `false` when another one is there by now.
    ///
    /// # Errors
    /// When the host does not answer.
    fn take_over(&self, old: &[u8], claim: &[u8]) -> Result<bool, Failure>;

    /// Gives a claim back.
    ///
    /// # Errors
    /// When the host does not answer.
    fn release(&self, claim: &[u8]) -> Result<(), Failure>;
}

/// Which manifest was read, as a target tells it: an `ETag`; empty where there is no such thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version(pub String);

/// What lies at a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtHost {
    /// Its path.
    pub path: String,
    /// How many bytes it has.
    pub len: u64,
    /// Their MD5 in hexadecimals, where a host tells it for free.
    pub md5: Option<String>,
}

/// What visitors are told with a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headers {
    /// `Content-Type`.
    pub kind: String,
    /// `Cache-Control`.
    pub cache: String,
}

/// Why something could not be done, in Dutch, with what the host said. Never with a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It may pass: the line, a slow or busy host.
    Passing(String),
    /// It will not pass by trying again.
    Lasting(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Passing(why) | Self::Lasting(why)) = self;
        f.write_str(why)
    }
}

impl std::error::Error for Failure {}

/// What is to be published, by whom, and how.
pub struct Publishing<'a> {
    /// The site.
    pub tree: &'a Tree,
    /// Where it will be: the `basis` it was built for; empty when it has none.
    pub basis: &'a str,
    /// Who publishes.
    pub publisher: &'a Publisher,
    /// Now.
    pub now: Timestamp,
    /// Whether what would be asked is answered with yes.
    pub yes: bool,
    /// Whether the claim of another is taken over that may still be at work.
    pub take_over: bool,
    /// Whether nothing is to be sent.
    pub dry: bool,
    /// Who is told how far it is.
    pub progress: &'a Progress,
    /// Waits, before something is tried again.
    pub pause: &'a (dyn Fn(Duration) + Sync),
}

/// What came of publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The target is the site now.
    Done(Changes),
    /// It would become so.
    Would(Changes, Vec<String>),
    /// First these questions are to be answered with yes (Dutch).
    Ask(Changes, Vec<String>),
    /// Somebody else is at work, or may be (Dutch: who, since when, what to do).
    Busy(String),
}

/// So often something is tried that may pass.
const TRIES: u32 = 5;
/// The first pause before something is tried again; each next one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// So often a target is looked at again that somebody else changed meanwhile.
const ROUNDS: usize = 3;

/// Makes a target hold a site. Readers have whole pages with all they need at any moment; what is not ours stays.
///
/// # Errors
/// When the host is in the way for good. The claim stays then, so that the next time is known which files may be other than the manifest says.
pub fn publish(target: &dyn Host, wanted: &Publishing<'_>) -> Result<Outcome, Failure> {
    let _work = wanted.progress.works();
    let again = |work: &dyn Fn() -> Result<(), Failure>| tried(wanted.pause, work);
    let read = || -> Result<(Option<HostManifest>, Option<Version>), Failure> {
        let found = answer(wanted.pause, || target.manifest())?;
        Ok(found.map_or((None, None), |(bytes, version)| (HostManifest::parse(&bytes), Some(version))))
    };
    wanted.progress.begins(Stage::Compare, 0);
    let (mut old, mut version) = read()?;
    let mut steps = HostPlan::new(target, wanted, old.as_ref(), &BTreeSet::new());
    // What the manifest says may not be so any more when somebody was interrupted.
    if steps.is_done() && answer(wanted.pause, || target.claimed())?.is_none() {
        return Ok(Outcome::Done(steps.changes));
    }
    let known = if old.is_none() { answer(wanted.pause, || target.known())? } else { Vec::new() };
    let interrupted = if known.is_empty() { None } else { answer(wanted.pause, || target.claimed())? };
    let interrupted =
        interrupted.and_then(|claim| HostClaim::parse(&claim)).map(|claim| claim.names).unwrap_or_default();
    let foreign = known.iter().filter(|known| !interrupted.contains(&known.path)).collect::<Vec<_>>();
    let questions = steps.questions(wanted, old.as_ref(), version.is_some(), &foreign);
    if wanted.dry {
        return Ok(Outcome::Would(steps.changes, questions));
    }
    if !questions.is_empty() && !wanted.yes {
        return Ok(Outcome::Ask(steps.changes, questions));
    }
    let mut claim = HostClaim::new(wanted.publisher, wanted.now, steps.names());
    let mut left = BTreeSet::new();
    if let Some(other) = answer(wanted.pause, || target.claim(&claim.bytes()))? {
        let found = HostClaim::parse(&other);
        match found.as_ref().map_or(ClaimState::Dead, |found| found.judge(wanted.publisher, wanted.now)) {
            ClaimState::Ours => {}
            ClaimState::AtWork(told) if !wanted.take_over => return Ok(Outcome::Busy(told)),
            ClaimState::AtWork(_) | ClaimState::Dead => {
                left = found.map_or_else(BTreeSet::new, |found| found.names);
                claim.names.extend(left.iter().cloned());
                if !answer(wanted.pause, || target.take_over(&other, &claim.bytes()))? {
                    return Ok(Outcome::Busy(
                        "Iemand anders is net begonnen met publiceren. Probeer het straks opnieuw.".to_owned(),
                    ));
                }
            }
        }
    }
    // What was seen before may be half of what somebody else was doing.
    for _ in 0..ROUNDS {
        let (now, newer) = read()?;
        let is_same = newer == version && now == old;
        (old, version) = (now, newer);
        steps = HostPlan::new(target, wanted, old.as_ref(), &left);
        if is_same {
            break;
        }
        let before = claim.bytes();
        claim.names.extend(steps.names());
        if !answer(wanted.pause, || target.take_over(&before, &claim.bytes()))? {
            return Ok(Outcome::Busy(
                "Iemand anders is ook aan het publiceren. Probeer het straks opnieuw.".to_owned(),
            ));
        }
    }
    let there = if left.is_empty() { known } else { answer(wanted.pause, || target.known())? };
    steps.leave_out(&there);
    run(target, wanted, &steps)?;
    let manifest = steps.manifest(wanted);
    again(&|| target.put_manifest(&manifest, version.as_ref(), &claim.bytes()))?;
    again(&|| target.release(&claim.bytes()))?;
    Ok(Outcome::Done(steps.changes))
}

/// Does all steps, those of a sort at the same time, one sort after the other.
fn run(target: &dyn Host, wanted: &Publishing<'_>, steps: &HostPlan<'_>) -> Result<(), Failure> {
    wanted.progress.begins(Stage::Send, steps.len());
    for sort in steps.in_order() {
        let (next, trouble) = (AtomicUsize::new(0), Mutex::new(None::<Failure>));
        let work = || {
            while let Some(step) = sort.get(next.fetch_add(1, Ordering::Relaxed)) {
                if lock(&trouble).is_some() {
                    return;
                }
                if let Err(failure) = tried(wanted.pause, &|| one(target, step)) {
                    lock(&trouble).get_or_insert(failure);
                }
                wanted.progress.did_one();
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..target.ways().min(sort.len()) {
                scope.spawn(work);
            }
            work();
        });
        if let Some(failure) = lock(&trouble).take() {
            return Err(failure);
        }
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn one(target: &dyn Host, step: &Sending<'_>) -> Result<(), Failure> {
    match step {
        Sending::Put { path, blob, headers } => match blob {
            Blob::Here(bytes) => target.put(path, bytes, headers),
            Blob::Away(distant) => {
                let mut bytes = Vec::new();
                distant.copy(&mut bytes).map_err(|error| {
                    Failure::Lasting(format!(
                        "Het bestand {path} is intussen veranderd of weg ({error}). Publiceer opnieuw."
                    ))
                })?;
                target.put(path, &bytes, headers)
            }
            // Nothing is put aside for a target.
            Blob::Aside(_) => Ok(()),
        },
        Sending::Remove { path } => target.take_away(path),
    }
}

/// Tries something, and again with growing pauses when what went wrong may pass.
fn answer<T>(pause: &(dyn Fn(Duration) + Sync), work: impl Fn() -> Result<T, Failure>) -> Result<T, Failure> {
    let mut wait = PAUSE;
    for _ in 1..TRIES {
        match work() {
            Err(Failure::Passing(_)) => pause(wait),
            other => return other,
        }
        wait *= 2;
    }
    work()
}

fn tried(pause: &(dyn Fn(Duration) + Sync), work: &dyn Fn() -> Result<(), Failure>) -> Result<(), Failure> {
    answer(pause, work)
}
