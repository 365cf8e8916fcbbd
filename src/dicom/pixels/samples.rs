//! Stored numbers of a frame, in the smallest type that holds them.

/// Numbers, pixel by pixel from the top left; colour samples of a pixel stand together.
#[derive(Clone, Debug, PartialEq)]
pub enum Samples {
    /// At most 8 bits, without sign.
    U8(Vec<u8>),
    /// At most 16 bits, without sign.
    U16(Vec<u16>),
    /// At most 16 bits, with sign.
    I16(Vec<i16>),
    /// At most 32 bits, without sign.
    U32(Vec<u32>),
    /// At most 32 bits, with sign.
    I32(Vec<i32>),
    /// Floating point of 32 bits.
    F32(Vec<f32>),
    /// Floating point of 64 bits.
    F64(Vec<f64>),
}

impl Samples {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::U8(v) => v.len(),
            Self::U16(v) => v.len(),
            Self::I16(v) => v.len(),
            Self::U32(v) => v.len(),
            Self::I32(v) => v.len(),
            Self::F32(v) => v.len(),
            Self::F64(v) => v.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One number; `None` past the end.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<f64> {
        match self {
            Self::U8(v) => v.get(at).copied().map(f64::from),
            Self::U16(v) => v.get(at).copied().map(f64::from),
            Self::I16(v) => v.get(at).copied().map(f64::from),
            Self::U32(v) => v.get(at).copied().map(f64::from),
            Self::I32(v) => v.get(at).copied().map(f64::from),
            Self::F32(v) => v.get(at).copied().map(f64::from),
            Self::F64(v) => v.get(at).copied(),
        }
    }

    /// Each number through a function, in order.
    pub fn map<T>(&self, with: impl FnMut(f64) -> T) -> Vec<T> {
        match self {
            Self::U8(v) => v.iter().copied().map(f64::from).map(with).collect(),
            Self::U16(v) => v.iter().copied().map(f64::from).map(with).collect(),
            Self::I16(v) => v.iter().copied().map(f64::from).map(with).collect(),
            Self::U32(v) => v.iter().copied().map(f64::from).map(with).collect(),
            Self::I32(v) => v.iter().copied().map(f64::from).map(with).collect(),
            Self::F32(v) => v.iter().copied().map(f64::from).map(with).collect(),
            Self::F64(v) => v.iter().copied().map(with).collect(),
        }
    }
}
