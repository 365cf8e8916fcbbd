//! The reader's side of the light box: lists what is in files, and hands out frames, tags and files one by one.
//!
//! Files are read by slices: the start of each for the list, the whole of one when it is shown. Archives are walked
//! entry by entry. Only the file shown last is held.
//!
//! Invariant: one question after the other, and one answer to each, whatever the files hold.

mod given;
mod list;
mod source;

use browser::failure;
use browser::wire::{self, Beside};
use dicom::deidentify::Salt;
use js_sys::{Array, ArrayBuffer, Float32Array, Int16Array, Uint8Array, Uint16Array};
use protocol::{Failure, PROTOCOL_VERSION, SliceAddress, ViewerQuery, ViewerReply, ViewerRequest, ViewerResponse};
use reading::{Held, Instance, LIMITS, Taken, Values, report};
use source::{BlobSource, file_of};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// Serves the light box until it ends this worker.
pub(super) fn serve(scope: DedicatedWorkerGlobalScope) {
    let waiting = Rc::new(RefCell::new(VecDeque::new()));
    let session = Rc::new(RefCell::new(Some(ReaderSession::default())));
    let (to, queue) = (scope.clone(), Rc::clone(&waiting));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        match wire::unpack::<ViewerRequest>(&message.data()) {
            Ok((request, _)) => queue.borrow_mut().push_back((request, files_beside(&message))),
            Err(failure) => post(&to, 0, &ViewerReply::Failed(failure), Beside::Nothing),
        }
        // The task that holds the session works through the queue.
        if let Some(mut held) = session.borrow_mut().take() {
            let (to, queue, session) = (to.clone(), Rc::clone(&queue), Rc::clone(&session));
            spawn_local(async move {
                loop {
                    let next = queue.borrow_mut().pop_front();
                    let Some((request, files)) = next else { break };
                    let answered = held.answer(&to, &request, files).await;
                    let (reply, beside) =
                        answered.unwrap_or_else(|failure| (ViewerReply::Failed(failure), Beside::Nothing));
                    post(&to, request.id, &reply, beside);
                }
                session.replace(Some(held));
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens for the lifetime of the worker.
    on_message.forget();
    post(&scope, 0, &ViewerReply::Hello { protocol: PROTOCOL_VERSION }, Beside::Nothing);
}

/// Names and handles that are sent with [`ViewerQuery::Open`].
fn files_beside(message: &MessageEvent) -> Vec<(String, Blob)> {
    let parts: Option<Array> = message.data().dyn_into().ok();
    let list: Option<Array> = parts.and_then(|parts| parts.get(1).dyn_into().ok());
    let pair = |pair: wasm_bindgen::JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).dyn_into::<Blob>().ok()?))
    };
    list.map(|list| list.iter().filter_map(pair).collect()).unwrap_or_default()
}

fn post(scope: &DedicatedWorkerGlobalScope, id: u32, reply: &ViewerReply, beside: Beside) {
    wire::post(scope, &ViewerResponse { id, reply: reply.clone() }, beside);
}

/// The listed files, and the one that was read last.
#[derive(Default)]
struct ReaderSession {
    instances: Vec<Instance<BlobSource>>,
    /// The file shown last.
    held: Option<(u32, Held)>,
    salt: Option<Salt>,
}

impl ReaderSession {
    async fn answer(
        &mut self,
        to: &DedicatedWorkerGlobalScope,
        request: &ViewerRequest,
        files: Vec<(String, Blob)>,
    ) -> Result<(ViewerReply, Beside), Failure> {
        match request.query {
            ViewerQuery::Open => {
                (self.held, self.instances) = (None, Vec::new());
                let tell = |done: usize, total: usize| {
                    let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
                    let reading = ViewerReply::Reading { done: count(done), total: count(total) };
                    post(to, request.id, &reading, Beside::Nothing);
                };
                let (instances, opened) = list::list(files, &tell).await;
                self.instances = instances;
                Ok((ViewerReply::Opened(Box::new(opened)), Beside::Nothing))
            }
            ViewerQuery::Frame { place } => {
                let taken = self.frame(place).await?;
                let name = self.instance(place)?.name_of(place);
                let (report, values) = report(&taken, name);
                Ok((ViewerReply::Frame(Box::new(report)), Beside::Samples(samples(&values))))
            }
            ViewerQuery::Tags { place } => {
                let tags = self.hold(place).await?.tags(place)?;
                Ok((ViewerReply::Tags(Box::new(tags)), Beside::Nothing))
            }
            ViewerQuery::Source { place } => {
                let instance = self.instance(place)?;
                let file = instance.source.file(LIMITS.bytes).await?;
                Ok((ViewerReply::File { name: instance.name_of(place) }, Beside::File(file)))
            }
            ViewerQuery::Deidentified { place, ref boxes } => {
                let salt = self.own_salt()?;
                let made = self.hold(place).await?.deidentified(&salt, boxes)?;
                let name = text::reading::said(format!("deidentified-{}.dcm", place.instance() + 1));
                let reply = ViewerReply::Deidentified { name, report: made.report.lines() };
                Ok((reply, Beside::File(file_of(&made.file)?)))
            }
            ViewerQuery::DeidentifiedSeries { ref slices, is_faceless } => self.given(slices, is_faceless).await,
        }
    }

    fn instance(&self, place: SliceAddress) -> Result<&Instance<BlobSource>, Failure> {
        let found = self.instances.get(place.instance() as usize);
        found.ok_or_else(|| failure::worker(text::browser::not_listed()))
    }

    /// Reads the file at an index, unless it is held already.
    async fn hold(&mut self, place: SliceAddress) -> Result<&Held, Failure> {
        let at = place.instance();
        // Before the next one is read: two large files may not fit into memory.
        let held = match self.held.take().filter(|(held, _)| *held == at) {
            Some(held) => held,
            None => {
                let instance = self.instance(place)?;
                (at, Held::new(instance.kind, instance.source.bytes(LIMITS.bytes).await?)?)
            }
        };
        Ok(&self.held.insert(held).1)
    }

    /// A frame with its report.
    async fn frame(&mut self, place: SliceAddress) -> Result<Taken, Failure> {
        self.hold(place).await?.take(place)
    }
}

/// As they are transferred to the light box.
fn samples(values: &Values<'_>) -> ArrayBuffer {
    match values {
        Values::U16(values) => Uint16Array::from(&values[..]).buffer(),
        Values::I16(values) => Int16Array::from(&values[..]).buffer(),
        Values::F32(values) => Float32Array::from(values.as_slice()).buffer(),
        Values::Rgb8(values) => Uint8Array::from(values.as_slice()).buffer(),
    }
    .unchecked_into()
}

fn salt() -> Result<Salt, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| failure::worker(text::failure::said(error.to_string())))?;
    Ok(Salt(bytes))
}
