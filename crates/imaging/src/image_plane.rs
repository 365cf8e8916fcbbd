//! The plane of a picture in the patient, as DICOM's Image Plane Module has it: its physical size and orientation.

/// What a file says of the plane of its picture; nothing of ordinary pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ImagePlane {
    /// Width and height of the whole picture in millimetres, however many pixels it has been brought to. `None` where the
    /// file does not say how large a pixel is in the patient: at the detector of a projection is not there.
    pub millimetres: Option<[f64; 2]>,
    /// Unit vectors to the next column and to the next row: to the patient's left, back and head (PS3.3, C.7.6.2.1.1).
    /// `None` where the file does not say how the patient lies.
    pub directions: Option<[[f64; 3]; 2]>,
}
