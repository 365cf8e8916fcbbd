//! Outlined findings inserted into slices without one, and healthy tissue inserted in the same way.
//!
//! Slices with and without a finding may come from different sources, and a network can tell them apart by the
//! appearance of the source alone. A slice into which a finding of another source was inserted has the appearance of
//! its own source and the class of the finding; healthy tissue inserted by the same steps has the seam and no finding,
//! so the seam reveals nothing. After "copy-paste" (Ghiasi et al., CVPR 2021) and "CutPaste" (Li et al., CVPR 2021),
//! with grey levels matched to the surroundings.
//!
//! Invariant: pure; every choice comes from the random numbers that are passed in.

use fastrand::Rng;

/// A grey picture in its own size, values 0…255.
#[derive(Clone, Debug)]
pub(super) struct GreyPicture {
    /// Columns.
    pub(super) width: usize,
    /// Rows.
    pub(super) height: usize,
    /// Row by row.
    pub(super) values: Vec<f32>,
}

impl GreyPicture {
    /// Between four neighbours; 0 outside.
    fn at(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let sample = |dx: f32, dy: f32| {
            let (column, row) = (left + dx, top + dy);
            let inside = column >= 0.0 && row >= 0.0 && column < self.width as f32 && row < self.height as f32;
            let index = row.max(0.0) as usize * self.width + column.max(0.0) as usize;
            if inside { self.values.get(index).copied().unwrap_or(0.0) } else { 0.0 }
        };
        let upper = sample(0.0, 0.0) * (1.0 - fx) + sample(1.0, 0.0) * fx;
        let lower = sample(0.0, 1.0) * (1.0 - fx) + sample(1.0, 1.0) * fx;
        upper * (1.0 - fy) + lower * fy
    }

    /// Level above which a pixel is head: a tenth of the brightest but one in a thousand.
    fn threshold(&self) -> f32 {
        let mut counts = [0usize; 256];
        for value in &self.values {
            counts[value.clamp(0.0, 255.0) as usize] += 1;
        }
        let mut left = self.values.len() / 1000;
        let brightest = (0..256).rev().find(|level| {
            let here = counts[*level];
            let found = here > left;
            left = left.saturating_sub(here);
            found
        });
        brightest.unwrap_or(0) as f32 / 10.0
    }

    /// The box around rows and columns in which at least a twentieth is head.
    fn head(&self) -> HeadBox {
        let threshold = self.threshold();
        let mut columns = vec![0usize; self.width];
        let mut rows = vec![0usize; self.height];
        for (index, _) in self.values.iter().enumerate().filter(|(_, value)| **value > threshold) {
            columns[index % self.width] += 1;
            rows[index / self.width] += 1;
        }
        let range = |counts: &[usize], across: usize| {
            let lit = |count: &usize| *count * 20 > across;
            let first = counts.iter().position(lit).unwrap_or(0);
            let last = counts.iter().rposition(lit).unwrap_or(counts.len().saturating_sub(1));
            (first as f32, last.max(first + 1) as f32)
        };
        let ((left, right), (top, bottom)) = (range(&columns, self.height), range(&rows, self.width));
        HeadBox {
            x: (left + right) / 2.0,
            y: (top + bottom) / 2.0,
            side: ((right - left) * (bottom - top)).sqrt().max(1.0),
            aspect: (right - left) / (bottom - top),
            threshold,
        }
    }
}

/// Where the head is: coordinates relative to it mean the same position in pictures of any size.
#[derive(Clone, Copy, Debug)]
struct HeadBox {
    x: f32,
    y: f32,
    side: f32,
    aspect: f32,
    threshold: f32,
}

/// An outlined finding in its picture.
pub(super) struct OutlinedLesion<'a> {
    /// The picture.
    pub(super) picture: &'a GreyPicture,
    /// 1 inside the outline, as many as pixels.
    pub(super) outline: &'a [u8],
}

