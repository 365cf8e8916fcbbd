//! Segments of the main header and of tiles (T.800, annex A).

use crate::fault::{HtFault, HtFeature};

pub(crate) const SIZ: u16 = 0xFF51;
pub(crate) const COD: u16 = 0xFF52;
pub(crate) const COC: u16 = 0xFF53;
pub(crate) const QCD: u16 = 0xFF5C;
pub(crate) const QCC: u16 = 0xFF5D;
pub(crate) const POC: u16 = 0xFF5F;
pub(crate) const SOT: u16 = 0xFF90;
pub(crate) const SOD: u16 = 0xFF93;
pub(crate) const EOC: u16 = 0xFFD9;

/// Limit of progression order changes in the main header or in those of a tile.
const MOST_CHANGES: usize = 64;

/// The reference grid (A.5.1); all components are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PictureGrid {
    pub(crate) picture: Rectangle,
    /// Origin of the first tile, and the sides of a tile.
    pub(crate) first: (u32, u32),
    pub(crate) tile: (u32, u32),
    pub(crate) components: usize,
    pub(crate) bits: u32,
    pub(crate) is_signed: bool,
}

/// Columns from `left` to before `right`, rows from `top` to before `bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rectangle {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) right: u32,
    pub(crate) bottom: u32,
}

impl Rectangle {
    pub(crate) fn width(self) -> u32 {
        self.right.saturating_sub(self.left)
    }

    pub(crate) fn height(self) -> u32 {
        self.bottom.saturating_sub(self.top)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.width() == 0 || self.height() == 0
    }
}

impl PictureGrid {
    /// # Errors
    /// `Header`, and `Unsupported` for components that differ, have more than 16 bits, or are subsampled.
    pub(crate) fn read(content: &[u8]) -> Result<Self, HtFault> {
        let wrong = HtFault::Header(SIZ);
        let fields = |at: usize| long(content, at).ok_or(wrong);
        let picture = Rectangle { left: fields(10)?, top: fields(14)?, right: fields(2)?, bottom: fields(6)? };
        let (tile, first) = ((fields(18)?, fields(22)?), (fields(26)?, fields(30)?));
        let components = usize::from(short(content, 34).ok_or(wrong)?);
        let each = content.get(36..).unwrap_or_default().as_chunks::<3>().0;
        let &[depth, across, down] = each.first().ok_or(wrong)?;
        let begins = |picture: u32, first: u32, tile: u32| {
            first <= picture && u64::from(first) + u64::from(tile) > u64::from(picture)
        };
        let is_sound = each.len() == components
            && !picture.is_empty()
            && begins(picture.left, first.0, tile.0)
            && begins(picture.top, first.1, tile.1);
        if !is_sound {
            return Err(wrong);
        }
        let bits = u32::from(depth & 0x7F) + 1;
        if bits > 16 || (across, down) != (1, 1) || each.iter().any(|other| other != &[depth, across, down]) {
            return Err(HtFault::Unsupported(HtFeature::Components));
        }
        Ok(Self { picture, first, tile, components, bits, is_signed: depth & 0x80 != 0 })
    }

    /// Tiles in a row, and rows of them.
    pub(crate) fn tiles(&self) -> (u64, u64) {
        let count = |end: u32, first: u32, side: u32| (u64::from(end) - u64::from(first)).div_ceil(u64::from(side));
        (count(self.picture.right, self.first.0, self.tile.0), count(self.picture.bottom, self.first.1, self.tile.1))
    }

    /// The area of a tile (B.3), within the picture.
    pub(crate) fn tile(&self, index: u64) -> Rectangle {
        let across = self.tiles().0;
        let side = |number: u64, first: u32, side: u32, least: u32, most: u32| {
            let at = |number: u64| {
                let at = u64::from(first).saturating_add(number.saturating_mul(u64::from(side)));
                u32::try_from(at).unwrap_or(u32::MAX)
            };
            (at(number).max(least), at(number + 1).min(most))
        };
        let (left, right) = side(index % across, self.first.0, self.tile.0, self.picture.left, self.picture.right);
        let (top, bottom) = side(index / across, self.first.1, self.tile.1, self.picture.top, self.picture.bottom);
        Rectangle { left, top, right, bottom }
    }
}

