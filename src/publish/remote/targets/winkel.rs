//! Object stores: those that speak the protocol of Amazon S3, and Azure Blob Storage.
//!
//! A put is a whole, and a put on a condition has one winner: that is the claim, and the guard of the manifest. There is no lock that ends
//! by itself, so who held a claim for long looks whether it is still his.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, RetryConfig, UpdateVersion,
};
use tokio::runtime::{Builder, Runtime};

use super::lijn::{HttpLine, LineTrouble};
use super::{Secrets, secret};
use crate::kinds::{Publicatiedoel, Winkelplek};
use crate::publish::remote::{AtHost, CLAIM, Failure, Headers, Host, MANIFEST, Version, lock};

/// Shorter than it takes others to think that a claim is forgotten.
const SURE: Duration = Duration::from_mins(20);

/// A part of an object store.
pub(super) struct ObjectHost {
    store: Box<dyn ObjectStore>,
    runtime: Runtime,
    /// What goes before all names, with its slash.
    prefix: String,
    name: String,
    /// Whom to tell what about secrets.
    keys: String,
    bucket: String,
    /// The claim that was made here, and when.
    held: Mutex<Option<(Vec<u8>, Instant)>>,
}

/// A store that speaks the protocol of Amazon S3.
///
/// # Errors
/// When something is missing to reach it.
pub(super) fn s3(doel: &Publicatiedoel, plek: &Winkelplek, secrets: Secrets<'_>) -> Result<ObjectHost, Failure> {
    let is_near = reachable(plek)?;
    let id = either(doel, "SLEUTEL_ID", &["AWS_ACCESS_KEY_ID"], secrets)?;
    let key = either(doel, "SLEUTEL", &["AWS_SECRET_ACCESS_KEY"], secrets)?;
    let region = match (&plek.regio, &plek.adres) {
        (Some(region), _) => region.as_str(),
        // Stores of other makers have one region; this is what they expect to be called.
        (None, Some(_)) => "us-east-1",
        (None, None) => {
            return Err(Failure::Lasting(format!(
                "Bij het doel {} ontbreekt waar de opslag is. Zet `regio` in site.yaml (bij Amazon, zoals eu-central-1) of `adres` (bij een andere opslag).",
                doel.naam.0
            )));
        }
    };
    let mut store = AmazonS3Builder::new()
        .with_access_key_id(id)
        .with_secret_access_key(key)
        .with_region(region)
        .with_bucket_name(&plek.emmer)
        .with_allow_http(is_near)
        // One request for one file, which every store knows.
        .with_disable_bulk_delete(true)
        .with_retry(once())
        .with_http_connector(HttpLine::new(is_near));
    if let Some(address) = &plek.adres {
        store = store.with_endpoint(address);
    }
    let store = store.build().map_err(|error| unfit(doel, &error))?;
    ObjectHost::new(Box::new(store), "s3", doel, plek)
}

/// A container of Azure Blob Storage.
///
/// # Errors
/// When something is missing to reach it.
pub(super) fn azblob(doel: &Publicatiedoel, plek: &Winkelplek, secrets: Secrets<'_>) -> Result<ObjectHost, Failure> {
    let is_near = reachable(plek)?;
    let key = either(doel, "SLEUTEL", &["AZURE_STORAGE_KEY", "AZURE_STORAGE_ACCOUNT_KEY"], secrets)?;
    let Some(account) = &plek.account else {
        return Err(Failure::Lasting(format!(
            "Bij het doel {} ontbreekt het account van Azure. Zet `account` in site.yaml.",
            doel.naam.0
        )));
    };
    let mut store = MicrosoftAzureBuilder::new()
        .with_account(account)
        .with_access_key(key)
        .with_container_name(&plek.emmer)
        .with_allow_http(is_near)
        .with_retry(once())
        .with_http_connector(HttpLine::new(is_near));
    if let Some(address) = &plek.adres {
        store = store.with_endpoint(address.clone());
    }
    let store = store.build().map_err(|error| unfit(doel, &error))?;
    ObjectHost::new(Box::new(store), "azblob", doel, plek)
}

