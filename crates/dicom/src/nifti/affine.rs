//! The position of voxels in the patient: from the rows of the header, else its quaternion, else the sizes alone.

use super::fields::{Family, Fields, Layout};
use text::Message;

/// Maps voxel indices (i, j, k, 1) to millimetres to the right, front and head.
pub(super) type Affine = [[f64; 4]; 3];

/// All assignments of the three voxel axes to the three world axes.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

/// Which voxel axis runs closest along each world axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axes {
    /// By world axis: voxel axis, whether it runs against the world's, millimetres a voxel.
    along: [(usize, bool, f64); 3],
}

impl Axes {
    /// The order whose cosines with the world are largest in sum: slices stay rows and columns of the file, and
    /// an oblique volume is turned to its nearest plane.
    pub(super) fn of(affine: &Affine) -> Self {
        let entry =
            |world: usize, voxel: usize| affine.get(world).and_then(|row| row.get(voxel)).copied().unwrap_or(0.0);
        let length = |voxel: usize| (0..3).map(|world| entry(world, voxel).powi(2)).sum::<f64>().sqrt();
        let cosine = |world: usize, voxel: usize| entry(world, voxel) / length(voxel).max(f64::MIN_POSITIVE);
        let fit = |order: &[usize; 3]| order.iter().enumerate().map(|(world, &voxel)| cosine(world, voxel).abs()).sum();
        // Of equal sums the first wins, which keeps the file's order.
        let (mut best, mut most) = ([0, 1, 2], f64::NEG_INFINITY);
        for order in ORDERS {
            let sum: f64 = fit(&order);
            if sum > most + 1e-9 {
                (best, most) = (order, sum);
            }
        }
        let millimetres = |voxel: usize| Some(length(voxel)).filter(|l| l.is_finite() && *l > 0.0).unwrap_or(1.0);
        let mut along = [(0, false, 1.0); 3];
        for (world, (place, voxel)) in along.iter_mut().zip(best).enumerate() {
            *place = (voxel, entry(world, voxel) < 0.0, millimetres(voxel));
        }
        Self { along }
    }

    /// Voxels along a world axis.
    pub(super) fn extent(&self, world: usize, size: [usize; 3]) -> usize {
        let voxel = self.along.get(world).map_or(0, |along| along.0);
        size.get(voxel).copied().unwrap_or(1)
    }

    /// Millimetres a voxel along a world axis.
    pub(super) fn length(&self, world: usize) -> f64 {
        self.along.get(world).map_or(1.0, |along| along.2)
    }

    /// The voxel at a place counted along the world's axes.
    pub(super) fn voxel(&self, world: [usize; 3], size: [usize; 3]) -> [usize; 3] {
        let mut voxel = [0; 3];
        for (&(axis, against, _), at) in self.along.iter().zip(world) {
            if let (Some(place), Some(&side)) = (voxel.get_mut(axis), size.get(axis)) {
                *place = if against { side - 1 - at.min(side - 1) } else { at };
            }
        }
        voxel
    }
}

/// Where voxels lie, as far as the file says it.
#[derive(Clone, Copy, Debug)]
pub(super) struct VoxelPlacing {
    /// Millimetres from voxels: to the right, to the front, to the head.
    pub(super) affine: Affine,
    /// Whether the file says where left, front and head are.
    pub(super) is_oriented: bool,
    /// Whether the file says how large a voxel is.
    pub(super) is_sized: bool,
}

