//! The order of a publication, on a target in memory that can be killed at every request, lose answers, and have readers.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use super::*;
use crate::output::OutputPath;

/// A host in memory.
#[derive(Default)]
struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    claim: Mutex<Option<Vec<u8>>>,
    requests: AtomicUsize,
    /// From this request on nothing is done any more: the publisher is killed.
    killed_at: Option<usize>,
    /// The answers of these requests get lost: what was asked is done.
    lost: Vec<usize>,
    /// Files of the site that is there and of the one that is to come.
    seen_wrong: Mutex<Vec<String>>,
}

impl Memory {
    /// Does one request, and looks at the site as a reader does.
    fn request<T>(&self, work: impl FnOnce() -> T) -> Result<T, Failure> {
        let number = self.requests.fetch_add(1, Ordering::SeqCst);
        if self.killed_at.is_some_and(|at| number >= at) {
            return Err(Failure::Lasting("gestopt".to_owned()));
        }
        let done = work();
        self.look();
        if self.lost.contains(&number) { Err(Failure::Passing("geen antwoord".to_owned())) } else { Ok(done) }
    }

    /// A page says which files it needs.
    fn look(&self) {
        let files = lock(&self.files);
        for (path, page) in files.iter().filter(|(path, _)| OutputPath::new(path).is_page()) {
            let page = String::from_utf8_lossy(page);
            for needed in page.split(' ').filter(|it| it.starts_with("thema/") && !files.contains_key(*it)) {
                lock(&self.seen_wrong).push(format!("{path} without {needed}"));
            }
        }
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Self { files: Mutex::new(files), ..Self::default() }
    }

    fn texts(&self) -> BTreeMap<String, String> {
        let files = lock(&self.files);
        let site = files.iter().filter(|(path, _)| *path != MANIFEST);
        site.map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned())).collect()
    }
}

impl Host for Memory {
    fn name(&self) -> String {
        "geheugen".to_owned()
    }

    fn ways(&self) -> usize {
        1
    }

    fn keeps_headers(&self) -> bool {
        true
    }

    fn manifest(&self) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        self.request(|| {
            let bytes = lock(&self.files).get(MANIFEST).cloned()?;
            let version = Version(md5_of(&bytes));
            Some((bytes, version))
        })
    }

    fn put_manifest(&self, bytes: &[u8], read: Option<&Version>, _: &[u8]) -> Result<(), Failure> {
        self.request(|| {
            let mut files = lock(&self.files);
            let now = files.get(MANIFEST).map(|bytes| Version(md5_of(bytes)));
            let is_own = files.get(MANIFEST).is_some_and(|now| now == bytes);
            if now.as_ref() != read && !is_own {
                return Err(Failure::Lasting("een ander was eerder".to_owned()));
            }
            files.insert(MANIFEST.to_owned(), bytes.to_vec());
            Ok(())
        })?
    }

    fn known(&self) -> Result<Vec<AtHost>, Failure> {
        self.request(|| {
            let known = |(path, bytes): (&String, &Vec<u8>)| AtHost {
                path: path.clone(),
                len: bytes.len() as u64,
                md5: Some(md5_of(bytes)),
            };
            lock(&self.files).iter().filter(|(path, _)| *path != MANIFEST).map(known).collect()
        })
    }

    fn put(&self, path: &str, bytes: &[u8], _: &Headers) -> Result<(), Failure> {
        self.request(|| drop(lock(&self.files).insert(path.to_owned(), bytes.to_vec())))
    }

    fn take_away(&self, path: &str) -> Result<(), Failure> {
        self.request(|| drop(lock(&self.files).remove(path)))
    }

    fn claimed(&self) -> Result<Option<Vec<u8>>, Failure> {
        self.request(|| lock(&self.claim).clone())
    }

    fn claim(&self, claim: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        self.request(|| {
            let mut there = lock(&self.claim);
            let other = there.clone();
            there.get_or_insert_with(|| claim.to_vec());
            other
        })
    }

    fn take_over(&self, old: &[u8], claim: &[u8]) -> Result<bool, Failure> {
        self.request(|| {
            let mut there = lock(&self.claim);
            let is_ours = there.as_deref().is_some_and(|now| now == old || now == claim);
            if is_ours {
                *there = Some(claim.to_vec());
            }
            is_ours
        })
    }

    fn release(&self, _: &[u8]) -> Result<(), Failure> {
        self.request(|| drop(lock(&self.claim).take()))
    }
}

