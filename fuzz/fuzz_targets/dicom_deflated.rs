//! libFuzzer on the target `dicom_deflated` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("dicom_deflated", data));
