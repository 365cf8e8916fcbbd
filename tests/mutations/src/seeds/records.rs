//! What the program stores, fetches and sends between its parts.

use finding::{Failure, FailureKind, Finding};
use model::{Array, Weights, write_quantised};
use protocol::{
    Answer, Bitmap, Event, PictureHead, ReaderEvent, ReaderRequest, Request, SampleKind, SliceAddress, ViewerQuery,
    ViewerReply, ViewerRequest, ViewerResponse,
};
use serde::Serialize;

/// Each encoding with valid characters and with invalid bytes.
pub(crate) fn letters() -> Vec<Vec<u8>> {
    let text = b"M\xFCller \x8E\x52\x93\x63 \x1B$B;3ED\x1B(B \xB1\xE8\xC8\xF1\xC1\xDF \x84\x31\xA4\x37";
    (0..12_u8).map(|label| [&[label][..], text].concat()).collect()
}

pub(crate) fn weights() -> Vec<Vec<u8>> {
    let weight = Array { shape: vec![3, 4], data: (0..12_u8).map(|at| f32::from(at) - 5.5).collect() };
    let bias = Array { shape: vec![4], data: vec![0.25, -0.5, 1.0, 0.0] };
    let weights = Weights::from([("head.weight".to_owned(), weight), ("head.bias".to_owned(), bias)]);
    vec![write_quantised(&weights).unwrap(), model::write_f32(&weights).unwrap()]
}

/// Every language as the page fetches it, its second part after a zero byte.
pub(crate) fn languages() -> Vec<Vec<u8>> {
    let folder = crate::corpus::root().join("text");
    let (english_language, sources) = translation::language_in(&folder, "en").unwrap();
    let english = translation::english(&sources, &english_language).unwrap();
    let first = translation::first(&english, &english_language);
    let mut files = Vec::new();
    for tag in translation::languages(&folder).unwrap() {
        let (language, sources) = translation::language_in(&folder, &tag).unwrap();
        let sentences = if tag == "en" { Vec::new() } else { translation::translated(&english, &sources, &language).0 };
        let [at_once, later] = translation::parts(&english, &sentences, &language, first);
        files.push([at_once.as_bytes(), &[0], later.as_bytes()].concat());
    }
    files
}

/// Messages of each kind; findings among them, of `tests/data/finding`.
pub(crate) fn messages() -> Vec<Vec<u8>> {
    fn message(kind: u8, message: &impl Serialize) -> Vec<u8> {
        [&[kind][..], &postcard::to_stdvec(message).unwrap()].concat()
    }
    let why = text::browser::not_loaded("a file", text::failure::said("it ends early"));
    let failure = Failure { kind: FailureKind::Network, message: why.clone(), hint: text::browser::not_loaded_help() };
    let place = SliceAddress::Frame { instance: 2, frame: 300 };
    let head = PictureHead {
        width: 4,
        height: 2,
        samples: SampleKind::Grey16,
        format: "TIFF".into(),
        orientation: 6,
        warnings: vec![why],
        described: "MR".into(),
        millimetres: Some([20.0, 10.5]),
        directions: None,
    };
    let mut files = vec![
        message(0, &Request::Probe { case: 7, slice: Some(place) }),
        message(0, &Request::Cancel { case: u32::MAX }),
        message(1, &Event::Pong),
        message(1, &Event::Failed { case: Some(3), failure: failure.clone() }),
        message(2, &ReaderRequest::Decode { windowing: None, slice: Some(place) }),
        message(3, &ReaderEvent::Decoded { head }),
        message(3, &ReaderEvent::Failed { failure: failure.clone() }),
        message(4, &ViewerRequest { id: 9, query: ViewerQuery::Tags { place } }),
        message(5, &ViewerResponse { id: 9, reply: ViewerReply::File { name: text::reading::said("a.dcm") } }),
        message(5, &ViewerResponse { id: 9, reply: ViewerReply::Failed(failure) }),
    ];
    for name in ["classes", "labels", "mask"] {
        let path = crate::corpus::root().join(format!("tests/data/finding/version-1-{name}.json"));
        let finding: Finding = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let bitmap = Bitmap { width: 2, height: 1, rgba: vec![9; 8] };
        let answer = Box::new(Answer { finding, original: bitmap.clone(), model_input: bitmap });
        files.push(message(1, &Event::Answered { case: 1, answer }));
    }
    files
}
