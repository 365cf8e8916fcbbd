//! What decoding would take, from the headers of a code stream alone.
//!
//! A stream of some hundred bytes can divide a large picture into as many tiles, precincts or code blocks as it has
//! pixels (T.800, B.3, B.6 and B.7), and a decoder allocates a structure for each. Their memory is estimated here, for
//! the largest tile and the worst coding parameters that any header states, and checked against the documented bytes
//! per sample. Segments are walked as the decoder walks them; lengths that disagree with what it would read are
//! refused.

use super::Size;
use crate::error::DicomError;

/// Samples of a frame at most.
const MOST_SAMPLES: u64 = 40_000_000;
/// Bytes per sample, beyond the 15 that the decoder itself takes for a picture of one component: its planes,
/// coefficients and two steps of the transform, all of 32 bits, and the result. 20 bytes a sample in all.
const BYTES_A_SAMPLE: u64 = 5;
/// Bytes allowed at any size.
const FREE: u64 = 64 << 20;
/// Tiles that a stream can number (T.800, A.4.2).
const MOST_TILES: u64 = 65_535;
/// Different codings that are checked at most: every tile may have its own, but real files do not use that.
const MOST_CODINGS: usize = 64;
/// Bytes that hayro-jpeg2000 0.5 allocates (`htj2k` takes less): per tile, of a component of a tile, of a precinct, of
/// a code block with its nodes in two trees, of a layer of a code block, of a packet where the order of packets
/// changes. Of what grows by doubling, three times its own size.
const TILE: u64 = 256;
const COMPONENT: u64 = 256;
const PRECINCT: u64 = 480;
const BLOCK: u64 = 1024;
const LAYER: u64 = 72;
const PACKET: u64 = 64;

/// T.800, A.6.1 and A.6.2: how the components of a tile are divided.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CodingStyle {
    /// Exponents of the columns and rows of a code block.
    block: (u32, u32),
    /// Exponents of the columns and rows of a precinct, by resolution.
    precincts: Vec<(u32, u32)>,
}

/// The maximum of each parameter over all headers.
#[derive(Debug, Default)]
struct CodestreamHeaders {
    codings: Vec<CodingStyle>,
    layers: u64,
    steps: u64,
    reorders: bool,
    is_transformed: bool,
    is_high_throughput: bool,
}

/// Checks a stream against the bound; returns whether it uses a colour transform, and whether it has T.814 code blocks.
///
/// # Errors
/// `TooMuchMemory`, and `Damaged` for segments whose length and content disagree, since a decoder would continue at
/// another offset than the one checked here.
pub(super) fn check(stream: &[u8], size: &Size) -> Result<(bool, bool), DicomError> {
    let headers = CodestreamHeaders::read(stream, size.components)?;
    let components = size.components as u64;
    let samples = u64::from(size.width) * u64::from(size.height) * components;
    let of_tiles = size.tiles.saturating_mul(TILE + components * (COMPONENT + 4 * headers.steps + 66));
    let divided = headers.codings.iter().map(|coding| coding.bytes(size.tile, &headers)).max().unwrap_or(0);
    let notes = of_tiles.saturating_add(divided.saturating_mul(components));
    let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
    let too_much = |found: u64, limit: u64| {
        let (found, limit) = (megabytes(found), megabytes(limit));
        Err(DicomError::TooMuchMemory { found, limit })
    };
    let whole = |samples: u64| (15 + BYTES_A_SAMPLE) * samples + FREE;
    if samples > MOST_SAMPLES {
        return too_much(whole(samples), whole(MOST_SAMPLES));
    }
    if size.tiles > MOST_TILES || notes > BYTES_A_SAMPLE * samples + FREE {
        return too_much(notes.saturating_add(15 * samples), whole(samples));
    }
    Ok((headers.is_transformed, headers.is_high_throughput))
}

impl CodingStyle {
    /// Bytes allocated for one component of a tile.
    fn bytes(&self, (width, height): (u32, u32), headers: &CodestreamHeaders) -> u64 {
        let levels = self.precincts.len().saturating_sub(1);
        let mut sum: u64 = 0;
        for (resolution, &(across, down)) in self.precincts.iter().enumerate() {
            // B-14, B-15 and B-16, each with one more for where a tile begins.
            let side = |side: u32| u64::from(side).div_ceil(1 << (levels - resolution).min(32)) + 1;
            let (width, height) = (side(width), side(height));
            let precincts = (width.div_ceil(1 << across) + 1) * (height.div_ceil(1 << down) + 1);
            let (bands, half) = if resolution == 0 { (1, 0) } else { (3, 1) };
            // B.7: a code block is no larger than its precinct.
            let blocks = |side: u64, block: u32, precinct: u32| {
                side.div_ceil(1 << half).div_ceil(1 << block.min(precinct.saturating_sub(half))) + 1
            };
            let blocks = blocks(width, self.block.0, across) * blocks(height, self.block.1, down);
            let packets = if headers.reorders { PACKET * headers.layers } else { 0 };
            let notes = precincts
                .saturating_mul(PRECINCT + packets)
                .saturating_add(blocks.saturating_mul(BLOCK + LAYER * headers.layers));
            sum = sum.saturating_add(notes.saturating_mul(bands));
        }
        sum
    }
}

