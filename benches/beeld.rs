//! What a photo costs: a site with one photo of twelve megapixels, built without it, with it, and with it from the cache.
//!
//! `cargo bench --bench beeld` prints one table. The ratio is to decoding the photo once, which nobody can avoid.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark measures and prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use image::{ImageFormat, Rgb, RgbImage};
use wijkwijzer::disk::{self, PictureCache};
use wijkwijzer::source::{Source, SourcePath, SourceTree};
use wijkwijzer::{Pipeline, Settings};

/// How often each row is measured. An odd number has a middle.
const ROUNDS: usize = 7;

/// What is measured, by name.
type Row<'r> = (&'static str, Box<dyn Fn() + 'r>);

fn main() {
    let photo = photo();
    let repository = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a project");
    let mut with = repository.clone();
    with.insert(SourcePath::new("content/paginas/foto.jpg"), Source::new(photo.clone()));
    let page = "---\ntitel: Foto\nsamenvatting: Kort.\n---\n\n![Golven en vlakken](foto.jpg)\n";
    with.insert(SourcePath::new("content/paginas/foto.md"), Source::new(page.as_bytes()));
    let project = tempfile::tempdir().expect("a folder");
    let cached = || Arc::new(PictureCache::of(project.path()));
    build(Pipeline::with_cache(cached()), &with);

    let rows: [Row<'_>; 4] = [
        ("decode the photo", Box::new(|| drop(black_box(image::load_from_memory(&photo).expect("a photo"))))),
        ("build the shipped site, without it", Box::new(|| build(Pipeline::default(), &repository))),
        ("build with it: five WebP and one JPEG are made", Box::new(|| build(Pipeline::default(), &with))),
        ("build with it, from the cache", Box::new(|| build(Pipeline::with_cache(cached()), &with))),
    ];
    let mut times = vec![Vec::new(); rows.len()];
    for _ in 0..ROUNDS {
        for ((_, run), times) in rows.iter().zip(&mut times) {
            let start = Instant::now();
            run();
            times.push(start.elapsed());
        }
    }
    let middle = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1000.0
    };
    let times: Vec<f64> = times.iter_mut().map(middle).collect();
    println!(
        "A photo of {} kB (ms, middle of {ROUNDS}):\n\n| what | ms | ratio |\n|---|---:|---:|",
        photo.len() / 1000
    );
    for ((name, _), time) in rows.iter().zip(&times) {
        println!("| {name} | {time:.0} | {:.2} |", time / times[0]);
    }
}

fn build(mut pipeline: Pipeline, sources: &SourceTree) {
    let settings = Settings::new("2026-11-23".parse().expect("a date"));
    assert!(black_box(pipeline.build(sources, &settings)).tree.is_some(), "the site has mistakes");
}

/// Waves, planes and some noise: about as hard to write down as a street with trees.
fn photo() -> Vec<u8> {
    let mut seed = 1_u32;
    let picture = RgbImage::from_fn(4000, 3000, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wave = (f64::from(x) / 40.0).sin() * (f64::from(y) / 60.0).cos() * 60.0 + 128.0;
        let noise = seed.to_be_bytes()[0] % 24;
        let plane = if (x / 500 + y / 500) % 2 == 0 { 20 } else { 0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 68 and 188")]
        let wave = wave as u8;
        Rgb([wave.saturating_add(noise), wave.saturating_sub(plane), wave / 2 + noise])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).expect("a photo");
    bytes.into_inner()
}
