//! libFuzzer on the target `capsule` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("capsule", data));
