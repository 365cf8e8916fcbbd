//! Marker segments: frame, scan, tables.

use super::super::{StreamColour, StreamShape};
use super::CODEC;
use crate::error::DicomError;
use ::jpeg::{ComponentFields, FrameFields, HuffmanTable, JpegTables, ScanFields, TableFault};

/// A component of a frame (T.81, B.2.2).
#[derive(Clone, Copy, Debug)]
pub(super) struct Component {
    pub(super) id: u8,
    /// Horizontal sampling factor, 1 to 4.
    pub(super) across: usize,
    /// Vertical sampling factor, 1 to 4.
    pub(super) down: usize,
    /// Index of its quantisation table.
    pub(super) quantiser: usize,
    /// Samples of a row.
    pub(super) width: usize,
    /// Rows.
    pub(super) height: usize,
}

/// A frame header.
#[derive(Clone, Debug)]
pub(super) struct FrameHeader {
    /// The marker, which names the coding process.
    pub(super) marker: u8,
    pub(super) lossless: bool,
    pub(super) precision: u32,
    pub(super) components: Vec<Component>,
    pub(super) most_across: usize,
    pub(super) most_down: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl FrameHeader {
    pub(super) fn read(marker: u8, content: &[u8], shape: StreamShape) -> Result<Self, DicomError> {
        let cut = || DicomError::Damaged(text::dicom_codec::frame_cut(CODEC));
        let fields = FrameFields::read(content).ok_or_else(cut)?;
        let FrameFields { precision, height, width, count, .. } = fields;
        shape.check(CODEC, u32::from(width), u32::from(height), usize::from(count))?;
        let lossless = marker == 0xC3;
        let fits = match marker {
            0xC0 => precision == 8,
            0xC1 => precision == 8 || precision == 12,
            _ => (2..=16).contains(&precision),
        };
        if !fits {
            return Err(DicomError::Damaged(text::dicom_codec::jpeg_precision(precision)));
        }
        let (width, height) = (usize::from(width), usize::from(height));
        let mut components = Vec::with_capacity(shape.components);
        for ComponentFields { id, across, down, steps } in fields.components().take(shape.components) {
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) || (lossless && (across, down) != (1, 1)) {
                return Err(DicomError::Damaged(text::dicom_codec::jpeg_sampling(across, down)));
            }
            let quantiser = usize::from(steps);
            components.push(Component { id, across, down, quantiser, width, height });
        }
        if components.len() != shape.components {
            return Err(DicomError::Damaged(text::dicom_codec::frame_components(CODEC, components.len())));
        }
        let most_across = components.iter().map(|component| component.across).max().unwrap_or(1);
        let most_down = components.iter().map(|component| component.down).max().unwrap_or(1);
        // T.81, A.1.1.
        for component in &mut components {
            component.width = (width * component.across).div_ceil(most_across);
            component.height = (height * component.down).div_ceil(most_down);
        }
        let precision = u32::from(precision);
        Ok(Self { marker, lossless, precision, components, most_across, most_down, width, height })
    }
}

/// A component in a scan.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanComponent {
    /// Index among the frame's components.
    pub(super) component: usize,
    /// Indices of its Huffman tables.
    pub(super) dc: usize,
    pub(super) ac: usize,
}

/// A scan header (T.81, B.2.3).
#[derive(Clone, Debug)]
pub(super) struct ScanHeader {
    pub(super) parts: Vec<ScanComponent>,
    /// Predictor of a lossless scan, 1 to 7.
    pub(super) predictor: u8,
    /// Point transform: low bits that were cut off.
    pub(super) point: u32,
}

impl ScanHeader {
    pub(super) fn read(content: &[u8], frame: &FrameHeader) -> Result<Self, DicomError> {
        let cut = || DicomError::Damaged(text::dicom_codec::scan_cut(CODEC));
        if content.is_empty() {
            return Err(DicomError::Damaged(text::dicom_codec::scan_empty(CODEC)));
        }
        let ScanFields { components, tail } = ScanFields::read(content).ok_or_else(cut)?;
        let mut parts = Vec::with_capacity(components.len());
        for &[id, tables] in components {
            let component = frame.components.iter().position(|component| component.id == id);
            let none = || DicomError::Damaged(text::dicom_codec::jpeg_scan_component(id));
            let component = component.ok_or_else(none)?;
            if parts.iter().any(|part: &ScanComponent| part.component == component) {
                return Err(DicomError::Damaged(text::dicom_codec::jpeg_scan_component_twice(id)));
            }
            parts.push(ScanComponent { component, dc: usize::from(tables >> 4), ac: usize::from(tables & 15) });
        }
        let (&[start, _, low], false) = (tail.first_chunk().unwrap_or(&[0; 3]), tail.len() < 3 || parts.is_empty())
        else {
            return Err(cut());
        };
        let point = u32::from(low & 15);
        if frame.lossless && (!(1..=7).contains(&start) || point >= frame.precision) {
            return Err(DicomError::Damaged(text::dicom_codec::jpeg_predictor(start)));
        }
        Ok(Self { parts, predictor: start, point: if frame.lossless { point } else { 0 } })
    }
}

