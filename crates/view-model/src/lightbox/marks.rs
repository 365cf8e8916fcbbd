//! Annotations on the picture: sides of the patient, and a scale bar.

use super::MessageFn;
use super::number::with_decimals;
use super::view::{Sheet, SliceView};
use protocol::{FrameReport, PixelSize};
use text::Message;

/// Letters of the patient's axes, against and along them: right and left, front and back, feet and head.
const LETTERS: [[MessageFn; 2]; 3] = [
    [text::light_box_marks::right, text::light_box_marks::left],
    [text::light_box_marks::anterior, text::light_box_marks::posterior],
    [text::light_box_marks::feet, text::light_box_marks::head],
];
/// Tangent of 22.5°, the angle from the first letter's axis above which an edge gets a second letter.
const ASLANT: f64 = 0.414;
/// The longest scale as a share of the stage's width.
const LONGEST: f64 = 0.25;

/// Letters at the right, lower, left and upper edge of the stage, the strongest first; `None` for directions of no length.
#[must_use]
pub fn sides(view: &SliceView, directions: &[[f64; 3]; 2]) -> Option<[Message; 4]> {
    let (sin, cos) = view.degrees.to_radians().sin_cos();
    let side = if view.mirrored { -1.0 } else { 1.0 };
    let [row, column] = directions;
    let letters = |x: f64, y: f64| {
        // From the stage back to the frame: the rotation is undone first, then the mirroring.
        let (across, down) = (side * (cos * x + sin * y), cos * y - sin * x);
        let parts = row.iter().zip(column).map(|(row, column)| across * row + down * column);
        let mut parts: Vec<(f64, [MessageFn; 2])> = parts.zip(LETTERS).collect();
        parts.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let strongest = parts.first().map_or(0.0, |part| part.0.abs());
        let clear = parts.into_iter().filter(|part| part.0.abs() > ASLANT * strongest);
        let named = clear.map(|(part, [against, along])| if part < 0.0 { against() } else { along() });
        named.reduce(text::light_box_marks::letters)
    };
    Some([letters(1.0, 0.0)?, letters(0.0, 1.0)?, letters(-1.0, 0.0)?, letters(0.0, -1.0)?])
}

/// A round length that fits on the stage: its share of the stage's width, and its text. `None` where the pixel size is
/// unknown.
#[must_use]
pub fn scale(view: &SliceView, report: &FrameReport, sheet: &Sheet, stage: (f64, f64)) -> Option<(f64, Message)> {
    let (size, whole) = report.spacing.map(|size| (size, true)).or_else(|| Some((of_regions(report)?, false)))?;
    let a_pixel = size.column / view.scale_on(sheet, stage);
    let most = LONGEST * stage.0 * a_pixel;
    if !(most > 0.0 && most.is_finite()) {
        return None;
    }
    let exponent = most.log10().floor();
    let power = 10_f64.powf(exponent);
    let times = [5.0, 2.0, 1.0].into_iter().find(|times| times * power <= most).unwrap_or(1.0);
    let length = times * power;
    let said = if length >= 10.0 {
        text::light_box_marks::centimetres(with_decimals(length / 10.0, 0))
    } else {
        text::light_box_marks::millimetres(with_decimals(length, (-exponent).max(0.0) as usize))
    };
    let said = match (whole, size.at_detector) {
        (false, _) => text::light_box_marks::in_region(said),
        (true, true) => text::light_box_marks::at_detector(said),
        (true, false) => said,
    };
    Some((length / a_pixel / stage.0, said))
}

