//! Reading DICOM: what counts as DICOM, encodings of elements, which frame is which.

use dicom::{self, DicomError, DumpedValue, Frame, Meaning, ModalityLut, Object, Plane};
use fixtures::dicom_made::{Made, Written, with_meta};
use imaging::Limits;

pub(crate) const LIMITS: Limits = Limits { bytes: 1 << 22, pixels: 1 << 20, longest_side: 4096, shortest_side: 1 };

pub(crate) fn object(bytes: &[u8]) -> Object<'_> {
    dicom::read(bytes, &LIMITS).unwrap()
}

pub(crate) fn frame(bytes: &[u8]) -> Frame {
    object(bytes).frame(0).unwrap()
}

pub(crate) fn fault(bytes: &[u8]) -> DicomError {
    dicom::read(bytes, &LIMITS).and_then(|object| object.frame(0)).unwrap_err()
}

#[test]
fn dicom_is_told_by_its_content() {
    for written in [Written::Implicit, Written::Explicit, Written::Big] {
        let made = Made::written(written, 2, 2, &[1, 2, 300, 65_535]);
        assert!(dicom::is_dicom(&made.file()), "{written:?}");
        assert!(dicom::is_dicom(&made.elements()), "{written:?} without preamble");
        for bytes in [made.file(), made.elements()] {
            assert_eq!(frame(&bytes).values(), [1.0, 2.0, 300.0, 65_535.0], "{written:?}");
        }
    }
    let others: [&[u8]; 6] = [
        b"",
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR",
        b"\x08\0\x05\0\x08\0\x05\0\x08\0\x05\0\x08\0\x05\0",
        b"\xFF\xD8\xFF\xE0\0\x10JFIF\0",
        b"II*\0\x08\0\0\0",
        b"a text that is none",
    ];
    for bytes in others {
        assert!(!dicom::is_dicom(bytes), "{bytes:?}");
        assert!(dicom::open(bytes, &LIMITS).is_none(), "{bytes:?}");
    }
}

#[test]
fn what_stands_there_counts_and_not_what_is_declared() {
    let made = Made::written(Written::Implicit, 2, 1, &[7, 8]);
    let mislabelled = with_meta(Written::Explicit.uid(), &made.elements());
    assert_eq!(frame(&mislabelled).values(), [7.0, 8.0]);
    let unlabelled = [&[0; 128], b"DICM".as_slice(), &made.elements()].concat();
    assert_eq!(frame(&unlabelled).values(), [7.0, 8.0]);
}

#[test]
fn a_deflated_file_is_unpacked_within_the_limit() {
    let uid = "1.2.840.10008.1.2.1.99";
    let made = Made { width: 1000, height: 1000, ..Made::grey16(1, 1, &vec![9; 1_000_000]) };
    let packed = miniz_oxide::deflate::compress_to_vec(&made.elements(), 6);
    assert_eq!(frame(&with_meta(uid, &packed)).values(), vec![9.0; 1_000_000]);
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![0; 64 << 20], 9);
    let used = allocation_counter::measure(|| {
        assert_eq!(dicom::read(&with_meta(uid, &bomb), &LIMITS).unwrap_err().kind().name(), "too_large");
    });
    assert!(used.bytes_max < 64 << 20, "{used:?}");
    let cut = with_meta(uid, &packed[..packed.len() / 2]);
    assert_eq!(dicom::read(&cut, &LIMITS).unwrap_err().kind().name(), "truncated");
}

#[test]
fn sequences_of_known_and_of_unknown_length_are_the_same() {
    for written in [Written::Implicit, Written::Explicit, Written::Big] {
        for open in [false, true] {
            let w = written;
            let item = [w.us((0x0028, 0x3002), &[2, 0, 16]), w.element((0x0028, 0x3006), "OW", &w.words(&[500, 700]))];
            let inner = w.sequence((0x0028, 0x3000), &[item.concat()], open);
            let private = w.sequence((0x0009, 0x1001), &[w.us((0x0009, 0x1002), &[1])], open);
            let made = Made::written(w, 3, 1, &[0, 1, 2]).with(private).with(inner);
            assert_eq!(frame(&made.file()).values(), [500.0, 700.0, 700.0], "{written:?} {open}");
        }
    }
}

