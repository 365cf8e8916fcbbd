//! libFuzzer on the target `nifti_pair` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("nifti_pair", data));