/// `host` with the lesion at its own position in the head, or, where `texture` is given, with that picture's tissue in
/// the lesion's shape; also how much of each pixel belongs to the lesion, 0…1, or all 0 for tissue. `None` where the
/// heads differ too much in shape or the position would be outside the host's head.
pub(super) fn set_in(
    host: &GreyPicture,
    lesion: &OutlinedLesion<'_>,
    texture: Option<&GreyPicture>,
    random: &mut Rng,
) -> Option<(GreyPicture, GreyPicture)> {
    let (here, there) = (host.head(), lesion.picture.head());
    let ratio = here.aspect / there.aspect;
    if !(0.85..1.18).contains(&ratio) {
        return None;
    }
    let source = texture.unwrap_or(lesion.picture);
    let from = texture.map_or(there, GreyPicture::head);
    let mirror = if random.bool() { -1.0 } else { 1.0 };
    let zoom = 0.8 + 0.45 * random.f32();
    let shift = [(); 2].map(|()| (random.f32() - 0.5) * 0.06);
    let centre = centroid(lesion, there)?;
    // From a pixel of the host to a position relative to the head, then to the lesion's picture and to the tissue's.
    let relative = |x: f32, y: f32| {
        let u = mirror * (x - here.x) / here.side - shift[0] - centre.0;
        let v = (y - here.y) / here.side - shift[1] - centre.1;
        (u / zoom + centre.0, v / zoom + centre.1)
    };
    let weights: Vec<f32> = (0..host.values.len())
        .map(|index| {
            let (u, v) = relative((index % host.width) as f32, (index / host.width) as f32);
            softened(lesion, u * there.side + there.x, v * there.side + there.y, there.side / 60.0)
        })
        .collect();
    let inside = weights.iter().filter(|weight| **weight > 0.5).count();
    let on_head =
        weights.iter().zip(&host.values).filter(|(weight, value)| **weight > 0.5 && **value > here.threshold).count();
    if inside < 40 || on_head * 4 < inside * 3 {
        return None;
    }
    let tissue: Vec<f32> = (0..host.values.len())
        .map(|index| {
            if weights.get(index).is_none_or(|weight| *weight <= 0.0) {
                return 0.0;
            }
            let (u, v) = relative((index % host.width) as f32, (index / host.width) as f32);
            source.at(u * from.side + from.x, v * from.side + from.y)
        })
        .collect();
    // The tissue keeps its contrast against its own surroundings, carried over to the host's.
    let (mean_there, spread_there) = inner(source, from);
    let (mean_here, spread_here) = inner(host, here);
    let gain = (spread_here / spread_there.max(1.0)).clamp(0.5, 2.0);
    let values = host.values.iter().zip(&tissue).zip(&weights).map(|((own, new), weight)| {
        let matched = (new - mean_there) * gain + mean_here;
        own * (1.0 - weight) + matched.clamp(0.0, 255.0) * weight
    });
    let of_host = |values: Vec<f32>| GreyPicture { width: host.width, height: host.height, values };
    let values = of_host(values.collect());
    Some((values, of_host(if texture.is_some() { vec![0.0; weights.len()] } else { weights })))
}

/// Mean position of the outline relative to the head.
fn centroid(lesion: &OutlinedLesion<'_>, head: HeadBox) -> Option<(f32, f32)> {
    let width = lesion.picture.width;
    let inside = lesion.outline.iter().enumerate().filter(|(_, inside)| **inside > 0).map(|(index, _)| index);
    let (mut x, mut y, mut n) = (0.0, 0.0, 0.0);
    for index in inside {
        x += (index % width) as f32;
        y += (index / width) as f32;
        n += 1.0;
    }
    (n > 0.0).then(|| ((x / n - head.x) / head.side, (y / n - head.y) / head.side))
}

/// The outline with a soft edge of `edge` pixels: the mean over a ring of nine positions.
fn softened(lesion: &OutlinedLesion<'_>, x: f32, y: f32, edge: f32) -> f32 {
    let inside = |x: f32, y: f32| {
        let (column, row) = (x.round(), y.round());
        if column < 0.0 || row < 0.0 || column >= lesion.picture.width as f32 {
            return 0.0;
        }
        f32::from(lesion.outline.get(row as usize * lesion.picture.width + column as usize).copied().unwrap_or(0))
    };
    let mut sum = 0.0;
    for dy in [-1.0, 0.0, 1.0] {
        for dx in [-1.0, 0.0, 1.0] {
            sum += inside(x + dx * edge, y + dy * edge);
        }
    }
    sum / 9.0
}

/// Mean and standard deviation inside the middle of the head.
fn inner(picture: &GreyPicture, head: HeadBox) -> (f32, f32) {
    let reach = head.side * 0.32;
    let (mut sum, mut squares, mut n) = (0.0f64, 0.0f64, 0.0f64);
    for (index, value) in picture.values.iter().enumerate() {
        let (x, y) = ((index % picture.width) as f32 - head.x, (index / picture.width) as f32 - head.y);
        if x.abs() < reach && y.abs() < reach && *value > head.threshold {
            sum += f64::from(*value);
            squares += f64::from(*value).powi(2);
            n += 1.0;
        }
    }
    if n == 0.0 {
        return (0.0, 1.0);
    }
    let mean = sum / n;
    (mean as f32, (squares / n - mean * mean).max(0.0).sqrt() as f32)
}

