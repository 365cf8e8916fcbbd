//! A device is never trusted: repeated checks while it answers, the CPU's second opinion, the self-check.

use crate::engine::parts::{FakeGpu, MadeModel, TestHost, WALL_MS, calm, model, png};
use engine::{Choice, Engine, EngineError, Progress, block_on};
use lab::model_folder;
use protocol::{Answer, Backend, CheckOccasion, DeviceReport};
use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::Path;

fn start_on(backend: Backend, model: &MadeModel, gpu: FakeGpu) -> Result<Engine, EngineError> {
    start_with(backend, model, TestHost::with(gpu))
}

fn start_with(backend: Backend, model: &MadeModel, host: TestHost) -> Result<Engine, EngineError> {
    let (host, reason) = (Box::new(host), text::failure::said("It was asked for."));
    let choice = Choice { backend, reason };
    block_on(Engine::start(model.manifest.clone(), &model.weights, choice, host, &mut |_, _, _| {}))
}

/// An engine on a GPU that passed its first check.
fn on_gpu(model: &MadeModel, gpu: FakeGpu) -> Engine {
    let engine = start_on(Backend::WebGpu, model, gpu).unwrap();
    assert_eq!(engine.device().backend, Backend::WebGpu, "{gpu:?}: {:?}", engine.device().reason);
    engine
}

/// One answer, and the device changes on the way.
pub(crate) fn answer(engine: &mut Engine) -> (Answer, Vec<DeviceReport>) {
    let mut changes = Vec::new();
    let mut observe = |progress| {
        if let Progress::Device(device) = progress {
            changes.push(device);
        }
        ControlFlow::Continue(())
    };
    let answer = block_on(engine.classify(&png(224, 224), &mut observe)).unwrap();
    (answer, changes)
}

/// The CPU's answer to the same picture.
fn expected(model: &MadeModel) -> Answer {
    answer(&mut start_on(Backend::Cpu, model, FakeGpu::None).unwrap()).0
}

/// Number of runs in the check at the start, on a GPU.
fn runs_at_start() -> u32 {
    (model().manifest.goldens.len() as u32 + 1).max(3)
}

/// The model with random weights and another tolerance for GPUs. From about 10 on every answer is near a threshold.
fn tolerant(webgpu: f32) -> MadeModel {
    let mut tolerant = model().clone();
    tolerant.manifest.tolerance.webgpu = webgpu;
    tolerant
}

#[test]
fn a_device_is_checked_with_its_first_second_and_tenth_answer() {
    for (backend, gpu) in [(Backend::WebGpu, FakeGpu::Right), (Backend::Cpu, FakeGpu::None)] {
        let mut engine = start_on(backend, model(), gpu).unwrap();
        let at_start = engine.device().check.clone();
        assert_eq!((at_start.occasion, at_start.at_ms), (CheckOccasion::Start, WALL_MS));
        let checks: Vec<_> = (0..11).map(|_| answer(&mut engine).0.finding.provenance.device.check).collect();
        let more_runs: Vec<u32> = checks.iter().map(|check| check.runs - at_start.runs).collect();
        assert_eq!(more_runs, [1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3], "{backend:?}");
        let occasions = [0, 1, 2, 9, 10].map(|index: usize| checks[index].occasion);
        assert_eq!(occasions, [1, 2, 2, 10, 10].map(CheckOccasion::Answers), "{backend:?}");
        assert!(checks.iter().all(|check| check.passed && check.at_ms == WALL_MS));
    }
}

