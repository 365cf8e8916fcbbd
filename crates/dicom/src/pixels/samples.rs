//! Stored numbers of a frame, in the smallest type that holds them.

use std::ops::Range;

/// Numbers, pixel by pixel from the top left; colour samples interleaved by pixel.
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

    /// The samples at the given indices of each pixel of `per_pixel` samples.
    #[must_use]
    pub(crate) fn kept(&self, per_pixel: usize, places: Range<usize>) -> Self {
        match self {
            Self::U8(v) => Self::U8(kept(v, per_pixel, places)),
            Self::U16(v) => Self::U16(kept(v, per_pixel, places)),
            Self::I16(v) => Self::I16(kept(v, per_pixel, places)),
            Self::U32(v) => Self::U32(kept(v, per_pixel, places)),
            Self::I32(v) => Self::I32(kept(v, per_pixel, places)),
            Self::F32(v) => Self::F32(kept(v, per_pixel, places)),
            Self::F64(v) => Self::F64(kept(v, per_pixel, places)),
        }
    }

    /// Each number in order.
    pub fn for_each(&self, mut with: impl FnMut(f64)) {
        match self {
            Self::U8(v) => v.iter().for_each(|&number| with(number.into())),
            Self::U16(v) => v.iter().for_each(|&number| with(number.into())),
            Self::I16(v) => v.iter().for_each(|&number| with(number.into())),
            Self::U32(v) => v.iter().for_each(|&number| with(number.into())),
            Self::I32(v) => v.iter().for_each(|&number| with(number.into())),
            Self::F32(v) => v.iter().for_each(|&number| with(number.into())),
            Self::F64(v) => v.iter().for_each(|&number| with(number)),
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

    /// Each number through a function that gives equal results for equal numbers, in order: as [`Samples::map`], but
    /// called only once for each of the 65,536 16-bit numbers where there are more samples than that.
    pub fn map_by_number<T: Copy>(&self, with: impl Fn(f64) -> T) -> Vec<T> {
        if self.len() <= 1 << 16 {
            return self.map(with);
        }
        match self {
            Self::U8(v) => {
                let table: Vec<T> = (0..=u8::MAX).map(|number| with(number.into())).collect();
                through(v.iter().map(|&number| usize::from(number)), &table)
            }
            Self::U16(v) => {
                let table: Vec<T> = (0..=u16::MAX).map(|number| with(number.into())).collect();
                through(v.iter().map(|&number| usize::from(number)), &table)
            }
            Self::I16(v) => {
                // In the order of the bits: 0 to 32767, then -32768 to -1.
                let table: Vec<T> = (0..=u16::MAX).map(|bits| with(bits.cast_signed().into())).collect();
                through(v.iter().map(|number| usize::from(number.cast_unsigned())), &table)
            }
            _ => self.map(with),
        }
    }

    /// The histogram, and the number of its first bin; `None` for numbers of more than 16 bits.
    #[must_use]
    pub fn counts(&self) -> Option<(Vec<u32>, i32)> {
        match self {
            Self::U8(v) => Some((counted(v.iter().map(|&number| number.into())), 0)),
            Self::U16(v) => Some((counted(v.iter().copied()), 0)),
            Self::I16(v) => {
                let least = i32::from(i16::MIN);
                // With the sign bit flipped, so that counts run from the smallest number to the largest.
                Some((counted(v.iter().map(|number| number.cast_unsigned() ^ 0x8000)), least))
            }
            _ => None,
        }
    }
}

fn kept<T: Copy>(samples: &[T], per_pixel: usize, places: Range<usize>) -> Vec<T> {
    let pixels = samples.chunks_exact(per_pixel.max(1));
    let mut kept = Vec::with_capacity(pixels.len() * places.len());
    pixels.filter_map(|pixel| pixel.get(places.clone())).for_each(|some| kept.extend_from_slice(some));
    kept
}

/// The entries at these places, in memory of their size: what is filtered would be collected into a vector that doubles,
/// and a large picture would stand in memory twice.
fn through<T: Copy>(places: impl ExactSizeIterator<Item = usize>, table: &[T]) -> Vec<T> {
    let mut entries = Vec::with_capacity(places.len());
    entries.extend(places.filter_map(|place| table.get(place).copied()));
    entries
}

fn counted(numbers: impl Iterator<Item = u16>) -> Vec<u32> {
    let mut counts = vec![0; 1 << 16];
    for number in numbers {
        if let Some(count) = counts.get_mut(usize::from(number)) {
            *count += 1;
        }
    }
    counts
}
