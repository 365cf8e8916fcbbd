//! The face is removed from head volumes made in code, and no voxel of the brain is touched: in any orientation,
//! spacing and part of a head; where the face cannot be located, nothing is written.

use deface::{DefaceRefusal, Ears, HeadSlices, MARGIN};
use dicom::nifti::{self, Volume};
use dicom::{DicomError, Object};
use fixtures::dicom_made::Made;
use fixtures::head::{BRAIN, HeadPart, HeadScan, WHOLE, part, units};
use imaging::Limits;

const LIMITS: Limits = Limits { bytes: 1 << 28, pixels: 1 << 24, longest_side: 4096, shortest_side: 1 };

/// Axes of the file along right, front, head.
pub(crate) const STRAIGHT: [(usize, bool); 3] = [(0, false), (1, false), (2, false)];

/// Bytes before the voxels in the output.
const HEAD: usize = 352;

fn saved(scan: &HeadScan, ears: Ears) -> Result<(Vec<u8>, u64), DicomError> {
    let file = scan.nifti();
    let volume: Volume<'_> = nifti::read(&file, &LIMITS)?;
    let region = volume.head_slices()?.face(ears).map_err(DicomError::Face)?;
    let (made, report) = volume.saved(Some(&region))?;
    let report = report.unwrap();
    assert!(report.all as usize == scan.size[2] && report.slices > 0 && report.slices <= report.all, "{report:?}");
    Ok((made, report.voxels))
}

/// Whether a position in an upright head is in the front of the face, beyond every plane that touches the brain.
pub(crate) fn is_front([_, y, z]: [f64; 3]) -> bool {
    y > 66.0 && (y - z) / 2.0_f64.sqrt() > 96.0
}

/// Counts what was removed: voxels of the brain or within four millimetres of it, the front of the face, and its total.
fn counted(scan: &HeadScan, made: &[u8]) -> (usize, usize, usize) {
    let (mut near, mut gone, mut face, mut all) = (0, 0, 0, 0);
    for (voxel, bytes) in scan.voxels().zip(made[HEAD..].as_chunks::<2>().0) {
        let (place, was) = (scan.in_head(voxel), scan.at(voxel));
        let is = i16::from_le_bytes(*bytes);
        let distance =
            |grown: f64| place.iter().zip(BRAIN).map(|(at, axis)| (at / (axis + grown)).powi(2)).sum::<f64>();
        let is_changed = was != is;
        all += usize::from(is_changed);
        near += usize::from(is_changed && distance(MARGIN - 1.0) < 1.0);
        let part = part(place);
        if matches!(part, HeadPart::Face | HeadPart::Eye | HeadPart::Nose) && is_front(place) {
            face += 1;
            gone += usize::from(is_changed);
        }
    }
    assert!(all > 0);
    (near, gone, face)
}

fn check(scan: &HeadScan, what: &str) {
    let (made, voxels) = saved(scan, Ears::Kept).unwrap_or_else(|error| panic!("{what}: {error}"));
    let (near, gone, face) = counted(scan, &made);
    println!("{what}: {gone} of {face} voxels of the face, {near} near the brain, {voxels} in all");
    assert_eq!(near, 0, "{what}");
    assert!(face > 0 && gone * 100 >= face * 95, "{what}: {gone} of {face}");
}

#[test]
fn a_face_goes_and_the_brain_stays_however_the_volume_lies() {
    let cases = [
        ("straight", STRAIGHT, [2.0; 3]),
        ("to the left and back", [(0, true), (1, true), (2, false)], [2.0; 3]),
        ("sagittal, from the right", [(1, true), (2, false), (0, true)], [1.5, 1.5, 2.0]),
        ("coronal, from the head", [(0, false), (2, true), (1, false)], [2.0; 3]),
        ("thick axial", STRAIGHT, [1.0, 1.0, 5.0]),
        ("thick sagittal", [(1, false), (2, true), (0, false)], [1.2, 1.2, 6.0]),
        ("thick coronal", [(0, true), (2, false), (1, true)], [1.0, 1.0, 5.0]),
    ];
    for (what, along, millimetres) in cases {
        check(&HeadScan::over(WHOLE, along, millimetres), what);
    }
}

