//! What the program stores, fetches and sends between its parts: text in many encodings, manifests, findings, weights,
//! languages, and the messages between page and workers.

use finding::Finding;
use model::Manifest;
use protocol::{Event, ReaderEvent, ReaderRequest, Request, ViewerRequest, ViewerResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use text::{Catalogue, EnglishLocale};

/// Labels of the character sets that DICOM defines, and an invalid one.
const LABELS: [&str; 12] = [
    "utf-8",
    "windows-1252",
    "iso-8859-5",
    "iso-8859-8",
    "windows-874",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "euc-kr",
    "gb18030",
    "gbk",
    "no such label",
];

/// Text in the encoding that the first byte chooses.
pub fn letters(bytes: &[u8]) -> Option<u64> {
    let (first, rest) = bytes.split_first()?;
    charset::decoded(LABELS[usize::from(*first) % LABELS.len()], rest).map(|text| text.len() as u64)
}

/// A manifest, serialised again where possible: a number may be too large for that.
pub fn manifest(bytes: &[u8]) -> Option<u64> {
    let manifest = Manifest::from_json(bytes).ok()?;
    manifest.to_json().ok().map(|text| text.len() as u64)
}

/// A stored finding, serialised again.
pub fn finding(bytes: &[u8]) -> Option<u64> {
    let finding: Finding = serde_json::from_slice(bytes).ok()?;
    serde_json::to_vec(&finding).ok().map(|json| json.len() as u64)
}

/// A weights file, with every value of it.
pub fn weights(bytes: &[u8]) -> Option<u64> {
    let stored = model::read_stored(bytes).ok()?;
    let weights = model::weights_from_stored(&stored);
    let count = |shape: &[usize]| shape.iter().product::<usize>();
    assert!(weights.values().all(|array| count(&array.shape) == array.data.len()), "values of a shape");
    assert!(weights.values().flat_map(|array| &array.data).all(|value| !value.is_nan()), "no number");
    Some(bytes.len() as u64)
}

/// A language: its two parts, separated by a zero byte. It is leaked, so every file of this target costs its own bytes
/// for the life of the process.
pub fn language(bytes: &[u8]) -> Option<u64> {
    let text = str::from_utf8(bytes).ok()?;
    let (first, second) = text.split_once('\0').unwrap_or((text, ""));
    let mut catalogue = Catalogue::read(first.to_owned())?;
    let _ = catalogue.complete(second.to_owned());
    let messages = [
        text::storage::space(text::number::megabytes(4.1), text::number::gigabytes(2.0)),
        text::imaging::several_frames(7_usize),
        text::formats::gzipped(text::imaging::dicom()),
        text::imaging::size_disagrees(),
    ];
    let said = messages.map(|message| catalogue.say(&message, &EnglishLocale).len() as u64);
    let _ = (catalogue.tag(), catalogue.direction(), catalogue.is_whole(), catalogue.word("a", "text.name"));
    Some(said.iter().sum())
}

/// A message of the kind that the first byte chooses.
pub fn wire(bytes: &[u8]) -> Option<u64> {
    let (first, rest) = bytes.split_first()?;
    match first % 6 {
        0 => crossed::<Request>(rest),
        1 => crossed::<Event>(rest),
        2 => crossed::<ReaderRequest>(rest),
        3 => crossed::<ReaderEvent>(rest),
        4 => crossed::<ViewerRequest>(rest),
        _ => crossed::<ViewerResponse>(rest),
    }
}

/// What is read is written, read and written again, and is the same then. Bytes are compared: NaN is not equal to
/// itself. One message is held at a time, as whoever receives it holds it.
fn crossed<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<u64> {
    let message: T = postcard::from_bytes(bytes).ok()?;
    let once = postcard::to_stdvec(&message).expect("what was read can be written");
    drop(message);
    let again: T = postcard::from_bytes(&once).expect("what was written can be read");
    assert!(postcard::to_stdvec(&again).is_ok_and(|twice| twice == once), "another message");
    Some(once.len() as u64)
}
