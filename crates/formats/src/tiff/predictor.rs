//! Decodes differences of neighbours (TIFF 6.0, section 14; Technical Note 3 for floating point).

use super::plan::{ImagePlan, compression};
use crate::fields::{Order, number};
use imaging::Format::Tiff;
use imaging::ImagingError;
use std::borrow::Cow;

/// Undoes the predictor of a decompressed part, line by line.
///
/// # Errors
/// `Unsupported` for unknown predictors, or for other kinds of samples.
pub(super) fn undone<'a>(
    part: Cow<'a, [u8]>,
    plan: &ImagePlan,
    line: usize,
    order: Order,
) -> Result<Cow<'a, [u8]>, ImagingError> {
    // Only these compressions have one, whatever the directory says.
    if plan.predictor == 1 || !matches!(plan.compression, 5 | 8 | 32_946 | 50_000) {
        return Ok(part);
    }
    let width = plan.bits / 8;
    let named = || Tiff.unsupported(text::formats::predictor(plan.predictor, plan.bits, compression(plan.compression)));
    let is_known = match plan.predictor {
        2 => matches!(plan.bits, 8 | 16 | 32 | 64),
        3 => matches!(plan.bits, 16 | 32 | 64),
        _ => false,
    };
    if !is_known {
        return Err(named());
    }
    let mut part = part.into_owned();
    for row in part.chunks_exact_mut(line.max(1)) {
        if plan.predictor == 2 {
            horizontal(row, width, plan.together(), order);
        } else {
            floating(row, width, plan.together(), order);
        }
    }
    Ok(Cow::Owned(part))
}

/// Each sample is the difference from that of the previous pixel.
fn horizontal(row: &mut [u8], width: usize, together: usize, order: Order) {
    for at in (together * width..row.len()).step_by(width) {
        let value = |at| number(row, at, width, order).unwrap_or_default();
        let sum = value(at).wrapping_add(value(at - together * width));
        put(row, at, width, sum, order);
    }
}

/// The bytes of a line are grouped by significance, the most significant of all samples first, each as the difference
/// from the previous byte.
fn floating(row: &mut [u8], width: usize, together: usize, order: Order) {
    for at in together..row.len() {
        let before = row.get(at - together).copied().unwrap_or_default();
        if let Some(byte) = row.get_mut(at) {
            *byte = byte.wrapping_add(before);
        }
    }
    let (bytes, count) = (row.to_vec(), row.len() / width.max(1));
    for sample in 0..count {
        let weighed = (0..width).filter_map(|weight| bytes.get(weight * count + sample));
        let value = weighed.fold(0, |sum, &byte| sum << 8 | u64::from(byte));
        put(row, sample * width, width, value, order);
    }
}

fn put(row: &mut [u8], at: usize, width: usize, value: u64, order: Order) {
    let (little, big) = (value.to_le_bytes(), value.to_be_bytes());
    let bytes = match order {
        Order::Little => little.get(..width),
        Order::Big => big.get(8 - width.min(8)..),
    };
    if let (Some(field), Some(bytes)) = (row.get_mut(at..at + width), bytes) {
        field.copy_from_slice(bytes);
    }
}
