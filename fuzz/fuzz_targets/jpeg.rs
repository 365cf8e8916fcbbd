//! libFuzzer on the target `jpeg` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("jpeg", data));
