//! Locating the face in realistic scans: every resolution, thick slices, noise, tissue that joins it to the brain.

use crate::dicom::faces::{STRAIGHT, is_front};
use deface::{DefaceRefusal, Ears, FaceRegion, HeadSlices, MARGIN, SlicePlace};
use fixtures::head::{BRAIN, HeadPart, HeadScan, WHOLE, part, signal, units};

/// Simulated signal at a position.
type Tissue = fn([f64; 3]) -> f64;

fn mr(place: [f64; 3]) -> f64 {
    // A coil in front of and above the head receives more signal from nearby.
    f64::from(signal(part(place))) * (1.0 + place[1] / 500.0 + place[2] / 500.0)
}

fn ct(place: [f64; 3]) -> f64 {
    f64::from(units(part(place)))
}

/// A number of mean 0 and standard deviation 1, always the same for a voxel.
fn noise([x, y, z]: [usize; 3]) -> f64 {
    let mixed = ((x + 1009 * y + 1_000_003 * z) as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let sum: f64 = mixed.to_le_bytes().map(f64::from).iter().sum();
    (sum - 1020.0) / 209.0
}

fn faint(value: f64, voxel: [usize; 3]) -> f64 {
    value + 4.0 * noise(voxel)
}

/// As strong as a fifth of the brain's signal, in both parts of the complex number whose magnitude is the signal.
fn strong(value: f64, [x, y, z]: [usize; 3]) -> f64 {
    (value + 20.0 * noise([x, y, z])).hypot(20.0 * noise([x + 7919, y, z]))
}

/// Locates the face in a scan whose voxels are averages over their volume, with noise.
fn found(scan: &HeadScan, tissue: Tissue, noisy: fn(f64, [usize; 3]) -> f64) -> Result<FaceRegion, DefaceRefusal> {
    let step = |axis: usize| scan.affine.map(|row| row[axis]);
    let [wide, deep, tall] = scan.size;
    // Sample positions in a voxel, at most two millimetres apart.
    let length = |axis: usize| step(axis).iter().map(|part| part.powi(2)).sum::<f64>().sqrt();
    let counts = [0, 1, 2].map(|axis| (length(axis) / 2.0).ceil() as usize);
    let all = counts.iter().product::<usize>();
    let value = |voxel: [usize; 3]| {
        let sample = |at: usize| {
            let parts = [at % counts[0], at / counts[0] % counts[1], at / (counts[0] * counts[1])];
            let voxel: [f64; 3] =
                std::array::from_fn(|axis| voxel[axis] as f64 + (parts[axis] as f64 + 0.5) / counts[axis] as f64 - 0.5);
            tissue(scan.affine.map(|row| row[0] * voxel[0] + row[1] * voxel[1] + row[2] * voxel[2] + row[3]))
        };
        noisy((0..all).map(sample).sum::<f64>() / all as f64, voxel) as f32
    };
    let mut slices = HeadSlices::default();
    for z in 0..tall {
        let place = SlicePlace { origin: scan.place([0, 0, z]), column: step(0), row: step(1) };
        let voxels = (0..deep).flat_map(|y| (0..wide).map(move |x| [x, y, z]));
        slices.add(&place, wide, deep, &voxels.map(value).collect::<Vec<f32>>());
    }
    slices.face(Ears::Kept)
}

/// Asserts that the front of the face is in a region, and nothing of the brain or within four millimetres of it.
fn holds_face(region: &FaceRegion, what: &str) {
    let (mut gone, mut face) = (0, 0);
    let all = HeadScan::over(WHOLE, STRAIGHT, [3.0; 3]);
    for place in all.voxels().map(|voxel| all.place(voxel)) {
        let grown = place.iter().zip(BRAIN).map(|(at, axis)| (at / (axis + MARGIN - 1.0)).powi(2)).sum::<f64>();
        assert!(grown >= 1.0 || !region.holds(place), "{what}: {place:?}");
        if matches!(part(place), HeadPart::Face | HeadPart::Eye | HeadPart::Nose) && is_front(place) {
            face += 1;
            gone += usize::from(region.holds(place));
        }
    }
    assert!(gone * 100 >= face * 95, "{what}: {gone} of {face}");
}

fn goes(along: [(usize, bool); 3], millimetres: [f64; 3], tissue: Tissue) {
    let what = format!("{along:?} of {millimetres:?}");
    let region = found(&HeadScan::over(WHOLE, along, millimetres), tissue, faint);
    holds_face(&region.unwrap_or_else(|error| panic!("{what}: {error}")), &what);
}

const SAGITTAL: [(usize, bool); 3] = [(1, false), (2, true), (0, false)];
const CORONAL: [(usize, bool); 3] = [(0, true), (2, true), (1, false)];

#[test]
fn a_face_goes_at_every_resolution() {
    for side in [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0] {
        goes(STRAIGHT, [side; 3], mr);
    }
    goes(STRAIGHT, [2.5; 3], ct);
}

#[test]
fn a_face_goes_from_thick_slices_of_every_direction() {
    for along in [STRAIGHT, SAGITTAL, CORONAL] {
        for thick in [3.0, 5.0, 7.0] {
            goes(along, [2.0, 2.0, thick], mr);
        }
        goes(along, [2.0, 2.0, 6.0], ct);
    }
}

#[test]
fn a_face_goes_in_spite_of_noise_and_of_what_joins_it_to_the_brain() {
    let straight = |side: f64| HeadScan::over(WHOLE, STRAIGHT, [side; 3]);
    holds_face(&found(&straight(1.0), mr, strong).unwrap(), "noise");
    holds_face(&found(&straight(3.0).turned(12.0), mr, strong).unwrap(), "noise in 3 mm");
    // Orbits with bony walls, open to the brain: the smallest erosion takes everything for brain.
    let joined: Tissue = |place| {
        let [x, y, z] = [place[0].abs(), place[1], place[2]];
        let orbit = (x - 30.0).hypot(y - 66.0).hypot(z + 60.0);
        let is_joint = (x - 28.0).hypot(y - 52.0) < 7.0 && (-52.0..-30.0).contains(&z);
        match part(place) {
            HeadPart::Brain => mr(place),
            _ if orbit < 20.0 || is_joint => 100.0,
            _ if orbit < 26.0 => 12.0,
            _ => mr(place),
        }
    };
    holds_face(&found(&straight(2.0), joined, faint).unwrap(), "joined");
}

#[test]
fn nothing_is_removed_where_a_part_of_the_brain_is_as_dark_as_bone() {
    let scan = HeadScan::over(WHOLE, STRAIGHT, [2.0; 3]);
    let dark_front: Tissue = |place| mr(place) * if place[1] > 35.0 { 0.25 } else { 1.0 };
    let dark_base: Tissue = |place| mr(place) * if place[2] < -5.0 { 0.15 } else { 1.0 };
    for dark in [dark_front, dark_base] {
        assert_eq!(found(&scan, dark, faint).unwrap_err(), DefaceRefusal::NoBrain);
    }
}
