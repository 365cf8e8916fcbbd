//! The plane of a picture in the patient, as in DICOM's Image Plane Module: its physical size and orientation.

/// The image plane according to the file; empty for ordinary pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ImagePlane {
    /// Width and height of the whole picture in millimetres, independent of resampling. `None` where the pixel size in
    /// the patient is unknown: the size at a projection's detector does not count.
    pub millimetres: Option<[f64; 2]>,
    /// Unit vectors to the next column and to the next row: to the patient's left, back and head (PS3.3, C.7.6.2.1.1).
    /// `None` where the orientation of the patient is unknown.
    pub directions: Option<[[f64; 3]; 2]>,
}
