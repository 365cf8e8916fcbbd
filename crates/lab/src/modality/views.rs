//! Augmentation of the modality classifier's training pictures, so that classes differ only in their content.
//!
//! The sets differ in size (one has 64 pixels a side), in encoding, in borders and in colour. So every
//! class is shown small and large, sharp and soft, cut and framed, grey and tinted. A picture turned to
//! grey, mirrored or framed keeps its class.

use fastrand::Rng;
use imaging::resize::{contain, fit_within};
use imaging::{Image, Pixels, grey_from_image, rgb_from_image};

/// An augmented copy of a picture, `Rgb8`, of any size.
#[must_use]
pub(super) fn changed(image: &Image, random: &mut Rng) -> Image {
    let mut picture = rgb_from_image(image);
    if random.f32() < 0.5 {
        picture = cut(&picture, random);
    }
    picture = turned(&picture, random);
    if random.f32() < 0.25 {
        picture = framed(&picture, random);
    }
    if random.f32() < 0.5 {
        picture = fit_within(&picture, random.u32(40..128));
    }
    let was_small = picture.width().max(picture.height()) < 100;
    if random.f32() < if was_small { 0.5 } else { 0.2 } {
        // Upscaled and sharpened, as viewers and websites do it.
        picture = sharpened(&contain(&picture, random.u32(128..288), 0), between(random, 0.5, 2.5));
    }
    if random.f32() < 0.25 {
        picture = grey(&picture);
    }
    tone(&picture, random)
}

/// Through a JPEG encoder; the same picture where that fails.
#[must_use]
pub(super) fn through_jpeg(picture: &Image, quality: u8) -> Image {
    let coded = || {
        let Pixels::Rgb8(samples) = picture.pixels() else { return None };
        let mut file = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality)
            .encode(samples, picture.width(), picture.height(), image::ExtendedColorType::Rgb8)
            .ok()?;
        let raw = image::load_from_memory_with_format(&file, image::ImageFormat::Jpeg).ok()?.into_rgb8().into_raw();
        Image::new(picture.width(), picture.height(), Pixels::Rgb8(raw))
    };
    coded().unwrap_or_else(|| picture.clone())
}

/// Without its colours, but still stored as colour.
#[must_use]
pub(super) fn grey(picture: &Image) -> Image {
    rgb_from_image(&grey_from_image(picture))
}

fn between(random: &mut Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * random.f32()
}

/// A crop of 70 to 100 % of each side.
fn cut(picture: &Image, random: &mut Rng) -> Image {
    let part = |side: u32, random: &mut Rng| {
        let kept = ((side as f32 * between(random, 0.7, 1.0)) as u32).max(1);
        (random.u32(0..=side - kept), kept)
    };
    let (left, width) = part(picture.width(), random);
    let (top, height) = part(picture.height(), random);
    mapped(picture, width, height, |x, y| (x + left, y + top))
}

/// Mirrored or rotated by quarter turns, rarely.
fn turned(picture: &Image, random: &mut Rng) -> Image {
    let (width, height) = (picture.width(), picture.height());
    let mut picture = picture.clone();
    if random.bool() {
        picture = mapped(&picture, width, height, |x, y| (width - 1 - x, y));
    }
    if random.f32() < 0.12 {
        picture = mapped(&picture, width, height, |x, y| (x, height - 1 - y));
    }
    if random.f32() < 0.12 {
        picture = mapped(&picture, height, width, |x, y| (y, x));
    }
    picture
}

