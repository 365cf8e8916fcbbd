//! Lengths and angles, in millimetres where the file states the pixel size, and boxes that cover a part of the picture.

use super::covers;
use super::number::short;
use super::walk::Walk;
use protocol::{CoverBox, FrameReport, PictureRegion, PixelSize, SliceAddress};
use text::Message;

/// Kinds of measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// Between two points.
    Length,
    /// At the second of three points.
    Angle,
    /// No measurement: the box between two points is covered in the saved file. The third point is its middle.
    Cover,
}

/// Points that were set, in columns and rows of one slice. They are drawn on that slice only; covers, on every slice of
/// their file.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// The kind.
    pub kind: MeasureKind,
    /// Two or three.
    pub points: Vec<(f64, f64)>,
    /// The slice that it was set on.
    pub place: SliceAddress,
    /// The navigation state of that slice.
    pub walk: Walk,
    /// Series and slice, for people.
    pub of: Message,
    /// The pixel size for its lengths.
    ruler: Ruler,
}

/// The pixel sizes for lengths on a slice.
#[derive(Clone, Debug, PartialEq)]
struct Ruler {
    size: (f64, f64),
    spacing: Option<PixelSize>,
    regions: Vec<PictureRegion>,
    aspect: f64,
}

impl Measurement {
    /// A new one on a slice, whose display name is `of`.
    #[must_use]
    pub fn new(
        kind: MeasureKind,
        points: Vec<(f64, f64)>,
        (place, walk): (SliceAddress, Walk),
        of: Message,
        report: &FrameReport,
    ) -> Self {
        let size = (f64::from(report.width), f64::from(report.height));
        let regions = report.regions.clone();
        let ruler = Ruler { size, spacing: report.spacing, regions, aspect: report.aspect };
        let points = match points.as_slice() {
            &[a, b, ..] if kind == MeasureKind::Cover => covers::between(a, b, size),
            _ => points,
        };
        Self { kind, points, place, walk, of, ruler }
    }

    /// Points around the middle of the visible part, for placing them without a pointer.
    #[must_use]
    pub fn around(kind: MeasureKind, middle: (f64, f64), reach: f64) -> Vec<(f64, f64)> {
        // Apart from each other, so that both can be seen.
        let middle = if kind == MeasureKind::Length { (middle.0, middle.1 + reach / 2.0) } else { middle };
        let left = (middle.0 - reach, middle.1);
        let right = (middle.0 + reach, middle.1);
        match kind {
            MeasureKind::Length => vec![left, right],
            MeasureKind::Angle => vec![left, middle, (middle.0, middle.1 - reach)],
            MeasureKind::Cover => vec![(left.0, middle.1 - reach / 4.0), (right.0, middle.1 + reach / 4.0)],
        }
    }

    /// With a point moved, inside the frame. A cover's middle moves it as a whole.
    #[must_use]
    pub fn moved(&self, at: usize, to: (f64, f64)) -> Self {
        let mut next = self.clone();
        let size = self.ruler.size;
        if let (MeasureKind::Cover, &[a, b, middle]) = (self.kind, self.points.as_slice()) {
            next.points = covers::moved([a, b, middle], at, to, size);
        } else if let Some(point) = next.points.get_mut(at) {
            *point = covers::inside(to, size);
        }
        next
    }

    /// The line that is drawn: around a cover, through all points of a measurement.
    #[must_use]
    pub fn outline(&self) -> Vec<(f64, f64)> {
        match (self.kind, self.points.as_slice()) {
            (MeasureKind::Cover, &[a, b, _]) => vec![a, (b.0, a.1), b, (a.0, b.1), a],
            _ => self.points.clone(),
        }
    }

    /// What it covers: every pixel that it touches, one at least, on all frames. `None` for measurements.
    #[must_use]
    pub fn covered(&self) -> Option<CoverBox> {
        match (self.kind, self.points.as_slice()) {
            (MeasureKind::Cover, &[a, b, _]) => Some(covers::covered(a, b, self.ruler.size)),
            _ => None,
        }
    }

