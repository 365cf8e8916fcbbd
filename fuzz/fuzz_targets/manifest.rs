//! libFuzzer on the target `manifest` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("manifest", data));
