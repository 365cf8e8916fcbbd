//! Periodic patterns: the moiré of a photographed screen.
//!
//! The transform works on sixteen lines at a time, so that one instruction serves several of them, and on half of
//! the frequencies: those of a real picture come in pairs of equal power.

use super::Grey;
use std::f32::consts::TAU;

/// Side of the spectrum, a power of two.
pub(super) const SIDE: usize = 256;
/// Frequencies that are searched, in periods per [`SIDE`]: below lies anatomy, above lies the corner of the spectrum.
const RINGS: std::ops::Range<usize> = 20..120;
/// Frequencies this close to an axis are skipped: the blocks of JPEG and the picture's edges lie there.
const AXIS: usize = 2;
/// Lines that are transformed together: they fit the fastest memory of every processor.
const LANES: usize = 16;
/// Half of [`SIDE`]: a real line is determined by this many frequencies.
const HALF: usize = SIDE / 2;

/// One value of each of the lines.
type Lanes = [f32; LANES];

/// Complex values of [`LANES`] lines of [`SIDE`], real and imaginary parts apart.
#[derive(Clone)]
struct SpectrumLines {
    re: Vec<Lanes>,
    im: Vec<Lanes>,
}

/// How far the strongest single frequency stands out from the median of its ring, in powers of ten. Smooth
/// anatomy and noise alike spread over a ring: the largest of some thousand random powers is about 16 times
/// the median (1.2). A screen's grid concentrates its power in a few frequencies. 0 for a uniform picture.
pub(super) fn strongest_peak(grey: &Grey) -> f32 {
    let mut rings: Vec<Vec<f32>> = vec![Vec::new(); RINGS.end];
    for (block, lines) in half_spectrum(grey).iter().enumerate() {
        for (across, (re, im)) in lines.re.iter().zip(&lines.im).enumerate() {
            let across = across.min(SIDE - across);
            if across <= AXIS {
                continue;
            }
            for (down, (re, im)) in (block * LANES..).zip(re.iter().zip(im)) {
                let ring = ((down * down + across * across) as f32).sqrt() as usize;
                if down > AXIS
                    && RINGS.contains(&ring)
                    && let Some(ring) = rings.get_mut(ring)
                {
                    ring.push(re * re + im * im);
                }
            }
        }
    }
    rings.iter_mut().map(|ring| peak_over_median(ring)).fold(0.0, f32::max)
}

fn peak_over_median(ring: &mut [f32]) -> f32 {
    let most = ring.iter().copied().fold(0.0, f32::max);
    let middle = ring.len() / 2;
    if ring.is_empty() {
        return 0.0;
    }
    let (_, median, _) = ring.select_nth_unstable_by(middle, f32::total_cmp);
    // The power of one grey level of rounding noise per frequency: less than this is not significant.
    let floor = (SIDE * SIDE) as f32 / 12.0 * 0.14;
    (most / median.max(floor)).max(1.0).log10()
}

/// The two-dimensional Fourier transform under a Hann window, for the frequencies 0 to [`HALF`] downwards (blocks
/// of lanes) and all of them across (values of a lane). The other half are the conjugates of these.
fn half_spectrum(grey: &Grey) -> Vec<SpectrumLines> {
    let mean = grey.samples.iter().map(|&s| f64::from(s)).sum::<f64>() / grey.samples.len().max(1) as f64;
    let [across, down] = [grey.width, grey.height].map(hann);
    let turns: Vec<(f32, f32)> = (0..HALF).map(|k| (TAU * k as f32 / SIDE as f32).sin_cos()).collect();
    let even = SpectrumLines { re: vec![[0.0; LANES]; SIDE], im: vec![[0.0; LANES]; SIDE] };
    let mut spectrum = vec![even.clone(); HALF / LANES];
    for left in (0..HALF).step_by(LANES) {
        let mut lines = even.clone();
        // Two real columns make one complex line: one from the left half, one from the right.
        for (from, parts) in [(left, &mut lines.re), (left + HALF, &mut lines.im)] {
            for ((row, down), lanes) in grey.rows().zip(&down).zip(parts) {
                let windowed = row.iter().zip(&across).skip(from);
                for ((sample, across), value) in windowed.zip(lanes) {
                    *value = (f32::from(*sample) - mean as f32) * across * down;
                }
            }
        }
        lines.transform(&turns);
        lines.part_into(&mut spectrum, left);
    }
    for lines in &mut spectrum {
        lines.transform(&turns);
    }
    spectrum
}

