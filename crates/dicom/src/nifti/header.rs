//! The header (nifti1.h and nifti2.h of the NIfTI Data Format Working Group): size, kind of number, affine.

use super::affine::VoxelPlacing;
use super::fields::{Family, Fields, Start, start};
use super::kind::VoxelType;
use crate::error::DicomError;
use crate::pixels::samples::Samples;
use text::Message;

/// The header fields that are used.
#[derive(Clone, Debug)]
pub(super) struct NiftiHeader {
    pub(super) size: [usize; 3],
    pub(super) volumes: usize,
    pub(super) kind: VoxelType,
    big: bool,
    start: u64,
    /// Slope and intercept; 1 and 0 where the file has none.
    pub(super) scale: (f64, f64),
    /// Values shown black and white, where the file states them.
    pub(super) range: Option<(f64, f64)>,
    pub(super) placing: VoxelPlacing,
    /// Warnings: what the file states that was not followed, or leaves undefined.
    pub(super) warnings: Vec<Message>,
}

impl NiftiHeader {
    /// Whether a header starts here: by its size and its magic.
    pub(super) fn is(bytes: &[u8]) -> bool {
        start(bytes).is_some()
    }

    /// Whether the voxels are in a separate file.
    pub(super) fn is_half(bytes: &[u8]) -> bool {
        start(bytes).is_some_and(|start| start.family != Family::One)
    }

    /// # Errors
    /// `Half` for a header whose voxels are in another file; `NotDicom`, `Volume`, `VolumeKind`, `Truncated`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, DicomError> {
        let Some(start) = start(bytes) else { return Err(DicomError::not_dicom(bytes)) };
        match start.family {
            Family::One => Self::of(bytes, start),
            Family::Two => Err(DicomError::Half { is_analyze: false }),
            Family::Analyze => Err(DicomError::Half { is_analyze: true }),
        }
    }

    /// The header of either family, as if its voxels followed it.
    pub(super) fn of(bytes: &[u8], Start { layout, big, family }: Start) -> Result<Self, DicomError> {
        let fields = Fields { bytes, big, real: layout.real };
        let mut warnings = Vec::new();
        let cut = || DicomError::Truncated(text::nifti::header_cut());
        let whole = |at, width| fields.whole(at, width).ok_or_else(cut);
        let dims =
            (0..8).map(|at| whole(layout.dim.0 + at * layout.dim.1, layout.dim.1)).collect::<Result<Vec<i64>, _>>()?;
        let &[count, x, y, z, time, ref rest @ ..] = dims.as_slice() else {
            return Err(DicomError::Volume(text::nifti::fields(dims.len())));
        };
        if !(1..=7).contains(&count) {
            return Err(DicomError::Volume(text::nifti::dimensions(count.to_string())));
        }
        let used = |at: i64, value: i64| if at <= count { value } else { 1 };
        let mut size = [1; 3];
        for (place, value) in size.iter_mut().zip([used(1, x), used(2, y), used(3, z)]) {
            *place = usize::try_from(value)
                .ok()
                .filter(|side| (1..=65_535).contains(side))
                .ok_or_else(|| DicomError::Volume(text::nifti::dimension(value.to_string())))?;
        }
        let more = rest.iter().zip(5..).map(|(&value, at)| used(at, value).max(1));
        let volumes = more.fold(used(4, time).max(1), i64::saturating_mul);
        let volumes = usize::try_from(volumes).unwrap_or(usize::MAX);
        let code = whole(layout.datatype, 2)?;
        let kind = VoxelType::from_code(code).ok_or(DicomError::VolumeKind { code })?;
        if kind.is_complex() {
            warnings.push(text::nifti::complex());
        }
        let real = |at| fields.real(at).unwrap_or_default();
        let stated =
            if layout.real == 4 { real(layout.vox_offset) as u64 } else { whole(layout.vox_offset, 8)?.max(0) as u64 };
        // Voxels never overlap the header, even if the file states a smaller offset (some write 0).
        let start = if family == Family::One { stated.max(layout.length as u64 + 4) } else { stated };
        let scale = scale(real(layout.scl_slope), real(layout.scl_slope + layout.real), &mut warnings);
        let (most, least) = (real(layout.cal_max), real(layout.cal_max + layout.real));
        let range = (most > least && most.is_finite() && least.is_finite()).then_some((least, most));
        let placing = VoxelPlacing::of(fields, layout, family, size, &mut warnings);
        Ok(Self { size, volumes, kind, big, start, scale, range, placing, warnings })
    }

    /// Where the voxels begin in their file.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Bytes up to the last voxel.
    pub(super) fn end(&self) -> u64 {
        let voxels = self.size.iter().map(|&side| side as u64).product::<u64>().saturating_mul(self.volumes as u64);
        voxels.saturating_mul(self.kind.bytes() as u64).saturating_add(self.start)
    }

    /// Offset of a voxel in the file.
    pub(super) fn place(&self, [x, y, z]: [usize; 3], volume: usize) -> usize {
        let [width, height, depth] = self.size;
        // Within the file's length, which was checked against `end` before.
        self.start as usize + (((volume * depth + z) * height + y) * width + x) * self.kind.bytes()
    }

    /// Voxels at these offsets.
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
            VoxelType::U8 => Samples::U8(places.map(whole(1)).map(|value| value as u8).collect()),
            VoxelType::I8 => Samples::I16(places.map(whole(1)).map(|value| i16::from(value as i8)).collect()),
            VoxelType::U16 => Samples::U16(places.map(whole(2)).map(|value| value as u16).collect()),
            VoxelType::I16 => Samples::I16(places.map(whole(2)).map(|value| value as i16).collect()),
            VoxelType::U32 => Samples::U32(places.map(whole(4)).map(|value| value as u32).collect()),
            VoxelType::I32 => Samples::I32(places.map(whole(4)).map(|value| value as i32).collect()),
            // Exact to 2⁵³, which no label and no measured value reaches.
            VoxelType::I64 => Samples::F64(places.map(whole(8)).map(|value| value as f64).collect()),
            VoxelType::U64 => Samples::F64(places.map(whole(8)).map(|value| value.cast_unsigned() as f64).collect()),
            VoxelType::F32 | VoxelType::C32 => Samples::F32(places.map(real(4)).map(|value| value as f32).collect()),
            VoxelType::F64 | VoxelType::C64 => Samples::F64(places.map(real(8)).collect()),
            VoxelType::Rgb => {
                Samples::U8(places.flat_map(|at| at..at + 3).map(whole(1)).map(|value| value as u8).collect())
            }
            VoxelType::Rgba => Samples::U8(over_black(bytes, places)),
        }
    }
}

