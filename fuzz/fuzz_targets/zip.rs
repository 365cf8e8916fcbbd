//! libFuzzer on the target `zip` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("zip", data));
