//! The reader's side of the light box: lists what is in files, and hands out frames, tags and files one by one.
//!
//! Files are read by slices: the start of each for the list, the whole of one when it is shown. Archives are walked
//! entry by entry. Only the file shown last is held.
//!
//! Invariant: one question after the other, and one answer to each, whatever the files hold.

mod list;
mod report;
mod source;
mod wording;

use crate::container::{Channels, png};
use crate::dicom::deidentify::{Salt, deidentified};
use crate::dicom::nifti::{self, Cut, Volume};
use crate::dicom::{self, Border, Directions, Frame, NoSuv, Object, network};
use crate::formats;
use crate::imaging::{Limits, Pixels};
use crate::protocol::{Ask, Failure, PROTOCOL_VERSION, Place, PlaneOfCut, Query, Reply, Told};
use crate::web::{failure, wire};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use list::{Instance, Kind};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

/// What one file may cost here: 256 MiB, 100 megapixels a frame; small pictures are shown as well.
pub(super) const LIMITS: Limits =
    Limits { bytes: 256 << 20, pixels: 100_000_000, longest_side: 65_535, shortest_side: 1 };

/// Serves the light box until it ends this worker.
pub(super) fn serve(scope: DedicatedWorkerGlobalScope) {
    let waiting = Rc::new(RefCell::new(VecDeque::new()));
    let desk = Rc::new(RefCell::new(Some(Desk::default())));
    let (to, line) = (scope.clone(), Rc::clone(&waiting));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        match wire::unpack::<Ask>(&message.data()) {
            Ok((ask, _)) => line.borrow_mut().push_back((ask, files_beside(&message))),
            Err(failure) => post(&to, 0, &Reply::Failed(failure), None),
        }
        // Whoever holds the desk goes on with what waits.
        if let Some(mut held) = desk.borrow_mut().take() {
            let (to, line, desk) = (to.clone(), Rc::clone(&line), Rc::clone(&desk));
            spawn_local(async move {
                loop {
                    let next = line.borrow_mut().pop_front();
                    let Some((ask, files)) = next else { break };
                    let answered = held.answer(&to, &ask, files).await;
                    let (reply, beside) = answered.unwrap_or_else(|failure| (Reply::Failed(failure), None));
                    post(&to, ask.id, &reply, beside);
                }
                desk.replace(Some(held));
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    on_message.forget();
    post(&scope, 0, &Reply::Hello { protocol: PROTOCOL_VERSION }, None);
}

/// Names and handles that travel beside [`Query::Open`].
fn files_beside(message: &MessageEvent) -> Vec<(String, Blob)> {
    let parts: Option<Array> = message.data().dyn_into().ok();
    let list: Option<Array> = parts.and_then(|parts| parts.get(1).dyn_into().ok());
    let pair = |pair: wasm_bindgen::JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).dyn_into::<Blob>().ok()?))
    };
    list.map(|list| list.iter().filter_map(pair).collect()).unwrap_or_default()
}

fn post(scope: &DedicatedWorkerGlobalScope, id: u32, reply: &Reply, beside: Option<ArrayBuffer>) {
    // The types of `protocol` can always be written; a closed port has nobody to tell.
    if let Ok(packed) = wire::pack(&Told { id, reply: reply.clone() }, beside) {
        let _ = scope.post_message_with_transfer(&packed.message, &packed.transfer);
    }
}

/// A frame with what is told of it.
struct Taken {
    frame: Frame,
    modality: String,
    /// Of its values.
    unit: String,
    directions: Option<Directions>,
    laterality: String,
    /// Of a PET.
    suv: Option<Result<f64, NoSuv>>,
}

impl Taken {
    /// A frame of which nothing is told.
    fn of(frame: Frame) -> Self {
        let nothing = String::new();
        Self {
            frame,
            modality: nothing.clone(),
            unit: nothing.clone(),
            directions: None,
            laterality: nothing,
            suv: None,
        }
    }
}

/// What lies on it.
#[derive(Default)]
struct Desk {
    instances: Vec<Instance>,
    held: Option<(u32, Held)>,
    salt: Option<Salt>,
}

/// The file shown last.
enum Held {
    Bytes(Vec<u8>),
    Volume(Box<Volume<'static>>),
    Picture(Box<Frame>),
}

impl Desk {
    async fn answer(
        &mut self,
        to: &DedicatedWorkerGlobalScope,
        ask: &Ask,
        files: Vec<(String, Blob)>,
    ) -> Result<(Reply, Option<ArrayBuffer>), Failure> {
        match ask.query {
            Query::Open => {
                (self.held, self.instances) = (None, Vec::new());
                let tell = |done: usize, total: usize| {
                    let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
                    post(to, ask.id, &Reply::Reading { done: count(done), total: count(total) }, None);
                };
                let (instances, opened) = list::list(files, &tell).await;
                self.instances = instances;
                Ok((Reply::Opened(Box::new(opened)), None))
            }
            Query::Frame { place } => {
                let taken = self.frame(place).await?;
                let name = self.instance(place)?.name_of(place);
                let (report, samples) = report::report(&taken, name);
                Ok((Reply::Frame(Box::new(report)), Some(samples)))
            }
            Query::Tags { place } => {
                self.hold(place).await?;
                let tags = match (&self.held, place) {
                    (Some((_, Held::Bytes(bytes))), Place::Frame { frame, .. }) => {
                        let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
                        wording::tags(&object, written(&object, frame))
                    }
                    _ => Default::default(),
                };
                Ok((Reply::Tags(Box::new(tags)), None))
            }
            Query::Picture { place } => self.picture(place).await,
            Query::Deidentified { place } => {
                self.hold(place).await?;
                let Some((_, Held::Bytes(bytes))) = &self.held else {
                    return Err(failure::worker("only a DICOM file can be written without names"));
                };
                let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
                let salt = match self.salt {
                    Some(salt) => salt,
                    None => *self.salt.insert(salt()?),
                };
                let written = deidentified(&object, &salt).map_err(wording::of_dicom)?;
                let name = format!("deidentified-{}.dcm", place.instance() + 1);
                Ok((Reply::File { name }, Some(buffer(&written))))
            }
        }
    }

