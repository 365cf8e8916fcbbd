//! Code blocks of T.814, which replace arithmetic coding.
//!
//! Invariant: no bytes of a segment make this panic or take longer than its samples.

mod bits;
mod cleanup;
mod codes;
mod refinement;

use crate::fault::HtFault;
use cleanup::QuadRows;
use codes::QuadCodes;

/// The sign bit of a sample; below it is twice its magnitude.
pub(crate) const SIGN: u32 = 31;
/// Limit of bit planes: twice the magnitude must fit into 31 bits, with one spare for damaged streams.
pub(crate) const MOST_PLANES: u32 = 29;

/// Columns and rows of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CodeBlockShape {
    pub(crate) width: usize,
    pub(crate) height: usize,
}

/// What the packet headers say about a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlockCode<'a> {
    /// The cleanup segment, and the refinement segment after it.
    pub(crate) cleanup: &'a [u8],
    pub(crate) refinement: &'a [u8],
    /// Passes of the set, 1 to 3.
    pub(crate) passes: u32,
    /// Bit planes of the band, and zero planes above the cleanup pass's own.
    pub(crate) planes: u32,
    pub(crate) missing: u32,
    pub(crate) is_causal: bool,
}

/// Tables and buffers that blocks share.
pub(crate) struct BlockDecoder {
    codes: QuadCodes,
    rows: QuadRows,
}

impl BlockDecoder {
    pub(crate) fn new() -> Self {
        Self { codes: QuadCodes::new(), rows: QuadRows::default() }
    }

    /// Decodes a block into `width × height` samples, zero before: sign in the top bit, twice the magnitude below it,
    /// in the middle of the uncertainty interval.
    ///
    /// # Errors
    /// `Block` for invalid data; `Unsupported` for more planes than [`MOST_PLANES`].
    pub(crate) fn decode(
        &mut self,
        out: &mut [u32],
        shape: CodeBlockShape,
        code: BlockCode<'_>,
    ) -> Result<(), HtFault> {
        // The lowest plane of the cleanup pass.
        let plane = code.planes.checked_sub(code.missing + 1).ok_or(HtFault::Block)?;
        cleanup::decode(out, shape, code.cleanup, (code.missing, plane), &self.codes, &mut self.rows)?;
        if code.passes > 1 {
            if plane == 0 {
                return Err(HtFault::Block);
            }
            if code.passes > 2 {
                refinement::magnitudes(out, shape, code.refinement, plane);
            }
            refinement::significance(out, shape, code.refinement, plane, code.is_causal);
        }
        Ok(())
    }
}
