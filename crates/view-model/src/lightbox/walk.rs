//! Navigation between slices.

use protocol::{AnatomicalPlane, SeriesReport, SliceAddress, Slices};

/// More slices than this are not dropped by one key press: opening them again takes long.
const MANY: usize = 20;

/// Whether opening these series again would cost the visitor so much that closing them is asked about.
#[must_use]
pub fn is_long(list: &[SeriesReport]) -> bool {
    let slices = list.iter().map(|series| match &series.slices {
        Slices::Frames(places) => places.len(),
        Slices::Volume { counts: [axial, ..], volumes, .. } => {
            usize::try_from(axial.saturating_mul(*volumes)).unwrap_or(usize::MAX)
        }
    });
    slices.fold(0, usize::saturating_add) > MANY
}

/// The navigation state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Index of the series in the list.
    pub series: usize,
    /// Slice of it, counted from 0.
    pub at: u32,
    /// Plane, for a volume.
    pub plane: AnatomicalPlane,
    /// Time point, for a volume.
    pub volume: u32,
}

impl Walk {
    /// Enters a series at its middle, where most is visible.
    #[must_use]
    pub fn into(series: usize, list: &[SeriesReport]) -> Self {
        let walk = Self { series, ..Self::default() };
        walk.to(walk.count(list) / 2, list)
    }

    /// Number of slices in the current plane.
    #[must_use]
    pub fn count(self, list: &[SeriesReport]) -> u32 {
        match list.get(self.series).map(|series| &series.slices) {
            Some(Slices::Frames(places)) => u32::try_from(places.len()).unwrap_or(u32::MAX),
            Some(Slices::Volume { counts: [axial, coronal, sagittal], .. }) => match self.plane {
                AnatomicalPlane::Axial => *axial,
                AnatomicalPlane::Coronal => *coronal,
                AnatomicalPlane::Sagittal => *sagittal,
            },
            None => 0,
        }
    }

    /// Number of volumes of a time series.
    #[must_use]
    pub fn volumes(self, list: &[SeriesReport]) -> u32 {
        match list.get(self.series).map(|series| &series.slices) {
            Some(Slices::Volume { volumes, .. }) => *volumes,
            _ => 1,
        }
    }

    /// Whether the series can be cut in three planes.
    #[must_use]
    pub fn has_planes(self, list: &[SeriesReport]) -> bool {
        matches!(list.get(self.series).map(|series| &series.slices), Some(Slices::Volume { .. }))
    }

    /// Goes to a slice, clamped to the last one.
    #[must_use]
    pub fn to(self, at: u32, list: &[SeriesReport]) -> Self {
        Self { at: at.min(self.count(list).saturating_sub(1)), ..self }
    }

    /// Moves by some slices, clamped to the ends.
    #[must_use]
    pub fn step(self, by: i32, list: &[SeriesReport]) -> Self {
        self.to(self.at.saturating_add_signed(by), list)
    }

    /// Switches to another plane, at its middle.
    #[must_use]
    pub fn turn(self, plane: AnatomicalPlane, list: &[SeriesReport]) -> Self {
        let walk = Self { plane, ..self };
        walk.to(walk.count(list) / 2, list)
    }

    /// Every slice of the series in order, in the plane and at the time of this one, with its address.
    #[must_use]
    pub fn slices(self, list: &[SeriesReport]) -> Vec<(Self, SliceAddress)> {
        let at = |at| {
            let walk = Self { at, ..self };
            Some((walk, walk.place(list)?))
        };
        (0..self.count(list)).filter_map(at).collect()
    }

    /// The address of the slice to request.
    #[must_use]
    pub fn place(self, list: &[SeriesReport]) -> Option<SliceAddress> {
        match &list.get(self.series)?.slices {
            Slices::Frames(places) => {
                let &(instance, frame) = places.get(usize::try_from(self.at).ok()?)?;
                Some(SliceAddress::Frame { instance, frame })
            }
            Slices::Volume { instance, .. } => {
                Some(SliceAddress::Cut { instance: *instance, plane: self.plane, at: self.at, volume: self.volume })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MANY, Walk, is_long};
    use protocol::{AnatomicalPlane, SeriesReport, SliceAddress, Slices};

    fn list() -> Vec<SeriesReport> {
        let title = text::light_box::series;
        let series = |slices| SeriesReport { title: title(), study: None, modality: String::new(), slices };
        vec![
            series(Slices::Frames(vec![(3, 0), (1, 0), (1, 1)])),
            series(Slices::Volume { instance: 4, counts: [10, 20, 31], volumes: 2 }),
        ]
    }

    #[test]
    fn many_slices_are_long_in_one_series_or_in_several_and_at_all_times_of_a_volume() {
        let with = |slices| SeriesReport { slices, ..list().remove(0) };
        let frames = |count: usize| with(Slices::Frames(vec![(0, 0); count]));
        let volume = |axial, volumes| with(Slices::Volume { instance: 0, counts: [axial, 99, 99], volumes });
        assert!(!is_long(&[]) && !is_long(&[frames(MANY)]) && !is_long(&[volume(10, 2)]));
        assert!(is_long(&[frames(MANY + 1)]) && is_long(&[frames(MANY), frames(1)]));
        assert!(is_long(&[volume(7, 3)]) && is_long(&[volume(u32::MAX, u32::MAX)]));
    }

    #[test]
    fn one_starts_in_the_middle_and_stops_at_the_ends() {
        let list = list();
        let walk = Walk::into(0, &list);
        assert_eq!(walk.place(&list), Some(SliceAddress::Frame { instance: 1, frame: 0 }));
        assert_eq!(walk.step(-9, &list).place(&list), Some(SliceAddress::Frame { instance: 3, frame: 0 }));
        assert_eq!(walk.step(9, &list).place(&list), Some(SliceAddress::Frame { instance: 1, frame: 1 }));
        assert_eq!(Walk { series: 7, ..walk }.place(&list), None);
    }

    #[test]
    fn the_slices_of_a_series_come_in_its_order() {
        let list = list();
        let walk = Walk::into(0, &list);
        let frame = |instance, frame| SliceAddress::Frame { instance, frame };
        let (walks, places): (Vec<_>, Vec<_>) = walk.slices(&list).into_iter().unzip();
        assert_eq!(places, [frame(3, 0), frame(1, 0), frame(1, 1)]);
        assert_eq!(walks, [0, 1, 2].map(|at| Walk { at, ..walk }));
        assert!(Walk { series: 7, ..walk }.slices(&list).is_empty());
    }

    #[test]
    fn a_volume_is_cut_in_three_planes() {
        let list = list();
        let walk = Walk::into(1, &list);
        assert_eq!((walk.at, walk.count(&list), walk.volumes(&list)), (5, 10, 2));
        let side = walk.turn(AnatomicalPlane::Sagittal, &list);
        let place = SliceAddress::Cut { instance: 4, plane: AnatomicalPlane::Sagittal, at: 15, volume: 0 };
        assert_eq!((side.count(&list), side.place(&list)), (31, Some(place)));
    }
}
