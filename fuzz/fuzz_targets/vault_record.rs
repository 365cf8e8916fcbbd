//! libFuzzer on the target `vault_record` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("vault_record", data));
