//! Functional groups (PS3.3, C.7.6.16): attributes of each frame of an enhanced object.

use super::field::View;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// Where to look up attributes of a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Groups<'a> {
    pub(super) root: View<'a>,
    own: Option<View<'a>>,
    shared: Option<View<'a>>,
}

impl<'a> Groups<'a> {
    /// The groups of a frame, counted from 0.
    pub(super) fn of_frame(root: View<'a>, frame: u32) -> Self {
        Self {
            root,
            own: root.item(tags::PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frame as usize),
            shared: root.item(tags::SHARED_FUNCTIONAL_GROUPS_SEQUENCE, 0),
        }
    }

    /// Whether the file has per-frame groups, but none for this frame.
    pub(super) fn is_left_out(self) -> bool {
        self.own.is_none() && self.root.item(tags::PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, 0).is_some()
    }

    /// Where the frame keeps `element`: in `sequence` of its own group, of the shared one, or, in ordinary objects, at
    /// the top level.
    pub(super) fn find(self, sequence: Tag, element: Tag) -> View<'a> {
        let in_group =
            |group: Option<View<'a>>| group?.item(sequence, 0).filter(|item| item.element(element).is_some());
        in_group(self.own).or_else(|| in_group(self.shared)).unwrap_or(self.root)
    }
}