#[test]
fn values_that_are_not_rescaled_have_no_unit() {
    let w = Written::Explicit;
    let rescale = |intercept: &str| [w.text((0x0028, 0x1052), "DS", intercept), w.text((0x0028, 0x1053), "DS", "3")];
    let group = w.sequence((0x0028, 0x9145), &[rescale("5").concat()], false);
    let made = Made { frames: Some("2"), modality: "CT", ..Made::grey16(1, 1, &[1, 2]) };
    let file = made.with(w.sequence((0x5200, 0x9230), &[group], false)).file();
    let fewer = object(&file);
    let (first, second) = (fewer.frame(0).unwrap(), fewer.frame(1).unwrap());
    assert_eq!((first.unit.as_str(), second.unit.as_str()), ("HU", ""));
    assert_eq!((first.warnings.len(), first.values(), second.values()), (0, vec![8.0], vec![2.0]));
    assert!(
        second.warnings.iter().any(|said| text::english(said).contains("nothing is said of this frame")),
        "{second:?}"
    );
    for (intercept, unit) in [("-1024", "HU"), ("-1024,0", "HU"), ("NaN", ""), ("inf", ""), ("- 1024", "")] {
        let made = Made { modality: "CT", ..Made::grey16(1, 1, &[1]) };
        let file = rescale(intercept).into_iter().fold(made, Made::with).file();
        assert_eq!(frame(&file).unit, unit, "{intercept}");
    }
}

#[test]
fn each_frame_of_an_enhanced_object_has_its_own_slope_window_and_spacing() {
    let w = Written::Explicit;
    let measures = [w.text((0x0028, 0x0030), "DS", "0.5\\0.25")].concat();
    let shared = w.sequence((0x0028, 0x9110), &[measures], true);
    let own = |slope: &str, center: &str| {
        let rescale = [w.text((0x0028, 0x1052), "DS", "-10"), w.text((0x0028, 0x1053), "DS", slope)].concat();
        let window = [w.text((0x0028, 0x1050), "DS", center), w.text((0x0028, 0x1051), "DS", "20")].concat();
        [w.sequence((0x0028, 0x9145), &[rescale], false), w.sequence((0x0028, 0x9132), &[window], true)].concat()
    };
    let made = Made::grey16(2, 1, &[1, 2, 3, 4]).with(w.sequence((0x5200, 0x9229), &[shared], true)).with(w.sequence(
        (0x5200, 0x9230),
        &[own("2", "5"), own("-3", "7")],
        true,
    ));
    let file = Made { frames: Some("2"), ..made }.file();
    let object = object(&file);
    assert_eq!(object.frames().unwrap(), 2);
    let (first, second) = (object.frame(0).unwrap(), object.frame(1).unwrap());
    assert_eq!(first.values(), [-8.0, -6.0]);
    assert_eq!(second.values(), [-19.0, -22.0]);
    let center = |frame: &Frame| match frame.vois() {
        [dicom::Voi::Window(window)] => window.center,
        other => panic!("{other:?}"),
    };
    assert_eq!((center(&first), center(&second)), (5.0, 7.0));
    let spacing = second.spacing.unwrap();
    assert_eq!((spacing.row, spacing.column, spacing.plane), (0.5, 0.25, Plane::Patient));
    assert_eq!(second.aspect, 2.0);
    let error = object.frame(2).unwrap_err();
    assert_eq!(error, DicomError::NoSuchFrame { asked: 2, count: 2 });
}

#[test]
fn spacing_of_the_detector_is_told_apart() {
    let spacing = |made: Made| object(&made.file()).spacing(0);
    let plain = Made::grey16(1, 1, &[0]);
    assert_eq!(spacing(plain.clone()), None);
    let detector = plain.text((0x0018, 0x1164), "DS", "0.2\\0.2");
    assert_eq!(spacing(detector.clone()).unwrap().plane, Plane::Detector);
    let same = detector.clone().text((0x0028, 0x0030), "DS", "0.2\\0.2");
    assert_eq!(spacing(same).unwrap().plane, Plane::Detector);
    let calibrated = spacing(detector.text((0x0028, 0x0030), "DS", "0.1\\0.1")).unwrap();
    assert_eq!((calibrated.plane, calibrated.row), (Plane::Patient, 0.1));
}

