//! libFuzzer on the target `tiff` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("tiff", data));
