//! Orientation of a frame in the patient, and laterality.

use crate::dicom::reading::object;
use fixtures::dicom_made::{Made, Written};

const W: Written = Written::Explicit;

fn made() -> Made {
    Made::grey16(1, 1, &[1])
}

#[test]
fn directions_come_from_the_orientation_or_from_letters() {
    let of = |made: Made| object(&made.file()).directions(0);
    assert_eq!(of(made()), None);
    let axial = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]];
    assert_eq!(of(made().text((0x0020, 0x0037), "DS", "1\\0\\0\\0\\1\\0")), Some(axial));
    // Neither unit vectors nor orthogonal.
    for wrong in ["1\\0\\0\\1\\0\\0", "2\\0\\0\\0\\1\\0", "0\\0\\0\\0\\0\\0", "1\\0\\0", "1\\0\\0\\0\\x\\0"] {
        assert_eq!(of(made().text((0x0020, 0x0037), "DS", wrong)), None, "{wrong}");
    }
    // A chest from behind: rows to the left, columns to the feet.
    let frontal = [[1.0, 0.0, 0.0], [0.0, 0.0, -1.0]];
    assert_eq!(of(made().text((0x0020, 0x0020), "CS", "L\\F")), Some(frontal));
    let [row, _] = of(made().text((0x0020, 0x0020), "CS", "LA\\F")).unwrap();
    assert!(row[0] > 0.8 && row[1] < -0.4, "{row:?}");
    for wrong in ["L", "L\\L", "LE\\CD", "X\\F"] {
        assert_eq!(of(made().text((0x0020, 0x0020), "CS", wrong)), None, "{wrong}");
    }
    // Each frame of an enhanced object has its own.
    let group = |six: &str| W.sequence((0x0020, 0x9116), &[W.text((0x0020, 0x0037), "DS", six)], false);
    let groups = W.sequence((0x5200, 0x9230), &[group("1\\0\\0\\0\\1\\0"), group("0\\1\\0\\0\\0\\-1")], false);
    let file = Made { frames: Some("2"), ..Made::grey16(1, 1, &[1, 2]) }.with(groups).file();
    assert_eq!(object(&file).directions(0), Some(axial));
    assert_eq!(object(&file).directions(1), Some([[0.0, 1.0, 0.0], [0.0, 0.0, -1.0]]));
}

#[test]
fn the_side_of_the_body_is_that_of_the_image_before_that_of_the_series() {
    let of = |made: Made| object(&made.file()).laterality();
    assert_eq!(of(made()), "");
    assert_eq!(of(made().text((0x0020, 0x0060), "CS", "L")), "L");
    assert_eq!(of(made().text((0x0020, 0x0060), "CS", "L").text((0x0020, 0x0062), "CS", "R")), "R");
    assert_eq!(of(made().text((0x0020, 0x0062), "CS", "left")), "");
}
