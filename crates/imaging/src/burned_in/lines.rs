//! Grouping letters to lines of text.

use super::Border;
use super::letters::{Crowd, Letter};

/// Number of letters that form a text; bars between them do not count.
const FEWEST: u32 = 3;
/// Most letters per tone: a picture full of specks gives no more information.
const MOST: usize = 20_000;
/// Gap between letters, and between words, over their height.
const GAP: f64 = 0.9;
/// Largest offset between tops or bottoms of neighbours, over their height.
const UNEVEN: f64 = 0.16;
/// A capital over a small letter.
const TALLER: f64 = 1.6;
/// How much the inks of one text differ.
const INK: u8 = 28;
/// How much strokes of one text differ, at most twofold; antialiasing makes thin ones thinner.
const THICKER: f64 = 2.0;

/// Other pieces among the letters at most, for each letter: dots, dashes, accents.
const OTHERS: f64 = 0.6;

/// A line up to one of its letters.
#[derive(Clone, Copy)]
struct TextLine {
    /// Letters and bars.
    count: u32,
    /// Left, top, right, bottom.
    area: [u32; 4],
    shaped: u32,
    /// Least and greatest area of a shaped letter: a row of equal marks is not text.
    areas: (u32, u32),
    /// Border that its last letter on a border lies on.
    border: Option<Border>,
}

/// The border of each line of text that reaches one, and its bounds: left, top, right, bottom.
pub(super) fn lines(
    mut letters: Vec<Letter>,
    crowd: &Crowd,
    border: impl Fn((f64, f64)) -> Option<Border>,
) -> Vec<(Border, [u32; 4])> {
    letters.truncate(MOST);
    letters.sort_unstable_by_key(|letter| (letter.right, letter.top));
    let mut ends: Vec<TextLine> = Vec::with_capacity(letters.len());
    let mut goes = vec![false; letters.len()];
    for (at, letter) in letters.iter().enumerate() {
        let own = if letter.has_shape() { (letter.area, letter.area) } else { (u32::MAX, 0) };
        let area = [letter.left, letter.top, letter.right, letter.bottom];
        let mut line =
            TextLine { count: 1, area, shaped: letter.has_shape().into(), areas: own, border: border(letter.middle()) };
        // The nearest one on the left that it continues; the list is sorted by right ends.
        let reach = f64::from(letter.left) - GAP * TALLER * letter.height();
        let before = letters.iter().enumerate().take(at).rev();
        let mut near = before.take_while(|(_, other)| f64::from(other.right) >= reach);
        let found = near.find(|(_, other)| goes_on(other, letter)).map(|(at, _)| at);
        if let Some((before, goes)) = found.and_then(|at| ends.get(at).zip(goes.get_mut(at))) {
            *goes = true;
            line.shaped += before.shaped;
            line.count += before.count;
            let [left, top, right, bottom] = before.area;
            line.area =
                [left.min(letter.left), top.min(letter.top), right.max(letter.right), bottom.max(letter.bottom)];
            line.areas = (own.0.min(before.areas.0), own.1.max(before.areas.1));
            line.border = line.border.or(before.border);
        }
        ends.push(line);
    }
    let is_text = |line: &TextLine| {
        let [left, top, right, bottom] = line.area;
        let around = (bottom - top) / 3;
        let area = [left.saturating_sub(around), top.saturating_sub(around), right + around, bottom + around];
        line.shaped >= FEWEST
            && f64::from(line.areas.1) > 1.15 * f64::from(line.areas.0)
            && f64::from(crowd.within(area)) <= (1.0 + OTHERS) * f64::from(line.count) + 1.0
    };
    let last = ends.iter().zip(goes).filter_map(|(line, goes)| (!goes).then_some(line));
    last.filter(|line| is_text(line)).filter_map(|line| Some((line.border?, line.area))).collect()
}

/// Whether `b` may follow `a` on its right.
fn goes_on(a: &Letter, b: &Letter) -> bool {
    let (low, high) = (a.height().min(b.height()), a.height().max(b.height()));
    let gap = f64::from(b.left) - f64::from(a.right);
    let (tops, feet) = (a.top.abs_diff(b.top), a.bottom.abs_diff(b.bottom));
    let (thin, thick) = (a.stroke().min(b.stroke()), a.stroke().max(b.stroke()));
    (-0.15 * high..=GAP * high).contains(&gap)
        && high <= TALLER * low
        && f64::from(tops.min(feet)) <= (UNEVEN * high).max(1.0)
        && a.ink.abs_diff(b.ink) <= INK
        && thick <= THICKER * thin
}
