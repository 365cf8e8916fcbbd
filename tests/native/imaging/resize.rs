//! Resizing: exact size, no artefacts, nothing lost.

use crate::imaging::samples::samples;
use imaging::resize::{contain, fit_within};
use imaging::synthetic::{Phantom, phantom};
use imaging::{
    GreyLevels, Image, Input, InputChannels, Pixels, grey_from_image, prepare, rgb_from_image, rgba_from_image,
};
use proptest::prelude::*;
use std::time::Instant;

fn grey(width: u32, height: u32, at: impl Fn(u32, u32) -> u8) -> Image {
    let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect();
    Image::new(width, height, Pixels::Grey8(samples)).unwrap()
}

fn mean(samples: &[u8]) -> f64 {
    samples.iter().map(|&sample| f64::from(sample)).sum::<f64>() / samples.len() as f64
}

#[test]
fn the_longest_side_fits_and_the_rest_is_filled_evenly() {
    let wide = contain(&grey(200, 100, |_, _| 90), 64, 7);
    assert_eq!((wide.width(), wide.height()), (64, 64));
    let rows: Vec<_> = samples(&wide).chunks_exact(64).collect();
    assert!(rows[..16].iter().chain(&rows[48..]).all(|row| row.iter().all(|&sample| sample == 7)));
    assert!(rows[16..48].iter().all(|row| row.iter().all(|&sample| sample == 90)));
    let tall = contain(&grey(30, 90, |_, _| 200), 9, 0);
    assert!(samples(&tall).chunks_exact(9).all(|row| *row == [0, 0, 0, 200, 200, 200, 0, 0, 0]));
    // Three columns in a square of four: the odd column of padding is on the right.
    let odd = contain(&grey(3, 4, |_, _| 5), 4, 0);
    assert!(samples(&odd).chunks_exact(4).all(|row| *row == [5, 5, 5, 0]));
    // A line stays a line.
    assert_eq!(samples(&contain(&grey(1, 900, |_, _| 50), 3, 0)), [0, 50, 0, 0, 50, 0, 0, 50, 0]);
}

#[test]
fn a_picture_of_the_right_size_is_not_touched() {
    let image = phantom(Phantom::Plain, 3);
    assert!(contain(&image, 512, 0) == image);
    assert!(fit_within(&image, 512) == image && fit_within(&image, 4000) == image);
    let small = fit_within(&grey(300, 120, |x, _| x as u8), 100);
    assert_eq!((small.width(), small.height()), (100, 40));
}

#[test]
fn shrinking_is_antialiased() {
    // Stripes one pixel wide become an even grey; nearest neighbour would keep black and white.
    let stripes = grey(512, 512, |x, _| if x % 2 == 0 { 0 } else { 200 });
    let small = contain(&stripes, 64, 0);
    assert!(samples(&small).iter().all(|&sample| sample.abs_diff(100) <= 4), "{:?}", &samples(&small)[..64]);
}

#[test]
fn grey_stored_as_colour_gives_the_same_input_as_grey() {
    let image = phantom(Phantom::BrightLesion, 5);
    let input = Input { size: 224, colour: InputChannels::Grey, fill: 0, levels: GreyLevels::AsGiven };
    let expected = prepare(&image, input);
    assert!(matches!(expected.pixels(), Pixels::Grey8(_)));
    assert!(prepare(&rgb_from_image(&image), input) == expected);
    let colour = prepare(&image, Input { colour: InputChannels::Rgb, ..input });
    assert!(samples(&colour).chunks_exact(3).zip(samples(&expected)).all(|(rgb, &grey)| rgb == [grey; 3]));
}

#[test]
fn sixteen_bits_keep_their_full_range() {
    let samples16 = vec![0, 128, 129, 257, 32_896, 65_406, 65_407, 65_535];
    let image = Image::new(8, 1, Pixels::Grey16(samples16)).unwrap();
    assert_eq!(samples(&grey_from_image(&image)), [0, 0, 1, 1, 128, 254, 255, 255]);
}

#[test]
fn luma_follows_rec_601() {
    let image =
        Image::new(5, 1, Pixels::Rgb8(vec![255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 20, 30])).unwrap();
    assert_eq!(samples(&grey_from_image(&image)), [76, 150, 29, 255, 18]);
    assert_eq!(rgba_from_image(&image)[12..], [255, 255, 255, 255, 10, 20, 30, 255]);
}

#[test]
fn preparing_512_to_224_takes_milliseconds() {
    let image = phantom(Phantom::Plain, 1);
    let input = Input { size: 224, colour: InputChannels::Grey, fill: 0, levels: GreyLevels::AsGiven };
    let best = (0..20)
        .map(|_| {
            let start = Instant::now();
            assert_eq!(prepare(&image, input).width(), 224);
            start.elapsed()
        })
        .min()
        .unwrap();
    // Measured 0.19 ms; the rest is slack for busy machines.
    assert!(best.as_millis() < 5, "{best:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_even_picture_stays_even(width in 1u32..300, height in 1u32..300, size in 1u32..300, level: u8) {
        let image = contain(&grey(width, height, |_, _| level), size, level);
        prop_assert_eq!((image.width(), image.height()), (size, size));
        prop_assert!(samples(&image).iter().all(|&sample| sample == level));
    }

    #[test]
    fn the_mean_is_kept(seed: u64, size in 40u32..200) {
        let image = imaging::synthetic::golden_picture(seed, 256);
        let found = mean(samples(&contain(&image, size, 0)));
        let expected = mean(samples(&image));
        prop_assert!((found - expected).abs() < 1.0, "{found} {expected}");
    }

    #[test]
    fn any_picture_gives_the_size_asked_for(
        (width, height, samples) in (1u32..80, 1u32..80).prop_flat_map(|(width, height)| {
            (Just(width), Just(height), proptest::collection::vec(any::<u16>(), (width * height) as usize))
        }),
        size in 0u32..100,
        fill: u8,
    ) {
        let image = Image::new(width, height, Pixels::Grey16(samples)).unwrap();
        for colour in [InputChannels::Grey, InputChannels::Rgb] {
            let found = prepare(&image, Input { size, colour, fill, levels: GreyLevels::AsGiven });
            prop_assert_eq!((found.width(), found.height()), (size.max(1), size.max(1)));
        }
        let display = fit_within(&image, size);
        prop_assert!(display.width().max(display.height()) <= size.max(1));
        prop_assert_eq!(rgba_from_image(&image).len(), (width * height * 4) as usize);
    }
}
