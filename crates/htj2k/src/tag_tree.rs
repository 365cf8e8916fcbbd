//! Tag trees (T.800, B.10.2): the value of a leaf, decoded as far as needed.

use crate::fault::HtFault;

/// Limit of levels: for 2¹⁶ leaves per side.
const MOST_LEVELS: usize = 17;

/// A lower bound of a value, and whether it is exact.
#[derive(Clone, Copy, Debug, Default)]
struct TagNode {
    least: u16,
    is_known: bool,
}

/// A tree over the blocks of a precinct in one band.
#[derive(Clone, Debug, Default)]
pub(crate) struct TagTree {
    across: u32,
    down: u32,
    /// The leaves by row, then their parents, up to the root.
    nodes: Vec<TagNode>,
}

impl TagTree {
    #[inline(never)]
    pub(crate) fn new(across: u32, down: u32) -> Self {
        let (mut width, mut height) = (across as usize, down as usize);
        let mut count = width * height;
        while width * height > 1 {
            (width, height) = (width.div_ceil(2), height.div_ceil(2));
            count += width * height;
        }
        Self { across, down, nodes: vec![TagNode::default(); count] }
    }

    /// Whether the value of a leaf is below a threshold, reading the bits that decide it.
    ///
    /// # Errors
    /// `Cut` at the end of the bits.
    pub(crate) fn is_below(
        &mut self,
        (column, row): (u32, u32),
        threshold: u16,
        bit: &mut dyn FnMut() -> Result<u32, HtFault>,
    ) -> Result<bool, HtFault> {
        let mut path = [0; MOST_LEVELS];
        let mut steps = 0;
        let (mut width, mut height, mut first) = (self.across as usize, self.down as usize, 0);
        let (mut column, mut row) = (column as usize, row as usize);
        for place in &mut path {
            *place = first + row * width + column;
            steps += 1;
            if width * height <= 1 {
                break;
            }
            first += width * height;
            (width, height) = (width.div_ceil(2), height.div_ceil(2));
            (column, row) = (column / 2, row / 2);
        }
        let mut least = 0;
        let mut is_known = false;
        for place in path.iter().take(steps).rev() {
            let node = self.nodes.get_mut(*place).ok_or(HtFault::Packet)?;
            node.least = node.least.max(least);
            while node.least < threshold && !node.is_known {
                if bit()? == 1 {
                    node.is_known = true;
                } else {
                    node.least += 1;
                }
            }
            (least, is_known) = (node.least, node.is_known);
        }
        Ok(is_known && least < threshold)
    }
}

#[test]
fn the_example_of_the_standard_is_read() {
    // B.10.2: 6 by 3 leaves whose first two are 1 and 3; the bits of both, up to their values.
    let mut tree = TagTree::new(6, 3);
    let mut bits = "01111".bytes().chain("001".bytes()).map(|bit| u32::from(bit - b'0'));
    let mut next = || bits.next().ok_or(HtFault::Cut);
    assert_eq!(tree.is_below((0, 0), 2, &mut next), Ok(true));
    assert_eq!(tree.is_below((1, 0), 3, &mut next), Ok(false));
    assert_eq!(tree.is_below((1, 0), 4, &mut next), Ok(true));
    assert_eq!(next(), Err(HtFault::Cut));
}
