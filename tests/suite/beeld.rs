//! What visitors get of a photo: upright, in widths that fit, without a word of what the camera wrote beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use wijkwijzer::beeld::Cache;
use wijkwijzer::disk::PictureCache;
use wijkwijzer::output::{OutputPath, Tree};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Build, Pipeline, build, diagnostics};

use super::project::{second, settings};

const RED: [u8; 3] = [220, 20, 20];
const GREEN: [u8; 3] = [20, 200, 20];
const BLUE: [u8; 3] = [20, 20, 220];
const WHITE: [u8; 3] = [240, 240, 240];

/// A picture with a colour in each corner.
fn corners(wide: u32, high: u32) -> DynamicImage {
    let colour = |x, y| match (x < wide / 2, y < high / 2) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => WHITE,
    };
    RgbImage::from_fn(wide, high, |x, y| Rgb(colour(x, y))).into()
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG as a telephone writes it: with an orientation, a place, a caption and the name of its owner.
fn photo(upright: &DynamicImage, orientation: u8) -> Vec<u8> {
    let laid = match orientation {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate90().fliph(),
        6 => upright.rotate270(),
        7 => upright.rotate270().fliph(),
        8 => upright.rotate90(),
        _ => upright.clone(),
    };
    let jpeg = written(&laid, ImageFormat::Jpeg);
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut entry = Vec::new();
        entry.extend(tag.to_le_bytes());
        entry.extend(kind.to_le_bytes());
        entry.extend(count.to_le_bytes());
        entry.extend(value.to_le_bytes());
        entry
    };
    let caption = b"GEHEIM-BIJSCHRIFT\0";
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    tiff.extend(entry(0x010e, 2, 18, 68));
    tiff.extend(entry(0x0112, 3, 1, u32::from(orientation)));
    tiff.extend(entry(0x8825, 4, 1, 50));
    tiff.extend([0; 4]);
    // GPS: the latitude is in the north.
    tiff.extend(b"\x01\0");
    tiff.extend(entry(1, 2, 2, u32::from(b'N')));
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 68);
    tiff.extend(caption);
    let segment = |marker: u8, content: &[u8]| {
        let mut segment = vec![0xff, marker];
        segment.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        segment.extend(content);
        segment
    };
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend(segment(0xe1, &[b"Exif\0\0", &*tiff].concat()));
    bytes.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>GEHEIM-XMP</x>"));
    bytes.extend(segment(0xed, b"Photoshop 3.0\0GEHEIM-IPTC"));
    bytes.extend(segment(0xfe, b"GEHEIM-OPMERKING"));
    bytes.extend(&jpeg[2..]);
    bytes
}

/// The second municipality with these files, and a page for each that shows it.
fn with(files: &[(&str, Vec<u8>)]) -> SourceTree {
    let mut sources = second();
    for (number, (name, bytes)) in files.iter().enumerate() {
        sources.insert(SourcePath::new(format!("content/paginas/{name}")), Source::new(bytes.clone()));
        let page =
            format!("---\ntitel: Foto {number}\nsamenvatting: Kort.\n---\n\n![Vier gekleurde vlakken]({name})\n");
        sources.insert(SourcePath::new(format!("content/paginas/foto-{number}.md")), Source::new(page.into_bytes()));
    }
    sources
}

fn tree_of(built: Build, sources: &SourceTree) -> Tree {
    let Build { tree, report, .. } = built;
    tree.unwrap_or_else(|| panic!("{}", diagnostics::lines(&report, sources)))
}

fn tree(files: &[(&str, Vec<u8>)]) -> Tree {
    let sources = with(files);
    tree_of(build(&sources, &settings()), &sources)
}

/// The pictures of the site whose path has these words.
fn pictures<'t>(tree: &'t Tree, words: &str) -> BTreeMap<&'t str, &'t Arc<[u8]>> {
    let all = tree.iter().map(|(path, bytes)| (path.as_str(), bytes));
    all.filter(|(path, _)| path.starts_with("beeld/") && path.contains(words)).collect()
}

fn is_near(picture: &RgbImage, at: (u32, u32), colour: [u8; 3]) -> bool {
    picture.get_pixel(at.0, at.1).0.iter().zip(colour).all(|(is, should)| is.abs_diff(should) < 25)
}

