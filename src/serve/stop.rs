//! Ctrl-C, and the system that asks the program to end: a message like any other, so that what is being written is finished.

use std::sync::mpsc::Sender;

use tokio::runtime::Runtime;

use super::Message;

/// Sends [`Message::Stop`] when somebody wants the program to end.
pub(super) fn listen(runtime: &Runtime, inbox: Sender<Message>) {
    // From here on, and not from when the task is run: until then the system would end us in its own way.
    let entered = runtime.enter();
    let asked = asked();
    drop(entered);
    runtime.spawn(async move {
        asked.await;
        // When nobody listens, it has ended already.
        let _ = inbox.send(Message::Stop);
    });
}

#[cfg(unix)]
fn asked() -> impl Future<Output = ()> + Send {
    use std::pin::pin;

    use futures_util::future::select;
    use tokio::signal::unix::{SignalKind, signal};

    let listen = |kind| signal(kind).ok();
    let interrupt = listen(SignalKind::interrupt());
    let terminate = listen(SignalKind::terminate());
    let hangup = if crate::disk::ignores_hangup() { None } else { listen(SignalKind::hangup()) };
    async {
        select(pin!(select(pin!(one(interrupt)), pin!(one(terminate)))), pin!(one(hangup))).await;
    }
}

/// Waits for a signal; for ever when the system has no such thing.
#[cfg(unix)]
async fn one(signal: Option<tokio::signal::unix::Signal>) {
    match signal {
        Some(mut signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn asked() {
    if tokio::signal::ctrl_c().await.is_err() {
        // The system has no such thing: wait for ever.
        std::future::pending::<()>().await;
    }
}
