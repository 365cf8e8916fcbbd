//! Lengths and angles, in millimetres where the file says how large a pixel is.

use super::window::short;
use crate::protocol::{FrameReport, PictureRegion, PixelSize};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// Between two points.
    Length,
    /// At the second of three points.
    Angle,
}

/// Points that were set, in columns and rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What is measured.
    pub kind: MeasureKind,
    /// Two or three.
    pub points: Vec<(f64, f64)>,
}

impl Measure {
    /// A new one around the middle of what is seen, for whoever sets points without a pointer.
    #[must_use]
    pub fn around(kind: MeasureKind, middle: (f64, f64), reach: f64) -> Self {
        // Apart from each other, so that both can be seen.
        let middle = if kind == MeasureKind::Length { (middle.0, middle.1 + reach / 2.0) } else { middle };
        let left = (middle.0 - reach, middle.1);
        let right = (middle.0 + reach, middle.1);
        let points = match kind {
            MeasureKind::Length => vec![left, right],
            MeasureKind::Angle => vec![left, middle, (middle.0, middle.1 - reach)],
        };
        Self { kind, points }
    }

    /// With a point elsewhere, inside of the frame.
    #[must_use]
    pub fn moved(&self, at: usize, to: (f64, f64), report: &FrameReport) -> Self {
        let mut next = self.clone();
        if let Some(point) = next.points.get_mut(at) {
            *point = (to.0.clamp(0.0, f64::from(report.width)), to.1.clamp(0.0, f64::from(report.height)));
        }
        next
    }

    /// What it says: "32.1 mm", "87.5°".
    #[must_use]
    pub fn text(&self, report: &FrameReport) -> String {
        // Millimetres a column and a row; without them the width of a pixel is the unit.
        let spacing = spacing_of(&self.points, report);
        let (column, row) = spacing.map_or((1.0, report.aspect), |size| (size.column, size.row));
        let apart = |a: (f64, f64), b: (f64, f64)| ((b.0 - a.0) * column, (b.1 - a.1) * row);
        match (self.kind, self.points.as_slice()) {
            (MeasureKind::Length, &[a, b]) => {
                let (across, down) = apart(a, b);
                let length = across.hypot(down);
                match spacing {
                    Some(size) if size.at_detector => format!("{} mm at the detector", tenths(length)),
                    Some(_) => format!("{} mm", tenths(length)),
                    None => format!("{} pixels", tenths(length)),
                }
            }
            (MeasureKind::Angle, &[a, middle, b]) => {
                let ((ax, ay), (bx, by)) = (apart(middle, a), apart(middle, b));
                let angle = (ax * by - ay * bx).atan2(ax * bx + ay * by).to_degrees().abs();
                format!("{}°", tenths(angle))
            }
            _ => String::new(),
        }
    }
}

/// The size of a pixel for a measure: that of the ultrasound region that holds all its points, else that of the frame.
/// None where a point lies in a region and another one elsewhere, or where the region's axes are no lengths.
fn spacing_of(points: &[(f64, f64)], report: &FrameReport) -> Option<PixelSize> {
    let holds = |region: &PictureRegion, (column, row): (f64, f64)| {
        let within = |at: f64, first: u32, last: u32| (f64::from(first)..=f64::from(last) + 1.0).contains(&at);
        within(column, region.left, region.right) && within(row, region.top, region.bottom)
    };
    let at = |point: &(f64, f64)| report.regions.iter().position(|region| holds(region, *point));
    let common = report.regions.iter().find(|region| points.iter().all(|&point| holds(region, point)));
    match common {
        Some(region) => region.size,
        None if points.iter().any(|point| at(point).is_some()) => None,
        None => report.spacing,
    }
}

fn tenths(value: f64) -> String {
    if value >= 1.0 { format!("{value:.1}") } else { short(value) }
}

