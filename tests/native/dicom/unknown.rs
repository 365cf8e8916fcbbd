//! Elements with an unknown (PS3.5, 6.2.2, notes 2 and 5) or wrong value representation.

use crate::dicom::reading::{frame, object};
use dicom::{Frame, Voi};
use fixtures::dicom_made::{Made, Written, with_meta};

const KINDS: [Written; 2] = [Written::Explicit, Written::Big];

/// Implicit elements as an old converter writes them: each as UN, its value unchanged.
fn unknown(written: Written, implicit: &[u8]) -> Vec<u8> {
    each(implicit).into_iter().flat_map(|(tag, value)| written.element(tag, "UN", &value)).collect()
}

/// Tags and values of implicit elements of known length.
fn each(implicit: &[u8]) -> Vec<((u16, u16), Vec<u8>)> {
    let (mut list, mut rest) = (Vec::new(), implicit);
    while let Some((head, after)) = rest.split_at_checked(8) {
        let number = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
        let length = u32::from_le_bytes(head[4..].try_into().unwrap()) as usize;
        list.push(((number(0), number(2)), after[..length].to_vec()));
        rest = &after[length..];
    }
    list
}

/// Two frames with their display attributes, in the object itself.
fn plain() -> Made {
    let made = Made::written(Written::Implicit, 2, 1, &[1, 2, 3, 4]);
    Made { frames: Some("2"), ..made }
        .text((0x0028, 0x0030), "DS", "0.5\\0.25")
        .text((0x0028, 0x1050), "DS", "40")
        .text((0x0028, 0x1051), "DS", "80")
        .text((0x0028, 0x1052), "DS", "-1024")
        .text((0x0028, 0x1053), "DS", "2")
}

/// The same in functional groups.
fn grouped(open: bool) -> Made {
    let w = Written::Implicit;
    let inner = |tag, elements: &[Vec<u8>]| w.sequence(tag, &[elements.concat()], open);
    let measures = inner((0x0028, 0x9110), &[w.text((0x0028, 0x0030), "DS", "0.5\\0.25")]);
    let window = [w.text((0x0028, 0x1050), "DS", "40"), w.text((0x0028, 0x1051), "DS", "80")];
    let rescale = [w.text((0x0028, 0x1052), "DS", "-1024"), w.text((0x0028, 0x1053), "DS", "2")];
    let shared = [measures, inner((0x0028, 0x9132), &window), inner((0x0028, 0x9145), &rescale)];
    let made = Made::written(w, 2, 1, &[1, 2, 3, 4]);
    Made { frames: Some("2"), ..made }.with(w.sequence((0x5200, 0x9229), &[shared.concat()], false))
}

fn told(bytes: &[u8]) -> (Vec<f64>, f64, f64, Option<f64>, u32) {
    let read = object(bytes);
    let frame: Frame = read.frame(1).unwrap();
    let [Voi::Window(window)] = frame.vois() else { panic!("{:?}", frame.vois()) };
    (frame.values(), window.center, window.width, frame.spacing.map(|spacing| spacing.column), read.frames().unwrap())
}

#[test]
fn public_elements_as_unknown_are_read_by_the_dictionary() {
    let expected = (vec![-1018.0, -1016.0], 40.0, 80.0, Some(0.25), 2);
    for made in [plain(), grouped(false), grouped(true)] {
        assert_eq!(told(&made.file()), expected);
        for written in KINDS {
            let file = with_meta(written.uid(), &unknown(written, &made.elements()));
            assert_eq!(told(&file), expected, "{written:?}");
        }
    }
}

