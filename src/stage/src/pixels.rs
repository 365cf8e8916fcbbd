//! Samples of a frame, in the browser's memory: for drawing and for the value probe.

use js_sys::{ArrayBuffer, Float32Array, Int16Array, Object, Uint8Array, Uint16Array};
use protocol::SampleType;

/// Samples as received from the reader. Cloning copies the handle.
#[derive(Clone, Debug)]
pub enum SampleArray {
    /// Grey.
    U16(Uint16Array),
    /// Grey.
    I16(Int16Array),
    /// Grey.
    F32(Float32Array),
    /// Red, green, blue.
    Rgb8(Uint8Array),
}

impl SampleArray {
    /// The contents of a buffer.
    #[must_use]
    pub fn new(sample_type: SampleType, buffer: &ArrayBuffer) -> Self {
        match sample_type {
            SampleType::U16 => Self::U16(Uint16Array::new(buffer)),
            SampleType::I16 => Self::I16(Int16Array::new(buffer)),
            SampleType::F32 => Self::F32(Float32Array::new(buffer)),
            SampleType::Rgb8 => Self::Rgb8(Uint8Array::new(buffer)),
        }
    }

    /// Number of samples.
    #[must_use]
    pub fn count(&self) -> u32 {
        match self {
            Self::U16(v) => v.length(),
            Self::I16(v) => v.length(),
            Self::F32(v) => v.length(),
            Self::Rgb8(v) => v.length(),
        }
    }

    /// Their size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let each = match self {
            Self::U16(_) | Self::I16(_) => 2,
            Self::F32(_) => 4,
            Self::Rgb8(_) => 1,
        };
        u64::from(self.count()) * each
    }

    /// One sample; `None` past the end.
    #[must_use]
    pub fn get(&self, at: u32) -> Option<f64> {
        (at < self.count()).then(|| match self {
            Self::U16(v) => f64::from(v.get_index(at)),
            Self::I16(v) => f64::from(v.get_index(at)),
            Self::F32(v) => f64::from(v.get_index(at)),
            Self::Rgb8(v) => f64::from(v.get_index(at)),
        })
    }

    pub(super) fn object(&self) -> &Object {
        match self {
            Self::U16(v) => v.as_ref(),
            Self::I16(v) => v.as_ref(),
            Self::F32(v) => v.as_ref(),
            Self::Rgb8(v) => v.as_ref(),
        }
    }

    pub(super) fn sample_type(&self) -> SampleType {
        match self {
            Self::U16(_) => SampleType::U16,
            Self::I16(_) => SampleType::I16,
            Self::F32(_) => SampleType::F32,
            Self::Rgb8(_) => SampleType::Rgb8,
        }
    }
}
