//! Large photographs are decoded at half their size, and every other file as it is.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use imaging::{Image, ImagingError, Limits, Pixels, open};

/// Just large enough, and neither side a multiple of a block.
const SIZE: (u32, u32) = (2_053, 2_049);

fn samples(image: &Image) -> &[u8] {
    match image.pixels() {
        Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples,
        Pixels::Grey16(_) => panic!("16 bits of a JPEG file"),
    }
}

/// Soft shapes with some detail, as in photographs; the same for every channel except its phase.
fn photograph(channels: usize) -> Vec<u8> {
    let (width, height) = (SIZE.0 as usize, SIZE.1 as usize);
    let level = |at: usize| {
        let (x, y) = ((at / channels % width) as f64, (at / channels / width) as f64);
        let phase = (at % channels) as f64;
        let value = 120.0 + 60.0 * (x / 91.0 + phase).sin() * (y / 57.0).cos() + 30.0 * ((x + 2.0 * y) / 9.0).sin();
        value as u8
    };
    (0..width * height * channels).map(level).collect()
}

fn encoded(samples: &[u8], colour: ExtendedColorType) -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 95).write_image(samples, SIZE.0, SIZE.1, colour).unwrap();
    jpeg
}

/// The mean of each two by two pixels; of fewer at the edges.
fn half_size(full: &[u8], channels: usize) -> Vec<f64> {
    let (width, height) = (SIZE.0 as usize, SIZE.1 as usize);
    let mut out = Vec::new();
    for y in (0..height).step_by(2) {
        for x in (0..width).step_by(2) {
            for channel in 0..channels {
                let places = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)];
                let inside = places.iter().filter(|(x, y)| *x < width && *y < height);
                let values: Vec<f64> =
                    inside.map(|(x, y)| f64::from(full[(y * width + x) * channels + channel])).collect();
                out.push(values.iter().sum::<f64>() / values.len() as f64);
            }
        }
    }
    out
}

#[test]
fn a_large_photograph_is_the_mean_of_its_pixels() {
    for (channels, colour) in [(1, ExtendedColorType::L8), (3, ExtendedColorType::Rgb8)] {
        let jpeg = encoded(&photograph(channels), colour);
        let picture = open(&jpeg, &Limits::default()).unwrap();
        assert_eq!((picture.image.width(), picture.image.height(), picture.size), (1_027, 1_025, SIZE));
        let full = image::load_from_memory(&jpeg).unwrap();
        let full = if channels == 1 { full.into_luma8().into_raw() } else { full.into_rgb8().into_raw() };
        let expected = half_size(&full, channels);
        let found = samples(&picture.image);
        assert_eq!(found.len(), expected.len());
        let apart: Vec<f64> =
            found.iter().zip(&expected).map(|(found, mean)| (f64::from(*found) - mean).abs()).collect();
        let mean = apart.iter().sum::<f64>() / apart.len() as f64;
        let most = apart.iter().copied().fold(0.0, f64::max);
        assert!(mean < 1.0 && most < 24.0, "{channels} channels: {mean} on average, {most} at the most");
    }
}

/// Writes bits, the highest first, with byte stuffing.
#[derive(Default)]
struct BitWriter {
    bytes: Vec<u8>,
    left: Vec<u8>,
}

impl BitWriter {
    fn put(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            self.left.push((value >> bit & 1) as u8);
            if self.left.len() == 8 {
                let byte = self.left.drain(..).fold(0, |byte, bit| byte << 1 | bit);
                self.bytes.push(byte);
                self.bytes.extend((byte == 0xFF).then_some(0));
            }
        }
    }

    /// Pads the last byte with ones, and writes a marker.
    fn mark(&mut self, marker: u8) {
        while !self.left.is_empty() {
            self.put(1, 1);
        }
        self.bytes.extend([0xFF, marker]);
    }
}

