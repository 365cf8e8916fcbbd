//! DICOM objects, their de-identification, and NIfTI volumes.

use dicom::deidentify::Salt;
use dicom::nifti::{self, AnatomicalPlane};
use dicom::{DumpedElement, DumpedValue, Object, model_window};
use imaging::Limits;

/// Small, so that exaggerated claims of a file soon exceed them.
const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1 << 18, longest_side: 4096, shortest_side: 1 };
/// Limit of a de-identified file, which may have been inflated.
const MADE: Limits = Limits { bytes: 8 << 20, ..LIMITS };

/// The patient's name in the generated files, which occurs nowhere else.
pub const NAME: &str = "Quixley^Zebedee";
/// The patient's number in them.
pub const NUMBER: &str = "QZX48151623";

/// Reads all elements, and decodes the first, the second and the last frame.
pub fn object(bytes: &[u8]) -> Option<u64> {
    let object = dicom::read(bytes, &LIMITS).ok()?;
    let _ = (object.elements().len(), object.summary().is_ok(), object.kind(0), object.suv().is_ok());
    let description = object.description().ok()?;
    let mut most = None;
    for number in [0, 1, description.frames.saturating_sub(1)] {
        let Ok(frame) = object.frame(number) else { continue };
        let pixels = frame.width as usize * frame.height as usize;
        assert_eq!(
            frame.samples.len() % pixels.max(1),
            0,
            "samples of a part of a pixel: {} × {}, {} samples, {:?}",
            frame.width,
            frame.height,
            frame.samples.len(),
            description.photometric
        );
        assert!(model_window::picture(&frame, &object.modality(), &LIMITS).is_some(), "a frame without a picture");
        most = most.max(Some(frame.samples.len() as u64));
    }
    most
}

/// De-identifies. The result must be a valid object, and its elements must not hold the values of the original's
/// patient name and ID. Pixels are not examined.
pub fn deidentified(bytes: &[u8]) -> Option<u64> {
    let object = dicom::read(bytes, &LIMITS).ok()?;
    let made = dicom::deidentify::deidentified(&object, &Salt([7; 32])).ok()?;
    let again = dicom::read(&made, &MADE).expect("what was made is an object");
    let is_known = [(0x0010, "PN", NAME), (0x0020, "LO", NUMBER)].map(|(element, vr, value)| {
        let is_it = |of: &DumpedElement| (of.depth, of.group, of.element, of.vr) == (0, 0x0010, element, vr);
        (value, texts(&object, is_it).iter().any(|text| text.trim_matches(['\0', ' ']) == value))
    });
    for (value, _) in is_known.iter().filter(|(_, is_known)| *is_known) {
        let left = texts(&again, |_| true).into_iter().find(|text| text.to_uppercase().contains(&value.to_uppercase()));
        assert_eq!(left, None, "left in what was made");
    }
    Some(made.len() as u64)
}

/// Texts of the requested elements.
fn texts(object: &Object<'_>, is_asked: impl Fn(&DumpedElement) -> bool) -> Vec<String> {
    let text = |element: DumpedElement| match element.value {
        DumpedValue::Text(text) => Some(text),
        DumpedValue::Bytes(_) | DumpedValue::Items(_) => None,
    };
    object.elements().into_iter().filter(|element| is_asked(element)).filter_map(text).collect()
}

/// Reads a volume, and extracts the first, the middle and the last slice of each plane.
pub fn volume(bytes: &[u8]) -> Option<u64> {
    let volume = nifti::read(bytes, &LIMITS).ok()?;
    let mut most = None;
    for cut in [AnatomicalPlane::Axial, AnatomicalPlane::Coronal, AnatomicalPlane::Sagittal] {
        let count = volume.slices(cut);
        for at in [0, count / 2, count.saturating_sub(1)] {
            let Ok(frame) = volume.slice(cut, at, volume.volumes().saturating_sub(1)) else { continue };
            let _ = model_window::picture(&frame, "", &LIMITS);
            most = most.max(Some(frame.samples.len() as u64));
        }
        let _ = volume.directions(cut);
    }
    most
}

/// Joins the halves of a volume: two bytes give the length of the header, which precedes the voxels.
pub fn pair(bytes: &[u8]) -> Option<u64> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (header, voxels) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
    let joined = nifti::joined(header, voxels, &LIMITS).ok()?;
    volume(&joined)
}
