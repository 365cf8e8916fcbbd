//! Every kind of file gives the pixels that were put into it.

use crate::imaging::samples::{HEIGHT, WIDTH, colour, drawn, files, grey, grey16, open, samples};
use imaging::{Format, Image, Picture, Pixels};

/// Opens the sample of this name.
#[track_caller]
fn sample(name: &str) -> Picture {
    let (_, bytes) = files().into_iter().find(|(found, _)| *found == name).unwrap();
    let picture = open(&bytes);
    assert_eq!((picture.image.width(), picture.image.height()), (WIDTH, HEIGHT), "{name}");
    assert_eq!(picture.orientation, 1, "{name}");
    picture
}

fn image(pixels: Pixels) -> Image {
    Image::new(WIDTH, HEIGHT, pixels).unwrap()
}

/// Largest and mean absolute difference.
fn difference(found: &[u8], expected: &[u8]) -> (u8, f64) {
    assert_eq!(found.len(), expected.len());
    let differences = found.iter().zip(expected).map(|(a, b)| a.abs_diff(*b));
    let sum: f64 = differences.clone().map(f64::from).sum();
    (differences.max().unwrap(), sum / found.len() as f64)
}

fn block_colour(x: u32, y: u32) -> [u8; 3] {
    let index = (x / 8 + 6 * (y / 8)) as u8;
    [8 * index, 255 - 5 * index, 40 + 7 * index]
}

fn checkered(x: u32, y: u32) -> u8 {
    if (x / 8 + y / 8) % 2 == 1 { 255 } else { 0 }
}

#[test]
fn lossless_colour_is_exact_whatever_carries_it() {
    let expected = image(Pixels::Rgb8(drawn(|x, y| colour(x, y).to_vec())));
    let names = [
        ("rgb.png", Format::Png),
        ("interlaced.png", Format::Png),
        ("rgb.bmp", Format::Bmp),
        ("lossless.webp", Format::WebP),
        ("animated.webp", Format::WebP),
        ("lzw.tif", Format::Tiff),
        ("packbits.tif", Format::Tiff),
        ("adobe_deflate.tif", Format::Tiff),
    ];
    for (name, format) in names {
        let picture = sample(name);
        assert_eq!(picture.format, format, "{name}");
        assert!(picture.image == expected, "{name}");
    }
}

#[test]
fn palettes_give_colour_and_the_first_frame_of_an_animation() {
    let expected = image(Pixels::Rgb8(drawn(|x, y| block_colour(x, y).to_vec())));
    for name in ["palette.png", "rle.bmp", "palette.tif", "interlaced.gif", "animated.gif"] {
        assert!(sample(name).image == expected, "{name}");
    }
}

#[test]
fn grey_stays_grey() {
    let expected = image(Pixels::Grey16(drawn(|x, y| vec![grey16(x, y)])));
    assert!(sample("grey16.png").image == expected);
    assert!(sample("grey16.tif").image == expected);
    assert!(sample("white-is-zero.tif").image == image(Pixels::Grey8(drawn(|x, y| vec![grey(x, y)]))));
    let expected = image(Pixels::Grey8(drawn(|x, y| vec![checkered(x, y)])));
    assert!(sample("one-bit.png").image == expected);
    assert!(sample("fax.tif").image == expected);
}

#[test]
fn colour_of_16_bits_is_rounded_to_8() {
    // 257 c + 100 lies below the middle between c and c + 1.
    assert!(sample("rgb16.png").image == image(Pixels::Rgb8(drawn(|x, y| colour(x, y).to_vec()))));
}

#[test]
fn transparent_pixels_are_laid_over_black() {
    let over = |sample: u8, alpha: u8| (f64::from(sample) * f64::from(alpha) / 255.0).round() as u8;
    let expected = drawn(|x, y| colour(x, y).map(|sample| over(sample, grey(x, y))).to_vec());
    assert!(sample("rgba.png").image == image(Pixels::Rgb8(expected.clone())));
    assert!(sample("rgba.bmp").image == image(Pixels::Rgb8(expected)));
    let expected = drawn(|x, y| vec![over(grey(x, y), 255 - grey(x, y))]);
    assert!(sample("grey-alpha.png").image == image(Pixels::Grey8(expected)));
    let picture = sample("alpha.webp");
    let rows = samples(&picture.image).chunks_exact(WIDTH as usize * 3);
    assert!(rows.clone().all(|row| row[24 * 3..].iter().all(|&sample| sample == 0)));
    assert!(rows.clone().all(|row| row[..24 * 3].iter().any(|&sample| sample > 0)));
}

#[test]
fn lossy_colour_is_close() {
    let expected = drawn(|x, y| colour(x, y).to_vec());
    // Name, largest difference allowed, mean difference allowed.
    let names =
        [("rgb.jpg", 12, 2.0), ("progressive.jpg", 4, 1.0), ("subsampled.jpg", 12, 2.0), ("lossy.webp", 12, 2.5)];
    for (name, most, mean) in names {
        let picture = sample(name);
        let found = difference(samples(&picture.image), &expected);
        assert!(found.0 <= most && found.1 <= mean, "{name}: {found:?}");
    }
    let picture = sample("grey-restart.jpg");
    assert!(matches!(picture.image.pixels(), Pixels::Grey8(_)));
    let found = difference(samples(&picture.image), &drawn(|x, y| vec![grey(x, y)]));
    assert!(found.0 <= 3, "{found:?}");
}

#[test]
fn four_channels_give_the_colours_of_their_inks() {
    let ink = |value: u32, black: u32| ((255 - value) * (255 - black) / 255) as u8;
    let expected = drawn(|x, y| [4 * x, 5 * y, 100].map(|value| ink(value, 2 * x)).to_vec());
    for name in ["cmyk.jpg", "ycck.jpg"] {
        let found = difference(samples(&sample(name).image), &expected);
        assert!(found.0 <= 8 && found.1 <= 2.0, "{name}: {found:?}");
    }
}

#[test]
fn what_follows_the_picture_does_not_matter() {
    for name in ["rgb.jpg", "rgb.png", "lossless.webp", "rgb.bmp", "lzw.tif", "interlaced.gif"] {
        let (_, mut bytes) = files().into_iter().find(|(found, _)| *found == name).unwrap();
        bytes.extend([0xA5; 300]);
        assert!(open(&bytes).image == sample(name).image, "{name}");
    }
}
