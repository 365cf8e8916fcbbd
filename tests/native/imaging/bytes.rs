//! Checksums produced natively, which every platform must reproduce.

use formats::open;
use imaging::resize::{contain, fit_within};
use imaging::synthetic::{Chest, Nodule, Phantom, Smear, chest, golden_picture, nodule, phantom, smear};
use imaging::{Image, Limits, Pixels, rgb_from_image};

/// Name, checksum found, checksum produced on x86-64.
pub(crate) fn checksums() -> Vec<(&'static str, u64, u64)> {
    let decoded = |bytes: &[u8]| open(bytes, &Limits::default()).map(|picture| picture.image).ok();
    let golden = golden_picture(42, 301);
    let head = phantom(Phantom::BrightLesion, 7);
    vec![
        ("golden_picture", checksum(Some(&golden)), GOLDEN),
        ("phantom", checksum(Some(&head)), PHANTOM),
        ("smear", checksum(Some(&smear(FIELD, 7))), SMEAR),
        ("chest", checksum(Some(&chest(FILM, 7))), CHEST),
        ("nodule", checksum(Some(&nodule(SPOT, 7))), NODULE),
        ("contain, grey, smaller", checksum(Some(&contain(&head, 224, 0))), CONTAIN_GREY),
        ("contain, colour, smaller", checksum(Some(&contain(&rgb_from_image(&golden), 97, 9))), CONTAIN_RGB),
        ("contain, grey, larger", checksum(Some(&contain(&golden, 640, 0))), CONTAIN_LARGER),
        ("fit_within", checksum(Some(&fit_within(&head, 333))), FIT_WITHIN),
        ("JPEG", checksum(decoded(include_bytes!("../../data/imaging/progressive.jpg")).as_ref()), JPEG),
        (
            "JPEG, half the colour",
            checksum(decoded(include_bytes!("../../data/imaging/subsampled.jpg")).as_ref()),
            JPEG_SUBSAMPLED,
        ),
        ("JPEG, four channels", checksum(decoded(include_bytes!("../../data/imaging/ycck.jpg")).as_ref()), JPEG_YCCK),
        ("WebP", checksum(decoded(include_bytes!("../../data/imaging/lossy.webp")).as_ref()), WEBP),
    ]
}

/// A smear with cells of every kind.
pub(crate) const FIELD: Smear = Smear {
    erythrocytes: 80,
    leukocytes: 5,
    platelets: 8,
    radius: 115,
    scant: 200,
    clumped: 60,
    magenta: 20,
    warm: 40,
    salmon: 60,
};

/// A chest with opacities of every kind.
const FILM: Chest = Chest { patches: 200, lobe: 160, heart: 90, pale: 60 };

/// A nodule with lobes and spikes.
const SPOT: Nodule = Nodule { radius: 300, lobulated: 150, spiculated: 180, grey: 190 };

const GOLDEN: u64 = 0x4755_0928_3810_6FD6;
const PHANTOM: u64 = 0x8B01_4979_AE2F_B3DF;
const SMEAR: u64 = 0x0DF7_C2EA_7075_7B55;
const CHEST: u64 = 0xDD4A_2B2F_2E18_D3FC;
const NODULE: u64 = 0xAC41_88EF_547B_9048;
const CONTAIN_GREY: u64 = 0xF161_DA80_5155_5A5D;
const CONTAIN_RGB: u64 = 0xC67F_EC0A_A34E_96CE;
const CONTAIN_LARGER: u64 = 0x3E04_1D1A_1CAD_66EB;
const FIT_WITHIN: u64 = 0x72B4_5C66_2853_BA8C;
const JPEG: u64 = 0xAFD9_6688_F266_737E;
const JPEG_SUBSAMPLED: u64 = 0x293D_2C98_42D6_EADB;
const JPEG_YCCK: u64 = 0xED72_EB59_54EF_D221;
const WEBP: u64 = 0xE217_47D4_5E69_76C1;

/// FNV-1a over the sides and the samples; 0 for no picture.
fn checksum(image: Option<&Image>) -> u64 {
    let Some(image) = image else { return 0 };
    let samples: Vec<u8> = match image.pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples.clone(),
        Pixels::Grey16(samples) => samples.iter().flat_map(|sample| sample.to_le_bytes()).collect(),
    };
    let sides = [image.width(), image.height()].map(u32::to_le_bytes).concat();
    sides
        .iter()
        .chain(&samples)
        .fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