/// Hann window over `length` samples.
fn hann(length: usize) -> Vec<f32> {
    (0..length).map(|at| 0.5 - 0.5 * (TAU * (at as f32 + 0.5) / length as f32).cos()).collect()
}

impl SpectrumLines {
    /// Fast Fourier transform of every line (Cooley and Tukey 1965, radix 2). `turns` holds sine and cosine of the
    /// first half turn.
    fn transform(&mut self, turns: &[(f32, f32)]) {
        let bits = SIDE.trailing_zeros();
        for index in 0..SIDE {
            let mirrored = index.reverse_bits() >> (usize::BITS - bits);
            if index < mirrored {
                self.re.swap(index, mirrored);
                self.im.swap(index, mirrored);
            }
        }
        let mut half = 1;
        while half < SIDE {
            let blocks = self.re.chunks_exact_mut(2 * half).zip(self.im.chunks_exact_mut(2 * half));
            for (re, im) in blocks {
                let ((re_a, re_b), (im_a, im_b)) = (re.split_at_mut(half), im.split_at_mut(half));
                let values = re_a.iter_mut().zip(re_b).zip(im_a.iter_mut().zip(im_b));
                for (((re_a, re_b), (im_a, im_b)), &turn) in values.zip(turns.iter().step_by(HALF / half)) {
                    turn_and_add(re_a, re_b, im_a, im_b, turn);
                }
            }
            half *= 2;
        }
    }

    /// The spectra of the columns `left…` and `left + HALF…`, separated and transposed, so that a line of `spectrum` is
    /// horizontal. With `Z = A + iB` of real lines, `A(k) = (Z(k) + Z*(−k)) / 2` and `B(k) = (Z(k) − Z*(−k)) / 2i`.
    fn part_into(&self, spectrum: &mut [SpectrumLines], left: usize) {
        for (k, (re, im)) in self.re.iter().zip(&self.im).enumerate().take(HALF) {
            let opposite = (SIDE - k) % SIDE;
            let (Some(lines), Some(re_o), Some(im_o)) =
                (spectrum.get_mut(k / LANES), self.re.get(opposite), self.im.get(opposite))
            else {
                continue;
            };
            let values = re.iter().zip(im).zip(re_o.iter().zip(im_o));
            for (column, ((re, im), (re_o, im_o))) in (left..).zip(values) {
                let halves = [((re + re_o) / 2.0, (im - im_o) / 2.0), ((im + im_o) / 2.0, (re_o - re) / 2.0)];
                for (column, (re, im)) in [column, column + HALF].into_iter().zip(halves) {
                    let to_re = lines.re.get_mut(column).and_then(|lanes| lanes.get_mut(k % LANES));
                    let to_im = lines.im.get_mut(column).and_then(|lanes| lanes.get_mut(k % LANES));
                    if let (Some(to_re), Some(to_im)) = (to_re, to_im) {
                        (*to_re, *to_im) = (re, im);
                    }
                }
            }
        }
    }
}

/// One step of the transform on all lines: `a + t·b` and `a − t·b`, where `t` turns back by sine and cosine.
fn turn_and_add(re_a: &mut Lanes, re_b: &mut Lanes, im_a: &mut Lanes, im_b: &mut Lanes, (sine, cosine): (f32, f32)) {
    for ((re_a, re_b), (im_a, im_b)) in re_a.iter_mut().zip(re_b).zip(im_a.iter_mut().zip(im_b)) {
        let turned = (*re_b * cosine + *im_b * sine, *im_b * cosine - *re_b * sine);
        (*re_b, *im_b) = (*re_a - turned.0, *im_a - turned.1);
        (*re_a, *im_a) = (*re_a + turned.0, *im_a + turned.1);
    }
}
