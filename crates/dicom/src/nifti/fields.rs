//! Numbers at offsets in a header of either kind (nifti1.h, nifti2.h; Analyze 7.5, whose fields nifti1.h kept).

use signatures::Signature;

/// Offsets of the fields in either kind of header: (offset, bytes) of integers and offsets of numbers.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) dim: (usize, usize),
    pub(super) datatype: usize,
    pub(super) pixdim: usize,
    pub(super) vox_offset: usize,
    pub(super) scl_slope: usize,
    pub(super) cal_max: usize,
    /// Units of length in the lowest three bits: offset and bytes.
    pub(super) units: (usize, usize),
    pub(super) forms: (usize, usize),
    pub(super) quaternion: usize,
    pub(super) rows: usize,
    pub(super) magic: usize,
    /// Free-text fields that do not describe the voxels: offset and bytes.
    pub(super) texts: &'static [(usize, usize)],
    /// Bytes of the header itself.
    pub(super) length: usize,
    /// Bytes of a floating point number.
    pub(super) real: usize,
}

pub(super) const FIRST: Layout = Layout {
    dim: (40, 2),
    datatype: 70,
    pixdim: 76,
    vox_offset: 108,
    scl_slope: 112,
    cal_max: 124,
    units: (123, 1),
    forms: (252, 2),
    quaternion: 256,
    rows: 280,
    magic: 344,
    // data_type, db_name, extents, session_error (unused since Analyze); descrip, aux_file, intent_name.
    texts: &[(4, 10), (14, 18), (32, 4), (36, 2), (148, 80), (228, 24), (328, 16)],
    length: 348,
    real: 4,
};

pub(super) const SECOND: Layout = Layout {
    dim: (16, 8),
    datatype: 12,
    pixdim: 104,
    vox_offset: 168,
    scl_slope: 176,
    cal_max: 192,
    units: (500, 4),
    forms: (344, 4),
    quaternion: 352,
    rows: 400,
    magic: 4,
    // descrip, aux_file, intent_name, unused_str.
    texts: &[(240, 80), (320, 24), (508, 16), (525, 15)],
    length: 540,
    real: 8,
};

/// Where the voxels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// After the header in the same file (`n+1`, `n+2`).
    One,
    /// In a separate file (`ni1`, `ni2`).
    Two,
    /// In a separate file, with a header that predates NIfTI.
    Analyze,
}

/// The recognised kind of a header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) layout: &'static Layout,
    pub(super) big: bool,
    pub(super) family: Family,
}

/// Which header starts here, its byte order, and where the voxels are.
pub(super) fn start(bytes: &[u8]) -> Option<Start> {
    let size: [u8; 4] = *bytes.first_chunk()?;
    let (big, number) = match (u32::from_le_bytes(size), u32::from_be_bytes(size)) {
        (number @ (348 | 540), _) => (false, number),
        (_, number @ (348 | 540)) => (true, number),
        _ => return None,
    };
    let has = |signature: Signature| signature.is_in(bytes);
    let (layout, family) = match number {
        348 if has(signatures::NIFTI_1) => (&FIRST, Family::One),
        348 if has(signatures::NIFTI_1_PAIR) => (&FIRST, Family::Two),
        540 if has(signatures::NIFTI_2) && bytes.len() >= 540 => (&SECOND, Family::One),
        540 if has(signatures::NIFTI_2_PAIR) && bytes.len() >= 540 => (&SECOND, Family::Two),
        348 if bytes.len() >= 348 && is_analyze(Fields { bytes, big, real: 4 }) => (&FIRST, Family::Analyze),
        _ => return None,
    };
    Some(Start { layout, big, family })
}

/// Analyze 7.5 has no magic: the header stands alone in its file, and its fields agree with each other.
fn is_analyze(fields: Fields<'_>) -> bool {
    let whole = |at| fields.whole(at, 2).unwrap_or_default();
    let bits = match whole(FIRST.datatype) {
        2 => 8,
        4 => 16,
        8 | 16 => 32,
        32 | 64 => 64,
        128 => 24,
        _ => return false,
    };
    let sides = (1..=whole(40).clamp(0, 7)).all(|at| whole(40 + 2 * at as usize) >= 1);
    // Some programs append a few bytes to the header, but no picture.
    fields.bytes.len() <= 512 && (1..=7).contains(&whole(40)) && sides && whole(72) == bits
}

/// Numbers at offsets.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) big: bool,
    pub(super) real: usize,
}

impl Fields<'_> {
    /// The bits of a number of at most eight bytes.
    pub(super) fn bits(self, at: usize, width: usize) -> Option<u64> {
        let field = self.bytes.get(at..at.checked_add(width)?)?;
        let shifted = |sum: u64, &byte: &u8| sum << 8 | u64::from(byte);
        Some(if self.big { field.iter().fold(0, shifted) } else { field.iter().rev().fold(0, shifted) })
    }

    /// A signed integer.
    pub(super) fn whole(self, at: usize, width: usize) -> Option<i64> {
        let unused = 64 - 8 * u32::try_from(width).ok()?;
        Some((self.bits(at, width)? << unused).cast_signed() >> unused)
    }

    pub(super) fn real(self, at: usize) -> Option<f64> {
        let bits = self.bits(at, self.real)?;
        // The lower half holds a number of 32 bits.
        Some(if self.real == 4 { f64::from(f32::from_bits(bits as u32)) } else { f64::from_bits(bits) })
    }

    /// Several numbers in a row.
    pub(super) fn reals<const COUNT: usize>(self, at: usize) -> [f64; COUNT] {
        std::array::from_fn(|place| self.real(at + place * self.real).unwrap_or(f64::NAN))
    }
}
