//! libFuzzer on the target `dicom_jpeg_2000` of `tests/mutations`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mutations::run("dicom_jpeg_2000", data));
