//! How derived objects reference their source, and the positions of its frames.

use crate::dicom::reading::object;
use fixtures::dicom_made::{Made, Written};

const W: Written = Written::Explicit;

/// With every identifier, and without position.
fn named() -> Made {
    Made::grey16(2, 3, &[1, 2, 3, 4, 5, 6])
        .text((0x0008, 0x0018), "UI", "1.2.3.4.5.6")
        .text((0x0020, 0x000D), "UI", "1.2.3.4")
        .text((0x0020, 0x000E), "UI", "1.2.3.4.5")
}

fn placed() -> Made {
    named()
        .text((0x0018, 0x0050), "DS", "5")
        .text((0x0020, 0x0032), "DS", "-10.5\\20.25\\3")
        .text((0x0020, 0x0037), "DS", "1\\0\\0\\0\\1\\0")
        .text((0x0020, 0x0052), "UI", "1.2.3.4.7")
        .text((0x0028, 0x0030), "DS", "0.5\\0.25")
}

#[test]
fn an_object_without_one_of_its_identifiers_cannot_be_named() {
    assert_eq!(object(&Made::grey16(1, 1, &[1]).file()).origin(0), None);
    let file = named().file();
    let origin = object(&file).origin(0).unwrap();
    let uids = [&origin.study_uid, &origin.series_uid, &origin.instance_uid, &origin.class_uid];
    assert_eq!(uids.map(String::as_str), ["1.2.3.4", "1.2.3.4.5", "1.2.3.4.5.6", "1.2.840.10008.5.1.4.1.1.7"]);
    assert_eq!((origin.frames, &origin.lossy, &origin.geometry), (1, &None, &None));
    assert_eq!(object(&file).origin(1), None, "there is one frame");
}

#[test]
fn a_place_in_the_patient_is_told_whole_or_not_at_all() {
    let geometry = object(&placed().file()).origin(0).unwrap().geometry.unwrap();
    assert_eq!((geometry.columns, geometry.rows), (2, 3));
    assert_eq!(geometry.position, [-10.5, 20.25, 3.0]);
    assert_eq!(geometry.orientation, [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
    assert_eq!((geometry.spacing, geometry.thickness), ([0.5, 0.25], Some(5.0)));
    assert_eq!(geometry.frame_of_reference_uid, "1.2.3.4.7");
    // Pixel spacing must be positive and directions orthogonal; letters are not numbers.
    let without = named().text((0x0020, 0x0052), "UI", "1.2.3.4.7").text((0x0020, 0x0032), "DS", "0\\0\\0");
    for (spacing, orientation) in
        [("0\\1", "1\\0\\0\\0\\1\\0"), ("1\\1", "1\\0\\0\\1\\0\\0"), ("1", "1\\0\\0\\0\\1\\0"), ("1\\1", "1\\0\\0")]
    {
        let made = without.clone().text((0x0020, 0x0037), "DS", orientation).text((0x0028, 0x0030), "DS", spacing);
        assert_eq!(object(&made.file()).origin(0).unwrap().geometry, None, "{spacing} {orientation}");
    }
    let letters = without.text((0x0020, 0x0020), "CS", "L\\P").text((0x0028, 0x0030), "DS", "1\\1");
    assert_eq!(object(&letters.file()).origin(0).unwrap().geometry, None);
}

#[test]
fn each_frame_of_an_enhanced_object_lies_where_its_group_says() {
    let group = |at: &str| {
        let position = W.sequence((0x0020, 0x9113), &[W.text((0x0020, 0x0032), "DS", at)], false);
        let plane = W.sequence((0x0020, 0x9116), &[W.text((0x0020, 0x0037), "DS", "1\\0\\0\\0\\1\\0")], false);
        let pixels = W.sequence((0x0028, 0x9110), &[W.text((0x0028, 0x0030), "DS", "1\\1")], false);
        [position, plane, pixels].concat()
    };
    let groups = W.sequence((0x5200, 0x9230), &[group("0\\0\\1"), group("0\\0\\2")], false);
    let made = Made { frames: Some("2"), ..Made::grey16(1, 1, &[1, 2]) };
    let made = made.text((0x0008, 0x0018), "UI", "1.2.3.4.5.6").text((0x0020, 0x000D), "UI", "1.2.3.4");
    let made = made.text((0x0020, 0x000E), "UI", "1.2.3.4.5").text((0x0020, 0x0052), "UI", "1.2.3.4.7");
    let file = made.with(groups).file();
    for (frame, depth) in [(0, 1.0), (1, 2.0)] {
        let geometry = object(&file).origin(frame).unwrap().geometry.unwrap();
        assert_eq!((geometry.position, geometry.thickness), ([0.0, 0.0, depth], None));
    }
}

#[test]
fn a_compression_with_loss_is_told_with_what_it_lost() {
    let lossy = |made: Made| object(&made.file()).origin(0).unwrap().lossy;
    assert_eq!(lossy(named().text((0x0028, 0x2110), "CS", "00")), None);
    let said = named().text((0x0028, 0x2110), "CS", "01");
    assert_eq!(lossy(said.clone()), Some((1.0, String::new())), "nobody says by how much");
    let said = said.text((0x0028, 0x2112), "DS", "4\\12.5").text((0x0028, 0x2114), "CS", "ISO_15444_1\\ISO_10918_1");
    assert_eq!(lossy(said), Some((12.5, "ISO_10918_1".to_owned())), "the last is what came out");
}
