//! NIfTI volumes made in code: every encoding, every orientation.

use crate::dicom::reading::LIMITS;
use containers::crc32;
use dicom::nifti::{self, AnatomicalPlane, Volume};
use dicom::{self, Frame};
use proptest::prelude::*;

/// Voxels to the right, to the front, to the head; each value encodes its position: 100 right + 10 front + head.
const WORLD: [usize; 3] = [4, 3, 2];

/// A volume of 16-bit voxels, `along` giving each voxel axis its world axis and whether it runs against it.
#[derive(Clone, Debug)]
pub(crate) struct NiftiFile {
    pub(crate) along: [(usize, bool); 3],
    pub(crate) big: bool,
    pub(crate) second: bool,
    pub(crate) rows: bool,
    pub(crate) sizes: [f64; 3],
}

pub(crate) const PLAIN: NiftiFile = NiftiFile {
    along: [(0, false), (1, false), (2, false)],
    big: false,
    second: false,
    rows: true,
    sizes: [1.0, 2.0, 3.0],
};

impl NiftiFile {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let sides = self.along.map(|(world, _)| WORLD[world]);
        let mut file = self.header(sides);
        for z in 0..sides[2] {
            for y in 0..sides[1] {
                for x in 0..sides[0] {
                    let mut world = [0; 3];
                    for ((axis, against), (at, side)) in self.along.into_iter().zip([x, y, z].into_iter().zip(sides)) {
                        world[axis] = if against { side - 1 - at } else { at };
                    }
                    file.extend(self.put((100 * world[0] + 10 * world[1] + world[2]) as i64, 2));
                }
            }
        }
        file
    }

    fn put(&self, number: i64, width: usize) -> Vec<u8> {
        let bytes = number.to_le_bytes()[..width].to_vec();
        if self.big { bytes.into_iter().rev().collect() } else { bytes }
    }

    fn real(&self, number: f64) -> Vec<u8> {
        let bits = if self.second { number.to_bits() as i64 } else { i64::from((number as f32).to_bits()) };
        self.put(bits, if self.second { 8 } else { 4 })
    }

    fn header(&self, sides: [usize; 3]) -> Vec<u8> {
        let (length, dim, datatype, pixdim, offset, slope, forms, rows) = if self.second {
            (544, (16, 8), 12, 104, 168, 176, (344, 4), 400)
        } else {
            (352, (40, 2), 70, 76, 108, 112, (252, 2), 280)
        };
        let mut head = vec![0; length];
        let mut set = |at: usize, bytes: Vec<u8>| head[at..at + bytes.len()].copy_from_slice(&bytes);
        set(0, self.put(if self.second { 540 } else { 348 }, 4));
        let magic: (usize, &[u8]) = if self.second { (4, b"n+2\0\r\n\x1A\n") } else { (344, b"n+1\0") };
        set(magic.0, magic.1.to_vec());
        for (at, value) in [3, sides[0], sides[1], sides[2], 1, 1, 1, 1].into_iter().enumerate() {
            set(dim.0 + at * dim.1, self.put(value as i64, dim.1));
        }
        set(datatype, self.put(4, 2));
        let real = if self.second { 8 } else { 4 };
        for (at, size) in self.sizes.into_iter().enumerate() {
            set(pixdim + (at + 1) * real, self.real(size));
        }
        set(offset, if self.second { self.put(length as i64, 8) } else { self.real(length as f64) });
        set(slope, self.real(2.0));
        set(slope + real, self.real(-5.0));
        if self.rows {
            set(forms.0 + forms.1, self.put(1, forms.1));
            for (voxel, (world, against)) in self.along.into_iter().enumerate() {
                let size = if against { -self.sizes[voxel] } else { self.sizes[voxel] };
                set(rows + (world * 4 + voxel) * real, self.real(size));
            }
        }
        head
    }
}

fn stored(frame: &Frame) -> Vec<i64> {
    frame.samples.map(|value| value as i64)
}

pub(crate) fn all_cuts(volume: &Volume<'_>) -> [Vec<i64>; 3] {
    [(AnatomicalPlane::Axial, 1), (AnatomicalPlane::Coronal, 2), (AnatomicalPlane::Sagittal, 3)]
        .map(|(cut, at)| stored(&volume.slice(cut, at, 0).unwrap()))
}

/// Right side of the patient on the left, front or head on top.
pub(crate) fn expected() -> [Vec<i64>; 3] {
    let axial = [2, 1, 0].map(|front| [3, 2, 1, 0].map(|right| 100 * right + 10 * front + 1));
    let coronal = [1, 0].map(|head| [3, 2, 1, 0].map(|right| 100 * right + 20 + head));
    let sagittal = [1, 0].map(|head| [2, 1, 0].map(|front| 300 + 10 * front + head));
    [axial.as_flattened().to_vec(), coronal.as_flattened().to_vec(), sagittal.as_flattened().to_vec()]
}

#[test]
fn a_slice_lies_as_the_patient_did_however_it_was_written() {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        for signs in 0..8 {
            let along = [0, 1, 2].map(|voxel| (order[voxel], signs >> voxel & 1 == 1));
            for (big, second) in [(false, false), (true, false), (false, true), (true, true)] {
                let bytes = NiftiFile { along, big, second, ..PLAIN }.bytes();
                assert!(nifti::is_nifti(&bytes));
                let volume = nifti::read(&bytes, &LIMITS).unwrap();
                assert_eq!(all_cuts(&volume), expected(), "{along:?} {big} {second}");
            }
        }
    }
}

