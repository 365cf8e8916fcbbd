//! The files beside a question, and the entries of archives among them, looked at one by one.

use super::source::{self, Source};
use crate::protocol::{Failure, Opened};
use crate::reading::{Found, Instance, LIMITS, Listing, START, found, found_by_start};
use web_sys::Blob;

/// Files between two reports of progress.
const STEP: usize = 16;

/// Looks at every file and every entry of every archive.
pub(super) async fn list(files: Vec<(String, Blob)>, tell: &impl Fn(usize, usize)) -> (Vec<Instance<Source>>, Opened) {
    let mut todo: Vec<(String, Source)> = Vec::new();
    let mut listing = Listing::default();
    for (name, blob) in files {
        let source = Source::File(blob.clone());
        let is_archive = source.start(4).await.is_ok_and(|start| start == b"PK\x03\x04");
        match if is_archive { source::entries(&blob).await.map(Some) } else { Ok(None) } {
            Ok(Some(entries)) => todo.extend(
                entries.into_iter().map(|entry| (entry.name.clone(), Source::Entry { archive: blob.clone(), entry })),
            ),
            Ok(None) => todo.push((name, source)),
            Err(failure) => listing.leave_out(name, &failure),
        }
    }
    let total = todo.len();
    for (at, (name, source)) in todo.into_iter().enumerate() {
        if at % STEP == 0 {
            tell(at, total);
        }
        let what = look(&source).await;
        listing.add(&name, source, what);
    }
    listing.finish()
}

/// Told by the start of a file, and by all of it where the start is not enough.
async fn look(source: &Source) -> Result<Found, Failure> {
    let start = source.start(START).await?;
    match found_by_start(&start, source.size()) {
        Some(told) => told,
        None => found(&source.bytes(LIMITS.bytes).await?),
    }
}
