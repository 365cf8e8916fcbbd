//! A scan: rows, neighbours, runs (T.87, A.2 to A.8).

use super::super::StreamShape;
use super::bits::Bits;
use super::coder::{Learned, Parameters, Steps};
use crate::error::DicomError;

/// How the components of a scan are interleaved (T.87, annex B).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interleave {
    /// There is only one component.
    None,
    /// Row by row.
    Line,
    /// Sample by sample.
    Sample,
}

/// A.2.1: bits of a run's length, by how long runs have been.
const RUN_BITS: [u32; 32] =
    [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// Two rows of a component, each extended by one sample on both sides (A.2.1): on the left by the first sample of the
/// row above, on the right by a copy of the last sample.
#[derive(Clone, Debug)]
struct LineBuffers {
    above: Vec<i32>,
    current: Vec<i32>,
    /// What the row above adds to the contexts.
    contexts: Vec<i32>,
    run: usize,
}

impl LineBuffers {
    fn new(width: usize) -> Self {
        Self { above: vec![0; width + 2], current: vec![0; width + 2], contexts: vec![0; width], run: 0 }
    }

    fn begin(&mut self, steps: &mut Steps) {
        std::mem::swap(&mut self.above, &mut self.current);
        let width = self.contexts.len();
        let first = self.above.get(1).copied().unwrap_or_default();
        let last = self.above.get(width).copied().unwrap_or_default();
        if let Some(end) = self.above.last_mut() {
            *end = last;
        }
        if let Some(start) = self.current.first_mut() {
            *start = first;
        }
        steps.above(&self.above, &mut self.contexts);
    }

    /// Left, above, above left of column `x`.
    fn near(&self, x: usize) -> [i32; 3] {
        let above = self.above.get(x..x + 2).and_then(|two| two.first_chunk()).copied().unwrap_or([0; 2]);
        let [c, b] = above;
        [self.current.get(x).copied().unwrap_or_default(), b, c]
    }

    fn set(&mut self, x: usize, sample: i32) {
        if let Some(place) = self.current.get_mut(x + 1) {
            *place = sample;
        }
    }
}

/// Decodes a scan of `count` components: one plane each, and where the data end. The decoded data are also written out
/// on request.
pub(super) fn decode(
    bytes: &[u8],
    at: usize,
    shape: StreamShape,
    count: usize,
    interleave: Interleave,
    (of, steps): (Parameters, Steps),
    made: Option<&mut Vec<u8>>,
) -> Result<(Vec<Vec<u16>>, usize), DicomError> {
    let (width, height) = (shape.width as usize, shape.height as usize);
    let mut rows = vec![LineBuffers::new(width); count];
    let mut planes = vec![Vec::with_capacity(width * height); count];
    let mut scan = Scan { bits: Bits::new(bytes, at), learned: Learned::new(&of), of, steps, width };
    for _ in 0..height {
        rows.iter_mut().for_each(|row| row.begin(&mut scan.steps));
        if interleave == Interleave::Sample {
            scan.row_of_all(&mut rows)?;
        } else {
            for row in &mut rows {
                scan.row_of_one(row)?;
            }
        }
        if scan.bits.missing() {
            return Err(DicomError::Truncated(text::dicom_codec::jpegls_rows_cut()));
        }
        for (plane, row) in planes.iter_mut().zip(&rows) {
            // Samples are clamped to 16 bits when they are set.
            plane.extend(row.current.get(1..=width).unwrap_or_default().iter().map(|&sample| sample as u16));
        }
    }
    if let Some(made) = made {
        scan.bits.put_taken(made);
    }
    Ok((planes, scan.bits.end()))
}

struct Scan<'a> {
    bits: Bits<'a>,
    learned: Learned,
    of: Parameters,
    steps: Steps,
    width: usize,
}

