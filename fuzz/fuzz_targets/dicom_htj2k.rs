//! libFuzzer on the target `dicom_htj2k` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("dicom_htj2k", data));