#[test]
fn what_is_unknown_may_stand_at_every_depth_and_have_an_undefined_length() {
    let expected = (vec![-1018.0, -1016.0], 40.0, 80.0, Some(0.25), 2);
    for written in KINDS {
        let groups = each(&grouped(false).elements());
        let (_, items) = groups.iter().find(|(tag, _)| *tag == (0x5200, 0x9229)).unwrap();
        // A known sequence of items of unknown elements.
        let inner = unknown(written, &items[8..]);
        let known = written.sequence((0x5200, 0x9229), &[inner], true);
        // An unknown sequence of undefined length.
        let mut open = written.element((0x5200, 0x9229), "UN", &[]);
        let length = open.len() - 4;
        open[length..].fill(0xFF);
        open.extend(items);
        open.extend([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        for sequence in [known, open] {
            let made = Made::written(written, 2, 1, &[1, 2, 3, 4]).with(sequence);
            assert_eq!(told(&Made { frames: Some("2"), ..made }.file()), expected, "{written:?}");
        }
    }
}

#[test]
fn an_unknown_table_is_little_endian_in_every_file() {
    let w = Written::Implicit;
    let item = [w.us((0x0028, 0x3002), &[2, 0, 16]), w.element((0x0028, 0x3006), "OW", &w.words(&[500, 700]))];
    let sequence = w.sequence((0x0028, 0x3000), &[item.concat()], false);
    for written in KINDS {
        let made = Made::written(written, 3, 1, &[0, 1, 2]).with(unknown(written, &sequence));
        assert_eq!(frame(&made.file()).values(), [500.0, 700.0, 700.0], "{written:?}");
    }
}

#[test]
fn private_items_may_be_written_with_representations_where_they_should_not() {
    for written in KINDS {
        let e = Written::Explicit;
        let elements = [e.text((0x0029, 0x0010), "LO", "MAKER"), e.text((0x0029, 0x1018), "CS", "A")].concat();
        let table = e.element((0x0029, 0x1020), "OB", &[7; 300]);
        for (inner, open) in [(elements.clone(), true), (elements.clone(), false), ([elements, table].concat(), true)] {
            let items = e.sequence((0x0029, 0x1010), &[inner.clone(), inner], open);
            let mut private = written.element((0x0029, 0x1010), "UN", &[]);
            let length = private.len() - 4;
            private[length..].fill(0xFF);
            private.extend(&items[12..]);
            if !open {
                private.extend([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
            }
            let file = Made::written(written, 2, 1, &[7, 8]).with(private).file();
            let read = object(&file);
            assert_eq!(read.frame(0).unwrap().values(), [7.0, 8.0], "{written:?} {open}");
            assert!(read.mended().is_empty());
            let creators = read.elements().iter().filter(|entry| entry.depth == 1 && entry.vr == "LO").count();
            assert_eq!(creators, 2, "{written:?} {open}");
        }
    }
}

#[test]
fn unknown_numbers_of_an_odd_or_another_size_are_read_as_far_as_they_are_numbers() {
    let e = Written::Explicit;
    let odd = |tag: (u16, u16), value: &[u8]| {
        let head = e.element(tag, "UN", &[]);
        [&head[..8], &(value.len() as u32).to_le_bytes(), value].concat()
    };
    let base = Made::grey16(2, 1, &[7, 8]);
    let made = base.clone().with(odd((0x0028, 0x1052), b"-10.5")).with(odd((0x0028, 0x1053), b"3"));
    assert_eq!(frame(&made.file()).values(), [10.5, 13.5]);
    // Rows with 32 bits; columns as text.
    let rows = e.element((0x0028, 0x0010), "UN", &[1, 0, 0, 0]);
    let known = e.us((0x0028, 0x0010), &[1]);
    let replaced = |from: &[u8], to: &[u8]| {
        let elements = base.elements();
        let at = elements.windows(from.len()).position(|window| window == from).unwrap();
        with_meta(e.uid(), &[&elements[..at], to, &elements[at + from.len()..]].concat())
    };
    assert_eq!(frame(&replaced(&known, &rows)).values(), [7.0, 8.0]);
    let text = e.text((0x0028, 0x0010), "IS", "1");
    assert_eq!(frame(&replaced(&known, &text)).values(), [7.0, 8.0]);
    let bytes = e.element((0x0028, 0x0010), "OB", &[1, 0]);
    assert_eq!(frame(&replaced(&known, &bytes)).values(), [7.0, 8.0]);
    // A single byte is not a number of rows: it is reported as missing, not guessed.
    let half = odd((0x0028, 0x0010), &[1]);
    let error = dicom::read(&replaced(&known, &half), &crate::dicom::reading::LIMITS).unwrap().frame(0).unwrap_err();
    assert!(error.to_string().contains("(0028,0010) Rows"), "{error}");
}

#[test]
fn letters_that_are_no_representation_are_those_of_the_dictionary() {
    let e = Written::Explicit;
    let with = |letters: &[u8; 2], long: bool| {
        let mut slope = e.text((0x0028, 0x1053), if long { "UT" } else { "DS" }, "2");
        slope[4..6].copy_from_slice(letters);
        let made = Made::grey16(2, 1, &[7, 8]).text((0x0028, 0x1052), "DS", "1").with(slope);
        frame(&made.file()).values()
    };
    for (letters, long) in [(b"ZZ", false), (b"XS", false), (b"QQ", true), (b"OX", true)] {
        assert_eq!(with(letters, long), [15.0, 17.0], "{letters:?} {long}");
    }
    // A sequence declared as bytes.
    let measures = e.text((0x0028, 0x0030), "DS", "0.5\\0.25");
    let mut shared = e.sequence((0x5200, 0x9229), &[e.sequence((0x0028, 0x9110), &[measures], false)], false);
    shared[4..6].copy_from_slice(b"OB");
    let file = Made::grey16(2, 1, &[7, 8]).with(shared).file();
    assert_eq!(object(&file).spacing(0).unwrap().column, 0.25);
}

#[test]
fn signs_in_place_of_a_representation_hide_neither_the_element_nor_its_neighbour() {
    for written in KINDS {
        for letters in [b"??", b"--", b"  ", b"ds", b"\0\0", b"\xFF\xFE", b"Z?"] {
            for long in [false, true] {
                let named = |tag, text: &str| {
                    let mut element = written.text(tag, if long { "UT" } else { "DS" }, text);
                    element[4..6].copy_from_slice(letters);
                    element
                };
                // A private one, a group length, and the last one before the pixels.
                let made = Made::written(written, 2, 1, &[7, 8])
                    .with(named((0x0019, 0x1001), "something of its maker"))
                    .with(named((0x0028, 0x1052), "-10"))
                    .with(named((0x0028, 0x1053), "2.5 "));
                let file = made.file();
                let found = frame(&file);
                assert_eq!(found.values(), [7.5, 10.0], "{written:?} {letters:?} {long}");
                // That is the only way to write a 32-bit length then.
                if (written, letters, long) == (Written::Big, b"\0\0", false) {
                    continue;
                }
                let said = found.warnings.iter().map(text::english).collect::<Vec<_>>().join(" ");
                assert!(
                    said.contains("value representation of (0028,1053) RescaleSlope"),
                    "{letters:?} {long}: {said}"
                );
                assert!(!said.contains("length of"), "{letters:?} {long}: {said}");
            }
        }
    }
}

#[test]
fn a_whole_file_may_have_signs_in_place_of_representations() {
    let sequence = |inner: &[u8]| {
        let item = [&[0xFE, 0xFF, 0x00, 0xE0][..], &(inner.len() as u32).to_le_bytes(), inner].concat();
        [&[0x28, 0, 0, 0x30, b'?', b'?', 0, 0][..], &(item.len() as u32).to_le_bytes(), &item].concat()
    };
    let w = Written::Explicit;
    let inner =
        [w.us((0x0028, 0x3002), &[2, 0, 16]), w.element((0x0028, 0x3006), "OW", &w.words(&[500, 700]))].concat();
    let made = Made::grey16(3, 1, &[0, 1, 2]).with(sequence(&inner));
    let mut elements = made.elements();
    for vr in ["UI", "CS", "US", "OW"] {
        for at in (0..elements.len() - 8).rev() {
            // Where an even group is followed by a known representation.
            let is_header = matches!(elements[at..at + 2], [0x08 | 0x28, 0] | [0xE0, 0x7F]);
            if is_header && elements[at + 4..at + 6] == *vr.as_bytes() {
                elements[at + 4..at + 6].copy_from_slice(b"??");
            }
        }
    }
    let found = frame(&with_meta(w.uid(), &elements));
    assert_eq!(found.values(), [500.0, 700.0, 700.0]);
    // Implicit elements in an explicit file are another case.
    let bare = Written::Implicit.text((0x0028, 0x1053), "DS", "3");
    let found = frame(&Made::grey16(1, 1, &[2]).with(bare).file());
    assert_eq!((found.values(), found.warnings.len()), (vec![6.0], 0));
}
