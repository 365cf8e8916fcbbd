//! DICOM objects in every encoding of elements, uncompressed, compressed, and with names of people.

use super::pictures::{HEIGHT, WIDTH, jpeg};
use crate::targets::{NAME, NUMBER};
use fixtures::dicom_made::{Made, Written, with_meta};
use miniz_oxide::deflate::compress_to_vec;

/// Grey, a palette, colour, a sequence, an overlay, several frames; in each encoding of elements.
pub(crate) fn dicom() -> Vec<Vec<u8>> {
    let stored: Vec<u16> = (0..48).map(|at| at * 311 % 4096).collect();
    let mut files = Vec::new();
    for w in [Written::Explicit, Written::Implicit, Written::Big] {
        let grey = Made::written(w, 8, 6, &stored);
        let item = [w.text((0x0008, 0x1150), "UI", "1.2.3"), w.text((0x0008, 0x1155), "UI", "1.2.3.4")].concat();
        let shown = grey.clone().text((0x0028, 0x1050), "DS", "600").text((0x0028, 0x1051), "DS", "1200\\9");
        let shown = shown.text((0x0028, 0x1052), "DS", "-1024").text((0x0028, 0x1053), "DS", "2.5");
        files.push(shown.with(w.sequence((0x0008, 0x1140), &[item.clone(), item], true)).file());
        let overlay = [
            w.us((0x6000, 0x0010), &[6]),
            w.us((0x6000, 0x0011), &[8]),
            w.us((0x6000, 0x0050), &[1, 1]),
            w.us((0x6000, 0x0100), &[1]),
            w.element((0x6000, 0x3000), "OW", &[0x5A; 6]),
        ];
        files.push(Made { bits: (16, 12, 11), ..grey.clone() }.with(overlay.concat()).file());
        files.push(Made { frames: Some("3"), height: 2, signed: true, ..grey.clone() }.file());
        let lut = [w.us((0x0028, 0x3002), &[16, 0, 16]), w.element((0x0028, 0x3006), "OW", &w.words(&[9; 16]))];
        files.push(grey.clone().with(w.sequence((0x0028, 0x3010), &[lut.concat()], false)).file());
        let bytes: Vec<u8> = (0..192).collect();
        let rgb = Made { written: w, uid: w.uid().into(), ..Made::colour(8, 6, "YBR_FULL_422", &bytes) };
        files.push(rgb.file());
        let palette = Made { photometric: "PALETTE COLOR", bits: (8, 8, 7), pixels: bytes, ..grey };
        let palette = (0..3).fold(palette, |made, at| {
            let made = made.with(w.us((0x0028, 0x1101 + at), &[256, 0, 8]));
            made.with(w.element((0x0028, 0x1201 + at), "OW", &[9; 256]))
        });
        files.push(palette.elements());
    }
    files
}

/// Deflated data sets, and some that only claim to be: those are deflated after the mutation.
pub(crate) fn deflated() -> Vec<Vec<u8>> {
    let uid = "1.2.840.10008.1.2.1.99";
    let made = Made::grey16(16, 12, &[700; 192]).text((0x0010, 0x0010), "PN", NAME);
    let elements = made.elements();
    vec![with_meta(uid, &compress_to_vec(&elements, 6)), with_meta(uid, &elements)]
}

/// One segment of literal runs for each byte of a sample (PS3.5, annex G).
pub(crate) fn rle() -> Vec<Vec<u8>> {
    let run = |byte: u8| [&[0xC1, byte][..], &[0xC1, byte], &[63], &[byte ^ 0x55; 64]].concat();
    let segments = [run(3), run(200)];
    let mut frame = vec![0; 64];
    frame[..4].copy_from_slice(&2_u32.to_le_bytes());
    for (at, segment) in segments.iter().enumerate() {
        let start = (frame.len() as u32).to_le_bytes();
        frame[4 + 4 * at..8 + 4 * at].copy_from_slice(&start);
        frame.extend(segment);
    }
    vec![Made { uid: "1.2.840.10008.1.2.5".into(), ..Made::grey16(16, 12, &[]) }.encapsulated(&[&[], &frame])]
}

/// The frames of [`jpeg`], of 8 and of 12 bits.
pub(crate) fn jpeg_in_dicom() -> Vec<Vec<u8>> {
    let (width, height) = (WIDTH as u16, HEIGHT as u16);
    let file = |(at, frame): (usize, Vec<u8>)| {
        let is_deep = at >= 2;
        let colour = Made::colour(width, height, "YBR_FULL_422", &[]);
        let made = if at % 2 == 0 { Made { samples: 1, photometric: "MONOCHROME2", ..colour } } else { colour };
        let bits = if is_deep { (16, 12, 11) } else { (8, 8, 7) };
        let uid = if is_deep { "1.2.840.10008.1.2.4.51" } else { "1.2.840.10008.1.2.4.50" };
        Made { bits, uid: uid.into(), ..made }.encapsulated(&[&[], &frame])
    };
    jpeg().into_iter().enumerate().map(file).collect()
}

/// The patient's name and number, and both again where other programs write them.
pub(crate) fn named() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for w in [Written::Explicit, Written::Implicit, Written::Big] {
        let inner = [w.text((0x0010, 0x0010), "PN", NAME), w.text((0x0008, 0x1155), "UI", "1.2.826.0.1.77")].concat();
        let text = format!("{NAME} was here, {NUMBER}");
        let made = Made::written(w, 4, 3, &[9, 100, 200, 300, 400, 500, 1, 2, 3, 4, 5, 6]);
        let made = made
            .text((0x0008, 0x0018), "UI", "1.2.826.0.1.55")
            .text((0x0008, 0x0070), "LO", "A maker")
            .text((0x0008, 0x103E), "LO", &text)
            .text((0x0010, 0x0010), "PN", NAME)
            .text((0x0010, 0x0020), "LO", NUMBER)
            .text((0x0010, 0x0030), "DA", "19610203")
            .with(w.text((0x0009, 0x0010), "LO", "A MAKER"))
            .with(w.element((0x0009, 0x1001), "UN", text.as_bytes()))
            .with(w.sequence((0x0040, 0x0275), std::slice::from_ref(&inner), true))
            .with(w.sequence((0x0008, 0x1140), &[inner], false));
        files.push(made.file());
        files.push([made.file(), w.element((0xFFFC, 0xFFFC), "OB", text.as_bytes())].concat());
    }
    let frame = jpeg().swap_remove(0);
    let made = Made { samples: 1, ..Made::colour(WIDTH as u16, HEIGHT as u16, "MONOCHROME2", &[]) };
    let made = Made { uid: "1.2.840.10008.1.2.4.50".into(), ..made }.text((0x0010, 0x0010), "PN", NAME);
    files.push(made.encapsulated(&[&[], &frame]));
    files
}
