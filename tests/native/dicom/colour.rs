//! Colour space of the samples where file and stream disagree, or the file does not state it.

use crate::dicom::reading::{LIMITS, fault, frame, object};
use dicom::{Frame, Meaning, model_window};
use fixtures::dicom_made::{Made, Written};
use imaging::Pixels;
use std::path::Path;

fn case(name: &str) -> Vec<u8> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/dicom/cases");
    std::fs::read(folder.join(format!("{name}.dcm"))).unwrap()
}

/// Red, green, blue at a place of a 64 × 64 picture.
fn colour(frame: &Frame, column: usize, row: usize) -> [f64; 3] {
    [0, 1, 2].map(|sample| frame.samples.get(3 * (64 * row + column) + sample).unwrap())
}

fn near(found: [f64; 3], expected: [f64; 3]) -> bool {
    found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 12.0)
}

/// The JPEG stream with bytes inserted after its first marker, and with other component identifiers.
fn marked(file: &[u8], segment: &[u8], names: Option<[u8; 3]>) -> Vec<u8> {
    let start = file.windows(3).rposition(|window| window == [0xFF, 0xD8, 0xFF]).unwrap();
    let length = u32::from_le_bytes(file[start - 4..start].try_into().unwrap()) as usize;
    let mut stream = file[start..start + length].to_vec();
    if let Some(names) = names {
        let frame = stream.windows(2).position(|window| window == [0xFF, 0xC0]).unwrap();
        let scan = stream.windows(2).position(|window| window == [0xFF, 0xDA]).unwrap();
        for (at, name) in names.into_iter().enumerate() {
            stream[frame + 10 + 3 * at] = name;
            stream[scan + 5 + 2 * at] = name;
        }
    }
    stream.splice(2..2, segment.iter().copied());
    let made = Made { uid: "1.2.840.10008.1.2.4.50".into(), ..Made::colour(64, 64, "RGB", &[]) };
    made.encapsulated(&[&[], &stream])
}

#[test]
fn jpeg_without_marks_is_what_jpeg_is_whatever_the_file_says() {
    for name in ["good", "jpeg_rgb_420_nomark", "jpeg_rgb_444_nomark"] {
        let frame = frame(&case(name));
        assert!(near(colour(&frame, 8, 24), [200.0, 40.0, 40.0]), "{name}: {:?}", colour(&frame, 8, 24));
        assert!(
            frame.warnings.iter().any(|warning| text::english(warning).contains("RGB")),
            "{name}: {:?}",
            frame.warnings
        );
    }
    // The same stream with markers that state another colour space: these are believed.
    let adobe = |transform: u8| [0xFF, 0xEE, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 100, 0, 0, 0, 0, transform];
    let plain = case("jpeg_rgb_444_nomark");
    let (stored, right) = ([88.0, 101.0, 208.0], [200.0, 40.0, 40.0]);
    for (segment, names, expected) in [
        (&adobe(0)[..], None, stored),
        (&adobe(1)[..], None, right),
        (&[][..], Some(*b"RGB"), stored),
        (&adobe(1)[..], Some(*b"RGB"), right),
        // Identifiers of neither kind: the file decides.
        (&[][..], Some([0, 1, 2]), stored),
    ] {
        let frame = frame(&marked(&plain, segment, names));
        assert!(near(colour(&frame, 8, 24), expected), "{segment:?} {names:?}: {:?}", colour(&frame, 8, 24));
    }
    // Components subsampled against the first are not red, green and blue, whatever they are called.
    for names in [Some(*b"RGB"), Some([0, 1, 2])] {
        let frame = frame(&marked(&case("jpeg_rgb_420_nomark"), &[], names));
        assert!(near(colour(&frame, 8, 24), right), "{names:?}");
    }
}

#[test]
fn grey_that_is_stored_as_colour_is_grey() {
    let compressed = frame(&case("mono_rgbjpeg"));
    assert!(matches!(compressed.meaning, Meaning::Grey { .. }) && compressed.samples.len() == 64 * 64);
    assert!(
        compressed.warnings.iter().any(|warning| text::english(warning).contains("SamplesPerPixel")),
        "{:?}",
        compressed.warnings
    );
    // Uncompressed, three equal samples, by pixel and by plane; declared with three samples or one.
    let greys: Vec<u8> = (0..=255).collect();
    let by_pixel: Vec<u8> = greys.iter().flat_map(|&grey| [grey; 3]).collect();
    for (samples, planar, pixels) in [(3, 0, by_pixel.clone()), (3, 1, greys.repeat(3))] {
        let made = Made { samples, planar, photometric: "MONOCHROME2", ..Made::colour(16, 16, "RGB", &pixels) };
        let frame = frame(&made.file());
        assert!(matches!(frame.meaning, Meaning::Grey { .. }) && !frame.warnings.is_empty());
        assert_eq!(frame.values(), greys.iter().map(|&grey| f64::from(grey)).collect::<Vec<_>>());
    }
    // Too few bytes for three samples, and enough for one.
    for (photometric, samples) in [("MONOCHROME2", 3), ("MONOCHROME2", 4)] {
        let made = Made { samples, photometric, ..Made::colour(16, 16, "RGB", &greys) };
        assert_eq!(frame(&made.file()).value(15, 15), Some(255.0), "{photometric} {samples}");
    }
    // Colours that a file declares as grey are shown as colours, with a note.
    let mut colours = by_pixel;
    colours[30] = 200;
    let made = Made { photometric: "MONOCHROME2", ..Made::colour(16, 16, "RGB", &colours) };
    let coloured = frame(&made.file());
    assert!(matches!(coloured.meaning, Meaning::Colour { .. }));
    assert!(
        coloured.warnings.iter().any(|warning| text::english(warning).contains("calls its pixels grey")),
        "{:?}",
        coloured.warnings
    );
}

