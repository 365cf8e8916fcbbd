//! Drawn pictures: the same bytes everywhere, and their stated content.

use crate::imaging_bytes::{FIELD, checksums};
use crate::imaging_samples::samples;
use imaging::synthetic::{Phantom, Smear, golden_picture, phantom, smear};
use imaging::{Image, Pixels};

#[test]
fn bytes_equal_those_produced_natively() {
    let sums = checksums();
    assert!(!sums.is_empty());
    let wrong: Vec<_> = sums.iter().filter(|(_, found, expected)| found != expected).collect();
    let shown: Vec<_> = wrong.iter().map(|(name, found, _)| format!("{name}: {found:#018x}")).collect();
    assert!(wrong.is_empty(), "{shown:#?}");
}

#[test]
fn golden_pictures_use_the_whole_range_and_differ() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let image = golden_picture(seed, 128);
        let (low, high) = (samples(&image).iter().min().unwrap(), samples(&image).iter().max().unwrap());
        assert!(high - low > 100, "seed {seed}: {low} to {high}");
        assert!(seen.insert(samples(&image).to_vec()), "seed {seed} repeats another");
    }
    assert_eq!(golden_picture(1, 0).width(), 1);
}

#[test]
fn a_golden_picture_is_the_same_scene_at_every_size() {
    let [small, large] = [64, 192].map(|size| golden_picture(9, size));
    let middle = |index: usize| index / 64 * 3 * 192 + 192 + index % 64 * 3 + 1;
    let same = (0..64 * 64).filter(|&index| samples(&small)[index] == samples(&large)[middle(index)]).count();
    assert_eq!(same, 64 * 64);
}

#[test]
fn lesions_are_bright_and_where_they_are_said_to_be() {
    for seed in 0..8 {
        let [plain, bright, midline] =
            [Phantom::Plain, Phantom::BrightLesion, Phantom::MidlineLesion].map(|kind| phantom(kind, seed));
        assert_eq!((plain.width(), plain.height()), (512, 512));
        // Brighter than 190 inside the skull.
        let inside = |image: &imaging::Image| {
            let inner = |place: usize| {
                let (x, y) = ((place % 512) as i32 - 256, (place / 512) as i32 - 256);
                x * x * 4 + y * y * 3 < 400 * 400 / 2
            };
            let lit: Vec<_> = (0..512 * 512).filter(|&place| inner(place) && samples(image)[place] > 190).collect();
            let count = lit.len().max(1);
            let column = lit.iter().map(|place| place % 512).sum::<usize>() / count;
            let row = lit.iter().map(|place| place / 512).sum::<usize>() / count;
            (lit.len(), column, row)
        };
        assert!(inside(&plain).0 < 20, "seed {seed}: {:?}", inside(&plain));
        let (area, column, _) = inside(&bright);
        assert!(area > 2000 && column.abs_diff(256) > 50, "seed {seed}: {:?}", inside(&bright));
        let (area, column, row) = inside(&midline);
        assert!(
            (300..2000).contains(&area) && column.abs_diff(256) < 16 && row > 320,
            "seed {seed}: {area} {column} {row}"
        );
    }
}

/// The colours of a picture.
fn colours(image: &Image) -> Vec<[u8; 3]> {
    let Pixels::Rgb8(samples) = image.pixels() else { panic!("a smear is in colour") };
    samples.as_chunks().0.to_vec()
}

/// Colours that let less green through than this.
fn stained(kind: Smear, seed: u64, green: u8) -> Vec<[u8; 3]> {
    let mut found = colours(&smear(kind, seed));
    found.retain(|colour| colour[1] < green);
    found
}

#[test]
fn a_smear_shows_the_cells_that_it_is_asked_for_in_the_stain_and_light_that_it_is_asked_for() {
    let glass = Smear { erythrocytes: 0, leukocytes: 0, platelets: 0, ..FIELD };
    for seed in 0..4 {
        let image = smear(FIELD, seed);
        assert_eq!((image.width(), image.height()), (512, 512));
        // Only nuclei are that dark.
        let [none, few, many] = [0, 3, 9].map(|leukocytes| stained(Smear { leukocytes, ..FIELD }, seed, 100).len());
        assert!(none < 20 && few > 3000 && many > 2 * few, "seed {seed}: {none}, {few}, {many}");
        let of = |erythrocytes| stained(Smear { erythrocytes, leukocytes: 0, ..FIELD }, seed, 190).len();
        let [none, few, many] = [0, 40, 80].map(of);
        assert!(none < 2000 && few > 15_000 && many > 3 * few / 2, "seed {seed}: {none}, {few}, {many}");
        for magenta in [0, 255] {
            let nuclei = stained(Smear { magenta, ..FIELD }, seed, 100);
            let sum = |channel: usize| nuclei.iter().map(|colour| usize::from(colour[channel])).sum::<usize>();
            let (red, blue) = (sum(0), sum(2));
            assert!(if magenta == 0 { 4 * red < 3 * blue } else { 10 * red > 9 * blue }, "seed {seed}: {red}, {blue}");
        }
        let [cool, warm] = [0, 255].map(|warm| colours(&smear(Smear { warm, ..glass }, seed)));
        assert!(cool.iter().all(|[red, _, blue]| blue > red) && warm.iter().all(|[red, _, blue]| blue < red));
        assert!(cool.iter().flatten().all(|level| *level > 200), "seed {seed}: glass is bright");
        assert_ne!(image, smear(FIELD, seed + 1));
    }
}