/// The pixel size shared by all ultrasound regions whose axes are lengths.
fn of_regions(report: &FrameReport) -> Option<PixelSize> {
    let mut sizes = report.regions.iter().filter_map(|region| region.size);
    let first = sizes.next()?;
    sizes.all(|size| size == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::scale;
    use crate::lightbox::{Act, Sheet, SliceView, VoiCurve, Window};
    use protocol::{FrameReport, PixelSize};
    use text::english;

    const AXIAL: [[f64; 3]; 2] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]];
    const SHEET: Sheet = Sheet { width: 200.0, height: 100.0, aspect: 1.0, span: 1.0 };

    fn after(acts: &[Act]) -> SliceView {
        let window = Window { center: 0.0, width: 1.0, curve: VoiCurve::Exact, name: None };
        acts.iter().fold(SliceView::new(window), |view, act| view.after(act, &SHEET, (400.0, 400.0)))
    }

    fn sides(view: &SliceView, directions: &[[f64; 3]; 2]) -> [String; 4] {
        super::sides(view, directions).unwrap().map(|letters| english(&letters))
    }

    #[test]
    fn letters_turn_with_the_picture() {
        // A slice seen from the feet: the patient's left at the right of the screen, the back below.
        assert_eq!(sides(&after(&[]), &AXIAL), ["L", "P", "R", "A"]);
        assert_eq!(sides(&after(&[Act::Mirror]), &AXIAL), ["R", "P", "L", "A"]);
        assert_eq!(sides(&after(&[Act::UpsideDown]), &AXIAL), ["L", "A", "R", "P"]);
        // Rotated by 90° clockwise: what was above is at the right.
        assert_eq!(sides(&after(&[Act::Turn(90.0)]), &AXIAL), ["A", "L", "P", "R"]);
        assert_eq!(sides(&after(&[Act::Turn(90.0), Act::Mirror]), &AXIAL), ["P", "L", "A", "R"]);
        assert_eq!(sides(&after(&[Act::Turn(45.0)]), &AXIAL)[0].len(), 2);
        // An oblique sagittal slice: its rows go back and slightly to the left.
        let leaning = [[0.6, 0.8, 0.0], [0.0, 0.0, -1.0]];
        assert_eq!(sides(&after(&[]), &leaning), ["PL", "F", "AR", "H"]);
    }

    #[test]
    fn letters_follow_the_places_of_the_frame() {
        // The letter of the patient's right follows the left edge of an axial slice through every rotation.
        for degrees in [0.0, 90.0, 180.0, -90.0] {
            for acts in [vec![Act::TurnTo(degrees)], vec![Act::Mirror, Act::TurnTo(degrees)]] {
                let (view, stage) = (after(&acts), (400.0, 400.0));
                let (x, y) = view.on_stage((0.0, 50.0), &SHEET, stage);
                let edge = match ((x - 200.0).round(), (y - 200.0).round()) {
                    (across, _) if across > 1.0 => 0,
                    (_, down) if down > 1.0 => 1,
                    (across, _) if across < -1.0 => 2,
                    _ => 3,
                };
                assert_eq!(sides(&view, &AXIAL)[edge], "R", "{acts:?}");
            }
        }
    }

    #[test]
    fn a_scale_is_round_and_as_long_as_it_says() {
        let mut report = FrameReport { spacing: None, ..crate::lightbox::measure::tests::report(None) };
        let scale = |view: &SliceView, report: &FrameReport| {
            scale(view, report, &SHEET, (400.0, 400.0)).map(|(share, said)| (share, english(&said)))
        };
        let view = after(&[]);
        assert_eq!(scale(&view, &report), None);
        report.spacing = Some(PixelSize { row: 0.5, column: 0.5, at_detector: false });
        // 400 device pixels are 200 columns, 100 mm: a quarter is 25 mm, of which 20 are round.
        assert_eq!(scale(&view, &report), Some((0.2, "2 cm".into())));
        let larger = after(&[Act::Zoom(10.0, (0.0, 0.0))]);
        assert_eq!(scale(&larger, &report), Some((0.2, "2 mm".into())));
        let closer = after(&[Act::Zoom(100.0, (0.0, 0.0))]);
        assert_eq!(scale(&closer, &report).unwrap().1, "0.2 mm");
        report.spacing = Some(PixelSize { row: 0.5, column: 0.5, at_detector: true });
        assert_eq!(scale(&view, &report).unwrap().1, "2 cm at the detector");
    }
}
