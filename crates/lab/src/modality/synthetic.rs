//! Pictures drawn by code that are not medical: gradients, shapes, pages of text, windows, charts, faces, clouds.
//!
//! With photographs alone the modality classifier would not learn screenshots or drawings.

use fastrand::Rng;
use imaging::synthetic::golden_picture;
use imaging::{Image, Pixels};

type Rgb = [u8; 3];

/// One drawing; the seed decides what it shows. Always `Some`: a sheet always has as many samples as its size requires.
#[must_use]
pub(super) fn drawn(seed: u64) -> Option<Image> {
    let mut random = Rng::with_seed(seed);
    let (width, height) = (random.u32(96..288), random.u32(96..288));
    let mut sheet = DrawnSheet::new(width, height, paper(&mut random));
    match seed % 11 {
        0 => gradient(&mut sheet, &mut random),
        1 => shapes(&mut sheet, &mut random),
        2 => text(&mut sheet, &mut random),
        3 => window(&mut sheet, &mut random),
        4 => chart(&mut sheet, &mut random),
        5 => strokes(&mut sheet, &mut random),
        6 => face(&mut sheet, &mut random),
        7 => pattern(&mut sheet, &mut random),
        8 => return Some(golden_picture(seed, width)),
        9 => clouds(&mut sheet, seed),
        _ => spots(&mut sheet, &mut random),
    }
    sheet.into_image()
}

struct DrawnSheet {
    width: u32,
    height: u32,
    samples: Vec<u8>,
}

impl DrawnSheet {
    fn new(width: u32, height: u32, colour: Rgb) -> Self {
        Self { width, height, samples: colour.repeat((width * height) as usize) }
    }

    /// Colours every pixel for which `inside` gives a colour; coordinates run over 0…1.
    fn paint(&mut self, inside: impl Fn(f32, f32) -> Option<Rgb>) {
        let (width, height) = (self.width as f32, self.height as f32);
        let columns = self.width as usize;
        for (index, pixel) in self.samples.chunks_exact_mut(3).enumerate() {
            let (x, y) = ((index % columns) as f32 + 0.5, (index / columns) as f32 + 0.5);
            if let Some(colour) = inside(x / width, y / height) {
                pixel.copy_from_slice(&colour);
            }
        }
    }

    fn rectangle(&mut self, [left, top, right, bottom]: [f32; 4], colour: Rgb) {
        self.paint(|x, y| ((left..right).contains(&x) && (top..bottom).contains(&y)).then_some(colour));
    }

    fn oval(&mut self, [x, y]: [f32; 2], [across, down]: [f32; 2], colour: Rgb) {
        self.paint(|u, v| (((u - x) / across).powi(2) + ((v - y) / down).powi(2) < 1.0).then_some(colour));
    }

    fn line(&mut self, from: [f32; 2], to: [f32; 2], thickness: f32, colour: Rgb) {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let square = (dx * dx + dy * dy).max(1e-6);
        self.paint(|x, y| {
            let along = (((x - from[0]) * dx + (y - from[1]) * dy) / square).clamp(0.0, 1.0);
            let (away_x, away_y) = (x - from[0] - along * dx, y - from[1] - along * dy);
            (away_x * away_x + away_y * away_y < thickness * thickness).then_some(colour)
        });
    }

    fn into_image(self) -> Option<Image> {
        Image::new(self.width, self.height, Pixels::Rgb8(self.samples))
    }
}

fn unit(random: &mut Rng) -> f32 {
    random.f32()
}

fn span(random: &mut Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * random.f32()
}

fn any_colour(random: &mut Rng) -> Rgb {
    if random.f32() < 0.4 { [random.u8(..); 3] } else { [(); 3].map(|()| random.u8(..)) }
}

/// White, black, grey or coloured.
fn paper(random: &mut Rng) -> Rgb {
    match random.u8(0..4) {
        0 => [255; 3],
        1 => [random.u8(0..40); 3],
        2 => [random.u8(200..=255); 3],
        _ => any_colour(random),
    }
}

