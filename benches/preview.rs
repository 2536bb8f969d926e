#![allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used
)]
mod corpus;
use std::time::Instant;
use wijkwijzer::{Pipeline, Settings, disk, source::*};
fn main() {
    let theme = disk::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    for size in corpus::SIZES {
        let mut sources = corpus::content(size);
        for (p, s) in theme.below("themes") {
            sources.insert(p.clone(), s.clone());
        }
        let settings = Settings { today: "2026-11-23".parse().unwrap(), basis: None, concepten: false, streng: false };
        let mut pipeline = Pipeline::default();
        let t = Instant::now();
        let b = pipeline.build(&sources, &settings);
        println!(
            "{size}: files {} bytes {} pages {:?} findings {} cold {:?}",
            sources.iter().count(),
            sources.iter().map(|(_, s)| s.bytes().len()).sum::<usize>(),
            b.tree.as_ref().map(|t| (t.pages(), t.iter().map(|(_, b)| b.len()).sum::<usize>())),
            b.report.findings().len(),
            t.elapsed()
        );
        if b.tree.is_none() || b.report.findings().len() > 0 {
            println!("{}", wijkwijzer::diagnostics::lines(&b.report, &sources).chars().take(1500).collect::<String>());
        }
        for round in 0..4 {
            let path = corpus::buurt(3);
            let text = format!("{}\nMeer {round}.\n", sources.text(&path));
            sources.insert(path, Source::new(text.into_bytes()));
            let t = Instant::now();
            let _b = pipeline.build(&sources, &settings);
            println!("   body {:?} {:?}", t.elapsed(), pipeline.made());
        }
    }
}
