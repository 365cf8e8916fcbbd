//! Each measure on pictures drawn to have more or less of it.

use super::*;
use crate::synthetic::{Phantom, phantom};

fn drawn(width: u32, height: u32, level: impl Fn(u32, u32) -> u8) -> Image {
    let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| level(x, y)).collect();
    Image::new(width, height, Pixels::Grey8(samples)).unwrap_or_else(|| phantom(Phantom::Plain, 1))
}

fn head() -> Image {
    phantom(Phantom::Plain, 7)
}

fn level(grey: &Grey, x: u32, y: u32) -> u8 {
    grey.samples.get(y as usize * grey.width + x as usize).copied().unwrap_or_default()
}

#[test]
fn a_picture_enlarged_from_a_small_one_is_less_sharp() {
    let sharp = measure(&head()).sharpness;
    let soft = measure(&with_longest_side(&with_longest_side(&head(), 48), 512)).sharpness;
    assert!(soft < 0.7 * sharp, "{soft} against {sharp}");
}

#[test]
fn sharpness_hardly_depends_on_contrast_or_size() {
    let sharp = measure(&head()).sharpness;
    let head = head();
    let samples = Grey::of(&head);
    let pale = drawn(512, 512, |x, y| 60 + level(&samples, x, y) / 3);
    assert!((measure(&pale).sharpness - sharp).abs() < 0.1);
    assert!((measure(&with_longest_side(&head, 1024)).sharpness - sharp).abs() < 0.1);
}

#[test]
fn doubled_pixels_are_found_and_smooth_ones_are_not() {
    let small = Grey::of(&with_longest_side(&head(), 64));
    let blocks = drawn(256, 256, |x, y| level(&small, x / 4, y / 4));
    assert!(measure(&blocks).repeated > 0.6);
    assert!(measure(&head()).repeated < 0.1);
}

#[test]
fn exposure_is_read_from_the_levels() {
    let ramp = measure(&drawn(256, 64, |x, _| x as u8));
    assert!((ramp.white - 253.0).abs() <= 1.0 && (ramp.black - 5.0).abs() <= 1.0, "{ramp:?}");
    assert!((ramp.clipped - 6.0 / 256.0).abs() < 1e-3);
    let even = measure(&drawn(64, 64, |_, _| 90));
    assert_eq!((even.contrast, even.sharpness, even.moire, even.lines), (0.0, 0.0, 0.0, 0.0));
}

#[test]
fn a_frame_is_measured_as_a_share_of_the_area() {
    let framed =
        drawn(
            400,
            200,
            |x, y| if (100..300).contains(&x) && (50..150).contains(&y) { (x * 7 + y * 5) as u8 } else { 240 },
        );
    let border = measure(&framed).border;
    assert!((border - 0.75).abs() < 0.02, "{border}");
    assert!(measure(&drawn(64, 64, |_, _| 90)).border > 0.99);
}

#[test]
fn colour_is_none_in_grey_and_much_in_red() {
    let of = |rgb: [u8; 3]| {
        let image = Image::new(40, 40, Pixels::Rgb8(rgb.repeat(1600)));
        image.map_or(-1.0, |image| measure(&image).colour)
    };
    assert_eq!((of([90, 90, 90]), of([0, 0, 0]), of([200, 0, 0])), (0.0, 0.0, 1.0));
    assert!((of([200, 150, 100]) - 0.5).abs() < 0.01);
}

#[test]
fn an_interface_has_straight_lines_and_a_head_has_none() {
    let head = head();
    let samples = Grey::of(&head);
    let inside = |x: u32, y: u32| (150..662).contains(&x) && (60..572).contains(&y);
    let screenshot = drawn(800, 600, |x, y| match (x, y) {
        _ if inside(x, y) => level(&samples, x - 150, y - 60),
        (_, 0..40) => 230,
        (0..120, _) => 200,
        _ => 40,
    });
    assert!(measure(&screenshot).lines >= 1.5, "{}", measure(&screenshot).lines);
    assert_eq!(measure(&head).lines, 0.0);
}

#[test]
fn a_line_around_the_picture_is_no_interface() {
    let head = head();
    let samples = Grey::of(&head);
    let at_rim = |x: u32, y: u32, least: u32, width: u32| {
        let inner = least + width..512 - least - width;
        (least..512 - least).contains(&x)
            && (least..512 - least).contains(&y)
            && !(inner.contains(&x) && inner.contains(&y))
    };
    for (least, width) in [(0, 1), (0, 3), (2, 1), (6, 2)] {
        for line in [255, 180] {
            let framed = drawn(512, 512, |x, y| if at_rim(x, y, least, width) { line } else { level(&samples, x, y) });
            assert_eq!(measure(&framed).lines, 0.0, "{line}, {width} wide, {least} from the end");
        }
    }
    // Within a mat of any width.
    for mat in [0, 128, 255] {
        let framed = drawn(640, 640, |x, y| {
            let inside = |at: u32| (64..576).contains(&at);
            match (inside(x) && inside(y), at_rim(x.wrapping_sub(64), y.wrapping_sub(64), 0, 1)) {
                (false, _) => mat,
                (true, true) => 255,
                (true, false) => level(&samples, x - 64, y - 64),
            }
        });
        assert_eq!(measure(&framed).lines, 0.0, "a mat of {mat}");
    }
    // A scale bar of a third of the side.
    let barred =
        drawn(
            512,
            512,
            |x, y| if (170..340).contains(&x) && (480..484).contains(&y) { 255 } else { level(&samples, x, y) },
        );
    assert!(measure(&barred).lines < 1.0, "{}", measure(&barred).lines);
}

#[test]
fn a_grating_stands_out_of_the_spectrum() {
    let head = head();
    let samples = Grey::of(&head);
    let grating = |x: u32, y: u32| 14.0 * (1.1 * x as f32 + 0.4 * y as f32).sin();
    let screen =
        drawn(512, 512, |x, y| (f32::from(level(&samples, x, y)) + 20.0 + grating(x, y)).clamp(0.0, 255.0) as u8);
    let (plain, screen) = (measure(&head).moire, measure(&screen).moire);
    assert!(screen > plain + 0.5, "{screen} against {plain}");
}

#[test]
fn odd_sizes_and_depths_give_finite_measures() {
    for (width, height) in [(1, 1), (1, 4000), (4000, 1), (2, 3), (33, 9), (3000, 40)] {
        let area = (width * height) as usize;
        let kinds = [
            Pixels::Grey8((0..area).map(|i| (i * 37) as u8).collect()),
            Pixels::Grey16((0..area).map(|i| (i * 3701) as u16).collect()),
            Pixels::Rgb8((0..area * 3).map(|i| (i * 91) as u8).collect()),
        ];
        for image in kinds.into_iter().filter_map(|pixels| Image::new(width, height, pixels)) {
            let measures = measure(&image);
            for one in QualityMeasure::ALL {
                assert!(measures.value(one).is_finite(), "{one:?} of {image:?}");
            }
        }
    }
}
