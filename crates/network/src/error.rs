//! Why a network cannot be built, and the one look into the weights that tells.

use crate::graph::GraphError;
use model::{Array, Weights};

/// A network could not be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NnError {
    /// The manifest names an architecture that this version does not know.
    #[error("expected a known architecture, found `{found}`")]
    Architecture {
        /// Name in the manifest.
        found: String,
    },
    /// An array is missing in the weights file.
    #[error("expected an array `{name}` in the weights file, found none")]
    Missing {
        /// Its name.
        name: String,
    },
    /// An array has another shape.
    #[error("array `{name}`: expected shape {expected:?}, found {found:?}")]
    Shape {
        /// Its name.
        name: String,
        /// What the architecture asks for.
        expected: Vec<usize>,
        /// What the file holds.
        found: Vec<usize>,
    },
    /// An array that must be quantised is not.
    #[error("array `{name}`: expected 8-bit integers with a scale per output channel, found floats")]
    Plain {
        /// Its name.
        name: String,
    },
    /// Sums of so many products do not fit 32 bits.
    #[error("array `{name}`: expected sums that fit 32 bits, found {inputs} input channels")]
    TooWide {
        /// Its name.
        name: String,
        /// Its input channels.
        inputs: usize,
    },
    /// Its layers do not fit each other, or pictures of this size.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The manifest does not say how large values get.
    #[error("expected the range of {expected} grids in the manifest (`activations`), found {found}")]
    Ranges {
        /// Grids whose range is needed ([`crate::graph::LayerGraph::ranged`]).
        expected: usize,
        /// Ranges in the manifest.
        found: usize,
    },
}

/// `name` with as many values as `shape` holds, and as many in its last axis.
///
/// # Errors
/// When it is missing or has another shape.
pub fn array<'a>(weights: &'a Weights, name: &str, shape: &[usize]) -> Result<&'a Array, NnError> {
    let array = weights.get(name).ok_or_else(|| NnError::Missing { name: name.to_owned() })?;
    let (found, last) = (array.shape.iter().product::<usize>(), array.shape.last().copied());
    if found != shape.iter().product::<usize>() || last != shape.last().copied() || found != array.data.len() {
        return Err(NnError::Shape { name: name.to_owned(), expected: shape.to_vec(), found: array.shape.clone() });
    }
    Ok(array)
}
