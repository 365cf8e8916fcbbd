//! From code blocks to samples: tile after tile, component after component.

use crate::block::{BlockCode, BlockDecoder, CodeBlockShape, SIGN};
use crate::fault::HtFault;
use crate::header::{ComponentCoding, Rectangle};
use crate::layout::{BlockLayout, ComponentLayout};
use crate::packets;
use crate::stream::{CodeStream, TileParts};
use crate::wavelet::{Lifting, inverse};

/// A decoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtPicture {
    /// Columns and rows.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Samples per pixel.
    pub components: usize,
    /// Precision, 1 to 16.
    pub bits: u32,
    /// Whether samples are signed.
    pub is_signed: bool,
    /// Whether a tile had a colour transform: the first three components are red, green, blue.
    pub is_transformed: bool,
    /// `width × height × components` of them, interleaved by pixel, as two's complement where signed.
    pub samples: Vec<u16>,
}

/// Decodes a T.814 code stream completely: truncated streams and those with unused bytes are refused.
///
/// Takes 6 bytes per sample plus the structures for tiles, precincts and code blocks, of which a stream may state more
/// than it has samples: callers must bound them first for untrusted streams.
///
/// # Errors
/// What is wrong with it, [`HtFault`].
pub fn decode(stream: &[u8]) -> Result<HtPicture, HtFault> {
    let headers = CodeStream::read(stream)?;
    let grid = headers.grid;
    let (width, height) = (grid.picture.width(), grid.picture.height());
    let mut picture = HtPicture {
        width,
        height,
        components: grid.components,
        bits: grid.bits,
        is_signed: grid.is_signed,
        is_transformed: false,
        samples: Vec::new(),
    };
    let mut decoder = BlockDecoder::new();
    for (number, parts) in headers.tiles() {
        picture.tile(stream, &headers, (grid.tile(number), parts), &mut decoder)?;
    }
    Ok(picture)
}

/// Samples of a component of a tile.
enum TilePlane {
    Whole(Vec<i32>),
    Real(Vec<f32>),
}

impl HtPicture {
    #[inline(never)]
    fn tile(
        &mut self,
        stream: &[u8],
        headers: &CodeStream,
        (tile, parts): (Rectangle, &TileParts),
        decoder: &mut BlockDecoder,
    ) -> Result<(), HtFault> {
        let plan = headers.plan(parts)?;
        let layouts =
            plan.components.iter().map(|(coding, quantiser)| ComponentLayout::new(tile, coding, quantiser, self.bits));
        let mut layouts = layouts.collect::<Result<Vec<_>, _>>()?;
        packets::read(stream, parts, &plan, &mut layouts)?;
        let planes = layouts.into_iter().zip(&plan.components).map(|(layout, (coding, _))| {
            if coding.is_reversible {
                component(stream, layout, coding, decoder, whole).map(TilePlane::Whole)
            } else {
                component(stream, layout, coding, decoder, real).map(TilePlane::Real)
            }
        });
        let mut planes = planes.collect::<Result<Vec<_>, _>>()?;
        if plan.tile.transforms_colours {
            self.is_transformed = true;
            match planes.as_mut_slice() {
                [TilePlane::Whole(first), TilePlane::Whole(second), TilePlane::Whole(third), ..] => {
                    mix(first, second, third, reversible_colour);
                }
                [TilePlane::Real(first), TilePlane::Real(second), TilePlane::Real(third), ..] => {
                    mix(first, second, third, irreversible_colour);
                }
                _ => return Err(HtFault::Header(crate::header::COD)),
            }
        }
        // Allocated only once the first tile could be read.
        self.samples.resize(self.width as usize * self.height as usize * self.components, 0);
        for (number, plane) in planes.iter().enumerate() {
            match plane {
                TilePlane::Whole(values) => self.put(headers, tile, number, values, |value| value),
                // Ties to even, as in the other JPEG 2000 decoder.
                TilePlane::Real(values) => {
                    self.put(headers, tile, number, values, |value| value.round_ties_even() as i32)
                }
            }
        }
        Ok(())
    }

    /// G.1: level-shifts unsigned samples, and clamps all to their bits.
    #[inline(never)]
    fn put<T: Copy>(
        &mut self,
        headers: &CodeStream,
        tile: Rectangle,
        component: usize,
        values: &[T],
        number: impl Fn(T) -> i32,
    ) {
        let half = 1 << (self.bits - 1);
        let lift = if self.is_signed { 0 } else { half };
        let (left, top) = (tile.left - headers.grid.picture.left, tile.top - headers.grid.picture.top);
        let stride = self.width as usize * self.components;
        let rows = self.samples.chunks_exact_mut(stride.max(1)).skip(top as usize);
        for (row, values) in rows.zip(values.chunks_exact((tile.width() as usize).max(1))) {
            let places = row.chunks_exact_mut(self.components.max(1)).skip(left as usize);
            for (pixel, &value) in places.zip(values) {
                if let Some(sample) = pixel.get_mut(component) {
                    *sample = (number(value).clamp(-half, half - 1) + lift) as u16;
                }
            }
        }
    }
}

