//! Markers and their segments (T.81, B.1.1).

/// A marker with its parameters.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// The byte after FF.
    pub marker: u8,
    /// Its content, after the length.
    pub content: &'a [u8],
    /// Offset at which the next one, or a scan's data, may begin.
    pub end: usize,
}

/// Why a marker's parameters cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentFault {
    /// The stream ends within the length.
    NoLength,
    /// The length is smaller than its own size.
    Impossible,
    /// The stream ends within the segment.
    Cut,
}

/// The next marker at or after `from`, and where its body starts. Entropy-coded data (where `FF 00` is a stuffed byte),
/// fill bytes and stray bytes are skipped.
///
/// ```
/// assert_eq!(jpeg::next_marker(&[0x12, 0xFF, 0x00, 0xFF, 0xFF, 0xD9], 0), Some((0xD9, 6)));
/// ```
#[must_use]
pub fn next_marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(from..)?;
    let found = rest.windows(2).position(|pair| matches!(pair, [0xFF, code] if !matches!(code, 0 | 0xFF)))?;
    Some((*rest.get(found + 1)?, from + found + 2))
}

/// The parameters of a marker whose body starts at `body`, without their two bytes of length (T.81, B.1.1.4).
///
/// # Errors
/// When they are truncated.
pub fn segment(bytes: &[u8], body: usize) -> Result<&[u8], SegmentFault> {
    let rest = bytes.get(body..).unwrap_or_default();
    let Some((&length, _)) = rest.split_first_chunk() else { return Err(SegmentFault::NoLength) };
    let length = usize::from(u16::from_be_bytes(length));
    if length < 2 {
        return Err(SegmentFault::Impossible);
    }
    rest.get(2..length).ok_or(SegmentFault::Cut)
}

/// The next marker segment at or after an offset, skipping markers without parameters; `None` at the end of the
/// picture, or at the end of the data: some writers omit the end marker (T.81, B.1.1.3 and B.1.1.4).
///
/// # Errors
/// When it is truncated.
pub fn next_segment(bytes: &[u8], mut at: usize) -> Result<Option<Segment<'_>>, SegmentFault> {
    while let Some((marker, body)) = next_marker(bytes, at) {
        match marker {
            0x01 | 0xD0..=0xD8 => at = body,
            0xD9 => break,
            _ => {
                let content = segment(bytes, body)?;
                return Ok(Some(Segment { marker, content, end: body + 2 + content.len() }));
            }
        }
    }
    Ok(None)
}

/// Writes a marker segment; its content is of a header or of tables, and shorter than the maximum length.
pub fn put_segment(to: &mut Vec<u8>, marker: u8, content: &[u8]) {
    to.extend([0xFF, marker]);
    to.extend((content.len() as u16).saturating_add(2).to_be_bytes());
    to.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_that_is_not_all_there_says_why() {
        assert_eq!(segment(&[0], 0), Err(SegmentFault::NoLength));
        assert_eq!(segment(&[0, 2], 7), Err(SegmentFault::NoLength));
        assert_eq!(segment(&[0, 1, 5], 0), Err(SegmentFault::Impossible));
        assert_eq!(segment(&[0, 4, 5], 0), Err(SegmentFault::Cut));
        assert_eq!(segment(&[0, 3, 5, 6], 0), Ok(&[5][..]));
    }

    #[test]
    fn what_is_put_down_is_read_again() {
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xD3];
        put_segment(&mut bytes, 0xFE, b"words");
        let found = next_segment(&bytes, 0).unwrap().unwrap();
        assert_eq!((found.marker, found.content, found.end), (0xFE, &b"words"[..], bytes.len()));
        assert!(next_segment(&bytes, found.end).unwrap().is_none());
    }
}
