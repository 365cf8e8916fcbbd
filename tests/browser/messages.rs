//! What crosses the worker boundary comes out as it went in.

use browser::wire;
use js_sys::{ArrayBuffer, Uint8Array};
use protocol::{Backend, CaseStage, Event, Failure, FailureKind, Gating, Request};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_request_takes_its_picture_along() {
    let picture: ArrayBuffer = Uint8Array::from([1, 2, 3].as_slice()).buffer();
    let packed = wire::pack(&Request::Classify { case: 7, gating: Gating::Tell, slice: None }, Some(picture)).unwrap();
    let (request, picture) = wire::unpack::<Request>(&packed.message).unwrap();
    assert_eq!(request, Request::Classify { case: 7, gating: Gating::Tell, slice: None });
    assert_eq!(Uint8Array::new(&picture.unwrap()).to_vec(), [1, 2, 3]);
}

#[wasm_bindgen_test]
fn an_event_survives_the_way_back() {
    let message = text::browser::not_loaded("a file", text::failure::said("Expected …, found …"));
    let failure = Failure { kind: FailureKind::Network, message, hint: text::browser::not_loaded_help() };
    for event in [
        Event::Progress { case: 1, stage: CaseStage::Infer },
        Event::Failed { case: Some(1), failure: failure.clone() },
        Event::Failed { case: None, failure },
    ] {
        let packed = wire::pack(&event, None).unwrap();
        let (back, picture) = wire::unpack::<Event>(&packed.message).unwrap();
        assert_eq!((back, picture), (event, None));
    }
    assert_eq!(Backend::WebGpu.name(), "webgpu");
}

#[wasm_bindgen_test]
fn a_message_of_another_build_is_refused() {
    for strange in [js_sys::Array::of1(&Uint8Array::from([255; 9].as_slice())).into(), "words".into()] {
        assert_eq!(wire::unpack::<Event>(&strange).unwrap_err().kind, FailureKind::Worker);
    }
}
