//! Requests to a host by HTTP. The object stores and what else speaks HTTP go through here, so that there is one client, one way to
//! look at certificates, and one list of what may pass.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt;
use object_store::client::{
    ClientOptions, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody,
    HttpService,
};
use ureq::tls::{RootCerts, TlsConfig};

/// A host that says nothing for so long is not there.
const PATIENCE: Duration = Duration::from_mins(1);
/// A connection is there by then, or not at all.
const CONNECT: Duration = Duration::from_secs(15);
/// No answer is longer: a list has a thousand names, a manifest those of all files.
const LONGEST_ANSWER: u64 = 256 * 1024 * 1024;

/// Asks hosts by HTTP.
#[derive(Clone)]
pub(super) struct HttpLine(ureq::Agent);

impl fmt::Debug for HttpLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpLine")
    }
}

/// Why a host did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LineTrouble {
    /// It could not be reached, or stopped answering.
    Unreached(String),
    /// Who it is could not be verified.
    Untrusted(String),
    /// It said no.
    Refused {
        /// The status.
        status: u16,
        /// The word it has for that, where it has one.
        code: String,
        /// What it said, on one line.
        said: String,
    },
}

impl fmt::Display for LineTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreached(why) | Self::Untrusted(why) => f.write_str(why),
            Self::Refused { status, code, said } => write!(f, "{status} {code} {said}"),
        }
    }
}

impl std::error::Error for LineTrouble {}

impl HttpLine {
    /// `is_near` is for hosts on this computer: those are never behind a proxy.
    pub(super) fn new(is_near: bool) -> Self {
        // Not the one of the whole process: libraries might put another there.
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(ring)
            // Municipalities look into their own traffic: the certificate for that is in the system.
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(32)
            .max_idle_connections_per_host(32)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(PATIENCE))
            .timeout_per_read(Some(PATIENCE))
            .timeout_per_write(Some(PATIENCE))
            .user_agent(concat!("wijkwijzer/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls);
        let config = if is_near { config.proxy(None) } else { config };
        Self(config.build().into())
    }

    fn ask(&self, asked: ureq::http::request::Parts, body: &[u8]) -> Result<HttpResponse, LineTrouble> {
        let answer = if body.is_empty() && matches!(asked.method.as_str(), "GET" | "HEAD" | "DELETE") {
            self.0.run(ureq::http::Request::from_parts(asked, ()))
        } else {
            self.0.run(ureq::http::Request::from_parts(asked, body))
        };
        let (parts, mut body) = answer.map_err(|error| trouble(&error))?.into_parts();
        let bytes = body.with_config().limit(LONGEST_ANSWER).read_to_vec().map_err(|error| trouble(&error))?;
        let is_answer = match parts.status.as_u16() {
            200..300 | 304 | 412 => true,
            // Not there, or there already: an answer, unless the whole place is not there.
            404 | 409 => !["NoSuchBucket", "ContainerNotFound", "ContainerBeingDeleted", "ResourceNotFound"]
                .contains(&element(&bytes, "Code").as_str()),
            _ => false,
        };
        if is_answer {
            return Ok(HttpResponse::from_parts(parts, HttpResponseBody::from(bytes)));
        }
        let status = parts.status.as_u16();
        Err(LineTrouble::Refused { status, code: element(&bytes, "Code"), said: element(&bytes, "Message") })
    }
}

/// The name is that of libraries' traits: the future is ready when it is first asked.
impl HttpService for HttpLine {
    fn call<'s, 'f>(
        &'s self,
        req: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let (parts, body) = req.into_parts();
            let body = body.collect().await?.to_bytes();
            self.ask(parts, &body).map_err(|trouble| HttpError::new(HttpErrorKind::Unknown, trouble))
        })
    }
}

impl HttpConnector for HttpLine {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

fn trouble(error: &ureq::Error) -> LineTrouble {
    let told = error.to_string();
    match error {
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => LineTrouble::Untrusted(told),
        // What rustls says within a connection comes as an error of reading.
        ureq::Error::Io(error)
            if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>) =>
        {
            LineTrouble::Untrusted(told)
        }
        _ => LineTrouble::Unreached(told),
    }
}

/// The text of an element of a small XML answer, on one line and not too long.
fn element(answer: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(answer);
    let inside = text.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once("</"));
    let line = inside.map_or("", |(inside, _)| inside).lines().next().unwrap_or_default().trim();
    line.chars().filter(|it| !it.is_control()).take(200).collect()
}
