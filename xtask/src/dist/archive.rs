//! One zip file of everything, byte-identical for equal files of one commit.

use calendar::CalendarTime;
use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::dist::address_of;
use crate::dist::compressed::is_copy;
use crate::paths::Paths;
use crate::shell::{self, Problem, at};

/// Modification time of every file in the archive, in seconds since 1970: `SOURCE_DATE_EPOCH`, else the time of the
/// commit.
///
/// Not one fixed time for all versions: web servers derive the `ETag` of a file from its time and length, and
/// `sw.js` has the same length in every version. With a fixed time, browsers would be told that it is unchanged.
pub fn time_of_commit(paths: &Paths) -> u64 {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    given.or_else(|| of_commit(paths)).unwrap_or_else(|| {
        println!("NOTE: the tree differs from its last commit: the zip file carries the time of now.");
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
    })
}

/// `None` where there is no commit, or files have changed since.
fn of_commit(paths: &Paths) -> Option<u64> {
    let git = |words: &str| shell::output_of(shell::command(paths, "git").args(words.split(' ')));
    git("status --porcelain --untracked-files=no")?.is_empty().then(|| git("log -1 --format=%ct"))??.parse().ok()
}

/// Writes the files of a folder into one archive.
///
/// # Errors
/// When a file cannot be read or the archive cannot be written.
pub fn write(to: &Path, folder: &Path, files: &[PathBuf], time: u64) -> Result<(), Problem> {
    let bad = |error: zip::result::ZipError| Problem::new(format!("{}: {error}", to.display()), "");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().last_modified_time(date_of(time)).unix_permissions(0o644);
    for file in files {
        let path = folder.join(file);
        let method = if is_copy(file) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(format!("onsight/{}", address_of(file)), plain.compression_method(method)).map_err(bad)?;
        at(to, archive.write_all(&at(&path, fs::read(&path))?))?;
    }
    let bytes = archive.finish().map_err(bad)?.into_inner();
    at(to, File::create(to).and_then(|mut file| file.write_all(&bytes)))
}

/// Unpacks the files below one folder of an archive.
///
/// # Errors
/// When the archive is damaged or the disk is full.
pub fn unpack(from: &Path, below: &str, to: &Path) -> Result<(), Problem> {
    let bad = |error: zip::result::ZipError| Problem::new(format!("{}: {error}", from.display()), "");
    let mut archive = ZipArchive::new(at(from, File::open(from))?).map_err(bad)?;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(bad)?;
        let Some(inside) = file.enclosed_name().and_then(|name| name.strip_prefix(below).ok().map(Path::to_path_buf))
        else {
            continue;
        };
        let path = to.join(inside);
        if let Some(folder) = path.parent() {
            at(folder, fs::create_dir_all(folder))?;
        }
        at(&path, File::create(&path).and_then(|mut made| std::io::copy(&mut file, &mut made)))?;
    }
    Ok(())
}

/// In UTC, to two seconds as zip keeps it; 1980 for earlier times.
pub(crate) fn date_of(seconds: u64) -> DateTime {
    let CalendarTime { year, month, day, hour, minute, second, .. } =
        CalendarTime::in_utc(seconds.saturating_mul(1_000));
    DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
}

#[test]
fn a_time_becomes_a_date() {
    // 2026-02-28 23:59:58 and 2024-02-29 00:00:00, as `date -u +%s` counts them.
    let shown = |seconds| {
        let date = date_of(seconds);
        (date.year(), date.month(), date.day(), date.hour(), date.minute(), date.second())
    };
    assert_eq!(shown(1_772_323_198), (2026, 2, 28, 23, 59, 58));
    assert_eq!(shown(1_709_164_800), (2024, 2, 29, 0, 0, 0));
    assert_eq!(shown(0), (1980, 1, 1, 0, 0, 0));
}
