//! Which files call for the light box, told by their first bytes and never by their names.

/// Bytes of a file that are enough for it: in front of the pixels stands what says how many frames there are.
pub const GLANCE_BYTES: u32 = 1 << 16;

/// What a file calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// Several slices: an archive, a volume, several frames, a directory of a patient CD.
    Many,
    /// One DICOM object; two of them are slices too.
    Object,
    /// Anything else, which is classified as it is.
    Other,
}

/// Tells what a file calls for by its start.
#[must_use]
pub fn glance(start: &[u8]) -> Glance {
    let is_volume = matches!(start.get(344..348), Some(b"n+1\0")) || matches!(start.get(4..8), Some(b"n+2\0"));
    // gzip as NIfTI is packed by: deflate, whatever its flags.
    if start.starts_with(b"PK\x03\x04") || start.starts_with(&[0x1F, 0x8B, 8]) || is_volume {
        return Glance::Many;
    }
    if start.get(128..132) != Some(b"DICM") {
        return Glance::Other;
    }
    // The storage class of a directory (PS3.6, A), written as text in any transfer syntax.
    let head = start.get(132..start.len().min(400)).unwrap_or_default();
    let is_directory = head.windows(20).any(|text| text == b"1.2.840.10008.1.3.10");
    if is_directory || frames(start) > 1 { Glance::Many } else { Glance::Object }
}

/// Number of Frames (0028,0008): a text of digits, eight bytes behind its tag in every encoding.
fn frames(start: &[u8]) -> u32 {
    let tags: [[u8; 4]; 2] = [[0x28, 0, 8, 0], [0, 0x28, 0, 8]];
    let places = start.windows(4).enumerate().filter(|(_, window)| tags.iter().any(|tag| tag == window));
    let number = |at: usize| {
        let digits = start.get(at + 8..)?.iter().take(12).take_while(|byte| byte.is_ascii_digit());
        digits.fold(None, |sum: Option<u32>, &digit| {
            Some(sum.unwrap_or(0).saturating_mul(10).saturating_add(u32::from(digit - b'0')))
        })
    };
    places.filter_map(|(at, _)| number(at)).next().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::{Glance, glance};

    fn dicom(rest: &[u8]) -> Vec<u8> {
        [&[0; 128], b"DICM".as_slice(), rest].concat()
    }

    #[test]
    fn what_holds_several_slices_goes_to_the_light_box() {
        let mut volume = vec![0; 352];
        volume[344..348].copy_from_slice(b"n+1\0");
        let frames = [&[0x28, 0, 8, 0][..], b"IS", &[2, 0], b"12"].concat();
        let one = [&[0x28, 0, 8, 0][..], b"IS", &[2, 0], b"1 "].concat();
        let big = [&[0, 0x28, 0, 8][..], b"IS", &[0, 2], b"30"].concat();
        let cases: [(&[u8], Glance); 9] = [
            (b"PK\x03\x04rest", Glance::Many),
            (&[0x1F, 0x8B, 8, 0], Glance::Many),
            (&volume, Glance::Many),
            (&dicom(b"\x02\0\x02\0UI\x1a\x001.2.840.10008.1.3.10\0"), Glance::Many),
            (&dicom(&frames), Glance::Many),
            (&dicom(&big), Glance::Many),
            (&dicom(&one), Glance::Object),
            (&dicom(b""), Glance::Object),
            (b"\x89PNG\r\n\x1A\n", Glance::Other),
        ];
        for (start, expected) in cases {
            assert_eq!(glance(start), expected, "{start:?}");
        }
        assert_eq!(glance(b""), Glance::Other);
    }
}
