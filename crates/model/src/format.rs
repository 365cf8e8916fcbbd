//! The weights file, as a specification.
//!
//! A safetensors file: eight bytes little-endian header length, a JSON header, then raw
//! little-endian data. Every array `NAME` of the network is stored in one of two ways:
//!
//! * **Quantised**: `NAME` of type `I8` with shape `[…, outputs]`, and `NAME.scale` of type
//!   `F32` with shape `[outputs]`. The value at output channel `o` is `NAME[…, o] × NAME.scale[o]`.
//!   Symmetric: no zero point; integers lie in −127…127; `scale[o]` is the largest absolute
//!   value of the channel divided by 127, or 1 for a channel of zeros.
//! * **Plain**: `NAME` of type `F32`. Biases are always plain.
//!
//! All numbers are finite. Names ending in `.scale` belong to a quantised array; a scale
//! without its array, or an `I8` array without its scale, makes the file invalid.

use super::{Array, Weights, WeightsError};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::collections::BTreeMap;

/// Suffix of a scale array.
const SCALE: &str = ".scale";

/// Arrays as stored in the file.
pub type StoredWeights = BTreeMap<String, Stored>;

/// One array as stored in the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    /// 8-bit integers with a scale per output channel.
    Quantised(Quantised),
    /// Floats.
    Plain(Array),
}

/// Integers with their scales, row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantised {
    /// Extent per axis.
    pub shape: Vec<usize>,
    /// `shape.iter().product()` integers, −127…127.
    pub integers: Vec<i8>,
    /// One per last-axis channel.
    pub scale: Vec<f32>,
}

/// Reads a weights file; quantised arrays come out as f32.
///
/// # Errors
/// As [`read_stored`].
pub fn read(bytes: &[u8]) -> Result<Weights, WeightsError> {
    Ok(weights_from_stored(&read_stored(bytes)?))
}

/// All arrays as f32.
#[must_use]
pub fn weights_from_stored(stored: &StoredWeights) -> Weights {
    let array = |stored: &Stored| Array { shape: stored.shape().to_vec(), data: stored.values() };
    stored.iter().map(|(name, stored)| (name.clone(), array(stored))).collect()
}

impl Stored {
    /// Extent per axis.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        match self {
            Self::Quantised(Quantised { shape, .. }) | Self::Plain(Array { shape, .. }) => shape,
        }
    }

    /// The values as f32, row-major.
    #[must_use]
    pub fn values(&self) -> Vec<f32> {
        match self {
            Self::Plain(array) => array.data.clone(),
            Self::Quantised(Quantised { integers, scale, .. }) => {
                let values = integers.iter().zip(scale.iter().cycle());
                values.map(|(integer, scale)| f32::from(*integer) * scale).collect()
            }
        }
    }
}

/// Reads a weights file without dequantising it.
///
/// ```
/// use model::{Array, Stored, Weights, read_stored, write_quantised};
///
/// let weight = Array { shape: vec![2, 1], data: vec![127.0, -3.0] };
/// let bias = Array { shape: vec![1], data: vec![0.5] };
/// let weights = Weights::from([("head.weight".to_owned(), weight), ("head.bias".to_owned(), bias.clone())]);
/// let stored = read_stored(&write_quantised(&weights).unwrap()).unwrap();
/// let Stored::Quantised(quantised) = &stored["head.weight"] else { panic!("a matrix is rounded") };
/// assert_eq!((quantised.integers.as_slice(), quantised.scale.as_slice()), (&[127, -3][..], &[1.0][..]));
/// assert_eq!(stored["head.bias"], Stored::Plain(bias));
/// assert!(read_stored(b"no weights").is_err());
/// ```
///
/// # Errors
/// When the file is not safetensors, holds another type, lacks or orphans a scale, or holds a
/// number that is not finite.
pub fn read_stored(bytes: &[u8]) -> Result<StoredWeights, WeightsError> {
    let file =
        SafeTensors::deserialize(bytes).map_err(|error| WeightsError::Container { detail: error.to_string() })?;
    let views: BTreeMap<String, TensorView<'_>> = file.tensors().into_iter().collect();
    let mut weights = StoredWeights::new();
    for (name, view) in &views {
        let owner = name.strip_suffix(SCALE);
        if let Some(owner) = owner {
            match views.get(owner) {
                Some(array) if array.dtype() == Dtype::I8 => continue,
                _ => {
                    return Err(WeightsError::Orphan { name: name.clone(), owner: owner.to_owned() });
                }
            }
        }
        let stored = match view.dtype() {
            Dtype::F32 => Stored::Plain(Array { shape: view.shape().to_vec(), data: floats(name, view)? }),
            Dtype::I8 => Stored::Quantised(integers(name, view, views.get(&format!("{name}{SCALE}")))?),
            other => {
                return Err(WeightsError::Type { name: name.clone(), found: format!("{other:?}") });
            }
        };
        weights.insert(name.clone(), stored);
    }
    Ok(weights)
}