/// A JPEG of flat blocks with 4:2:0 subsampling, as cameras write it: each MCU of 16 × 16 pixels has the luma and
/// chroma that `unit` gives for its column and row. A restart marker after every `restart` MCUs.
fn by_hand(side: u16, restart: u16, unit: impl Fn(u32, u32) -> [i32; 3]) -> Vec<u8> {
    let [high, low] = side.to_be_bytes();
    let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0];
    jpeg.extend([8; 64]);
    jpeg.extend([0xFF, 0xC0, 0, 17, 8, high, low, high, low, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
    // Twelve DC categories with codes of four bits; the end of block with one bit.
    jpeg.extend([0xFF, 0xC4, 0, 31, 0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    jpeg.extend(0..12);
    jpeg.extend([0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let [high, low] = restart.to_be_bytes();
    jpeg.extend([0xFF, 0xDD, 0, 4, high, low]);
    jpeg.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    let (mut bits, mut last) = (BitWriter::default(), [0; 3]);
    let units = u32::from(side).div_ceil(16);
    for at in 0..units * units {
        if at > 0 && at % u32::from(restart) == 0 {
            bits.mark(0xD0 + (at / u32::from(restart) - 1) as u8 % 8);
            last = [0; 3];
        }
        let levels = unit(at % units, at / units);
        for block in [0, 0, 0, 0, 1, 2] {
            // Quantisation step 8: the DC value of a flat block is its level minus 128.
            let difference: i32 = levels[block] - 128 - last[block];
            last[block] = levels[block] - 128;
            let size = 32 - difference.unsigned_abs().leading_zeros();
            bits.put(size, 4);
            bits.put((if difference < 0 { difference - 1 } else { difference }) as u32, size);
            bits.put(0, 1);
        }
    }
    bits.mark(0xD9);
    jpeg.extend(bits.bytes);
    jpeg
}

#[test]
fn colour_of_a_quarter_of_the_pixels_and_restart_markers_are_read() {
    let unit =
        |column: u32, line: u32| [(column % 200) as i32 + 20, 128 + (line % 30) as i32, 128 - (column % 40) as i32];
    let jpeg = by_hand(2_050, 7, unit);
    let picture = open(&jpeg, &Limits::default()).unwrap();
    assert_eq!((picture.image.width(), picture.image.height()), (1_025, 1_025));
    for (x, y) in [(0, 0), (8, 8), (700, 300), (1_024, 1_024), (513, 1_023)] {
        let [luma, blue, red] = unit(x / 8, y / 8).map(f64::from);
        let expected = [
            luma + 1.402 * (red - 128.0),
            luma - 0.344_136 * (blue - 128.0) - 0.714_136 * (red - 128.0),
            luma + 1.772 * (blue - 128.0),
        ];
        let at = 3 * (y * 1_025 + x) as usize;
        for (found, expected) in samples(&picture.image)[at..at + 3].iter().zip(expected) {
            assert!((f64::from(*found) - expected.clamp(0.0, 255.0)).abs() <= 1.0, "({x}, {y}): {found}, {expected}");
        }
    }
}

#[test]
fn a_large_photograph_that_was_cut_or_damaged_is_refused_and_never_panics() {
    let jpeg = by_hand(2_050, 16_500, |column, line| [((column * 7 + line) % 256) as i32, 128, 128]);
    // Truncated, and with an end marker.
    let mut cut = jpeg[..jpeg.len() / 2].to_vec();
    cut.extend([0xFF, 0xD9]);
    let error = open(&cut, &Limits::default()).unwrap_err();
    assert!(matches!(error, ImagingError::Truncated { .. }), "{error:?}");
    let mut state = 1_u32;
    let mut roll = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..60 {
        let mut bytes = jpeg.clone();
        for _ in 0..3 {
            // Half of them in the header, where they change the meaning of everything else.
            let at = if roll(2) == 0 { roll(260) } else { roll(bytes.len()) };
            bytes[at] = roll(256) as u8;
        }
        let _ = open(&bytes, &Limits::default());
    }
}

/// Coefficients of a block, in zigzag order.
type ZigzagBlock = [i32; 64];

/// Number of different blocks that a picture by coefficients repeats.
const BLOCKS: usize = 13;
/// Its side, in pixels.
const SIDE: usize = 2_056;
/// Its quantisation step.
const STEP: i32 = 2;

/// Blocks with all frequencies, stronger the lower they are, none of them 0, whose pixels stay within 0…255.
fn blocks() -> Vec<ZigzagBlock> {
    let mut state = 9_u32;
    let mut draw = |most: i32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let size = 1 + (state >> 8).cast_signed() % most;
        if state >> 31 == 0 { size } else { -size }
    };
    (0..BLOCKS).map(|_| std::array::from_fn(|at| draw(1 + 70 / (1 + at as i32)))).collect()
}

/// Which of them stands at a block's column and line of a component.
fn which(component: usize, column: usize, line: usize) -> usize {
    (5 * component + 3 * column + 7 * line + column * line) % BLOCKS
}

/// A JPEG of such blocks, with differences of colour at fewer pixels: a unit has `across` × `down` blocks of luma and one
/// of each difference.
fn by_coefficients(blocks: &[ZigzagBlock], [across, down]: [usize; 2]) -> Vec<u8> {
    let [high, low] = (SIDE as u16).to_be_bytes();
    let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0];
    jpeg.extend([STEP as u8; 64]);
    jpeg.extend([
        0xFF,
        0xC0,
        0,
        17,
        8,
        high,
        low,
        high,
        low,
        3,
        1,
        (across << 4 | down) as u8,
        0,
        2,
        0x11,
        0,
        3,
        0x11,
        0,
    ]);
    // The sizes of numbers by codes of four bits, for the means and for the others.
    for table in [0x00, 0x10] {
        jpeg.extend([0xFF, 0xC4, 0, 31, table, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        jpeg.extend(0..12);
    }
    jpeg.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    let (mut bits, mut last) = (BitWriter::default(), [0; 3]);
    let put = |bits: &mut BitWriter, number: i32| {
        let size = 32 - number.unsigned_abs().leading_zeros();
        bits.put(size, 4);
        bits.put((if number < 0 { number - 1 } else { number }) as u32, size);
    };
    for line in 0..SIDE.div_ceil(8 * down) {
        for column in 0..SIDE.div_ceil(8 * across) {
            for (component, [wide, high]) in [[across, down], [1, 1], [1, 1]].into_iter().enumerate() {
                for part in 0..wide * high {
                    let block = &blocks[which(component, column * wide + part % wide, line * high + part / wide)];
                    put(&mut bits, block[0] - last[component]);
                    last[component] = block[0];
                    block[1..].iter().for_each(|&number| put(&mut bits, number));
                }
            }
        }
    }
    bits.mark(0xD9);
    jpeg.extend(bits.bytes);
    jpeg
}

/// Pixels of a block at its whole size, by the definition (ITU-T T.81, A.3.3), not rounded.
fn whole_block(block: &ZigzagBlock) -> [f64; 64] {
    // The zigzag by its diagonals: up the even ones, down the odd ones.
    let mut order: Vec<(usize, usize)> = (0..64).map(|at| (at % 8, at / 8)).collect();
    order.sort_by_key(|&(u, v)| (u + v, if (u + v) % 2 == 0 { u } else { v }));
    let scale = |k: usize| if k == 0 { 0.5_f64.sqrt() } else { 1.0 };
    let cosine = |k: usize, x: usize| (((2 * x + 1) * k) as f64 * std::f64::consts::PI / 16.0).cos() * scale(k);
    std::array::from_fn(|at| {
        let terms = order.iter().zip(block);
        let terms = terms.map(|(&(u, v), &number)| f64::from(number * STEP) * cosine(u, at % 8) * cosine(v, at / 8));
        128.0 + terms.sum::<f64>() / 4.0
    })
}

#[test]
fn colours_of_fewer_pixels_are_the_means_of_the_whole_picture_too() {
    let blocks = blocks();
    let whole: Vec<[f64; 64]> = blocks.iter().map(whole_block).collect();
    for sampling in [[1, 1], [2, 1], [1, 2], [2, 2], [4, 1]] {
        let picture = open(&by_coefficients(&blocks, sampling), &Limits::default()).unwrap();
        assert_eq!((picture.image.width(), picture.image.height()), (SIDE as u32 / 2, SIDE as u32 / 2), "{sampling:?}");
        // The whole picture: a difference of fewer pixels is that of the pixel it lies at.
        let level = |component: usize, x: usize, y: usize| {
            let [x, y] = if component == 0 { [x, y] } else { [x / sampling[0], y / sampling[1]] };
            whole[which(component, x / 8, y / 8)][y % 8 * 8 + x % 8]
        };
        let colour = |x: usize, y: usize| {
            let [luma, blue, red] = [level(0, x, y), level(1, x, y) - 128.0, level(2, x, y) - 128.0];
            [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue]
                .map(|level| level.clamp(0.0, 255.0))
        };
        let (mut sum, mut most) = (0.0, 0.0_f64);
        for (at, found) in samples(&picture.image).chunks_exact(3).enumerate() {
            let (x, y) = (2 * (at % (SIDE / 2)), 2 * (at / (SIDE / 2)));
            let four = [colour(x, y), colour(x + 1, y), colour(x, y + 1), colour(x + 1, y + 1)];
            for (channel, &found) in found.iter().enumerate() {
                let mean = four.iter().map(|colour| colour[channel]).sum::<f64>() / 4.0;
                let apart = (f64::from(found) - mean).abs();
                sum += apart;
                most = most.max(apart);
            }
        }
        let mean = sum / samples(&picture.image).len() as f64;
        // Luma and differences are rounded once each, and the colour of them: half a level, and 1.772 halves.
        assert!(mean < 0.6 && most < 2.0, "{sampling:?}: {mean} on average, {most} at the most");
    }
}
