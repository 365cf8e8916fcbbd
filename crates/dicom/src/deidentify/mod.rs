//! De-identification of a file by the basic profile of PS3.15, annex E; its pixels are kept.
//!
//! Invariant: nothing is copied that cannot be read. Attributes that the dictionary does not know are removed like
//! private ones; a value is kept only where it is valid in its representation; of the pixel data element only the
//! pixels are kept, and of those only the stored bits. The result is read again and checked against the original before
//! it is returned.

mod cells;
mod changes;
mod covers;
mod elements;
mod faces;
mod folded;
mod notes;
mod pixels;
mod profile;
mod replaced;
mod residual;
mod stream;
mod traces;
mod values;
mod write;

pub use changes::{ChangeReport, ElementFate, FateCounts, Unvouched, ValueKind};

use super::error::DicomError;
use super::field::View;
use super::header::Encoding;
use super::object::Object;
use covers::Covering;
use deface::{FaceRegion, FaceReport};
use dicom_core::{Tag, VR};
use dicom_dictionary_std::tags;
use elements::{By, data_set};
use finding::CoverBox;
use notes::notes;
use profile::{Action, action};
use replaced::replaced_uids;
use traces::Traces;
use values::unpadded;
use write::ElementWriter;

/// Determines the replacement UIDs; the same salt gives the same ones, so that the files of a series stay together. It
/// must be random and must not be stored.
#[derive(Clone, Copy)]
pub struct Salt(pub [u8; 32]);

impl std::fmt::Debug for Salt {
    /// Never prints the bytes: whoever knows them can test guesses of the original UIDs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt(…)")
    }
}

/// Whether the profile changes the attribute: a tag browser hides its value at first. UIDs are shown, since they only
/// name files.
///
/// ```
/// use dicom::deidentify::is_identifying;
///
/// // Patient's name, SOP instance UID, rows.
/// assert!(is_identifying(0x0010, 0x0010));
/// assert!(!is_identifying(0x0008, 0x0018));
/// assert!(!is_identifying(0x0028, 0x0010));
/// ```
#[must_use]
pub fn is_identifying(group: u16, element: u16) -> bool {
    !matches!(action(Tag(group, element)), None | Some(Action::Uid))
}

/// The rewritten file: attributes by the profile, stored bits of the pixels unchanged.
///
/// ```
/// use dicom::deidentify::{Salt, deidentified};
/// use imaging::Limits;
///
/// # fn element(group: u16, number: u16, value: &[u8]) -> Vec<u8> {
/// #     let length = value.len() as u32;
/// #     [&group.to_le_bytes()[..], &number.to_le_bytes(), &length.to_le_bytes(), value].concat()
/// # }
/// let file = [
///     &[0_u8; 128][..],
///     b"DICM",
///     b"\x02\0\0\0UL\x04\0\x1A\0\0\0\x02\0\x10\0UI\x12\01.2.840.10008.1.2\0",
///     &element(0x0008, 0x0016, b"1.2.840.10008.5.1.4.1.1.7\0"),
///     &element(0x0008, 0x0018, b"1.2.3.4.5\0"),
///     &element(0x0008, 0x0060, b"MR"),
///     &element(0x0010, 0x0010, b"Doe^Jane"),
///     &element(0x0028, 0x0002, &[1, 0]),
///     &element(0x0028, 0x0004, b"MONOCHROME2 "),
///     &element(0x0028, 0x0010, &[1, 0]),
///     &element(0x0028, 0x0011, &[2, 0]),
///     &element(0x0028, 0x0100, &[16, 0]),
///     &element(0x0028, 0x0101, &[16, 0]),
///     &element(0x0028, 0x0102, &[15, 0]),
///     &element(0x0028, 0x0103, &[0, 0]),
///     &element(0x7FE0, 0x0010, &[7, 0, 9, 0]),
/// ]
/// .concat();
///
/// let limits = Limits { shortest_side: 1, ..Limits::default() };
/// let object = dicom::read(&file, &limits).unwrap();
/// // A true salt comes from a source of random numbers.
/// let made = deidentified(&object, &Salt([7; 32])).unwrap();
/// assert!(!made.windows(3).any(|bytes| bytes.eq_ignore_ascii_case(b"doe")));
/// assert_eq!(dicom::read(&made, &limits).unwrap().frame(0).unwrap().values(), [7.0, 9.0]);
/// ```
///
/// # Errors
/// `Truncated` for a file that ends early, and any other fault that keeps pixels from being separated from extra data:
/// what cannot be read cannot be judged. `Identifying` where something of the original is left in the result.
pub fn deidentified(object: &Object<'_>, salt: &Salt) -> Result<Vec<u8>, DicomError> {
    Ok(made(object, salt, &[], None)?.0)
}

