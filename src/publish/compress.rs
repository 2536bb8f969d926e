//! Compressed copies beside the files of a site, for servers that can send them as they are.
//!
//! The server then has nothing to compress itself, and a resident with a bad connection waits as short as possible.

use std::io::{Result, Write};
use std::sync::Arc;

use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use crate::media;
use crate::output::{OutputPath, Tree};
use crate::progress::{Progress, Stage};
use crate::publish::server::is_hidden;

/// The quality of Brotli, of 0 to 11. Of the shipped site 11 makes 7 % less than 9, and takes five times as long. A large site does
/// that for what every first visit waits for only: styles and scripts.
const BROTLI: u32 = 9;
const BROTLI_OF_FEW: u32 = 11;

/// Bytes of a site that is small: all of it is packed as small as it can be, within a few seconds.
const SMALL: usize = 4 << 20;

/// The window of Brotli, as a power of two: 4 MiB, more than any page.
const WINDOW: u32 = 22;

/// The room for each piece that is compressed.
const BUFFER: usize = 4096;

/// The same site, with `NAME.gz` (RFC 1952) and `NAME.br` (RFC 7932) beside each file of which they are at least a tenth
/// smaller; not beside downloads that are not held, most of which are packed inside. The same bytes give the same copies: no
/// time and no name of a machine is in them.
pub fn with_copies(tree: &Tree) -> Tree {
    with_copies_telling(tree, &Progress::default())
}

/// The same, saying how far it is.
pub fn with_copies_telling(tree: &Tree, progress: &Progress) -> Tree {
    let _work = progress.works();
    let files: Vec<_> = tree.iter().collect();
    progress.begins(Stage::Compress, files.len());
    let is_dense = |path: &OutputPath| is_hidden(path) || media::of(path.as_str()).is_some_and(|medium| medium.dense);
    let is_small = files.iter().filter(|(path, _)| !is_dense(path)).map(|(_, it)| it.len()).sum::<usize>() <= SMALL;
    let copies = files.par_iter().flat_map_iter(|(path, bytes)| {
        let made = if is_dense(path) {
            Vec::new()
        } else {
            vec![("gz", gzip(bytes)), ("br", brotli(bytes, quality(path, is_small)))]
        };
        progress.did_one();
        let smaller = |copy: &Vec<u8>| copy.len() * 10 <= bytes.len() * 9;
        made.into_iter().filter_map(move |(end, copy)| {
            let copy = copy.ok().filter(smaller)?;
            Some((OutputPath::new(format!("{path}.{end}")), Arc::from(copy)))
        })
    });
    let copies: Vec<(OutputPath, Arc<[u8]>)> = copies.collect();
    tree.clone().with(copies)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

fn quality(path: &OutputPath, is_small: bool) -> u32 {
    let is_of_few = media::of(path.as_str()).is_some_and(|medium| matches!(medium.end, "css" | "js"));
    if is_small || is_of_few { BROTLI_OF_FEW } else { BROTLI }
}

fn brotli(bytes: &[u8], quality: u32) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER, quality, WINDOW);
    writer.write_all(bytes)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn copies_are_there_where_they_are_smaller_and_say_the_same() {
        let page = "<p>Wie is mijn wijkmanager?</p>\n".repeat(40);
        let files = [("index.html", page.as_bytes()), ("kort.txt", b"kort"), ("foto.jpg", &[7; 900])];
        let tree: Tree = files.iter().map(|(path, bytes)| (OutputPath::new(path), Arc::from(*bytes))).collect();
        let copies = with_copies(&tree);
        let names: Vec<&str> = copies.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["foto.jpg", "index.html", "index.html.br", "index.html.gz", "kort.txt"]);
        let bytes = |name: &str| copies.get(&OutputPath::new(name)).unwrap();
        let mut text = String::new();
        flate2::read::GzDecoder::new(&bytes("index.html.gz")[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, page);
        text.clear();
        brotli::Decompressor::new(&bytes("index.html.br")[..], BUFFER).read_to_string(&mut text).unwrap();
        assert_eq!(text, page);
        assert_eq!(bytes("index.html.gz")[4..8], [0; 4], "no time is in it");
        assert_eq!(with_copies(&tree), copies);
    }
}
