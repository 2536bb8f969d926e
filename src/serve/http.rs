//! The sockets of the preview: loopback only. What is answered is for `respond.rs` to say.

use std::convert::Infallible;
use std::io::{ErrorKind, Read};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{Stream, unfold};
use tokio::sync::{oneshot, watch};

use super::forms::{FileChange, FormChange};
use super::preview::SharedShown;
use super::respond::{Answer, OURS, Reaction};
use super::{Message, editor, forms, online, respond, upload};
use crate::disk::{self, Fate, Saving};
use crate::source::{Distant, SourcePath};

/// How many ports are tried, from the wanted one on.
const PORTS: u16 = 50;
/// So much of a large file is sent at one time.
const PIECE: usize = 64 * 1024;
/// So many changes can be made undone.
const MOST_UNDONE: usize = 50;
/// After a change this long is waited for the build that shows it.
const PATIENCE: Duration = Duration::from_secs(3);
/// Without a word for this long, connections are taken for dead.
const BREATH: Duration = Duration::from_secs(15);
/// How soon a browser tries again when the preview was stopped.
const RETRY: Duration = Duration::from_secs(1);

/// What is needed to answer.
#[derive(Debug)]
pub(super) struct Desk {
    /// What is shown.
    pub shown: SharedShown,
    /// The number of the last build.
    pub builds: watch::Receiver<u64>,
    /// Where wishes go.
    pub inbox: Sender<Message>,
    /// The project's folder.
    pub project: PathBuf,
    /// The port that browsers come to.
    pub port: u16,
    /// The word that forms of this start send back.
    pub token: String,
    /// Whether files can be changed from a browser.
    pub may_write: bool,
    /// What was changed, the last at the end.
    pub done: Mutex<Vec<Vec<DoneChange>>>,
}

/// What became of a file by a change from a browser; a change is of one or two files.
#[derive(Debug)]
pub(super) struct DoneChange {
    file: SourcePath,
    /// The bytes it had, if it was there.
    before: Option<Vec<u8>>,
    /// The hash of the bytes that it has since, if it is there.
    after: Option<String>,
}

/// Takes the wanted port, or the first free one after it.
///
/// # Errors
/// When all of them are taken.
pub(super) fn bind(wanted: u16) -> Result<(Vec<TcpListener>, u16)> {
    let mut last = None;
    for port in (0..PORTS).map_while(|more| wanted.checked_add(more)) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => {
                let port = listener.local_addr()?.port();
                // Some systems look for `localhost` there first. Without it, they go on to the other.
                let second = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).ok();
                return Ok(([listener].into_iter().chain(second).collect(), port));
            }
            Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {
                last = Some(error);
            }
            Err(error) => return Err(error).context("de poort kan niet worden geopend"),
        }
    }
    let why = format!("poort {wanted} en de poorten daarna zijn bezet; kies een andere met --poort");
    Err(last.map_or_else(|| anyhow::anyhow!(why.clone()), |error| anyhow::Error::new(error).context(why.clone())))
}

/// Answers whoever comes to the preview, for ever.
///
/// # Errors
/// When the socket fails.
pub(super) async fn serve(listener: TcpListener, desk: Arc<Desk>) -> std::io::Result<()> {
    listen(listener, Router::new().fallback(answer).with_state(desk)).await
}

/// Answers whoever comes, for ever.
///
/// # Errors
/// When the socket fails.
pub(super) async fn listen(listener: TcpListener, router: Router) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let Some(sent) = upload::read(header("content-type"), body).await else {
        return send(Answer::text(413, "Dat is te veel."), true);
    };
    let request = respond::Request {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        host: header("host"),
        // An origin that cannot be read is a foreign one.
        origin: head.headers.get("origin").map(|value| value.to_str().unwrap_or_default()),
        ours: header(OURS.0),
        last_heard: header("last-event-id"),
        body: &sent.fields,
        files: &sent.files,
        token: &desk.token,
        may_write: desk.may_write,
        can_undo: desk.can_undo(),
    };
    let reaction = respond::respond(&request, &desk.shown.read(), desk.port);
    match reaction {
        Reaction::Answer(answer) => send(answer, head.method != "HEAD"),
        Reaction::Tell(since) => tell(desk, since),
        Reaction::Change(change) => send(desk.change(change).await, true),
        Reaction::Undo => send(desk.undo().await, true),
        Reaction::Publish(write) => send(publish(&desk, write).await, head.method != "HEAD"),
        Reaction::Edit(file, line) => send(edit(&desk, &file, line), true),
        Reaction::Set(concepten, own_day) => {
            let (done, is_done) = oneshot::channel();
            let told = desk.inbox.send(Message::Set { concepten, own_day, done }).is_ok();
            let answer = if told && is_done.await.is_ok() {
                Answer::done()
            } else {
                Answer::text(503, "Het voorbeeld is gestopt.")
            };
            send(answer, true)
        }
    }
}

