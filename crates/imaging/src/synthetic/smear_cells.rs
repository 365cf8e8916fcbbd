//! The cells of a drawn smear, painted one above the other.

use super::lattice::{Rng, mixed_by, noise, step};
use crate::{Image, Pixels};

/// Side of the picture in pixels.
pub(super) const SIDE: u32 = 512;

/// Red, green and blue, 0…1: of light, or the share of it that passes.
type UnitRgb = [f64; 3];

/// `from` at 0, `to` at 1.
pub(super) fn mixed_colour(from: UnitRgb, to: UnitRgb, share: f64) -> UnitRgb {
    let [[r, g, b], [red, green, blue]] = [from, to];
    [mixed_by(r, red, share), mixed_by(g, green, share), mixed_by(b, blue, share)]
}

/// A round cell.
pub(super) struct SmearCell {
    /// Middle and radius in pixels.
    middle: [f64; 2],
    radius: f64,
    /// Cosine and sine of the axis that it is stretched along, and how far.
    turn: [f64; 2],
    stretch: f64,
    /// Of its outline and of all that is inside.
    seed: u64,
}

impl SmearCell {
    pub(super) fn new(middle: [f64; 2], radius: f64, random: &mut Rng, stretch: f64) -> Self {
        let tangent = random.signed();
        let norm = 1.0 + tangent * tangent;
        let turn = [(1.0 - tangent * tangent) / norm, 2.0 * tangent / norm];
        let stretch = 1.0 + stretch * random.signed();
        Self { middle, radius, turn, stretch, seed: random.next() }
    }

    /// Distance of a place from its middle, 1 on its outline, which is bent `wobble` of the radius in or out.
    fn ratio(&self, [x, y]: [f64; 2], wobble: f64, ripples: f64) -> f64 {
        let [cosine, sine] = self.turn;
        let u = (cosine * x - sine * y) / (self.radius * self.stretch);
        let v = (sine * x + cosine * y) / (self.radius / self.stretch);
        let distance = (u * u + v * v).sqrt();
        let length = distance.max(1e-6);
        distance * (1.0 + wobble * noise(self.seed, ripples * u / length + 9.0, ripples * v / length + 9.0))
    }
}

/// What the eyepiece shows.
pub(super) struct SmearField {
    pixels: Vec<UnitRgb>,
}

impl SmearField {
    /// Empty glass in some light, whose strength is asked for at places in −1…1.
    pub(super) fn lit(glass: UnitRgb, light: impl Fn(f64, f64) -> f64) -> Self {
        let at = |index: u32| (f64::from(index) + 0.5) / f64::from(SIDE) * 2.0 - 1.0;
        let places = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (column, row)));
        let lit = |(column, row)| {
            let strength = light(at(column), at(row));
            glass.map(|value| value * strength)
        };
        Self { pixels: places.map(lit).collect() }
    }

    /// Paints within `reach` radii around a cell; places are told from its middle, in pixels.
    fn around(&mut self, cell: &SmearCell, reach: f64, paint: impl Fn([f64; 2], UnitRgb) -> UnitRgb) {
        let far = cell.radius * reach;
        let side = i64::from(SIDE);
        let span = |middle: f64| {
            let [first, last] = [middle - far, middle + far].map(|edge| edge.floor() as i64);
            first.clamp(0, side)..(last + 1).clamp(0, side)
        };
        let [left, top] = cell.middle;
        for row in span(top) {
            for column in span(left) {
                if let Some(pixel) = self.pixels.get_mut((row * side + column) as usize) {
                    *pixel = paint([column as f64 + 0.5 - left, row as f64 + 0.5 - top], *pixel);
                }
            }
        }
    }

    pub(super) fn into_image(self) -> Image {
        let byte = |value: f64| (value * 255.0).clamp(0.0, 255.0) as u8;
        let samples = self.pixels.into_iter().flat_map(|pixel| pixel.map(byte)).collect();
        Image::square(SIDE, Pixels::Rgb8(samples))
    }
}

/// Light that has passed something of a colour, as much of it as lies there.
fn passed(light: UnitRgb, colour: UnitRgb, share: f64) -> UnitRgb {
    let [[r, g, b], [red, green, blue]] = [light, colour];
    [r * mixed_by(1.0, red, share), g * mixed_by(1.0, green, share), b * mixed_by(1.0, blue, share)]
}