fn gradient(sheet: &mut DrawnSheet, random: &mut Rng) {
    let (from, to) = (any_colour(random), any_colour(random));
    let (round, turn) = (random.bool(), span(random, -1.0, 1.0));
    let centre = [unit(random), unit(random)];
    sheet.paint(|x, y| {
        let along = if round {
            ((x - centre[0]).powi(2) + (y - centre[1]).powi(2)).sqrt()
        } else {
            (x * turn + y * (1.0 - turn.abs())).abs()
        };
        let share = along.min(1.0);
        let mix = |a: u8, b: u8| (f32::from(a) * (1.0 - share) + f32::from(b) * share) as u8;
        Some([mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])])
    });
}

fn shapes(sheet: &mut DrawnSheet, random: &mut Rng) {
    for _ in 0..random.u32(1..9) {
        let (centre, colour) = ([unit(random), unit(random)], any_colour(random));
        let size = [span(random, 0.04, 0.35), span(random, 0.04, 0.35)];
        if random.bool() {
            sheet.oval(centre, size, colour);
        } else {
            let [x, y] = centre;
            sheet.rectangle([x - size[0], y - size[1], x + size[0], y + size[1]], colour);
        }
    }
}

/// Rows of words, each word a row of small strokes.
fn text(sheet: &mut DrawnSheet, random: &mut Rng) {
    let ink = if random.f32() < 0.7 { [random.u8(0..60); 3] } else { any_colour(random) };
    lines_of_text(sheet, random, [0.06, 0.05, 0.94, 0.95], ink);
}

fn lines_of_text(sheet: &mut DrawnSheet, random: &mut Rng, [left, top, right, bottom]: [f32; 4], ink: Rgb) {
    let step = span(random, 0.04, 0.12);
    let mut y = top;
    while y + step < bottom {
        let mut x = left;
        let end = if random.f32() < 0.2 { span(random, left, right) } else { right };
        while x < end {
            let letter = step * span(random, 0.2, 0.4);
            if random.f32() < 0.82 {
                let tall = y + step * span(random, 0.1, 0.35);
                match random.u8(0..3) {
                    0 => sheet.rectangle([x, tall, x + letter * 0.3, y + step * 0.7], ink),
                    1 => sheet.rectangle([x, y + step * 0.6, x + letter * 0.8, y + step * 0.7], ink),
                    _ => sheet.oval([x + letter / 2.0, y + step * 0.5], [letter * 0.4, step * 0.2], ink),
                }
            }
            x += letter;
        }
        y += step;
    }
}

/// A window with a bar, buttons, a side column and text.
fn window(sheet: &mut DrawnSheet, random: &mut Rng) {
    let bar = span(random, 0.05, 0.12);
    sheet.rectangle([0.0, 0.0, 1.0, bar], any_colour(random));
    let side = if random.bool() { span(random, 0.15, 0.3) } else { 0.0 };
    sheet.rectangle([0.0, bar, side, 1.0], any_colour(random));
    for _ in 0..random.u32(1..6) {
        let (x, y) = (span(random, side, 0.8), span(random, bar, 0.9));
        let (wide, tall) = (span(random, 0.08, 0.4), span(random, 0.04, 0.2));
        sheet.rectangle([x, y, x + wide, y + tall], any_colour(random));
    }
    let ink = any_colour(random);
    lines_of_text(sheet, random, [side + 0.03, bar + 0.05, 0.95, 0.9], ink);
}

fn chart(sheet: &mut DrawnSheet, random: &mut Rng) {
    let ink = if random.bool() { [20; 3] } else { any_colour(random) };
    sheet.rectangle([0.1, 0.88, 0.95, 0.9], ink);
    sheet.rectangle([0.1, 0.1, 0.115, 0.9], ink);
    let bars = random.u32(3..12);
    let (colour, as_bars) = (any_colour(random), random.bool());
    let mut before = [0.12, 0.8];
    for bar in 0..bars {
        let x = 0.14 + 0.8 * bar as f32 / bars as f32;
        let top = span(random, 0.15, 0.85);
        if as_bars {
            sheet.rectangle([x, top, x + 0.5 / bars as f32, 0.88], colour);
        } else {
            sheet.line(before, [x, top], 0.008, colour);
            before = [x, top];
        }
    }
}

