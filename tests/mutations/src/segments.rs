//! Mutations of JPEG, JPEG-LS and JPEG 2000 streams that know their segments: marker, length, content.

use super::mutate::{number, put};
use fastrand::Rng;
use std::ops::Range;

/// Markers that control a decoder (T.81, table B.1; T.87, C.1; T.800, table A.2).
const MARKERS: [u8; 24] = [
    0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC9, 0xCC, 0xD0, 0xD8, 0xD9, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE, 0xF7, 0xF8, 0x51,
    0x52, 0x5C, 0x90, 0x93, 0xFF,
];

/// The segments from the start of a stream to its first scan, without the 0xFF of their markers.
fn segments(bytes: &[u8], start: usize) -> Vec<Range<usize>> {
    let mut at = start + 2;
    let mut found = Vec::new();
    while let Some(&[0xFF, marker, high, low]) = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>) {
        let end = (at + 2 + usize::from(u16::from_be_bytes([high, low]))).min(bytes.len());
        found.push(at..end);
        if matches!(marker, 0xDA | 0x93) || end <= at + 2 {
            break;
        }
        at = end;
    }
    found
}

/// One mutation of the stream that starts there.
pub(crate) fn change(bytes: &mut Vec<u8>, start: usize, rng: &mut Rng) {
    let all = segments(bytes, start);
    let (Some(one), Some(two)) = (rng.choice(&all).cloned(), rng.choice(&all).cloned()) else {
        super::mutate::change(bytes, &[], rng);
        return;
    };
    match rng.u8(..9) {
        0 => put(bytes, one.start + 2, 2, true, number(rng)),
        1 => drop(bytes.drain(one)),
        2 => {
            let again = bytes[one].to_vec();
            bytes.splice(two.start..two.start, again);
        }
        3 => {
            if let Some(marker) = bytes.get_mut(one.start + 1) {
                *marker = MARKERS[rng.usize(..MARKERS.len())];
            }
        }
        4 | 5 => {
            // Content: sizes, precision, sampling, tables.
            let content = (one.start + 4).min(one.end)..one.end;
            if !content.is_empty() {
                let (at, width) = (rng.usize(content), 1 + rng.usize(..2));
                put(bytes, at, width, true, number(rng));
            }
        }
        6 => {
            let tail = bytes.split_off(one.start.max(two.start));
            let kept = if rng.bool() { tail.len() / 2 } else { tail.len() };
            bytes.extend([0xFF, 0xD9]);
            bytes.extend_from_slice(&tail[..kept]);
        }
        _ => {
            // Coded data.
            let scan = all.last().map_or(0, |last| last.end)..bytes.len();
            if !scan.is_empty() {
                let at = rng.usize(scan);
                bytes[at] = if rng.bool() { 0xFF } else { rng.u8(..) };
            }
        }
    }
}
