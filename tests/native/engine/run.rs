//! The engine with random weights: integrity, the golden check, fallback, cancellation.

use crate::engine::parts::{FakeGpu, MadeModel, TestHost, calm, model, opening, png};
use crate::engine::trust::answer;
use engine::{Choice, Engine, EngineError, Progress, block_on, steps};
use imaging::{Image, Pixels};
use protocol::{Backend, CaseStage, Failure, LoadStage};
use std::ops::ControlFlow;

fn cpu() -> Choice {
    Choice { backend: Backend::Cpu, reason: text::browser::cpu_asked() }
}

fn webgpu() -> Choice {
    Choice { backend: Backend::WebGpu, reason: text::browser::gpu_there() }
}

fn start(model: &MadeModel, choice: Choice, gpu: FakeGpu) -> Result<Engine, EngineError> {
    let host = Box::new(TestHost::with(gpu));
    block_on(Engine::start(model.manifest.clone(), &model.weights, choice, host, &mut |_, _, _| {}))
}

#[test]
fn an_answer_adds_up_and_says_where_it_was_made() {
    let mut engine = start(model(), cpu(), FakeGpu::None).unwrap();
    let mut stages = Vec::new();
    let mut observe = |progress| {
        stages.push(progress);
        ControlFlow::Continue(())
    };
    let answer = block_on(engine.classify(&png(300, 200), &mut observe)).unwrap();
    let expected = [CaseStage::Decode, CaseStage::Prepare, CaseStage::Infer, CaseStage::Explain];
    assert_eq!(stages, expected.map(Progress::Stage));
    let sum: f32 = answer.finding.classes().unwrap().probabilities.iter().map(|probability| probability.value).sum();
    assert!((sum - 1.0).abs() < 1e-5);
    let top = answer.finding.classes().unwrap().most_probable().unwrap().value;
    assert!(answer.finding.classes().unwrap().probabilities.iter().all(|probability| probability.value <= top));
    assert_eq!((answer.original.width, answer.original.height), (300, 200));
    assert_eq!((answer.model_input.width, answer.model_input.height), (224, 224));
    assert_eq!(answer.finding.classes().unwrap().maps.len(), 4);
    let largest = answer
        .finding
        .classes()
        .unwrap()
        .maps
        .iter()
        .flat_map(|map| &map.map.values)
        .fold(0.0f32, |most, value| most.max(value.abs()));
    assert!((largest - 1.0).abs() < 1e-6);
    let first = &answer.finding.classes().unwrap().maps[0].map;
    assert_eq!((first.width, first.height), (7, 7));
    assert_eq!(answer.finding.provenance.source.format, "PNG");
    assert_eq!(answer.finding.provenance.device.backend, Backend::Cpu);
    assert_eq!(answer.finding.provenance.device.reason, text::browser::cpu_asked());
    assert!(answer.finding.provenance.device.check.passed && answer.finding.provenance.device.check.runs >= 3);
    let timing = answer.finding.provenance.timing;
    let steps = timing.decode_ms + timing.prepare_ms + timing.inference_ms + timing.explain_ms;
    assert!(timing.inference_ms > 0.0 && timing.total_ms >= steps);
}

#[test]
fn maps_and_logits_come_from_the_same_pass() {
    let mut engine = start(model(), cpu(), FakeGpu::None).unwrap();
    let input = steps::golden_input(5, &model().manifest.input);
    let runs = block_on(engine.infer_batch(&[input.clone(), input])).unwrap();
    assert_eq!(runs.len(), 2);
    let bias = &model().arrays["classifier.bias"].data;
    for run in &runs {
        let maps = steps::explain(run, &model().arrays["classifier.weight"].data).unwrap();
        // Scaled maps keep their proportions: mean times scale plus bias is the logit.
        let means: Vec<f32> = maps.iter().map(|map| map.values.iter().sum::<f32>() / 49.0).collect();
        let parts: Vec<f32> = run.logits.iter().zip(bias).map(|(logit, bias)| logit - bias).collect();
        let largest = (0..4).max_by(|a, b| means[*a].abs().total_cmp(&means[*b].abs())).unwrap();
        let scale = parts[largest] / means[largest];
        for (mean, part) in means.iter().zip(&parts) {
            assert!((mean * scale - part).abs() < 1e-3, "{means:?} times {scale} against {parts:?}");
        }
    }
    let pairs = runs[0].logits.iter().zip(&runs[1].logits);
    assert!(pairs.clone().all(|(a, b)| (a - b).abs() < 1e-4), "a batch gives what single pictures give");
}