/// Coding style of all components of a tile (A.6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TileCoding {
    pub(crate) order: u8,
    pub(crate) layers: u16,
    pub(crate) transforms_colours: bool,
}

/// Partition and coding of a component (table A.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ComponentCoding {
    pub(crate) levels: u32,
    /// Exponents of the columns and rows of a code block.
    pub(crate) block: (u32, u32),
    pub(crate) is_causal: bool,
    pub(crate) is_reversible: bool,
    /// Exponents of the columns and rows of a precinct, by resolution.
    pub(crate) precincts: Vec<(u32, u32)>,
}

/// Quantiser step sizes of a component (A.6.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantiser {
    pub(crate) guard: u32,
    /// 0 for none, 1 for steps derived from the first, 2 for one per band.
    pub(crate) style: u8,
    /// Exponent and mantissa, by band.
    pub(crate) steps: Vec<(u32, u32)>,
}

/// A progression order change (A.6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderChange {
    /// First and one beyond the last.
    pub(crate) resolutions: (u32, u32),
    pub(crate) components: (u32, u32),
    /// One beyond the last.
    pub(crate) layers: u32,
    pub(crate) order: u8,
}

/// All coding parameters of a header; for a tile, only its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct CodingSegments {
    pub(crate) tile: Option<TileCoding>,
    pub(crate) coding: Option<ComponentCoding>,
    pub(crate) codings: Vec<(usize, ComponentCoding)>,
    pub(crate) quantiser: Option<Quantiser>,
    pub(crate) quantisers: Vec<(usize, Quantiser)>,
    pub(crate) changes: Vec<OrderChange>,
}

impl CodingSegments {
    /// Reads a segment; those without coding parameters are ignored.
    ///
    /// # Errors
    /// `Header`, and `Unsupported` for the features in [`HtFeature`].
    pub(crate) fn take(&mut self, marker: u16, content: &[u8], components: usize) -> Result<(), HtFault> {
        let wrong = || HtFault::Header(marker);
        match marker {
            COD => {
                let (&[style, order, high, low, transform], rest) = content.split_first_chunk().ok_or_else(wrong)?;
                let layers = u16::from_be_bytes([high, low]);
                if order > 4 || transform > 1 || layers == 0 || (transform == 1 && components < 3) {
                    return Err(wrong());
                }
                self.tile = Some(TileCoding { order, layers, transforms_colours: transform == 1 });
                self.coding = Some(ComponentCoding::read(style, rest).ok_or_else(wrong)??);
            }
            COC => {
                let (component, rest) = component(content, components).ok_or_else(wrong)?;
                let (&style, rest) = rest.split_first().ok_or_else(wrong)?;
                let coding = ComponentCoding::read(style, rest).ok_or_else(wrong)??;
                self.codings.retain(|(other, _)| *other != component);
                self.codings.push((component, coding));
            }
            QCD => self.quantiser = Some(Quantiser::read(content).ok_or_else(wrong)?),
            QCC => {
                let (component, rest) = component(content, components).ok_or_else(wrong)?;
                let quantiser = Quantiser::read(rest).ok_or_else(wrong)?;
                self.quantisers.retain(|(other, _)| *other != component);
                self.quantisers.push((component, quantiser));
            }
            POC => {
                let width = if components < 257 { 7 } else { 9 };
                if content.is_empty() || !content.len().is_multiple_of(width) {
                    return Err(wrong());
                }
                for fields in content.chunks_exact(width) {
                    self.changes.push(OrderChange::read(fields).ok_or_else(wrong)?);
                }
                if self.changes.len() > MOST_CHANGES {
                    return Err(HtFault::Unsupported(HtFeature::Changes));
                }
            }
            0xFF5E => return Err(HtFault::Unsupported(HtFeature::Region)),
            0xFF60 | 0xFF61 => return Err(HtFault::Unsupported(HtFeature::PackedHeaders)),
            // T.801, table A.2.
            0xFF72..=0xFF79 => return Err(HtFault::Unsupported(HtFeature::Extension)),
            _ => {}
        }
        Ok(())
    }
}