#[test]
fn photos_are_upright_and_say_nothing_of_where_they_were_taken() {
    for orientation in 1..=8 {
        let tree = tree(&[("foto.jpg", photo(&corners(400, 200), orientation))]);
        let made = pictures(&tree, "/foto-");
        assert_eq!(made.len(), 3, "{:?}", made.keys());
        for (path, bytes) in made {
            let picture = image::load_from_memory(bytes).unwrap().into_rgb8();
            let (wide, high) = picture.dimensions();
            assert_eq!(wide, high * 2, "{path} of {orientation}");
            let (left, right, top, bottom) = (wide / 4, wide * 3 / 4, high / 4, high * 3 / 4);
            for (at, colour) in
                [((left, top), RED), ((right, top), GREEN), ((left, bottom), BLUE), ((right, bottom), WHITE)]
            {
                assert!(
                    is_near(&picture, at, colour),
                    "{path} of {orientation} at {at:?}: {:?}",
                    picture.get_pixel(at.0, at.1)
                );
            }
            for trace in [&b"GEHEIM"[..], b"Exif", b"EXIF", b"adobe", b"Photoshop", b"XMP "] {
                assert!(
                    !bytes.windows(trace.len()).any(|it| it == trace),
                    "{path}: {}",
                    String::from_utf8_lossy(trace)
                );
            }
        }
    }
}

