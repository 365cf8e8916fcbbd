//! The files sent with a question, and the entries of archives among them, inspected one by one.

use super::source::{Archive, BlobSource};
use protocol::{Failure, OpenedSeries};
use reading::{FileContent, Instance, LIMITS, Listing, Nested, Pairs, START, checked, found, found_by_start};
use std::collections::VecDeque;
use std::rc::Rc;
use web_sys::Blob;

/// Files between two reports of progress.
const STEP: usize = 16;

/// Inspects every file and every entry of every archive.
pub(super) async fn list(
    files: Vec<(String, Blob)>,
    tell: &impl Fn(usize, usize),
) -> (Vec<Instance<BlobSource>>, OpenedSeries) {
    let mut todo: VecDeque<(String, BlobSource, u8)> =
        files.into_iter().map(|(name, blob)| (name, BlobSource::File(blob), 0)).collect();
    let (mut listing, mut nested, mut pairs) = (Listing::default(), Nested::default(), Pairs::default());
    let mut at = 0;
    while let Some((name, source, depth)) = todo.pop_front() {
        if at % STEP == 0 {
            tell(at, at + todo.len() + 1);
        }
        at += 1;
        match look(&source).await {
            Ok(Looked::Archive) => match entries(&source, depth, &mut nested).await {
                Ok(entries) => {
                    entries.into_iter().rev().for_each(|(name, entry)| todo.push_front((name, entry, depth + 1)));
                }
                Err(failure) => listing.leave_out(name, &failure),
            },
            Ok(Looked::Found(what)) => listing.add(&name, source, Ok(what)),
            Err(failure) => {
                if let Some((name, source)) = pairs.keep(name, source) {
                    listing.add(&name, source, Err(failure));
                }
            }
        }
    }
    let (pairs, alone) = pairs.matched();
    for (name, [header, voxels]) in pairs {
        let source = BlobSource::Pair(Box::new((header, voxels)));
        let what = source.bytes(LIMITS.bytes).await.and_then(|bytes| found(&bytes));
        listing.add(&name, source, what);
    }
    alone.into_iter().for_each(|(name, failure)| listing.leave_out(name, &failure));
    listing.finish()
}

/// The entries of an archive, with their names; an archive in an archive is held in memory.
async fn entries(source: &BlobSource, depth: u8, nested: &mut Nested) -> Result<Vec<(String, BlobSource)>, Failure> {
    let archive = match source {
        BlobSource::File(blob) => Archive::File(blob.clone()),
        _ => {
            let bytes = source.bytes(nested.room(depth)?).await?;
            nested.hold(bytes.len());
            Archive::Held(Rc::new(bytes))
        }
    };
    let entries = checked(archive.entries().await?)?;
    let one =
        |entry: containers::zip::Entry| (entry.name.clone(), BlobSource::Entry { archive: archive.clone(), entry });
    Ok(entries.into_iter().map(one).collect())
}

/// The result of inspecting a file.
enum Looked {
    Archive,
    Found(FileContent),
}

/// Detected from the start of a file, and from all of it where the start is not enough.
async fn look(source: &BlobSource) -> Result<Looked, Failure> {
    let start = source.start(START).await?;
    if signatures::ZIP.is_in(&start) {
        return Ok(Looked::Archive);
    }
    let told = match found_by_start(&start, source.size()) {
        Some(told) => told,
        None => found(&source.bytes(LIMITS.bytes).await?),
    };
    told.map(Looked::Found)
}