#[test]
fn a_kernel_that_breaks_later_is_caught_within_the_same_case() {
    let right = expected(model());
    // Answers and their checks are runs like any other: the first answer, its check, the second, its check.
    for from_run in [runs_at_start(), runs_at_start() + 1, runs_at_start() + 2, runs_at_start() + 3] {
        let mut engine = on_gpu(model(), FakeGpu::Drifts { from_run });
        let answers: Vec<_> = (0..2).map(|_| answer(&mut engine)).collect();
        assert_eq!(answers.iter().map(|(_, changes)| changes.len()).sum::<usize>(), 1, "from run {from_run}");
        for (answer, changes) in &answers {
            assert_eq!(
                answer.finding.classes().unwrap().probabilities,
                right.finding.classes().unwrap().probabilities,
                "from run {from_run}"
            );
            for device in changes {
                assert_eq!(*device, answer.finding.provenance.device, "the case that found it says so");
                assert_eq!(device.backend, Backend::Cpu);
                let reason = text::english(&device.reason);
                assert!(reason.contains("failed a check") && reason.contains("the CPU took over"), "{reason}");
            }
        }
        assert_eq!(engine.device().backend, Backend::Cpu);
    }
}

#[test]
fn answers_between_two_checks_are_named_when_the_second_fails() {
    // Ten answers and the checks with the first and the second: the drift begins with the fourth answer.
    let mut engine = on_gpu(model(), FakeGpu::Drifts { from_run: runs_at_start() + 5 });
    let all: Vec<_> = (0..10).map(|_| answer(&mut engine)).collect();
    assert!(
        all[..9]
            .iter()
            .all(|(answer, changes)| answer.finding.provenance.device.backend == Backend::WebGpu && changes.is_empty())
    );
    let (last, changes) = &all[9];
    assert_eq!(last.finding.provenance.device.backend, Backend::Cpu);
    let right = expected(model());
    assert_eq!(last.finding.classes().unwrap().probabilities, right.finding.classes().unwrap().probabilities);
    assert_eq!(changes.len(), 1);
    let reason = text::english(&last.finding.provenance.device.reason);
    assert!(reason.contains("The 7 answers before this one"), "{reason}");
}

#[test]
fn a_gpu_that_is_only_right_when_it_repeats_itself_is_caught_at_the_start() {
    let engine = start_on(Backend::WebGpu, model(), FakeGpu::Slips { by: 0.5 }).unwrap();
    assert_eq!(engine.device().backend, Backend::Cpu);
    let reason = text::english(&engine.device().reason);
    assert!(reason.contains("failed its check"), "{reason}");
}

#[test]
fn each_device_has_its_tolerance() {
    let webgpu = model().manifest.tolerance.webgpu;
    for (by, backend) in [(0.9 * webgpu, Backend::WebGpu), (-1.1 * webgpu, Backend::Cpu), (1.1 * webgpu, Backend::Cpu)]
    {
        let engine = start_on(Backend::WebGpu, model(), FakeGpu::Nudges { by }).unwrap();
        assert_eq!(engine.device().backend, backend, "off by {by}");
        if backend == Backend::WebGpu {
            let check = &engine.device().check;
            assert_eq!(check.tolerance, webgpu);
            assert!((check.largest_deviation - by).abs() < 1e-4, "{}", check.largest_deviation);
        }
    }
    let cpu = model().manifest.tolerance.cpu;
    for (by, passes) in [(0.9 * cpu, true), (1.1 * cpu, false)] {
        let mut moved = model().clone();
        moved.manifest.goldens[1].logits[2] += by;
        let engine = start_on(Backend::Cpu, &moved, FakeGpu::None);
        assert_eq!(engine.is_ok(), passes, "off by {by}");
    }
}

/// Every resolution of the shipped network: 112, 56, 28, 14 and 7 at a side, kernels of 3 and of 5.
#[test]
fn a_broken_depthwise_kernel_is_caught_at_every_resolution() {
    let models = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("models");
    let (mut manifest, weights) = model_folder::read(&models, "brain-mri").unwrap();
    manifest.goldens.truncate(2);
    let arrays = model::read(&weights).unwrap();
    let stored = model::read_stored(&weights).unwrap();
    let shipped = MadeModel { manifest, weights, arrays, stored };
    let device = on_gpu(&shipped, FakeGpu::Floats).device().check.clone();
    assert!(device.largest_deviation > 0.0, "floats and integers are not the same");
    // Brain model 0.5.0: 0.0123 of 0.02.
    assert!(device.largest_deviation < 0.7 * device.tolerance, "a right GPU is far from its limit: {device:?}");
    for block in 0..16 {
        let engine = start_on(Backend::WebGpu, &shipped, FakeGpu::Depthwise { block }).unwrap();
        let device = engine.device();
        assert_eq!(device.backend, Backend::Cpu, "block {block}");
        let reason = text::english(&device.reason);
        assert!(reason.contains("failed its check"), "block {block}: {reason}");
        assert!(device.check.passed, "block {block}: the CPU beside it is right");
    }
}

