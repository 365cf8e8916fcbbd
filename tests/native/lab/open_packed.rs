//! Compressed, nested and split files, as `lab open` and the light box list them.

use crate::container::archive;
use crate::dicom::nifti::{PLAIN, gzipped};
use crate::dicom::nifti_kinds::pair;
use crate::folder::Folder;
use crate::imaging::samples::{drawn, grey, png};
use ::zip::CompressionMethod::{Deflated, Stored};
use fixtures::dicom_made::Made;
use image::ExtendedColorType::L16;
use inspect::open::{Understood, understood};

fn opened(folder: &Folder, name: &str, bytes: &[u8]) -> Understood {
    folder.write(name, bytes);
    understood(&folder.path().join(name), None, false)
}

fn object(number: u16) -> Vec<u8> {
    Made::grey16(3, 2, &[number; 6])
        .text((0x0020, 0x000D), "UI", "1.2.3")
        .text((0x0020, 0x000E), "UI", "1.2.3.4")
        .text((0x0020, 0x0013), "IS", &number.to_string())
        .file()
}

fn slices(line: &Understood) -> usize {
    line.series.iter().map(|series| series.slices.len()).sum()
}

#[test]
fn archives_in_archives_and_packed_objects_are_listed() {
    let folder = Folder::new("open-packed");
    let [first, second, third] = [object(1), object(2), object(3)];
    let inner = archive(&[("a.dcm", &first), ("b.dcm.gz", &gzipped(&second))], Deflated);
    let line = opened(&folder, "outer.zip", &archive(&[("study.zip", &inner), ("c.dcm", &third)], Stored));
    assert_eq!(line.error, None);
    assert_eq!((line.series.len(), slices(&line)), (1, 3), "{:?}", line.left_out);
    // One more level is too deep, and is reported.
    let deeper = archive(&[("outer.zip", &archive(&[("study.zip", &inner)], Stored))], Stored);
    let line = opened(&folder, "deeper.zip", &deeper);
    assert_eq!(line.error.as_ref().map(|error| error.kind.name()), Some("unsupported"));
    assert!(line.error.unwrap().hint.contains("Unpack"));
    let line =
        opened(&folder, "letter.zip", &archive(&[("[Content_Types].xml", b"<"), ("word/a.xml", b"<")], Deflated));
    assert!(line.error.unwrap().message.contains("Office"));
    let line = opened(&folder, "one.dcm.gz", &gzipped(&first));
    assert_eq!((line.error, line.kind, line.lowest), (None, Some("dicom"), Some(1.0)));
}

#[test]
fn halves_of_a_volume_are_joined_in_any_order_and_one_alone_is_told() {
    let (header, voxels) = pair(&PLAIN);
    let folder = Folder::new("open-pair");
    folder.write("v.img", &voxels);
    let line = opened(&folder, "v.hdr", &header);
    assert_eq!((line.error.clone(), line.kind, line.frames), (None, Some("nifti"), Some(2)));
    assert_eq!((line.lowest, line.highest), (Some(-3.0), Some(637.0)));
    assert_eq!(understood(&folder.path().join("v.img"), None, false).highest, Some(637.0));
    for files in [[("d/v.img", &voxels), ("d/v.hdr", &header)], [("V.HDR", &header), ("v.IMG", &voxels)]] {
        let files = files.map(|(name, bytes)| (name, bytes.as_slice()));
        let line = opened(&folder, "pair.zip", &archive(&files, Deflated));
        assert_eq!((line.error.clone(), slices(&line)), (None, 2), "{:?}", line.left_out);
    }
    let packed = [("v.img.gz", gzipped(&voxels)), ("v.hdr.gz", gzipped(&header)), ("w.img", voxels.clone())];
    let packed: Vec<(&str, &[u8])> = packed.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let line = opened(&folder, "packed.zip", &archive(&packed, Stored));
    assert_eq!(slices(&line), 2);
    assert!(line.left_out[0].error.message.contains(".hdr"), "{:?}", line.left_out);
    let line = opened(&folder, "alone.hdr", &header);
    assert!(line.error.unwrap().message.contains(".img"));
}

#[test]
fn a_picture_of_twelve_bits_keeps_its_numbers_and_is_shown_over_all_greys() {
    let folder = Folder::new("open-twelve");
    let words = drawn(|x, y| (u16::from(grey(x, y)) * 16).to_ne_bytes().to_vec());
    let line = opened(&folder, "dark.png", &png(&words, L16));
    assert_eq!((line.lowest, line.highest), (Some(256.0), Some(3888.0)));
    let full = drawn(|x, y| vec![f64::from(grey(x, y))]);
    let mean = full.iter().sum::<f64>() / full.len() as f64 * 255.0 / 243.0;
    assert!((line.shown_mean.unwrap() - mean).abs() < 0.6, "{:?} for {mean}", line.shown_mean);
    assert!(line.warnings.iter().any(|warning| warning.contains("3,888")), "{:?}", line.warnings);
}
