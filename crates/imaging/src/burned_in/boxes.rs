//! Boxes over the text that is seen: what is proposed to be covered.

use super::{plane, reduction, written};
use crate::Image;
use finding::CoverBox;

/// Boxes over every line of text that reaches a border of the picture, in its columns and rows, from the top to the
/// bottom. Lines that touch share one. A proposal for somebody who looks: what was missed is not covered.
///
/// ```
/// use imaging::{Image, Pixels, burned_in_boxes};
///
/// let empty = Image::new(64, 64, Pixels::Grey8(vec![0; 64 * 64])).unwrap();
/// assert!(burned_in_boxes(&empty).is_empty());
/// ```
#[must_use]
pub fn burned_in_boxes(picture: &Image) -> Vec<CoverBox> {
    let (width, height) = (picture.width(), picture.height());
    let by = reduction(width as usize, height as usize) as u32;
    let mut areas: Vec<[u32; 4]> = Vec::new();
    for (_, [left, top, right, bottom]) in written(&plane(picture)) {
        // Marks above and below the letters, softened edges, and letters at both ends that were not taken for any.
        let (across, down) = (bottom - top, (bottom - top).div_ceil(2));
        let mut area = [
            left.saturating_sub(across) * by,
            top.saturating_sub(down) * by,
            ((right + across) * by).min(width),
            ((bottom + down) * by).min(height),
        ];
        // What it touches becomes part of it, and may touch others then.
        while let Some(at) = areas.iter().position(|other| touch(*other, area)) {
            let [left, top, right, bottom] = areas.swap_remove(at);
            area = [area[0].min(left), area[1].min(top), area[2].max(right), area[3].max(bottom)];
        }
        areas.push(area);
    }
    areas.sort_unstable_by_key(|&[left, top, ..]| (top, left));
    let covered = |[left, top, right, bottom]: [u32; 4]| CoverBox {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
        frame: None,
    };
    areas.into_iter().map(covered).collect()
}

fn touch(a: [u32; 4], b: [u32; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
