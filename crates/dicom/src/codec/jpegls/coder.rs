//! Parameters and statistics of the coder (T.87, annexes A and C).

use super::bits::Bits;
use crate::error::DicomError;

/// Contexts of the regular mode (A.3.4): 9 × 9 × 9 gradients, halved by symmetry of sign, without the flat one.
const CONTEXTS: usize = 365;

/// Bounds of the bias correction (A.6.2).
const BIAS: std::ops::RangeInclusive<i32> = -128..=127;

/// Preset parameters of an LSE segment (C.2.4.1.1); 0 where the default applies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Presets {
    most: i32,
    thresholds: [i32; 3],
    reset: i32,
}

/// Parameters that a scan is decoded with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameters {
    /// MAXVAL.
    pub(super) most: i32,
    /// NEAR.
    pub(super) near: i32,
    /// Distance between reconstructed values.
    pub(super) step: i32,
    /// RANGE.
    pub(super) range: i32,
    /// Bits of a mapped error that is coded literally (qbpp).
    bits: u32,
    /// Longest code (LIMIT).
    pub(super) limit: u32,
    reset: i32,
}

/// A.3.3: quantises gradients to nine steps from -4 to 4. Two of the three gradients of a sample stand in the row above
/// and are quantised for the whole row at once; the third needs the sample before, and is looked up.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    near: i32,
    thresholds: [i32; 3],
    /// For gradients from `-most` to `most`.
    table: Vec<i8>,
    most: i32,
    /// Steps along the row above.
    along: Vec<i32>,
}

impl Presets {
    pub(super) fn read(content: &[u8]) -> Result<Self, DicomError> {
        let Some((&1, rest)) = content.split_first() else {
            return Err(DicomError::Unsupported(text::dicom_codec::jpegls_preset_kind()));
        };
        let fields: Vec<i32> =
            rest.as_chunks::<2>().0.iter().map(|&pair| i32::from(u16::from_be_bytes(pair))).collect();
        let &[most, t1, t2, t3, reset] = fields.as_slice() else {
            return Err(DicomError::Damaged(text::dicom_codec::jpegls_presets(fields.len())));
        };
        Ok(Self { most, thresholds: [t1, t2, t3], reset })
    }

    /// C.2.4.1.1: presets where they are given, defaults elsewhere.
    pub(super) fn parameters(&self, precision: u32, near: i32) -> Result<(Parameters, Steps), DicomError> {
        let full = (1 << precision) - 1;
        let most = if self.most == 0 { full } else { self.most };
        if !(1..=full).contains(&most) || near > (most / 2).min(255) {
            let (most, near) = (most.to_string(), near.to_string());
            return Err(DicomError::Damaged(text::dicom_codec::jpegls_parameters(most, near)));
        }
        let defaults = default_thresholds(most, near);
        let mut thresholds = self.thresholds;
        for (threshold, default) in thresholds.iter_mut().zip(defaults) {
            if *threshold == 0 {
                *threshold = default;
            }
        }
        let [t1, t2, t3] = thresholds;
        if !(near < t1 && t1 <= t2 && t2 <= t3 && t3 <= most.max(near + 1)) {
            let [t1, t2, t3] = thresholds.map(|threshold| threshold.to_string());
            return Err(DicomError::Damaged(text::dicom_codec::jpegls_thresholds(t1, t2, t3)));
        }
        let reset = if self.reset == 0 { 64 } else { self.reset };
        if reset < 3 {
            return Err(DicomError::Damaged(text::dicom_codec::jpegls_reset(reset.to_string())));
        }
        let step = 2 * near + 1;
        let range = (most + 2 * near) / step + 1;
        let bits_for = |values: i32| 32 - (values - 1).max(0).leading_zeros();
        let depth = bits_for(most + 1).max(2);
        let limit = 2 * (depth + depth.max(8));
        Ok((
            Parameters { most, near, step, range, bits: bits_for(range), limit, reset },
            Steps::new(most, near, thresholds),
        ))
    }
}

/// C.2.4.1.1.1.
fn default_thresholds(most: i32, near: i32) -> [i32; 3] {
    let clamp = |value: i32, least: i32| if value > most || value < least { least } else { value };
    let raw = if most >= 128 {
        let factor = (most.min(4095) + 128) / 256;
        [factor + 2 + 3 * near, 4 * factor + 3 + 5 * near, 17 * factor + 4 + 7 * near]
    } else {
        let factor = 256 / (most + 1);
        [(3 / factor + 3 * near).max(2), (7 / factor + 5 * near).max(3), (21 / factor + 7 * near).max(4)]
    };
    let [r1, r2, r3] = raw;
    let t1 = clamp(r1, near + 1);
    let t2 = clamp(r2, t1);
    [t1, t2, clamp(r3, t2)]
}

/// The step of a gradient; without branches, so that several are quantised at once.
#[inline(always)]
fn step(gradient: i32, near: i32, [t1, t2, t3]: [i32; 3]) -> i32 {
    let (size, sign) = (gradient.abs(), gradient >> 31);
    let step = i32::from(size > near) + i32::from(size >= t1) + i32::from(size >= t2) + i32::from(size >= t3);
    (step ^ sign) - sign
}

impl Steps {
    fn new(most: i32, near: i32, thresholds: [i32; 3]) -> Self {
        let table = (-most..=most).map(|gradient| step(gradient, near, thresholds) as i8).collect();
        Self { near, thresholds, table, most, along: Vec::new() }
    }

