//! The inverse transform (T.800, annex F), in place, one level after the other.
//!
//! A plane holds the bands of a level side by side; columns are processed sixteen at a time. Samples are extended
//! symmetrically beyond an edge, which for steps of this length is the nearest existing sample.

use crate::header::Rectangle;

/// Columns that are processed together.
const LANES: usize = 16;

/// One of the two transforms, as lifting steps that alternate between samples at even and odd positions.
pub(crate) trait Lifting: Copy + Default {
    /// The number of lifting steps; the first changes the even positions.
    const STEPS: usize;
    /// Before the steps: the scaling factors of both bands.
    fn scale(even: &mut [Self], odd: &mut [Self]);
    /// A lifting step: the new value of a sample between two others.
    fn lift(step: usize, sample: Self, before: Self, behind: Self) -> Self;
    /// A single sample at an odd position.
    fn alone(sample: Self) -> Self;
}

/// F.3.8.1: integers; only a damaged stream overflows.
impl Lifting for i32 {
    const STEPS: usize = 2;

    fn scale(_: &mut [Self], _: &mut [Self]) {}

    #[inline(always)]
    fn lift(step: usize, sample: Self, before: Self, behind: Self) -> Self {
        let sum = before.wrapping_add(behind);
        if step == 0 { sample.wrapping_sub(sum.wrapping_add(2) >> 2) } else { sample.wrapping_add(sum >> 1) }
    }

    fn alone(sample: Self) -> Self {
        sample >> 1
    }
}

/// F.3.8.2.
impl Lifting for f32 {
    const STEPS: usize = 4;

    fn scale(even: &mut [Self], odd: &mut [Self]) {
        const K: f32 = 1.230_174_1;
        even.iter_mut().for_each(|sample| *sample *= K);
        odd.iter_mut().for_each(|sample| *sample *= 1.0 / K);
    }

    #[inline(always)]
    fn lift(step: usize, sample: Self, before: Self, behind: Self) -> Self {
        const FACTORS: [f32; 4] = [0.443_506_85, 0.882_911_1, -0.052_980_12, -1.586_134_3];
        sample - FACTORS[step & 3] * (before + behind)
    }

    fn alone(sample: Self) -> Self {
        sample * 0.5
    }
}

/// Builds a component from its lowest resolution up; the last of the resolutions is as wide as the plane.
pub(crate) fn inverse<T: Lifting>(plane: &mut [T], resolutions: &[Rectangle]) {
    let Some(stride) = resolutions.last().map(|whole| whole.width() as usize).filter(|&stride| stride > 0) else {
        return;
    };
    let mut room = Vec::new();
    for &to in resolutions.iter().skip(1) {
        let (width, height) = (to.width() as usize, to.height() as usize);
        for row in plane.chunks_exact_mut(stride).take(height) {
            line(row.get_mut(..width).unwrap_or_default(), to.left & 1, &mut room);
        }
        for first in (0..width).step_by(LANES) {
            let lanes = LANES.min(width - first);
            columns(plane, stride, (first, lanes), (to.top & 1, height), &mut room);
        }
    }
}

/// A row: low frequencies on the left and high ones on the right become samples.
#[inline(never)]
fn line<T: Lifting>(row: &mut [T], start: u32, room: &mut Vec<T>) {
    room.clear();
    room.extend_from_slice(row);
    let low = evens(row.len(), start);
    let (even, odd) = room.split_at_mut(low);
    steps(even, odd, 1, start);
    let (mut even, mut odd) = (even.iter(), odd.iter());
    let (first, second) = if start == 0 { (&mut even, &mut odd) } else { (&mut odd, &mut even) };
    for pair in row.chunks_mut(2) {
        for (place, from) in pair.iter_mut().zip([&mut *first, &mut *second]) {
            *place = from.next().copied().unwrap_or_default();
        }
    }
}