fn md5_of(bytes: &[u8]) -> String {
    format!("{:x}", md5::compute(bytes))
}

/// A site of these files.
fn tree(name: &str, files: &[(&str, &str)]) -> Tree {
    let files = files.iter().map(|(path, text)| (OutputPath::new(path), std::sync::Arc::from(text.as_bytes())));
    files.collect::<Tree>().named(name)
}

const OLD: &[(&str, &str)] = &[
    ("404.html", "weg thema/0123456789abcdef/a.css"),
    ("index.html", "oud thema/0123456789abcdef/a.css"),
    ("nieuws.atom", "oud"),
    ("nieuws/index.html", "gelijk thema/0123456789abcdef/a.css"),
    ("sitemap.xml", "oud"),
    ("thema/0123456789abcdef/a.css", "oud"),
];
const NEW: &[(&str, &str)] = &[
    ("404.html", "weg thema/fedcba9876543210/a.css"),
    ("beeld/kade-00112233445566aa.png", "foto"),
    ("documenten/stuk.pdf", "stuk"),
    ("index.html", "nieuw thema/fedcba9876543210/a.css"),
    ("nieuws.atom", "nieuw"),
    ("nieuws/index.html", "gelijk thema/fedcba9876543210/a.css"),
    ("sitemap.xml", "nieuw"),
    ("thema/fedcba9876543210/a.css", "nieuw"),
];

fn publisher(place: &str, run: &str) -> Publisher {
    Publisher { who: format!("iemand op {place}"), place: place.to_owned(), run: run.to_owned() }
}

const NOON: &str = "2026-12-01T11:00:00Z";

fn at(target: &Memory, tree: &Tree, publisher: &Publisher, now: &str, yes: bool) -> Result<Outcome, Failure> {
    publish(
        target,
        &Publishing {
            tree,
            basis: "",
            publisher,
            now: now.parse().unwrap(),
            yes,
            take_over: false,
            dry: false,
            progress: &Progress::default(),
            pause: &|_: Duration| {},
        },
    )
}

fn done(target: &Memory, tree: &Tree, run: &str) {
    let outcome = at(target, tree, &publisher("hier", run), NOON, false);
    assert!(matches!(outcome, Ok(Outcome::Done(_))), "{outcome:?}");
}

/// A host with the old site on it.
fn with_old() -> Memory {
    let target = Memory::default();
    done(&target, &tree("Site", OLD), "eerst");
    target
}

