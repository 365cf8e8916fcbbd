//! What was removed, in numbers and words.

use super::MARGIN;
use text::Message;

/// How much was removed, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceReport {
    /// Number of voxels in the region.
    pub voxels: u64,
    /// Number of slices with some of them.
    pub slices: u32,
    /// Number of all slices examined.
    pub all: u32,
    /// Between the normal of the plane and the patient's front: 45 points equally to the front and to the feet.
    pub degrees: u32,
}

impl FaceReport {
    /// Adds a slice with this many voxels in the region.
    pub fn count(&mut self, voxels: usize) {
        self.voxels += voxels as u64;
        self.slices += u32::from(voxels > 0);
    }

    /// Adds the report of the next file of a series.
    pub fn add(&mut self, other: Self) {
        self.voxels += other.voxels;
        self.slices += other.slices;
        self.all += other.all;
    }

    /// What was done, and what is not guaranteed, one sentence per line.
    #[must_use]
    pub fn lines(&self) -> [Message; 2] {
        let Self { voxels, slices, all, degrees } = *self;
        let margin = MARGIN.to_string();
        [text::deface::removed(voxels, slices, all, degrees.to_string(), margin), text::deface::not_promised()]
    }
}
