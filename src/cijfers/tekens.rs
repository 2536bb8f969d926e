//! Bytes → text: which of the ways to write letters a file uses. Without a mark in front it is guessed from the letters.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The second half of code page 850, which DOS and old exports have.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// A way to write letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Schrift {
    /// One of those that browsers know, too.
    Web(&'static Encoding),
    /// Code page 850.
    Dos,
}

impl Schrift {
    /// How these bytes are written, and how many of them in front only say so.
    pub(super) fn of(bytes: &[u8]) -> (Self, usize) {
        if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
            return (Self::Web(encoding), bom);
        }
        let is_utf_8 = || std::str::from_utf8(bytes).is_ok().then_some(UTF_8);
        let schrift = match utf_16(bytes).or_else(is_utf_8) {
            Some(encoding) => Self::Web(encoding),
            None if is_dos(bytes) => Self::Dos,
            None => Self::Web(WINDOWS_1252),
        };
        (schrift, 0)
    }

    /// What it is called.
    pub(super) fn naam(self) -> &'static str {
        match self {
            Self::Web(encoding) if encoding == UTF_8 => "UTF-8",
            Self::Web(encoding) if encoding == WINDOWS_1252 => "Windows-1252",
            Self::Web(_) => "UTF-16",
            Self::Dos => "DOS (850)",
        }
    }

    /// Bytes that are written so, as text.
    pub(super) fn lees(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Dos => Cow::Owned(dos(bytes)),
        }
    }
}

/// The text of a file, and what its letters were written in.
pub(super) fn tekst(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    let (schrift, bom) = Schrift::of(bytes);
    (schrift.lees(&bytes[bom..]), schrift.naam())
}

/// Text of which every other byte is nothing.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(2000) & !1];
    let empty = |half: usize| start.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count() * 4;
    match (empty(0) > start.len(), empty(1) > start.len()) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether the letters with accents are where DOS has them. Windows has signs there that do not stand inside words.
fn is_dos(bytes: &[u8]) -> bool {
    let (mut dos, mut windows) = (0, 0);
    for pair in bytes.windows(2).filter(|pair| pair[0].is_ascii_alphabetic()) {
        match pair[1] {
            // A quote that closes is Windows: ‘ ’ “ ” and the dashes.
            0x91..=0x97 => {}
            0x80..=0xa5 => dos += 1,
            0xc0..=0xff => windows += 1,
            _ => {}
        }
    }
    dos > windows
}

fn dos(bytes: &[u8]) -> String {
    let upper: Vec<char> = CP850.chars().collect();
    bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { upper[usize::from(byte - 128)] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_is_recognised() {
        let text = "Súdwest-Fryslân;één;Mariëndal;Noordwest-Groningen’s;\"Ü\"\r\n".repeat(3);
        let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
        let with = |bom: &[u8], bytes: Vec<u8>| [bom, &bytes].concat();
        let of_dos = |text: &str| -> Vec<u8> {
            let place = |c| CP850.chars().position(|other| other == c).map(|at| u8::try_from(at + 128).unwrap());
            text.chars().map(|c| if c.is_ascii() { u8::try_from(c).unwrap() } else { place(c).unwrap() }).collect()
        };
        let plain = text.replace('’', "'");
        for (bytes, encoding, text) in [
            (text.clone().into_bytes(), "UTF-8", &text),
            (with(b"\xef\xbb\xbf", text.clone().into_bytes()), "UTF-8", &text),
            (with(b"\xff\xfe", utf_16(u16::to_le_bytes)), "UTF-16", &text),
            (with(b"\xfe\xff", utf_16(u16::to_be_bytes)), "UTF-16", &text),
            (utf_16(u16::to_le_bytes), "UTF-16", &text),
            (utf_16(u16::to_be_bytes), "UTF-16", &text),
            (WINDOWS_1252.encode(&text).0.into_owned(), "Windows-1252", &text),
            // Latin-1 is a part of it.
            (WINDOWS_1252.encode(&plain).0.into_owned(), "Windows-1252", &plain),
            (of_dos(&plain), "DOS (850)", &plain),
        ] {
            assert_eq!(tekst(&bytes), (Cow::Borrowed(text.as_str()), encoding));
        }
        assert_eq!(CP850.chars().count(), 128);
    }
}