/// One half of the picture mirrored over the other; `finding_left` says where the finding is, `keep_finding` which half stays.
pub(super) fn mirrored(picture: &GreyPicture, axis: usize, finding_left: bool, keep_finding: bool) -> GreyPicture {
    // The left half stays where the finding is left and is kept, or is right and is removed.
    let keep_left = finding_left == keep_finding;
    let values = (0..picture.values.len()).map(|index| {
        let (x, row) = (index % picture.width, index / picture.width);
        let kept = if keep_left { x <= axis } else { x >= axis };
        let column = if kept { Some(x) } else { (2 * axis).checked_sub(x).filter(|column| *column < picture.width) };
        column.and_then(|column| picture.values.get(row * picture.width + column)).copied().unwrap_or(0.0)
    });
    GreyPicture { width: picture.width, height: picture.height, values: values.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A round head at 100, brighter to the right, in a picture of that size.
    fn head(side: usize, lesion: bool) -> (GreyPicture, Vec<u8>) {
        let half = side as f32 / 2.0;
        let mut outline = vec![0; side * side];
        let values = (0..side * side).map(|index| {
            let (x, y) = ((index % side) as f32 - half, (index / side) as f32 - half);
            let inside = (x + half * 0.4).hypot(y) < half * 0.2;
            outline[index] = u8::from(inside);
            match () {
                () if lesion && inside => 220.0,
                () if x.hypot(y) < half * 0.9 => 100.0 + 10.0 * x / half,
                () => 0.0,
            }
        });
        let values = values.collect();
        (GreyPicture { width: side, height: side, values }, outline)
    }

    #[test]
    fn a_lesion_is_set_in_at_its_place_and_healthy_tissue_leaves_the_slice_as_it_was() {
        let (picture, outline) = head(120, true);
        let lesion = OutlinedLesion { picture: &picture, outline: &outline };
        let (host, _) = head(90, false);
        let mut random = Rng::with_seed(3);
        let (set, outline) = set_in(&host, &lesion, None, &mut random).unwrap();
        let changed: Vec<usize> =
            (0..set.values.len()).filter(|index| (set.values[*index] - host.values[*index]).abs() > 40.0).collect();
        assert!(changed.len() > 60, "{}", changed.len());
        assert!(changed.iter().all(|index| outline.values[*index] > 0.2), "the outline covers what was set in");
        let outlined = outline.values.iter().filter(|value| **value > 0.5).count();
        assert!((60..changed.len() * 3 / 2).contains(&outlined), "{outlined} outlined, {} changed", changed.len());
        let distance =
            changed.iter().map(|index| ((index % 90) as f32 - 45.0).abs()).sum::<f32>() / changed.len() as f32;
        assert!((12.0..24.0).contains(&distance), "a fifth of the width from the middle: {distance}");

        let (control, outline) = set_in(&host, &lesion, Some(&head(100, false).0), &mut random).unwrap();
        assert!(outline.values.iter().all(|value| *value == 0.0), "healthy tissue is no finding");
        let most = control.values.iter().zip(&host.values).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(most < 15.0, "{most}");
    }

    #[test]
    fn a_lesion_that_would_lie_outside_is_refused() {
        let (picture, _) = head(120, true);
        let corner: Vec<u8> = (0..120 * 120).map(|index| u8::from(index % 120 < 16 && index / 120 < 16)).collect();
        let lesion = OutlinedLesion { picture: &picture, outline: &corner };
        assert!(set_in(&head(90, false).0, &lesion, None, &mut Rng::with_seed(1)).is_none());
    }

    #[test]
    fn mirroring_takes_the_finding_away_or_doubles_it() {
        let (picture, _) = head(121, true);
        let lit = |grey: &GreyPicture| grey.values.iter().filter(|value| **value > 200.0).count();
        let one = lit(&picture);
        assert_eq!(lit(&mirrored(&picture, 60, true, false)), 0);
        assert_eq!(lit(&mirrored(&picture, 60, true, true)), 2 * one);
        assert_eq!(lit(&mirrored(&picture, 60, false, true)), 0);
    }
}
