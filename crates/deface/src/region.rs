//! The region that holds the face.

use super::MARGIN;
use super::report::FaceReport;
use super::slices::SlicePlace;

/// Distance in millimetres from the widest part of the brain to the ears, for skull and scalp.
const BESIDE: f64 = 14.0;
/// Millimetres that ears reach behind and before the middle of the brain, and below and above its base in front.
const EARS_DEEP: [f64; 2] = [55.0, 25.0];
const EARS_TALL: [f64; 2] = [55.0, 50.0];

/// What is done with the ears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ears {
    /// They are kept.
    #[default]
    Kept,
    /// Everything beside the head at their height is removed too.
    Removed,
}

/// Where the face is, in millimetres to the patient's right, front and head: in front of and below a plane, in front of
/// the middle of the brain, above the neck; and beside the head, where ears are requested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceRegion {
    /// Angle between the plane's normal and the front.
    pub(crate) degrees: u32,
    /// The plane's normal: its components to the feet and to the front.
    pub(crate) normal: (f64, f64),
    /// Millimetres to the plane along its normal.
    pub(crate) offset: f64,
    /// Nothing further back belongs to the face.
    pub(crate) back: f64,
    /// Nothing lower belongs to it.
    pub(crate) bottom: f64,
    pub(crate) ears: Option<EarZones>,
    pub(crate) fill: f64,
}

impl FaceRegion {
    /// Whether a position, in millimetres to the patient's right, front and head, is in it.
    #[must_use]
    pub fn holds(&self, place: [f64; 3]) -> bool {
        let is_face = place[1] > self.back && place[2] > self.bottom && self.along(place) > self.offset;
        is_face || self.ears.is_some_and(|ears| ears.hold(place))
    }

    /// The pixels of a slice of this size that are in it: indices in row-major order, ascending.
    pub fn places(&self, of: SlicePlace, width: usize, height: usize) -> impl Iterator<Item = usize> {
        let region = *self;
        (0..height).flat_map(move |row| {
            let is_in = move |column: &usize| region.holds(of.pixel(*column as f64, row as f64));
            (0..width).filter(is_in).map(move |column| row * width + column)
        })
    }

    /// The value of air, which replaces the face.
    #[must_use]
    pub fn fill(&self) -> f64 {
        self.fill
    }

    /// Of a volume of `slices` slices, of which nothing is removed yet.
    #[must_use]
    pub fn report(&self, slices: u32) -> FaceReport {
        FaceReport { voxels: 0, slices: 0, all: slices, degrees: self.degrees }
    }

    /// Millimetres along the normal of the plane.
    pub(crate) fn along(&self, place: [f64; 3]) -> f64 {
        let (down, front) = self.normal;
        place[1] * front - place[2] * down
    }
}

/// Both sides of the head at the height of the ears.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct EarZones {
    middle: f64,
    /// Millimetres from the middle, to both sides.
    beside: f64,
    deep: [f64; 2],
    tall: [f64; 2],
}

impl EarZones {
    /// Beside a brain between two corners, `base` the lowest of its front.
    pub(crate) fn beside(least: [f64; 3], most: [f64; 3], base: f64) -> Self {
        let center = [0, 1].map(|axis: usize| (least[axis] + most[axis]) / 2.0);
        Self {
            middle: center[0],
            beside: (most[0] - least[0]) / 2.0 + MARGIN.max(BESIDE),
            deep: [center[1] - EARS_DEEP[0], center[1] + EARS_DEEP[1]],
            tall: [base - EARS_TALL[0], base + EARS_TALL[1]],
        }
    }

    fn hold(&self, place: [f64; 3]) -> bool {
        let within = |[low, high]: [f64; 2], at: f64| (low..=high).contains(&at);
        (place[0] - self.middle).abs() > self.beside && within(self.deep, place[1]) && within(self.tall, place[2])
    }
}
