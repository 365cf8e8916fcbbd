//! All slices of a series or volume as one file that can be passed on.

use super::source::{blob_of, file_of};
use super::{ReaderSession, salt};
use browser::wire::Beside;
use containers::StoredZip;
use deface::{Ears, FaceRegion, FaceReport, HeadSlices};
use dicom::deidentify::Salt;
use protocol::{Failure, SliceAddress, Slices, ViewerReply};
use reading::{face_of, wording};
use std::collections::BTreeSet;
use text::Message;
use web_sys::Blob;

/// The maximum size of an archive without ZIP64, in bytes.
const MOST: u64 = 4 << 30;

impl ReaderSession {
    /// A ZIP archive of DICOM files, or a volume. Each file is read once to find the face, and once to be written.
    pub(super) async fn given(&mut self, slices: &Slices, is_faceless: bool) -> Result<(ViewerReply, Beside), Failure> {
        let files: BTreeSet<u32> = match slices {
            Slices::Frames(list) => list.iter().map(|&(at, _)| at).collect(),
            Slices::Volume { instance, .. } => BTreeSet::from([*instance]),
        };
        let face = if is_faceless { Some(self.face(&files).await?) } else { None };
        let salt = self.own_salt()?;
        let first = files.first().copied().unwrap_or_default();
        let (ending, report, file) = match slices {
            Slices::Frames(_) => {
                let (lines, file) = self.archive(&files, &salt, face.as_ref()).await?;
                ("zip", lines, file)
            }
            Slices::Volume { .. } => {
                let made = self.hold(place(first)).await?.given(&salt, &[], face.as_ref())?;
                ("nii", made.lines, file_of(&made.file)?)
            }
        };
        let name = text::reading::said(format!("deidentified-{}.{ending}", first + 1));
        Ok((ViewerReply::Deidentified { name, report }, Beside::File(file)))
    }

    async fn face(&mut self, files: &BTreeSet<u32>) -> Result<FaceRegion, Failure> {
        let mut slices = HeadSlices::default();
        for &at in files {
            self.hold(place(at)).await?.add_to_head(&mut slices)?;
        }
        face_of(&slices, Ears::Kept)
    }

    /// File after file, in a browser blob and not in this program's memory.
    async fn archive(
        &mut self,
        files: &BTreeSet<u32>,
        salt: &Salt,
        face: Option<&FaceRegion>,
    ) -> Result<(Vec<Message>, Blob), Failure> {
        let (mut archive, mut parts, mut lines) = (StoredZip::default(), Vec::new(), Vec::new());
        let mut report: Option<FaceReport> = None;
        let full = || wording::too_large(MOST + 1, MOST);
        for &at in files {
            let made = self.hold(place(at)).await?.given(salt, &[], face)?;
            let head = archive.head(&format!("{}.dcm", at + 1), &made.file).ok_or_else(full)?;
            parts.extend([file_of(&head)?, file_of(&made.file)?]);
            match (&mut report, made.face) {
                (Some(report), Some(face)) => report.add(face),
                (report, face) => *report = face,
            }
            // Except for the face, the notes on one file of a series apply to all.
            lines = made.lines;
        }
        parts.push(file_of(&archive.end().ok_or_else(full)?)?);
        if let Some(report) = report {
            let own = report.lines();
            let others = lines.into_iter().skip(own.len());
            lines = own.into_iter().chain(others).collect();
        }
        Ok((lines, blob_of(&parts)?))
    }

    /// One for all files of a session.
    pub(super) fn own_salt(&mut self) -> Result<Salt, Failure> {
        Ok(match self.salt {
            Some(salt) => salt,
            None => *self.salt.insert(salt()?),
        })
    }
}

/// Whichever in an instance.
fn place(instance: u32) -> SliceAddress {
    SliceAddress::Frame { instance, frame: 0 }
}
