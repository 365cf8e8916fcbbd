//! The trivial baseline: its statistics computed by hand, its rule on a known answer.

use imaging::{Image, Pixels};
use lab::baseline::{Baseline, STATISTICS, Sample, statistics};

fn grey(width: u32, height: u32, level: impl Fn(u32, u32) -> u8) -> Image {
    let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| level(x, y)).collect();
    Image::new(width, height, Pixels::Grey8(samples)).expect("a picture")
}

#[test]
fn statistics_of_a_bright_square_on_black() {
    // 20 × 20, the inner 10 × 10 at 200: a quarter bright.
    let inner = 5..15;
    let picture = grey(20, 20, |x, y| if inner.contains(&x) && inner.contains(&y) { 200 } else { 0 });
    let found = statistics(&picture);
    let value = |name: &str| found[STATISTICS.iter().position(|statistic| *statistic == name).expect("a name")];
    assert_eq!(found.len(), STATISTICS.len());
    assert_eq!(value("mean"), 50.0);
    assert!((value("deviation") - (0.25f64 * 0.75).sqrt() * 200.0).abs() < 1e-9);
    assert_eq!(value("median"), 0.0);
    assert_eq!(value("95th percentile"), 200.0);
    assert_eq!(value("share of black"), 0.75);
    assert_eq!(value("mean of the border"), 0.0);
    assert_eq!(value("share of black on the border"), 1.0);
    assert_eq!(value("mean of the centre"), 200.0);
    // Ten rows with two steps of 200, over 20 rows of 19 neighbour pairs.
    assert!((value("mean step between neighbours") - 4000.0 / 380.0).abs() < 1e-9);
}

#[test]
fn colour_pictures_give_every_statistic_per_channel() {
    let samples = [10u8, 20, 30].repeat(16);
    let found = statistics(&Image::new(4, 4, Pixels::Rgb8(samples)).expect("a picture"));
    assert_eq!(found.len(), 3 * STATISTICS.len());
    assert_eq!([found[0], found[STATISTICS.len()], found[2 * STATISTICS.len()]], [10.0, 20.0, 30.0]);
}

#[test]
fn brightness_alone_separates_dark_from_bright_pictures() {
    let samples: Vec<Sample> = (0..40u8)
        .map(|i| {
            let truth = usize::from(i % 2);
            let picture = grey(16, 16, |x, _| 40 + 100 * (i % 2) + i / 2 + (x % 3) as u8);
            Sample { statistics: statistics(&picture), truth }
        })
        .collect();
    let baseline = Baseline::fit(&samples[..30], &samples[30..], 2).expect("a rule");
    for sample in &samples[30..] {
        assert!(baseline.probabilities(&sample.statistics)[sample.truth] > 0.5);
    }
    assert!(Baseline::fit(&[], &[], 2).is_none());
}
