//! A YAML file; the first byte chooses of which kind.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let files = [
        "content/spreekuren/een.yaml",
        "content/site.yaml",
        "content/wijkmanagers/een.yaml",
        "content/kengetallen/een.yaml",
        "content/documenten/een.yaml",
    ];
    if let Some((first, rest)) = bytes.split_first() {
        wijkwijzer_fuzz::try_out(files[usize::from(*first) % files.len()], rest, false);
    }
});
