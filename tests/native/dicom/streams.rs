//! Bytes in a compressed frame that no decoder reads, each kind built here: removed in the saved file, with the same
//! picture; or nothing is saved.

use crate::dicom::hidden::{
    MARK, clean_as, compressed, marked_behind_the_last_packet, packed_files, saved, segment, with_stream,
};
use crate::dicom::reading::frame;
use fixtures::dicom_made::Made;
use std::path::Path;

/// A Huffman table whose symbols are the marker; all codes have five bits.
fn codes(head: u8) -> Vec<u8> {
    let counts = [0, 0, 0, 0, MARK.len() as u8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    segment(0xC4, &[&[head][..], &counts, MARK.as_bytes()].concat())
}

/// A quantisation table that repeats the marker.
fn steps(head: u8) -> Vec<u8> {
    let steps: Vec<u8> = MARK.bytes().cycle().take(64).collect();
    segment(0xDB, &[&[head][..], &steps].concat())
}

/// Inserts bytes before the last end marker.
fn before_end(stream: &[u8], bytes: &[u8]) -> Vec<u8> {
    let end = stream.windows(2).rposition(|pair| pair == [0xFF, 0xD9]).unwrap();
    [&stream[..end], bytes, &stream[end..]].concat()
}

#[test]
fn of_jpeg_streams_only_what_is_decoded_stays() {
    let mut tried = 0;
    for (name, file) in packed_files() {
        if ["j2k", "htj2k", "rle"].iter().any(|codec| name.starts_with(codec)) {
            continue;
        }
        tried += 1;
        let start = |bytes: Vec<u8>| with_stream(&file, |stream| [&stream[..2], &bytes, &stream[2..]].concat());
        let end = |bytes: Vec<u8>| with_stream(&file, |stream| before_end(stream, &bytes));
        let comment = segment(0xFE, MARK.as_bytes());
        let cases = [
            ("codes of no scan", start(codes(0x13))),
            ("codes that others take the place of", start(codes(0x10))),
            ("steps of no component", start(steps(3))),
            ("steps that others take the place of", start(steps(0))),
            ("behind the last block", end(MARK.as_bytes().to_vec())),
            ("a comment behind the last scan", end(comment.clone())),
            ("fill bytes", start([vec![0xFF; 40], comment].concat())),
            ("stray bytes and lines", end([segment(0xDC, &[0, 37]), MARK.as_bytes().to_vec()].concat())),
        ];
        for (what, changed) in cases {
            let after = clean_as(&file, &changed, &format!("{name}: {what}"));
            // Whatever was hidden, the output is the same.
            assert_eq!(after, saved(&file).unwrap(), "{name}: {what}");
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn a_component_that_is_drawn_over_is_not_saved() {
    // Three scans of one component each, the first one repeated.
    let file = compressed("ls-colour-none.dcm");
    let twice = with_stream(&file, |stream| {
        let scans: Vec<usize> =
            stream.windows(2).enumerate().filter(|(_, pair)| *pair == [0xFF, 0xDA]).map(|(at, _)| at).collect();
        assert_eq!(scans.len(), 3);
        [&stream[..scans[1]], &stream[scans[0]..]].concat()
    });
    assert_eq!(saved(&twice).unwrap_err().kind().name(), "damaged");
}

#[test]
fn what_stands_between_restarts_and_in_unused_codes_goes() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("tests/data/imaging/grey-restart.jpg");
    let stream = std::fs::read(path).unwrap();
    let size = stream.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap() + 5;
    let side = |at: usize| u16::from_be_bytes([stream[at], stream[at + 1]]);
    let made =
        Made { uid: "1.2.840.10008.1.2.4.50".into(), bits: (8, 8, 7), ..Made::grey16(side(size + 2), side(size), &[]) };
    let file = |stream: &[u8]| made.encapsulated(&[&[], &[stream, &vec![0; stream.len() % 2]].concat()]);
    let plain = file(&stream);
    let scan = stream.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let is_restart = |pair: &[u8]| matches!(pair, [0xFF, 0xD0..=0xD7]);
    let mut between = stream[..scan].to_vec();
    let mut restarts = 0;
    for (at, &byte) in stream.iter().enumerate().skip(scan) {
        if stream.get(at..at + 2).is_some_and(is_restart) {
            between.extend(MARK.as_bytes());
            restarts += 1;
        }
        between.push(byte);
    }
    assert!(restarts > 3, "{restarts}");
    let after = clean_as(&plain, &file(&between), "between restarts");
    assert_eq!(after, saved(&plain).unwrap());
    // The last symbols of the table are for long runs of zeros before large coefficients: no block has them.
    let mut symbols = stream.clone();
    let table = symbols.windows(5).position(|head| matches!(head, [0xFF, 0xC4, _, _, 0x10])).unwrap();
    let end = table + 2 + usize::from(u16::from_be_bytes([symbols[table + 2], symbols[table + 3]]));
    symbols[end - 5..end].copy_from_slice(b"ZLEAK");
    let after = clean_as(&plain, &file(&symbols), "symbols of no code");
    assert_eq!(after, saved(&plain).unwrap());
}

#[test]
fn of_jpeg_2000_headers_only_what_is_decoded_stays() {
    let mut tried = 0;
    for (name, file) in packed_files().into_iter().filter(|(name, _)| name.starts_with("j2k")) {
        tried += 1;
        let with = |marker: u8, content: &[u8]| {
            with_stream(&file, |stream| {
                let size = 4 + usize::from(u16::from_be_bytes([stream[4], stream[5]]));
                [&stream[..size], &segment(marker, content), &stream[size..]].concat()
            })
        };
        // Lengths of tile-parts and packets, component registration, comments, and unknown segments.
        for marker in [0x55, 0x57, 0x58, 0x63, 0x64, 0x6F, 0x85] {
            clean_as(&file, &with(marker, MARK.as_bytes()), &format!("{name}: a segment {marker:02X}"));
        }
        // Packed packet headers, capabilities, part 2: not supported here.
        for marker in [0x50, 0x59, 0x60, 0x61, 0x74] {
            assert_eq!(
                saved(&with(marker, MARK.as_bytes())).unwrap_err().kind().name(),
                "unsupported",
                "{name} {marker:02X}"
            );
        }
        // More step sizes than subbands.
        let steps = with_stream(&file, |stream| {
            let at = stream.windows(2).position(|pair| pair == [0xFF, 0x5C]).unwrap();
            let length = u16::from_be_bytes([stream[at + 2], stream[at + 3]]);
            let end = at + 2 + usize::from(length);
            let longer = (length + MARK.len() as u16).to_be_bytes();
            [&stream[..at + 2], &longer, &stream[at + 4..end], MARK.as_bytes(), &stream[end..]].concat()
        });
        clean_as(&file, &steps, &format!("{name}: steps"));
        // Behind the last packet: a decoder stops there.
        let behind = with_stream(&file, marked_behind_the_last_packet);
        assert_eq!(saved(&behind).unwrap_err().kind().name(), "damaged", "{name}");
    }
    assert!(tried >= 4, "{tried}");
}

#[test]
fn of_rle_only_cells_stay() {
    let file = compressed("rle-16.dcm");
    let header = with_stream(&file, |stream| {
        let mut changed = stream.to_vec();
        changed[12..12 + MARK.len()].copy_from_slice(MARK.as_bytes());
        changed
    });
    clean_as(&file, &header, "the unused part of the header");
    let segment = with_stream(&file, |stream| {
        let second = u32::from_le_bytes(*stream[8..].first_chunk().unwrap());
        let mut changed = stream.to_vec();
        changed[8..12].copy_from_slice(&(second + MARK.len() as u32).to_le_bytes());
        changed.splice(second as usize..second as usize, MARK.bytes());
        changed
    });
    clean_as(&file, &segment, "behind a segment");
    assert_eq!(frame(&saved(&file).unwrap()).values(), frame(&file).values());
}
