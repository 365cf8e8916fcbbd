//! High-Throughput JPEG 2000 (ITU-T T.814): the decoder's output and errors, converted to the types of the other
//! codecs.

use crate::codec::{DecodedFrame, StreamColour};
use crate::error::DicomError;
use htj2k::{HtFault, HtFeature};

/// Decodes a code stream whose size and cost have been checked.
pub(super) fn decode(stream: &[u8]) -> Result<DecodedFrame, DicomError> {
    let picture = htj2k::decode(stream).map_err(refused)?;
    let colour = if picture.is_transformed { StreamColour::Rgb } else { StreamColour::Declared };
    Ok(DecodedFrame { samples: picture.samples, bits: picture.bits, colour })
}

/// What is wrong with a stream, as a sentence.
fn refused(fault: HtFault) -> DicomError {
    match fault {
        HtFault::Cut => DicomError::Truncated(text::dicom_codec::htj2k_cut()),
        HtFault::Header(marker) => DicomError::Damaged(text::dicom_codec::htj2k_header(format!("{marker:04X}"))),
        HtFault::Packet => DicomError::Damaged(text::dicom_codec::htj2k_packet()),
        HtFault::Block => DicomError::Damaged(text::dicom_codec::htj2k_block()),
        HtFault::Unsupported(feature) => DicomError::Unsupported(text::dicom_codec::htj2k_feature(match feature {
            HtFeature::ArithmeticBlocks => "blocks",
            HtFeature::Region => "region",
            HtFeature::PackedHeaders => "headers",
            HtFeature::Planes => "planes",
            HtFeature::Components => "components",
            HtFeature::Changes => "changes",
            HtFeature::Extension => "extension",
        })),
    }
}
