//! The table: what must come of a publication at any host, whatever its protocol.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::progress::Progress;
use wijkwijzer::publish::remote::{AtHost, Failure, Headers, Host, Outcome, Publisher, Publishing, Version, publish};

/// Somewhere to publish, empty at first.
pub(crate) trait Place: Sync {
    /// Reaches it, as another publisher would each time.
    fn open(&self) -> Box<dyn Host>;

    /// What a visitor gets, besides what is only ours; of `None` there is none.
    fn get(&self, path: &str) -> Option<Vec<u8>>;
}

/// The site that is there.
pub(crate) const OLD: &[(&str, &str)] = &[
    ("404.html", "weg thema/0123456789abcdef/a.css"),
    ("index.html", "oud thema/0123456789abcdef/a.css"),
    ("nieuws.atom", "oud"),
    ("nieuws/index.html", "gelijk thema/0123456789abcdef/a.css"),
    ("nieuws/oud/index.html", "wordt ingetrokken thema/0123456789abcdef/a.css"),
    ("sitemap.xml", "oud"),
    ("thema/0123456789abcdef/a.css", "oud"),
];
/// The one that is to come: style, pages and a picture differ, a page is gone.
pub(crate) const NEW: &[(&str, &str)] = &[
    ("404.html", "weg thema/fedcba9876543210/a.css"),
    ("beeld/kade-00112233445566aa.png", "foto"),
    ("documenten/Stuk (1) één.pdf", "stuk"),
    ("index.html", "nieuw thema/fedcba9876543210/a.css beeld/kade-00112233445566aa.png"),
    ("nieuws.atom", "nieuw"),
    ("nieuws/index.html", "gelijk thema/fedcba9876543210/a.css"),
    ("sitemap.xml", "nieuw"),
    ("thema/fedcba9876543210/a.css", "nieuw"),
];
const OLD_STYLE: &str = "thema/0123456789abcdef/a.css";

/// A site of these files.
pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    let files = files.iter().map(|(path, text)| (OutputPath::new(path), Arc::from(text.as_bytes())));
    files.collect::<Tree>().named("Site")
}

/// Publishes, a minute past noon on a day, without waiting between tries.
pub(crate) fn at(host: &dyn Host, tree: &Tree, who: &str, now: &str, yes: bool) -> Result<Outcome, Failure> {
    static RUN: AtomicUsize = AtomicUsize::new(0);
    let publisher = Publisher {
        who: format!("iemand op {who}"),
        place: who.to_owned(),
        run: RUN.fetch_add(1, Ordering::SeqCst).to_string(),
    };
    publish(
        host,
        &Publishing {
            tree,
            basis: "",
            publisher: &publisher,
            now: now.parse().unwrap(),
            yes,
            take_over: false,
            dry: false,
            progress: &Progress::default(),
            pause: &|_: Duration| {},
        },
    )
}

/// When things are published, unless it matters.
pub(crate) const NOON: &str = "2026-12-01T11:01:00Z";

fn done(place: &dyn Place, tree: &Tree) {
    let outcome = at(&*place.open(), tree, "hier", NOON, true);
    assert!(matches!(outcome, Ok(Outcome::Done(_))), "{outcome:?}");
}

/// All that is there, but for what only we use.
fn texts(place: &dyn Place) -> BTreeMap<String, String> {
    let known = place.open().known().unwrap();
    let text = |known: &AtHost| {
        let bytes = place.get(&known.path).unwrap_or_else(|| panic!("{} is in the list", known.path));
        assert_eq!(bytes.len() as u64, known.len, "{}", known.path);
        (known.path.clone(), String::from_utf8(bytes).unwrap())
    };
    known.iter().map(text).collect()
}

fn expected(files: &[(&str, &str)], also: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().chain(also).map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// No page without what it needs.
fn whole(texts: &BTreeMap<String, String>, when: &str) {
    for (path, page) in texts.iter().filter(|(path, _)| OutputPath::new(path).is_page()) {
        for needed in page.split(' ').filter(|it| it.starts_with("thema/") || it.starts_with("beeld/")) {
            assert!(texts.contains_key(needed), "{path} without {needed}, {when}");
        }
    }
}

/// First, again, another word, another style and a withdrawn page, and after two weeks; `requests` says how many there were.
pub(crate) fn difference(place: &dyn Place, requests: &dyn Fn() -> usize) {
    done(place, &tree(OLD));
    assert_eq!(texts(place), expected(OLD, &[]));
    let before = requests();
    done(place, &tree(OLD));
    assert!(requests() - before <= 2, "nothing changed: {} requests", requests() - before);
    let mut word = OLD.to_vec();
    word[1].1 = "een ander woord thema/0123456789abcdef/a.css";
    let before = requests();
    done(place, &tree(&word));
    assert!(requests() - before <= 6, "one text changed: {} requests", requests() - before);
    assert_eq!(texts(place), expected(&word, &[]));
    done(place, &tree(NEW));
    assert_eq!(texts(place), expected(NEW, &[(OLD_STYLE, "oud")]));
    let later = at(&*place.open(), &tree(NEW), "hier", "2026-12-15T12:00:00Z", false);
    assert!(matches!(later, Ok(Outcome::Done(_))), "{later:?}");
    assert_eq!(texts(place), expected(NEW, &[]));
    assert!(place.open().claimed().unwrap().is_none());
}

/// Stops, or loses an answer, at a request of its own counting.
struct Faulty {
    host: Box<dyn Host>,
    asked: AtomicUsize,
    killed_at: usize,
    lost: usize,
}

impl Faulty {
    fn asks<T>(&self, work: impl FnOnce(&dyn Host) -> Result<T, Failure>) -> Result<T, Failure> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        if number >= self.killed_at {
            return Err(Failure::Lasting("gestopt".to_owned()));
        }
        let answer = work(&*self.host)?;
        if number == self.lost { Err(Failure::Passing("geen antwoord".to_owned())) } else { Ok(answer) }
    }
}

