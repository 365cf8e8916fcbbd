//! Archives and gzip files.

use containers::gzip;
use containers::zip::{self, Span};

/// Limit of entries read per archive.
const MOST_ENTRIES: usize = 50;
/// Limit of bytes that a gzip file may expand to here.
const MOST_BYTES: usize = 1 << 20;

/// Lists an archive, and unpacks its first entries.
pub fn archive(bytes: &[u8]) -> Option<u64> {
    let tail = bytes.len().saturating_sub(zip::TAIL as usize);
    let directory = zip::directory(&bytes[tail..], bytes.len() as u64).ok()?;
    let entries = zip::entries(part(bytes, directory)).ok()?;
    let mut most = 0;
    for entry in entries.iter().take(MOST_ENTRIES) {
        let head = part(bytes, Span { start: entry.header, bytes: zip::HEAD });
        let Ok(data) = entry.data(head) else { continue };
        let packed = part(bytes, data);
        // Counts also for one that is refused in the end because of its checksum.
        most = most.max(entry.unpacked.min(packed.len() as u64 * 1040 + 1040));
        if let (Ok(all), Ok(start)) = (entry.unpack(packed), entry.unpack_start(packed, 100)) {
            assert_eq!(all.get(..all.len().min(100)), Some(start.as_slice()), "the start of an entry");
        }
    }
    Some(most)
}

/// Reads a named member of a file.
fn part(bytes: &[u8], span: Span) -> &[u8] {
    let start = usize::try_from(span.start).unwrap_or(usize::MAX);
    let end = start.saturating_add(usize::try_from(span.bytes).unwrap_or(usize::MAX)).min(bytes.len());
    bytes.get(start..end).unwrap_or_default()
}

/// Decompresses everything, the start, and an exact number of bytes.
pub fn gzip(bytes: &[u8]) -> Option<u64> {
    let (start, first) = (gzip::start(bytes, 100), gzip::first(bytes, 1000));
    let all = gzip::unpack(bytes, MOST_BYTES).ok()?;
    assert!(all.len() <= MOST_BYTES);
    assert_eq!(start.ok().as_deref(), Some(&all[..all.len().min(100)]), "the start of what is packed");
    if let Ok(first) = first {
        assert_eq!(Some(first.as_slice()), all.get(..1000), "the first bytes of what is packed");
    }
    Some(all.len() as u64)
}