/// Devices were right on the first picture and wrong on the same one later (LiteRT #8065 and #9661): what ran between
/// must leave nothing behind.
#[test]
fn known_pictures_give_the_same_bits_after_any_others() {
    let (mut engine, input) = (start(model(), cpu(), FakeGpu::None).unwrap(), &model().manifest.input);
    let mut run = |pictures: &[Image]| block_on(engine.infer_batch(pictures)).unwrap();
    let goldens = &model().manifest.goldens;
    let known: Vec<Image> = goldens.iter().map(|golden| steps::golden_input(golden.seed, input)).collect();
    let first = run(&known);
    assert!(first.iter().zip(goldens).all(|(run, golden)| run.logits == golden.logits));
    let of = |level: fn(usize) -> u8| {
        let samples = (0..3 * 224 * 224).map(level).collect();
        steps::prepare(&Image::new(224, 224, Pixels::Rgb8(samples)).unwrap(), input)
    };
    // Black, white, and one that changes from pixel to pixel.
    for other in [of(|_| 0), of(|_| 255), of(|at| (at * 97 % 256) as u8)] {
        let others = run(std::slice::from_ref(&other));
        assert!(first.iter().all(|run| run.logits != others[0].logits), "another picture");
        assert!(run(&known) == first, "one by one and in their order");
        let mut mixed = run(&[known[1].clone(), other, known[0].clone()]);
        mixed.swap(0, 2);
        assert!(mixed[0] == first[0] && mixed[2] == first[1], "among others and the other way round");
    }
}

#[test]
fn weights_other_than_the_manifests_are_refused() {
    let model = model();
    let mut damaged = model.weights.clone();
    *damaged.last_mut().unwrap() ^= 1;
    let short = &model.weights[..model.weights.len() - 1];
    for file in [damaged.as_slice(), short, &[]] {
        let host = opening();
        let error = block_on(Engine::start(model.manifest.clone(), file, cpu(), host, &mut |_, _, _| {})).unwrap_err();
        assert_eq!(error.kind().name(), "integrity");
        let failure = Failure::from(error);
        assert!(text::english(&failure.message).starts_with("Expected model weights with "), "{failure:?}");
        assert_eq!(failure.hint, text::engine::help_damaged());
    }
}

#[test]
fn loading_is_told_stage_by_stage() {
    let model = model();
    let mut heard = Vec::new();
    let host = opening();
    let mut on_loading = |stage, done, total| heard.push((stage, done, total));
    block_on(Engine::start(model.manifest.clone(), &model.weights, cpu(), host, &mut on_loading)).unwrap();
    assert_eq!(heard.first(), Some(&(LoadStage::Verify, 0, 0)));
    assert!(heard.contains(&(LoadStage::Device, 0, 0)));
    let (stage, done, total) = *heard.last().unwrap();
    assert_eq!((stage, done), (LoadStage::Check, total));
    assert!(total > model.manifest.goldens.len() as u64, "a golden input runs again after another");
}

#[test]
fn a_good_gpu_is_used() {
    let mut engine = start(model(), webgpu(), FakeGpu::Right).unwrap();
    assert_eq!(engine.device().backend, Backend::WebGpu);
    assert_eq!(engine.device().adapter, "test adapter");
    let answer = block_on(engine.classify(&png(224, 224), &mut calm())).unwrap();
    assert_eq!(answer.finding.provenance.device.backend, Backend::WebGpu);
}

