//! A table: names of areas or figures; the first byte chooses.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let files = ["content/gebieden/een.csv", "content/kengetallen/een.csv"];
    if let Some((first, rest)) = bytes.split_first() {
        wijkwijzer_fuzz::try_out(files[usize::from(*first) % files.len()], rest, false);
    }
});
