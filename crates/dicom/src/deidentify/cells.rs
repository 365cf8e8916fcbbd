//! Cells of the pixel data in place: read and written one by one, at any width and byte order.

use super::pixels::ones;
use crate::pixels::description::{Description, Number, Photometric};
use crate::unpack::is_halved;
use finding::CoverBox;

/// Consecutive frames, with the bits outside the stored ones cleared.
#[derive(Debug)]
pub(super) struct PixelCells<'a> {
    pub(super) bytes: &'a mut [u8],
    pub(super) of: &'a Description,
    /// Whether numbers are big endian.
    pub(super) big: bool,
    /// Whether the two bytes of each word are swapped.
    pub(super) is_swapped: bool,
}

impl PixelCells<'_> {
    /// Covers the boxes of one frame, which `before` others precede. What is written does not depend on the covered
    /// pixels: greys become the darkest grey outside the boxes, colours black, palette indices `dark`.
    pub(super) fn cover(&mut self, before: u32, boxes: &[CoverBox], frame: u32, dark: u64) {
        let of = self.of;
        let (hidden, pixels) = (hidden(of, boxes, frame), of.pixels());
        let covered = || hidden.iter().enumerate().filter(|(_, is_hidden)| **is_hidden).map(|(at, _)| at);
        if is_halved(of) {
            // Two pixels share their colour differences, so the one next to the box changes too.
            let start = before as usize * pixels.div_ceil(2) * 4;
            for at in covered() {
                let pair = start + at / 2 * 4;
                [(at % 2, 0), (2, 128), (3, 128)].iter().for_each(|&(place, raw)| self.put(pair + place, raw));
            }
            return;
        }
        let start = before as usize * pixels * of.samples;
        // Mid-range colour differences mean no colour.
        let is_ybr = matches!(of.photometric, Photometric::YbrFull | Photometric::YbrFull422);
        let middle = 1_u64.checked_shl(of.high_bit).unwrap_or(0);
        for sample in 0..of.samples {
            let raw = match (of.samples, of.photometric) {
                (1, Photometric::Palette) => dark,
                (1, _) => self.darkest(start, &hidden),
                _ if is_ybr && (1..3).contains(&sample) => middle,
                _ => 0,
            };
            for at in covered() {
                let place = if of.planar { sample * pixels + at } else { at * of.samples + sample };
                self.put(start + place, raw);
            }
        }
    }

    /// The cell of the darkest grey outside of the boxes.
    fn darkest(&self, start: usize, hidden: &[bool]) -> u64 {
        let is_inverted = self.of.photometric == Photometric::Monochrome1;
        let mut found: Option<(f64, u64)> = None;
        for at in hidden.iter().enumerate().filter(|(_, is_hidden)| !**is_hidden).map(|(at, _)| at) {
            let raw = self.raw(start + at);
            let number = self.number(raw);
            let is_darker = |(best, _): (f64, u64)| if is_inverted { number > best } else { number < best };
            if number.is_finite() && found.is_none_or(is_darker) {
                found = Some((number, raw));
            }
        }
        found.map_or(0, |(_, raw)| raw)
    }

    /// The stored number of a cell.
    fn number(&self, raw: u64) -> f64 {
        let of = self.of;
        match (of.number, of.bits_allocated) {
            (Number::Float, 32) => f32::from_bits(raw as u32).into(),
            (Number::Float, _) => f64::from_bits(raw),
            _ => {
                let low = (of.high_bit + 1).saturating_sub(of.bits_stored);
                let stored = (raw as u32).checked_shr(low).unwrap_or(0) & ones(of.bits_stored);
                let is_negative = of.signed() && stored.checked_shr(of.bits_stored - 1).unwrap_or(0) == 1;
                let above = if is_negative { (1_u64 << of.bits_stored.min(63)) as f64 } else { 0.0 };
                f64::from(stored) - above
            }
        }
    }

    fn width(&self) -> usize {
        (self.of.bits_allocated as usize / 8).max(1)
    }

    fn raw(&self, cell: usize) -> u64 {
        let byte = |at: usize| self.bytes.get(self.place(at)).copied().unwrap_or(0);
        if self.of.bits_allocated == 1 {
            return u64::from(byte(cell / 8) >> (cell % 8) & 1);
        }
        let width = self.width();
        let order = |at: usize| if self.big { at } else { width - 1 - at };
        (0..width).fold(0, |raw, at| raw << 8 | u64::from(byte(cell * width + order(at))))
    }

    pub(super) fn put(&mut self, cell: usize, raw: u64) {
        if self.of.bits_allocated == 1 {
            let place = self.place(cell / 8);
            if let Some(byte) = self.bytes.get_mut(place) {
                *byte = *byte & !(1 << (cell % 8)) | ((raw & 1) as u8) << (cell % 8);
            }
            return;
        }
        let width = self.width();
        for at in 0..width {
            let order = if self.big { width - 1 - at } else { at };
            let place = self.place(cell * width + order);
            if let Some(byte) = self.bytes.get_mut(place) {
                *byte = (raw >> (8 * at)) as u8;
            }
        }
    }

    fn place(&self, at: usize) -> usize {
        if self.is_swapped { at ^ 1 } else { at }
    }
}

