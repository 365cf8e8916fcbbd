//! The check of a de-identified file: what it reports, and what it does not.

use crate::dicom::hidden::{DATE, MARK, clean, holds, made, saved};
use fixtures::dicom_made::{Made, Written};

#[test]
fn what_is_left_is_found_and_nothing_is_saved() {
    let w = Written::Explicit;
    let named = |made: Made| made.text((0x0010, 0x0010), "PN", MARK).text((0x0008, 0x0020), "DA", DATE);
    // In the pixels themselves; as a number that is retained.
    let pixels = Made { bits: (8, 8, 7), width: 7, pixels: MARK.as_bytes().to_vec(), ..made(w) };
    let number = named(made(w)).text((0x0018, 0x0050), "DS", DATE);
    for (file, part) in [(named(pixels).file(), "(7FE0,0010)"), (number.file(), "(0018,0050)")] {
        let error = saved(&file).unwrap_err();
        assert_eq!(error.kind().name(), "identifying");
        let words = error.to_string();
        assert!(words.contains(part) && !words.contains("ZLEAK") && !words.contains(DATE), "{words}");
    }
    // The manufacturer's name does not count as a patient's name, unless they are equal.
    let maker = named(made(w)).text((0x0008, 0x0070), "LO", "Works of Zleak").text((0x0008, 0x1090), "LO", "Model 5");
    let after = clean(&maker.file(), "the name in a text that stays");
    assert!(holds(&after, b"Model 5"));
}

#[test]
fn short_and_common_words_stop_nothing() {
    let w = Written::Explicit;
    let made = made(w)
        .text((0x0008, 0x0050), "SH", "1")
        .text((0x0008, 0x0070), "LO", "GE MEDICAL SYSTEMS")
        .text((0x0008, 0x0080), "LO", "GE MEDICAL SYSTEMS INSTITUTE")
        .text((0x0008, 0x1010), "SH", "MR")
        .text((0x0008, 0x1030), "LO", "BRAIN")
        .text((0x0010, 0x0010), "PN", "Head^Brain")
        .text((0x0010, 0x0020), "LO", "5")
        .text((0x0010, 0x0030), "DA", "19000101")
        .text((0x0018, 0x0015), "CS", "BRAIN")
        .text((0x0018, 0x0050), "DS", "5")
        .text((0x0020, 0x0052), "UI", "1.2.840.10008.1.4.1.1");
    let after = clean(&made.file(), "common words");
    for kept in ["BRAIN", "GE MEDICAL SYSTEMS", "1.2.840.10008.1.4.1.1"] {
        assert!(holds(&after, kept.as_bytes()), "{kept}");
    }
}

#[test]
fn what_is_written_otherwise_goes_too() {
    let w = Written::Explicit;
    let all = made(w)
        .text((0x0008, 0x0070), "LO", "24.12.1999")
        .text((0x0008, 0x1090), "LO", "X KQ7788")
        .text((0x0010, 0x0010), "PN", MARK)
        .text((0x0010, 0x0030), "DA", DATE)
        .text((0x0018, 0x0015), "CS", DATE)
        .text((0x0018, 0x1000), "LO", "KQ7788")
        .text((0x0028, 0x2114), "CS", "ZLEAK");
    let mut file = all.file();
    file.extend(b"LZAE junk of ZLEAK behind the pixels");
    let after = clean(&file, "dates, numbers and names written otherwise");
    assert!(!holds(&after, b"24.12.1999") && !holds(&after, b"KQ7788"));
}
