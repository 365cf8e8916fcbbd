//! Reading archives in pieces, and writing PNG files.

use containers::zip::{self, Entry, HEAD, TAIL};
use containers::{Channels, ContainerError, adler32, crc32, png};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};

/// An archive by another writer: one file stored, one deflated, one in a folder.
pub(crate) fn archive(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.add_directory("empty/", SimpleFileOptions::default()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn entries(archive: &[u8]) -> Result<Vec<Entry>, ContainerError> {
    let tail = &archive[archive.len().saturating_sub(TAIL as usize)..];
    let span = zip::directory(tail, archive.len() as u64)?;
    zip::entries(&archive[span.start as usize..(span.start + span.bytes) as usize])
}

/// The bytes of an entry as they are in the archive.
fn packed<'a>(archive: &'a [u8], entry: &Entry) -> Result<&'a [u8], ContainerError> {
    let at = (entry.header as usize).min(archive.len());
    let span = entry.data(&archive[at..(at + HEAD as usize).min(archive.len())])?;
    let start = (span.start as usize).min(archive.len());
    let end = start.saturating_add(span.bytes as usize).min(archive.len());
    Ok(&archive[start..end])
}

#[test]
fn entries_of_another_writer_come_back_whole_and_in_part() {
    let long: Vec<u8> = (0..200_000_u32).flat_map(|at| (at / 7).to_le_bytes()).collect();
    let files: [(&str, &[u8]); 3] = [("a.dcm", b"one"), ("disc/b", &long), ("disc/c.txt", b"")];
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let archive = archive(&files, method);
        let found = entries(&archive).unwrap();
        assert_eq!(
            found.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(),
            ["a.dcm", "disc/b", "disc/c.txt"]
        );
        for (entry, (_, bytes)) in found.iter().zip(files) {
            let packed = packed(&archive, entry).unwrap();
            assert_eq!(entry.unpack(packed).unwrap(), bytes, "{}", entry.name);
            let start = entry.unpack_start(&packed[..packed.len().min(5000)], 4000).unwrap();
            assert!(!start.is_empty() || bytes.is_empty());
            assert!(bytes.starts_with(&start) && start.len() <= 4000);
        }
        let big = &found[1];
        let mut spoilt = packed(&archive, big).unwrap().to_vec();
        let middle = spoilt.len() / 2;
        spoilt[middle] ^= 1;
        assert_eq!(big.unpack(&spoilt).unwrap_err().kind().name(), "damaged");
    }
}

#[test]
fn an_archive_that_is_cut_off_or_lies_is_refused() {
    let whole = archive(&[("a", b"one")], CompressionMethod::Deflated);
    assert_eq!(entries(&whole[..whole.len() - 30]).unwrap_err().kind().name(), "damaged");
    assert_eq!(entries(b"").unwrap_err().kind().name(), "damaged");
    // The directory states a size that no deflate stream of these few bytes has.
    let mut bomb = whole;
    let at = bomb.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bomb[at + 24..at + 28].copy_from_slice(&(200_u32 << 20).to_le_bytes());
    let entry = entries(&bomb).unwrap().remove(0);
    let used = allocation_counter::measure(|| {
        assert_eq!(entry.unpack(packed(&bomb, &entry).unwrap()).unwrap_err().kind().name(), "damaged");
    });
    assert!(used.bytes_max < 1 << 20, "{used:?}");
    bomb[at + 24..at + 28].copy_from_slice(&(400_u32 << 20).to_le_bytes());
    assert_eq!(entries(&bomb).unwrap()[0].unpack(b"").unwrap_err().kind().name(), "too_large");
    bomb[at + 8] |= 1;
    bomb[at + 24..at + 28].copy_from_slice(&3_u32.to_le_bytes());
    assert_eq!(entries(&bomb).unwrap()[0].unpack(b"abc").unwrap_err().kind().name(), "unsupported");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0_usize..120, value in any::<u8>()) {
        let _ = entries(&bytes);
        let mut spoilt = archive(&[("a", b"some text, some text")], CompressionMethod::Deflated);
        let at = at % spoilt.len();
        spoilt[at] = value;
        if let Ok(found) = entries(&spoilt) {
            for entry in found {
                if let Ok(packed) = packed(&spoilt, &entry) {
                    let _ = entry.unpack(packed);
                }
            }
        }
    }

    #[test]
    fn png_files_are_read_by_another_decoder(width in 1_u32..70, height in 1_u32..70, seed in any::<u8>()) {
        for (channels, each) in [(Channels::One, 1), (Channels::Three, 3)] {
            let count = width * height * each;
            let samples: Vec<u8> = (0..count).map(|at| (at as u8).wrapping_mul(31) ^ seed).collect();
            let file = png(width, height, channels, &samples).unwrap();
            let read = image::load_from_memory_with_format(&file, image::ImageFormat::Png).unwrap();
            prop_assert_eq!((read.width(), read.height()), (width, height));
            prop_assert_eq!(read.as_bytes(), samples);
        }
    }
}

#[test]
fn a_mask_of_bits_is_read_as_black_and_white() {
    let file = png(10, 2, Channels::Bit, &[0b1000_0001, 0b0100_0000, 0, 0b1000_0000]).unwrap();
    let read = image::load_from_memory_with_format(&file, image::ImageFormat::Png).unwrap().into_luma8();
    let white: Vec<(u32, u32)> =
        read.enumerate_pixels().filter(|(.., p)| p.0 == [255]).map(|(x, y, _)| (x, y)).collect();
    assert_eq!(white, [(0, 0), (7, 0), (9, 0), (8, 1)]);
    assert_eq!(read.pixels().filter(|pixel| pixel.0 == [0]).count(), 16);
    assert_eq!(png(10, 2, Channels::Bit, &[0; 3]), None);
}

#[test]
fn sums_are_those_of_the_standards_and_sizes_must_agree() {
    assert_eq!(crc32(&[b"123", b"456789"]), 0xCBF4_3926);
    assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    assert_eq!(png(2, 2, Channels::One, &[0; 3]), None);
    assert_eq!(png(0, 2, Channels::One, &[]), None);
    // More than one stored block.
    let large = vec![7; 300 * 300];
    let file = png(300, 300, Channels::One, &large).unwrap();
    assert_eq!(image::load_from_memory(&file).unwrap().as_bytes(), large);
}
