//! Files of rare formats: a reader is started for them beside this worker, and kept running for the next one.
//!
//! A crash of the reader must end there: an unhandled error event propagates to this worker, and from there to the
//! page, which would treat this worker and its threads as broken.
//!
//! Invariant: a reader that fails, or that has held a large file or picture, is ended, and the next file gets a fresh one.

use browser::module_worker::{ModuleWorker, why_ended};
use browser::wire::{self, PackedMessage};
use browser::{clock, failure};
use engine::{EngineError, Windowing};
use imaging::{Described, Format, Image, ImagePlane, Picture, Pixels};
use js_sys::{ArrayBuffer, Function, Promise, Uint8Array, Uint16Array};
use protocol::{Failure, PROTOCOL_VERSION, PictureHead, ReaderEvent, ReaderRequest, SampleKind, SliceAddress};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent, Url};

/// The script that starts the reader, beside this worker's own.
const SCRIPT: &str = "reader_loader.js";
/// Bytes of a file, and of samples, up to which a reader is kept running: its memory never shrinks.
pub(super) const KEPT_UP_TO: u64 = 32 << 20;
/// How long one file may take, in milliseconds: less than the page waits for this worker.
const PATIENCE_MS: u32 = 120_000;

/// The reader beside this worker, once a file has needed it.
#[derive(Clone, Debug, Default)]
pub(super) struct ReaderClient {
    kept: Rc<RefCell<Option<Reader>>>,
}

impl ReaderClient {
    /// Decodes a file to its first picture, through the windows of a model where it has some.
    ///
    /// # Errors
    /// `Reader`, with what it found, or why it could not be started.
    pub(super) async fn read(&self, file: &[u8], windowing: Option<&Windowing>) -> Result<Picture, EngineError> {
        let request = ReaderRequest::Decode { windowing: windowing.cloned(), slice: None };
        let packed = wire::pack(&request, Some(Uint8Array::from(file).buffer()));
        self.ask(packed, file.len() as u64).await.map_err(EngineError::Reader)
    }

    /// The same of a slice of a file, which the reader reads: it may be larger than this worker has room for.
    ///
    /// # Errors
    /// As [`ReaderClient::read`].
    pub(super) async fn read_slice(
        &self,
        file: &JsValue,
        slice: SliceAddress,
        windowing: Option<&Windowing>,
    ) -> Result<Picture, EngineError> {
        let request = ReaderRequest::Decode { windowing: windowing.cloned(), slice: Some(slice) };
        let lost = || EngineError::Reader(failure::worker(text::browser::no_file()));
        let file = file.dyn_ref::<Blob>().ok_or_else(lost)?;
        self.ask(wire::pack_with_file(&request, file), file.size() as u64).await.map_err(EngineError::Reader)
    }

    /// Sends a request about a file of this many bytes.
    async fn ask(&self, packed: Result<PackedMessage, Failure>, bytes: u64) -> Result<Picture, Failure> {
        let packed = packed?;
        let kept = self.kept.take();
        let reader = match kept {
            Some(reader) => reader,
            None => Reader::start().await?,
        };
        let answer = reader.heard(|| reader.worker.post(&packed)).await?;
        match answer {
            (ReaderEvent::Decoded { head }, Some(samples)) => {
                if bytes.max(samples.byte_length().into()) <= KEPT_UP_TO {
                    self.kept.replace(Some(reader));
                }
                picture(&head, &samples).ok_or_else(|| failure::worker(text::browser::reader_unknown()))
            }
            (ReaderEvent::Failed { failure }, _) => {
                if bytes <= KEPT_UP_TO {
                    self.kept.replace(Some(reader));
                }
                Err(failure)
            }
            _ => Err(failure::worker(text::browser::reader_unknown())),
        }
    }
}

/// A running worker that has sent its hello. Dropping it ends it.
#[derive(Debug)]
struct Reader {
    worker: ModuleWorker,
    /// The waiter for its end.
    on_end: Rc<RefCell<Option<Function>>>,
    on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl Reader {
    async fn start() -> Result<Self, Failure> {
        let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>();
        let scope = scope.map_err(|_| failure::worker(text::browser::no_worker()))?;
        let script = Url::new_with_base(SCRIPT, &scope.location().href()).map_err(|why| told(&why))?;
        let on_end: Rc<RefCell<Option<Function>>> = Rc::default();
        let tell = Rc::clone(&on_end);
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |error: web_sys::Event| {
            // At once: afterwards it is too late.
            error.prevent_default();
            if let Some(tell) = tell.take() {
                let _ = tell.call1(&JsValue::UNDEFINED, &error);
            }
        });
        let reader = Self { worker: ModuleWorker::start(&script.href(), "reader")?, on_end, on_error };
        match reader.heard(|| Ok(())).await? {
            (ReaderEvent::Hello { protocol: PROTOCOL_VERSION }, _) => Ok(reader),
            (ReaderEvent::Hello { protocol }, _) => Err(failure::stale(PROTOCOL_VERSION, protocol)),
            _ => Err(failure::worker(text::browser::no_hello())),
        }
    }

    /// Its next message, after `act`.
    async fn heard(
        &self,
        act: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(ReaderEvent, Option<ArrayBuffer>), Failure> {
        let next = Promise::new(&mut |resolve, reject| {
            self.on_end.replace(Some(reject));
            self.worker.hear(&resolve, self.on_error.as_ref().unchecked_ref());
        });
        act()?;
        let message = clock::within_ms(PATIENCE_MS, JsFuture::from(next)).await;
        let message = message.ok_or_else(|| failure::worker(text::browser::reader_late()))?;
        let message = message.map_err(|why| told(&why))?;
        let data = message.dyn_ref::<MessageEvent>().map(MessageEvent::data).unwrap_or_default();
        wire::unpack(&data)
    }
}

/// The termination of a worker.
fn told(why: &JsValue) -> Failure {
    let ended = why.dyn_ref::<web_sys::Event>().map(why_ended);
    failure::worker(ended.unwrap_or_else(|| failure::said(why)))
}

fn picture(head: &PictureHead, samples: &ArrayBuffer) -> Option<Picture> {
    let pixels = match head.samples {
        SampleKind::Grey8 => Pixels::Grey8(Uint8Array::new(samples).to_vec()),
        SampleKind::Grey16 => Pixels::Grey16(Uint16Array::new(samples).to_vec()),
        SampleKind::Rgb8 => Pixels::Rgb8(Uint8Array::new(samples).to_vec()),
    };
    Some(Picture {
        image: Image::new(head.width, head.height, pixels)?,
        size: (head.width, head.height),
        format: Format::from_name(&head.format)?,
        orientation: head.orientation,
        warnings: head.warnings.clone(),
        described: Described::from_line(&head.described),
        plane: ImagePlane { millimetres: head.millimetres, directions: head.directions },
        scale: None,
    })
}