impl Scan<'_> {
    /// One row of one component.
    fn row_of_one(&mut self, row: &mut LineBuffers) -> Result<(), DicomError> {
        let mut x = 0;
        while x < self.width {
            x = self.regular(row, x);
            // A.3.2: a run starts where it is flat.
            if x < self.width {
                x = self.run(std::slice::from_mut(row), x)?;
            }
        }
        Ok(())
    }

    /// Samples from column `x` to where it is flat, or to the row's end; gives the next column.
    fn regular(&mut self, row: &mut LineBuffers, mut x: usize) -> usize {
        let mut bits = self.bits;
        let [mut a, mut b, mut c] = row.near(x);
        let places = row.current.iter_mut().skip(x + 1);
        let above = row.above.iter().skip(x + 2);
        for ((place, &d), &context) in places.zip(above).zip(row.contexts.iter().skip(x)) {
            let context = context + self.steps.left(c - a);
            if context == 0 {
                break;
            }
            a = self.learned.regular(&mut bits, &self.of, context, predicted(a, b, c));
            *place = a;
            (c, b) = (b, d);
            x += 1;
        }
        self.bits = bits;
        x
    }

    /// One row of all components, interleaved sample by sample.
    fn row_of_all(&mut self, rows: &mut [LineBuffers]) -> Result<(), DicomError> {
        let mut x = 0;
        // T.87, B.3: at most four.
        let mut contexts = [0; 4];
        while x < self.width {
            for (context, row) in contexts.iter_mut().zip(rows.iter()) {
                let [a, _, c] = row.near(x);
                *context = row.contexts.get(x).copied().unwrap_or_default() + self.steps.left(c - a);
            }
            // B.3: a run starts where every component is flat.
            if contexts == [0; 4] {
                x = self.run(rows, x)?;
                continue;
            }
            // A flat component among others is coded in the context without gradients.
            for (row, context) in rows.iter_mut().zip(contexts) {
                let [a, b, c] = row.near(x);
                let sample = self.learned.regular(&mut self.bits, &self.of, context, predicted(a, b, c));
                row.set(x, sample);
            }
            x += 1;
        }
        Ok(())
    }

    /// A.7: as many samples as the left neighbour, then one that differs; gives the next column.
    fn run(&mut self, rows: &mut [LineBuffers], x: usize) -> Result<usize, DicomError> {
        let left = self.width - x;
        let mut run = rows.first().map_or(0, |row| row.run);
        let bits_of = |run: usize| RUN_BITS.get(run).copied().unwrap_or(15);
        let mut length = 0;
        let mut ended = true;
        while self.bits.take(1) == 1 {
            let whole = 1_usize << bits_of(run);
            if length + whole <= left {
                run = (run + 1).min(31);
            }
            length = (length + whole).min(left);
            if length == left {
                ended = false;
                break;
            }
            if self.bits.missing() {
                return Err(DicomError::Truncated(text::dicom_codec::jpegls_runs_cut()));
            }
        }
        if ended {
            length += self.bits.take(bits_of(run)) as usize;
            if length >= left {
                return Err(DicomError::Damaged(text::dicom_codec::jpegls_run()));
            }
        }
        for row in rows.iter_mut() {
            let value = row.current.get(x).copied().unwrap_or_default();
            row.current.get_mut(x + 1..x + 1 + length).unwrap_or_default().fill(value);
        }
        if ended {
            let alone = rows.len() == 1;
            let limit = self.of.limit.saturating_sub(bits_of(run) + 1);
            for row in rows.iter_mut() {
                let [a, b, ..] = row.near(x + length);
                // B.3: interleaved samples end their run as if the neighbours differed.
                let alike = alone && (a - b).abs() <= self.of.near;
                let error = self.learned.run_end(&mut self.bits, &self.of, alike, limit);
                let (predicted, sign) = if alike { (a, 1) } else { (b, if a > b { -1 } else { 1 }) };
                let sample = self.of.reconstructed(predicted, sign * error);
                row.set(x + length, sample);
            }
            run = run.saturating_sub(1);
            length += 1;
        }
        rows.iter_mut().for_each(|row| row.run = run);
        Ok(x + length)
    }
}

/// A.4.1: the median of left, above and the plane through all three.
#[inline(always)]
fn predicted(a: i32, b: i32, c: i32) -> i32 {
    (a + b - c).clamp(a.min(b), a.max(b))
}
