//! A loaded model that answers.

use super::acquisition::{acquisition, refusal};
use super::device::{CheckedDevice, OnStage};
use super::gates;
use super::report::{bitmap_from_image, found_from_run, found_refused, model_from_manifest, provenance};
use super::{CaseSource, EngineError, EngineHost, ModalityClassifier, OtherWeights, Run, Windowing, steps};
use imaging::{Image, Picture, burned_in_borders, resize::fit_within};
use model::{self, Manifest, StoredWeights, sha256_hex};
use protocol::{
    Answer, Backend, CaseStage, CheckOccasion, DeviceReport, Finding, Gating, LoadStage, ModelReport, Provenance,
    Timing, Version,
};
use std::ops::ControlFlow;
use text::Message;

/// Longest side of the original as it is shown, in pixels.
const DISPLAY_SIDE: u32 = 1024;

/// Which device to try first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The device.
    pub backend: Backend,
    /// Why, in one short sentence.
    pub reason: Message,
}

/// Progress of loading: stage, done, total.
pub type Loading<'a> = OnStage<'a>;

/// Events while a case is processed. `Break` from the observer stops the case.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// A stage begins.
    Stage(CaseStage),
    /// The device failed on this case, which continues on this one.
    Device(DeviceReport),
}

/// A loaded model on a device that passed its check.
pub struct Engine {
    pub(super) manifest: Manifest,
    pub(super) classifier: Vec<f32>,
    /// Kept while the network is on a GPU, in case it fails.
    pub(super) weights: Option<StoredWeights>,
    pub(super) device: CheckedDevice,
    /// The CPU, open beside a GPU once a result of the GPU was compared with it.
    pub(super) fallback: Option<CheckedDevice>,
    /// Determines the kind of a picture; without it the modality gate does not run.
    modality: Option<ModalityClassifier>,
    pub(super) host: Box<dyn EngineHost>,
}

impl Engine {
    /// Verifies the weights, loads the network onto the device of `choice`, else onto the CPU, and runs the golden
    /// inputs there.
    ///
    /// # Errors
    /// `Integrity` for other weights than the manifest names, `Weights` and `Network` for ones
    /// that cannot be used, `Device` when not even the CPU passes.
    pub async fn start(
        manifest: Manifest,
        weights_file: impl AsRef<[u8]>,
        choice: Choice,
        host: Box<dyn EngineHost>,
        on_loading: Loading<'_>,
    ) -> Result<Self, EngineError> {
        on_loading(LoadStage::Verify, 0, 0);
        verify(&manifest, weights_file.as_ref())?;
        let weights = model::read_stored(weights_file.as_ref())?;
        // Taken by value, so that its memory is free for the network.
        drop(weights_file);
        let classifier = steps::classifier_from_weights(&weights)?;
        let mut reason = choice.reason;
        if choice.backend == Backend::WebGpu {
            match CheckedDevice::gpu(&manifest, &weights, &reason, host.as_ref(), on_loading).await {
                Ok(device) => {
                    return Ok(Self {
                        manifest,
                        classifier,
                        weights: Some(weights),
                        device,
                        fallback: None,
                        modality: None,
                        host,
                    });
                }
                Err(why) => reason = why.message(),
            }
        }
        let occasion = CheckOccasion::Start;
        let device = CheckedDevice::cpu(&manifest, &weights, &reason, occasion, host.as_ref(), on_loading).await?;
        Ok(Self { manifest, classifier, weights: None, device, fallback: None, modality: None, host })
    }

    /// The same engine with a modality classifier before its network.
    #[must_use]
    pub fn with_modality(self, modality: ModalityClassifier) -> Self {
        Self { modality: Some(modality), ..self }
    }

    /// Where the network runs now.
    #[must_use]
    pub fn device(&self) -> &DeviceReport {
        &self.device.report
    }

    /// The running model.
    #[must_use]
    pub fn model(&self) -> ModelReport {
        model_from_manifest(&self.manifest)
    }

    /// Windows for objects without their own; `None` where the model defines none.
    #[must_use]
    pub fn windowing(&self) -> Option<&Windowing> {
        self.manifest.windowing.as_ref()
    }

