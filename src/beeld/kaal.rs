//! A picture as it was, without what stands beside its pixels: text, places, small pictures of itself, colour profiles.

use super::Beeldsoort;

/// The picture without all that; `None` when it is not whole, or of a sort that browsers show in different ways.
pub(super) fn kaal(bytes: &[u8], soort: Beeldsoort) -> Option<Vec<u8>> {
    match soort {
        Beeldsoort::Jpeg => jpeg(bytes),
        Beeldsoort::Png => png(bytes),
        Beeldsoort::Webp | Beeldsoort::Gif => None,
    }
}

/// A JPEG: a row of segments, with pixels behind each head of a scan.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut at) = (vec![0xff, 0xd8], 2);
    loop {
        let marker = match bytes.get(at..at + 2)? {
            // A mark may be filled up in front.
            [0xff, 0xff] => {
                at += 1;
                continue;
            }
            [0xff, marker] => *marker,
            _ => return None,
        };
        if marker == 0xd9 {
            out.extend([0xff, marker]);
            return Some(out);
        }
        let [high, low] = *bytes.get(at + 2..)?.first_chunk()?;
        let segment = bytes.get(at..at + 2 + usize::from(u16::from_be_bytes([high, low])))?;
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame && *segment.get(9)? > 3 {
            return None;
        }
        // How its colours are meant: two marks of a fixed length.
        let is_meaning = matches!((marker, segment.len()), (0xe0, 18) | (0xee, 16));
        if matches!(marker, 0xc0..=0xcf | 0xda..=0xdd) || is_meaning {
            out.extend_from_slice(segment);
        }
        at += segment.len();
        if marker == 0xda {
            let rest = &bytes[at..];
            let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7);
            let length = rest.windows(2).position(is_end)?;
            out.extend_from_slice(&rest[..length]);
            at += length;
        }
    }
}

/// A PNG: a row of chunks, of which five are needed.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = bytes.split_at_checked(8)?;
    let mut out = head.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let (chunk, behind) = rest.split_at_checked(length.checked_add(12)?)?;
        let name = &chunk[4..8];
        if [&b"IHDR"[..], b"PLTE", b"tRNS", b"IDAT", b"IEND"].contains(&name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = behind;
    }
}
