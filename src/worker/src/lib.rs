//! The worker's side: takes requests, holds the engine, answers one case at a time.
//!
//! Invariant: never blocks between two stages of a case, so that a case can be stopped; never
//! answers a case twice.

mod fetch;
mod host;
mod lock;
mod mailbox;
mod model;
mod parts;
mod pool;
mod read_ahead;
mod reader_client;
mod store;

use browser::{failure, wire};
use engine::{CaseSource, Choice, Engine, OpenGpu, Progress};
use mailbox::{GivenPicture, Mail, Mailbox};
pub use pool::{StartHelpers, start_helpers};
use protocol::{
    Backend, CaseId, CaseStage, Event, FILE_ROLE_BYTES, Failure, FileRole, Gating, PROTOCOL_VERSION, file_role,
};
use read_ahead::ReadAhead;
use reader_client::ReaderClient;
use std::ops::ControlFlow;
use text::Message;
use wasm_bindgen_futures::spawn_local;

/// Runs this worker until the page ends it. `gpu` opens the GPU, in the bundle that has one; `start_helpers`
/// starts more threads, in the bundle that can.
pub fn run(gpu: Option<OpenGpu>, start_helpers: Option<StartHelpers>) {
    console_error_panic_hook::set_once();
    let Some(mailbox) = Mailbox::open() else { return };
    mailbox.post(&Event::Hello { protocol: PROTOCOL_VERSION });
    mailbox.tell_requests();
    spawn_local(serve(mailbox, gpu, start_helpers));
}

async fn serve(mailbox: Mailbox, gpu: Option<OpenGpu>, start_helpers: Option<StartHelpers>) {
    let mut engine: Option<Engine> = None;
    let mut ahead = None;
    let reader = ReaderClient::default();
    loop {
        match mailbox.next().await {
            Mail::Start { base_url, task, backend, reason, model, manifests, tasks } => {
                // Another model may look through other windows.
                ahead = None;
                let choice = choice_for_bundle(backend, reason, gpu);
                // They start while the model is read.
                let helpers = start_helpers.map(|start| start(&base_url));
                let post = |event: &Event| mailbox.post(event);
                let asked = model::Asked {
                    base_url: &base_url,
                    task: &task,
                    from: model,
                    manifests: &manifests,
                    tasks: &tasks,
                };
                let started = model::start(asked, choice, gpu, helpers, reader.clone(), &post).await;
                match started {
                    Ok(ready) => {
                        tell_ready(&mailbox, &ready);
                        engine = Some(ready);
                    }
                    Err(failure) => mailbox.post(&Event::Failed { case: None, failure }),
                }
            }
            Mail::Classify { case, gating, picture } => {
                let readers = (&reader, &mut ahead);
                let answered = answer(&mailbox, engine.as_mut(), readers, (case, gating), picture).await;
                mailbox.post(&answered.unwrap_or_else(|failure| Event::Failed { case: Some(case), failure }));
            }
            Mail::Probe { case, picture } => {
                let probed = probe(&mailbox, engine.as_mut(), &reader, case, picture).await;
                mailbox.post(&probed.unwrap_or_else(|failure| Event::Failed { case: Some(case), failure }));
            }
            Mail::SelfCheck => {
                let checked = self_check(&mailbox, engine.as_mut()).await;
                mailbox.post(&checked.unwrap_or_else(|failure| Event::Failed { case: None, failure }));
            }
            Mail::Time => {
                // A failure without a case would stop the page, and nobody waits for this: the next picture tells.
                if let Ok(Some(ms)) = time(&mailbox, engine.as_mut()).await {
                    mailbox.post(&Event::Timed { ms });
                }
            }
            Mail::Chosen { reason } => {
                if let Some(engine) = &mut engine {
                    engine.set_reason(reason);
                    tell_ready(&mailbox, engine);
                }
            }
        }
    }
}

