//! libFuzzer on the target `gzip` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("gzip", data));
