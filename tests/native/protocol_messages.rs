//! What crosses the worker boundary: it survives the round trip, and it is small.

use finding::{Area, LabelFound, LabelState, Labels};
use fixtures::answered::{self, bitmap, provenance};
use imaging::Limits;
use proptest::prelude::*;
use protocol::*;

fn device() -> DeviceReport {
    let check = CheckReport { largest_deviation: 1e-4, ..answered::device().check };
    DeviceReport { backend: Backend::WebGpu, adapter: "Some GPU".into(), reason: text::browser::gpu_there(), check }
}

fn answer(side: u32) -> Answer {
    let map = ActivationMap {
        map: Map { width: 7, height: 7, values: vec![0.5; 49] },
        summary: text::finding::within(text::finding::place("middle"), 0.25_f32),
    };
    let (message, hint) = (text::refusal::blurred(), text::refusal::original_help());
    let refusal = Refusal { kind: RefusalKind::Blurred, message, hint, task: None };
    let provenance = Provenance {
        timing: Timing {
            decode_ms: 1.0,
            gates_ms: 5.0,
            prepare_ms: 2.0,
            inference_ms: 3.0,
            explain_ms: 4.0,
            total_ms: 15.5,
        },
        source: SourceReport { width: 4000, height: 3000, orientation: 6, ..provenance().source },
        text_at_borders: vec![Border::Top],
        gates: vec![GateReport {
            gate: Gate::Quality,
            outcome: GateOutcome::Refused(refusal),
            measures: vec![Measure { name: "sharpness".into(), value: 0.1, limit: 0.2 }],
        }],
        device: device(),
        cross_check: Some(CrossCheck { largest_deviation: 0.1, agreed: false }),
        ..provenance()
    };
    let classes = Classes {
        probabilities: vec![
            Probability { label: "a".into(), value: 0.75 },
            Probability { label: "b".into(), value: 0.25 },
        ],
        decision: Decision::Set { labels: vec!["a".into(), "b".into()] },
        prediction_sets: vec![PredictionSet { level: 0.95, labels: vec!["a".into()] }],
        maps: vec![map.clone(), map],
        outline: Some(Outline {
            width: 2,
            height: 2,
            probabilities: vec![0, 9, 140, 255],
            threshold: 0.35,
            regions: vec![OutlinedRegion {
                share: 0.25,
                part: Part::LowerRight,
                square_millimetres: Some(12.5),
                patient_sides: Some(vec![BodySide::Left]),
            }],
            specks: 1,
            mask: vec![0x89, 0x50],
        }),
    };
    let acquisition = Some(Acquisition {
        name: "daylight".into(),
        probability: None,
        from: AcquisitionFrom::File,
        looks_like: Some("lamp".into()),
        said: vec![text::acquisition::by_file("pictures by daylight")],
    });
    let found = Found::Classes(classes);
    let finding = Finding { version: Version::CURRENT, provenance, found, acquisition };
    Answer { finding, original: bitmap(side), model_input: bitmap(224) }
}

/// The same with another outcome.
fn answer_of(found: Found) -> Answer {
    let Answer { finding, original, model_input } = answer(1);
    Answer { finding: Finding { found, ..finding }, original, model_input }
}

fn labels() -> Found {
    let label = LabelFound {
        label: "a".into(),
        probability: 0.75,
        threshold: 0.5,
        level: Some(0.9),
        state: LabelState::Present,
    };
    Found::Labels(Labels { labels: vec![label], abstention: None, maps: Vec::new() })
}

fn mask() -> Found {
    let area = Area { label: "a".into(), cells: 1, share: 0.5, square_millimetres: Some(2.5), probability: Some(0.75) };
    Found::Mask(Mask { width: 1, height: 1, cells: vec![0], areas: vec![area], abstention: None })
}

