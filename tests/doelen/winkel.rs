//! Object stores: moto for the protocol of Amazon S3, azurite for that of Azure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wijkwijzer::publish::remote::targets::open;
use wijkwijzer::publish::remote::{Failure, Host, Outcome};
use wijkwijzer::{Doelnaam, Doelplek, Publicatiedoel, Winkelplek};

use crate::npm::fetched;
use crate::pip::python;
use crate::tafel::{self, NEW, NOON, OLD, Place, at, tree};

/// Which no message may have.
const SECRET: &str = "emVlciBnZWhlaW1lIHNsZXV0ZWwgdmFuIGRlIHdpbmtlbA==";
const ACCOUNT: &str = "winkelproef";

static PYTHON: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    python(&root.join("tests/doelen/tools/moto.txt"), &root.join("target/tools-moto"))
});

static AZURITE: LazyLock<PathBuf> = LazyLock::new(|| fetched("tests/doelen/azurite", "target/tools-azurite"));

/// A store on this computer. It ends with this value.
struct Store {
    child: Child,
    folder: tempfile::TempDir,
    /// Where its parts are: without a slash at the end.
    address: String,
    is_azure: bool,
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Store {
    fn moto() -> Self {
        let mut moto = Command::new(&*PYTHON);
        // It looks at no key until it is asked to.
        moto.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"])
            .env("INITIAL_NO_AUTH_ACTION_COUNT", "1000000000");
        let store = Self::start(&mut moto, "Running on ", false);
        assert_eq!(store.ask("PUT", "emmer").0, 200);
        store
    }

    fn azurite() -> Self {
        let mut azurite = Command::new("node");
        azurite
            .arg(AZURITE.join("node_modules/azurite/dist/src/blob/main.js"))
            .args(["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--blobHost", "127.0.0.1"])
            .args(["--blobPort", "0"])
            .env("AZURITE_ACCOUNTS", format!("{ACCOUNT}:{SECRET}"));
        let mut store = Self::start(&mut azurite, "successfully listens on ", true);
        store.address = format!("{}/{ACCOUNT}", store.address);
        let made = Command::new("node")
            .arg(AZURITE.join("container.mjs"))
            .args([&store.address, "emmer", SECRET])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        store
    }

    fn start(command: &mut Command, listens: &str, is_azure: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let said = fs::File::create(folder.path().join("gezegd")).unwrap();
        let command = command.current_dir(folder.path()).stdout(said.try_clone().unwrap()).stderr(said);
        let child = command.spawn().unwrap();
        let mut store = Self { child, folder, address: String::new(), is_azure };
        for _ in 0..600 {
            let said = store.said();
            if let Some((_, rest)) = said.split_once(listens).filter(|(_, rest)| rest.contains('\n')) {
                rest.split_whitespace().next().unwrap().clone_into(&mut store.address);
                return store;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the store does not start: {}", store.said());
    }

    fn said(&self) -> String {
        fs::read_to_string(self.folder.path().join("gezegd")).unwrap()
    }

    /// How many requests it had. It writes of them a little later.
    fn requests(&self) -> usize {
        let count = || self.said().matches(" HTTP/1.1").count();
        let mut before = count();
        loop {
            std::thread::sleep(Duration::from_millis(200));
            match count() {
                now if now == before => return now,
                now => before = now,
            }
        }
    }

    /// Asks it something: at moto as the owner, with a key that it does not look at, at azurite as a visitor.
    fn ask(&self, method: &str, path: &str) -> (u16, ureq::http::HeaderMap, Vec<u8>) {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
        let path = path.replace(' ', "%20").replace('é', "%C3%A9");
        let mut asked = ureq::http::Request::builder().method(method).uri(format!("{}/{path}", self.address));
        if !self.is_azure {
            let key =
                "AWS4-HMAC-SHA256 Credential=x/20261201/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x";
            asked = asked.header("Authorization", key);
        }
        let answer = if method == "PUT" {
            agent.run(asked.body(if path.contains('/') { "blijft" } else { "" }).unwrap())
        } else {
            agent.run(asked.body(()).unwrap())
        };
        let (parts, mut body) = answer.unwrap().into_parts();
        (parts.status.as_u16(), parts.headers, body.read_to_vec().unwrap())
    }

    fn target(&self, emmer: &str, prefix: &str) -> Publicatiedoel {
        let plek = Winkelplek {
            adres: Some(self.address.clone()),
            emmer: emmer.to_owned(),
            regio: None,
            account: self.is_azure.then(|| ACCOUNT.to_owned()),
            voorvoegsel: prefix.to_owned(),
        };
        let plek = if self.is_azure { Doelplek::Azblob(plek) } else { Doelplek::S3(plek) };
        Publicatiedoel { naam: Doelnaam("winkel".to_owned()), plek }
    }

    /// A part of it that is empty.
    fn place(&self) -> Box<dyn Place + '_> {
        static PLACES: AtomicUsize = AtomicUsize::new(0);
        let prefix = format!("deel-{}/site", PLACES.fetch_add(1, Ordering::SeqCst));
        Box::new(Part { store: self, prefix })
    }
}

/// A part of a store.
struct Part<'s> {
    store: &'s Store,
    prefix: String,
}

impl Place for Part<'_> {
    fn open(&self) -> Box<dyn Host> {
        reach(&self.store.target("emmer", &self.prefix), SECRET).unwrap()
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        let (status, _, body) = self.store.ask("GET", &format!("emmer/{}/{path}", self.prefix));
        (status == 200).then_some(body)
    }
}

