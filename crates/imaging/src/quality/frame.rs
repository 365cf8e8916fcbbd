//! A uniform frame around the picture.

use super::Grey;

/// Maximum difference in grey levels of a frame pixel from the frame: JPEG noise.
const SAME: u8 = 10;
/// Share of a row's pixels that must belong to the frame; a stray spot does not end it.
const MOST_OF_A_ROW: f32 = 0.995;

/// Share of the area outside the box that is left when uniform rows and columns are taken from
/// all four sides, 0…1. The level of the frame is taken from the outermost row or column of each side.
/// `turned` has the columns of `grey` as rows.
pub(super) fn border(grey: &Grey, turned: &Grey) -> f32 {
    let [height, width] = [uncovered(grey), uncovered(turned)];
    1.0 - height * width
}

/// Columns and rows between the uniform ones: from, up to. Everything where all is uniform.
pub(super) fn inside(grey: &Grey, turned: &Grey) -> [(usize, usize); 2] {
    [turned, grey].map(|lines| {
        let (above, below) = (uniform(lines.rows()), uniform(lines.rows().rev()));
        if above + below < lines.height { (above, lines.height - below) } else { (0, lines.height) }
    })
}

/// As [`inside`], where one level goes around all four sides, as a mat does; everything where none does.
pub(super) fn inside_mat(grey: &Grey, turned: &Grey) -> [(usize, usize); 2] {
    let [across, down] = inside(grey, turned);
    let ends = [grey, turned].map(|lines| [lines.rows().next(), lines.rows().next_back()]);
    let levels = || ends.iter().flatten().flatten().map(|row| median(row));
    let least = levels().min().unwrap_or_default();
    let is_one_level = levels().all(|level| level - least <= SAME);
    let goes_around = across.0 > 0 && across.1 < grey.width && down.0 > 0 && down.1 < grey.height;
    if is_one_level && goes_around { [across, down] } else { [(0, grey.width), (0, grey.height)] }
}

/// Share of the rows left between the uniform ones above and those below.
fn uncovered(grey: &Grey) -> f32 {
    let count = grey.height.max(1);
    let above = uniform(grey.rows());
    let below = uniform(grey.rows().rev());
    count.saturating_sub(above + below) as f32 / count as f32
}

/// Number of rows in this order that match the first one's median level.
fn uniform<'a>(rows: impl Iterator<Item = &'a [u8]>) -> usize {
    let mut level = None;
    rows.take_while(|row| {
        let level = *level.get_or_insert_with(|| median(row));
        let same = row.iter().filter(|sample| sample.abs_diff(level) <= SAME).count();
        same as f32 >= MOST_OF_A_ROW * row.len() as f32
    })
    .count()
}

fn median(row: &[u8]) -> u8 {
    let mut sorted = row.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