/// Who publishes tries again, and says so.
fn once() -> RetryConfig {
    RetryConfig { max_retries: 0, ..RetryConfig::default() }
}

/// Whether the address is of this computer; without TLS only such a one is reached.
fn reachable(plek: &Winkelplek) -> Result<bool, Failure> {
    let Some(rest) = plek.adres.as_deref().and_then(|address| address.strip_prefix("http://")) else {
        return Ok(false);
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host).trim_matches(['[', ']']);
    let is_near = host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback());
    if is_near {
        return Ok(true);
    }
    Err(Failure::Lasting(
        "Het `adres` van de opslag begint met http://. Dan kan iedereen onderweg meelezen. Gebruik een adres met https://."
            .to_owned(),
    ))
}

/// The secret of this target, or the one that other programs use for such a store.
fn either(doel: &Publicatiedoel, word: &str, others: &[&str], secrets: Secrets<'_>) -> Result<String, Failure> {
    secret(doel, word, secrets).or_else(|missing| {
        let other = others.iter().find_map(|name| secrets(name).filter(|value| !value.is_empty()));
        other.ok_or(missing)
    })
}

/// What the library says of what it was given: never a secret, it only knows names by then.
fn unfit(doel: &Publicatiedoel, error: &object_store::Error) -> Failure {
    Failure::Lasting(format!(
        "Het doel {} klopt niet: {error}. Kijk in site.yaml naar `adres`, `emmer` en `regio` of `account`, en of de sleutel helemaal is overgenomen.",
        doel.naam.0
    ))
}

impl ObjectHost {
    fn new(
        store: Box<dyn ObjectStore>,
        scheme: &str,
        doel: &Publicatiedoel,
        plek: &Winkelplek,
    ) -> Result<Self, Failure> {
        let runtime = Builder::new_current_thread().enable_time().build();
        let runtime = runtime.map_err(|error| Failure::Passing(format!("De computer heeft het te druk: {error}.")))?;
        let prefix = if plek.voorvoegsel.is_empty() { String::new() } else { format!("{}/", plek.voorvoegsel) };
        Ok(Self {
            store,
            runtime,
            name: format!("{scheme}://{}/{prefix}", plek.emmer),
            prefix,
            keys: format!("WIJKWIJZER_{}_SLEUTEL", doel.naam.0.to_uppercase()),
            bucket: plek.emmer.clone(),
            held: Mutex::new(None),
        })
    }

    fn path(&self, path: &str) -> Result<Path, Failure> {
        let whole = format!("{}{path}", self.prefix);
        Path::parse(&whole).map_err(|_| {
            Failure::Lasting(format!("Een bestand kan in een opslag niet “{whole}” heten. Geef het een andere naam."))
        })
    }

    fn get(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let path = self.path(path)?;
        let got = self.runtime.block_on(async {
            let got = self.store.get(&path).await?;
            let version = Version(got.meta.e_tag.clone().unwrap_or_default());
            Ok((got.bytes().await?.to_vec(), version))
        });
        match got {
            Ok(got) => Ok(Some(got)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// Puts something; `false` when the condition was not met.
    fn put_as(&self, path: &str, bytes: &[u8], headers: &Headers, mode: PutMode) -> Result<bool, Failure> {
        let path = self.path(path)?;
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, headers.kind.clone()),
            (Attribute::CacheControl, headers.cache.clone()),
        ]);
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        match self.runtime.block_on(self.store.put_opts(&path, PutPayload::from(bytes.to_vec()), options)) {
            Ok(_) => Ok(true),
            Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => Ok(false),
            Err(error) => Err(self.failure(&error)),
        }
    }

