//! Why an object cannot be made.

use std::fmt;
use text::Message;

/// Why an object cannot be made from an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectError {
    /// An invalid UID (PS3.5, 9.1).
    NotAUid {
        /// The text.
        found: String,
    },
    /// An impossible date or time.
    NoSuchTime,
    /// The wrong number of samples for the picture's size.
    Samples {
        /// Bytes expected.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// A picture without pixels, or with more than an object can hold.
    Sides {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// No picture at all.
    NoPictures,
    /// Several pictures of different sizes.
    UnlikePictures,
    /// The position of the picture in the patient is unknown.
    NoGeometry,
    /// The answered picture has another size than the stored one.
    OtherSize {
        /// Width and height of the picture that was answered, in pixels.
        answered: (u32, u32),
        /// Columns and rows of the stored one.
        stored: (u32, u32),
    },
    /// The answer has no outline.
    NoOutline,
    /// The outline is empty.
    NothingOutlined,
}

impl ObjectError {
    /// What was expected and what was found.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotAUid { found } => text::dicom_objects::not_a_uid(found),
            Self::NoSuchTime => text::dicom_objects::no_time(),
            Self::Samples { expected, found } => text::dicom_objects::samples(*expected, *found),
            Self::Sides { width, height } => text::dicom_objects::sides(*width, *height),
            Self::NoPictures => text::dicom_objects::no_pictures(),
            Self::UnlikePictures => text::dicom_objects::unlike(),
            Self::NoGeometry => text::dicom_objects::no_geometry(),
            Self::OtherSize { answered: (width, height), stored: (columns, rows) } => {
                text::dicom_objects::other_size(*columns, *rows, *width, *height)
            }
            Self::NoOutline => text::dicom_objects::no_outline(),
            Self::NothingOutlined => text::dicom_objects::nothing_outlined(),
        }
    }
}

impl fmt::Display for ObjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for ObjectError {}
