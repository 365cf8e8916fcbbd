//! Drawn pictures: the same bytes everywhere, and what they claim to show.

use crate::imaging_bytes::checksums;
use crate::imaging_samples::samples;
use imaging::synthetic::{Phantom, golden_picture, phantom};

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