/// With a uniform border of up to a fifth of the longest side, around or on one pair of sides.
fn framed(picture: &Image, random: &mut Rng) -> Image {
    let side = picture.width().max(picture.height());
    let border = |random: &mut Rng| if random.f32() < 0.6 { random.u32(0..=side / 5) } else { 0 };
    let (across, down) = (border(random), border(random));
    let level = *random.choice(&[0, 0, 255, 128]).unwrap_or(&0);
    let (width, height) = (picture.width() + 2 * across, picture.height() + 2 * down);
    let mut samples = vec![level; (width * height * 3) as usize];
    let Pixels::Rgb8(source) = picture.pixels() else { return picture.clone() };
    let rows = samples.chunks_exact_mut((width * 3) as usize).skip(down as usize);
    for (target, source) in rows.zip(source.chunks_exact((picture.width() * 3) as usize)) {
        if let Some(target) = target.get_mut((across * 3) as usize..(across * 3) as usize + source.len()) {
            target.copy_from_slice(source);
        }
    }
    Image::new(width, height, Pixels::Rgb8(samples)).unwrap_or_else(|| picture.clone())
}

/// A picture whose pixels are taken from given positions in this one.
fn mapped(picture: &Image, width: u32, height: u32, from: impl Fn(u32, u32) -> (u32, u32)) -> Image {
    let Pixels::Rgb8(source) = picture.pixels() else { return picture.clone() };
    let mut samples = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let (column, row) = from(x, y);
            let at = ((row * picture.width() + column) * 3) as usize;
            samples.extend_from_slice(source.get(at..at + 3).unwrap_or(&[0; 3]));
        }
    }
    Image::new(width, height, Pixels::Rgb8(samples)).unwrap_or_else(|| picture.clone())
}

/// Amplifies the differences from the mean of the four neighbours.
fn sharpened(picture: &Image, strength: f32) -> Image {
    let Pixels::Rgb8(source) = picture.pixels() else { return picture.clone() };
    let row = picture.width() as usize * 3;
    let at = |index: Option<usize>, own: u8| index.and_then(|index| source.get(index)).copied().unwrap_or(own);
    let samples = source.iter().enumerate().map(|(index, &own)| {
        let around = [index.checked_sub(3), index.checked_sub(row), Some(index + 3), Some(index + row)];
        let mean = around.into_iter().map(|place| f32::from(at(place, own))).sum::<f32>() / 4.0;
        (f32::from(own) + strength * (f32::from(own) - mean)).round().clamp(0.0, 255.0) as u8
    });
    let samples = samples.collect();
    Image::new(picture.width(), picture.height(), Pixels::Rgb8(samples)).unwrap_or_else(|| picture.clone())
}

/// Brightness, contrast, gamma, a tint, noise, rarely a negative; then JPEG in two of five.
fn tone(picture: &Image, random: &mut Rng) -> Image {
    let Pixels::Rgb8(source) = picture.pixels() else { return picture.clone() };
    let contrast = between(random, 0.7, 1.3);
    let brightness = between(random, -30.0, 30.0);
    let gamma = if random.f32() < 0.4 { between(random, 0.7, 1.4) } else { 1.0 };
    let tint = if random.f32() < 0.15 { [(); 3].map(|()| between(random, -14.0, 14.0)) } else { [0.0; 3] };
    let noise = if random.f32() < 0.25 { between(random, 0.0, 14.0) } else { 0.0 };
    let negative = random.f32() < 0.03;
    let mut grain = 0.0;
    let samples = source.iter().enumerate().map(|(index, &sample)| {
        if index % 3 == 0 && noise > 0.0 {
            grain = noise * (random.f32() + random.f32() + random.f32() - 1.5);
        }
        let level = 255.0 * (f32::from(sample) / 255.0).powf(gamma);
        let toned = (level - 128.0) * contrast + 128.0 + brightness * (level / 24.0).min(1.0);
        let toned = toned + tint.get(index % 3).unwrap_or(&0.0) + grain;
        let byte = toned.round().clamp(0.0, 255.0) as u8;
        if negative { 255 - byte } else { byte }
    });
    let samples = samples.collect();
    let toned = Image::new(picture.width(), picture.height(), Pixels::Rgb8(samples)).unwrap_or_else(|| picture.clone());
    if random.f32() < 0.4 { through_jpeg(&toned, random.u8(25..95)) } else { toned }
}