/// One frame of RLE: two segments for 16 bits, each byte as a run of one.
pub(crate) fn rle(values: &[u16]) -> Vec<u8> {
    let segment = |shift: u32| values.iter().flat_map(move |&value| [0, (value >> shift) as u8]).collect::<Vec<u8>>();
    let (high, low) = (segment(8), segment(0));
    let mut header = [0_u8; 64];
    header[0] = 2;
    header[4] = 64;
    header[8..12].copy_from_slice(&(64 + high.len() as u32).to_le_bytes());
    [header.to_vec(), high, low].concat()
}

#[test]
fn fragments_are_dealt_to_frames_by_count_by_table_and_by_their_start() {
    let uid = "1.2.840.10008.1.2.5".to_owned();
    let made = Made { uid, frames: Some("2"), ..Made::grey16(2, 1, &[]) };
    let (a, b) = (rle(&[1, 256]), rle(&[3, 1024]));
    let both = |bytes: &[u8]| {
        let object = object(bytes);
        [object.frame(0).unwrap().values(), object.frame(1).unwrap().values()].concat()
    };
    let expected = [1.0, 256.0, 3.0, 1024.0];
    assert_eq!(both(&made.encapsulated(&[&[], &a, &b])), expected);
    // The second frame in two fragments: only the offset table shows it.
    let second = 8 + a.len() as u32;
    let table: Vec<u8> = [0, second].iter().flat_map(|offset| offset.to_le_bytes()).collect();
    let (head, tail) = b.split_at(66);
    assert_eq!(both(&made.encapsulated(&[&table, &a, head, tail])), expected);
    let extended: Vec<u8> = [0, u64::from(second)].iter().flat_map(|offset| offset.to_le_bytes()).collect();
    let element = Written::Explicit.element((0x7FE0, 0x0001), "OV", &extended);
    assert_eq!(both(&made.clone().with(element).encapsulated(&[&[], &a, head, tail])), expected);
    let error = object(&made.encapsulated(&[&[], &a])).frame(1).unwrap_err();
    assert_eq!(error.kind().name(), "truncated", "{error}");
}

#[test]
fn errors_name_the_element_what_was_expected_and_what_was_found() {
    let good = Made::grey16(4, 4, &[0; 16]);
    let wrong = [
        (
            Made { pixels: vec![0; 20], ..good.clone() }.file(),
            "truncated",
            "(7FE0,0010) PixelData",
            "32 bytes",
            "20 bytes",
        ),
        (Made { bits: (16, 17, 16), ..good.clone() }.file(), "damaged", "(0028,0101) BitsStored", "1 to 16", "17"),
        (Made { bits: (12, 12, 11), ..good.clone() }.file(), "unsupported", "(0028,0100) BitsAllocated", "8, 16", "12"),
        (Made { photometric: "HSV", ..good.clone() }.file(), "unsupported", "PhotometricInterpretation", "RGB", "HSV"),
        (Made { samples: 7, ..good.clone() }.file(), "damaged", "(0028,0002) SamplesPerPixel", "1 to 4", "7"),
        (Made { height: 0, ..good.clone() }.file(), "damaged", "(0028,0010) Rows", "1 to 65535", "0"),
        (Made { width: 5000, ..good.clone() }.file(), "too_many_pixels", "1,048,576 pixels", "5,000", "4"),
    ];
    for (bytes, kind, part, expected, found) in wrong {
        let error = fault(&bytes);
        let text = error.to_string();
        assert_eq!(error.kind().name(), kind, "{text}");
        assert!([part, expected, found].iter().all(|word| text.contains(word)), "{text}");
        assert!(!text::english(&error.help()).is_empty());
    }
    let uid = "1.2.840.10008.1.2.4.110".to_owned();
    let error = fault(&Made { uid, ..good.clone() }.encapsulated(&[&[], &[0; 10]]));
    assert!(error.to_string().contains("JPEG XL Lossless") && error.kind().name() == "unsupported", "{error}");
    let plan = with_meta(Written::Explicit.uid(), &Written::Explicit.text((0x0008, 0x0060), "CS", "RTPLAN"));
    let error = fault(&plan);
    assert!(error.to_string().contains("RTPLAN") && error.kind().name() == "unsupported", "{error}");
    let cut = good.file();
    assert_eq!(fault(&cut[..cut.len() - 1]).kind().name(), "truncated");
}

