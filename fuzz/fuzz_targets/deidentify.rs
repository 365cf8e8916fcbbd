//! libFuzzer on the target `deidentify` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("deidentify", data));
