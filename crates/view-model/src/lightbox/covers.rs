//! Boxes that cover a part of a picture: two corners and the centre between them, in columns and rows.

use super::measure::{Measurement, on_slice};
use protocol::{CoverBox, SliceAddress};

/// A column and a row, with fractions.
type Place = (f64, f64);

/// The covered boxes of the file that a slice belongs to.
#[must_use]
pub fn cover_boxes(list: &[Measurement], place: SliceAddress) -> Vec<CoverBox> {
    on_slice(list, place).into_iter().filter_map(|at| list.get(at)?.covered()).collect()
}

/// The points of a box between two corners, inside a frame of this size.
pub(super) fn between(a: Place, b: Place, size: (f64, f64)) -> Vec<Place> {
    let (a, b) = (inside(a, size), inside(b, size));
    vec![a, b, ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)]
}

/// The nearest position inside the frame.
pub(super) fn inside((x, y): Place, size: (f64, f64)) -> Place {
    (x.clamp(0.0, size.0), y.clamp(0.0, size.1))
}

/// The points with one of them moved: the centre moves the whole box, as far as it stays inside.
pub(super) fn moved([a, b, middle]: [Place; 3], at: usize, to: Place, size: (f64, f64)) -> Vec<Place> {
    let by = |to: f64, from: f64, a: f64, b: f64, size: f64| (to - from).min(size - a.max(b)).max(-a.min(b));
    let step = (by(to.0, middle.0, a.0, b.0, size.0), by(to.1, middle.1, a.1, b.1, size.1));
    let along = |point: Place| (point.0 + step.0, point.1 + step.1);
    match at {
        0 => between(to, b, size),
        1 => between(a, to, size),
        _ => between(along(a), along(b), size),
    }
}

/// Every pixel that a box touches, one at least, on all frames.
pub(super) fn covered(a: Place, b: Place, size: (f64, f64)) -> CoverBox {
    let span = |a: f64, b: f64, size: f64| {
        let first = a.min(b).floor().min(size - 1.0).max(0.0);
        (first as u32, (a.max(b).ceil().min(size) - first).max(1.0) as u32)
    };
    let ((x, width), (y, height)) = (span(a.0, b.0, size.0), span(a.1, b.1, size.1));
    CoverBox { x, y, width, height, frame: None }
}

#[cfg(test)]
mod tests {
    use super::cover_boxes;
    use crate::lightbox::measure::tests::{measure, said};
    use crate::lightbox::{MeasureKind, name_of, on_slice};
    use protocol::SliceAddress;
    use text::english;

    #[test]
    fn a_box_is_moved_by_its_corners_and_its_middle_and_covers_every_frame_of_its_file() {
        let made = measure(MeasureKind::Cover, &[(10.2, 40.0), (30.5, 20.0)], 7, None);
        assert_eq!(made.points.len(), 3);
        assert_eq!(said(&made), "columns 11 to 31, rows 21 to 40");
        let wider = made.moved(1, (500.0, -3.0));
        assert_eq!(said(&wider), "columns 11 to 100, rows 1 to 40");
        // Moving keeps its size.
        let aside = made.moved(2, (900.0, 30.0));
        assert_eq!(said(&aside), "columns 80 to 100, rows 21 to 40");
        assert_eq!(said(&aside.moved(2, (-900.0, 30.0))), "columns 1 to 21, rows 21 to 40");
        // A box without width covers the pixel under it.
        assert_eq!(said(&made.moved(0, (30.5, 20.0))), "columns 31 to 31, rows 21 to 21");
        assert_eq!(made.outline().len(), 5);
        let list = [made, measure(MeasureKind::Length, &[(0.0, 0.0), (9.0, 0.0)], 7, None)];
        let frame = |instance, frame| SliceAddress::Frame { instance, frame };
        assert_eq!((on_slice(&list, frame(0, 3)), cover_boxes(&list, frame(0, 3)).len()), (vec![0], 1));
        assert!(cover_boxes(&list, frame(1, 7)).is_empty());
        assert_eq!(english(&name_of(&list, 0)), "Box 1");
    }
}
