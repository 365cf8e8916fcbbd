//! Transfer syntaxes (PS3.5, 10; PS3.6, table A-1): how elements and pixels are written.

use super::header::{EXPLICIT, Encoding, IMPLICIT};

/// How the pixels are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Uncompressed.
    Native,
    /// PS3.5, annex G.
    Rle,
    /// ITU-T T.81: baseline, extended, progressive, lossless.
    Jpeg,
    /// ITU-T T.87.
    JpegLs,
    /// ITU-T T.800, and T.814.
    Jpeg2000,
    /// An unsupported compression.
    Unread,
}

/// The properties of a transfer syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Transfer {
    pub(super) name: String,
    pub(super) encoding: Encoding,
    pub(super) deflated: bool,
    pub(super) packing: Packing,
}

/// The name where the file declares none.
pub(super) const UNDECLARED: &str = "none declared";

/// Names of the two progressive syntaxes.
const SPECTRAL: &str = "JPEG Spectral Selection, processes 6 and 8 (retired)";
const FULL: &str = "JPEG Progression, processes 10 and 12 (retired)";
/// Name of the T.814 syntax that may be lossy.
pub(super) const HIGH_THROUGHPUT: &str = "High-Throughput JPEG 2000 (HTJ2K)";

/// Compressed syntaxes after `1.2.840.10008.1.2.`; unsupported ones are named too.
const ENCAPSULATED: [(&str, &str, Packing); 33] = [
    ("5", "RLE Lossless", Packing::Rle),
    ("4.50", "JPEG Baseline", Packing::Jpeg),
    ("4.51", "JPEG Extended", Packing::Jpeg),
    ("4.53", SPECTRAL, Packing::Jpeg),
    ("4.55", FULL, Packing::Jpeg),
    ("4.57", "JPEG Lossless, process 14", Packing::Jpeg),
    ("4.70", "JPEG Lossless, process 14, selection value 1", Packing::Jpeg),
    ("4.80", "JPEG-LS Lossless", Packing::JpegLs),
    ("4.81", "JPEG-LS Near-Lossless", Packing::JpegLs),
    ("4.90", "JPEG 2000 Lossless", Packing::Jpeg2000),
    ("4.91", "JPEG 2000", Packing::Jpeg2000),
    ("4.201", "High-Throughput JPEG 2000 (HTJ2K) Lossless", Packing::Jpeg2000),
    ("4.202", "High-Throughput JPEG 2000 (HTJ2K) with RPCL, Lossless", Packing::Jpeg2000),
    ("4.203", HIGH_THROUGHPUT, Packing::Jpeg2000),
    ("4.52", "JPEG Extended, processes 3 and 5 (retired)", Packing::Unread),
    ("4.92", "JPEG 2000 Multi-component Lossless", Packing::Unread),
    ("4.93", "JPEG 2000 Multi-component", Packing::Unread),
    ("4.94", "JPIP Referenced", Packing::Unread),
    ("4.95", "JPIP Referenced Deflate", Packing::Unread),
    ("4.100", "MPEG2 Main Profile at Main Level", Packing::Unread),
    ("4.100.1", "Fragmentable MPEG2 Main Profile at Main Level", Packing::Unread),
    ("4.101", "MPEG2 Main Profile at High Level", Packing::Unread),
    ("4.102", "MPEG-4 AVC/H.264 High Profile", Packing::Unread),
    ("4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile", Packing::Unread),
    ("4.104", "MPEG-4 AVC/H.264 High Profile for 2D Video", Packing::Unread),
    ("4.105", "MPEG-4 AVC/H.264 High Profile for 3D Video", Packing::Unread),
    ("4.106", "MPEG-4 AVC/H.264 Stereo High Profile", Packing::Unread),
    ("4.107", "HEVC/H.265 Main Profile", Packing::Unread),
    ("4.108", "HEVC/H.265 Main 10 Profile", Packing::Unread),
    ("4.110", "JPEG XL Lossless", Packing::Unread),
    ("4.111", "JPEG XL JPEG Recompression", Packing::Unread),
    ("4.112", "JPEG XL", Packing::Unread),
    ("8.1", "Deflated Image Frame Compression", Packing::Unread),
];

impl Transfer {
    /// Whether it declares progressive JPEG frames.
    pub(super) fn is_progressive(&self) -> bool {
        [SPECTRAL, FULL].contains(&self.name.as_str())
    }
}

/// The syntax of a UID; an unknown one is assumed to be encapsulated, as all new ones are.
pub(super) fn transfer_from_uid(uid: &str) -> Transfer {
    let native =
        |name: &str, encoding, deflated| Transfer { name: name.into(), encoding, deflated, packing: Packing::Native };
    let rest = uid.strip_prefix("1.2.840.10008.1.2");
    match rest {
        Some("") => native("Implicit VR Little Endian", IMPLICIT, false),
        Some(".1") => native("Explicit VR Little Endian", EXPLICIT, false),
        // Encapsulated uncompressed: the fragments hold native frames.
        Some(".1.98") => native("Encapsulated Uncompressed Explicit VR Little Endian", EXPLICIT, false),
        Some(".1.99") => native("Deflated Explicit VR Little Endian", EXPLICIT, true),
        Some(".2") => native("Explicit VR Big Endian", Encoding { explicit: true, big: true }, false),
        _ => {
            let rest = rest.and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
            let known = ENCAPSULATED.iter().find(|(end, ..)| *end == rest);
            let (name, packing) = known
                .map_or_else(|| (uid.to_owned(), Packing::Unread), |(_, name, packing)| ((*name).into(), *packing));
            Transfer { name, encoding: EXPLICIT, deflated: false, packing }
        }
    }
}

/// The compression of a frame by its own first bytes: the declared one is wrong often enough.
pub(super) fn packing_from_frame(frame: &[u8]) -> Option<Packing> {
    match frame {
        // JPEG-LS has its own frame marker, FF F7, among the first segments.
        [0xFF, 0xD8, 0xFF, ..] => {
            Some(if first_frame_marker(frame) == Some(0xF7) { Packing::JpegLs } else { Packing::Jpeg })
        }
        [0xFF, 0x4F, 0xFF, 0x51, ..] => Some(Packing::Jpeg2000),
        _ if frame.starts_with(b"\0\0\0\x0CjP  ") => Some(Packing::Jpeg2000),
        _ => None,
    }
}

/// The first start-of-frame marker (T.81, table B.1; T.87, C.1.2).
fn first_frame_marker(frame: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let &[mark, code, high, low] = frame.get(at..)?.first_chunk()?;
        match (mark, code) {
            (0xFF, 0xFF) => at += 1,
            (0xFF, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xF7) => return Some(code),
            (0xFF, 0xDA) => return None,
            (0xFF, _) => at += 2 + usize::from(u16::from_be_bytes([high, low])),
            _ => return None,
        }
    }
}