fn reach(target: &Publicatiedoel, secret: &str) -> Result<Box<dyn Host>, Failure> {
    open(target, &|name| match name {
        "WIJKWIJZER_WINKEL_SLEUTEL_ID" => Some("NUMMER".to_owned()),
        "AWS_SECRET_ACCESS_KEY" | "AZURE_STORAGE_KEY" => Some(secret.to_owned()),
        _ => None,
    })
}

/// That it fails for good, and says so with these words; never with a secret.
fn fails(outcome: Result<impl Sized, Failure>, words: &[&str]) {
    let Err(failure) = outcome else { panic!("it should fail with {words:?}") };
    assert!(matches!(failure, Failure::Lasting(_)), "{failure:?}");
    for word in words {
        assert!(failure.to_string().contains(word), "{failure}");
    }
    assert!(!failure.to_string().contains(SECRET), "{failure}");
}

/// That it fails for good, and says so with these words; never with a secret.
fn refused(target: &Publicatiedoel, id: &str, key: &str, words: &[&str]) {
    let host = open(target, &|name| match name {
        "WIJKWIJZER_WINKEL_SLEUTEL_ID" => Some(id.to_owned()),
        "WIJKWIJZER_WINKEL_SLEUTEL" => Some(key.to_owned()),
        _ => None,
    });
    fails(host.and_then(|host| at(&*host, &tree(NEW), "hier", NOON, true)), words);
}

/// What every store must do.
fn every(store: &Store) {
    tafel::difference(&*store.place(), &|| store.requests());
    tafel::interrupted(&|| store.place());
    tafel::races(&|| store.place());
    // What visitors are told, and nothing before the names.
    let host = reach(&store.target("emmer", ""), SECRET).unwrap();
    assert!(matches!(at(&*host, &tree(OLD), "hier", NOON, true), Ok(Outcome::Done(_))));
    let header = |path: &str, name: &str| {
        let (status, headers, _) = store.ask("HEAD", path);
        assert_eq!(status, 200, "{path}");
        headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
    };
    assert_eq!(header("emmer/index.html", "content-type"), "text/html; charset=utf-8");
    assert_eq!(header("emmer/index.html", "cache-control"), "no-cache");
    assert_eq!(header("emmer/thema/0123456789abcdef/a.css", "cache-control"), "public, max-age=31536000, immutable");
    assert!(header("emmer/thema/0123456789abcdef/a.css", "content-type").starts_with("text/css"));
    assert_eq!(header("emmer/.wijkwijzer", "cache-control"), "no-store");
    let missing = at(&*reach(&store.target("bestaatniet", ""), SECRET).unwrap(), &tree(NEW), "hier", NOON, true);
    fails(missing, &["bestaatniet", "404", "`emmer`", "beheerder"]);
    fails(open(&store.target("emmer", ""), &|_| None), &["WIJKWIJZER_WINKEL_SLEUTEL"]);
}

#[test]
fn a_store_by_the_protocol_of_amazon() {
    let store = Store::moto();
    every(&store);
    // Beside what is not ours.
    store.ask("PUT", "emmer/van-een-ander.txt");
    let host = reach(&store.target("emmer", ""), SECRET).unwrap();
    assert!(matches!(at(&*host, &tree(NEW), "hier", NOON, true), Ok(Outcome::Done(_))));
    assert_eq!(store.ask("GET", "emmer/van-een-ander.txt").2, b"blijft");
    let mut plain = store.target("emmer", "");
    let Doelplek::S3(plek) = &mut plain.plek else { unreachable!() };
    plek.adres = Some("http://winkel.example".to_owned());
    fails(reach(&plain, SECRET), &["https://"]);
    // With a key of its own, and with that of another.
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doelen/tools/rechten.py");
    let made = Command::new(&*PYTHON).arg(script).arg(&store.address).output().unwrap();
    let made = String::from_utf8(made.stdout).unwrap();
    let (id, key) = made.trim().split_once(' ').unwrap();
    let target = store.target("emmer", "dicht");
    refused(&target, id, SECRET, &["SignatureDoesNotMatch", "WIJKWIJZER_WINKEL_SLEUTEL", "beheerder"]);
    refused(&target, "NIEMAND", key, &["InvalidAccessKeyId", "WIJKWIJZER_WINKEL_SLEUTEL_ID"]);
    let host = open(&target, &|name| Some(if name.ends_with("_ID") { id } else { key }.to_owned())).unwrap();
    assert!(matches!(at(&*host, &tree(NEW), "hier", NOON, true), Ok(Outcome::Done(_))));
}

#[test]
fn a_store_of_azure() {
    let store = Store::azurite();
    every(&store);
    let other = "ZWVuIGFuZGVyZSBzbGV1dGVs";
    refused(&store.target("emmer", "dicht"), "", other, &["WIJKWIJZER_WINKEL_SLEUTEL", "beheerder"]);
    refused(&store.target("emmer", "dicht"), "", "geen base64!", &["sleutel"]);
}

#[test]
fn a_store_that_is_not_there() {
    let store = Store::moto();
    let target = store.target("emmer", "");
    drop(store);
    let outcome = at(&*reach(&target, SECRET).unwrap(), &tree(NEW), "hier", NOON, true);
    let Err(Failure::Passing(told)) = outcome else { panic!("nobody answers: {outcome:?}") };
    assert!(told.contains("niet te bereiken") && !told.contains(SECRET), "{told}");
}