    fn delete(&self, path: &str) -> Result<(), Failure> {
        let path = self.path(path)?;
        match self.runtime.block_on(self.store.delete(&path)) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failure(&error)),
        }
    }

    fn holds(&self, claim: &[u8]) {
        *lock(&self.held) = Some((claim.to_vec(), Instant::now()));
    }

    /// Whether the claim still is this one. Only after a while it is asked.
    fn is_held(&self, claim: &[u8]) -> Result<bool, Failure> {
        let is_sure = lock(&self.held).as_ref().is_some_and(|(held, since)| held == claim && since.elapsed() < SURE);
        Ok(is_sure || self.claimed()?.is_some_and(|now| now == claim))
    }

    /// What went wrong, in Dutch.
    fn failure(&self, error: &object_store::Error) -> Failure {
        let mut inner: Option<&(dyn std::error::Error + 'static)> = Some(error);
        let trouble = loop {
            match inner {
                Some(it) => match it.downcast_ref::<LineTrouble>() {
                    Some(trouble) => break trouble,
                    None => inner = it.source(),
                },
                // An answer that cannot be read.
                None => {
                    return Failure::Lasting(format!(
                        "Wat {} antwoordt, begrijpt wijkwijzer niet. Klopt het `adres`? Vraag het de beheerder van de opslag.",
                        self.name
                    ));
                }
            }
        };
        self.told(trouble)
    }

    fn told(&self, trouble: &LineTrouble) -> Failure {
        let Self { name, bucket, keys, .. } = self;
        let (status, code, said) = match trouble {
            LineTrouble::Unreached(why) => {
                return Failure::Passing(format!(
                    "{name} is niet te bereiken ({why}). Werkt uw internet? Blijft het zo? Vraag het dan de beheerder van de opslag."
                ));
            }
            LineTrouble::Untrusted(why) => {
                return Failure::Lasting(format!(
                    "Het is niet zeker dat {name} is wie het zegt ({why}). Er is niets verstuurd. Vraag de beheerder van de opslag of het certificaat klopt, en uw afdeling ICT of deze computer het kent."
                ));
            }
            LineTrouble::Refused { status, code, said } => (*status, code.as_str(), said.as_str()),
        };
        let quoted =
            [code, said].iter().filter(|it| !it.is_empty()).fold(status.to_string(), |all, it| format!("{all}, {it}"));
        if status == 408 || status == 429 || status >= 500 || matches!(code, "RequestTimeout" | "SlowDown") {
            return Failure::Passing(format!(
                "{name} heeft het te druk of heeft een storing ({quoted}). Probeer het straks nog eens. Blijft het zo? Vraag het dan de beheerder van de opslag."
            ));
        }
        Failure::Lasting(match (status, code) {
            (
                _,
                "InvalidAccessKeyId" | "SignatureDoesNotMatch" | "AuthenticationFailed" | "InvalidAuthenticationInfo",
            )
            | (401, _) => format!(
                "{name} kent deze sleutel niet ({quoted}). Kijk of in de omgevingsvariabele {keys} de goede sleutel staat, en bij s3 in {keys}_ID het nummer dat daarbij hoort. Vraag anders een nieuwe aan de beheerder van de opslag."
            ),
            (_, "RequestTimeTooSkewed") => format!(
                "De klok van deze computer loopt niet gelijk met die van {name} ({quoted}). Zet de klok goed, en probeer het opnieuw."
            ),
            (403, _) => format!(
                "{name} staat dit niet toe ({quoted}). Klopt de sleutel in de omgevingsvariabele {keys}? Vraag anders de beheerder van de opslag om het recht om hier te lezen, te schrijven, te verwijderen en te zien wat er is."
            ),
            (404 | 409, _) => format!(
                "De emmer {bucket} is er niet ({quoted}). Klopt `emmer` in site.yaml? Vraag anders de beheerder van de opslag om hem te maken."
            ),
            (300..=399, _) | (_, "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException") => format!(
                "De emmer {bucket} is ergens anders ({quoted}). Vraag de beheerder van de opslag naar de `regio` en het `adres`, en zet ze in site.yaml."
            ),
            _ => format!("{name} doet niet wat is gevraagd ({quoted}). Vraag het de beheerder van de opslag."),
        })
    }
}