/// Writes arrays of two and more axes as int8 with one scale per last-axis channel, others plain.
///
/// # Errors
/// When a number is not finite, or a shape does not match its data.
pub fn write_quantised(weights: &Weights) -> Result<Vec<u8>, WeightsError> {
    let mut parts = Vec::new();
    for (name, array) in weights {
        check(name, array)?;
        if array.shape.len() < 2 {
            parts.push(plain(name, array));
            continue;
        }
        let scales = scales(array);
        let integers = array.data.iter().zip(scales.iter().cycle()).map(|(value, scale)| quantised(*value, *scale));
        parts.push(TensorPart {
            name: name.clone(),
            dtype: Dtype::I8,
            shape: array.shape.clone(),
            bytes: integers.flat_map(i8::to_le_bytes).collect(),
        });
        parts.push(plain(&format!("{name}{SCALE}"), &Array { shape: vec![scales.len()], data: scales }));
    }
    serialise(parts)
}

/// The values that [`read`] returns for the output of [`write_quantised`].
///
/// # Errors
/// Like [`write_quantised`].
pub fn rounded(weights: &Weights) -> Result<Weights, WeightsError> {
    let round = |(name, array): (&String, &Array)| {
        check(name, array)?;
        if array.shape.len() < 2 {
            return Ok((name.clone(), array.clone()));
        }
        let scales = scales(array);
        let values = array.data.iter().zip(scales.iter().cycle());
        let data = values.map(|(value, scale)| f32::from(quantised(*value, *scale)) * scale).collect();
        Ok((name.clone(), Array { shape: array.shape.clone(), data }))
    };
    weights.iter().map(round).collect()
}

/// Writes every array plain.
///
/// # Errors
/// When a number is not finite, or a shape does not match its data.
pub fn write_f32(weights: &Weights) -> Result<Vec<u8>, WeightsError> {
    let parts = weights.iter().map(|(name, array)| check(name, array).map(|()| plain(name, array)));
    serialise(parts.collect::<Result<_, _>>()?)
}

/// Largest absolute value per last-axis channel over 127; 1 for a channel of zeros.
fn scales(array: &Array) -> Vec<f32> {
    let outputs = array.shape.last().copied().unwrap_or(1).max(1);
    let mut largest = vec![0.0f32; outputs];
    for row in array.data.chunks_exact(outputs) {
        for (largest, value) in largest.iter_mut().zip(row) {
            *largest = largest.max(value.abs());
        }
    }
    largest.into_iter().map(|value| if value > 0.0 { (value / 127.0).max(f32::MIN_POSITIVE) } else { 1.0 }).collect()
}

/// Rounded half away from zero.
#[allow(clippy::cast_possible_truncation, reason = "clamped to the range of i8")]
fn quantised(value: f32, scale: f32) -> i8 {
    (value / scale).round().clamp(-127.0, 127.0) as i8
}

fn check(name: &str, array: &Array) -> Result<(), WeightsError> {
    let expected = array.shape.iter().product::<usize>();
    if expected != array.data.len() {
        return Err(WeightsError::Length { name: name.to_owned(), expected, found: array.data.len() });
    }
    finite(name, &array.data)
}

fn finite(name: &str, values: &[f32]) -> Result<(), WeightsError> {
    match values.iter().all(|value| value.is_finite()) {
        true => Ok(()),
        false => Err(WeightsError::NotFinite { name: name.to_owned() }),
    }
}

fn floats(name: &str, view: &TensorView<'_>) -> Result<Vec<f32>, WeightsError> {
    let values: Vec<f32> = view.data().as_chunks::<4>().0.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
    finite(name, &values)?;
    Ok(values)
}

fn integers(name: &str, view: &TensorView<'_>, scale: Option<&TensorView<'_>>) -> Result<Quantised, WeightsError> {
    let missing = || WeightsError::Scale { name: name.to_owned(), expected: view.shape().last().copied().unwrap_or(0) };
    let scale = scale.filter(|scale| {
        scale.dtype() == Dtype::F32 && scale.shape().first() == view.shape().last() && scale.shape().len() == 1
    });
    let scale = floats(name, scale.ok_or_else(missing)?)?;
    let integers = view.data().iter().map(|byte| byte.cast_signed()).collect();
    Ok(Quantised { shape: view.shape().to_vec(), integers, scale })
}

struct TensorPart {
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

fn plain(name: &str, array: &Array) -> TensorPart {
    let bytes = array.data.iter().flat_map(|value| value.to_le_bytes()).collect();
    TensorPart { name: name.to_owned(), dtype: Dtype::F32, shape: array.shape.clone(), bytes }
}

fn serialise(parts: Vec<TensorPart>) -> Result<Vec<u8>, WeightsError> {
    let container = |error: safetensors::SafeTensorError| WeightsError::Container { detail: error.to_string() };
    let views = parts
        .iter()
        .map(|part| Ok((&part.name, TensorView::new(part.dtype, part.shape.clone(), &part.bytes).map_err(container)?)))
        .collect::<Result<Vec<_>, WeightsError>>()?;
    safetensors::serialize(views, None).map_err(container)
}