    /// Answers one file. A GPU that fails, does not answer in time, computes NaN or infinity, fails a check that is due
    /// with this answer, or disagrees with the CPU near a threshold is abandoned for the CPU, and the same case
    /// continues there: what is returned never comes from a device that has just failed.
    ///
    /// # Errors
    /// `Imaging` for a file that is no picture, `Cancelled` when `observe` says `Break`,
    /// `Device` when the CPU fails too.
    pub async fn classify(
        &mut self,
        bytes: &[u8],
        observe: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Answer, EngineError> {
        self.classify_gated(bytes, Gating::Stop, observe).await
    }

    /// The same with gates that stop a picture or, for the page's own drawings, only say what they would do.
    ///
    /// # Errors
    /// As [`Engine::classify`].
    pub async fn classify_gated(
        &mut self,
        bytes: &[u8],
        gating: Gating,
        observe: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Answer, EngineError> {
        self.answer(CaseSource::File(bytes), gating, observe).await
    }

    /// The same of a file or of a slice that another part of the program opens: it is prepared, checked and answered in
    /// the same way.
    ///
    /// # Errors
    /// As [`Engine::classify`], and the error of the part that opens a slice.
    pub async fn answer(
        &mut self,
        source: CaseSource<'_>,
        gating: Gating,
        observe: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Answer, EngineError> {
        let begun = self.host.now_ms();
        self.enter(CaseStage::Decode, observe).await?;
        let started = self.host.now_ms();
        let picture = self.open(source).await?;
        let decode_ms = self.host.now_ms() - started;
        let check =
            |engine: &Self| gates::before_the_network(&picture, &engine.manifest, engine.modality.as_ref(), gating);
        let (mut gates, gates_ms) = self.stage(CaseStage::Prepare, observe, check).await?;
        let started = self.host.now_ms();
        let input = steps::prepare(&picture.image, &self.manifest.input);
        let prepare_ms = self.host.now_ms() - started;
        let shown = fit_within(&picture.image, DISPLAY_SIDE);
        let (original, model_input) = (bitmap_from_image(&shown), bitmap_from_image(&input));
        // Text in a picture is reported whatever the outcome. The page's own drawings have none.
        let is_asked = gating == Gating::Stop;
        let text_at_borders = if is_asked { burned_in_borders(&picture.image) } else { Vec::new() };
        let (mut inference_ms, mut explain_ms, mut cross_check, mut kind) = (0.0, 0.0, None, None);
        let found = if gates.refused() {
            found_refused(&self.manifest)
        } else {
            self.enter(CaseStage::Infer, observe).await?;
            let inferred = self.infer(&input, observe).await?;
            (inference_ms, cross_check) = (inferred.inference_ms, inferred.cross_check);
            let run = inferred.run;
            let explain = |engine: &Self| steps::explain(&run, &engine.classifier);
            let (maps, took_ms) = self.stage(CaseStage::Explain, observe, explain).await?;
            explain_ms = took_ms;
            let told = acquisition(&run, &picture.described, &self.manifest)?;
            let against = told.as_ref().and_then(|told| refusal(told, &self.manifest));
            gates.add(gates::likeness(&run, &self.manifest, against));
            kind = told.filter(|_| !gates.refused());
            found_from_run(&self.manifest, (&run, maps), (&input, &picture), &gates)?
        };
        let stands_behind = provenance(&self.manifest, &picture, gates, self.device.report.clone());
        let total_ms = self.host.now_ms() - begun;
        let timing = Timing { decode_ms, gates_ms, prepare_ms, inference_ms, explain_ms, total_ms };
        let provenance = Provenance { timing, text_at_borders, cross_check, ..stands_behind };
        let finding = Finding { version: Version::CURRENT, provenance, found, acquisition: kind };
        Ok(Answer { finding, original, model_input })
    }

    /// Runs prepared pictures in one pass, with the same checks as [`Engine::classify`].
    ///
    /// # Errors
    /// `Device` when the CPU fails too.
    pub async fn infer_batch(&mut self, pictures: &[Image]) -> Result<Vec<Run>, EngineError> {
        self.run(pictures, &mut |_| ControlFlow::Continue(())).await
    }

    /// Bytes to pixels, by the engine or by the host's reader.
    ///
    /// # Errors
    /// `Imaging` for a file that is no picture, `Reader` for one of a rare format with something wrong.
    pub(super) async fn open(&self, source: CaseSource<'_>) -> Result<Picture, EngineError> {
        let bytes = match source {
            CaseSource::File(bytes) => bytes,
            CaseSource::Slice(opening) => return opening.await,
        };
        let opened = steps::open(bytes);
        match &opened {
            Err(EngineError::Imaging(error)) if error.may_be_read_elsewhere() => {
                self.host.read_elsewhere(bytes, self.windowing()).await.unwrap_or(opened)
            }
            _ => opened,
        }
    }

    /// Announces a stage; a case can be stopped here.
    pub(super) async fn enter(
        &self,
        stage: CaseStage,
        observe: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(), EngineError> {
        self.host.breathe().await;
        match observe(Progress::Stage(stage)) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(EngineError::Cancelled),
        }
    }

    /// Announces a stage, does its work, and returns the milliseconds it took.
    async fn stage<T>(
        &self,
        stage: CaseStage,
        observe: &mut dyn FnMut(Progress) -> ControlFlow<()>,
        work: impl FnOnce(&Self) -> Result<T, EngineError>,
    ) -> Result<(T, f64), EngineError> {
        self.enter(stage, observe).await?;
        let started = self.host.now_ms();
        let done = work(self)?;
        Ok((done, self.host.now_ms() - started))
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("model", &self.manifest.name)
            .field("device", self.device())
            .finish_non_exhaustive()
    }
}

/// Whether the bytes are the ones that the manifest names.
pub(super) fn verify(manifest: &Manifest, weights_file: &[u8]) -> Result<(), EngineError> {
    let (expected, found) = (manifest.weights.bytes, weights_file.len() as u64);
    if expected != found {
        return Err(EngineError::Integrity(OtherWeights::Bytes { expected, found }));
    }
    let found = sha256_hex(weights_file);
    if manifest.weights.sha256.eq_ignore_ascii_case(&found) {
        Ok(())
    } else {
        Err(EngineError::Integrity(OtherWeights::Sum { expected: manifest.weights.sha256.clone(), found }))
    }
}