/// Decodes all blocks of a component, and transforms them to samples.
#[inline(never)]
fn component<T: Lifting>(
    stream: &[u8],
    layout: ComponentLayout,
    coding: &ComponentCoding,
    decoder: &mut BlockDecoder,
    value: impl Fn(u32, f32) -> T,
) -> Result<Vec<T>, HtFault> {
    let whole = layout.resolutions.last().copied().unwrap_or_default();
    let stride = whole.width() as usize;
    let mut plane = vec![T::default(); stride * whole.height() as usize];
    blocks(stream, &layout, coding.is_causal, decoder, &mut |block, step, out| {
        let rows = plane.chunks_exact_mut(stride).skip(block.row as usize);
        for (row, values) in rows.zip(out.chunks_exact(block.width as usize)) {
            let places = row.iter_mut().skip(block.column as usize);
            places.zip(values).for_each(|(place, &coded)| *place = value(coded, step));
        }
    })?;
    let ComponentLayout { resolutions, precincts, .. } = layout;
    drop(precincts);
    inverse(&mut plane, &resolutions);
    Ok(plane)
}

/// Decodes blocks, and passes on each with the step size of its band and its coefficients.
fn blocks(
    stream: &[u8],
    layout: &ComponentLayout,
    is_causal: bool,
    decoder: &mut BlockDecoder,
    put: &mut dyn FnMut(&BlockLayout, f32, &[u32]),
) -> Result<(), HtFault> {
    let mut out = Vec::new();
    let mut joined = Vec::new();
    for part in layout.precincts.iter().flat_map(|precinct| &precinct.bands) {
        let Some(band) = layout.bands.get(part.band) else { continue };
        for block in part.blocks.iter().filter(|block| block.has_set) {
            let shape = CodeBlockShape { width: block.width as usize, height: block.height as usize };
            out.clear();
            out.resize(shape.width * shape.height, 0);
            let code = code(stream, block, band.planes, is_causal, &mut joined);
            decoder.decode(&mut out, shape, code)?;
            put(block, band.step, &out);
        }
    }
    Ok(())
}

/// The coded data of a block; pieces of the second segment are joined where there are several.
fn code<'a>(
    stream: &'a [u8],
    block: &BlockLayout,
    planes: u32,
    is_causal: bool,
    joined: &'a mut Vec<u8>,
) -> BlockCode<'a> {
    let piece = |(start, bytes): (usize, usize)| stream.get(start..start + bytes).unwrap_or_default();
    let [first, second] = block.refinement;
    let refinement = if second.1 == 0 {
        piece(first)
    } else {
        joined.clear();
        joined.extend_from_slice(piece(first));
        joined.extend_from_slice(piece(second));
        joined
    };
    BlockCode {
        cleanup: piece(block.cleanup),
        refinement,
        passes: block.passes - block.before,
        planes,
        missing: block.missing + block.before / 3,
        is_causal,
    }
}

/// A coefficient of the reversible transform, from sign and twice the magnitude.
fn whole(coded: u32, _: f32) -> i32 {
    let magnitude = (coded & !(1 << SIGN)) as i32 >> 1;
    if coded >> SIGN == 1 { -magnitude } else { magnitude }
}

/// A coefficient of the irreversible transform.
fn real(coded: u32, step: f32) -> f32 {
    let magnitude = (coded & !(1 << SIGN)) as f32 * 0.5 * step;
    if coded >> SIGN == 1 { -magnitude } else { magnitude }
}

fn mix<T: Copy>(first: &mut [T], second: &mut [T], third: &mut [T], turn: impl Fn([T; 3]) -> [T; 3]) {
    for ((first, second), third) in first.iter_mut().zip(second).zip(third) {
        [*first, *second, *third] = turn([*first, *second, *third]);
    }
}

/// G.2.2.
fn reversible_colour([luma, blue, red]: [i32; 3]) -> [i32; 3] {
    let green = luma.wrapping_sub(blue.wrapping_add(red) >> 2);
    [red.wrapping_add(green), green, blue.wrapping_add(green)]
}

/// G.3.2.
fn irreversible_colour([luma, blue, red]: [f32; 3]) -> [f32; 3] {
    [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue]
}
