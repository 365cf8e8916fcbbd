//! Malicious DICOM files: never a panic, never more memory than documented.

use crate::dicom::compressed::files;
use fixtures::dicom_made::{Made, Written};
use imaging::Limits;
use proptest::prelude::*;

/// Small, so that exaggerated claims of a file soon exceed them.
const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1 << 16, longest_side: 4096, shortest_side: 1 };

/// Opens everything there is, and asserts at most sixteen bytes per sample and sixteen megabytes of memory.
fn open(bytes: &[u8]) {
    let used = allocation_counter::measure(|| {
        let Ok(object) = dicom::read(bytes, &LIMITS) else { return };
        assert!(object.elements().len() <= 100_000);
        assert!(object.mended().len() <= 11);
        let _ = object.summary();
        let Ok(description) = object.description() else { return };
        for number in [0, 1, description.frames - 1] {
            if let Ok(frame) = object.frame(number) {
                assert_eq!(frame.samples.len() % description.pixels(), 0);
                let picture = dicom::model_window::picture(&frame, &object.modality(), &LIMITS);
                assert!(picture.is_some());
            }
        }
    });
    let most = 64 * LIMITS.pixels + (16 << 20);
    assert!(used.bytes_max < most, "{} bytes allocated, at most {most} stated", used.bytes_max);
}

fn written() -> impl Strategy<Value = Written> {
    prop::sample::select(vec![Written::Implicit, Written::Explicit, Written::Big])
}

fn made() -> impl Strategy<Value = Made> {
    let photometric =
        prop::sample::select(vec!["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422"]);
    let bits = (prop::sample::select(vec![1_u16, 8, 16, 32]), 0_u16..33, 0_u16..33);
    let size = (1_u16..40, 1_u16..40, 0_usize..5000);
    let number = prop::sample::select(vec!["0", "-10", "1e300", "nan", "0.001", "2\\3", "x"]);
    let extra = proptest::collection::vec((prop::sample::select(TAGS.to_vec()), number), 0..6);
    (written(), photometric, bits, size, any::<bool>(), 0_u16..2, extra, any::<u8>()).prop_map(
        |(written, photometric, bits, (width, height, length), signed, planar, extra, byte)| {
            let samples = if photometric.starts_with("MONO") || photometric.starts_with("PAL") { 1 } else { 3 };
            let pixels = (0..length).map(|at| (at as u8).wrapping_mul(byte)).collect();
            let grey = Made::written(written, width, height, &[]);
            let mut made = Made { photometric, bits, samples, signed, planar, pixels, ..grey };
            for ((tag, vr), text) in extra {
                let value =
                    if vr == "US" { written.words(&[text.len() as u16, 3, 16]) } else { text.as_bytes().to_vec() };
                made = made.with(written.element(tag, vr, &value));
            }
            made
        },
    )
}

/// Nested sequences, and texts of many character sets, with arbitrary lengths.
fn nested() -> impl Strategy<Value = Vec<u8>> {
    let tag = prop::sample::select(vec![
        (0x0008_u16, 0x1140_u16),
        (0x0009, 0x1001),
        (0x0028, 0x3010),
        (0x0040, 0x0275),
        (0x0088, 0x0200),
        (0x5200, 0x9229),
        (0x7FE0, 0x0010),
    ]);
    let vr = prop::sample::select(vec!["SQ", "UN", "OB"]);
    let text = proptest::collection::vec(
        prop_oneof![Just(0x1B), Just(b'$'), Just(b'('), Just(b')'), Just(b'B'), Just(b'\\'), any::<u8>()],
        0..40,
    );
    let set = prop::sample::select(vec!["", "\\ISO 2022 IR 87", "ISO_IR 192", "GB18030", "\\ISO 2022 IR 149", "x"]);
    let leaf = (written(), set, text).prop_map(|(written, set, text)| {
        let set = written.text((0x0008, 0x0005), "CS", set);
        [set, written.element((0x0008, 0x103E), "LO", &text), written.element((0x0010, 0x0010), "PN", &text)].concat()
    });
    leaf.prop_recursive(6, 40, 3, move |inner| {
        let items = proptest::collection::vec(inner, 0..3);
        (written(), tag.clone(), vr.clone(), items, any::<bool>(), any::<(bool, bool, u8)>()).prop_map(
            |(written, tag, vr, items, open, (wrong, before, by))| {
                let mut bytes = written.sequence(tag, &items, open);
                if written != Written::Implicit {
                    bytes[4..6].copy_from_slice(vr.as_bytes());
                }
                let at = if before { 4 } else { usize::from(by) };
                if let Some(byte) = bytes.get_mut(at).filter(|_| wrong) {
                    *byte = byte.wrapping_add(by);
                }
                bytes
            },
        )
    })
}

/// Elements that control the pipeline.
const TAGS: [((u16, u16), &str); 15] = [
    ((0x0028, 0x0008), "IS"),
    ((0x0028, 0x0030), "DS"),
    ((0x0028, 0x0034), "IS"),
    ((0x0028, 0x0120), "US"),
    ((0x0028, 0x0121), "US"),
    ((0x0028, 0x1050), "DS"),
    ((0x0028, 0x1051), "DS"),
    ((0x0028, 0x1052), "DS"),
    ((0x0028, 0x1053), "DS"),
    ((0x0028, 0x1101), "US"),
    ((0x0028, 0x1102), "US"),
    ((0x0028, 0x1103), "US"),
    ((0x0028, 0x1201), "OW"),
    ((0x0028, 0x1202), "OW"),
    ((0x0028, 0x1203), "OW"),
];

/// Overwrites, truncates, repeats; half of the time near the end, where the compressed data are.
fn damaged(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    for &(at, byte, kind) in changes {
        let length = bytes.len();
        if length < 2 {
            break;
        }
        let place = at.index(length);
        match kind {
            0 => bytes.truncate(place),
            1 => drop(bytes.drain(place..(place + 1 + usize::from(byte % 8)).min(length))),
            2 => {
                let again = bytes[place..(place + usize::from(byte)).min(length)].to_vec();
                bytes.splice(place..place, again);
            }
            3 => bytes[place] = 0xFF,
            4 => bytes[place] ^= 1 << (byte % 8),
            _ => bytes[place] = byte,
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, u8)>> {
    proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..9), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_after_a_preamble(bytes in proptest::collection::vec(prop_oneof![Just(0), Just(0xFF), any::<u8>()], 0..600)) {
        open(&fixtures::dicom_made::with_meta("1.2.840.10008.1.2.1", &bytes));
        open(&fixtures::dicom_made::with_meta("1.2.840.10008.1.2", &bytes));
        open(&bytes);
    }

    #[test]
    fn any_picture_of_the_right_structure(made in made()) {
        open(&made.file());
        open(&made.elements());
    }

    #[test]
    fn damage_to_a_picture(made in made(), changes in changes()) {
        open(&damaged(made.file(), &changes));
    }

    #[test]
    fn sequences_of_any_length(made in made(), nested in nested(), changes in changes()) {
        let made = made.with(nested);
        open(&made.file());
        open(&damaged(made.file(), &changes));
    }

    #[test]
    fn damage_to_a_compressed_picture(index in 0..19_usize, changes in changes(), from_pixels: bool) {
        let (_, bytes) = files().swap_remove(index);
        let pixels = bytes.windows(4).position(|window| window == [0xE0, 0x7F, 0x10, 0x00]).unwrap() + 28;
        let (head, tail) = bytes.split_at(if from_pixels { pixels } else { 132 });
        open(&[head, &damaged(tail.to_vec(), &changes)].concat());
    }
}
