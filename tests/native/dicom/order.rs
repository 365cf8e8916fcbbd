//! Order of slices, and pixel spacing of ultrasound pictures.

use crate::dicom::reading::{frame, object};
use dicom::{Plane, Summary, grouped};
use fixtures::dicom_made::{Made, Written};

const E: Written = Written::Explicit;

/// A slice of one series: position, orientation, and further elements.
fn slice(position: &str, orientation: &str, more: &[Vec<u8>]) -> Summary {
    let made = Made::grey16(2, 2, &[1, 2, 3, 4])
        .text((0x0020, 0x000D), "UI", "1.2.4")
        .text((0x0020, 0x000E), "UI", "1.2.5")
        .text((0x0020, 0x0032), "DS", position)
        .text((0x0020, 0x0037), "DS", orientation);
    let made = more.iter().fold(made, |made, element| made.with(element.clone()));
    object(&made.file()).summary().unwrap()
}

fn number(number: u32) -> Vec<u8> {
    E.text((0x0020, 0x0013), "IS", &number.to_string())
}

const AXIAL: &str = "1\\0\\0\\0\\1\\0";

fn order(list: &[Summary]) -> Vec<usize> {
    let studies = grouped(list);
    let [study] = studies.as_slice() else { panic!("{studies:?}") };
    let [series] = study.series.as_slice() else { panic!("{studies:?}") };
    series.slices(list).map(|(at, _)| at).collect()
}