#[test]
fn every_element_is_listed_where_it_stands() {
    for written in [Written::Implicit, Written::Explicit, Written::Big] {
        let w = written;
        let item = [w.text((0x0028, 0x3003), "LO", "steep"), w.us((0x0028, 0x3002), &[2, 1, 8])].concat();
        let made = Made::written(w, 2, 1, &[1, 2])
            .text((0x0010, 0x0010), "PN", "Doe^J\u{e4}n")
            .with(w.element((0x0009, 0x1001), "UN", &[1, 2, 3, 4]))
            .with(w.sequence((0x0028, 0x3010), &[item.clone(), item], true));
        let file = made.file();
        let list = object(&file).elements();
        let find = |keyword: &str| list.iter().filter(|entry| entry.keyword == Some(keyword)).collect::<Vec<_>>();
        assert_eq!(find("PatientName")[0].value, DumpedValue::Text("Doe^J\u{e4}n".into()), "{written:?}");
        assert_eq!(find("TransferSyntaxUID")[0].value, DumpedValue::Text(w.uid().into()));
        assert_eq!((find("Rows")[0].vr, &find("Rows")[0].value), ("US", &DumpedValue::Text("1".into())));
        assert_eq!(find("VOILUTSequence")[0].value, DumpedValue::Items(2));
        let inner: Vec<_> = find("LUTExplanation").iter().map(|entry| (entry.depth, entry.item)).collect();
        assert_eq!(inner, [(1, 0), (1, 1)]);
        assert_eq!(find("PixelData")[0].value, DumpedValue::Bytes(4));
        let private = list.iter().find(|entry| entry.group == 9).unwrap();
        assert_eq!((private.keyword, &private.value), (None, &DumpedValue::Bytes(4)));
    }
}

#[test]
fn a_claim_of_size_costs_nothing() {
    let made = Made { width: 65_535, height: 65_535, frames: Some("999999"), ..Made::grey16(1, 1, &[1]) };
    let file = made.file();
    let used = allocation_counter::measure(|| {
        assert_eq!(fault(&file).kind().name(), "too_many_pixels");
    });
    // The dictionary of elements is built once, on first use.
    assert!(used.bytes_max < 1 << 20, "{used:?}");
    // An element that claims four gigabytes.
    let mut file = Made::grey16(2, 1, &[5, 6]).file();
    let at = file.len() - 8;
    file[at..at + 4].copy_from_slice(&[0xF0, 0xFF, 0xFF, 0xFF]);
    let used = allocation_counter::measure(|| assert_eq!(frame(&file).values(), [5.0, 6.0]));
    assert!(used.bytes_max < 1 << 20, "{used:?}");
}

#[test]
fn values_know_their_place_and_their_modality() {
    let made = Made { signed: true, ..Made::grey16(3, 2, &[0, 1, 2, 65_535, 4, 65_000]) };
    let made = made.text((0x0028, 0x1052), "DS", "-1024").text((0x0028, 0x1053), "DS", "2");
    let frame = frame(&made.file());
    assert_eq!(frame.value(0, 1), Some(-1026.0));
    assert_eq!(frame.value(2, 0), Some(-1020.0));
    assert_eq!((frame.value(3, 0), frame.value(0, 2)), (None, None));
    let Meaning::Grey { modality: ModalityLut::Linear { slope, intercept }, .. } = frame.meaning else { panic!() };
    assert_eq!((slope, intercept), (2.0, -1024.0));
}
