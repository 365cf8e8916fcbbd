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
    /// This version of the program is kept on this device.
    Kept(String),
    /// A newer version is here, whole, and waits.
    Update,
    /// It cannot be taken now: another tab has a picture open.
    UpdateBusy,
    /// A newer version is in charge. A page without a picture should load itself anew.
    Replaced,
    /// Another program of this device has handed pictures over.
    Shared(Vec<PickedFile>),
}