/// Red, green and blue blended over black, as transparent pixels of every picture are. Where every pixel is fully
/// transparent the alpha byte is ignored: some programs leave it 0.
fn over_black(bytes: &[u8], places: impl Iterator<Item = usize>) -> Vec<u8> {
    let pixels: Vec<[u8; 4]> =
        places.map(|at| bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default()).collect();
    let is_meant = pixels.iter().any(|pixel| pixel[3] != 0);
    let over = |&[r, g, b, alpha]: &[u8; 4]| {
        let alpha = if is_meant { u16::from(alpha) } else { 255 };
        // At most 255.
        [r, g, b].map(|sample| ((u16::from(sample) * alpha + 127) / 255) as u8)
    };
    pixels.iter().flat_map(over).collect()
}

/// A slope of 0 means that values are as stored (nifti1.h); nibabel writes NaN for the same.
fn scale(slope: f64, intercept: f64, warnings: &mut Vec<Message>) -> (f64, f64) {
    if slope == 0.0 || slope.is_nan() {
        return (1.0, 0.0);
    }
    if slope.is_finite() && intercept.is_finite() {
        return (slope, intercept);
    }
    let [said_slope, said_intercept] = [slope, intercept].map(|number| number.to_string());
    if slope.is_finite() {
        warnings.push(text::nifti::no_intercept(said_slope, said_intercept));
        return (slope, 0.0);
    }
    warnings.push(text::nifti::no_slope(said_slope, said_intercept));
    (1.0, 0.0)
}