/// Lines in any direction, as in a sketch.
fn strokes(sheet: &mut DrawnSheet, random: &mut Rng) {
    let ink = any_colour(random);
    let mut from = [unit(random), unit(random)];
    for _ in 0..random.u32(4..24) {
        let to =
            [(from[0] + span(random, -0.3, 0.3)).clamp(0.0, 1.0), (from[1] + span(random, -0.3, 0.3)).clamp(0.0, 1.0)];
        sheet.line(from, to, span(random, 0.004, 0.02), ink);
        from = if random.f32() < 0.2 { [unit(random), unit(random)] } else { to };
    }
}

/// A drawn face, sometimes with pointed ears and whiskers.
fn face(sheet: &mut DrawnSheet, random: &mut Rng) {
    let (fur, dark) = (any_colour(random), [random.u8(0..70); 3]);
    let [x, y] = [span(random, 0.4, 0.6), span(random, 0.45, 0.65)];
    let size = span(random, 0.18, 0.36);
    let is_animal = random.f32() < 0.6;
    if is_animal {
        for side in [-1.0, 1.0] {
            let tip = [x + side * size * 0.85, y - size * 1.35];
            sheet.line([x + side * size * 0.55, y - size * 0.6], tip, size * 0.16, fur);
        }
        let body = span(random, 0.8, 1.4);
        sheet.oval([x, y + size * 1.6], [size * body, size], fur);
    }
    sheet.oval([x, y], [size, size * span(random, 0.8, 1.1)], fur);
    for side in [-1.0, 1.0] {
        sheet.oval([x + side * size * 0.4, y - size * 0.2], [size * 0.17; 2], [240; 3]);
        sheet.oval([x + side * size * 0.4, y - size * 0.2], [size * 0.08; 2], dark);
        if is_animal {
            let from = [x + side * size * 0.25, y + size * 0.25];
            sheet.line(from, [x + side * size * 1.2, y + size * span(random, 0.1, 0.4)], 0.006, dark);
        }
    }
    sheet.oval([x, y + size * 0.2], [size * 0.1, size * 0.07], any_colour(random));
    sheet.line([x - size * 0.25, y + size * 0.5], [x + size * 0.25, y + size * 0.5], 0.01, dark);
}

/// Stripes, checks or noise.
fn pattern(sheet: &mut DrawnSheet, random: &mut Rng) {
    let (one, other) = (any_colour(random), any_colour(random));
    let (across, down) = (span(random, 2.0, 24.0), span(random, 2.0, 24.0));
    match random.u8(0..3) {
        0 => sheet.paint(|x, y| Some(if ((x * across + y * down) as u32).is_multiple_of(2) { one } else { other })),
        1 => {
            sheet.paint(|x, y| {
                Some(if ((x * across) as u32 + (y * down) as u32).is_multiple_of(2) { one } else { other })
            });
        }
        _ => {
            let is_grey = random.bool();
            for pixel in sheet.samples.chunks_exact_mut(3) {
                let colour = if is_grey { [random.u8(..); 3] } else { [(); 3].map(|()| random.u8(..)) };
                pixel.copy_from_slice(&colour);
            }
        }
    }
}

/// Three pictures of soft hills, edges and grain, one for each colour.
fn clouds(sheet: &mut DrawnSheet, seed: u64) {
    let (width, side) = (sheet.width as usize, sheet.width.max(sheet.height));
    for channel in 0..3 {
        let grey = golden_picture(seed * 3 + channel, side);
        let Pixels::Grey8(levels) = grey.pixels() else { return };
        for (index, pixel) in sheet.samples.chunks_exact_mut(3).enumerate() {
            pixel[channel as usize] = levels[index / width * side as usize + index % width];
        }
    }
}

/// Soft spots in grey, lighter or darker than their ground, without edges or grain.
fn spots(sheet: &mut DrawnSheet, random: &mut Rng) {
    let ground = span(random, 0.0, 255.0);
    let spots = [(); 6].map(|()| {
        [unit(random), unit(random), span(random, 0.05, 0.5), span(random, -160.0, 160.0), span(random, 0.5, 2.0)]
    });
    sheet.paint(|x, y| {
        let level = |[u, v, size, height, stretch]: [f32; 5]| {
            height * (-((x - u).powi(2) * stretch + (y - v).powi(2)) / (size * size)).exp()
        };
        Some([(ground + spots.map(level).iter().sum::<f32>()).clamp(0.0, 255.0) as u8; 3])
    });
}