#[test]
fn a_face_goes_from_turned_volumes_and_bent_heads() {
    let straight = || HeadScan::over(WHOLE, STRAIGHT, [2.0; 3]);
    check(&straight().turned(12.0), "oblique");
    check(&HeadScan { pitch: 8.0, ..straight() }, "chin down");
    check(&HeadScan { pitch: -8.0, ..straight() }, "chin up");
    check(&HeadScan { value: units, ..straight() }, "a CT");
}

#[test]
fn of_a_head_that_is_cut_off_the_face_goes_or_it_is_said_why_not() {
    let over = |bounds| HeadScan::over(bounds, STRAIGHT, [2.0; 3]);
    let [right, front, head] = WHOLE;
    check(&over([right, [-115.0, 92.0], head]), "without the nose");
    check(&over([right, front, [-110.0, 90.0]]), "without the chin");
    check(&over([right, front, [-165.0, 50.0]]), "without the top");
    let refused = |scan: HeadScan| match saved(&scan, Ears::Kept) {
        Err(DicomError::Face(refusal)) => refusal,
        other => panic!("{:?}", other.map(|(_, voxels)| voxels)),
    };
    assert_eq!(refused(over([right, front, [-15.0, 90.0]])), DefaceRefusal::NoFace);
    assert_eq!(refused(over([right, front, [-165.0, -75.0]])), DefaceRefusal::NoBrain);
    assert_eq!(refused(over([[60.0, 112.0], front, head])), DefaceRefusal::NoHead);
    assert_eq!(refused(over([right, front, [-6.0, 6.0]])), DefaceRefusal::TooFew);
    let mut unplaced = over(WHOLE).nifti();
    unplaced[254] = 0;
    let volume = nifti::read(&unplaced, &LIMITS).unwrap();
    assert_eq!(volume.head_slices().unwrap_err(), DicomError::Face(DefaceRefusal::Unplaced));
}

#[test]
fn ears_go_only_where_they_are_asked_for() {
    let scan = HeadScan::over(WHOLE, STRAIGHT, [2.0; 3]);
    let air_beside = |made: &[u8]| {
        let beside = scan.voxels().zip(made[HEAD..].as_chunks::<2>().0);
        let beside = beside.filter(|(voxel, _)| {
            let [x, y, z] = scan.place(*voxel);
            x.abs() > 84.0 && (-40.0..20.0).contains(&y) && (-80.0..-20.0).contains(&z)
        });
        beside.map(|(_, bytes)| i16::from_le_bytes(*bytes)).collect::<std::collections::BTreeSet<_>>()
    };
    // With air noise, or with a constant.
    assert!(air_beside(&saved(&scan, Ears::Kept).unwrap().0).len() > 1);
    let (made, _) = saved(&scan, Ears::Removed).unwrap();
    assert_eq!(air_beside(&made).len(), 1);
    assert_eq!(counted(&scan, &made).0, 0);
}

#[test]
fn of_a_header_the_texts_go_and_the_numbers_stay() {
    let scan = HeadScan::over(WHOLE, STRAIGHT, [4.0; 3]);
    let file = scan.nifti();
    let volume = nifti::read(&file, &LIMITS).unwrap();
    let (made, report) = volume.saved(None).unwrap();
    assert_eq!(report, None);
    for text in [&b"Doe"[..], b"doe", b"Jane", b"scanned"] {
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(holds(&file) && !holds(&made));
    }
    assert_eq!((&made[40..108], &made[112..148], &made[252..328]), (&file[40..108], &file[112..148], &file[252..328]));
    assert_eq!(made[HEAD..], file[384..]);
    assert_eq!(made.len(), HEAD + 2 * scan.size.iter().product::<usize>());
}

