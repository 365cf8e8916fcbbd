//! Files of several pictures: the first is shown, and their number is stated.

use crate::folder::Folder;
use containers::{self, Channels};
use fixtures::dicom_made::Made;
use imaging::Limits;
use inspect::open::{At, PixelValue, Understood, understood};

const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1 << 20, longest_side: 4096, shortest_side: 1 };
const ANIMATED: [(&str, &[u8]); 2] = [
    ("animated.gif", include_bytes!("../../data/imaging/animated.gif")),
    ("animated.webp", include_bytes!("../../data/imaging/animated.webp")),
];

/// Pages of 2 × 2 pixels, each with a NewSubfileType (tag 254); the last one may point back to an earlier one.
fn tiff(kinds: &[u32], back: Option<usize>) -> Vec<u8> {
    let mut file = b"II*\0\0\0\0\0".to_vec();
    let (mut link, mut starts) = (4, Vec::new());
    for (page, &kind) in kinds.iter().enumerate() {
        let pixels = file.len() as u32;
        file.extend([10 * (page % 20) as u8 + 5; 4]);
        let start = file.len() as u32;
        starts.push(start);
        file[link..link + 4].copy_from_slice(&start.to_le_bytes());
        let entries =
            [(254, kind), (256, 2), (257, 2), (258, 8), (259, 1), (262, 1), (273, pixels), (278, 2), (279, 4)];
        file.extend((entries.len() as u16).to_le_bytes());
        for (tag, value) in entries {
            file.extend(u16::to_le_bytes(tag));
            file.extend([4, 0, 1, 0, 0, 0]);
            file.extend(value.to_le_bytes());
        }
        link = file.len();
        file.extend([0; 4]);
    }
    if let Some(to) = back {
        file[link..link + 4].copy_from_slice(&starts[to].to_le_bytes());
    }
    file
}

fn said(bytes: &[u8]) -> Vec<String> {
    formats::open(bytes, &LIMITS).unwrap().warnings.iter().map(text::english).collect()
}

#[test]
fn pages_of_a_tiff_are_counted_and_the_first_is_shown() {
    let cases: [(&[u32], Option<usize>, &str); 7] = [
        (&[0, 0, 0], None, "This file holds 3 pages; the first is shown."),
        (&[2, 2], None, "This file holds 2 pages; the first is shown."),
        // Thumbnails and masks do not count as pages.
        (&[0, 1, 4, 0, 5], None, "This file holds 2 pages; the first is shown."),
        (&[0, 1, 1], None, ""),
        (&[0], None, ""),
        // Cyclic chains.
        (&[0, 0], Some(0), "This file holds 2 pages; the first is shown."),
        (&[0, 0], Some(1), "This file holds 2 pages; the first is shown."),
    ];
    for (kinds, back, expected) in cases {
        assert_eq!(said(&tiff(kinds, back)).join(" "), expected, "{kinds:?} {back:?}");
    }
    assert!(said(&tiff(&[0; 5000], None))[0].contains("4,096 pages and more"));
}

/// A picture with an animation control chunk of this many frames after its header.
fn animated_png(frames: u32) -> Vec<u8> {
    let mut file = containers::png(2, 2, Channels::One, &[9; 4]).unwrap();
    let body = [frames.to_be_bytes(), [0; 4]].concat();
    let sum = containers::crc32(&[b"acTL", &body]).to_be_bytes();
    let chunk = [&8_u32.to_be_bytes()[..], b"acTL", &body, &sum].concat();
    file.splice(33..33, chunk);
    file
}

#[test]
fn frames_of_an_animation_are_counted_and_the_first_is_shown() {
    for (name, bytes) in ANIMATED {
        let said = said(bytes).join(" ");
        assert!(
            said.starts_with("This file holds ") && said.contains(" frames; the first is shown."),
            "{name}: {said}"
        );
    }
    assert_eq!(said(&animated_png(3)), ["This file holds 3 frames; the first is shown."]);
    assert_eq!(said(&animated_png(1)), [""; 0]);
}

fn opened(folder: &Folder, name: &str, bytes: &[u8], at: &str) -> Understood {
    folder.write(name, bytes);
    understood(&folder.path().join(name), Some(at.parse::<At>().unwrap()), false)
}

#[test]
fn a_frame_behind_the_last_is_an_error_of_every_kind_of_file() {
    let folder = Folder::new("open-pages");
    let mut volume = vec![0; 352];
    volume[..4].copy_from_slice(&348_i32.to_le_bytes());
    for (at, side) in [(40, 3_i16), (42, 2), (44, 2), (46, 3), (70, 2), (72, 8)] {
        volume[at..at + 2].copy_from_slice(&side.to_le_bytes());
    }
    volume[108..112].copy_from_slice(&352_f32.to_le_bytes());
    volume[344..348].copy_from_slice(b"n+1\0");
    volume.extend([7; 12]);
    let several = Made { frames: Some("3"), ..Made::grey16(1, 1, &[5, 6, 7]) };
    let files: [(&str, Vec<u8>, u32); 7] = [
        ("pages.tif", tiff(&[0, 0, 0], None), 1),
        ("one.png", containers::png(2, 2, Channels::One, &[9; 4]).unwrap(), 1),
        ("animated.png", animated_png(3), 1),
        ("animated.gif", ANIMATED[0].1.to_vec(), 1),
        ("one.dcm", Made::grey16(1, 1, &[5]).file(), 1),
        ("three.dcm", several.file(), 3),
        ("volume.nii", volume, 3),
    ];
    for (name, bytes, count) in files {
        let last = opened(&folder, name, &bytes, &format!("1,1,{count}"));
        assert!(last.error.is_none() && last.value.is_some() && last.frame == Some(count), "{name}: {last:?}");
        for frame in [count + 1, 1000, u32::MAX] {
            let line = opened(&folder, name, &bytes, &format!("1,1,{frame}"));
            let error = line.error.unwrap();
            let frames = if count == 1 { "1 frame ".to_owned() } else { format!("{count} frames ") };
            assert!(error.message.contains(&frames) && error.message.contains(&frame.to_string()), "{name}: {error:?}");
            assert_eq!((line.value, line.lowest, line.frames), (None, None, Some(count)), "{name}");
        }
    }
    let line = opened(&folder, "pages.tif", &tiff(&[0, 0, 0], None), "1,1");
    assert_eq!((line.value, line.frames), (Some(PixelValue::Grey(5.0)), Some(1)));
    assert!(line.warnings.iter().any(|said| said.contains("3 pages")), "{:?}", line.warnings);
    let line = opened(&folder, "pages.tif", &tiff(&[0, 0, 0], None), "1,1,2");
    assert!(line.warnings.iter().any(|said| said.contains("3 pages")), "{:?}", line.warnings);
}
