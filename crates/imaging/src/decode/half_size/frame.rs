//! The frame: its components and their decoded pixels.

use super::transform::Folding;
use ::jpeg::{ComponentFields, FrameFields, JpegTables, ScanFields};

/// Maximum number of blocks per MCU in each direction (ITU-T T.81, B.2.2).
const MOST: usize = 4;

/// The decoded frame.
pub(super) struct HalvedFrame {
    /// Pixels per line at full size.
    pub(super) width: u32,
    /// Lines at full size.
    pub(super) height: u32,
    /// MCUs per line.
    pub(super) units_across: usize,
    /// Lines of MCUs.
    pub(super) units_down: usize,
    /// One for grey, or three: luma, blue and red chroma.
    pub(super) components: Vec<FrameComponent>,
}

/// A component.
pub(super) struct FrameComponent {
    id: u8,
    /// Blocks per MCU across and down.
    pub(super) across: usize,
    pub(super) down: usize,
    /// Indices of its tables.
    pub(super) steps: usize,
    pub(super) dc: usize,
    pub(super) ac: usize,
    /// DC value of the previous block.
    pub(super) last_dc: i32,
    /// Pixels of a block across and down: 4, or 8 in a direction in which the component has at most half the pixels of
    /// the picture, so that none of them is lost.
    pub(super) size: [usize; 2],
    /// Pixels per line of `pixels`.
    pub(super) stride: usize,
    /// Whole blocks of `size`.
    pub(super) pixels: Vec<u8>,
}

impl HalvedFrame {
    /// Reads the frame header (T.81, B.2.2). `None` for unsupported frames: other than 8 bits, other than one or three
    /// components, subsampling that is not a power of two, luma that has fewer pixels than a difference.
    pub(super) fn read(segment: &[u8]) -> Option<Self> {
        let fields = FrameFields::read(segment)?;
        let FrameFields { precision, height, width, count, .. } = fields;
        if precision != 8 || !matches!(count, 1 | 3) || width == 0 || height == 0 {
            return None;
        }
        let mut components = Vec::new();
        for ComponentFields { id, across, down, steps } in fields.components().take(usize::from(count)) {
            // A single component has one block per MCU, regardless of its sampling factors (T.81, A.2.2).
            let (across, down) = if count == 1 { (1, 1) } else { (across, down) };
            if !(1..=MOST).contains(&across) || !(1..=MOST).contains(&down) {
                return None;
            }
            let (steps, size, pixels) = (usize::from(steps), [4; 2], Vec::new());
            components.push(FrameComponent {
                id,
                across,
                down,
                steps,
                dc: 0,
                ac: 0,
                last_dc: 0,
                size,
                stride: 0,
                pixels,
            });
        }
        if components.len() != usize::from(count) {
            return None;
        }
        let most_across = components.iter().map(|component| component.across).max()?;
        let most_down = components.iter().map(|component| component.down).max()?;
        let apart = |most: usize, own: usize| most.is_multiple_of(own) && (most / own).is_power_of_two();
        let is_usual = |c: &FrameComponent| apart(most_across, c.across) && apart(most_down, c.down);
        let luma = components.first().map(|luma| (luma.across, luma.down));
        if !components.iter().all(is_usual) || luma != Some((most_across, most_down)) || is_rgb(&components) {
            return None;
        }
        let units_across = usize::from(width).div_ceil(8 * most_across);
        let units_down = usize::from(height).div_ceil(8 * most_down);
        for component in &mut components {
            let pixels = |own: usize, most: usize| if own < most { 8 } else { 4 };
            component.size = [pixels(component.across, most_across), pixels(component.down, most_down)];
            component.stride = units_across * component.across * component.size[0];
            component.pixels = vec![0; component.stride * units_down * component.down * component.size[1]];
        }
        Some(Self { width: width.into(), height: height.into(), units_across, units_down, components })
    }

    /// Gives each component its tables, by the scan header (T.81, B.2.3). `None` where the scan does not contain all of
    /// them in order, or is truncated.
    pub(super) fn assign(&mut self, scan: &[u8]) -> Option<()> {
        let ScanFields { components, tail } = ScanFields::read(scan)?;
        if components.len() != self.components.len() {
            return None;
        }
        for (component, &[id, tables]) in self.components.iter_mut().zip(components) {
            if id != component.id {
                return None;
            }
            (component.dc, component.ac) = (usize::from(tables >> 4), usize::from(tables & 15));
        }
        (tail == [0, 63, 0]).then_some(())
    }
}

impl FrameComponent {
    /// How its coefficients become frequencies. `None` without steps.
    pub(super) fn folding(&self, tables: &JpegTables) -> Option<Folding> {
        Some(Folding::new(tables.steps(self.steps)?, self.size))
    }

    /// Its pixels from the first of a block on, and the line stride.
    pub(super) fn block(&mut self, column: usize, line: usize) -> Option<(&mut [u8], usize)> {
        let (stride, [across, down]) = (self.stride, self.size);
        Some((self.pixels.get_mut(line * down * stride + column * across..)?, stride))
    }
}

/// Component ids that mean RGB instead of luma and chroma (as in libjpeg, for files without other markers).
fn is_rgb(components: &[FrameComponent]) -> bool {
    components.iter().map(|component| component.id).eq(*b"RGB")
}

#[test]
fn blocks_are_as_large_as_their_component_has_pixels_and_luma_has_the_most() {
    let frame = |luma, blue| HalvedFrame::read(&[8, 8, 8, 8, 8, 3, 1, luma, 0, 2, blue, 0, 3, 0x11, 0]);
    let sizes =
        |luma, blue| frame(luma, blue).map(|frame| frame.components.iter().map(|one| one.size).collect::<Vec<_>>());
    assert_eq!(sizes(0x11, 0x11), Some(vec![[4, 4]; 3]));
    assert_eq!(sizes(0x22, 0x21), Some(vec![[4, 4], [4, 8], [8, 8]]));
    assert_eq!(sizes(0x41, 0x11), Some(vec![[4, 4], [8, 4], [8, 4]]));
    // Half of such a picture would be black.
    assert!(frame(0x11, 0x21).is_none() && frame(0x21, 0x22).is_none());
}
