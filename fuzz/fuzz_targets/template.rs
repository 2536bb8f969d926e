//! A template of the theme.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    wijkwijzer_fuzz::try_out("themes/kust/templates/privacy.html", bytes, true);
});
