//! How voxels lie in the patient.

/// Millimetres to the right, to the front, to the head, of voxel place and 1.
pub(super) type Affine = [[f64; 4]; 3];

/// All ways to give three world axes three voxel axes.
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
        // Sums are made anew by each order; of equal ones the first stays, which leaves the file's order alone.
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