    /// A.3.4: what the row above adds to the context of each sample, by the row and one sample on both sides.
    pub(super) fn above(&mut self, above: &[i32], contexts: &mut [i32]) {
        let (near, thresholds) = (self.near, self.thresholds);
        self.along.clear();
        self.along.extend(above.array_windows().map(|&[left, right]| step(right - left, near, thresholds)));
        for (context, &[left, right]) in contexts.iter_mut().zip(self.along.array_windows()) {
            *context = 81 * right + 9 * left;
        }
    }

    /// The context's third part, by what is above to the left, less the left neighbour.
    #[inline(always)]
    pub(super) fn left(&self, gradient: i32) -> i32 {
        self.table.get((gradient + self.most) as usize).map_or(0, |&step| i32::from(step))
    }
}

impl Parameters {
    /// A.4.4 and A.4.5: prediction plus error, back into the range.
    #[inline(always)]
    pub(super) fn reconstructed(&self, predicted: i32, error: i32) -> i32 {
        let wrap = self.range * self.step;
        let value = predicted + error * self.step;
        let value = match value {
            _ if value < -self.near => value + wrap,
            _ if value > self.most + self.near => value - wrap,
            _ => value,
        };
        value.clamp(0, self.most)
    }

    /// A.5.3: a number of `k` literal bits, whose code is at most `limit` long.
    #[inline(always)]
    fn golomb(&self, bits: &mut Bits<'_>, k: u32, limit: u32) -> i32 {
        bits.golomb(k, limit.saturating_sub(self.bits + 1), self.bits).cast_signed()
    }
}

/// Statistics of one context (A.2.1): sum of errors, bias, correction, how many.
#[derive(Clone, Copy, Debug)]
struct Statistics {
    a: i32,
    b: i32,
    c: i32,
    n: i32,
}

/// Statistics of a run's end (A.7.2): sum of errors, how many, how many below zero.
#[derive(Clone, Copy, Debug)]
struct RunStatistics {
    a: i32,
    n: i32,
    negative: i32,
}

/// All adaptive statistics of a scan; its components share them.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    regular: Vec<Statistics>,
    runs: [RunStatistics; 2],
}

impl Learned {
    pub(super) fn new(of: &Parameters) -> Self {
        let a = ((of.range + 32) / 64).max(2);
        Self {
            regular: vec![Statistics { a, b: 0, c: 0, n: 1 }; CONTEXTS],
            runs: [RunStatistics { a, n: 1, negative: 0 }; 2],
        }
    }

    /// A.4 to A.6: one sample of the regular mode, in a context from -364 to 364, the lower half with signs turned.
    #[inline(always)]
    pub(super) fn regular(&mut self, bits: &mut Bits<'_>, of: &Parameters, context: i32, predicted: i32) -> i32 {
        // Minus one where errors are turned.
        let turn = context >> 31;
        let Some(state) = self.regular.get_mut(context.unsigned_abs() as usize) else { return 0 };
        let predicted = (predicted + ((state.c ^ turn) - turn)).clamp(0, of.most);
        let k = golomb_parameter(state.n, state.a);
        let mapped = of.golomb(bits, k, of.limit);
        // A.5.2, inverted: odd numbers are errors below zero, unless without bits that side may come first.
        let first = of.near == 0 && k == 0 && 2 * state.b <= -state.n;
        let error = (mapped >> 1) ^ -((mapped & 1) ^ i32::from(first));
        state.learn(error, of);
        of.reconstructed(predicted, (error ^ turn) - turn)
    }

    /// A.7.2: the sample that ends a run. `alike` when its left and upper neighbour are.
    pub(super) fn run_end(&mut self, bits: &mut Bits<'_>, of: &Parameters, alike: bool, limit: u32) -> i32 {
        let kind = usize::from(alike);
        let Some(state) = self.runs.get_mut(kind) else { return 0 };
        let kind = i32::from(alike);
        let k = golomb_parameter(state.n, state.a.wrapping_add(if alike { state.n >> 1 } else { 0 }));
        let mapped = of.golomb(bits, k, limit);
        let odd = (mapped + kind) & 1;
        let size = (mapped + kind + odd) >> 1;
        // A.7.2.2, inverted: the map bit stands for the less frequent sign.
        let positive = (odd == 1) == (k == 0 && 2 * state.negative < state.n);
        let error = if positive { size } else { -size };
        state.negative += i32::from(error < 0);
        state.a = state.a.wrapping_add((mapped + 1 - kind) >> 1);
        if state.n == of.reset {
            (state.a, state.n, state.negative) = (state.a >> 1, state.n >> 1, state.negative >> 1);
        }
        state.n += 1;
        error
    }
}

/// A.5.1: the least `k` for which `n << k` reaches `a`, at most 16.
#[inline(always)]
fn golomb_parameter(n: i32, a: i32) -> u32 {
    // The difference of the bit lengths of `a` and `n`, or one more.
    let k = n.leading_zeros().saturating_sub(a.leading_zeros());
    (k + u32::from(n << k < a)).min(16)
}

impl Statistics {
    /// A.6: sums, halving, bias. The sums wrap around where errors are larger than any picture has.
    #[inline(always)]
    fn learn(&mut self, error: i32, of: &Parameters) {
        let Self { mut a, mut b, c, mut n } = *self;
        b = b.wrapping_add(error.wrapping_mul(of.step));
        a = a.wrapping_add(error.wrapping_abs());
        if n == of.reset {
            (a, b, n) = (a >> 1, b >> 1, n >> 1);
        }
        n += 1;
        // A.6.2 without branches, which noise makes unpredictable: `b` is brought between `1 - n` and 0.
        let aside = i32::from(b > 0) - i32::from(b <= -n);
        b = (b - aside * n).clamp(1 - n, 0);
        *self = Self { a, b, c: (c + aside).clamp(*BIAS.start(), *BIAS.end()), n };
    }
}