#[test]
fn a_volume_of_a_clinic_takes_seconds_and_little_memory() {
    let scan = HeadScan::over(WHOLE, STRAIGHT, [0.5, 0.5, 1.275]);
    let file = scan.nifti();
    let volume = nifti::read(&file, &LIMITS).unwrap();
    let used = allocation_counter::measure(|| {
        let slices: HeadSlices = volume.head_slices().unwrap();
        assert!(slices.face(Ears::Kept).is_ok());
    });
    assert!(used.bytes_max < 160 << 20, "{used:?}");
}

/// Axial slices as DICOM files, from the feet.
fn files(scan: &HeadScan) -> Vec<Vec<u8>> {
    let [wide, deep, tall] = scan.size;
    let slice = |z: usize| {
        let voxels = (0..deep).flat_map(|y| (0..wide).map(move |x| [x, y, z]));
        let stored: Vec<u16> = voxels.map(|voxel| (scan.at(voxel) + 1024) as u16).collect();
        let [x, y, height] = scan.place([0, 0, z]);
        let made = Made::grey16(wide as u16, deep as u16, &stored)
            .text((0x0010, 0x0010), "PN", "Doe^Jane")
            .text((0x0018, 0x0015), "CS", "HEAD")
            .text((0x0020, 0x000D), "UI", "1.2.826.0.1.5")
            .text((0x0020, 0x000E), "UI", "1.2.826.0.1.6")
            .text((0x0020, 0x0032), "DS", &format!("{}\\{}\\{height}", -x, -y))
            // Columns to the right, rows to the front: opposite to the axes of DICOM.
            .text((0x0020, 0x0037), "DS", "-1\\0\\0\\0\\-1\\0")
            .text((0x0028, 0x0030), "DS", "2\\2")
            .text((0x0028, 0x0302), "CS", "YES")
            .text((0x0028, 0x1052), "DS", "-1024")
            .text((0x0028, 0x1053), "DS", "1");
        made.file()
    };
    (0..tall).map(slice).collect()
}

#[test]
fn a_series_of_dicom_files_says_that_its_face_is_gone() {
    use dicom::deidentify::{Salt, deidentified_without_face};
    let mut scan = HeadScan::over(WHOLE, STRAIGHT, [2.0, 2.0, 3.0]);
    scan.value = units;
    let files = files(&scan);
    let mut slices = HeadSlices::default();
    for file in &files {
        let object: Object<'_> = dicom::read(file, &LIMITS).unwrap();
        assert!(object.may_show_face());
        object.add_to_head(0, &mut slices).unwrap();
    }
    let region = slices.face(Ears::Kept).unwrap();
    let (mut gone, mut face, mut removed) = (0, 0, 0);
    for (z, file) in files.iter().enumerate() {
        let object = dicom::read(file, &LIMITS).unwrap();
        let made = deidentified_without_face(&object, &Salt([7; 32]), &[], Some(&region)).unwrap();
        removed += made.report.face.unwrap().voxels;
        let made = dicom::read(&made.file, &LIMITS).unwrap();
        let said = made.elements();
        let value = |keyword: &str| {
            let found: Vec<_> = said.iter().filter(|element| element.keyword == Some(keyword)).collect();
            format!("{found:?}")
        };
        assert!(value("RecognizableVisualFeatures").contains("NO"), "{}", value("RecognizableVisualFeatures"));
        assert!(value("CodeValue").contains("113100") && value("CodeValue").contains("113102"));
        let frame = made.frame(0).unwrap();
        for (at, now) in frame.values().into_iter().enumerate() {
            let voxel = [at % scan.size[0], at / scan.size[0], z];
            let (place, is_changed) = (scan.in_head(voxel), now != f64::from(scan.at(voxel)));
            let part = part(place);
            assert!(!(is_changed && part == HeadPart::Brain), "{place:?}");
            if matches!(part, HeadPart::Face | HeadPart::Eye | HeadPart::Nose) && is_front(place) {
                face += 1;
                gone += usize::from(is_changed);
            }
            // Air has a little noise.
            assert!(!is_changed || (-1000.0..-995.0).contains(&now), "{now}");
        }
    }
    assert!(face > 0 && gone * 100 >= face * 95, "{gone} of {face}");
    assert!(removed > gone as u64);
}
