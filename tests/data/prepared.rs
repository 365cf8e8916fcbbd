//! What the network sees of the pictures in `imaging/`, as SHA-256 of 224 × 224 grey bytes.
//!
//! Native and browser tests both check this table, so page and command line see the same bytes.
//! The sums were printed by the native test; a change of decoder or filter changes them, and then
//! every model has to be measured anew.

use imaging::{GreyLevels, ImagingError, Input, InputChannels, Limits, Picture, Pixels, prepare};
use model::sha256_hex;

/// File, content, sum.
const PREPARED: [(&str, &[u8], &str); 12] = [
    (
        "subsampled.jpg",
        include_bytes!("imaging/subsampled.jpg"),
        "65e4dc0b6663f483d6e0e70e8f4af1c88596e183d0dd976f2bf71b542af517f7",
    ),
    (
        "progressive.jpg",
        include_bytes!("imaging/progressive.jpg"),
        "65e4dc0b6663f483d6e0e70e8f4af1c88596e183d0dd976f2bf71b542af517f7",
    ),
    (
        "grey-restart.jpg",
        include_bytes!("imaging/grey-restart.jpg"),
        "306745311728ac61871363cd7eb8af2dfabad4a12f8b2b82a8b4182f333238dd",
    ),
    (
        "cmyk.jpg",
        include_bytes!("imaging/cmyk.jpg"),
        "dff2542dba48b39cb98206777015e96ef40068cd260e5235d01b8015accc4630",
    ),
    (
        "ycck.jpg",
        include_bytes!("imaging/ycck.jpg"),
        "c85b561834026dffb1bf1924ebd62bb1ef0dfb82bc22d7198762b38ee39d31f9",
    ),
    (
        "interlaced.png",
        include_bytes!("imaging/interlaced.png"),
        "fe6eb4aff00586bf986b0448e79643cbf67f3c918893d904207b0effe1895c29",
    ),
    (
        "palette.png",
        include_bytes!("imaging/palette.png"),
        "a9bcc4ff1a7203c11981f9a738253451080ebde029ff9e91b70030aba9551fbe",
    ),
    (
        "lossy.webp",
        include_bytes!("imaging/lossy.webp"),
        "d3a7812d130f96542f50ffb13e82e00c1092dfacc23107231473ceeb44b02bac",
    ),
    (
        "alpha.webp",
        include_bytes!("imaging/alpha.webp"),
        "b69ab2dea9641c659ebbe2b3b479ac88fd454fcb5cc1ba70942bfc361c0ad9c9",
    ),
    ("rle.bmp", include_bytes!("imaging/rle.bmp"), "a9bcc4ff1a7203c11981f9a738253451080ebde029ff9e91b70030aba9551fbe"),
    ("lzw.tif", include_bytes!("imaging/lzw.tif"), "fe6eb4aff00586bf986b0448e79643cbf67f3c918893d904207b0effe1895c29"),
    (
        "interlaced.gif",
        include_bytes!("imaging/interlaced.gif"),
        "a9bcc4ff1a7203c11981f9a738253451080ebde029ff9e91b70030aba9551fbe",
    ),
];

/// Opens and prepares each picture, and fails with all that differ. Gives how many this program reads: the workers
/// leave rare formats to the reader.
pub(crate) fn check(open: fn(&[u8], &Limits) -> Result<Picture, ImagingError>) -> usize {
    let input = Input { size: 224, colour: InputChannels::Grey, fill: 0, levels: GreyLevels::AsGiven };
    let mut different = String::new();
    let mut read = 0;
    for (name, bytes, expected) in PREPARED {
        let picture = match open(bytes, &Limits::default()) {
            Err(ImagingError::Elsewhere { .. }) => continue,
            opened => opened.unwrap_or_else(|error| panic!("{name}: {error}")),
        };
        read += 1;
        let Pixels::Grey8(samples) = prepare(&picture.image, input).pixels().clone() else {
            panic!("{name}: the input is not grey")
        };
        let found = sha256_hex(&samples);
        if found != expected {
            different += &format!("{name}: expected {expected}, found {found}\n");
        }
    }
    assert!(different.is_empty(), "prepared pictures differ:\n{different}");
    read
}