fn model() -> ModelReport {
    ModelReport {
        task: "brain-mri".into(),
        name: "a-model".into(),
        version: "1.0.0".into(),
        sha256: "ab".repeat(32),
        bytes: 3_000_000,
        labels: vec!["a".into(), "b".into()],
        negative: Some("b".into()),
        input_size: 224,
        scores: Vec::new(),
        temperature: 1.5,
        text: Box::default(),
        measured: Some(Box::default()),
    }
}

#[test]
fn every_message_comes_out_as_it_went_in() {
    let message = text::browser::not_loaded("a file", text::failure::said("it ends early"));
    let failure = Failure { kind: FailureKind::Network, message, hint: text::browser::not_loaded_help() };
    let requests = [
        Request::Start {
            base_url: "https://example.org/a/".into(),
            task: "brain-mri".into(),
            backend: Backend::Cpu,
            reason: text::browser::cpu_asked(),
            model: ModelSource::Device,
            manifests: vec![Pin { folder: "brain-mri".into(), sha256: "ab".repeat(32) }],
            tasks: vec!["brain-mri".into()],
        },
        Request::Ping,
        Request::Classify { case: 7, gating: Gating::Tell, slice: None },
        Request::Probe { case: 7, slice: Some(SliceAddress::Frame { instance: 2, frame: 300 }) },
        Request::Classify {
            case: 8,
            gating: Gating::Stop,
            slice: Some(SliceAddress::Cut { instance: 0, plane: AnatomicalPlane::Sagittal, at: 90, volume: 1 }),
        },
        Request::Cancel { case: u32::MAX },
        Request::Time,
        Request::Chosen { reason: text::engine::both_timed(120.0, 30.5) },
    ];
    for request in requests {
        let bytes = postcard::to_stdvec(&request).unwrap();
        assert_eq!(postcard::from_bytes::<Request>(&bytes).unwrap(), request);
    }
    let events = [
        Event::Hello { protocol: PROTOCOL_VERSION },
        Event::Pong,
        Event::Loading { stage: LoadStage::Download, done: 5, total: u64::MAX },
        Event::Progress { case: 1, stage: CaseStage::Explain },
        Event::DeviceChanged { device: device() },
        Event::Several { case: 3 },
        Event::Answered { case: 1, answer: Box::new(answer(64)) },
        Event::Answered { case: 1, answer: Box::new(answer_of(labels())) },
        Event::Answered { case: 1, answer: Box::new(answer_of(mask())) },
        Event::Failed { case: None, failure: failure.clone() },
        Event::Failed { case: Some(3), failure },
        Event::NotKept { why: NotKept::Full },
        Event::Timed { ms: 30.5 },
        // With empty fields: none may be skipped, since the encoding has no field names.
        Event::Ready { device: device(), model: model() },
        Event::Requested {
            request: RequestSeen {
                address: "./worker_bg.wasm".into(),
                at_ms: 1.5,
                witness: Witness::Browser,
                answered: Answered::Network,
                sent_bytes: 0,
            },
        },
    ];
    for event in events {
        let bytes = postcard::to_stdvec(&event).unwrap();
        assert_eq!(postcard::from_bytes::<Event>(&bytes).unwrap(), event);
    }
}

#[test]
fn an_answer_weighs_little_more_than_its_pictures() {
    let bytes = postcard::to_stdvec(&answer(1024)).unwrap();
    let pictures = 4 * (1024 * 1024 + 224 * 224);
    assert!(bytes.len() < pictures + 1_500, "{} bytes beyond the pictures", bytes.len() - pictures);
}

#[test]
fn page_and_decoder_refuse_the_same_files() {
    assert_eq!(Limits::default().bytes, MAX_FILE_BYTES);
}

proptest! {
    /// Bytes of another build, or arbitrary ones, are refused; never a panic.
    #[test]
    fn foreign_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = postcard::from_bytes::<Event>(&bytes);
        let _ = postcard::from_bytes::<Request>(&bytes);
    }
}
