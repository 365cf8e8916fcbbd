//! The same picture with parts covered: does the answer depend on what the map points at, or on the borders?

use super::infer::Observe;
use super::report::{bitmap_from_image, labelled};
use super::session::Engine;
use super::{CaseSource, DeviceFault, EngineError, ProgramFault, Run, steps};
use explain::occlusion::{Cover, FRAME, STRONG, cover_frame, cover_strongest};
use imaging::Image;
use model::AnswerKind;
use protocol::{CaseStage, Covered, ProbeReport, ProbeRun};
use std::slice::from_ref;
use trust::argmax;

impl Engine {
    /// Answers a file, or a slice of one, three times: unchanged, with the strongest region of the map of its class
    /// covered, and with its borders covered. Gates do not run, and nothing is counted as an answer.
    ///
    /// # Errors
    /// As those of [`Engine::classify`]; `Program` when there is no map to select a region.
    pub async fn probe(&mut self, source: CaseSource<'_>, observe: Observe<'_>) -> Result<ProbeReport, EngineError> {
        self.enter(CaseStage::Decode, observe).await?;
        let image = self.open(source).await?.image;
        let input = steps::prepare(&image, &self.manifest.input);
        let run = self.run_covered(&input, observe).await?;
        let top = match self.manifest.answer {
            AnswerKind::Classes => argmax(&run.logits),
            // Logits of labels are calibrated one by one: the largest need not be the most probable.
            AnswerKind::Labels => argmax(&steps::probabilities(&run.logits, &self.manifest)),
        };
        let map = steps::explain(&run, &self.classifier)?.into_iter().nth(top);
        let map = map.ok_or(EngineError::Program(ProgramFault::Map { place: top }))?;
        let strongest = cover_strongest(&input, &map, STRONG);
        let framed = cover_frame(&image, FRAME);
        let borders = Cover { image: steps::prepare(&framed.image, &self.manifest.input), share: framed.share };
        let mut runs = vec![self.told(Covered::Nothing, &run, &Cover { image: input, share: 0.0 })];
        for (covered, cover) in [(Covered::Strongest, strongest), (Covered::Borders, borders)] {
            let run = self.run_covered(&cover.image, observe).await?;
            runs.push(self.told(covered, &run, &cover));
        }
        Ok(ProbeReport { runs })
    }

    async fn run_covered(&mut self, input: &Image, observe: Observe<'_>) -> Result<Run, EngineError> {
        self.enter(CaseStage::Infer, observe).await?;
        let runs = self.run(from_ref(input), observe).await?;
        runs.into_iter().next().ok_or(EngineError::Device { why: DeviceFault::NoAnswer })
    }

    fn told(&self, covered: Covered, run: &Run, cover: &Cover) -> ProbeRun {
        ProbeRun {
            covered,
            share: cover.share,
            probabilities: labelled(&self.manifest, &steps::probabilities(&run.logits, &self.manifest)),
            model_input: bitmap_from_image(&cover.image),
        }
    }
}
