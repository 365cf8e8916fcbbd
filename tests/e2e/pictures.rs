//! Files to open in the page: real slices where the data folder exists, drawn ones always, and broken ones.

use std::fs;
use std::path::{Path, PathBuf};

use imaging::{Image, Pixels, synthetic};

pub(crate) use fixtures::folder::{Folder, drawn_head, png_from_image};

/// On how many pictures page and command line are compared.
const COMPARED: usize = 20;

/// Twenty pictures: real slices of all classes from `../shared/data`, else drawn ones; prints which.
pub(crate) fn twenty(folder: &Folder) -> Vec<PathBuf> {
    let images = crate::root().join("../shared/data/brain-mri/images");
    // chromedriver takes plain paths only.
    let images = images.canonicalize().unwrap_or(images);
    let manifest = fs::read_to_string(images.with_file_name("manifest.csv")).unwrap_or_default();
    let rows: Vec<Vec<&str>> = manifest.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let labels: std::collections::BTreeSet<&str> = rows.iter().filter_map(|row| row.get(1).copied()).collect();
    let mut found = Vec::new();
    for label in &labels {
        let of_label = rows.iter().filter(|row| row.get(1) == Some(label) && row.get(2) == Some(&"test"));
        let files: Vec<PathBuf> =
            of_label.filter_map(|row| Some(images.join(row.first()?.trim_start_matches("images/")))).collect();
        // Evenly over the split, so that patients differ.
        let step = (files.len() / (COMPARED / labels.len())).max(1);
        found.extend(files.into_iter().step_by(step).filter(|file| file.is_file()).take(COMPARED / labels.len()));
    }
    if found.len() == COMPARED {
        return found;
    }
    println!("NOTE: {} is not there, so the twenty pictures are drawn by code.", images.display());
    (0..COMPARED as u64).map(|seed| folder.drawn(&format!("drawn-{seed}.png"), seed)).collect()
}

/// The bytes of a file that the browser saves, once they are there: an empty file holds its place until then.
pub(crate) fn whole(file: &Path) -> Option<Vec<u8>> {
    fs::read(file).ok().filter(|bytes| !bytes.is_empty())
}

/// Files that must not get an answer, each with the kind of error that the page must name.
pub(crate) fn bad_files(folder: &Folder) -> Vec<(&'static str, PathBuf)> {
    let good = png_from_image(&synthetic::golden_picture(1, 200));
    let dot = png_from_image(&Image::new(2, 2, Pixels::Grey8(vec![0; 4])).expect("a small picture"));
    vec![
        ("empty_file", folder.file("empty.png", b"")),
        ("truncated", folder.file("cut.png", &good[..good.len() / 2])),
        (
            "unknown_format",
            folder.file(
                "letter.png",
                b"This is a letter and not a picture, whatever its name says. ".repeat(9).as_slice(),
            ),
        ),
        (
            "unsupported",
            folder.file(
                "report.pdf",
                b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n".as_slice(),
            ),
        ),
        ("too_small", folder.file("dot.png", &dot)),
        ("too_many_pixels", folder.file("huge.png", &with_size(&good, 60_000, 60_000))),
    ]
}

/// The same PNG with another size in its header: a few bytes that claim gigabytes.
fn with_size(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png.to_vec();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

/// The checksum of a PNG chunk.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// The folder of the tests' screenshots.
pub(crate) fn screenshots() -> PathBuf {
    let folder = crate::root().join("target").join("screenshots");
    fs::create_dir_all(&folder).expect("a folder for screenshots");
    folder
}