#[cfg(test)]
pub(in crate::lightbox::state) mod tests {
    use super::{Measure, MeasureKind};
    use crate::protocol::{Depth, FrameReport, PictureRegion, PixelSize, Spread};

    pub(in crate::lightbox::state) fn report(spacing: Option<PixelSize>) -> FrameReport {
        FrameReport {
            width: 100,
            height: 100,
            samples: Depth::U16,
            slope: 1.0,
            intercept: 0.0,
            padding: None,
            inverted: false,
            aspect: 1.0,
            spacing,
            regions: Vec::new(),
            graphics: String::new(),
            directions: None,
            laterality: String::new(),
            windows: Vec::new(),
            spread: Spread::default(),
            unit: String::new(),
            suv: None,
            no_suv: String::new(),
            modality: String::new(),
            ordinary: false,
            rule: String::new(),
            warnings: Vec::new(),
            name: String::new(),
        }
    }

    #[test]
    fn a_length_counts_rows_and_columns_by_their_own_size() {
        let measure = Measure { kind: MeasureKind::Length, points: vec![(10.0, 10.0), (14.0, 13.0)] };
        assert_eq!(measure.text(&report(None)), "5.0 pixels");
        let size = |at_detector| Some(PixelSize { row: 2.0, column: 0.5, at_detector });
        assert_eq!(measure.text(&report(size(false))), "6.3 mm");
        assert_eq!(measure.text(&report(size(true))), "6.3 mm at the detector");
        let outside = measure.moved(1, (-5.0, 400.0), &report(None));
        assert_eq!(outside.points[1], (0.0, 100.0));
    }

    #[test]
    fn a_length_in_an_ultrasound_region_has_its_size() {
        let size = |row, column| Some(PixelSize { row, column, at_detector: false });
        let region = |left, right, size| PictureRegion { left, top: 8, right, bottom: 119, size };
        let across = |from: f64, to: f64| Measure { kind: MeasureKind::Length, points: vec![(from, 20.0), (to, 20.0)] };
        let picture = |regions| FrameReport { width: 200, height: 128, regions, ..report(None) };
        let one = picture(vec![region(8, 119, size(0.2, 0.2))]);
        assert_eq!(across(20.0, 52.0).text(&one), "6.4 mm");
        assert_eq!(across(8.0, 120.0).text(&one), "22.4 mm", "edge to edge");
        assert_eq!(across(20.0, 140.0).text(&one), "120.0 pixels", "out of the region");
        assert_eq!(across(130.0, 140.0).text(&one), "10.0 pixels", "outside of it");
        let two = picture(vec![region(8, 60, size(0.2, 0.2)), region(61, 119, size(0.5, 0.5))]);
        assert_eq!((across(20.0, 30.0).text(&two), across(70.0, 80.0).text(&two)), ("2.0 mm".into(), "5.0 mm".into()));
        assert_eq!(across(50.0, 70.0).text(&two), "20.0 pixels", "from one into another");
        // Seconds across: no length, even where the frame says a spacing.
        let time = FrameReport { spacing: size(0.2, 0.2), ..picture(vec![region(8, 119, None)]) };
        assert_eq!(across(20.0, 52.0).text(&time), "32.0 pixels");
        assert_eq!(across(130.0, 140.0).text(&time), "2.0 mm");
    }

    #[test]
    fn an_angle_is_that_of_the_patient_and_not_of_the_screen() {
        let right = Measure { kind: MeasureKind::Angle, points: vec![(20.0, 10.0), (10.0, 10.0), (10.0, 0.0)] };
        assert_eq!(right.text(&report(None)), "90.0°");
        let slanted = Measure { kind: MeasureKind::Angle, points: vec![(20.0, 10.0), (10.0, 10.0), (20.0, 5.0)] };
        let tall = Some(PixelSize { row: 2.0, column: 1.0, at_detector: false });
        assert_eq!(slanted.text(&report(tall)), "45.0°");
    }
}