/// Everything that stays in force from its segment on.
#[derive(Clone, Debug, Default)]
pub(super) struct DecodingTables {
    tables: JpegTables,
    /// Units between restarts; 0 for none.
    pub(super) restart: usize,
    pub(super) jfif: bool,
    /// The colour transform that Adobe's marker names.
    pub(super) adobe: Option<u8>,
}

impl DecodingTables {
    pub(super) fn read(&mut self, marker: u8, content: &[u8]) -> Result<(), DicomError> {
        match marker {
            0xC4 => self.tables.read_codes(content, usize::MAX).map_err(no_table),
            0xDB => self.tables.read_steps(content).map_err(no_table),
            0xDD => {
                let cut = || DicomError::Damaged(text::dicom_codec::jpeg_interval_cut());
                let interval = content.first_chunk().ok_or_else(cut)?;
                self.restart = usize::from(u16::from_be_bytes(*interval));
                Ok(())
            }
            0xE0 => {
                self.jfif |= content.starts_with(b"JFIF\0");
                Ok(())
            }
            // Adobe technical note 5116: the colour transform is the last byte.
            0xEE if content.starts_with(b"Adobe") => {
                self.adobe = content.get(11).copied();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    pub(super) fn dc_of(&self, part: ScanComponent) -> Result<&HuffmanTable, DicomError> {
        self.tables.dc(part.dc).ok_or_else(no_codes)
    }

    pub(super) fn ac_of(&self, part: ScanComponent) -> Result<&HuffmanTable, DicomError> {
        self.tables.ac(part.ac).ok_or_else(no_codes)
    }

    pub(super) fn quantiser_of(&self, component: &Component) -> Result<&[u16; 64], DicomError> {
        let table = self.tables.steps(component.quantiser);
        table.ok_or_else(|| DicomError::Damaged(text::dicom_codec::jpeg_no_steps()))
    }

    /// The colour space by the stream itself, in this order: Adobe's marker; subsampled colour differences; component
    /// ids R, G and B; JFIF, or component ids 1, 2 and 3, which JFIF and libjpeg give to luma and colour differences.
    /// Scanners leave both markers out and write RGB around it (Weasis, issue 140). A lossless process implies no
    /// colour transform.
    pub(super) fn colour(&self, frame: &FrameHeader) -> StreamColour {
        let ids: Vec<u8> = frame.components.iter().map(|component| component.id).collect();
        let is_whole =
            |component: &Component| (component.across, component.down) == (frame.most_across, frame.most_down);
        match self.adobe {
            _ if ids.len() != 3 || frame.lossless => StreamColour::Declared,
            Some(0) => StreamColour::Rgb,
            Some(_) => StreamColour::Ybr,
            None if !frame.components.iter().all(is_whole) => StreamColour::Ybr,
            None if ids == *b"RGB" => StreamColour::Rgb,
            None if self.jfif || ids == [1, 2, 3] => StreamColour::Ybr,
            None => StreamColour::Declared,
        }
    }
}

fn no_table(found: TableFault) -> DicomError {
    DicomError::Damaged(match found {
        TableFault::CutCodes => text::dicom_codec::jpeg_codes_cut(),
        TableFault::TooManyCodes => text::dicom_codec::jpeg_too_many_codes(),
        TableFault::CodesNumber(number) => text::dicom_codec::jpeg_codes_number(number),
        TableFault::CutSteps => text::dicom_codec::jpeg_steps_cut(),
        TableFault::StepsNumber(number) => text::dicom_codec::jpeg_steps_number(number),
    })
}

fn no_codes() -> DicomError {
    DicomError::Damaged(text::dicom_codec::jpeg_no_codes())
}
