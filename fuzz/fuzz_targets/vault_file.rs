//! libFuzzer on the target `vault_file` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("vault_file", data));
