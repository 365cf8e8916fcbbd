//! What a voxel is (`datatype` of nifti1.h).

/// Kind of a voxel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VoxelType {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F32,
    F64,
    /// Two numbers of 32 bits; the real part is shown, as NiiVue and FSLeyes do.
    C32,
    /// Two numbers of 64 bits, likewise.
    C64,
    Rgb,
    Rgba,
}

impl VoxelType {
    pub(super) fn from_code(code: i64) -> Option<Self> {
        Some(match code {
            2 => Self::U8,
            256 => Self::I8,
            512 => Self::U16,
            4 => Self::I16,
            768 => Self::U32,
            8 => Self::I32,
            1280 => Self::U64,
            1024 => Self::I64,
            16 => Self::F32,
            64 => Self::F64,
            32 => Self::C32,
            1792 => Self::C64,
            128 => Self::Rgb,
            2304 => Self::Rgba,
            _ => return None,
        })
    }

    pub(super) fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::Rgb => 3,
            Self::U32 | Self::I32 | Self::F32 | Self::Rgba => 4,
            Self::U64 | Self::I64 | Self::F64 | Self::C32 => 8,
            Self::C64 => 16,
        }
    }

    /// A number as it is stored, nearest to the one given; `None` of colours and complex numbers.
    pub(super) fn stored(self, number: f64, big: bool) -> Option<Vec<u8>> {
        let whole = number.round();
        let mut bytes = match self {
            Self::U8 => vec![whole as u8],
            Self::I8 => (whole as i8).to_le_bytes().to_vec(),
            Self::U16 => (whole as u16).to_le_bytes().to_vec(),
            Self::I16 => (whole as i16).to_le_bytes().to_vec(),
            Self::U32 => (whole as u32).to_le_bytes().to_vec(),
            Self::I32 => (whole as i32).to_le_bytes().to_vec(),
            Self::U64 => (whole as u64).to_le_bytes().to_vec(),
            Self::I64 => (whole as i64).to_le_bytes().to_vec(),
            Self::F32 => (number as f32).to_le_bytes().to_vec(),
            Self::F64 => number.to_le_bytes().to_vec(),
            Self::C32 | Self::C64 | Self::Rgb | Self::Rgba => return None,
        };
        if big {
            bytes.reverse();
        }
        Some(bytes)
    }

    pub(super) fn is_colour(self) -> bool {
        matches!(self, Self::Rgb | Self::Rgba)
    }

    pub(super) fn is_complex(self) -> bool {
        matches!(self, Self::C32 | Self::C64)
    }
}
