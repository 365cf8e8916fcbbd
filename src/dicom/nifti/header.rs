//! The header (nifti1.h and nifti2.h of the NIfTI Data Format Working Group): size, kind of number, affine.

use super::affine::{Affine, from_quaternion};
use crate::dicom::error::DicomError;
use crate::dicom::pixels::samples::Samples;

/// Kind of a voxel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    F32,
    F64,
    Rgb,
}

impl Kind {
    fn from_code(code: i64) -> Option<Self> {
        Some(match code {
            2 => Self::U8,
            256 => Self::I8,
            512 => Self::U16,
            4 => Self::I16,
            768 => Self::U32,
            8 => Self::I32,
            16 => Self::F32,
            64 => Self::F64,
            128 => Self::Rgb,
            _ => return None,
        })
    }

    fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::Rgb => 3,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

/// What is used of a header.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) size: [usize; 3],
    pub(super) volumes: usize,
    pub(super) kind: Kind,
    big: bool,
    start: u64,
    /// Slope and intercept; 1 and 0 where the file has none.
    pub(super) scale: (f64, f64),
    /// Values that are black and white, where the file says so.
    pub(super) range: Option<(f64, f64)>,
    /// Millimetres from voxels: to the right, to the front, to the head.
    pub(super) affine: Affine,
    /// Whether the file says where left, front and head are.
    pub(super) is_oriented: bool,
}

/// Fields by their place in either kind of header: (offset, bytes) of integers and offsets of numbers.
struct Layout {
    dim: (usize, usize),
    datatype: usize,
    pixdim: usize,
    vox_offset: usize,
    scl_slope: usize,
    cal_max: usize,
    forms: (usize, usize),
    quaternion: usize,
    rows: usize,
    /// Bytes of a floating point number.
    real: usize,
}

const FIRST: Layout = Layout {
    dim: (40, 2),
    datatype: 70,
    pixdim: 76,
    vox_offset: 108,
    scl_slope: 112,
    cal_max: 124,
    forms: (252, 2),
    quaternion: 256,
    rows: 280,
    real: 4,
};

const SECOND: Layout = Layout {
    dim: (16, 8),
    datatype: 12,
    pixdim: 104,
    vox_offset: 168,
    scl_slope: 176,
    cal_max: 192,
    forms: (344, 4),
    quaternion: 352,
    rows: 400,
    real: 8,
};

impl Header {
    /// Whether a header starts here: by its size and its magic.
    pub(super) fn is(bytes: &[u8]) -> bool {
        layout(bytes).is_some()
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, DicomError> {
        let Some((layout, big, single)) = layout(bytes) else {
            let start = bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
            return Err(DicomError::NotDicom { start });
        };
        if !single {
            return Err(DicomError::unsupported("the NIfTI header", "header and voxels in one file", "two files"));
        }
        let fields = Fields { bytes, big, real: layout.real };
        let whole =
            |at, width| fields.whole(at, width).ok_or_else(|| DicomError::truncated("NIfTI", "a header", "less"));
        let dims =
            (0..8).map(|at| whole(layout.dim.0 + at * layout.dim.1, layout.dim.1)).collect::<Result<Vec<i64>, _>>()?;
        let &[count, x, y, z, time, ref rest @ ..] = dims.as_slice() else {
            return Err(fault("the number of dimensions", "8 fields", dims.len()));
        };
        if !(1..=7).contains(&count) {
            return Err(fault("the number of dimensions", "1 to 7", count));
        }
        let used = |at: i64, value: i64| if at <= count { value } else { 1 };
        let mut size = [1; 3];
        for (place, value) in size.iter_mut().zip([used(1, x), used(2, y), used(3, z)]) {
            *place = usize::try_from(value)
                .ok()
                .filter(|side| (1..=65_535).contains(side))
                .ok_or_else(|| fault("a dimension", "1 to 65535", value))?;
        }
        let more = rest.iter().zip(5..).map(|(&value, at)| used(at, value).max(1));
        let volumes = more.fold(used(4, time).max(1), i64::saturating_mul);
        let volumes = usize::try_from(volumes).unwrap_or(usize::MAX);
        let code = whole(layout.datatype, 2)?;
        let kind = Kind::from_code(code).ok_or_else(|| {
            let expected = "whole numbers of 8 to 32 bits, floating point of 32 or 64, or RGB";
            DicomError::unsupported("the NIfTI data type", expected, format!("type {code}"))
        })?;
        let real = |at| fields.real(at).unwrap_or_default();
        let start =
            if layout.real == 4 { real(layout.vox_offset) as u64 } else { whole(layout.vox_offset, 8)?.max(0) as u64 };
        let (slope, intercept) = (real(layout.scl_slope), real(layout.scl_slope + layout.real));
        let scale = if slope == 0.0 || !slope.is_finite() { (1.0, 0.0) } else { (slope, intercept) };
        let (most, least) = (real(layout.cal_max), real(layout.cal_max + layout.real));
        let range = (most > least && most.is_finite() && least.is_finite()).then_some((least, most));
        let affine = fields.affine(layout);
        let is_oriented = fields.form(layout, 0) > 0 || fields.form(layout, 1) > 0;
        Ok(Self { size, volumes, kind, big, start, scale, range, affine, is_oriented })
    }

    /// Bytes up to the last voxel.
    pub(super) fn end(&self) -> u64 {
        let voxels = self.size.iter().map(|&side| side as u64).product::<u64>().saturating_mul(self.volumes as u64);
        voxels.saturating_mul(self.kind.bytes() as u64).saturating_add(self.start)
    }

    /// Where a voxel stands in the file.
    pub(super) fn place(&self, [x, y, z]: [usize; 3], volume: usize) -> usize {
        let [width, height, depth] = self.size;
        // Within the file's own length, which is held against `end` before.
        self.start as usize + (((volume * depth + z) * height + y) * width + x) * self.kind.bytes()
    }

    /// Voxels at places.
    pub(super) fn samples(&self, bytes: &[u8], places: impl Iterator<Item = usize>) -> Samples {
        let whole = |width: usize| {
            let fields = Fields { bytes, big: self.big, real: 4 };
            move |at: usize| fields.whole(at, width).unwrap_or_default()
        };
        let real = |width: usize| {
            let fields = Fields { bytes, big: self.big, real: width };
            move |at: usize| fields.real(at).unwrap_or_default()
        };
        match self.kind {
            Kind::U8 => Samples::U8(places.map(whole(1)).map(|value| value as u8).collect()),
            Kind::I8 => Samples::I16(places.map(whole(1)).map(|value| i16::from(value as i8)).collect()),
            Kind::U16 => Samples::U16(places.map(whole(2)).map(|value| value as u16).collect()),
            Kind::I16 => Samples::I16(places.map(whole(2)).map(|value| value as i16).collect()),
            Kind::U32 => Samples::U32(places.map(whole(4)).map(|value| value as u32).collect()),
            Kind::I32 => Samples::I32(places.map(whole(4)).map(|value| value as i32).collect()),
            Kind::F32 => Samples::F32(places.map(real(4)).map(|value| value as f32).collect()),
            Kind::F64 => Samples::F64(places.map(real(8)).collect()),
            Kind::Rgb => Samples::U8(places.flat_map(|at| at..at + 3).map(whole(1)).map(|value| value as u8).collect()),
        }
    }
}

/// Which header starts here, its byte order, and whether the voxels follow in the same file.
fn layout(bytes: &[u8]) -> Option<(&'static Layout, bool, bool)> {
    let size: [u8; 4] = *bytes.first_chunk()?;
    let (big, number) = match (u32::from_le_bytes(size), u32::from_be_bytes(size)) {
        (number @ (348 | 540), _) => (false, number),
        (_, number @ (348 | 540)) => (true, number),
        _ => return None,
    };
    match (number, bytes.get(344..348), bytes.get(4..8)) {
        (348, Some(b"n+1\0"), _) => Some((&FIRST, big, true)),
        (348, Some(b"ni1\0"), _) => Some((&FIRST, big, false)),
        (540, _, Some(b"n+2\0")) if bytes.len() >= 540 => Some((&SECOND, big, true)),
        (540, _, Some(b"ni2\0")) if bytes.len() >= 540 => Some((&SECOND, big, false)),
        _ => None,
    }
}

/// Numbers at places.
#[derive(Clone, Copy)]
struct Fields<'a> {
    bytes: &'a [u8],
    big: bool,
    real: usize,
}