    fn instance(&self, place: Place) -> Result<&Instance, Failure> {
        let found = self.instances.get(place.instance() as usize);
        found.ok_or_else(|| failure::worker("it was asked for a file that is not on the list"))
    }

    /// Reads the file of a place, unless it is held already.
    async fn hold(&mut self, place: Place) -> Result<(), Failure> {
        let at = place.instance();
        if self.held.as_ref().is_some_and(|(held, _)| *held == at) {
            return Ok(());
        }
        // Before the next one is read: two large files may not fit.
        self.held = None;
        let instance = self.instance(place)?;
        let bytes = instance.source.bytes(LIMITS.bytes).await?;
        let held = match instance.kind {
            Kind::Object => Held::Bytes(bytes),
            Kind::Volume => {
                Held::Volume(Box::new(nifti::read(&bytes, &LIMITS).map_err(wording::of_dicom)?.into_owned()))
            }
            Kind::Picture => {
                let picture = formats::open(&bytes, &LIMITS).map_err(wording::of_imaging)?;
                Held::Picture(Box::new(report::frame_from_picture(picture)))
            }
        };
        self.held = Some((at, held));
        Ok(())
    }

    /// A frame with what is told of it.
    async fn frame(&mut self, place: Place) -> Result<Taken, Failure> {
        self.hold(place).await?;
        let missing = || failure::worker("it was asked for a slice that is not there");
        let (_, held) = self.held.as_ref().ok_or_else(missing)?;
        match (held, place) {
            (Held::Bytes(bytes), Place::Frame { frame, .. }) => {
                let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
                let modality = object.modality();
                Ok(Taken {
                    directions: object.directions(frame),
                    laterality: object.laterality(),
                    unit: wording::unit(object.unit()),
                    suv: (modality == "PT").then(|| object.suv()),
                    modality,
                    ..Taken::of(object.frame(frame).map_err(wording::of_dicom)?)
                })
            }
            (Held::Volume(volume), Place::Cut { plane, at, volume: time, .. }) => {
                let cut = match plane {
                    PlaneOfCut::Axial => Cut::Axial,
                    PlaneOfCut::Coronal => Cut::Coronal,
                    PlaneOfCut::Sagittal => Cut::Sagittal,
                };
                let frame = volume.slice(cut, at as usize, time as usize).map_err(wording::of_dicom)?;
                Ok(Taken { directions: volume.directions(cut), ..Taken::of(frame) })
            }
            (Held::Picture(frame), _) => {
                Ok(Taken { modality: report::PICTURE.into(), ..Taken::of(Frame::clone(frame)) })
            }
            _ => Err(missing()),
        }
    }

    /// What a network gets: an ordinary picture is handed on as it is.
    async fn picture(&mut self, place: Place) -> Result<(Reply, Option<ArrayBuffer>), Failure> {
        let instance = self.instance(place)?;
        let name = instance.name_of(place);
        if instance.kind == Kind::Picture {
            let bytes = instance.source.bytes(LIMITS.bytes).await?;
            return Ok((Reply::File { name }, Some(buffer(&bytes))));
        }
        let Taken { frame, modality, .. } = self.frame(place).await?;
        let picture = network::picture(&frame, &modality, &LIMITS);
        let file = picture.and_then(|picture| match picture.pixels() {
            Pixels::Grey8(samples) => png(picture.width(), picture.height(), Channels::One, samples),
            Pixels::Rgb8(samples) => png(picture.width(), picture.height(), Channels::Three, samples),
            Pixels::Grey16(_) => None,
        });
        let file = file.ok_or_else(|| failure::worker("the slice could not be made a picture"))?;
        Ok((Reply::File { name: format!("{name}.png") }, Some(buffer(&file))))
    }
}

/// Borders where text seems to stand, on the frame that is shown or on the first, the middle or the last one.
fn written(object: &Object<'_>, shown: u32) -> Vec<Border> {
    let count = object.frames().unwrap_or(1);
    let mut frames = vec![shown, 0, count / 2, count - 1];
    frames.sort_unstable();
    frames.dedup();
    // A frame that cannot be decoded is told where it is shown.
    let pictures = frames.into_iter().filter_map(|at| network::picture(&object.frame(at).ok()?, "", &LIMITS));
    let found: Vec<Border> = pictures.flat_map(|picture| dicom::written_borders(&picture)).collect();
    let all = [Border::Top, Border::Right, Border::Bottom, Border::Left];
    all.into_iter().filter(|border| found.contains(border)).collect()
}

fn salt() -> Result<Salt, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| failure::worker(&error.to_string()))?;
    Ok(Salt(bytes))
}

fn buffer(bytes: &[u8]) -> ArrayBuffer {
    Uint8Array::from(bytes).buffer().unchecked_into()
}
