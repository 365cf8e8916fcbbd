//! CPU rendering of the stage: the same picture as the shader's, pixel for pixel within one grey level.

use super::aligned::aligned;
use super::window::Window;
use protocol::Bitmap;

/// Rendering parameters, the same as the shader's.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendering {
    /// Device pixels across the stage.
    pub stage: (u32, u32),
    /// Columns and rows of the frame.
    pub size: (u32, u32),
    /// From the stage to the frame, as in [`SliceView::to_frame`](super::SliceView::to_frame).
    pub to_frame: [[f64; 3]; 2],
    /// Value of a sample: `sample × slope + intercept`.
    pub slope: f64,
    /// Value of a sample of 0.
    pub intercept: f64,
    /// Samples that are padding.
    pub padding: Option<(f64, f64)>,
    /// The window.
    pub window: Window,
    /// Whether it is inverted.
    pub inverted: bool,
    /// Whether pixels are interpolated.
    pub smooth: bool,
}

/// Samples of a frame, row by row.
#[derive(Clone, Copy, Debug)]
pub enum FrameSamples<'a> {
    /// Grey.
    U16(&'a [u16]),
    /// Grey.
    I16(&'a [i16]),
    /// Grey; NaN is padding.
    F32(&'a [f32]),
    /// Red, green, blue.
    Rgb8(&'a [u8]),
}

impl Rendering {
    /// Samples per side of a stage pixel that are averaged where the frame is scaled down.
    #[must_use]
    pub fn taps(&self) -> u32 {
        let [[a, b, _], _] = self.to_frame;
        if self.smooth { (a.hypot(b) / 2.0).ceil().clamp(1.0, 4.0) as u32 } else { 1 }
    }

    /// The grey of a sample, black 0 to white 1.
    fn grey(&self, sample: f64) -> f32 {
        if sample.is_nan() || self.padding.is_some_and(|(least, most)| least <= sample && sample <= most) {
            return 0.0;
        }
        let grey = self.window.grey(sample * self.slope + self.intercept);
        (if self.inverted { 1.0 - grey } else { grey }) as f32
    }
}

/// The whole stage; transparent outside the frame.
#[must_use]
pub fn painted(look: &Rendering, samples: FrameSamples<'_>) -> Bitmap {
    // There are fewer possible samples than drawn pixels: greys of integers come from a look-up table.
    let rgba = match samples {
        FrameSamples::U16(v) => {
            let greys: Vec<f32> = (0..=u16::MAX).map(|sample| look.grey(sample.into())).collect();
            filled::<1>(look, |at| v.get(at).and_then(|&sample| greys.get(usize::from(sample))).copied())
        }
        FrameSamples::I16(v) => {
            let greys: Vec<f32> = (0..=u16::MAX).map(|bits| look.grey(bits.cast_signed().into())).collect();
            let place = |sample: &i16| usize::from(sample.cast_unsigned());
            filled::<1>(look, |at| v.get(at).and_then(|sample| greys.get(place(sample))).copied())
        }
        FrameSamples::F32(v) => filled::<1>(look, |at| v.get(at).map(|&sample| look.grey(sample.into()))),
        FrameSamples::Rgb8(v) => {
            let greys: Vec<f32> = (0..=u8::MAX).map(|sample| look.grey(sample.into())).collect();
            filled::<3>(look, |at| v.get(at).and_then(|&sample| greys.get(usize::from(sample))).copied())
        }
    };
    Bitmap { width: look.stage.0, height: look.stage.1, rgba }
}

/// Draws from `CHANNELS` greys per pixel.
fn filled<const CHANNELS: usize>(look: &Rendering, grey: impl Fn(usize) -> Option<f32>) -> Vec<u8> {
    aligned::<CHANNELS>(look, &grey).unwrap_or_else(|| turned::<CHANNELS>(look, &grey))
}

/// Greys from 0 to 1 as red, green, blue and opaque; one grey stands for three.
pub(super) fn bytes<const CHANNELS: usize>(greys: [f32; CHANNELS]) -> [u8; 4] {
    let byte = |channel: usize| (greys.get(channel % CHANNELS).copied().unwrap_or_default() * 255.0).round() as u8;
    [byte(0), byte(1), byte(2), 255]
}

/// Draws from `CHANNELS` greys per pixel, at any rotation.
fn turned<const CHANNELS: usize>(look: &Rendering, grey: &impl Fn(usize) -> Option<f32>) -> Vec<u8> {
    let (width, height) = look.stage;
    let (columns, rows) = (i64::from(look.size.0), i64::from(look.size.1));
    let at = |column: i64, row: i64| -> [f32; CHANNELS] {
        let (column, row) = (column.clamp(0, columns - 1), row.clamp(0, rows - 1));
        let first = (row * columns + column) as usize * CHANNELS;
        std::array::from_fn(|channel| grey(first + channel).unwrap_or_default())
    };
    let seen = |(column, row): (f64, f64)| -> [f32; CHANNELS] {
        if !look.smooth {
            return at(column.floor() as i64, row.floor() as i64);
        }
        let (column, row) = (column - 0.5, row - 0.5);
        let (left, top) = (column.floor(), row.floor());
        let (across, down) = ((column - left) as f32, (row - top) as f32);
        let of = |x: i64, y: i64| at(left as i64 + x, top as i64 + y);
        let mixed = |a: [f32; CHANNELS], b: [f32; CHANNELS], part: f32| -> [f32; CHANNELS] {
            let mut pairs = a.into_iter().zip(b);
            std::array::from_fn(|_| pairs.next().map_or(0.0, |(a, b)| a + (b - a) * part))
        };
        mixed(mixed(of(0, 0), of(1, 0), across), mixed(of(0, 1), of(1, 1), across), down)
    };
    let place = |x: f64, y: f64| {
        let [column, row] = look.to_frame.map(|[a, b, c]| a * x + b * y + c);
        (column, row)
    };
    let taps = look.taps();
    let part = |tap: u32| (f64::from(tap) + 0.5) / f64::from(taps);
    let white = 1.0 / (taps * taps) as f32;
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let (column, row) = place(f64::from(x) + 0.5, f64::from(y) + 0.5);
        if column < 0.0 || row < 0.0 || column >= columns as f64 || row >= rows as f64 {
            rgba.extend([0; 4]);
            continue;
        }
        let mut sum = [0.0; CHANNELS];
        for (v, u) in (0..taps).flat_map(|v| (0..taps).map(move |u| (v, u))) {
            let greys = seen(place(f64::from(x) + part(u), f64::from(y) + part(v)));
            for (sum, grey) in sum.iter_mut().zip(greys) {
                *sum += grey;
            }
        }
        rgba.extend(bytes(sum.map(|sum| sum * white)));
    }
    rgba
}

#[cfg(test)]
mod tests {
    use super::{FrameSamples, Rendering, aligned, painted, turned};
    use crate::lightbox::{Act, Sheet, SliceView, VoiCurve, Window};

    fn look(view: &SliceView, size: (u32, u32), stage: (u32, u32)) -> Rendering {
        let sheet = Sheet { width: size.0.into(), height: size.1.into(), aspect: 1.0, span: 1.0 };
        Rendering {
            stage,
            size,
            to_frame: view.to_frame(&sheet, (stage.0.into(), stage.1.into())),
            slope: 2.0,
            intercept: -100.0,
            padding: Some((-2000.0, -2000.0)),
            window: view.window.clone(),
            inverted: view.inverted,
            smooth: view.smooth,
        }
    }

    fn view() -> SliceView {
        let window = Window { center: 0.0, width: 200.0, curve: VoiCurve::Exact, name: None };
        SliceView { smooth: false, ..SliceView::new(window) }
    }

    fn reds(look: &Rendering, samples: FrameSamples<'_>) -> Vec<u8> {
        painted(look, samples).rgba.iter().step_by(4).copied().collect()
    }

    #[test]
    fn values_are_windowed_at_full_depth_and_padding_is_black() {
        // Values −100, 0, 100 and padding.
        let samples = [0_i16, 50, 100, -2000];
        let plain = look(&view(), (4, 1), (4, 1));
        assert_eq!(reds(&plain, FrameSamples::I16(&samples)), [0, 128, 255, 0]);
        let inverted = look(&SliceView { inverted: true, ..view() }, (4, 1), (4, 1));
        assert_eq!(reds(&inverted, FrameSamples::I16(&samples)), [255, 128, 0, 0]);
        let shallow = [0.0_f32, 50.001, f32::NAN, 100.0];
        assert_eq!(reds(&plain, FrameSamples::F32(&shallow)), [0, 128, 0, 255]);
    }

    #[test]
    fn a_quarter_turn_moves_pixels_and_smoothness_mixes_them() {
        let samples = [0_u16, 100];
        let sheet = Sheet { width: 2.0, height: 1.0, aspect: 1.0, span: 1.0 };
        let turned = view().after(&Act::Turn(90.0), &sheet, (1.0, 2.0));
        assert_eq!(reds(&look(&turned, (2, 1), (1, 2)), FrameSamples::U16(&samples)), [0, 255]);
        let back = view().after(&Act::Turn(-90.0), &sheet, (1.0, 2.0));
        assert_eq!(reds(&look(&back, (2, 1), (1, 2)), FrameSamples::U16(&samples)), [255, 0]);
        let smooth = look(&SliceView { smooth: true, ..view() }, (2, 1), (4, 2));
        assert_eq!(reds(&smooth, FrameSamples::U16(&samples))[..4], [0, 64, 191, 255]);
    }

    #[test]
    fn the_quick_way_draws_what_the_general_one_does() {
        let size = (37_u32, 23_u32);
        let samples: Vec<u16> = (0..size.0 * size.1).map(|at| (at.wrapping_mul(40_503) >> 3) as u16 % 200).collect();
        let colours: Vec<u8> = (0..size.0 * size.1 * 3).map(|at| (at.wrapping_mul(40_503) >> 4) as u8).collect();
        let sheet = Sheet { width: size.0.into(), height: size.1.into(), aspect: 1.0, span: 1.0 };
        let stage = (19_u32, 31_u32);
        let around = (f64::from(stage.0), f64::from(stage.1));
        for acts in
            [vec![], vec![Act::Turn(90.0)], vec![Act::Mirror, Act::Turn(180.0)], vec![Act::Turn(-90.0), Act::Mirror]]
        {
            for act in [Act::Fit, Act::Zoom(0.3, (3.0, 4.0)), Act::Zoom(2.7, (9.0, 4.0)), Act::OneToOne] {
                for smooth in [true, false] {
                    let view = SliceView { smooth, ..view() };
                    let all = acts.iter().chain([&act]);
                    let view = all.fold(view, |view, act| view.after(act, &sheet, around));
                    let look = look(&view, size, stage);
                    let grey = |at: usize| samples.get(at).map(|&sample| look.grey(sample.into()));
                    let (quick, general) = (aligned::<1>(&look, &grey).unwrap(), turned::<1>(&look, &grey));
                    let apart = quick.iter().zip(&general).map(|(a, b)| a.abs_diff(*b)).max();
                    assert!(quick.len() == general.len() && apart <= Some(1), "{acts:?} {act:?} {smooth}: {apart:?}");
                    let grey = |at: usize| colours.get(at).map(|&sample| look.grey(sample.into()));
                    let (quick, general) = (aligned::<3>(&look, &grey).unwrap(), turned::<3>(&look, &grey));
                    let apart = quick.iter().zip(&general).map(|(a, b)| a.abs_diff(*b)).max();
                    assert!(quick.len() == general.len() && apart <= Some(1), "{acts:?} {act:?} {smooth}: {apart:?}");
                }
            }
        }
        let aslant = view().after(&Act::Turn(7.0), &sheet, around);
        assert_eq!(aligned::<1>(&look(&aslant, size, stage), &|_| None), None);
    }

    #[test]
    fn colour_is_brightened_channel_by_channel_and_outside_is_clear() {
        let window = Window { center: 127.5, width: 255.0, curve: VoiCurve::Exact, name: None };
        let wide = SliceView { window, ..view() };
        let look = Rendering { slope: 1.0, intercept: 0.0, padding: None, ..look(&wide, (1, 1), (3, 1)) };
        assert_eq!(painted(&look, FrameSamples::Rgb8(&[10, 20, 30])).rgba, [0, 0, 0, 0, 10, 20, 30, 255, 0, 0, 0, 0]);
    }
}
