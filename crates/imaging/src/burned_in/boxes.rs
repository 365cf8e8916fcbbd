//! Boxes over detected text: a proposal of what to cover.

use super::letters::Letter;
use super::lines::lines;
use super::{border, for_each_tone, plane, reduction};
use crate::Image;
use finding::CoverBox;

/// Left, top, right, bottom; the last two are beyond it.
type TextBounds = [u32; 4];

/// Most neighbouring pieces that a line absorbs in addition to its own letters.
const MOST_BESIDE: usize = 200;

/// Boxes over every line of text that reaches a border of the picture, in its columns and rows, from the top to the
/// bottom. Lines that touch share one. A proposal for review: missed text is not covered.
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
    let mut areas: Vec<TextBounds> = Vec::new();
    for_each_tone(&plane(picture), |plane, letters, crowd| {
        for (_, line) in lines(letters.clone(), crowd, |place| border(place, plane)) {
            let [left, top, right, bottom] = with_neighbours(line, &letters);
            // Marks above and below the letters, softened edges, and one more letter at both ends.
            let (across, down) = (bottom - top, (bottom - top).div_ceil(2));
            let mut area = [
                left.saturating_sub(across) * by,
                top.saturating_sub(down) * by,
                ((right + across) * by).min(width),
                ((bottom + down) * by).min(height),
            ];
            // What it touches becomes part of it, and may touch others then.
            while let Some(at) = areas.iter().position(|other| touch(*other, area)) {
                area = both(areas.swap_remove(at), area);
            }
            areas.push(area);
        }
    });
    areas.sort_unstable_by_key(|&[left, top, ..]| (top, left));
    let covered = |[left, top, right, bottom]: TextBounds| CoverBox {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
        frame: None,
    };
    areas.into_iter().map(covered).collect()
}

/// A line with adjacent pieces that could be letters: words that are too short or too uniform to be distinguished from
/// marks.
fn with_neighbours(line: TextBounds, letters: &[Letter]) -> TextBounds {
    let (mut area, most) = (line, 2 * (line[3] - line[1]));
    for _ in 0..MOST_BESIDE {
        let [left, top, right, bottom] = area;
        let is_beside = |letter: &&Letter| {
            let is_inside =
                letter.left >= left && letter.right <= right && letter.top >= top && letter.bottom <= bottom;
            let middle = (letter.top + letter.bottom) / 2;
            !is_inside
                && (line[1]..line[3]).contains(&middle)
                && letter.bottom - letter.top <= most
                && letter.right + most >= left
                && letter.left <= right + most
        };
        let Some(letter) = letters.iter().find(is_beside) else { break };
        area = both(area, [letter.left, letter.top, letter.right, letter.bottom]);
    }
    area
}

fn both(a: TextBounds, b: TextBounds) -> TextBounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn touch(a: TextBounds, b: TextBounds) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
