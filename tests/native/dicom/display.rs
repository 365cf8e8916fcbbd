//! Invalid display attributes never prevent display: impossible tables, windows and numbers are ignored, with a note.

use crate::dicom::reading::{LIMITS, fault, frame};
use dicom::{self, Frame, Lut, Meaning, ModalityLut, Voi, model_window};
use fixtures::dicom_made::{Made, Written};
use imaging::Pixels;

const E: Written = Written::Explicit;

/// Twelve bits unsigned: 0, 4, 8 … 4,092.
pub(crate) fn ramp(written: Written) -> Made {
    let values: Vec<u16> = (0..1024).map(|value| value * 4).collect();
    Made { bits: (16, 12, 11), ..Made::written(written, 32, 32, &values) }
}

/// A sequence of one table; the first word of the descriptor is the count.
fn table(w: Written, sequence: u16, vr: &str, descriptor: [u16; 3], data: Vec<u8>) -> Vec<u8> {
    let item = [w.element((0x0028, 0x3002), vr, &w.words(&descriptor)), w.element((0x0028, 0x3006), "OW", &data)];
    w.sequence((0x0028, sequence), &[item.concat()], false)
}

fn mean(frame: &Frame, modality: &str) -> f64 {
    let image = model_window::picture(frame, modality, &LIMITS).unwrap();
    let Pixels::Grey8(samples) = image.pixels() else { panic!("colour") };
    samples.iter().map(|&grey| f64::from(grey)).sum::<f64>() / samples.len() as f64
}

pub(crate) fn says(frame: &Frame, part: &str) {
    assert!(frame.warnings.iter().any(|warning| text::english(warning).contains(part)), "{part}: {:?}", frame.warnings);
}

fn linear(frame: &Frame) -> (f64, f64) {
    match frame.meaning {
        Meaning::Grey { modality: ModalityLut::Linear { slope, intercept }, .. } => (slope, intercept),
        _ => panic!("{:?}", frame.meaning),
    }
}

fn windows(frame: &Frame) -> Vec<(f64, f64)> {
    let window = |voi: &Voi| match voi {
        Voi::Window(window) => Some((window.center, window.width)),
        Voi::Table(..) => None,
    };
    frame.vois().iter().filter_map(window).collect()
}