#[test]
fn values_are_scaled_and_spacing_follows_the_axes() {
    let turned = NiftiFile { along: [(2, false), (0, true), (1, false)], ..PLAIN };
    let bytes = turned.bytes();
    let volume = nifti::read(&bytes, &LIMITS).unwrap();
    let frame = volume.slice(AnatomicalPlane::Axial, 0, 0).unwrap();
    // Voxel axis 1 (2 mm) runs across, axis 2 (3 mm) to the front.
    let spacing = frame.spacing.unwrap();
    assert_eq!((spacing.column, spacing.row, frame.aspect), (2.0, 3.0, 1.5));
    assert_eq!(frame.value(3, 2), Some(-5.0));
    assert_eq!(frame.value(0, 2), Some(595.0));
    assert_eq!(
        (
            volume.slices(AnatomicalPlane::Axial),
            volume.slices(AnatomicalPlane::Coronal),
            volume.slices(AnatomicalPlane::Sagittal)
        ),
        (2, 3, 4)
    );
    assert!(volume.slice(AnatomicalPlane::Axial, 2, 0).is_err() && volume.slice(AnatomicalPlane::Axial, 0, 1).is_err());
}

#[test]
fn a_quaternion_turns_as_the_standard_says() {
    // Half a turn about the axis to the head: right becomes left, front becomes back.
    let mut bytes = NiftiFile { along: [(0, true), (1, true), (2, false)], rows: false, ..PLAIN }.bytes();
    bytes[252] = 1;
    bytes[264..268].copy_from_slice(&1.0_f32.to_le_bytes());
    assert_eq!(all_cuts(&nifti::read(&bytes, &LIMITS).unwrap()), expected());
    // A third axis that runs the other way.
    let mut bytes = NiftiFile { along: [(0, false), (1, false), (2, true)], rows: false, ..PLAIN }.bytes();
    bytes[252] = 1;
    bytes[76..80].copy_from_slice(&(-1.0_f32).to_le_bytes());
    assert_eq!(all_cuts(&nifti::read(&bytes, &LIMITS).unwrap()), expected());
}

/// A gzip file with a file name in its header.
pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let deflated = miniz_oxide::deflate::compress_to_vec(bytes, 6);
    let tail = [crc32(&[bytes]).to_le_bytes(), (bytes.len() as u32).to_le_bytes()].concat();
    [b"\x1F\x8B\x08\x08\0\0\0\0\0\x03brain.nii\0".as_slice(), &deflated, &tail].concat()
}

#[test]
fn a_packed_volume_may_have_four_times_what_a_file_may_have() {
    // 352 bytes and as many voxels of two bytes as the first side says.
    let packed_at = |side: u16| {
        let mut bytes = PLAIN.bytes();
        bytes[42..48].copy_from_slice(&[side, 1, 1].map(u16::to_le_bytes).concat());
        gzipped(&bytes)
    };
    let limits = imaging::Limits { bytes: 1000, ..LIMITS };
    assert_eq!(nifti::read(&packed_at(1824), &limits).unwrap_err().kind().name(), "truncated");
    assert_eq!(nifti::read(&packed_at(1825), &limits).unwrap_err().kind().name(), "too_large");
}

#[test]
fn a_packed_volume_is_the_same_and_a_bomb_is_refused() {
    for second in [false, true] {
        let packed = gzipped(&NiftiFile { second, ..PLAIN }.bytes());
        assert!(nifti::is_nifti(&packed));
        assert_eq!(all_cuts(&nifti::read(&packed, &LIMITS).unwrap()), expected());
    }
    let mut huge = PLAIN.bytes();
    huge[42..48].copy_from_slice(&[0xFF, 0x7F, 0xFF, 0x7F, 0xFF, 0x7F]);
    let packed = gzipped(&huge);
    let used = allocation_counter::measure(|| {
        assert_eq!(nifti::read(&packed, &LIMITS).unwrap_err().kind().name(), "too_large");
        assert_eq!(nifti::read(&huge, &LIMITS).unwrap_err().kind().name(), "truncated");
    });
    assert!(used.bytes_max < 1 << 16, "{used:?}");
    assert!(!nifti::is_nifti(&gzipped(b"a letter")));
    let pair = [&PLAIN.bytes()[..344], b"ni1\0\0\0\0\0"].concat();
    assert_eq!(nifti::read(&pair, &LIMITS).unwrap_err().kind().name(), "unsupported");
}

#[test]
fn the_network_gets_the_middle_axial_slice() {
    let image = dicom::open(&PLAIN.bytes(), &LIMITS).unwrap().1.unwrap().image;
    // 2 mm to the front, 1 mm across.
    assert_eq!((image.width(), image.height()), (4, 6));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_to_a_volume_never_panics(
        packed: bool,
        second: bool,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        kept in any::<prop::sample::Index>(),
    ) {
        let mut bytes = NiftiFile { second, ..PLAIN }.bytes();
        for (at, byte) in changes {
            let place = at.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate(bytes.len() - kept.index(bytes.len()) / 8);
        let bytes = if packed { gzipped(&bytes) } else { bytes };
        let used = allocation_counter::measure(|| drop(dicom::open(&bytes, &LIMITS)));
        prop_assert!(used.bytes_max < 64 * LIMITS.pixels + (64 << 20), "{:?}", used);
    }
}
