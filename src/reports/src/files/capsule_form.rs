//! The finding with hashes of its picture, as JSON that this program reads again.

use export::MayGoAlong;
use export::capsule::{Capsule, CapsuleOptions, PictureHashes};
use text::Message;

use super::{ReportWishes, VERSION, WritingTime, finding, whole};
use crate::subject::ReportSubject;

/// The file.
///
/// # Errors
/// Where the picture is not available, and the writer's errors.
pub(super) fn write(
    subject: &ReportSubject,
    hashes: Option<PictureHashes>,
    wishes: &ReportWishes,
    at: WritingTime,
) -> Result<Vec<u8>, Message> {
    let hashes = hashes.ok_or_else(text::capsule::no_picture)?;
    let options = CapsuleOptions {
        may: MayGoAlong { names: false, dates: wishes.parts.date, file_names: wishes.parts.file_name, pixels: false },
        program: VERSION,
        file_name: Some(subject.name.as_str()),
        answered_ms: at.epoch_ms.map(whole),
    };
    let capsule = Capsule::new(&finding(subject, wishes), hashes, &options);
    capsule.to_json().map(String::into_bytes).map_err(|error| error.message())
}