#[test]
fn colour_of_one_sample_is_grey_and_of_four_is_without_the_fourth() {
    let greys: Vec<u8> = (0..=255).collect();
    for photometric in ["RGB", "YBR_FULL"] {
        let one = frame(&Made { samples: 1, ..Made::colour(16, 16, photometric, &greys) }.file());
        assert!(matches!(one.meaning, Meaning::Grey { inverted: false, .. }) && one.value(15, 15) == Some(255.0));
        assert!(!one.warnings.is_empty());
    }
    let rgba: Vec<u8> = greys.iter().flat_map(|&grey| [grey, 255 - grey, 7, 128]).collect();
    let by_plane: Vec<u8> = (0..4).flat_map(|sample| rgba.iter().skip(sample).step_by(4).copied()).collect();
    let argb: Vec<u8> = greys.iter().flat_map(|&grey| [128, grey, 255 - grey, 7]).collect();
    for (photometric, planar, pixels) in
        [("RGB", 0, &rgba), ("RGB", 1, &by_plane), ("RGBA", 0, &rgba), ("ARGB", 0, &argb)]
    {
        let frame = frame(&Made { samples: 4, planar, ..Made::colour(16, 16, photometric, pixels) }.file());
        assert_eq!(frame.meaning, Meaning::Colour { bits: 8 }, "{photometric}");
        let image = model_window::picture(&frame, "OT", &LIMITS).unwrap();
        let Pixels::Rgb8(shown) = image.pixels() else { panic!("grey") };
        assert_eq!((&shown[..3], &shown[3 * 255..]), (&[0, 255, 7][..], &[255, 0, 7][..]), "{photometric} {planar}");
    }
    let two: Vec<u8> = greys.iter().flat_map(|&grey| [grey, 255]).collect();
    let frame = frame(&Made { samples: 2, photometric: "MONOCHROME2", ..Made::colour(16, 16, "RGB", &two) }.file());
    assert_eq!(frame.value(15, 15), Some(255.0));
    for samples in [0, 5, 9] {
        assert_eq!(fault(&Made { samples, ..Made::colour(16, 16, "RGB", &rgba) }.file()).kind().name(), "damaged");
    }
}

#[test]
fn what_says_nothing_of_its_pixels_is_grey() {
    // Elements up to the pixels, without the photometric interpretation, samples, or both.
    let values: Vec<u16> = (0..1024).map(|value| value * 4).collect();
    for written in [Written::Implicit, Written::Explicit] {
        let made = Made { bits: (16, 12, 11), ..Made::written(written, 32, 32, &values) };
        let photometric = written.text((0x0028, 0x0004), "CS", "MONOCHROME2");
        let samples = written.us((0x0028, 0x0002), &[1]);
        let without = |parts: &[&Vec<u8>]| {
            let mut elements = made.elements();
            for part in parts {
                let at = elements.windows(part.len()).position(|window| window == part.as_slice()).unwrap();
                elements.drain(at..at + part.len());
            }
            elements
        };
        for parts in [&[&photometric][..], &[&samples], &[&photometric, &samples]] {
            let elements = without(parts);
            for file in [fixtures::dicom_made::with_meta(written.uid(), &elements), elements] {
                let frame = frame(&file);
                assert_eq!((frame.value(0, 0), frame.value(31, 31)), (Some(0.0), Some(4092.0)));
                assert_eq!(frame.warnings.len(), parts.len(), "{:?}", frame.warnings);
            }
        }
    }
    // Three samples without a photometric interpretation are colour.
    let made = Made { photometric: "", ..Made::colour(4, 1, "", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) };
    let file = made.file();
    assert_eq!(object(&file).frame(0).unwrap().meaning, Meaning::Colour { bits: 8 });
}

#[test]
fn luma_of_more_than_eight_bits_becomes_colour() {
    // White, black and a red of twelve bits, by the factors of Rec. 601.
    let known: [[u16; 3]; 3] = [[4095, 2048, 2048], [0, 2048, 2048], [1224, 1357, 4095]];
    let w = Written::Explicit;
    let made = Made { bits: (16, 12, 11), ..Made::colour(3, 1, "YBR_FULL", &w.words(known.as_flattened())) };
    let values = frame(&made.file()).values();
    let expected = [4095.0, 4095.0, 4095.0, 0.0, 0.0, 0.0, 4094.0, 0.0, 0.0];
    assert!(values.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 3.0), "{values:?}");
}

#[test]
fn colour_that_is_not_halved_is_read_whole() {
    let bytes = [10, 128, 128, 20, 128, 128, 30, 128, 128, 40, 128, 128];
    let of = |name| crate::dicom::reading::frame(&fixtures::dicom_made::Made::colour(2, 2, name, &bytes).file());
    let (told, whole) = (of("YBR_FULL_422"), of("YBR_FULL"));
    assert_eq!(told.values(), whole.values());
    assert!(told.warnings.iter().any(|warning| text::english(warning).contains("YBR_FULL_422")));
}