/// A number in 0…1.
fn unit(random: &mut Rng) -> f64 {
    (random.signed() + 1.0) * 0.5
}

/// A disc that is thin in its middle. Where two lie above each other both take light away.
pub(super) fn erythrocyte(field: &mut SmearField, cell: &SmearCell, colour: UnitRgb, random: &mut Rng) {
    let pallor = 0.62 + 0.38 * unit(random);
    let wide = 0.50 + 0.10 * random.signed();
    let depth = 0.80 + 0.20 * unit(random);
    let edge = 1.3 / cell.radius;
    field.around(cell, 1.25, |place, light| {
        let ratio = cell.ratio(place, 0.045, 1.6);
        let inside = 1.0 - step(1.0 - edge, 1.0 + edge, ratio);
        let hollow = (1.0 - step(wide - 0.34, wide + 0.22, ratio)) * pallor;
        // Light is bent away at the border.
        let ring = step(0.72, 0.92, ratio) * 0.22;
        passed(light, colour, inside * depth * (1.0 - 0.88 * hollow) * (0.82 + ring))
    });
}

/// A small grained body without a nucleus.
pub(super) fn platelet(field: &mut SmearField, cell: &SmearCell, magenta: f64) {
    let colour = mixed_colour([0.50, 0.36, 0.70], [0.66, 0.38, 0.70], magenta);
    field.around(cell, 1.6, |[x, y], light| {
        let ratio = cell.ratio([x, y], 0.16, 1.2);
        let grains = 0.5 + 0.5 * noise(cell.seed ^ 3, 0.34 * x, 0.34 * y);
        passed(light, colour, (1.0 - step(0.55, 1.30, ratio)) * (0.42 + 0.48 * grains))
    });
}

/// The nucleus of a leukocyte.
struct Nucleus {
    /// Its outline; its middle is told from that of the cell.
    outline: SmearCell,
    /// Direction that a cleft comes from, and how deep it is, in radii; 0 for none.
    cleft: [f64; 2],
    deep: f64,
    /// Middle and radius of each nucleolus, in pixels.
    nucleoli: Vec<([f64; 2], f64)>,
    /// 0 fine … 1 clumped.
    clumped: f64,
    /// Chromatin where there is most of it and where there is least, and nucleoli.
    colours: [UnitRgb; 3],
}

/// A cell with a large nucleus and a basophilic border, over all that lies beneath. `magenta`, `clumped` and `scant` as the
/// smear has them, in 0…1.
pub(super) fn leukocyte(field: &mut SmearField, cell: &SmearCell, shares: [f64; 3], random: &mut Rng) {
    let [magenta, ..] = shares;
    let nucleus = Nucleus::new(cell, shares, random);
    let cytoplasm = mixed_colour([0.56, 0.60, 0.87], [0.78, 0.62, 0.84], magenta);
    let pixel = 1.0 / cell.radius;
    field.around(cell, 1.35, |[x, y], light| {
        let ratio = cell.ratio([x, y], 0.055, 1.4);
        let halo = step(1.0, 1.0 + 2.0 * pixel, ratio) * (1.0 - step(1.0 + 3.0 * pixel, 1.0 + 7.0 * pixel, ratio));
        let body = 1.0 - step(1.0 - 1.4 * pixel, 1.0 + 1.4 * pixel, ratio);
        let foam = 0.5 + 0.5 * noise(cell.seed ^ 5, 0.16 * x, 0.16 * y);
        let shade = 1.05 - 0.14 * step(0.55, 1.0, ratio) - 0.06 * foam;
        let around = mixed_colour(light, [1.0; 3], 0.35 * halo);
        let outside = mixed_colour(around, cytoplasm.map(|value| value * shade), body);
        nucleus.over(outside, [x, y])
    });
}

