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
mod store;

use crate::engine::{Choice, Engine, OpenGpu, Progress};
use crate::protocol::{Backend, CaseId, Event, Failure, PROTOCOL_VERSION};
use crate::web::failure;
use js_sys::{ArrayBuffer, Uint8Array};
use mailbox::{Mail, Mailbox};
use std::ops::ControlFlow;
use wasm_bindgen_futures::spawn_local;

/// Runs this worker until the page ends it. `gpu` opens the GPU, in the bundle that has one.
pub fn run(gpu: Option<OpenGpu>) {
    console_error_panic_hook::set_once();
    let Some(mailbox) = Mailbox::open() else { return };
    mailbox.post(&Event::Hello { protocol: PROTOCOL_VERSION });
    mailbox.tell_requests();
    spawn_local(serve(mailbox, gpu));
}

async fn serve(mailbox: Mailbox, gpu: Option<OpenGpu>) {
    let mut engine = None;
    loop {
        match mailbox.next().await {
            Mail::Start { base_url, task, backend, reason } => {
                let choice = choice_for_bundle(backend, reason, gpu);
                let started = model::start(&base_url, &task, choice, gpu, &|event| mailbox.post(event)).await;
                match started {
                    Ok(ready) => {
                        mailbox.post(&Event::Ready { device: ready.device().clone(), model: ready.model() });
                        engine = Some(ready);
                    }
                    Err(failure) => mailbox.post(&Event::Failed { case: None, failure }),
                }
            }
            Mail::Classify { case, picture } => {
                let event = match answer(&mailbox, engine.as_mut(), case, &picture).await {
                    Ok(event) => event,
                    Err(failure) => Event::Failed { case: Some(case), failure },
                };
                mailbox.post(&event);
            }
        }
    }
}

async fn answer(
    mailbox: &Mailbox,
    engine: Option<&mut Engine>,
    case: CaseId,
    picture: &ArrayBuffer,
) -> Result<Event, Failure> {
    let engine = engine.ok_or_else(|| failure::worker("it was asked before it was ready"))?;
    let bytes = Uint8Array::new(picture).to_vec();
    let mut observe = |progress| {
        mailbox.post(&match progress {
            Progress::Stage(stage) => Event::Progress { case, stage },
            Progress::Device(device) => Event::DeviceChanged { device },
        });
        if mailbox.is_stopped(case) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let answer = engine.classify(&bytes, &mut observe).await?;
    Ok(Event::Answered { case, answer: Box::new(answer) })
}

/// The small bundle has no GPU to try.
fn choice_for_bundle(backend: Backend, reason: String, gpu: Option<OpenGpu>) -> Choice {
    Choice { backend: if gpu.is_some() { backend } else { Backend::Cpu }, reason }
}