    /// Where its value is drawn: in the middle of a length, at the vertex of an angle.
    #[must_use]
    pub fn anchor(&self) -> Option<(f64, f64)> {
        match (self.kind, self.points.as_slice()) {
            (MeasureKind::Length, &[a, b]) => Some(((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)),
            (MeasureKind::Angle, &[_, corner, _]) => Some(corner),
            _ => None,
        }
    }

    /// Its text: "32.1 mm", "87.5°", "columns 3 to 40, rows 1 to 9"; `None` where points are too few or too many.
    #[must_use]
    pub fn text(&self) -> Option<Message> {
        if let Some(CoverBox { x, y, width, height, .. }) = self.covered() {
            return Some(text::light_box_measures::covers(x + 1, x + width, y + 1, y + height));
        }
        // Millimetres per column and row; without them the width of a pixel is the unit.
        let spacing = spacing_of(&self.points, &self.ruler);
        let (column, row) = spacing.map_or((1.0, self.ruler.aspect), |size| (size.column, size.row));
        let apart = |a: (f64, f64), b: (f64, f64)| ((b.0 - a.0) * column, (b.1 - a.1) * row);
        match (self.kind, self.points.as_slice()) {
            (MeasureKind::Length, &[a, b]) => {
                let (across, down) = apart(a, b);
                let length = tenths(across.hypot(down));
                Some(match spacing {
                    Some(size) if size.at_detector => text::light_box_measures::at_detector(length),
                    Some(_) => text::light_box_measures::millimetres(length),
                    None => text::light_box_measures::pixels(length),
                })
            }
            (MeasureKind::Angle, &[a, middle, b]) => {
                let ((ax, ay), (bx, by)) = (apart(middle, a), apart(middle, b));
                let angle = (ax * by - ay * bx).atan2(ax * bx + ay * by).to_degrees().abs();
                Some(text::light_box_measures::degrees(tenths(angle)))
            }
            _ => None,
        }
    }
}

/// The pixel size for a measurement: that of the ultrasound region that contains all its points, else that of the
/// frame. `None` where the points are partly in a region and partly elsewhere, or the region's axes are not lengths.
fn spacing_of(points: &[(f64, f64)], ruler: &Ruler) -> Option<PixelSize> {
    let holds = |region: &PictureRegion, (column, row): (f64, f64)| {
        let within = |at: f64, first: u32, last: u32| (f64::from(first)..=f64::from(last) + 1.0).contains(&at);
        within(column, region.left, region.right) && within(row, region.top, region.bottom)
    };
    let at = |point: &(f64, f64)| ruler.regions.iter().position(|region| holds(region, *point));
    let common = ruler.regions.iter().find(|region| points.iter().all(|&point| holds(region, point)));
    match common {
        Some(region) => region.size,
        None if points.iter().any(|point| at(point).is_some()) => None,
        None => ruler.spacing,
    }
}

/// "Length 1": each kind is numbered separately, over all slices.
#[must_use]
pub fn name_of(list: &[Measurement], at: usize) -> Message {
    let kind = list.get(at).map(|measure| measure.kind);
    let number = list.iter().take(at).filter(|measure| Some(measure.kind) == kind).count() + 1;
    match kind {
        Some(MeasureKind::Cover) => text::light_box_measures::cover_name(number),
        Some(MeasureKind::Angle) => text::light_box_measures::angle_name(number),
        _ => text::light_box_measures::length_name(number),
    }
}

/// Indices of the measurements that belong to a slice, and of the covers of its file.
#[must_use]
pub fn on_slice(list: &[Measurement], place: SliceAddress) -> Vec<usize> {
    let is_on = |measure: &Measurement| {
        measure.place == place || (measure.kind == MeasureKind::Cover && measure.place.instance() == place.instance())
    };
    list.iter().enumerate().filter(|(_, measure)| is_on(measure)).map(|(at, _)| at).collect()
}

fn tenths(value: f64) -> Message {
    if value >= 1.0 { text::light_box_values::tenths(value) } else { short(value) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{MeasureKind, Measurement, name_of, on_slice};
    use crate::lightbox::Walk;
    use protocol::{FrameReport, Percentiles, PictureRegion, PixelSize, SampleType, SliceAddress};
    use text::{Message, english};

    pub(crate) fn report(spacing: Option<PixelSize>) -> FrameReport {
        FrameReport {
            width: 100,
            height: 100,
            samples: SampleType::U16,
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
            percentiles: Percentiles::default(),
            unit: String::new(),
            suv: None,
            no_suv: None,
            modality: String::new(),
            ordinary: false,
            rule: text::light_box::picture(),
            warnings: Vec::new(),
            name: text::reading::said(""),
            instance: None,
            bits: 0,
        }
    }

    pub(crate) fn measure(
        kind: MeasureKind,
        points: &[(f64, f64)],
        frame: u32,
        spacing: Option<PixelSize>,
    ) -> Measurement {
        let place = SliceAddress::Frame { instance: 0, frame };
        let walk = Walk { at: frame, ..Walk::default() };
        Measurement::new(kind, points.to_vec(), (place, walk), of(frame), &report(spacing))
    }

    fn of(frame: u32) -> Message {
        text::light_box::slice_of(text::light_box::picture(), frame + 1, 20_u32)
    }

    pub(crate) fn said(measure: &Measurement) -> String {
        measure.text().map(|text| english(&text)).unwrap_or_default()
    }

    #[test]
    fn a_length_counts_rows_and_columns_by_their_own_size() {
        let ends = [(10.0, 10.0), (14.0, 13.0)];
        let of = |spacing| measure(MeasureKind::Length, &ends, 0, spacing);
        assert_eq!(said(&of(None)), "5.0 pixels");
        let size = |at_detector| Some(PixelSize { row: 2.0, column: 0.5, at_detector });
        assert_eq!(said(&of(size(false))), "6.3 mm");
        assert_eq!(said(&of(size(true))), "6.3 mm at the detector");
        assert_eq!(of(None).moved(1, (-5.0, 400.0)).points[1], (0.0, 100.0));
        assert_eq!(of(None).anchor(), Some((12.0, 11.5)));
    }

    #[test]
    fn a_length_in_an_ultrasound_region_has_its_size() {
        let size = |row, column| Some(PixelSize { row, column, at_detector: false });
        let region = |left, right, size| PictureRegion { left, top: 8, right, bottom: 119, size };
        let across = |from: f64, to: f64, report: &FrameReport| {
            let place = (SliceAddress::Frame { instance: 0, frame: 0 }, Walk::default());
            let points = vec![(from, 20.0), (to, 20.0)];
            said(&Measurement::new(MeasureKind::Length, points, place, of(0), report))
        };
        let picture = |regions| FrameReport { width: 200, height: 128, regions, ..report(None) };
        let one = picture(vec![region(8, 119, size(0.2, 0.2))]);
        assert_eq!(across(20.0, 52.0, &one), "6.4 mm");
        assert_eq!(across(8.0, 120.0, &one), "22.4 mm", "edge to edge");
        assert_eq!(across(20.0, 140.0, &one), "120.0 pixels", "out of the region");
        assert_eq!(across(130.0, 140.0, &one), "10.0 pixels", "outside of it");
        let two = picture(vec![region(8, 60, size(0.2, 0.2)), region(61, 119, size(0.5, 0.5))]);
        assert_eq!((across(20.0, 30.0, &two), across(70.0, 80.0, &two)), ("2.0 mm".into(), "5.0 mm".into()));
        assert_eq!(across(50.0, 70.0, &two), "20.0 pixels", "from one into another");
        // Seconds across are not a length, even where the frame states a spacing.
        let time = FrameReport { spacing: size(0.2, 0.2), ..picture(vec![region(8, 119, None)]) };
        assert_eq!(across(20.0, 52.0, &time), "32.0 pixels");
        assert_eq!(across(130.0, 140.0, &time), "2.0 mm");
    }

    #[test]
    fn an_angle_is_that_of_the_patient_and_not_of_the_screen() {
        let right = measure(MeasureKind::Angle, &[(20.0, 10.0), (10.0, 10.0), (10.0, 0.0)], 0, None);
        assert_eq!((said(&right).as_str(), right.anchor()), ("90.0°", Some((10.0, 10.0))));
        let tall = Some(PixelSize { row: 2.0, column: 1.0, at_detector: false });
        let slanted = measure(MeasureKind::Angle, &[(20.0, 10.0), (10.0, 10.0), (20.0, 5.0)], 0, tall);
        assert_eq!(said(&slanted), "45.0°");
    }

    #[test]
    fn a_measure_belongs_to_its_slice_and_keeps_its_name_and_its_ruler_on_every_other() {
        let size = |column| Some(PixelSize { row: 1.0, column, at_detector: false });
        let ends = [(0.0, 0.0), (10.0, 0.0)];
        let list = [
            measure(MeasureKind::Length, &ends, 7, size(1.0)),
            measure(MeasureKind::Angle, &[(20.0, 10.0), (10.0, 10.0), (10.0, 0.0)], 7, None),
            measure(MeasureKind::Length, &ends, 12, size(0.5)),
        ];
        let on = |frame| on_slice(&list, SliceAddress::Frame { instance: 0, frame });
        assert_eq!((on(7), on(12), on(8)), (vec![0, 1], vec![2], vec![]));
        assert_eq!([0, 1, 2].map(|at| english(&name_of(&list, at))), ["Length 1", "Angle 1", "Length 2"]);
        assert_eq!([&list[0], &list[2]].map(said), ["10.0 mm", "5.0 mm"]);
        // Another file's frame of the same number is another slice.
        assert!(on_slice(&list, SliceAddress::Frame { instance: 1, frame: 7 }).is_empty());
    }
}