impl CodestreamHeaders {
    /// Walks the markers of the main header and of all tile-parts.
    fn read(stream: &[u8], components: usize) -> Result<Self, DicomError> {
        let mut headers = Self::default();
        let short = |at: usize| Some(u16::from_be_bytes(*stream.get(at..)?.first_chunk()?));
        let long = |at: usize| Some(u32::from_be_bytes(*stream.get(at..)?.first_chunk()?));
        // After SOC. Where the walk ends early, so does the decoder's.
        let mut at = 2;
        let mut part_end = None;
        while let Some(marker) = short(at) {
            match (marker, part_end) {
                (0xFF30..=0xFF3F, _) => {
                    at += 2;
                    continue;
                }
                // The data of a tile-part, to where the next one starts.
                (0xFF93 | 0xFFD9, Some(end)) => {
                    at = end;
                    part_end = None;
                    continue;
                }
                (0xFF93 | 0xFFD9, None) => break,
                _ => {}
            }
            let Some(length) = short(at + 2).map(usize::from) else { break };
            let Some(content) = stream.get(at + 4..(at + 2).saturating_add(length)) else { break };
            match marker {
                0xFF90 => {
                    fits(content.len() == 8)?;
                    let Some(bytes) = long(at + 6) else { break };
                    // 0 stands for the rest of the stream.
                    part_end = Some(if bytes == 0 { stream.len() } else { at.saturating_add(bytes as usize) });
                }
                0xFF51 => fits(content.len() == 36 + 3 * components)?,
                0xFF52 => headers.coding(content, 5)?,
                0xFF53 => headers.component_coding(content, components)?,
                0xFF5C => headers.quantiser(content)?,
                0xFF5D => headers.quantiser(content.get(1..).unwrap_or_default())?,
                0xFF5E => fits(content.len() == 3)?,
                0xFF5F => headers.reorders = true,
                _ => {}
            }
            at += 2 + length;
            // A tile-part that is shorter than its own header ends the decoder's walk as well.
            if part_end.is_some_and(|end| at > end) {
                break;
            }
        }
        Ok(headers)
    }

    /// A.6.1, with the parameters from this offset on.
    fn coding(&mut self, content: &[u8], from: usize) -> Result<(), DicomError> {
        let &[style, _, high, low, transform] = content.first_chunk().ok_or_else(style_cut)?;
        self.layers = self.layers.max(u64::from(u16::from_be_bytes([high, low])));
        self.is_transformed |= transform == 1;
        self.parameters(style, content.get(from..).unwrap_or_default())
    }

    /// A.6.2.
    fn component_coding(&mut self, content: &[u8], components: usize) -> Result<(), DicomError> {
        let from = if components < 257 { 1 } else { 2 };
        let style = *content.get(from).ok_or_else(style_cut)?;
        self.parameters(style, content.get(from + 1..).unwrap_or_default())
    }

    /// Table A.15: levels, code block, its style, transform, precincts.
    fn parameters(&mut self, style: u8, content: &[u8]) -> Result<(), DicomError> {
        let (&[levels, across, down, block_style, _], rest) = content.split_first_chunk().ok_or_else(style_cut)?;
        // T.814, table A.2: bits that T.800 reserves.
        self.is_high_throughput |= block_style & 0xC0 != 0;
        let resolutions = usize::from(levels.min(32)) + 1;
        let has_precincts = style & 1 == 1;
        fits(rest.len() == if has_precincts { resolutions } else { 0 })?;
        let exponent = |field: u8| u32::from(field).saturating_add(2).min(10);
        let precincts = if has_precincts {
            rest.iter().map(|&field| (u32::from(field & 15), u32::from(field >> 4))).collect()
        } else {
            vec![(15, 15); resolutions]
        };
        let coding = CodingStyle { block: (exponent(across), exponent(down)), precincts };
        if !self.codings.contains(&coding) {
            if self.codings.len() >= MOST_CODINGS {
                return Err(DicomError::Damaged(text::dicom_codec::jpeg2000_styles()));
            }
            self.codings.push(coding);
        }
        Ok(())
    }

    /// A.6.4: a step, or one for each band.
    fn quantiser(&mut self, content: &[u8]) -> Result<(), DicomError> {
        let (&style, steps) =
            content.split_first().ok_or_else(|| DicomError::Damaged(text::dicom_codec::jpeg2000_quantiser()))?;
        fits(match style & 31 {
            0 => true,
            1 => steps.len() == 2,
            _ => steps.len().is_multiple_of(2),
        })?;
        self.steps = self.steps.max(steps.len() as u64);
        Ok(())
    }
}

fn fits(does: bool) -> Result<(), DicomError> {
    if does { Ok(()) } else { Err(DicomError::Damaged(text::dicom_codec::jpeg2000_length())) }
}

fn style_cut() -> DicomError {
    DicomError::Damaged(text::dicom_codec::jpeg2000_style_cut())
}