/// Whether each pixel of a frame lies in a box.
fn hidden(of: &Description, boxes: &[CoverBox], frame: u32) -> Vec<bool> {
    let (columns, rows) = (of.width as usize, of.height as usize);
    let mut hidden = vec![false; of.pixels()];
    for one in boxes.iter().filter(|one| one.is_on(frame) && one.is_inside(of.width, of.height)) {
        let (left, top) = (one.x as usize, one.y as usize);
        let right = left.saturating_add(one.width as usize).min(columns);
        let bottom = top.saturating_add(one.height as usize).min(rows);
        for row in top..bottom {
            hidden.get_mut(row * columns + left..row * columns + right).unwrap_or_default().fill(true);
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::PixelCells;
    use crate::pixels::description::{Description, Number, Photometric};
    use finding::CoverBox;

    const GREY: Description = Description {
        width: 4,
        height: 2,
        frames: 1,
        samples: 1,
        bits_allocated: 8,
        bits_stored: 8,
        high_bit: 7,
        number: Number::Unsigned,
        planar: false,
        photometric: Photometric::Monochrome2,
    };

    fn covered(of: &Description, bytes: &[u8], big: bool, is_swapped: bool) -> Vec<u8> {
        let mut made = bytes.to_vec();
        let boxes = [CoverBox { x: 1, y: 0, width: 2, height: 1, frame: None }];
        PixelCells { bytes: &mut made, of, big, is_swapped }.cover(0, &boxes, 0, 9);
        made
    }

    #[test]
    fn greys_become_the_darkest_that_is_not_covered() {
        let bytes = [50, 1, 255, 60, 70, 80, 90, 40];
        assert_eq!(covered(&GREY, &bytes, false, false), [50, 40, 40, 60, 70, 80, 90, 40]);
        let inverted = Description { photometric: Photometric::Monochrome1, ..GREY };
        assert_eq!(covered(&inverted, &bytes, false, false), [50, 90, 90, 60, 70, 80, 90, 40]);
        assert_eq!(covered(&GREY, &bytes, true, true), [1, 1, 255, 1, 70, 80, 90, 40]);
        let palette = Description { photometric: Photometric::Palette, ..GREY };
        assert_eq!(covered(&palette, &bytes, false, false)[..4], [50, 9, 9, 60]);
        let bits = Description { bits_allocated: 1, bits_stored: 1, high_bit: 0, ..GREY };
        assert_eq!(covered(&bits, &[0b1101_1111], false, false), [0b1101_1001]);
    }

    #[test]
    fn signs_and_orders_of_bytes_are_minded() {
        let of = Description { bits_allocated: 16, bits_stored: 12, high_bit: 11, number: Number::Signed, ..GREY };
        let numbers: [i16; 8] = [5, 9, -2048, 5, -7, 5, 5, 5];
        for big in [false, true] {
            let bytes = |numbers: [i16; 8]| -> Vec<u8> {
                numbers.iter().flat_map(|n| if big { n.to_be_bytes() } else { n.to_le_bytes() }).collect()
            };
            assert_eq!(covered(&of, &bytes(numbers), big, false), bytes([5, -7, -7, 5, -7, 5, 5, 5]));
        }
    }

    #[test]
    fn colours_become_black_wherever_their_samples_stand() {
        let of = Description { samples: 3, width: 3, height: 1, photometric: Photometric::Rgb, ..GREY };
        assert_eq!(covered(&of, &[7; 9], false, false), [7, 7, 7, 0, 0, 0, 0, 0, 0]);
        let planes = Description { planar: true, ..of };
        assert_eq!(covered(&planes, &[7; 9], false, false), [7, 0, 0, 7, 0, 0, 7, 0, 0]);
        let ybr = Description { photometric: Photometric::YbrFull, ..of };
        assert_eq!(covered(&ybr, &[7; 9], false, false), [7, 7, 7, 0, 128, 128, 0, 128, 128]);
        let halved = Description { photometric: Photometric::YbrFull422, width: 4, ..of };
        assert_eq!(covered(&halved, &[7; 8], false, false), [7, 0, 128, 128, 0, 7, 128, 128]);
    }
}
