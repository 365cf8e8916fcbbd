//! libFuzzer on the target `png` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("png", data));
