//! Line icons of the tools, on a 24-unit grid.

use leptos::prelude::*;

/// Always beside text, or inside a named control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToolIcon {
    Close,
    Invert,
    TurnLeft,
    TurnRight,
    Mirror,
    UpsideDown,
    Larger,
    Smaller,
    Fit,
    Same,
    Smooth,
    Play,
    Stop,
    Before,
    After,
}

impl ToolIcon {
    fn path(self) -> &'static str {
        match self {
            Self::Close => "M6.5 6.5l11 11m0-11l-11 11",
            Self::Invert => "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16M12 7l4.6 0M12 10.3h7.4M12 13.6h7.4M12 17h5",
            Self::TurnLeft => "M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4h4",
            Self::TurnRight => "M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 4v4h-4",
            Self::Mirror => "M12 4v16M9 8l-5 8h5zM15 8l5 8h-5z",
            Self::UpsideDown => "M4 12h16M8 9l8-5v5zM8 15l8 5v-5z",
            Self::Larger => "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5L20 20M11 8.5v5M8.5 11h5",
            Self::Smaller => "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5L20 20M8.5 11h5",
            Self::Fit => "M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15",
            Self::Same => "M7 8.5L9 7v10M15 8.5L17 7v10M12.5 10v.1m0 4v.1",
            Self::Smooth => "M4 15c3 0 3-6 6-6s3 6 6 6 3-3 4-4",
            Self::Play => "M8 5.5l10 6.5-10 6.5z",
            Self::Stop => "M7.5 7.5h9v9h-9z",
            Self::Before => "M14.5 6l-6 6 6 6",
            Self::After => "M9.5 6l6 6-6 6",
        }
    }

    pub(super) fn view(self) -> impl IntoView {
        view! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d=self.path() />
            </svg>
        }
    }
}
