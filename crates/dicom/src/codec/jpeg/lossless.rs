//! The lossless process (T.81, annex H): each sample is predicted from its neighbours and corrected by a coded
//! difference.

use super::header::{DecodingTables, FrameHeader, ScanHeader};
use super::upsample::ComponentPlane;
use super::{no_block, restart_cut};
use crate::error::DicomError;
use ::jpeg::{HuffmanTable, ScanBits, read_difference};

/// Decodes a scan: one plane a component, and where the data end.
pub(super) fn decode(
    bytes: &[u8],
    at: usize,
    frame: &FrameHeader,
    scan: &ScanHeader,
    tables: &DecodingTables,
) -> Result<(Vec<ComponentPlane>, usize), DicomError> {
    let (width, height) = (frame.width, frame.height);
    let codes = scan.parts.iter().map(|&part| tables.dc_of(part)).collect::<Result<Vec<&HuffmanTable>, _>>()?;
    let mut planes: Vec<Vec<u16>> = codes.iter().map(|_| vec![0; width * height]).collect();
    let mut bits = ScanBits::new(bytes, at);
    // T.81, H.1.2.1: the first sample of a scan, and of every restart interval, is predicted as mid-grey.
    let middle = 1_i32 << (frame.precision - scan.point - 1);
    // Restarts come at the end of whole rows (H.1.1): the first row of an interval is the one after the last restart.
    let mut first_row = 0;
    let mut units = 0;
    for row in 0..height {
        for column in 0..width {
            if tables.restart > 0 && units == tables.restart {
                bits = bits.behind_restart().ok_or_else(restart_cut)?;
                units = 0;
                first_row = row;
            }
            units += 1;
            for (plane, codes) in planes.iter_mut().zip(&codes) {
                let (_, difference) = read_difference(&mut bits, codes).map_err(no_block)?;
                let place = row * width + column;
                let near = |distance: usize| {
                    place
                        .checked_sub(distance)
                        .and_then(|place| plane.get(place))
                        .map_or(0, |&sample| i32::from(sample))
                };
                // H.1.2.1: the first row by its left neighbour, the first column by the one above.
                let predicted = match (row == first_row, column == 0) {
                    (true, true) => middle,
                    (true, false) => near(1),
                    (false, true) => near(width),
                    (false, false) => predicted(scan.predictor, near(1), near(width), near(width + 1)),
                };
                if let Some(sample) = plane.get_mut(place) {
                    // H.1.2.1: modulo 65,536.
                    *sample = (predicted + difference) as u16;
                }
            }
        }
        if bits.is_past_the_end() {
            return Err(DicomError::Truncated(text::dicom_codec::jpeg_rows_cut()));
        }
    }
    let end = bits.end();
    let shifted = |plane: Vec<u16>| plane.into_iter().map(|sample| sample << scan.point).collect();
    Ok((
        planes
            .into_iter()
            .map(|plane| ComponentPlane { width, height, stride: width, samples: shifted(plane) })
            .collect(),
        end,
    ))
}

/// T.81, table H.1: left, above, above left.
fn predicted(predictor: u8, left: i32, above: i32, corner: i32) -> i32 {
    match predictor {
        1 => left,
        2 => above,
        3 => corner,
        4 => left + above - corner,
        5 => left + ((above - corner) >> 1),
        6 => above + ((left - corner) >> 1),
        _ => (left + above) >> 1,
    }
}
