//! Opening the next slice while the present one is computed: the reader is a worker of its own, which would wait meanwhile.
//!
//! Invariant: at most one slice is opened ahead, and what comes of it is for its own case alone.

use super::reader_client::{KEPT_UP_TO, ReaderClient};
use engine::{EngineError, LocalBoxFuture, Windowing};
use imaging::Picture;
use protocol::SliceAddress;
use std::future::ready;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

type OpeningPicture = LocalBoxFuture<'static, Result<Picture, EngineError>>;

/// A slice that the reader opens for a case that still waits. Dropping it ends that reader.
pub(super) struct ReadAhead {
    /// As the case has it: the very same object.
    file: JsValue,
    opening: OpeningPicture,
}

impl ReadAhead {
    /// Has the reader open a slice, which it does whether anybody waits for it or not. `None` for large files, after which
    /// a reader is not kept: two of them would need twice the memory.
    pub(super) fn begin(
        (file, slice): (JsValue, SliceAddress),
        reader: &ReaderClient,
        windowing: Option<Windowing>,
    ) -> Option<Self> {
        file.dyn_ref::<Blob>().filter(|file| file.size() as u64 <= KEPT_UP_TO)?;
        let (reader, of) = (reader.clone(), file.clone());
        let mut opening: OpeningPicture =
            Box::pin(async move { reader.read_slice(&of, slice, windowing.as_ref()).await });
        // The first poll sends the question; nobody need be woken by the answer, which its case takes when its turn comes.
        if let Poll::Ready(opened) = opening.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            opening = Box::pin(ready(opened));
        }
        Some(Self { file, opening })
    }

    /// The picture, where it is the one of this file.
    pub(super) fn of(self, file: &JsValue) -> Option<OpeningPicture> {
        (self.file == *file).then_some(self.opening)
    }
}
