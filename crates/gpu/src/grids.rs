//! Values of a graph on their way.

use burn::tensor::Tensor;
use network::LayerGraph;

/// The grids of a graph's nodes: each is dropped, or worked on in place, where it is read last.
#[derive(Clone, Debug)]
pub struct GridValues {
    grids: Vec<Option<Tensor<4>>>,
    /// By node, how often its grid will still be read.
    readers: Vec<usize>,
}

impl GridValues {
    /// None yet.
    #[must_use]
    pub fn new(graph: &LayerGraph) -> Self {
        Self { grids: vec![None; graph.nodes().len()], readers: graph.readers() }
    }

    /// Says that a node's grid, if there is such a node, is read once more than the graph knows of.
    pub fn keep(&mut self, node: usize) {
        if let Some(readers) = self.readers.get_mut(node) {
            *readers += 1;
        }
    }

    /// Sets a node's grid.
    pub fn put(&mut self, node: usize, grid: Tensor<4>) {
        self.grids[node] = Some(grid);
    }

    /// A node's grid, which stands behind those it is computed from.
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
