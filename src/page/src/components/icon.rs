//! Line icons, drawn on a 24-unit grid in the colour of the text around them.

use leptos::prelude::*;

use crate::inert::{inert, inert_texts};
use text::Message;

/// The common part of all icons, without their lines.
const PICTURE: &str =
    r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"></path></svg>"#;

/// A decorative icon: always beside text or inside a named control, so hidden from screen readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Pictures are added.
    Add,
    /// Done, passed.
    Check,
    /// Removed, dismissed.
    Close,
    /// A processor.
    Chip,
    /// Attention.
    Attention,
    /// Light theme.
    Sun,
    /// Dark theme.
    Moon,
    /// Stays on the device.
    Lock,
    /// A measured score.
    Gauge,
    /// Waiting.
    Clock,
    /// Being explained.
    Info,
    /// Retry.
    Again,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Add => "M12 16V4m0 0L7.5 8.5M12 4l4.5 4.5M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Close => "M6.5 6.5l11 11m0-11l-11 11",
            Self::Chip => "M7 7h10v10H7zM10 4v3m4-3v3m-4 10v3m4-3v3M4 10h3m-3 4h3m10-4h3m-3 4h3",
            Self::Attention => "M12 4.5l8.5 15h-17zM12 10v4.5m0 2.4v.1",
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v1.6m0 14.8V21M3 12h1.6m14.8 0H21M5.6 5.6l1.1 1.1m10.6 10.6l1.1 1.1m0-12.8l-1.1 1.1M6.7 17.3l-1.1 1.1"
            }
            Self::Moon => "M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z",
            Self::Lock => "M6.5 11h11v8.5h-11zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Gauge => "M4.5 17.5a8.5 8.5 0 1 1 15 0M12 14.5l3.8-4.6",
            Self::Clock => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.3l2.8 1.7",
            Self::Info => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5m0-8v.1",
            Self::Again => "M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 4v4h-4",
        }
    }

    /// The icon as a picture of one line height.
    #[must_use]
    pub fn view(self) -> AnyView {
        inert_texts(PICTURE, &[self.path()])
    }

    /// A static text element, with the icon at its `{icon}` and a message in each `{}`.
    #[must_use]
    pub fn inert(self, html: &str, messages: &[Message]) -> AnyView {
        inert(&html.replace("{icon}", &PICTURE.replace("{}", self.path())), messages)
    }
}