impl VoxelPlacing {
    /// Method 3 (rows), else 2 (quaternion), else 1 (sizes alone) of nifti1.h. Invalid ones are skipped with a warning:
    /// rows or a quaternion that are zero, contain NaN or infinity, or span no volume.
    pub(super) fn of(
        fields: Fields<'_>,
        layout: &Layout,
        family: Family,
        size: [usize; 3],
        warnings: &mut Vec<Message>,
    ) -> Self {
        let unit = unit(fields.whole(layout.units.0, layout.units.1).unwrap_or(0) & 7, family, warnings);
        let [handed, sizes @ ..] = fields.reals::<4>(layout.pixdim);
        // A side of one voxel needs no size to be shown.
        let is_size = |of: f64| of.is_finite() && of != 0.0;
        let is_sized = sizes.iter().zip(size).all(|(&of, side)| is_size(of) || side == 1);
        let sizes = sizes.map(|of| if is_size(of) { of.abs() * unit } else { unit });
        let form = |place: usize| {
            let at = layout.forms.0 + place * layout.forms.1;
            if family == Family::Analyze { 0 } else { fields.whole(at, layout.forms.1).unwrap_or(0) }
        };
        if form(1) > 0 {
            let rows: [f64; 12] = fields.reals(layout.rows);
            let mut affine = [[0.0; 4]; 3];
            for (row, values) in affine.iter_mut().zip(rows.as_chunks::<4>().0) {
                *row = values.map(|value| value * unit);
            }
            if has_volume(&affine) {
                let apart = is_sized.then(|| factor(&affine, sizes, size)).flatten();
                if let Some(apart) = apart {
                    let said = if apart < 1.0 { text::nifti::sform_small() } else { text::nifti::sform_large() };
                    warnings.push(said);
                    affine.iter_mut().flatten().for_each(|value| *value /= apart);
                }
                return Self { affine, is_oriented: true, is_sized: true };
            }
            let has_quaternion = form(0) > 0;
            warnings.push(if has_quaternion { text::nifti::sform_flat_qform() } else { text::nifti::sform_flat() });
        }
        if form(0) > 0 {
            let [b, c, d, x, y, z] = fields.reals(layout.quaternion);
            let offset = [x, y, z].map(|place| if place.is_finite() { place * unit } else { 0.0 });
            let handed = if handed < 0.0 { -1.0 } else { 1.0 };
            // Rounding can give slightly more than 1 for a half turn.
            if b * b + c * c + d * d <= 1.0 + 1e-3 {
                return Self { affine: from_quaternion([b, c, d], handed, sizes, offset), is_oriented: true, is_sized };
            }
            warnings.push(text::nifti::qform());
        }
        if !is_sized {
            warnings.push(text::nifti::no_size());
        }
        warnings.push(text::nifti::no_side());
        let [sx, sy, sz] = sizes;
        let affine = [[sx, 0.0, 0.0, 0.0], [0.0, sy, 0.0, 0.0], [0.0, 0.0, sz, 0.0]];
        Self { affine, is_oriented: false, is_sized }
    }
}

/// Millimetres of the file's unit (`xyzt_units`, nifti1.h).
fn unit(code: i64, family: Family, warnings: &mut Vec<Message>) -> f64 {
    match code {
        // Analyze has no such field, and millimetres by convention.
        _ if family == Family::Analyze => 1.0,
        1 => 1000.0,
        2 => 1.0,
        3 => 0.001,
        _ => {
            warnings.push(text::nifti::no_unit());
            1.0
        }
    }
}

/// Whether the three axes span a volume: they are finite and linearly independent.
fn has_volume(affine: &Affine) -> bool {
    let [[a, b, c, _], [d, e, f, _], [g, h, i, _]] = *affine;
    let volume = (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)).abs();
    let length = |x: f64, y: f64, z: f64| (x * x + y * y + z * z).sqrt();
    // Of unit vectors: 1 for right angles.
    let share = volume / (length(a, d, g) * length(b, e, h) * length(c, f, i));
    affine.iter().flatten().all(|value| value.is_finite()) && share > 1e-3
}

/// The common factor, of a thousand or more, by which the axes of a matrix exceed the voxel sizes: then one of the two
/// is not in the unit that the file states.
fn factor(affine: &Affine, sizes: [f64; 3], sides: [usize; 3]) -> Option<f64> {
    let length =
        |voxel: usize| affine.iter().filter_map(|row| row.get(voxel)).map(|value| value * value).sum::<f64>().sqrt();
    let ratios = || (0..3).zip(sizes).zip(sides).filter(|(_, side)| *side > 1).map(|((at, size), _)| length(at) / size);
    let exponent = |ratio: f64| (ratio.log10() / 3.0).round() as i32;
    let first = ratios().next().map(exponent).filter(|&of| of != 0)?;
    let factor = 1000_f64.powi(first);
    ratios().all(|ratio| (ratio / factor - 1.0).abs() < 0.05).then_some(factor)
}

/// Method 2 of nifti1.h: a unit quaternion whose first part is left out, the handedness of the third axis, sizes
/// of a voxel, place of the first.
pub(super) fn from_quaternion([b, c, d]: [f64; 3], handed: f64, [sx, sy, sz]: [f64; 3], offset: [f64; 3]) -> Affine {
    let a = (1.0 - (b * b + c * c + d * d)).max(0.0).sqrt();
    let sz = sz * handed;
    let [ox, oy, oz] = offset;
    [
        [sx * (a * a + b * b - c * c - d * d), sy * 2.0 * (b * c - a * d), sz * 2.0 * (b * d + a * c), ox],
        [sx * 2.0 * (b * c + a * d), sy * (a * a + c * c - b * b - d * d), sz * 2.0 * (c * d - a * b), oy],
        [sx * 2.0 * (b * d - a * c), sy * 2.0 * (c * d + a * b), sz * (a * a + d * d - b * b - c * c), oz],
    ]
}
