//! libFuzzer on the target `dicom` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("dicom", data));