async fn answer(
    mailbox: &Mailbox,
    engine: Option<&mut Engine>,
    (reader, ahead): (&ReaderClient, &mut Option<ReadAhead>),
    (case, gating): (CaseId, Gating),
    picture: GivenPicture,
) -> Result<Event, Failure> {
    let engine = ready(engine)?;
    let opened = ahead.take().and_then(|ahead| ahead.of(&picture.file));
    let read = read(&picture).await?;
    let start = read.get(..FILE_ROLE_BYTES as usize).unwrap_or(&read);
    // One of the slices has already been chosen.
    if picture.slice.is_none() && file_role(start) == FileRole::Series {
        return Ok(Event::Several { case });
    }
    let source = match opened {
        Some(opening) => CaseSource::Slice(opening),
        None => source(picture, &read, engine, reader),
    };
    let windowing = engine.windowing().cloned();
    let mut observe = |progress| {
        // Its own picture is here: from now on the reader is free for the next one.
        if !matches!(progress, Progress::Stage(CaseStage::Decode)) && ahead.is_none() {
            *ahead = mailbox.next_slice().and_then(|next| ReadAhead::begin(next, reader, windowing.clone()));
        }
        mailbox.post(&match progress {
            Progress::Stage(stage) => Event::Progress { case, stage },
            Progress::Device(device) => Event::DeviceChanged { device },
        });
        if mailbox.is_stopped(case) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let answer = engine.answer(source, gating, &mut observe).await?;
    Ok(Event::Answered { case, answer: Box::new(answer) })
}

async fn probe(
    mailbox: &Mailbox,
    engine: Option<&mut Engine>,
    reader: &ReaderClient,
    case: CaseId,
    picture: GivenPicture,
) -> Result<Event, Failure> {
    let engine = ready(engine)?;
    let read = read(&picture).await?;
    let source = source(picture, &read, engine, reader);
    let mut observe = |progress| {
        tell_device(mailbox, progress);
        if mailbox.is_stopped(case) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let report = engine.probe(source, &mut observe).await?;
    Ok(Event::Probed { case, report: Box::new(report) })
}

/// The bytes of a file that is read here; none of one whose slice the reader opens.
async fn read(picture: &GivenPicture) -> Result<Vec<u8>, Failure> {
    if picture.slice.is_some() { Ok(Vec::new()) } else { wire::bytes(&picture.file).await }
}

/// The input of the engine: the bytes that were read, or a slice that the reader opens once it is wanted.
fn source<'a>(picture: GivenPicture, read: &'a [u8], engine: &Engine, reader: &ReaderClient) -> CaseSource<'a> {
    let Some(slice) = picture.slice else { return CaseSource::File(read) };
    let (reader, windowing) = (reader.clone(), engine.windowing().cloned());
    CaseSource::Slice(Box::pin(async move { reader.read_slice(&picture.file, slice, windowing.as_ref()).await }))
}

async fn self_check(mailbox: &Mailbox, engine: Option<&mut Engine>) -> Result<Event, Failure> {
    let mut observe = |progress| {
        tell_device(mailbox, progress);
        ControlFlow::Continue(())
    };
    let report = ready(engine)?.self_check(&mut observe).await?;
    Ok(Event::SelfChecked { report: Box::new(report) })
}

/// Milliseconds of the network alone; `None` where a request waits.
async fn time(mailbox: &Mailbox, engine: Option<&mut Engine>) -> Result<Option<f64>, Failure> {
    let mut observe = |progress| {
        tell_device(mailbox, progress);
        ControlFlow::Continue(())
    };
    Ok(ready(engine)?.time_network(&mut observe, &|| mailbox.has_mail()).await?)
}

fn tell_ready(mailbox: &Mailbox, engine: &Engine) {
    mailbox.post(&Event::Ready { device: engine.device().clone(), model: engine.model() });
}

/// Stages belong to cases; a change of device concerns all.
fn tell_device(mailbox: &Mailbox, progress: Progress) {
    if let Progress::Device(device) = progress {
        mailbox.post(&Event::DeviceChanged { device });
    }
}

fn ready(engine: Option<&mut Engine>) -> Result<&mut Engine, Failure> {
    engine.ok_or_else(|| failure::worker(text::browser::not_ready()))
}

/// The small bundle has no GPU to try.
fn choice_for_bundle(backend: Backend, reason: Message, gpu: Option<OpenGpu>) -> Choice {
    Choice { backend: if gpu.is_some() { backend } else { Backend::Cpu }, reason }
}