impl Nucleus {
    fn new(cell: &SmearCell, [magenta, clumped, scant]: [f64; 3], random: &mut Rng) -> Self {
        // Out of the middle where there is room.
        let lean = 1.0 - scant;
        let middle = [(); 2].map(|()| 0.10 * lean * random.signed() * cell.radius);
        let size = mixed_by(0.80, 0.93, scant) * (1.0 + 0.02 * random.signed());
        let own = SmearCell::new(middle, cell.radius * size, random, 0.05);
        let outline = SmearCell { turn: cell.turn, stretch: cell.stretch, ..own };
        let radius = outline.radius;
        let [x, y] = [(); 2].map(|()| random.signed());
        let norm = (x * x + y * y).sqrt().max(1e-6) * radius;
        // None in two of five.
        let deep = (0.85 * unit(random) - 0.35).max(0.0);
        let count = random.between(0, 2);
        let mut nucleoli = Vec::new();
        for number in 0..2 {
            let place = [(); 2].map(|()| 0.45 * random.signed() * radius);
            let size = radius * (0.19 + 0.05 * random.signed());
            if number < count {
                nucleoli.push((place, size));
            }
        }
        let colours = [
            mixed_colour([0.36, 0.17, 0.60], [0.68, 0.30, 0.68], magenta),
            mixed_colour([0.62, 0.42, 0.82], [0.86, 0.55, 0.84], magenta),
            mixed_colour([0.58, 0.50, 0.88], [0.80, 0.60, 0.90], magenta),
        ];
        Self { outline, cleft: [x, y].map(|part| part / norm), deep, nucleoli, clumped, colours }
    }

    /// What is seen at a place of the cell.
    fn over(&self, beneath: UnitRgb, [x, y]: [f64; 2]) -> UnitRgb {
        let Self { outline, clumped, colours: [dark, light, pale], .. } = self;
        let [left, top] = outline.middle;
        let [x, y] = [x - left, y - top];
        let ratio = outline.ratio([x, y], 0.085, 1.3);
        let edge = 1.3 / outline.radius;
        let inside = (1.0 - step(1.0 - edge, 1.0 + edge, ratio)) * (1.0 - 0.75 * self.cleft([x, y]));
        let lit = 0.44 - 0.42 * self.chromatin([x, y]) - 0.26 * step(0.80, 0.97, ratio);
        let mut tone = (lit + 0.05 * (x + y) / outline.radius).clamp(0.0, 1.0);
        let mut nucleolus: f64 = 0.0;
        for ([left, top], size) in &self.nucleoli {
            let (dx, dy) = (x - left, y - top);
            let distance = (dx * dx + dy * dy).sqrt() / size;
            nucleolus = nucleolus.max(1.0 - step(0.35, 1.15, distance));
            let border = (1.0 - step(1.0, 1.6, distance)) * step(0.6, 1.1, distance);
            tone = (tone - 0.10 * border).clamp(0.0, 1.0);
        }
        let own = mixed_colour(*dark, *light, tone);
        let own = mixed_colour(own, *pale, 0.55 * (1.0 - clumped) * nucleolus);
        mixed_colour(beneath, own, inside)
    }

    /// How much of a cleft is at a place, from its middle in pixels.
    fn cleft(&self, [x, y]: [f64; 2]) -> f64 {
        let [right, down] = self.cleft;
        let along = right * x + down * y;
        let across = right * y - down * x + 0.10 * noise(self.outline.seed ^ 7, 2.0 * along, 0.5);
        let reach = step(1.0 - 2.4 * self.deep, 1.05, along) * step(0.0, 0.08, self.deep);
        (1.0 - step(0.01 + 0.05 * reach, 0.05 + 0.10 * reach, across.abs())) * reach
    }

    /// More of it above 0, less below.
    fn chromatin(&self, [x, y]: [f64; 2]) -> f64 {
        let of = |part: u64, x: f64, y: f64| noise(self.outline.seed ^ part, x, y);
        let fine = 0.55 * of(11, 0.24 * x, 0.24 * y) + 0.45 * of(12, 0.52 * x, 0.52 * y);
        let bent = 1.1 * of(13, 0.11 * x, 0.11 * y);
        let coarse = 0.7 * of(14, 0.15 * x + bent, 0.15 * y - bent) + 0.5 * of(15, 0.33 * x, 0.33 * y);
        let lumps = 2.0 * step(-0.30, 0.34, coarse) - 1.0;
        mixed_by(0.95 * fine, 0.80 * lumps + 0.30 * fine, self.clumped)
    }
}
