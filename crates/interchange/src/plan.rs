//! The graph of a shipped model with the sizes of its grids: from which every exported format is written.

use model::Manifest;
use network::{Architecture, LayerGraph, NnError};

/// A network for pictures of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPlan {
    /// Its layers.
    pub graph: LayerGraph,
    /// Rows and columns of each node's value.
    pub sizes: Vec<(usize, usize)>,
    /// Rows and columns of the picture.
    pub side: usize,
    /// Logits.
    pub labels: usize,
}

impl ExportPlan {
    /// The network of a manifest.
    ///
    /// # Errors
    /// When its architecture is unknown, or does not take pictures of that size.
    pub fn new(manifest: &Manifest) -> Result<Self, NnError> {
        let shape = Architecture::named(&manifest.architecture)
            .ok_or_else(|| NnError::Architecture { found: manifest.architecture.clone() })?;
        Self::from_architecture(&shape, manifest.input.size as usize, manifest.labels.len())
    }

    /// The layers of an architecture for a square input of that side.
    ///
    /// # Errors
    /// When it does not take pictures of that size.
    pub fn from_architecture(shape: &Architecture, side: usize, labels: usize) -> Result<Self, NnError> {
        let graph = shape.graph(labels)?;
        let sizes = graph.sizes(side)?;
        Ok(Self { graph, sizes, side, labels })
    }

    /// Rows and columns of a node's first input; its own where it has none.
    #[must_use]
    pub fn input_size(&self, node: usize) -> (usize, usize) {
        let read = self.graph.nodes()[node].inputs.first();
        self.sizes[read.copied().unwrap_or(node)]
    }
}