#[test]
fn the_planes_of_a_localizer_keep_together() {
    // Three axial, three coronal, three sagittal ones, given out of order; positions of each plane descend or ascend.
    let planes = [AXIAL, "1\\0\\0\\0\\0\\-1", "0\\1\\0\\0\\0\\-1"];
    let position = |plane: usize, step: i32| match plane {
        0 => format!("-100\\-100\\{}", -step),
        1 => format!("-100\\{step}\\-100"),
        _ => format!("{step}\\-100\\-100"),
    };
    let all: Vec<Summary> = (0..9)
        .map(|at| {
            let (plane, step) = (at / 3, 20 * (at as i32 % 3) - 20);
            slice(&position(plane, step), planes[plane], &[number(at as u32 + 1)])
        })
        .collect();
    let given = [4, 8, 0, 6, 2, 7, 1, 3, 5];
    let list: Vec<Summary> = given.iter().map(|&at| all[at].clone()).collect();
    let found: Vec<usize> = order(&list).into_iter().map(|at| given[at]).collect();
    assert_eq!(found, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    // A stack that is not quite parallel, or flipped, is still one plane, sorted by position.
    let tilted = ["1\\0\\0\\0\\1\\0", "0.9999\\0.0100\\0\\-0.0100\\0.9999\\0", "1\\0\\0\\0\\-1\\0"];
    let list: Vec<Summary> =
        (0..3).map(|at| slice(&format!("0\\0\\{}", 30 - 10 * at), tilted[at as usize], &[number(at + 1)])).collect();
    assert_eq!(order(&list), [2, 1, 0]);
}

#[test]
fn several_slices_at_one_place_follow_by_time() {
    let at = |z: i32, more: &[Vec<u8>]| slice(&format!("0\\0\\{z}"), AXIAL, more);
    let time = |tag: (u16, u16), vr: &str, text: &str| E.text(tag, vr, text);
    // A file with each kind of time; the files are given in another order.
    let clocks: [(&str, (u16, u16), [&str; 3]); 5] = [
        ("IS", (0x0020, 0x0100), ["1", "2", "10"]),
        ("DS", (0x0018, 0x1060), ["0", "33.5", "670"]),
        ("TM", (0x0008, 0x0032), ["095959", "100000.1", "100000.25"]),
        ("DT", (0x0008, 0x002A), ["20200101235959", "20200102000001", "20200102000002"]),
        ("TM", (0x0008, 0x0033), ["09", "0915", "101500"]),
    ];
    for (vr, tag, texts) in clocks {
        let one = |place: usize, step: usize| at(place as i32 * 5, &[time(tag, vr, texts[step])]);
        let list = [one(2, 1), one(0, 2), one(1, 0), one(0, 0), one(2, 2), one(1, 2), one(0, 1), one(1, 1), one(2, 0)];
        assert_eq!(order(&list), [3, 6, 1, 2, 7, 5, 8, 0, 4], "{tag:?}");
    }
    // No time: by number. No number either: as given, position by position.
    let list = [at(0, &[number(3)]), at(5, &[number(2)]), at(0, &[number(1)]), at(5, &[number(4)])];
    assert_eq!(order(&list), [2, 1, 0, 3]);
    assert_eq!(order(&[at(5, &[]), at(0, &[]), at(5, &[]), at(0, &[])]), [1, 3, 0, 2]);
    // No positions: by number.
    let list = [slice("", AXIAL, &[number(2)]), slice("", AXIAL, &[number(1)])];
    assert_eq!(order(&list), [1, 0]);
}

/// An enhanced object; the functional groups of each frame.
fn enhanced(groups: &[Vec<u8>]) -> Summary {
    let frames: &'static str = Box::leak(groups.len().to_string().into_boxed_str());
    let made = Made { frames: Some(frames), ..Made::grey16(1, 1, &vec![7; groups.len()]) };
    let plane = E.sequence((0x0020, 0x9116), &[E.text((0x0020, 0x0037), "DS", AXIAL)], false);
    let made = made.with(E.sequence((0x5200, 0x9229), &[plane], false));
    object(&made.with(E.sequence((0x5200, 0x9230), groups, false)).file()).summary().unwrap()
}

fn position(z: i32) -> Vec<u8> {
    E.sequence((0x0020, 0x9113), &[E.text((0x0020, 0x0032), "DS", &format!("-100\\-100\\{z}"))], false)
}

fn content(elements: &[Vec<u8>]) -> Vec<u8> {
    E.sequence((0x0020, 0x9111), &[elements.concat()], false)
}

fn long(element: u16, number: u32) -> Vec<u8> {
    E.element((0x0020, element), "UL", &number.to_le_bytes())
}

#[test]
fn frames_of_an_enhanced_object_follow_their_places() {
    let places = [(20, 5), (-20, 1), (0, 3), (10, 4), (-10, 2)];
    let both = places.map(|(z, number)| [content(&[long(0x9057, number)]), position(z)].concat());
    let by_place = places.map(|(z, _)| position(z));
    for groups in [both, by_place] {
        assert_eq!(enhanced(&groups).frame_order, [1, 4, 2, 3, 0]);
    }
    // Two stacks stay separate; two times at each position are adjacent.
    let stacks = [("B", 2, 1), ("A", 1, 2), ("B", 1, 1), ("A", 1, 1)].map(|(stack, number, time)| {
        content(&[E.text((0x0020, 0x9056), "SH", stack), long(0x9057, number), long(0x9128, time)])
    });
    // The stacks by name.
    assert_eq!(enhanced(&stacks).frame_order, [3, 1, 2, 0]);
    let times = [(5, 2), (0, 2), (5, 1), (0, 1)];
    let times = times.map(|(z, time)| [content(&[long(0x9128, time)]), position(z)].concat());
    assert_eq!(enhanced(&times).frame_order, [3, 1, 2, 0]);
    // No positions, equal positions, or functional groups for another number of frames: as stored.
    assert_eq!(enhanced(&[content(&[]), content(&[])]).frame_order, [0, 1]);
    assert_eq!(enhanced(&[position(5), position(5), position(5)]).frame_order, [0, 1, 2]);
    let plain = Made { frames: Some("3"), ..Made::grey16(1, 1, &[1, 2, 3]) };
    assert_eq!(object(&plain.file()).summary().unwrap().frame_order, [0, 1, 2]);
    // A series of one object is shown in that order.
    let list = [enhanced(&places.map(|(z, _)| position(z)))];
    let slices: Vec<(usize, u32)> = grouped(&list)[0].series[0].slices(&list).collect();
    assert_eq!(slices, [(0, 1), (0, 4), (0, 2), (0, 3), (0, 0)]);
}

#[test]
fn frames_follow_their_dimension_indices() {
    let index = |values: &[u32]| {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        content(&[E.element((0x0020, 0x9157), "UL", &bytes)])
    };
    let alone = [[1, 2], [1, 1], [2, 2], [2, 1]].map(|values| index(&values));
    assert_eq!(enhanced(&alone).frame_order, [1, 0, 3, 2]);
    assert_eq!(enhanced(&[[1, 3], [1, 1], [1, 2]].map(|values| index(&values))).frame_order, [1, 2, 0]);
    // By position first, even where position is the last dimension.
    let placed = [(5, [2, 2]), (0, [2, 1]), (5, [1, 2]), (0, [1, 1])];
    let placed = placed.map(|(z, values)| [index(&values), position(z)].concat());
    assert_eq!(enhanced(&placed).frame_order, [3, 1, 2, 0]);
}

#[test]
fn what_has_no_number_follows_by_location_kind_and_name() {
    let double = |tag: (u16, u16), value: f64| E.element(tag, "FD", &value.to_le_bytes());
    let located = ["3", "-1", "40", "0", "2"].map(|z| slice("", AXIAL, &[E.text((0x0020, 0x1041), "DS", z)]));
    assert_eq!(order(&located), [1, 3, 4, 0, 2]);
    let pair = |of: &dyn Fn(u32) -> Vec<u8>| {
        [(0, 20), (0, 3), (5, 20), (5, 3)].map(|(z, kind)| slice(&format!("0\\0\\{z}"), AXIAL, &[of(kind)]))
    };
    assert_eq!(order(&pair(&|kind: u32| E.text((0x0018, 0x0081), "DS", &kind.to_string()))), [1, 0, 3, 2]);
    assert_eq!(order(&pair(&|kind: u32| E.text((0x0020, 0x0012), "IS", &kind.to_string()))), [1, 0, 3, 2]);
    assert_eq!(order(&pair(&|kind: u32| double((0x0018, 0x9087), f64::from(kind)))), [1, 0, 3, 2]);
    let mut named = ["a/IM10", "a/IM2", "a/IM01"].map(|name| {
        let mut summary = slice("", AXIAL, &[]);
        summary.placing.name = name.into();
        summary
    });
    assert_eq!(order(&named), [2, 1, 0]);
    // A number says more than a name.
    named.iter_mut().zip([1.0, 2.0, 3.0]).for_each(|(summary, number)| summary.placing.number = Some(number));
    assert_eq!(order(&named), [0, 1, 2]);
}

/// An ultrasound region: edges, units, deltas, flags.
fn region(edges: [u32; 4], units: [u16; 2], deltas: [f64; 2], flags: u32) -> Vec<u8> {
    let long = |element: u16, number: u32| E.element((0x0018, element), "UL", &number.to_le_bytes());
    let delta = |element: u16, number: f64| E.element((0x0018, element), "FD", &number.to_le_bytes());
    let [left, top, right, bottom] = edges;
    [
        long(0x6016, flags),
        long(0x6018, left),
        long(0x601A, top),
        long(0x601C, right),
        long(0x601E, bottom),
        E.us((0x0018, 0x6024), &[units[0]]),
        E.us((0x0018, 0x6026), &[units[1]]),
        delta(0x602C, deltas[0]),
        delta(0x602E, deltas[1]),
    ]
    .concat()
}

#[test]
fn an_ultrasound_region_has_its_own_size_of_a_pixel() {
    let of = |regions: &[Vec<u8>], spacing: Option<&str>| {
        let made = Made::grey16(128, 128, &[7; 128 * 128]).with(E.sequence((0x0018, 0x6011), regions, false));
        frame(&spacing.into_iter().fold(made, |made, text| made.text((0x0028, 0x0030), "DS", text)).file())
    };
    let size = |frame: &dicom::Frame, column: u32, row: u32| {
        frame.spacing_at(column, row).map(|spacing| {
            assert_eq!(spacing.plane, Plane::Patient);
            ((spacing.row * 1e6).round() / 1e6, (spacing.column * 1e6).round() / 1e6)
        })
    };
    let picture = region([8, 8, 119, 60], [3, 3], [0.02, 0.03], 0);
    let one = of(std::slice::from_ref(&picture), None);
    assert_eq!((size(&one, 8, 8), size(&one, 119, 60)), (Some((0.3, 0.2)), Some((0.3, 0.2))));
    assert_eq!((size(&one, 7, 8), size(&one, 120, 60), one.spacing), (None, None, None));
    // Several, one of which has time across; a small one of high priority overlaps the first.
    let motion = region([8, 61, 119, 119], [4, 3], [0.001, 0.02], 0);
    let above = region([20, 20, 30, 30], [3, 3], [0.05, -0.05], 1);
    let three = of(&[picture.clone(), motion, above], None);
    assert_eq!((size(&three, 25, 25), size(&three, 40, 25)), (Some((0.5, 0.5)), Some((0.3, 0.2))));
    assert_eq!(size(&three, 40, 100), None);
    // Impossible values give no spacing; outside the regions the picture's own spacing holds.
    for (units, deltas) in
        [([3, 3], [0.0, 0.02]), ([3, 3], [f64::NAN, 0.02]), ([0, 0], [0.02, 0.02]), ([3, 7], [0.02, 0.02])]
    {
        assert_eq!(size(&of(&[region([8, 8, 119, 60], units, deltas, 0)], None), 20, 20), None, "{units:?} {deltas:?}");
    }
    let both = of(&[picture], Some("1\\1"));
    assert_eq!((size(&both, 20, 20), size(&both, 2, 2)), (Some((0.3, 0.2)), Some((1.0, 1.0))));
}
