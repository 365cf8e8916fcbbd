//! Components to pixels: luma and chroma to red, green and blue (ITU-T T.871, 7).

use super::frame::{FrameComponent, HalvedFrame};
use crate::Pixels;

/// Fractional bits.
const POINT: u32 = 14;

/// The picture of `width` × `height`: grey of one component, colour of three.
pub(super) fn pixels(frame: &HalvedFrame, width: usize, height: usize) -> Pixels {
    match &frame.components[..] {
        [luma, blue, red] => {
            let mut samples = vec![0; 3 * width * height];
            let mut lines = [vec![0; width], vec![0; width]];
            for (y, out) in samples.chunks_exact_mut(3 * width).enumerate() {
                for (line, difference) in lines.iter_mut().zip([blue, red]) {
                    spread(line, difference, luma, y);
                }
                let [blue, red] = &lines;
                colours(out, line(luma, y), blue, red);
            }
            Pixels::Rgb8(samples)
        }
        components => {
            let mut samples = vec![0; width * height];
            for (y, out) in samples.chunks_exact_mut(width).enumerate() {
                let line = components.first().map(|luma| line(luma, y)).unwrap_or_default();
                out.iter_mut().zip(line).for_each(|(out, &level)| *out = level);
            }
            Pixels::Grey8(samples)
        }
    }
}

fn line(component: &FrameComponent, y: usize) -> &[u8] {
    component.pixels.get(y * component.stride..(y + 1) * component.stride).unwrap_or_default()
}

/// A line of a difference, as long as luma's. One of half the pixels has as many as luma at half the size; only one of a
/// quarter of them is repeated.
fn spread(to: &mut [u8], difference: &FrameComponent, luma: &FrameComponent, y: usize) {
    let [times_across, times_down] = [0, 1].map(|at| {
        let blocks = |component: &FrameComponent| [component.across, component.down][at] * component.size[at];
        (blocks(luma) / blocks(difference).max(1)).max(1)
    });
    let from = line(difference, y / times_down);
    if times_across == 1 {
        to.iter_mut().zip(from).for_each(|(to, &value)| *to = value);
    } else {
        to.chunks_mut(times_across).zip(from).for_each(|(some, &value)| some.fill(value));
    }
}

/// A line of colours. Sixteen pixels at a time, plane by plane, which the compiler vectorises.
fn colours(out: &mut [u8], luma: &[u8], blue: &[u8], red: &[u8]) {
    let (groups, rest) = out.as_chunks_mut::<{ 3 * AT_ONCE }>();
    let [(luma, luma_rest), (blue, blue_rest), (red, red_rest)] = [luma, blue, red]
        .map(|plane| plane.get(..groups.len() * AT_ONCE + rest.len() / 3).unwrap_or(plane).as_chunks::<AT_ONCE>());
    for (((out, luma), blue), red) in groups.iter_mut().zip(luma).zip(blue).zip(red) {
        let planes = rgb(*luma, *blue, *red);
        for (at, pixel) in out.as_chunks_mut::<3>().0.iter_mut().enumerate() {
            *pixel = planes.map(|plane| plane[at & (AT_ONCE - 1)]);
        }
    }
    for (((out, &luma), &blue), &red) in
        rest.as_chunks_mut::<3>().0.iter_mut().zip(luma_rest).zip(blue_rest).zip(red_rest)
    {
        *out = rgb([luma], [blue], [red]).map(|[level]| level);
    }
}

/// Pixels that are computed at once.
const AT_ONCE: usize = 16;

/// Red, green and blue of `N` pixels.
#[inline(always)]
fn rgb<const N: usize>(luma: [u8; N], blue: [u8; N], red: [u8; N]) -> [[u8; N]; 3] {
    let level = luma.map(|luma| (i32::from(luma) << POINT) + (1 << (POINT - 1)));
    let [blue, red] = [blue, red].map(|plane| plane.map(|value| i32::from(value) - 128));
    let sum = |a: i32, b: i32| -> [u8; N] {
        std::array::from_fn(|at| ((level[at] + a * blue[at] + b * red[at]) >> POINT).clamp(0, 255) as u8)
    };
    // 1.402, 0.344136, 0.714136 and 1.772 times 16,384.
    [sum(0, 22_970), sum(-5_638, -11_700), sum(29_032, 0)]
}

#[test]
fn primary_colours_come_out() {
    let planes = rgb([0, 255, 76], [128, 128, 85], [128, 128, 255]);
    assert_eq!(planes, [[0, 255, 254], [0, 255, 0], [0, 255, 0]]);
    let mut line = [0; 3 * 19];
    colours(&mut line, &[100; 20], &[128; 20], &[128; 19]);
    assert_eq!(line, [100; 3 * 19]);
}