/// The same for several columns at once.
#[inline(never)]
fn columns<T: Lifting>(
    plane: &mut [T],
    stride: usize,
    (first, lanes): (usize, usize),
    (start, height): (u32, usize),
    room: &mut Vec<T>,
) {
    room.clear();
    for row in plane.chunks_exact(stride).take(height) {
        room.extend_from_slice(row.get(first..first + lanes).unwrap_or_default());
    }
    let low = evens(height, start) * lanes;
    let (even, odd) = room.split_at_mut(low);
    steps(even, odd, lanes, start);
    let (mut even, mut odd) = (even.chunks_exact(lanes), odd.chunks_exact(lanes));
    for (number, row) in plane.chunks_exact_mut(stride).take(height).enumerate() {
        let from = if (number as u32 + start).is_multiple_of(2) { even.next() } else { odd.next() };
        if let (Some(row), Some(from)) = (row.get_mut(first..first + lanes), from) {
            row.copy_from_slice(from);
        }
    }
}

/// The number of even positions among `length`, from an even or odd one on.
fn evens(count: usize, start: u32) -> usize {
    if start == 0 { count.div_ceil(2) } else { count / 2 }
}

/// All steps over samples at even and odd positions, this many side by side.
fn steps<T: Lifting>(even: &mut [T], odd: &mut [T], lanes: usize, start: u32) {
    if even.is_empty() || odd.is_empty() {
        odd.iter_mut().for_each(|sample| *sample = T::alone(*sample));
        return;
    }
    T::scale(even, odd);
    for step in 0..T::STEPS {
        // Whether the sample of the same index precedes the one that is changed.
        if step % 2 == 0 {
            lift_all(even, odd, lanes, start == 1, step);
        } else {
            lift_all(odd, even, lanes, start == 0, step);
        }
    }
}

/// A step over all samples of one parity.
#[inline(never)]
fn lift_all<T: Lifting>(target: &mut [T], source: &[T], lanes: usize, same_is_before: bool, step: usize) {
    let shift = usize::from(same_is_before);
    let (count, sources) = (target.len() / lanes, source.len() / lanes);
    // From the first with a neighbour before it to the last with one behind it.
    let from = 1 - shift;
    let to = count.min(sources.saturating_sub(shift)).max(from.min(count));
    let row = |at: usize, length: usize| source.get(at * lanes..(at + length) * lanes).unwrap_or_default();
    let last = sources - 1;
    for at in (0..from.min(count)).chain(to..count) {
        let (before, behind) = (row((at + shift).saturating_sub(1).min(last), 1), row((at + shift).min(last), 1));
        let target = target.get_mut(at * lanes..(at + 1) * lanes).unwrap_or_default();
        lift_rows(target, before, behind, step);
    }
    if from < to {
        let (before, behind) = (row(from + shift - 1, to - from), row(from + shift, to - from));
        lift_rows(target.get_mut(from * lanes..to * lanes).unwrap_or_default(), before, behind, step);
    }
}

#[inline]
fn lift_rows<T: Lifting>(target: &mut [T], before: &[T], behind: &[T], step: usize) {
    for ((sample, &before), &behind) in target.iter_mut().zip(before).zip(behind) {
        *sample = T::lift(step, *sample, before, behind);
    }
}

#[test]
fn samples_come_back_from_bands() {
    // The forward steps of F.4.8.1, written in the simplest way.
    let forward = |samples: &[i32], start: usize| {
        let count = samples.len() as i64;
        let mirrored = |at: i64| {
            let at = if at < 0 { -at } else { at };
            (if at >= count { 2 * (count - 1) - at } else { at }) as usize
        };
        let mut all = samples.to_vec();
        for (parity, high) in [(1, true), (0, false)] {
            for at in (0..samples.len()).filter(|at| (at + start) % 2 == parity) {
                let sum = all[mirrored(at as i64 - 1)] + all[mirrored(at as i64 + 1)];
                all[at] += if high { -(sum >> 1) } else { (sum + 2) >> 2 };
            }
        }
        let of = |parity: usize| (0..all.len()).filter(move |at| (at + start) % 2 == parity);
        of(0).chain(of(1)).map(|at| all[at]).collect::<Vec<_>>()
    };
    for length in 2..40 {
        for start in 0..2_u32 {
            let samples: Vec<i32> = (0..length).map(|at| (at * at * 37 + 11 * at) % 256 - 128).collect();
            let mut row = forward(&samples, start as usize);
            line(&mut row, start, &mut Vec::new());
            assert_eq!(row, samples, "{length} from {start}");
        }
    }
    let mut alone = [6];
    line(&mut alone, 1, &mut Vec::new());
    assert_eq!(alone, [3]);
}
