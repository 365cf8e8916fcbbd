//! The frame: its components and their decoded pixels.

use ::jpeg::{ComponentFields, FrameFields, ScanFields};

/// Maximum number of blocks per MCU in each direction (ITU-T T.81, B.2.2).
const MOST: usize = 4;
/// Pixels per block in each direction, at half size.
const SIDE: usize = 4;

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
    /// Pixels per line of `pixels`.
    pub(super) stride: usize,
    /// At half the size of the component, whole blocks.
    pub(super) pixels: Vec<u8>,
}

impl HalvedFrame {
    /// Reads the frame header (T.81, B.2.2). `None` for unsupported frames: other than 8 bits, other than one or three
    /// components, subsampling that is not a power of two.
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
            let (steps, pixels) = (usize::from(steps), Vec::new());
            components.push(FrameComponent { id, across, down, steps, dc: 0, ac: 0, last_dc: 0, stride: 0, pixels });
        }
        if components.len() != usize::from(count) {
            return None;
        }
        let most_across = components.iter().map(|component| component.across).max()?;
        let most_down = components.iter().map(|component| component.down).max()?;
        let apart = |most: usize, own: usize| most.is_multiple_of(own) && (most / own).is_power_of_two();
        let is_usual = |c: &FrameComponent| apart(most_across, c.across) && apart(most_down, c.down);
        if !components.iter().all(is_usual) || is_rgb(&components) {
            return None;
        }
        let units_across = usize::from(width).div_ceil(8 * most_across);
        let units_down = usize::from(height).div_ceil(8 * most_down);
        for component in &mut components {
            component.stride = units_across * component.across * SIDE;
            component.pixels = vec![0; component.stride * units_down * component.down * SIDE];
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
    /// Its pixels from the first of a block on, and the line stride.
    pub(super) fn block(&mut self, column: usize, line: usize) -> Option<(&mut [u8], usize)> {
        let stride = self.stride;
        Some((self.pixels.get_mut((line * stride + column) * SIDE..)?, stride))
    }
}

/// Component ids that mean RGB instead of luma and chroma (as in libjpeg, for files without other markers).
fn is_rgb(components: &[FrameComponent]) -> bool {
    components.iter().map(|component| component.id).eq(*b"RGB")
}