/// The component of a segment, whose width in bytes depends on their number.
fn component(content: &[u8], components: usize) -> Option<(usize, &[u8])> {
    let (component, rest) = if components < 257 {
        let (&first, rest) = content.split_first()?;
        (usize::from(first), rest)
    } else {
        let (first, rest) = content.split_first_chunk()?;
        (usize::from(u16::from_be_bytes(*first)), rest)
    };
    (component < components).then_some((component, rest))
}

impl ComponentCoding {
    fn read(style: u8, content: &[u8]) -> Option<Result<Self, HtFault>> {
        let (&[levels, across, down, block_style, transform], rest) = content.split_first_chunk()?;
        // Table A.18: exponents from 2 to 10, together 12 at most.
        let (across, down) = (u32::from(across) + 2, u32::from(down) + 2);
        if levels > 32 || across.max(down) > 10 || across + down > 12 || transform > 1 {
            return None;
        }
        // T.814, table A.2: of the other bits only the causal context is allowed.
        match block_style >> 6 {
            1 if block_style & 0x37 == 0 => {}
            0 | 3 => return Some(Err(HtFault::Unsupported(HtFeature::ArithmeticBlocks))),
            _ => return None,
        }
        let levels = u32::from(levels);
        let precincts = if style & 1 == 1 {
            rest.iter().map(|&field| (u32::from(field & 15), u32::from(field >> 4))).collect()
        } else {
            vec![(15, 15); levels as usize + 1]
        };
        // A precinct of one sample cannot be halved for a band.
        let is_sound = precincts.len() == levels as usize + 1
            && precincts.iter().skip(1).all(|&(across, down)| across > 0 && down > 0)
            && (style & 1 == 1 || rest.is_empty());
        is_sound.then_some(Ok(Self {
            levels,
            block: (across, down),
            is_causal: block_style & 8 != 0,
            is_reversible: transform == 1,
            precincts,
        }))
    }
}

impl Quantiser {
    fn read(content: &[u8]) -> Option<Self> {
        let (&style, rest) = content.split_first()?;
        let steps: Vec<_> = match style & 31 {
            0 => rest.iter().map(|&field| (u32::from(field >> 3), 0)).collect(),
            1 | 2 if rest.len().is_multiple_of(2) => {
                let step = |pair: &[u8; 2]| u32::from(u16::from_be_bytes(*pair));
                rest.as_chunks().0.iter().map(step).map(|step| (step >> 11, step & 0x7FF)).collect()
            }
            _ => return None,
        };
        (!steps.is_empty()).then_some(Self { guard: u32::from(style >> 5), style: style & 31, steps })
    }

    /// Exponent and mantissa of a band, by its number from the lowest resolution and its level of the transform (E.1.1).
    pub(crate) fn step(&self, band: usize, level: u32, levels: u32) -> Option<(u32, u32)> {
        if self.style == 1 {
            let &(exponent, mantissa) = self.steps.first()?;
            return Some(((exponent + level).checked_sub(levels)?, mantissa));
        }
        self.steps.get(band).copied()
    }
}

impl OrderChange {
    /// Fields of 7 or 9 bytes; 0 means 256 components in the former.
    fn read(fields: &[u8]) -> Option<Self> {
        let one = |at: usize| fields.get(at).copied().map(u32::from);
        let two = |at: usize| short(fields, at).map(u32::from);
        let (first, layers, resolution, last, order) = if fields.len() == 7 {
            (one(1)?, two(2)?, one(4)?, one(5)?, one(6)?)
        } else {
            (two(1)?, two(3)?, one(5)?, two(6)?, one(8)?)
        };
        let last = if last == 0 { if fields.len() == 7 { 256 } else { 16_384 } } else { last };
        let order = u8::try_from(order).ok().filter(|&order| order <= 4)?;
        Some(Self { resolutions: (one(0)?, resolution), components: (first, last), layers, order })
    }
}

#[inline(never)]
pub(crate) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[inline(never)]
pub(crate) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}
