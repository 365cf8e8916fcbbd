//! What the network sees of the pictures in `imaging/`, as SHA-256 of 224 × 224 grey bytes.
//!
//! Native and browser tests both check this table, so page and command line see the same bytes.
//! The sums were printed by the native test; a change of decoder or filter changes them, and then
//! every model has to be measured anew.

use onsight::imaging::{Colour, Input, Limits, Pixels, open, prepare};
use onsight::weights::sha256_hex;

/// File, content, sum.
const PREPARED: [(&str, &[u8], &str); 12] = [
    ("subsampled.jpg", include_bytes!("imaging/subsampled.jpg"), ""),
    ("progressive.jpg", include_bytes!("imaging/progressive.jpg"), ""),
    ("grey-restart.jpg", include_bytes!("imaging/grey-restart.jpg"), ""),
    ("cmyk.jpg", include_bytes!("imaging/cmyk.jpg"), ""),
    ("ycck.jpg", include_bytes!("imaging/ycck.jpg"), ""),
    ("interlaced.png", include_bytes!("imaging/interlaced.png"), ""),
    ("palette.png", include_bytes!("imaging/palette.png"), ""),
    ("lossy.webp", include_bytes!("imaging/lossy.webp"), ""),
    ("alpha.webp", include_bytes!("imaging/alpha.webp"), ""),
    ("rle.bmp", include_bytes!("imaging/rle.bmp"), ""),
    ("lzw.tif", include_bytes!("imaging/lzw.tif"), ""),
    ("interlaced.gif", include_bytes!("imaging/interlaced.gif"), ""),
];

/// Opens and prepares each picture, and fails with all that differ.
pub(crate) fn check() {
    let input = Input { size: 224, colour: Colour::Grey, fill: 0 };
    let mut different = String::new();
    for (name, bytes, expected) in PREPARED {
        let picture = open(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let Pixels::Grey8(samples) = prepare(&picture.image, input).pixels().clone() else {
            panic!("{name}: the input is not grey")
        };
        let found = sha256_hex(&samples);
        if found != expected {
            different += &format!("{name}: expected {expected}, found {found}\n");
        }
    }
    assert!(different.is_empty(), "prepared pictures differ:\n{different}");
}
