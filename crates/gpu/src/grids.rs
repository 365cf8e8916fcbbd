//! Intermediate values of a graph.

use burn::tensor::Tensor;
use network::LayerGraph;

/// The grids of a graph's nodes: each is dropped, or modified in place, at its last use.
#[derive(Clone, Debug)]
pub struct GridValues {
    grids: Vec<Option<Tensor<4>>>,
    /// By node, the remaining number of reads of its grid.
    readers: Vec<usize>,
}

impl GridValues {
    /// None yet.
    #[must_use]
    pub fn new(graph: &LayerGraph) -> Self {
        Self { grids: vec![None; graph.nodes().len()], readers: graph.readers() }
    }

    /// Registers one more read of a node's grid, if there is such a node, than in the graph.
    pub fn keep(&mut self, node: usize) {
        if let Some(readers) = self.readers.get_mut(node) {
            *readers += 1;
        }
    }

    /// Sets a node's grid.
    pub fn put(&mut self, node: usize, grid: Tensor<4>) {
        self.grids[node] = Some(grid);
    }

    /// A node's grid, which follows those it is computed from.
    ///
    /// # Panics
    /// When it was not set, or was read more often than the graph says.
    #[must_use]
    pub fn read(&mut self, node: usize) -> Tensor<4> {
        self.readers[node] -= 1;
        let grid = if self.readers[node] == 0 { self.grids[node].take() } else { self.grids[node].clone() };
        grid.unwrap_or_else(|| unreachable!("a node is read before it is computed"))
    }
}