/// Publishes, or looks what that would change, and tells of it.
async fn publish(desk: &Desk, write: bool) -> Answer {
    let (done, is_done) = oneshot::channel();
    let told = desk.inbox.send(Message::Publish { write, done }).is_ok();
    match is_done.await {
        Ok(published) if told => {
            forms::page(200, online::page(&published, &desk.shown.read(), &desk.token, desk.may_write))
        }
        _ => Answer::text(503, "Het voorbeeld is gestopt."),
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Vec<Vec<DoneChange>>> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn can_undo(&self) -> bool {
        self.lock().last().is_some()
    }

    /// Does one thing to a file, and notes it.
    fn step(&self, file: &SourcePath, was: Option<&str>, fate: Fate<'_>, done: &mut Vec<DoneChange>) -> Result<Saving> {
        let saved = disk::save(&self.project, file, was, fate)?;
        if let Saving::Done(before) = &saved {
            let after = match fate {
                Fate::Bytes(bytes) => Some(blake3::hash(bytes).to_hex().to_string()),
                Fate::Away | Fate::Gone => None,
            };
            done.push(DoneChange { file: file.clone(), before: before.clone(), after });
        }
        Ok(saved)
    }

    /// Changes a file, waits until that can be seen, and leads on to its form.
    async fn change(&self, FormChange { beside, file, to }: FormChange) -> Answer {
        let (mut done, builds) = (Vec::new(), self.builds_after());
        // What it names comes first.
        for (path, bytes) in &beside {
            let saved = self.step(path, None, Fate::Bytes(bytes), &mut done);
            if !matches!(saved, Ok(Saving::Done(_))) {
                self.take_back(done);
                return refused(path, saved);
            }
        }
        let (saved, next) = match &to {
            FileChange::Save(was, bytes) => {
                (self.step(&file, was.as_deref(), Fate::Bytes(bytes), &mut done), Some(file.clone()))
            }
            FileChange::PutAway(was) => (self.step(&file, Some(was), Fate::Away, &mut done), None),
            FileChange::Move(was, bytes, to) => {
                // First the new one: whatever happens in between, nothing is lost.
                let saved = match self.step(to, None, Fate::Bytes(bytes), &mut done) {
                    Ok(Saving::Done(_)) => self.step(&file, Some(was), Fate::Gone, &mut done),
                    other => other,
                };
                (saved, Some(to.clone()))
            }
        };
        if !matches!(saved, Ok(Saving::Done(_))) {
            self.take_back(done);
            return refused(&file, saved);
        }
        let touched: Vec<SourcePath> = done.iter().map(|change| change.file.clone()).collect();
        if !done.is_empty() {
            let mut all = self.lock();
            all.push(done);
            let too_many = all.len().saturating_sub(MOST_UNDONE);
            all.drain(..too_many);
        }
        self.wait_for(&touched, builds).await;
        next.map_or_else(to_all, |file| on_to(&file, "bewaard"))
    }

    /// Takes back what was done of a change that could not be done as a whole.
    fn take_back(&self, done: Vec<DoneChange>) {
        for DoneChange { file, before, after } in done.into_iter().rev() {
            let fate = before.as_deref().map_or(Fate::Gone, Fate::Bytes);
            // What cannot be taken back is there, and can be seen.
            drop(disk::save(&self.project, &file, after.as_deref(), fate));
        }
    }

    /// Brings the files of the last change back to what they were, unless something else changed one since.
    async fn undo(&self) -> Answer {
        let Some(changes) = self.lock().pop() else {
            return Answer::text(409, "Er is niets om ongedaan te maken.");
        };
        let (mut last, mut touched, builds) = (None, Vec::new(), self.builds_after());
        for DoneChange { file, before, after } in changes.into_iter().rev() {
            let fate = before.as_deref().map_or(Fate::Away, Fate::Bytes);
            match disk::save(&self.project, &file, after.as_deref(), fate) {
                Ok(Saving::Done(_)) => {
                    touched.push(file.clone());
                    last = last.or(before.is_some().then_some(file));
                }
                other => return refused(&file, other),
            }
        }
        self.wait_for(&touched, builds).await;
        last.map_or_else(to_all, |file| on_to(&file, "ongedaan"))
    }

    /// The builds from now on: taken before a change, so that one that comes at once is not missed.
    fn builds_after(&self) -> watch::Receiver<u64> {
        let mut builds = self.builds.clone();
        builds.borrow_and_update();
        builds
    }

    /// Waits for the build in which files are what they are now.
    async fn wait_for(&self, files: &[SourcePath], mut builds: watch::Receiver<u64>) {
        let paths = files.iter().map(|file| self.project.join(file.as_str())).collect();
        if self.inbox.send(Message::Glance(paths)).is_ok() {
            // Later is no harm: the page says what was found then.
            drop(tokio::time::timeout(PATIENCE, builds.changed()).await);
        }
    }
}

fn refused(file: &SourcePath, saved: Result<Saving>) -> Answer {
    match saved {
        Ok(Saving::Changed) => on_to(file, "veranderd"),
        Ok(Saving::Closed) => Answer::text(
            403,
            &format!("Het bestand {file} kan hier niet worden veranderd: het is een link, of alleen om te lezen."),
        ),
        Ok(Saving::Done(_)) => Answer::done(),
        Err(error) => Answer::text(
            500,
            &format!("Niet bewaard: {error:#}. Ga terug met de knop van uw browser; wat u invulde, staat er dan nog."),
        ),
    }
}

/// To the form of a file, with what was done.
fn on_to(file: &SourcePath, done: &str) -> Answer {
    let file = percent_encoding::utf8_percent_encode(file.as_str(), percent_encoding::NON_ALPHANUMERIC);
    away_to(&format!("/-/formulier?bestand={file}&gedaan={done}"))
}

fn to_all() -> Answer {
    away_to("/-/formulier")
}

fn away_to(address: &str) -> Answer {
    let mut answer = Answer::text(303, "");
    answer.headers.push(("location".to_owned(), address.to_owned()));
    answer
}

fn edit(desk: &Desk, file: &SourcePath, line: usize) -> Answer {
    match editor::open(&desk.project, file, line) {
        Ok(()) => Answer::done(),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Answer::text(404, "Er is geen programma om dit bestand te openen, of het bestand is er niet meer.")
        }
        Err(error) => Answer::text(500, &format!("Het bestand kan niet worden geopend: {}.", disk::why(&error))),
    }
}