fn first_table(frame: &Frame) -> &Lut {
    match frame.vois() {
        [Voi::Table(lut, _), ..] => lut,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_for_values_below_zero_lies_where_the_values_are() {
    let identity: Vec<u16> = (0..4096).map(|entry| entry / 16).collect();
    for (written, vr, bits) in
        [(Written::Implicit, "US", 8), (E, "SS", 8), (E, "US", 8), (Written::Big, "SS", 8), (Written::Big, "US", 8)]
    {
        let made = ramp(written).text((0x0028, 0x1052), "DS", "-1024").text((0x0028, 0x1053), "DS", "1");
        let made = made.with(table(written, 0x3010, vr, [4096, 64_512, bits], written.words(&identity)));
        let frame = frame(&made.file());
        assert_eq!(first_table(&frame).first, -1024, "{written:?} {vr}");
        assert!((mean(&frame, "CT") - 127.5).abs() < 1.0 && frame.warnings.is_empty(), "{:?}", frame.warnings);
    }
    // Above 32,767, where there are values, it is what it says; a modality table maps stored values.
    let high: Vec<u16> = (0..1024).map(|value| 40_000 + value).collect();
    let made = Made::grey16(32, 32, &high).with(table(E, 0x3010, "US", [1024, 40_000, 10], E.words(&identity[..1024])));
    assert_eq!(first_table(&frame(&made.file())).first, 40_000);
    let made = Made::written(Written::Implicit, 32, 32, &high);
    let made = made.with(table(Written::Implicit, 0x3000, "US", [1024, 40_000, 16], E.words(&high)));
    assert_eq!(frame(&made.file()).value(5, 0), Some(40_005.0));
}

#[test]
fn tables_that_cannot_be_used_are_left_out() {
    let empty = |sequence| {
        let item = [E.element((0x0028, 0x3002), "US", &[]), E.element((0x0028, 0x3006), "OW", &[])].concat();
        E.sequence((0x0028, sequence), &[item], false)
    };
    let bare = |sequence| E.sequence((0x0028, sequence), &[Vec::new()], true);
    let short = |sequence| table(E, sequence, "US", [4096, 0, 16], vec![1; 200]);
    let narrow = |sequence| table(E, sequence, "US", [4096, 0, 0], Vec::new());
    for sequence in [0x3000, 0x3010] {
        for broken in [empty(sequence), bare(sequence), short(sequence), narrow(sequence)] {
            let made = ramp(E).with(broken).text((0x0028, 0x1050), "DS", "2000").text((0x0028, 0x1051), "DS", "4000");
            let frame = frame(&made.file());
            assert_eq!(frame.value(31, 31), Some(4092.0));
            assert_eq!(windows(&frame), [(2000.0, 4000.0)]);
            says(&frame, "left out");
        }
    }
    // A table outside all values would make a flat picture.
    let made = ramp(E).with(table(E, 0x3010, "US", [16, 20_000, 8], E.words(&[7; 16])));
    let frame = frame(&made.file());
    assert!(frame.vois().is_empty());
    says(&frame, "from 20000 on");
}

#[test]
fn entries_of_other_bits_than_declared_are_taken_by_what_they_are() {
    let of = |bits: u16, data: Vec<u8>| {
        let count = 4096;
        let made = ramp(E).with(table(E, 0x3010, "US", [count, 0, bits], data));
        let frame = frame(&made.file());
        (first_table(&frame).bits, mean(&frame, "MR"), frame.warnings.len())
    };
    let entries = |shift: u32| -> Vec<u8> { E.words(&(0..4096_u16).map(|at| at >> shift).collect::<Vec<u16>>()) };
    let near = |(bits, mean, warnings): (u32, f64, usize), expected: (u32, usize)| {
        assert_eq!((bits, warnings), expected);
        assert!((mean - 127.5).abs() < 1.0, "{mean}");
    };
    near(of(12, entries(0)), (12, 0));
    near(of(16, entries(0)), (12, 1));
    near(of(8, entries(0)), (12, 1));
    near(of(16, entries(4)), (8, 1));
    // One entry per byte, whatever was declared.
    near(of(8, (0..4096_u16).map(|at| (at / 16) as u8).collect()), (8, 0));
    near(of(16, (0..4096_u16).map(|at| (at / 16) as u8).collect()), (8, 0));
}

#[test]
fn a_comma_is_a_point_and_is_said() {
    let made = ramp(E)
        .text((0x0028, 0x0030), "DS", "0,143\\0,143")
        .text((0x0028, 0x1050), "DS", "1000,5")
        .text((0x0028, 0x1051), "DS", "2000")
        .text((0x0028, 0x1052), "DS", "-1024,25")
        .text((0x0028, 0x1053), "DS", "0,5");
    let comma = frame(&made.file());
    assert_eq!(linear(&comma), (0.5, -1024.25));
    assert_eq!(comma.spacing.map(|spacing| (spacing.row, spacing.column)), Some((0.143, 0.143)));
    assert_eq!(windows(&comma), [(1000.5, 2000.0)]);
    for part in ["RescaleSlope", "RescaleIntercept", "PixelSpacing", "WindowCenter"] {
        says(&comma, part);
    }
    // Several commas, or one beside a point, are not a number: the slope is reported and not guessed.
    for text in ["1,000,5", "1.000,5", "1,000.5", ",", ",5", "5,"] {
        let other = frame(&ramp(E).text((0x0028, 0x1053), "DS", text).file());
        assert_eq!(linear(&other), (1.0, 0.0), "{text}");
        says(&other, "(0028,1053) RescaleSlope");
    }
}

#[test]
fn a_slope_that_cannot_be_is_not_applied() {
    let of = |slope: Option<&str>, intercept: Option<&str>| {
        let mut made = ramp(E);
        for (element, text) in [(0x1052, intercept), (0x1053, slope)] {
            if let Some(text) = text {
                made = made.text((0x0028, element), "DS", text);
            }
        }
        frame(&made.file())
    };
    assert!(of(None, None).warnings.is_empty() && of(Some("2"), Some("-1")).warnings.is_empty());
    assert_eq!(linear(&of(Some("2"), Some("-1"))), (2.0, -1.0));
    for (slope, intercept, expected) in [
        ("0", "0", (1.0, 0.0)),
        ("0.0", "-1024", (1.0, -1024.0)),
        ("1", "NaN", (1.0, 0.0)),
        ("nan", "-1024", (1.0, -1024.0)),
        ("2", "inf", (2.0, 0.0)),
        ("-Infinity", "5", (1.0, 5.0)),
        ("", "-5", (1.0, -5.0)),
        ("2", "", (2.0, 0.0)),
        ("abc", "0", (1.0, 0.0)),
        ("1e999", "0", (1.0, 0.0)),
    ] {
        let frame = of(Some(slope), Some(intercept));
        assert_eq!(linear(&frame), expected, "{slope} {intercept}");
        says(&frame, "(0028,105");
        assert!(mean(&frame, "MR") > 100.0, "{slope} {intercept}");
    }
    // The same in other representations and in the groups of an enhanced object.
    let rescale = [E.element((0x0028, 0x1052), "FD", &f64::NAN.to_le_bytes()), E.text((0x0028, 0x1053), "DS", "0")];
    let group = E.sequence((0x0028, 0x9145), &[rescale.concat()], false);
    let frame = frame(&ramp(E).with(E.sequence((0x5200, 0x9229), &[group], false)).file());
    assert_eq!(linear(&frame), (1.0, 0.0));
    assert_eq!(frame.warnings.len(), 2, "{:?}", frame.warnings);
}

#[test]
fn windows_shapes_and_aspects_that_cannot_be_are_said() {
    let windowed = |center: &str, width: &str| {
        frame(&ramp(E).text((0x0028, 0x1050), "DS", center).text((0x0028, 0x1051), "DS", width).file())
    };
    for (center, width) in [("40", "0"), ("40", "-400"), ("NaN", "400"), ("40", "inf"), ("x", "y"), ("40", "")] {
        let frame = windowed(center, width);
        assert!(frame.vois().is_empty(), "{center} {width}");
        says(&frame, "(0028,105");
        assert!((mean(&frame, "MR") - 127.5).abs() < 5.0, "{center} {width}");
    }
    // Each value keeps its index: the second window is not assembled from the remaining values.
    let frame = windowed("x\\2000\\40", "400\\4000\\80");
    assert_eq!(windows(&frame), [(2000.0, 4000.0), (40.0, 80.0)]);
    says(&self::frame(&Made { frames: Some("1A"), ..ramp(E) }.file()), "NumberOfFrames");
    let word = |tag: (u16, u16), text: &str| self::frame(&ramp(E).text(tag, "CS", text).file());
    let shape = word((0x2050, 0x0020), "ROUND");
    says(&shape, "PresentationLUTShape");
    assert!(matches!(shape.meaning, Meaning::Grey { inverted: false, .. }));
    let curve = ramp(E).text((0x0028, 0x1050), "DS", "2000").text((0x0028, 0x1051), "DS", "4000");
    says(&self::frame(&curve.text((0x0028, 0x1056), "CS", "CUBIC").file()), "VOILUTFunction");
    for (tag, vr, text) in [
        ((0x0028, 0x0034), "IS", "0\\0"),
        ((0x0028, 0x0034), "IS", "1\\900"),
        ((0x0028, 0x0030), "DS", "0\\0"),
        ((0x0028, 0x0030), "DS", "NaN\\1"),
    ] {
        let frame = self::frame(&ramp(E).text(tag, vr, text).file());
        assert_eq!((frame.aspect, frame.spacing), (1.0, None), "{text}");
        assert!(!frame.warnings.is_empty(), "{text}");
    }
}

#[test]
fn a_broken_palette_shows_what_it_can() {
    let picture = || {
        let made = Made { photometric: "PALETTE COLOR", bits: (8, 8, 7), ..Made::grey16(16, 16, &[]) };
        Made { pixels: (0..=255).collect(), ..made }
    };
    let filled = |made: Made, count: u16, bits: u16, data: &[u8]| {
        (1..=3).fold(made, |made, at| {
            let made = made.with(E.us((0x0028, 0x1100 + at), &[count, 0, bits]));
            made.with(E.element((0x0028, 0x1200 + at), "OW", data))
        })
    };
    // No palette: shown in grey, by index.
    let grey = frame(&picture().file());
    assert_eq!((grey.value(15, 15), grey.samples.len()), (Some(255.0), 256));
    says(&grey, "in grey");
    // Shorter than it claims: used as far as it goes.
    let short = frame(&filled(picture(), 256, 16, &E.words(&(0..100).map(|at| at * 500).collect::<Vec<u16>>())).file());
    assert_eq!((short.samples.get(3 * 99), short.samples.get(3 * 255)), (Some(49_500.0), Some(49_500.0)));
    says(&short, "256 entries");
    // Eight bits in a table of sixteen: not black.
    let narrow = frame(&filled(picture(), 256, 16, &E.words(&(0..256).collect::<Vec<u16>>())).file());
    assert_eq!(narrow.meaning, Meaning::Colour { bits: 8 });
    assert_eq!(narrow.samples.get(3 * 255), Some(255.0));
    says(&narrow, "8");
}

#[test]
fn warnings_reach_what_is_opened() {
    let made = ramp(E).text((0x0028, 0x1053), "DS", "0,5");
    let (_, picture) = dicom::open(&made.file(), &LIMITS).unwrap();
    assert_eq!(picture.unwrap().warnings.len(), 1);
    assert_eq!(fault(&Made { height: 0, ..made }.file()).kind().name(), "damaged");
}
