//! A site that is only read, on this computer: nothing is watched, built or changed.

use std::sync::Arc;
use std::sync::mpsc::channel;

use anyhow::Result;
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;

use super::{Told, editor, http, respond, stop};
use crate::pipeline::Build;

/// What is read, and where.
struct Lectern {
    site: Build,
    port: u16,
}

/// Shows a site until somebody stops it.
///
/// # Errors
/// When there is no port to be had, or nothing can be said.
pub fn read(
    what: &str,
    site: Build,
    wanted: u16,
    browser: bool,
    say: &mut dyn FnMut(Told<'_>) -> Result<()>,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (tell, inbox) = channel();
    stop::listen(&runtime, tell);
    let (listeners, port) = http::bind(wanted)?;
    let desk = Arc::new(Lectern { site, port });
    for listener in listeners {
        let router = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        runtime.spawn(http::listen(listener, router));
    }
    let address = format!("http://127.0.0.1:{port}/");
    say(Told::Line(format!("{what} staat op {address}. Stoppen: Ctrl-C, of sluit dit venster.")))?;
    if browser && editor::browse(&address).is_err() {
        say(Told::Line("Er is geen browser die vanzelf opent. Open het adres zelf.".to_owned()))?;
    }
    // The only message is that somebody wants it to end; when nobody can say so any more, it ends, too.
    let _ = inbox.recv();
    runtime.shutdown_background();
    say(Told::Line("Gestopt.".to_owned()))
}

async fn answer(State(desk): State<Arc<Lectern>>, request: Request) -> Response {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let asked = respond::Request {
        method: request.method().as_str(),
        path: request.uri().path(),
        host: header("host"),
        origin: header("origin"),
        ..respond::Request::default()
    };
    http::send(respond::read(&asked, &desk.site, desk.port), request.method() != "HEAD")
}