#[test]
fn far_from_every_threshold_the_cpu_is_not_asked() {
    let mut engine = on_gpu(&tolerant(1e-6), FakeGpu::Right);
    assert_eq!(answer(&mut engine).0.finding.provenance.cross_check, None);
    let mut engine = start_on(Backend::Cpu, &tolerant(20.0), FakeGpu::None).unwrap();
    assert_eq!(answer(&mut engine).0.finding.provenance.cross_check, None, "on the CPU there is nobody else to ask");
}

#[test]
fn near_a_threshold_the_cpu_is_asked_and_agrees() {
    let mut engine = on_gpu(&tolerant(20.0), FakeGpu::Nudges { by: 1e-4 });
    let (answer, changes) = answer(&mut engine);
    let cross_check = answer.finding.provenance.cross_check.unwrap();
    assert!(cross_check.agreed && (cross_check.largest_deviation - 1e-4).abs() < 2e-5, "{cross_check:?}");
    assert_eq!(answer.finding.provenance.device.backend, Backend::WebGpu);
    assert!(changes.is_empty());
}

#[test]
fn where_the_cpu_says_otherwise_it_answers_and_takes_over() {
    let right = expected(model());
    let most_probable = |answer: &Answer| answer.finding.classes().unwrap().most_probable().unwrap().label.clone();
    let is_nudged = most_probable(&right) == model().manifest.labels[1];
    let mut engine = on_gpu(&tolerant(20.0), FakeGpu::Nudges { by: if is_nudged { -15.0 } else { 15.0 } });
    let (answer, changes) = answer(&mut engine);
    let cross_check = answer.finding.provenance.cross_check.unwrap();
    assert!(!cross_check.agreed && (cross_check.largest_deviation - 15.0).abs() < 1e-3, "{cross_check:?}");
    assert_eq!(most_probable(&answer), most_probable(&right));
    assert_eq!(answer.finding.classes().unwrap().probabilities, right.finding.classes().unwrap().probabilities);
    assert_eq!(changes, std::slice::from_ref(&answer.finding.provenance.device));
    assert_eq!(answer.finding.provenance.device.backend, Backend::Cpu);
    let reason = text::english(&answer.finding.provenance.device.reason);
    assert!(reason.contains("the CPU said otherwise"), "{reason}");
}

#[test]
fn the_self_check_runs_every_known_picture_on_both_devices() {
    let mut engine = on_gpu(model(), FakeGpu::Right);
    let report = block_on(engine.self_check(&mut calm())).unwrap();
    assert_eq!((report.device.backend, report.device.check.occasion), (Backend::WebGpu, CheckOccasion::Asked));
    assert_eq!(report.device.check.runs, 2 * runs_at_start());
    assert_eq!(report.runs.len() as u32, runs_at_start());
    assert_eq!(report.runs[0].picture, report.runs[2].picture, "the first once more, when buffers have been used");
    let cpu = report.cpu.unwrap();
    assert!(cpu.backend == Backend::Cpu && cpu.check.passed && cpu.check.occasion == CheckOccasion::Asked);
    assert_eq!(report.adapter, [("maxBufferSize".to_owned(), "268435456".to_owned())]);
    assert!(report.timing.inference_ms > 0.0 && report.timing.total_ms >= report.timing.inference_ms);
    assert_eq!(report.model, engine.model());

    let mut engine = start_on(Backend::Cpu, model(), FakeGpu::None).unwrap();
    let report = block_on(engine.self_check(&mut calm())).unwrap();
    assert!(report.device.check.passed && report.cpu.is_none() && report.adapter.is_empty());
}

