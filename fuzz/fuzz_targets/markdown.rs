//! The text below front matter that is right.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut file = b"---\nvraag: Hoe?\n---\n".to_vec();
    file.extend_from_slice(bytes);
    wijkwijzer_fuzz::try_out("content/vragen/hoe.md", &file, false);
});
