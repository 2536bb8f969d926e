//! What a browser sends, read whole: the fields of a form, and the files that were chosen in it.

use std::convert::Infallible;

use axum::body::{Body, Bytes, to_bytes};
use futures_util::stream::once;
use multer::Multipart;

use super::forms::SentFile;
use crate::beeld::MEGABYTES;

/// The longest form without files in bytes: a long text in it is a few hundred thousand.
const LONGEST: usize = 1024 * 1024;

/// The most bytes of a form with files: a picture as large as can be shown, and a text.
const MOST: usize = MEGABYTES * 1_000_000 + LONGEST;

/// What was sent.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// The fields, as forms without files send them.
    pub(super) fields: Vec<u8>,
    /// The files; fields in which none was chosen are left out.
    pub(super) files: Vec<SentFile>,
}

/// Reads what was sent, of whatever type; `None` when it is too much, or not what it says it is.
pub(super) async fn read(kind: Option<&str>, body: Body) -> Option<Sent> {
    let Some(boundary) = kind.and_then(|kind| multer::parse_boundary(kind).ok()) else {
        let fields = to_bytes(body, LONGEST).await.ok()?.to_vec();
        return Some(Sent { fields, files: Vec::new() });
    };
    let body = to_bytes(body, MOST).await.ok()?;
    let mut parts = Multipart::new(once(async { Ok::<Bytes, Infallible>(body) }), boundary);
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.ok()? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let bytes = part.bytes().await.ok()?.to_vec();
                if !name.is_empty() {
                    files.push(SentFile { field, name, bytes });
                }
            }
            None => fields.push((field, part.text().await.ok()?)),
        }
    }
    let fields = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Some(Sent { fields: fields.into_bytes(), files })
}
