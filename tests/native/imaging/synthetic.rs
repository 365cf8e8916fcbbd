//! Drawn pictures: the same bytes everywhere, and their stated content.

use crate::imaging::bytes::{FIELD, checksums};
use crate::imaging::samples::samples;
use imaging::synthetic::{Chest, Nodule, Phantom, Smear, chest, golden_picture, nodule, phantom, smear};
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

/// Pixels in the left and in the right half that are brighter by more than 20 levels.
fn brightened(before: &Image, after: &Image) -> [usize; 2] {
    let mut found = [0; 2];
    for (place, (before, after)) in samples(before).iter().zip(samples(after)).enumerate() {
        found[usize::from(place % 512 >= 256)] += usize::from(*after > before.saturating_add(20));
    }
    found
}

#[test]
fn a_chest_shows_patches_on_both_sides_or_one_white_lobe_as_it_is_asked_for() {
    let plain = Chest { patches: 0, lobe: 0, heart: 90, pale: 60 };
    for seed in 0..4 {
        let before = chest(plain, seed);
        assert_eq!((before.width(), before.height()), (512, 512));
        let after = |kind: Chest| brightened(&before, &chest(kind, seed));
        let patches = after(Chest { patches: 255, ..plain });
        assert!(patches.iter().all(|count| *count > 3000), "seed {seed}: {patches:?}");
        let mut lobe = after(Chest { lobe: 255, ..plain });
        lobe.sort_unstable();
        assert!(lobe[0] < 200 && lobe[1] > 8000, "seed {seed}: {lobe:?}");
        let [narrow, wide] = [0, 255].map(|heart| chest(Chest { heart, ..plain }, seed));
        let heart: usize = brightened(&narrow, &wide).iter().sum();
        assert!((4000..20_000).contains(&heart), "seed {seed}: {heart}");
        let pale = after(Chest { pale: 255, ..plain });
        assert!(pale.iter().all(|count| *count > 10_000), "seed {seed}: {pale:?}");
        assert!(samples(&before)[..64].iter().all(|level| *level < 40), "air beside the neck is black");
        assert_ne!(before, chest(plain, seed + 1));
    }
}

/// Pixels of a nodule, and how often one of its pixels has a black neighbour.
fn area_and_outline(image: &Image) -> [usize; 2] {
    let is_lit = |x: usize, y: usize| samples(image)[y * 64 + x] > 0;
    let lit: Vec<(usize, usize)> = (0..64 * 64).map(|at| (at % 64, at / 64)).filter(|(x, y)| is_lit(*x, *y)).collect();
    assert!(lit.iter().all(|(x, y)| (1..63).contains(x) && (1..63).contains(y)), "it does not reach the border");
    let black = |(x, y): &(usize, usize)| {
        [(x - 1, *y), (x + 1, *y), (*x, y - 1), (*x, y + 1)].iter().filter(|(x, y)| !is_lit(*x, *y)).count()
    };
    [lit.len(), lit.iter().map(black).sum()]
}

#[test]
fn a_nodule_is_as_large_as_lobulated_and_as_spiculated_as_it_is_asked_for_on_black() {
    let round = Nodule { radius: 250, lobulated: 0, spiculated: 0, grey: 190 };
    // Of a disc on a grid: the outline is four diameters, so its square by the area is 64 / 3.14.
    let rough = |kind: Nodule, seed: u64| {
        let [area, outline] = area_and_outline(&nodule(kind, seed));
        (outline * outline) as f64 / area as f64
    };
    for seed in 0..4 {
        let image = nodule(round, seed);
        assert_eq!((image.width(), image.height()), (64, 64));
        let of = |radius: i16| area_and_outline(&nodule(Nodule { radius, ..round }, seed))[0];
        let [small, middle, large] = [120, 250, 450].map(of);
        assert!(small > 30 && middle > 3 * small && large > 2 * middle, "seed {seed}: {small}, {middle}, {large}");
        let [smooth, lobulated] = [0, 255].map(|lobulated| rough(Nodule { lobulated, ..round }, seed));
        let spiculated = rough(Nodule { spiculated: 255, ..round }, seed);
        assert!(smooth < 22.0, "seed {seed}: {smooth}");
        assert!(lobulated > 1.1 * smooth && spiculated > 1.1 * smooth, "seed {seed}: {lobulated}, {spiculated}");
        let mean = |grey: u8| {
            let lit: Vec<u32> = samples(&nodule(Nodule { grey, ..round }, seed))
                .iter()
                .filter(|level| **level > 0)
                .map(|level| u32::from(*level))
                .collect();
            lit.iter().sum::<u32>() / lit.len() as u32
        };
        assert!(mean(190) > mean(120) + 30, "seed {seed}: {}, {}", mean(190), mean(120));
    }
}
