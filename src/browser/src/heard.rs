//! Notifications from the connection to the service worker.

use super::PickedFile;
use protocol::{RequestSeen, Seal};

/// A notification from the guard.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A request was made, or stopped.
    Request(RequestSeen),
    /// The seal has changed.
    Seal(Seal),
    /// This version of the program is stored on this device.
    Kept(String),
    /// A newer version is completely downloaded, and waits.
    Update,
    /// It cannot be activated now: another tab has a picture open.
    UpdateBusy,
    /// A newer version is in control. A page without a picture should reload.
    Replaced,
    /// Another program on this device has handed pictures over.
    Shared(Vec<PickedFile>),
}