/// With what our own files are put: nobody keeps them.
fn own() -> Headers {
    Headers { kind: "application/json".to_owned(), cache: "no-store".to_owned() }
}

fn only(version: &Version) -> PutMode {
    PutMode::Update(UpdateVersion { e_tag: Some(version.0.clone()), version: None })
}

impl Host for ObjectHost {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn ways(&self) -> usize {
        16
    }

    fn keeps_headers(&self) -> bool {
        true
    }

    fn manifest(&self) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        self.get(MANIFEST)
    }

    fn put_manifest(&self, bytes: &[u8], read: Option<&Version>, claim: &[u8]) -> Result<(), Failure> {
        let is_ours = self.is_held(claim)?;
        if is_ours && self.put_as(MANIFEST, bytes, &own(), read.map_or(PutMode::Create, only))? {
            return Ok(());
        }
        // It may be our own, of which the answer was lost.
        if is_ours && self.get(MANIFEST)?.is_some_and(|(now, _)| now == bytes) {
            return Ok(());
        }
        Err(Failure::Lasting(
            "Iemand anders heeft intussen ook gepubliceerd. Overleg wie het doet, en publiceer dan nog eens."
                .to_owned(),
        ))
    }

    fn known(&self) -> Result<Vec<AtHost>, Failure> {
        let folder = if self.prefix.is_empty() { None } else { Some(self.path("")?) };
        let listed: Result<Vec<_>, _> = self.runtime.block_on(self.store.list(folder.as_ref()).try_collect());
        let listed = listed.map_err(|error| self.failure(&error))?;
        let known = listed.into_iter().filter_map(|object| {
            let path = object.location.as_ref().strip_prefix(&self.prefix)?;
            // Of what was put in parts, or is encrypted, it is no hash.
            let md5 = object.e_tag.map(|tag| tag.trim_matches('"').to_ascii_lowercase());
            let md5 = md5.filter(|tag| tag.len() == 32 && tag.bytes().all(|it| it.is_ascii_hexdigit()));
            Some(AtHost { path: path.to_owned(), len: object.size, md5 })
        });
        Ok(known.filter(|known| !known.path.starts_with(MANIFEST)).collect())
    }

    fn put(&self, path: &str, bytes: &[u8], headers: &Headers) -> Result<(), Failure> {
        self.put_as(path, bytes, headers, PutMode::Overwrite).map(drop)
    }

    fn take_away(&self, path: &str) -> Result<(), Failure> {
        self.delete(path)
    }

    fn claimed(&self) -> Result<Option<Vec<u8>>, Failure> {
        Ok(self.get(CLAIM)?.map(|(claim, _)| claim))
    }

    fn claim(&self, claim: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        if self.put_as(CLAIM, claim, &own(), PutMode::Create)? {
            self.holds(claim);
            return Ok(None);
        }
        match self.claimed()? {
            Some(other) => {
                if other == claim {
                    self.holds(claim);
                }
                Ok(Some(other))
            }
            None => Err(Failure::Passing("Iemand anders is net klaar met publiceren. Probeer het opnieuw.".to_owned())),
        }
    }

    fn take_over(&self, old: &[u8], claim: &[u8]) -> Result<bool, Failure> {
        let is_ours = match self.get(CLAIM)? {
            Some((now, _)) if now == claim => true,
            Some((now, version)) if now == old => {
                let is_put = self.put_as(CLAIM, claim, &own(), only(&version))?;
                is_put || self.claimed()?.is_some_and(|now| now == claim)
            }
            _ => false,
        };
        if is_ours {
            self.holds(claim);
        }
        Ok(is_ours)
    }

    fn release(&self, claim: &[u8]) -> Result<(), Failure> {
        if self.is_held(claim)? { self.delete(CLAIM) } else { Ok(()) }
    }
}