fn as_map(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn only_the_difference_is_sent_and_nothing_when_there_is_none() {
    let target = with_old();
    assert_eq!(target.texts(), as_map(OLD));
    target.requests.store(0, Ordering::SeqCst);
    done(&target, &tree("Site", OLD), "nog eens");
    assert_eq!(target.requests.load(Ordering::SeqCst), 2);
    let mut one: Vec<_> = OLD.to_vec();
    one[1] = ("index.html", "een ander woord thema/0123456789abcdef/a.css");
    target.requests.store(0, Ordering::SeqCst);
    done(&target, &tree("Site", &one), "een woord");
    assert_eq!(target.requests.load(Ordering::SeqCst), 6, "manifest, claim, manifest, page, manifest, release");
    assert_eq!(target.texts(), as_map(&one));
    done(&target, &tree("Site", NEW), "alles");
    let mut expected = as_map(NEW);
    expected.insert("thema/0123456789abcdef/a.css".to_owned(), "oud".to_owned());
    assert_eq!(target.texts(), expected, "the old style stays a while");
    let later = at(&target, &tree("Site", NEW), &publisher("hier", "later"), "2026-12-15T12:00:00Z", false);
    assert!(matches!(later, Ok(Outcome::Done(_))), "{later:?}");
    assert_eq!(target.texts(), as_map(NEW));
    assert!(lock(&target.seen_wrong).is_empty());
}

#[test]
fn killed_at_any_request_it_shows_whole_pages_and_goes_on_the_next_time() {
    let new = tree("Site", NEW);
    for start in [OLD, &[]] {
        for killed in 0.. {
            let mut target = Memory::default();
            if !start.is_empty() {
                target = with_old();
            }
            target.requests.store(0, Ordering::SeqCst);
            target.killed_at = Some(killed);
            let outcome = at(&target, &new, &publisher("hier", "gestopt"), NOON, true);
            let is_over = outcome.is_ok();
            assert_eq!(*lock(&target.seen_wrong), Vec::<String>::new(), "killed at {killed}");
            target.killed_at = None;
            // Another text was taken away meanwhile: what was put for it must not stay for ever.
            let rest: Vec<_> = NEW.iter().filter(|(path, _)| *path != "documenten/stuk.pdf").copied().collect();
            let outcome = at(&target, &tree("Site", &rest), &publisher("hier", "verder"), NOON, false);
            assert!(matches!(outcome, Ok(Outcome::Done(_))), "killed at {killed}: {outcome:?}");
            let mut expected = as_map(&rest);
            if !start.is_empty() {
                expected.insert("thema/0123456789abcdef/a.css".to_owned(), "oud".to_owned());
            }
            assert_eq!(target.texts(), expected, "killed at {killed}");
            assert_eq!(*lock(&target.seen_wrong), Vec::<String>::new(), "killed at {killed}");
            assert!(lock(&target.claim).is_none());
            if is_over {
                break;
            }
        }
    }
}

#[test]
fn who_thinks_better_of_it_after_an_interruption_has_the_old_site_again() {
    for killed in 0.. {
        let mut target = with_old();
        target.requests.store(0, Ordering::SeqCst);
        target.killed_at = Some(killed);
        let without: Vec<_> = NEW.iter().filter(|(path, _)| *path != "404.html").copied().collect();
        let is_over = at(&target, &tree("Site", &without), &publisher("hier", "gestopt"), NOON, true).is_ok();
        if is_over {
            break;
        }
        target.killed_at = None;
        done(&target, &tree("Site", OLD), "terug");
        let mut texts = target.texts();
        // Who has the page of a moment ago open still needs its style, when that was told in the manifest.
        texts.retain(|path, _| !path.contains("fedcba") && !path.contains("00112233"));
        assert_eq!(texts, as_map(OLD), "killed at {killed}");
        assert_eq!(*lock(&target.seen_wrong), Vec::<String>::new(), "killed at {killed}");
    }
}

#[test]
fn a_lost_answer_is_asked_again() {
    for lost in 0..16 {
        let target = Memory { lost: vec![lost, lost + 1], ..with_old() };
        target.requests.store(0, Ordering::SeqCst);
        done(&target, &tree("Site", NEW), "verloren");
        let mut expected = as_map(NEW);
        expected.insert("thema/0123456789abcdef/a.css".to_owned(), "oud".to_owned());
        assert_eq!(target.texts(), expected, "{lost}");
        assert!(lock(&target.claim).is_none(), "{lost}");
    }
    let target = Memory { lost: (0..40).collect(), ..with_old() };
    target.requests.store(0, Ordering::SeqCst);
    assert_eq!(
        at(&target, &tree("Site", NEW), &publisher("hier", "x"), NOON, false),
        Err(Failure::Passing("geen antwoord".to_owned()))
    );
}

#[test]
fn two_publishers_never_mix() {
    let mut target = with_old();
    target.requests.store(0, Ordering::SeqCst);
    target.killed_at = Some(5);
    assert!(at(&target, &tree("Site", NEW), &publisher("daar", "1"), NOON, false).is_err());
    target.killed_at = None;
    let before = target.texts();
    // Somebody else hears who is at work; after an hour nobody is any more. A clock that is a day behind changes nothing.
    for now in ["2026-12-01T11:30:00Z", "2026-11-30T11:00:00Z"] {
        let outcome = at(&target, &tree("Site", OLD), &publisher("hier", "2"), now, false);
        let Ok(Outcome::Busy(told)) = outcome else { panic!("{outcome:?}") };
        assert!(told.contains("iemand op daar") && told.contains("1-12-2026 12:00"), "{told}");
        assert_eq!(target.texts(), before);
    }
    let outcome = at(&target, &tree("Site", OLD), &publisher("hier", "3"), "2026-12-01T12:01:00Z", false);
    assert!(matches!(outcome, Ok(Outcome::Done(_))), "{outcome:?}");
    assert_eq!(target.texts(), as_map(OLD));
    // Many at the same time: the site is that of one of them, whole.
    for _ in 0..20 {
        let target = with_old();
        let one: Vec<_> = NEW.to_vec();
        let mut two = NEW.to_vec();
        two[3] = ("index.html", "van twee thema/fedcba9876543210/a.css");
        two[6] = ("sitemap.xml", "van twee");
        std::thread::scope(|scope| {
            for (run, files) in [("1", &one), ("2", &two)] {
                let target = &target;
                scope.spawn(move || drop(at(target, &tree("Site", files), &publisher(run, run), NOON, false)));
            }
        });
        let mut texts = target.texts();
        texts.remove("thema/0123456789abcdef/a.css");
        assert!(texts == as_map(&one) || texts == as_map(&two), "{texts:?}");
        assert!(lock(&target.claim).is_none());
    }
}

#[test]
fn what_looks_wrong_is_asked_first() {
    let asks = |target: &Memory, tree: &Tree, word: &str| {
        let before = target.texts();
        let outcome = at(target, tree, &publisher("hier", "vraag"), NOON, false);
        let Ok(Outcome::Ask(_, questions)) = outcome else { panic!("{outcome:?}") };
        assert!(questions.iter().any(|question| question.contains(word)), "{questions:?}");
        assert_eq!(target.texts(), before);
        let outcome = at(target, tree, &publisher("hier", "ja"), NOON, true);
        assert!(matches!(outcome, Ok(Outcome::Done(_))), "{outcome:?}");
    };
    asks(&with_old(), &tree("Site", &OLD[1..]), "1 pagina verdwijnt");
    asks(&with_old(), &tree("Andere", OLD), "andere naam");
    let foreign = Memory::with(&[("foto.jpg", "van een ander"), ("index.html", "van een ander")]);
    asks(&foreign, &tree("Site", OLD), "2 bestanden");
    assert_eq!(foreign.texts()["foto.jpg"], "van een ander", "what is not ours stays");
    let broken = with_old();
    lock(&broken.files).insert(MANIFEST.to_owned(), b"{\"wijk".to_vec());
    broken.requests.store(0, Ordering::SeqCst);
    asks(&broken, &tree("Site", OLD), "beschadigd");
    assert_eq!(broken.texts(), as_map(OLD));
    // What is there by its hash is not sent again.
    let broken = with_old();
    lock(&broken.files).remove(MANIFEST);
    broken.requests.store(0, Ordering::SeqCst);
    assert!(at(&broken, &tree("Site", OLD), &publisher("hier", "weg"), NOON, true).is_ok());
    assert!(broken.requests.load(Ordering::SeqCst) <= 7, "{:?}", broken.requests);
}
