//! Where the picture of a case comes from.

use super::{EngineError, LocalBoxFuture};
use imaging::Picture;

/// What is to be answered.
pub enum CaseSource<'a> {
    /// The bytes of a file, which is read to its first picture.
    File(&'a [u8]),
    /// A picture that another part of the program opens on demand, through the windows of
    /// [`Engine::windowing`](super::Engine::windowing): a slice of a file that holds many.
    Slice(LocalBoxFuture<'a, Result<Picture, EngineError>>),
}
