//! The source of a case's picture.

use super::{EngineError, LocalBoxFuture};
use imaging::Picture;

/// The input of a case.
pub enum CaseSource<'a> {
    /// The bytes of a file, of which the first picture is read.
    File(&'a [u8]),
    /// A picture that another part of the program opens on demand, through the windows of
    /// [`Engine::windowing`](super::Engine::windowing): a slice of a file that holds many.
    Slice(LocalBoxFuture<'a, Result<Picture, EngineError>>),
}