impl Fields<'_> {
    /// The bits of a number of at most eight bytes.
    fn bits(self, at: usize, width: usize) -> Option<u64> {
        let field = self.bytes.get(at..at.checked_add(width)?)?;
        let shifted = |sum: u64, &byte: &u8| sum << 8 | u64::from(byte);
        Some(if self.big { field.iter().fold(0, shifted) } else { field.iter().rev().fold(0, shifted) })
    }

    /// A whole number with its sign.
    fn whole(self, at: usize, width: usize) -> Option<i64> {
        let unused = 64 - 8 * u32::try_from(width).ok()?;
        Some((self.bits(at, width)? << unused).cast_signed() >> unused)
    }

    fn real(self, at: usize) -> Option<f64> {
        let bits = self.bits(at, self.real)?;
        // The lower half holds a number of 32 bits.
        Some(if self.real == 4 { f64::from(f32::from_bits(bits as u32)) } else { f64::from_bits(bits) })
    }

    /// Code of the quaternion (0) or of the rows (1); 0 where the file gives none.
    fn form(self, layout: &Layout, place: usize) -> i64 {
        self.whole(layout.forms.0 + place * layout.forms.1, layout.forms.1).unwrap_or(0)
    }

    /// Method 3 (rows), else 2 (quaternion), else 1 (sizes alone) of nifti1.h.
    fn affine(self, layout: &Layout) -> Affine {
        let number = |at: usize| self.real(at).unwrap_or_default();
        let several = |at: usize, count: usize| (0..count).map(move |place| number(at + place * layout.real));
        let form = |place: usize| self.form(layout, place);
        let sizes: Vec<f64> = several(layout.pixdim, 4).collect();
        let &[handed, dx, dy, dz] = sizes.as_slice() else { return [[0.0; 4]; 3] };
        let sizes = [dx, dy, dz].map(|size| if size.is_finite() && size != 0.0 { size.abs() } else { 1.0 });
        if form(1) > 0 {
            let rows: Vec<f64> = several(layout.rows, 12).collect();
            let mut affine = [[0.0; 4]; 3];
            for (row, values) in affine.iter_mut().zip(rows.as_chunks::<4>().0) {
                *row = *values;
            }
            return affine;
        }
        if form(0) > 0 {
            let six: Vec<f64> = several(layout.quaternion, 6).collect();
            if let &[b, c, d, x, y, z] = six.as_slice() {
                return from_quaternion([b, c, d], if handed < 0.0 { -1.0 } else { 1.0 }, sizes, [x, y, z]);
            }
        }
        let [sx, sy, sz] = sizes;
        [[sx, 0.0, 0.0, 0.0], [0.0, sy, 0.0, 0.0], [0.0, 0.0, sz, 0.0]]
    }
}

fn fault(part: &str, expected: &str, found: impl ToString) -> DicomError {
    DicomError::damaged(format!("{part} of the NIfTI header"), expected, found)
}