#[test]
fn a_gpu_that_cannot_be_trusted_is_left_before_the_first_answer() {
    for (gpu, why) in [
        (FakeGpu::None, "no adapter"),
        (FakeGpu::NeverOpens, "did not start in time"),
        (FakeGpu::Drifts { from_run: 0 }, "failed its check"),
        (FakeGpu::Drifts { from_run: 1 }, "failed its check"),
        (FakeGpu::NotANumber { from_run: 2 }, "finite"),
        (FakeGpu::Breaks { from_run: 0 }, "device lost"),
        (FakeGpu::Hangs { from_run: 1 }, "no answer within"),
    ] {
        let engine = start(model(), webgpu(), gpu).unwrap();
        let device = engine.device();
        assert_eq!(device.backend, Backend::Cpu, "{gpu:?}");
        assert!(device.check.passed, "{gpu:?}");
        let reason = text::english(&device.reason);
        assert!(reason.contains(why) && reason.contains("the CPU is used"), "{gpu:?}: {reason}");
    }
}

#[test]
fn a_gpu_that_fails_during_a_picture_is_left_and_the_picture_is_answered() {
    let goldens = model().manifest.goldens.len() as u32;
    let after_check = (goldens + 1).max(3);
    let mut cpu_engine = start(model(), cpu(), FakeGpu::None).unwrap();
    let expected = block_on(cpu_engine.classify(&png(224, 224), &mut calm())).unwrap();
    for gpu in [
        FakeGpu::NotANumber { from_run: after_check },
        FakeGpu::Breaks { from_run: after_check },
        FakeGpu::Hangs { from_run: after_check },
    ] {
        let mut engine = start(model(), webgpu(), gpu).unwrap();
        assert_eq!(engine.device().backend, Backend::WebGpu, "{gpu:?} passes the check");
        let (answer, changes) = answer(&mut engine);
        assert_eq!(changes.len(), 1, "{gpu:?}: the change is told once");
        assert_eq!(changes[0], answer.finding.provenance.device);
        assert_eq!(answer.finding.provenance.device.backend, Backend::Cpu);
        let reason = text::english(&answer.finding.provenance.device.reason);
        assert!(reason.contains("the CPU took over"), "{reason}");
        assert_eq!(
            answer.finding.classes().unwrap().probabilities,
            expected.finding.classes().unwrap().probabilities,
            "{gpu:?}"
        );
        let next = block_on(engine.classify(&png(224, 224), &mut calm())).unwrap();
        assert_eq!(next.finding.provenance.device.backend, Backend::Cpu, "{gpu:?}: the GPU is not tried again");
    }
}

#[test]
fn a_cpu_that_fails_its_check_answers_nothing() {
    let mut wrong = model().clone();
    wrong.manifest.goldens[0].logits[0] += 1.0;
    let error = start(&wrong, cpu(), FakeGpu::None).unwrap_err();
    assert_eq!(error.kind().name(), "device");
    assert!(error.to_string().contains("the CPU failed run 1"), "{error}");
}

#[test]
fn a_case_can_be_stopped_before_every_stage() {
    let mut engine = start(model(), cpu(), FakeGpu::None).unwrap();
    for last in [CaseStage::Decode, CaseStage::Prepare, CaseStage::Infer, CaseStage::Explain] {
        let mut observe = |progress| {
            if progress == Progress::Stage(last) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = block_on(engine.classify(&png(64, 64), &mut observe));
        assert_eq!(stopped.unwrap_err(), EngineError::Cancelled, "{last:?}");
    }
    assert!(block_on(engine.classify(&png(64, 64), &mut calm())).is_ok(), "and the next case is answered");
}

#[test]
fn a_bad_file_fails_alone() {
    let mut engine = start(model(), cpu(), FakeGpu::None).unwrap();
    let whole = png(64, 64);
    for (bytes, kind) in
        [(&[][..], "empty_file"), (b"hello, this is text", "unknown_format"), (&whole[..60], "truncated")]
    {
        let error = block_on(engine.classify(bytes, &mut calm())).unwrap_err();
        assert_eq!(error.kind().name(), kind);
    }
    assert!(block_on(engine.classify(&whole, &mut calm())).is_ok());
}
