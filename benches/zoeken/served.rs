//! A server of files that counts what it gives, as a server that compresses would send it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A site on a port of this machine.
pub(crate) struct Served {
    port: u16,
    given: Arc<Mutex<Vec<PathBuf>>>,
}

impl Served {
    /// Serves a folder until the program ends.
    pub(crate) fn start(folder: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("a port").port();
        let given = Arc::new(Mutex::new(Vec::new()));
        let (notes, folder) = (Arc::clone(&given), Arc::new(folder));
        thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (folder, notes) = (Arc::clone(&folder), Arc::clone(&notes));
                thread::spawn(move || answer(stream, &folder, &notes));
            }
        });
        Self { port, given }
    }

    /// A page of it.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How many kB were given since this was asked last, in Brotli where that makes them smaller.
    pub(crate) fn bytes(&self) -> f64 {
        let given = std::mem::take(&mut *self.given.lock().unwrap_or_else(PoisonError::into_inner));
        let sizes = given.iter().map(|file| {
            let (bytes, mut small) = (fs::read(file).unwrap_or_default(), Vec::new());
            let _ = brotli::BrotliCompress(&mut &bytes[..], &mut small, &brotli::enc::BrotliEncoderParams::default());
            small.len().min(bytes.len())
        });
        f64::from(u32::try_from(sizes.sum::<usize>()).expect("less than 4 GB")) / 1e3
    }
}

fn answer(mut stream: TcpStream, folder: &Path, notes: &Mutex<Vec<PathBuf>>) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let asked = lines.next().unwrap_or_default();
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let path = asked.split([' ', '?']).nth(1).unwrap_or_default().trim_start_matches('/');
    let mut file = folder.join(path);
    if file.is_dir() {
        file.push("index.html");
    }
    let kind = match file.extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        _ => "application/octet-stream",
    };
    let (status, bytes) = fs::read(&file).map_or(("404 Not Found", Vec::new()), |bytes| ("200 OK", bytes));
    if status.starts_with("200") {
        notes.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    }
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes));
}