/// Tells of every build from now on, and at once of what happened since `since`.
fn tell(desk: Arc<Desk>, since: u64) -> Response {
    let events = KeepAlive::new().interval(BREATH);
    ([("cache-control", "no-store")], Sse::new(builds(desk, since)).keep_alive(events)).into_response()
}

fn builds(desk: Arc<Desk>, since: u64) -> impl Stream<Item = Result<Event, Infallible>> {
    let builds = desk.builds.clone();
    unfold((desk, builds, since), |(desk, mut builds, since)| async move {
        loop {
            // Seen first, looked at second: a build in between wakes us again.
            builds.borrow_and_update();
            let told = {
                let shown = desk.shown.read();
                shown.since(since).map(|news| (respond::event(&news, &shown), shown.build))
            };
            if let Some((json, build)) = told {
                let event = Event::default().event("bouw").id(build.to_string()).retry(RETRY).data(json.to_string());
                return Some((Ok(event), (desk, builds, build)));
            }
            builds.changed().await.ok()?;
        }
    })
}

/// What is read from a file that is not held, when a browser takes it.
fn pieces(file: Box<dyn Read + Send>) -> impl Stream<Item = std::io::Result<Vec<u8>>> {
    unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        match tokio::task::block_in_place(|| file.read(&mut piece)) {
            Ok(0) => None,
            Ok(length) => {
                piece.truncate(length);
                Some((Ok(piece), file))
            }
            Err(error) => Some((Err(error), file)),
        }
    })
}

/// An answer, as it goes over the line.
pub(super) fn send(answer: Answer, with_body: bool) -> Response {
    let Ok(away) = answer.away.as_ref().map(Distant::open).transpose() else {
        // It is gone, and the next build will say so.
        return send(Answer::text(404, "Dit bestand is er niet meer."), with_body);
    };
    let length = answer.away.as_ref().map_or(answer.body.len() as u64, Distant::len);
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    if away.is_some() || !with_body {
        response = response.header("content-length", length);
    }
    let body = match away {
        Some(away) if with_body => Body::from_stream(pieces(away)),
        None if with_body => Body::from(answer.body),
        _ => Body::empty(),
    };
    // Headers are ours, but for an address to go on to: one that is no header is no address.
    response.body(body).unwrap_or_else(|_| Response::new(Body::empty()))
}