#[test]
fn every_picture_that_a_page_names_is_there_and_as_large_as_it_says() {
    let files = [
        ("breed.jpg", photo(&corners(2400, 1350), 6)),
        ("klein.png", written(&corners(100, 60), ImageFormat::Png)),
        ("web.webp", written(&corners(900, 500), ImageFormat::WebP)),
        ("stil.gif", written(&corners(400, 300), ImageFormat::Gif)),
    ];
    let tree = tree(&files);
    let (mut named, mut candidates) = (BTreeSet::new(), 0);
    for (page, bytes) in tree.iter().filter(|(path, _)| path.is_page()) {
        let html = scraper::Html::parse_document(&String::from_utf8_lossy(bytes));
        let of = |address: &str| {
            let mut parts: Vec<&str> = page.as_str().split('/').collect();
            parts.pop();
            for part in address.split('/') {
                if part == ".." {
                    parts.pop();
                } else {
                    parts.push(part);
                }
            }
            OutputPath::new(parts.join("/"))
        };
        let size = |address: &str| {
            let bytes = tree.get(&of(address)).unwrap_or_else(|| panic!("{page} names {address}"));
            let picture = image::load_from_memory(bytes).unwrap();
            (picture.width().to_string(), picture.height().to_string())
        };
        for picture in html.select(&scraper::Selector::parse("picture").unwrap()) {
            let one = |selector: &str| {
                picture.select(&scraper::Selector::parse(selector).unwrap()).next().unwrap().value().clone()
            };
            let (img, source) = (one("img"), one("source[type='image/webp']"));
            let (wide, high) = size(img.attr("src").unwrap());
            assert_eq!((img.attr("width"), img.attr("height")), (Some(&*wide), Some(&*high)), "{page}");
            named.insert(of(img.attr("src").unwrap()));
            assert!(source.attr("sizes").is_some());
            for candidate in source.attr("srcset").unwrap().split(", ") {
                let (address, width) = candidate.split_once(' ').unwrap();
                assert_eq!(format!("{}w", size(address).0), width, "{page}");
                named.insert(of(address));
                candidates += 1;
            }
        }
    }
    assert!(candidates > 8, "{candidates}");
    let there: BTreeSet<OutputPath> =
        tree.iter().map(|(path, _)| path).filter(|it| it.as_str().starts_with("beeld/")).cloned().collect();
    assert_eq!(there, named, "no picture is there that no page names");
    let widths = |words: &str| {
        pictures(&tree, words)
            .into_keys()
            .filter_map(|it| it.strip_suffix(".webp")?.rsplit_once('-'))
            .map(|it| it.1.to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(widths("/breed-"), ["1280", "1920", "320", "640", "960"].map(str::to_owned).into());
    assert_eq!(widths("/klein-"), ["100".to_owned()].into());
}

#[test]
fn two_photos_of_one_name_and_one_photo_on_many_pages() {
    let mut sources = with(&[("foto.jpg", photo(&corners(400, 200), 1))]);
    sources.insert(SourcePath::new("content/nieuws/foto.jpg"), Source::new(photo(&corners(500, 200), 1)));
    let text = |n: usize| {
        format!("---\ntitel: Bericht {n}\ndatum: 2026-11-20\nsamenvatting: Kort.\n---\n\n![Vier vlakken](foto.jpg)\n")
    };
    for n in 0..10 {
        sources.insert(SourcePath::new(format!("content/nieuws/b-{n}.md")), Source::new(text(n).into_bytes()));
    }
    let cache = Arc::new(Memory::default());
    let mut pipeline = Pipeline::with_cache(cache.clone());
    let tree = tree_of(pipeline.build(&sources, &settings()), &sources);
    let widest: Vec<_> = pictures(&tree, "/foto-")
        .into_keys()
        .filter(|it| it.ends_with("-400.webp") || it.ends_with("-500.webp"))
        .collect();
    assert_eq!(widest.len(), 2, "{widest:?}");
    let (asked, kept) = (cache.asked.load(Ordering::SeqCst), cache.kept.lock().unwrap().len());
    // Those of the municipality itself are made, too; two of them have the same bytes.
    let (asked_before, kept_before) = pictures_of(&second());
    assert_eq!((asked, kept), (2 + asked_before, 2 + kept_before), "each is made once");
    pipeline.build(&sources, &settings());
    assert_eq!(cache.asked.load(Ordering::SeqCst), asked, "what a running program made it remembers");
}

/// How many pictures are asked for, and how many are kept.
fn pictures_of(sources: &SourceTree) -> (usize, usize) {
    let cache = Arc::new(Memory::default());
    Pipeline::with_cache(cache.clone()).build(sources, &settings());
    (cache.asked.load(Ordering::SeqCst), cache.kept.lock().unwrap().len())
}

/// A cache that counts.
#[derive(Debug, Default)]
struct Memory {
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: AtomicUsize,
    put: AtomicUsize,
}

impl Cache for Memory {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.kept.lock().unwrap().get(key).cloned()
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        self.put.fetch_add(1, Ordering::SeqCst);
        self.kept.lock().unwrap().insert(key.to_owned(), bytes.to_vec());
    }
}

#[test]
fn pictures_are_made_once_and_again_when_the_cache_is_damaged() {
    let sources = with(&[("foto.jpg", photo(&corners(800, 600), 3))]);
    let cache = Arc::new(Memory::default());
    let made =
        |cache: &Arc<Memory>| tree_of(Pipeline::with_cache(cache.clone()).build(&sources, &settings()), &sources);
    let puts = || cache.put.swap(0, Ordering::SeqCst);
    let first = made(&cache);
    let count = puts();
    assert!(count > 0);
    assert_eq!((made(&cache), puts()), (first.clone(), 0), "the second time nothing is made");
    for bytes in cache.kept.lock().unwrap().values_mut() {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    }
    assert_eq!((made(&cache), puts()), (first.clone(), count), "what is damaged is made again");
    for bytes in cache.kept.lock().unwrap().values_mut() {
        bytes.truncate(40);
    }
    assert_eq!((made(&cache), puts()), (first.clone(), count));
    // On a disk; whatever lies there already.
    let project = tempfile::tempdir().unwrap();
    let on_disk = || {
        tree_of(Pipeline::with_cache(Arc::new(PictureCache::of(project.path()))).build(&sources, &settings()), &sources)
    };
    assert_eq!(on_disk(), first);
    let folder = project.path().join(".wijkwijzer/beeld");
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    assert_eq!(files.len(), count);
    for file in &files {
        fs::write(file, "iets anders").unwrap();
    }
    assert_eq!(on_disk(), first);
    assert!(files.iter().all(|file| fs::metadata(file).unwrap().len() > 100), "made again");
    let nowhere = Arc::new(PictureCache::read_only(&project.path().join("nergens")));
    assert_eq!(tree_of(Pipeline::with_cache(nowhere).build(&sources, &settings()), &sources), first);
    assert!(!project.path().join("nergens").exists());
}

#[test]
fn what_is_no_good_is_told_and_stops_nothing_else() {
    let whole = photo(&corners(300, 200), 1);
    let mut giant = written(&corners(4, 4), ImageFormat::Png);
    giant[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let sources = with(&[
        ("heel.jpg", whole.clone()),
        ("half.jpg", whole[..whole.len() / 2].to_vec()),
        ("leeg.png", Vec::new()),
        ("reus.png", giant),
        ("eigenlijk-png.jpg", written(&corners(30, 20), ImageFormat::Png)),
        ("telefoon.jpg", heic),
        ("stuk.jpg", b"zomaar tekst".to_vec()),
    ]);
    let built = build(&sources, &settings());
    assert!(built.tree.is_none());
    let lines = diagnostics::lines(&built.report, &sources);
    for (file, code, words) in [
        ("half.jpg", "WW100", ""),
        ("leeg.png", "WW100", ""),
        ("reus.png", "WW101", ""),
        ("eigenlijk-png.jpg", "WW102", "png"),
        ("telefoon.jpg", "WW102", "HEIC"),
        ("stuk.jpg", "WW102", ""),
    ] {
        let of: Vec<&str> = lines.lines().filter(|line| line.starts_with(&format!("content/paginas/{file}"))).collect();
        assert!(
            of.len() == 1 && of[0].contains(&format!("fout[{code}]")) && of[0].contains(words),
            "{file}: {of:?}\n{lines}"
        );
    }
    assert!(!lines.contains("heel.jpg"), "{lines}");
}
