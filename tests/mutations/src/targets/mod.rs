//! Every decoder as a function of bytes, with its budget.

mod kept;
mod objects;
mod packed;
mod pictures;
mod records;

pub(crate) use kept::CASE;
pub use kept::{capsule, handover, vault_file, vault_record};
pub use objects::{NAME, NUMBER, deidentified, object, pair, volume};
pub use packed::{archive, gzip};
pub use pictures::picture;
pub use records::{finding, language, letters, manifest, weights, wire};

use crate::corpus;
use crate::seeds;

/// A decoder.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, that of its file in `fuzz/fuzz_targets` and of its folder in `fuzz/corpus`.
    pub name: &'static str,
    /// Runs the decoder: the number of output bytes, or `None` for a file that is refused. Panics where an invariant is
    /// broken.
    pub run: fn(&[u8]) -> Option<u64>,
    /// Files that are made in code.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Whether a file of the corpus, by its path and its bytes, is one of its kind.
    pub takes: fn(&str, &[u8]) -> bool,
    /// What is known of the format of its files.
    pub shape: SeedFormat,
    /// Its budget.
    pub budget: Budget,
}

/// What is known of a file format, so that mutations get past its first checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeedFormat {
    /// Nothing.
    Bytes,
    /// DICOM elements, possibly with JPEG segments in them.
    Dicom,
    /// The same, deflated after the mutation.
    Deflated,
    /// Segments: marker, length, content.
    Jpeg,
    /// Chunks with CRCs.
    Png,
    /// A directory of entries.
    Tiff,
    /// Records of a ZIP archive.
    Zip,
    /// A header of numbers, perhaps gzipped.
    Volume,
    /// Text with numbers and strings.
    Json,
}

/// The budget of a file.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Bytes for any file.
    pub base: u64,
    /// Bytes per byte of the file.
    pub per_input: u64,
    /// Bytes per output byte.
    pub per_output: u64,
    /// Limit of output bytes per file, where nothing else limits them.
    pub expands: u64,
    /// Seconds; generous, for a busy machine.
    pub seconds: u64,
}

impl Budget {
    /// Limit of memory for a file of this length, whatever its output.
    pub(crate) fn ceiling(&self, input: usize) -> u64 {
        self.within(input, self.expands.saturating_mul(input as u64))
    }

    /// Limit of memory for its actual output.
    pub(crate) fn within(&self, input: usize, output: u64) -> u64 {
        let input = self.per_input.saturating_mul(input as u64);
        self.base.saturating_add(input).saturating_add(self.per_output.saturating_mul(output))
    }
}

const MEGABYTE: u64 = 1 << 20;
const SECONDS: u64 = 20;

/// For decoders whose own limits bound the output.
const fn base(megabytes: u64, per_input: u64) -> Budget {
    Budget { base: megabytes * MEGABYTE, per_input, per_output: 0, expands: 0, seconds: SECONDS }
}

/// `Limits::decoder_bytes` of the largest picture that is allowed here, 32 MiB and 16 bytes for each of 2²⁰ pixels;
/// half as much again for a reallocation.
const PICTURE: Budget = base(72, 4);
/// 8 bytes a sample and 64 MiB (`docs/dicom-conformance.md`); 20 for JPEG 2000, of 2¹⁸ pixels of 4 samples.
const OBJECT: Budget = base(96, 64);

/// JSON that is read into `serde_json::Value` first: an object with one short name takes a node of a tree.
const VALUES: Budget = base(4, 256);

/// Prefixes of the names of transfer syntaxes with DCT frames.
const BLOCKS: [&str; 4] = ["JPEG Baseline", "JPEG Extended", "JPEG Spectral", "JPEG Progression"];