#[test]
fn a_gpu_that_fails_the_self_check_is_left() {
    let mut engine = on_gpu(model(), FakeGpu::Drifts { from_run: runs_at_start() });
    let mut changes = 0;
    let mut observe = |progress| {
        changes += u32::from(matches!(progress, Progress::Device(_)));
        ControlFlow::Continue(())
    };
    let report = block_on(engine.self_check(&mut observe)).unwrap();
    assert_eq!(changes, 1);
    assert!(report.device.backend == Backend::Cpu && report.device.check.passed && report.cpu.is_none());
    let reason = text::english(&report.device.reason);
    assert!(reason.contains("failed a check"), "{reason}");
    let (found, right) = (answer(&mut engine).0, expected(model()));
    assert_eq!(found.finding.classes().unwrap().probabilities, right.finding.classes().unwrap().probabilities);
}

/// Runs until one is wanted elsewhere, and how often that was asked.
fn time(engine: &mut Engine, most_runs: u32) -> (Option<f64>, u32) {
    let asked = Cell::new(0);
    let is_wanted = || asked.replace(asked.get() + 1) >= most_runs;
    let ms = block_on(engine.time_network(&mut calm(), &is_wanted)).unwrap();
    (ms, asked.get())
}

#[test]
fn the_network_is_timed_on_either_device_after_it_has_warmed_up() {
    for (backend, gpu) in [(Backend::Cpu, FakeGpu::None), (Backend::WebGpu, FakeGpu::Right)] {
        let fast = TestHost::with(gpu).slower(1e-6);
        let mut engine = start_with(backend, model(), fast).unwrap();
        let before = engine.device().clone();
        let (ms, asked) = time(&mut engine, u32::MAX);
        assert!(ms.is_some_and(|ms| ms > 0.0), "{backend:?}: {ms:?}");
        // Two to warm up, and five that count.
        assert_eq!(asked, 7, "{backend:?}");
        assert_eq!(*engine.device(), before, "a time is no check");
    }
}

#[test]
fn on_a_slow_device_one_run_is_enough() {
    let slow = TestHost::with(FakeGpu::None).slower(1e6);
    let mut engine = start_with(Backend::Cpu, model(), slow).unwrap();
    let (ms, asked) = time(&mut engine, u32::MAX);
    assert!(ms.is_some_and(|ms| ms > 1_000.0), "{ms:?}");
    assert_eq!(asked, 1);
}

#[test]
fn nobody_waits_until_the_network_is_timed() {
    let mut engine = start_on(Backend::Cpu, model(), FakeGpu::None).unwrap();
    for most_runs in [0, 1, 2] {
        assert_eq!(time(&mut engine, most_runs), (None, most_runs + 1));
    }
    assert_eq!(answer(&mut engine).0.finding.provenance.device.backend, Backend::Cpu);
}

#[test]
fn a_gpu_that_fails_while_it_is_timed_is_left() {
    let mut engine = on_gpu(model(), FakeGpu::Breaks { from_run: runs_at_start() + 1 });
    let mut changes = 0;
    let mut observe = |progress| {
        changes += u32::from(matches!(progress, Progress::Device(_)));
        ControlFlow::Continue(())
    };
    block_on(engine.time_network(&mut observe, &|| false)).unwrap();
    assert_eq!((changes, engine.device().backend), (1, Backend::Cpu));
}

#[test]
fn an_answer_says_why_its_device_was_chosen_in_the_end() {
    let mut engine = on_gpu(model(), FakeGpu::Right);
    let reason = text::engine::both_timed(120.0, 30.5);
    engine.set_reason(reason.clone());
    assert_eq!(answer(&mut engine).0.finding.provenance.device.reason, reason);
}
