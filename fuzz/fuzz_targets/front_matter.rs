//! A whole Markdown file: front matter and text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    wijkwijzer_fuzz::try_out("content/nieuws/bericht.md", bytes, false);
});
