//! libFuzzer on the target `bmp` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("bmp", data));
