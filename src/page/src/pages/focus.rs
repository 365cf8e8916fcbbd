//! Where the keyboard focus goes when the control that had it is removed.
//!
//! Otherwise it would restart at the top of the page.

use leptos::html;
use leptos::prelude::*;

use crate::state::Board;

/// The elements that the page itself may focus. Copy it freely.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places {
    /// The file input.
    pub input: NodeRef<html::Input>,
    /// The list of pictures.
    pub list: NodeRef<html::Section>,
    /// The panel of the selected case.
    pub panel: NodeRef<html::Section>,
}

impl Places {
    /// After a case was removed: the list, or the file input when the list is empty.
    pub fn after_removal(self, board: RwSignal<Board>) {
        if board.with_untracked(|board| board.cases.is_empty()) {
            self.to_input();
        } else {
            to_section(self.list);
        }
    }

    /// After a case was stopped or tried again: its panel.
    pub fn after_change(self) {
        to_section(self.panel);
    }

    /// After all open cases were stopped: the list.
    pub fn after_stop(self) {
        to_section(self.list);
    }

    fn to_input(self) {
        if let Some(input) = self.input.get_untracked() {
            // Refused only by an element that is not shown, and then there is nothing to do.
            let _ = input.focus();
        }
    }
}

fn to_section(section: NodeRef<html::Section>) {
    if let Some(section) = section.get_untracked() {
        let _ = section.focus();
    }
}
