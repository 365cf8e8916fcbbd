//! Files of rare formats: a reader is started for them beside this worker, and kept for the next one.
//!
//! Invariant: a reader that fails, or that has held a large picture, is ended, and the next file gets a fresh one.

use crate::engine::EngineError;
use crate::imaging::{Format, Image, Picture, Pixels};
use crate::protocol::{Failure, PROTOCOL_VERSION, PictureHead, ReaderEvent, ReaderRequest, SampleKind};
use crate::web::{failure, wire};
use js_sys::{ArrayBuffer, Promise, Uint8Array, Uint16Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// The script that starts the reader, beside this worker's own.
const SCRIPT: &str = "reader_loader.js";
/// Bytes of samples up to which a reader is kept: its memory never shrinks.
const KEPT_UP_TO: u32 = 32 << 20;

/// The reader beside this worker, once a file has asked for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare {
    kept: Rc<RefCell<Option<Reader>>>,
}

impl Rare {
    /// Decodes a file to its first picture.
    ///
    /// # Errors
    /// `Reader`, with what it found, or why it could not be started.
    pub(super) async fn read(&self, file: &[u8]) -> Result<Picture, EngineError> {
        self.ask(file).await.map_err(EngineError::Reader)
    }

    async fn ask(&self, file: &[u8]) -> Result<Picture, Failure> {
        let kept = self.kept.take();
        let reader = match kept {
            Some(reader) => reader,
            None => Reader::start().await?,
        };
        let answer = reader.ask(&ReaderRequest::Decode, Uint8Array::from(file).buffer()).await?;
        match answer {
            (ReaderEvent::Decoded { head }, Some(samples)) => {
                if samples.byte_length() <= KEPT_UP_TO {
                    self.kept.replace(Some(reader));
                }
                picture(&head, &samples).ok_or_else(|| failure::worker("the reader sent something unknown"))
            }
            (ReaderEvent::Failed { failure }, _) => {
                self.kept.replace(Some(reader));
                Err(failure)
            }
            _ => Err(failure::worker("the reader sent something unknown")),
        }
    }
}

/// A running worker that has said hello. Dropping it ends it.
#[derive(Debug)]
struct Reader {
    worker: Worker,
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Reader {
    async fn start() -> Result<Self, Failure> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("reader");
        let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>();
        let scope = scope.map_err(|_| failure::worker("it is no worker"))?;
        let script = Url::new_with_base(SCRIPT, &scope.location().href()).map_err(|why| told(&why))?;
        let reader = Self { worker: Worker::new_with_options(&script.href(), &options).map_err(|why| told(&why))? };
        match reader.heard(|| Ok(())).await? {
            (ReaderEvent::Hello { protocol: PROTOCOL_VERSION }, _) => Ok(reader),
            (ReaderEvent::Hello { protocol }, _) => Err(failure::stale(PROTOCOL_VERSION, protocol)),
            _ => Err(failure::worker("the reader did not say hello")),
        }
    }

    async fn ask(
        &self,
        request: &ReaderRequest,
        file: ArrayBuffer,
    ) -> Result<(ReaderEvent, Option<ArrayBuffer>), Failure> {
        let packed = wire::pack(request, Some(file))?;
        self.heard(|| self.worker.post_message_with_transfer(&packed.message, &packed.transfer)).await
    }

    /// What it says next, once `act` is done.
    async fn heard(
        &self,
        act: impl FnOnce() -> Result<(), JsValue>,
    ) -> Result<(ReaderEvent, Option<ArrayBuffer>), Failure> {
        let next = Promise::new(&mut |resolve, reject| {
            self.worker.set_onmessage(Some(&resolve));
            self.worker.set_onerror(Some(&reject));
            self.worker.set_onmessageerror(Some(&reject));
        });
        act().map_err(|why| told(&why))?;
        let message = JsFuture::from(next).await.map_err(|why| told(&why))?;
        let data = message.dyn_ref::<MessageEvent>().map(MessageEvent::data).unwrap_or_default();
        wire::unpack(&data)
    }
}

/// A worker's end, in words.
fn told(why: &JsValue) -> Failure {
    let Some(event) = why.dyn_ref::<web_sys::Event>() else { return failure::worker(&failure::words(why)) };
    event.prevent_default();
    let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).filter(|said| !said.is_empty());
    failure::worker(&said.unwrap_or_else(|| "the reader could not be loaded".into()))
}

fn picture(head: &PictureHead, samples: &ArrayBuffer) -> Option<Picture> {
    let pixels = match head.samples {
        SampleKind::Grey8 => Pixels::Grey8(Uint8Array::new(samples).to_vec()),
        SampleKind::Grey16 => Pixels::Grey16(Uint16Array::new(samples).to_vec()),
        SampleKind::Rgb8 => Pixels::Rgb8(Uint8Array::new(samples).to_vec()),
    };
    Some(Picture {
        image: Image::new(head.width, head.height, pixels)?,
        format: Format::from_name(&head.format)?,
        orientation: head.orientation,
    })
}
