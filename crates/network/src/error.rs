//! Why a network cannot be built, and the checked access to its weights.

use crate::graph::GraphError;
use model::{Array, Weights};
use std::fmt;
use text::Message;

/// A network could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NnError {
    /// The manifest names an architecture that this version does not know.
    Architecture {
        /// Name in the manifest.
        found: String,
    },
    /// An array is missing in the weights file.
    Missing {
        /// Its name.
        name: String,
    },
    /// An array has another shape.
    Shape {
        /// Its name.
        name: String,
        /// What the architecture requires.
        expected: Vec<usize>,
        /// What the file holds.
        found: Vec<usize>,
    },
    /// An array that must be quantised is not.
    Plain {
        /// Its name.
        name: String,
    },
    /// Sums of this many products do not fit into 32 bits.
    TooWide {
        /// Its name.
        name: String,
        /// Its input channels.
        inputs: usize,
    },
    /// Its layers do not match each other, or pictures of this size.
    Graph(GraphError),
    /// The manifest lacks value ranges.
    Ranges {
        /// Grids whose range is needed ([`crate::graph::LayerGraph::ranged`]).
        expected: usize,
        /// Ranges in the manifest.
        found: usize,
    },
}

impl NnError {
    /// What is wrong, as it stands inside a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Architecture { found } => text::network::architecture(found),
            Self::Missing { name } => text::network::missing(name),
            Self::Shape { name, expected, found } => {
                text::network::shape(name, format!("{expected:?}"), format!("{found:?}"))
            }
            Self::Plain { name } => text::network::plain(name),
            Self::TooWide { name, inputs } => text::network::too_wide(name, *inputs),
            Self::Graph(error) => error.message(),
            Self::Ranges { expected, found } => text::network::ranges(*expected, *found),
        }
    }
}

impl From<GraphError> for NnError {
    fn from(error: GraphError) -> Self {
        Self::Graph(error)
    }
}

impl fmt::Display for NnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for NnError {}

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