/// A de-identified file, with a report of the changes.
#[derive(Clone, Debug)]
pub struct Deidentified {
    /// The file.
    pub file: Vec<u8>,
    /// What was changed.
    pub report: ChangeReport,
}

/// The same as [`deidentified`] with parts of the pixels covered (PS3.15, E.3.1), and a report. Frames in another
/// compression are recompressed as RLE, without loss; no pixel outside the boxes changes, except the colour of one next
/// to a box where two pixels share it.
///
/// # Errors
/// As [`deidentified`]; `NoSuchFrame` and `Unsupported` for a box that covers nothing.
pub fn deidentified_with(object: &Object<'_>, salt: &Salt, boxes: &[CoverBox]) -> Result<Deidentified, DicomError> {
    deidentified_without_face(object, salt, boxes, None)
}

/// The same as [`deidentified_with`] with the face removed (PS3.15, E.3.2), where a region is given: every pixel in it
/// gets the value of air.
///
/// # Errors
/// As [`deidentified_with`]; `Face` where the position of a frame in the patient is unknown, or its pixels are not grey
/// values.
pub fn deidentified_without_face(
    object: &Object<'_>,
    salt: &Salt,
    boxes: &[CoverBox],
    face: Option<&FaceRegion>,
) -> Result<Deidentified, DicomError> {
    let (file, removed) = made(object, salt, boxes, face)?;
    let report = ChangeReport::of(object, &file, boxes, removed)?;
    Ok(Deidentified { file, report })
}

fn made(
    object: &Object<'_>,
    salt: &Salt,
    boxes: &[CoverBox],
    face: Option<&FaceRegion>,
) -> Result<(Vec<u8>, Option<FaceReport>), DicomError> {
    let view = object.whole()?;
    let traces = Traces::of(object);
    let covering = Covering::of(object, boxes, face)?;
    let file = written(object, view, (&traces, salt), covering.as_ref())?;
    residual::check(&file, &traces)?;
    Ok((file, covering.and_then(|covering| covering.face_report())))
}

fn written(
    object: &Object<'_>,
    view: View<'_>,
    (traces, salt): (&Traces, &Salt),
    covering: Option<&Covering<'_>>,
) -> Result<Vec<u8>, DicomError> {
    // Compressed pixel data require explicit VR little endian (PS3.5, A.4).
    let is_repacked = covering.is_some_and(|covering| covering.repacked.is_some());
    let encoding = Encoding { explicit: is_repacked || object.is_explicit(), big: view.big && !is_repacked };
    let mut head = ElementWriter::new(Encoding { explicit: true, big: false });
    let mut inner = ElementWriter::new(Encoding { explicit: true, big: false });
    // From the data set, which they must agree with (PS3.10, 7.1): the file's own may be missing or of another object.
    inner.raw(tags::FILE_META_INFORMATION_VERSION, VR::OB, &[0, 1]);
    let uid = |tag| replaced_uids(&String::from_utf8_lossy(unpadded(view.raw(tag).unwrap_or_default())), salt);
    inner.text(tags::MEDIA_STORAGE_SOP_CLASS_UID, VR::UI, &uid(tags::SOP_CLASS_UID));
    inner.text(tags::MEDIA_STORAGE_SOP_INSTANCE_UID, VR::UI, &uid(tags::SOP_INSTANCE_UID));
    // A deflated file is written uncompressed: its elements are the same.
    inner.text(tags::TRANSFER_SYNTAX_UID, VR::UI, &pixels::syntax(object, covering)?);
    inner.text(tags::IMPLEMENTATION_CLASS_UID, VR::UI, "2.25.142913058160441730929327217061327514611");
    inner.text(tags::IMPLEMENTATION_VERSION_NAME, VR::SH, "ONSIGHT");
    let length = u32::try_from(inner.bytes.len()).unwrap_or(u32::MAX);
    head.raw(tags::FILE_META_INFORMATION_GROUP_LENGTH, VR::UL, &length.to_le_bytes());
    let mut body = ElementWriter::new(encoding);
    body.bytes.extend([0; 128]);
    body.bytes.extend(b"DICM");
    body.bytes.extend(head.bytes);
    body.bytes.extend(inner.bytes);
    let notes =
        notes(covering.map(Covering::options).unwrap_or_default(), covering.map(Covering::notes).unwrap_or_default());
    data_set(&mut body, view, view.set, By { traces, salt, notes: &notes }, 0);
    pixels::write(&mut body, object, covering)?;
    Ok(body.bytes)
}
