//! Ctrl-C, and the system that asks the program to end: a message like any other, so that what is being written is finished.

use std::sync::mpsc::Sender;

use tokio::runtime::Runtime;

use super::Message;

/// Sends [`Message::Stop`] when somebody wants the program to end.
pub fn listen(runtime: &Runtime, inbox: Sender<Message>) {
    runtime.spawn(async move {
        asked().await;
        // When nobody listens, it has ended already.
        let _ = inbox.send(Message::Stop);
    });
}

#[cfg(unix)]
async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut end) = signal(SignalKind::terminate()) else { return interrupted().await };
    let (interrupted, end) = (std::pin::pin!(interrupted()), std::pin::pin!(end.recv()));
    futures_util::future::select(interrupted, end).await;
}

#[cfg(not(unix))]
async fn asked() {
    interrupted().await;
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // The system has no such thing: wait for ever.
        std::future::pending::<()>().await;
    }
}
