//! The live probe: the same picture with parts covered.

use crate::engine::parts::{FakeGpu, TestHost, calm, model, png};
use engine::{CaseSource, Choice, Engine, EngineError, Progress, block_on};
use protocol::{Backend, CaseStage, Covered};
use std::ops::ControlFlow;

fn start() -> Engine {
    let choice = Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() };
    let host = Box::new(TestHost::with(FakeGpu::None));
    block_on(Engine::start(model().manifest.clone(), &model().weights, choice, host, &mut |_, _, _| {})).unwrap()
}

#[test]
fn a_probe_answers_the_picture_as_it_is_and_with_parts_covered() {
    let mut engine = start();
    let picture = png(300, 200);
    let answer = block_on(engine.classify(&picture, &mut calm())).unwrap();
    let runs = block_on(engine.probe(CaseSource::File(&picture), &mut calm())).unwrap().runs;
    assert_eq!(
        runs.iter().map(|run| run.covered).collect::<Vec<_>>(),
        [Covered::Nothing, Covered::Strongest, Covered::Borders]
    );
    assert_eq!(runs[0].probabilities, answer.finding.classes().unwrap().probabilities);
    assert_eq!((runs[0].share, &runs[0].model_input), (0.0, &answer.model_input));
    for run in &runs[1..] {
        assert!(run.share > 0.0 && run.share < 1.0, "{:?}: {}", run.covered, run.share);
        assert_ne!(run.model_input, answer.model_input);
        assert_ne!(
            run.probabilities,
            answer.finding.classes().unwrap().probabilities,
            "made weights answer to every pixel"
        );
        let sum: f32 = run.probabilities.iter().map(|probability| probability.value).sum();
        assert!((sum - 1.0).abs() < 1e-5);
    }
    // A border of a tenth of the side on each side of the picture, not of the square around it.
    assert!((runs[2].share - 0.36).abs() < 0.01, "{}", runs[2].share);
    let most_probable = answer.finding.classes().unwrap().most_probable();
    let top = runs[0].probabilities.iter().position(|one| Some(one) == most_probable).unwrap();
    let strongest = answer.finding.classes().unwrap().maps[top].map.values.clone();
    let peak = strongest.iter().copied().fold(0.0, f32::max);
    let cells = strongest.iter().filter(|value| **value >= peak * 0.5).count();
    assert!((runs[1].share - cells as f32 / 49.0).abs() < 1e-6);
}

#[test]
fn a_probe_can_be_stopped_and_counts_for_nothing() {
    let mut engine = start();
    let checks = engine.device().check.runs;
    for stop_at in 0..4 {
        let mut stages = 0;
        let mut observe = |progress| {
            assert!(matches!(progress, Progress::Stage(CaseStage::Decode | CaseStage::Infer)));
            stages += 1;
            if stages > stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = block_on(engine.probe(CaseSource::File(&png(64, 64)), &mut observe));
        assert_eq!(stopped.unwrap_err(), EngineError::Cancelled, "after {stop_at} stages");
    }
    assert_eq!(engine.device().check.runs, checks);
    assert_eq!(
        block_on(engine.probe(CaseSource::File(b"no picture"), &mut calm())).unwrap_err().kind().name(),
        "unknown_format"
    );
}