/// All targets, in the order of the report.
pub static TARGETS: [Target; 29] = [
    of_picture("jpeg", SeedFormat::Jpeg, seeds::jpeg, |_, bytes| bytes.starts_with(&[0xFF, 0xD8])),
    of_picture("png", SeedFormat::Png, seeds::png, |_, bytes| bytes.starts_with(b"\x89PNG")),
    of_picture("tiff", SeedFormat::Tiff, seeds::tiff, |_, bytes| bytes.starts_with(b"II") || bytes.starts_with(b"MM")),
    of_picture("gif", SeedFormat::Bytes, seeds::none, |_, bytes| bytes.starts_with(b"GIF8")),
    of_picture("bmp", SeedFormat::Bytes, seeds::bmp, |_, bytes| bytes.starts_with(b"BM")),
    of_picture("webp", SeedFormat::Bytes, seeds::webp, |_, bytes| bytes.starts_with(b"RIFF")),
    of_object("dicom", SeedFormat::Dicom, seeds::dicom, |_, bytes| corpus::is_object(bytes, &[])),
    of_object("dicom_deflated", SeedFormat::Deflated, seeds::deflated, |_, bytes| {
        corpus::is_object(bytes, &["Deflated"])
    }),
    of_object("dicom_rle", SeedFormat::Dicom, seeds::rle, |_, bytes| corpus::is_object(bytes, &["RLE"])),
    of_object("dicom_jpeg", SeedFormat::Dicom, seeds::jpeg_in_dicom, |_, bytes| corpus::is_object(bytes, &BLOCKS)),
    of_object("dicom_jpeg_lossless", SeedFormat::Dicom, seeds::none, |_, bytes| {
        corpus::is_object(bytes, &["JPEG Lossless"])
    }),
    of_object("dicom_jpeg_ls", SeedFormat::Dicom, seeds::none, |_, bytes| corpus::is_object(bytes, &["JPEG-LS"])),
    of_object("dicom_jpeg_2000", SeedFormat::Dicom, seeds::none, |_, bytes| corpus::is_object(bytes, &["JPEG 2000"])),
    of_object("dicom_htj2k", SeedFormat::Dicom, seeds::none, |_, bytes| {
        corpus::is_object(bytes, &["High-Throughput JPEG 2000"])
    }),
    Target {
        name: "deidentify",
        run: deidentified,
        seeds: seeds::named,
        takes: |_, bytes| corpus::is_object(bytes, &[]),
        shape: SeedFormat::Dicom,
        budget: base(96, 128),
    },
    Target {
        name: "nifti",
        run: volume,
        seeds: seeds::volumes,
        takes: |_, bytes| dicom::nifti::is_nifti(bytes),
        shape: SeedFormat::Volume,
        budget: base(96, 8),
    },
    Target {
        name: "nifti_pair",
        run: pair,
        seeds: seeds::pairs,
        takes: corpus::never,
        shape: SeedFormat::Volume,
        budget: base(32, 8),
    },
    // An entry may expand by deflate's maximum ratio; its buffer doubles as it fills.
    Target {
        name: "zip",
        run: archive,
        seeds: seeds::archives,
        takes: |_, bytes| bytes.starts_with(b"PK\x03\x04"),
        shape: SeedFormat::Zip,
        budget: Budget { base: 4 * MEGABYTE, per_input: 128, per_output: 3, expands: 1100, seconds: SECONDS },
    },
    Target {
        name: "gzip",
        run: gzip,
        seeds: seeds::gzipped,
        takes: |_, bytes| containers::gzip::is_gzip(bytes),
        shape: SeedFormat::Bytes,
        budget: base(8, 8),
    },
    Target {
        name: "charset",
        run: letters,
        seeds: seeds::letters,
        takes: corpus::never,
        shape: SeedFormat::Bytes,
        budget: base(1, 32),
    },
    of_records("manifest", manifest, |path, _| path.ends_with("manifest.json"), SeedFormat::Json),
    of_records("finding", finding, |path, _| path.contains("/finding/") && path.ends_with(".json"), SeedFormat::Json),
    Target { seeds: seeds::weights, ..of_records("weights", weights, corpus::never, SeedFormat::Bytes) },
    Target { seeds: seeds::languages, ..of_records("language", language, corpus::never, SeedFormat::Bytes) },
    Target { seeds: seeds::messages, ..of_records("wire", wire, corpus::never, SeedFormat::Bytes) },
    of_records("vault_file", vault_file, |_, bytes| bytes.starts_with(b"ONSIGHTV"), SeedFormat::Bytes),
    Target {
        seeds: seeds::vault_records,
        budget: VALUES,
        ..of_records("vault_record", vault_record, corpus::never, SeedFormat::Json)
    },
    of_records("handover", handover, |_, bytes| bytes.starts_with(b"ONSIGHTH"), SeedFormat::Bytes),
    Target {
        budget: VALUES,
        ..of_records("capsule", capsule, |path, _| path.contains("/export/capsule/"), SeedFormat::Json)
    },
];

const fn of_picture(
    name: &'static str,
    shape: SeedFormat,
    seeds: fn() -> Vec<Vec<u8>>,
    takes: fn(&str, &[u8]) -> bool,
) -> Target {
    Target { name, run: picture, seeds, takes, shape, budget: PICTURE }
}

const fn of_object(
    name: &'static str,
    shape: SeedFormat,
    seeds: fn() -> Vec<Vec<u8>>,
    takes: fn(&str, &[u8]) -> bool,
) -> Target {
    Target { name, run: object, seeds, takes, shape, budget: OBJECT }
}

const fn of_records(
    name: &'static str,
    run: fn(&[u8]) -> Option<u64>,
    takes: fn(&str, &[u8]) -> bool,
    shape: SeedFormat,
) -> Target {
    Target { name, run, seeds: seeds::none, takes, shape, budget: base(4, 128) }
}

/// The one of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Runs the target of that name, for `fuzz/fuzz_targets`.
pub fn run(name: &str, bytes: &[u8]) {
    let target = named(name).expect("a target of that name");
    let _ = (target.run)(bytes);
}