impl Host for Faulty {
    fn name(&self) -> String {
        self.host.name()
    }
    fn ways(&self) -> usize {
        self.host.ways()
    }
    fn keeps_headers(&self) -> bool {
        self.host.keeps_headers()
    }
    fn manifest(&self) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        self.asks(|host| host.manifest())
    }
    fn put_manifest(&self, bytes: &[u8], read: Option<&Version>, claim: &[u8]) -> Result<(), Failure> {
        self.asks(|host| host.put_manifest(bytes, read, claim))
    }
    fn known(&self) -> Result<Vec<AtHost>, Failure> {
        self.asks(|host| host.known())
    }
    fn put(&self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Failure> {
        self.asks(|host| host.put(path, bytes, headers))
    }
    fn take_away(&self, path: &str) -> Result<(), Failure> {
        self.asks(|host| host.take_away(path))
    }
    fn claimed(&self) -> Result<Option<Vec<u8>>, Failure> {
        self.asks(|host| host.claimed())
    }
    fn claim(&self, claim: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        self.asks(|host| host.claim(claim))
    }
    fn take_over(&self, old: &[u8], claim: &[u8]) -> Result<bool, Failure> {
        self.asks(|host| host.take_over(old, claim))
    }
    fn release(&self, claim: &[u8]) -> Result<(), Failure> {
        self.asks(|host| host.release(claim))
    }
}

/// Killed at every request, and every answer lost once; `place` gives an empty place each time.
pub(crate) fn interrupted<'s>(place: &dyn Fn() -> Box<dyn Place + 's>) {
    for number in 0.. {
        let (killed, lost) = (place(), place());
        let faulty = |host, killed_at, lost| Faulty { host, asked: AtomicUsize::new(0), killed_at, lost };
        done(&*killed, &tree(OLD));
        let outcome = at(&faulty(killed.open(), number, usize::MAX), &tree(NEW), "hier", NOON, true);
        whole(&texts(&*killed), &format!("killed at {number}"));
        done(&*killed, &tree(NEW));
        assert_eq!(texts(&*killed), expected(NEW, &[(OLD_STYLE, "oud")]), "killed at {number}");
        assert!(killed.open().claimed().unwrap().is_none(), "killed at {number}");
        done(&*lost, &tree(OLD));
        let answer = at(&faulty(lost.open(), usize::MAX, number), &tree(NEW), "hier", NOON, true);
        assert!(matches!(answer, Ok(Outcome::Done(_))), "lost {number}: {answer:?}");
        assert_eq!(texts(&*lost), expected(NEW, &[(OLD_STYLE, "oud")]), "lost {number}");
        assert!(lost.open().claimed().unwrap().is_none(), "lost {number}");
        if outcome.is_ok() {
            assert!(number > 8, "{number} requests");
            return;
        }
    }
}

/// Four publish at the same time: the site is that of one of them, whole, and somebody is told who was at work.
pub(crate) fn races<'s>(place: &dyn Fn() -> Box<dyn Place + 's>) {
    let mut busy = 0;
    for round in 0..8 {
        let place = place();
        done(&*place, &tree(OLD));
        let names = ["een", "twee", "drie", "vier"];
        let pages =
            names.map(|name| format!("van {name} thema/fedcba9876543210/a.css beeld/kade-00112233445566aa.png"));
        let sites: Vec<Vec<(&str, &str)>> = (0..4)
            .map(|at| {
                let mut site = NEW.to_vec();
                (site[3].1, site[6].1) = (&pages[at], names[at]);
                site
            })
            .collect();
        let outcomes: Vec<_> = std::thread::scope(|scope| {
            let publishes = |number: usize| {
                let (place, site) = (&place, &sites[number]);
                scope.spawn(move || at(&*place.open(), &tree(site), names[number], NOON, true))
            };
            (0..4).map(publishes).collect::<Vec<_>>().into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let is_done = |outcome: &&Result<Outcome, Failure>| matches!(outcome, Ok(Outcome::Done(_)));
        assert!(outcomes.iter().filter(is_done).count() >= 1, "round {round}: {outcomes:?}");
        busy += outcomes.iter().filter(|outcome| matches!(outcome, Ok(Outcome::Busy(_)))).count();
        let now = texts(&*place);
        let is_one = sites.iter().any(|site| now == expected(site, &[(OLD_STYLE, "oud")]));
        assert!(is_one, "round {round}: {now:?}\n{outcomes:?}");
        assert!(place.open().claimed().unwrap().is_none());
    }
    assert!(busy > 0, "they were at work at the same time");
}
