//! The reader bundle: DICOM, NIfTI and rare picture formats.

fn main() {
    reader::run();
}
