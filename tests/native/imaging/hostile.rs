//! Malicious files: never a panic, never more memory than documented.

use crate::imaging::samples::files;
use imaging::{Limits, Picture};
use proptest::prelude::*;

/// Small, so that exaggerated claims of a header soon exceed them.
const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1 << 20, longest_side: 4096, shortest_side: 1 };

/// Opens, and asserts the memory limit of [`Limits::decoder_bytes`].
fn open(bytes: &[u8]) -> Option<Picture> {
    let mut picture = None;
    let used = allocation_counter::measure(|| picture = formats::open(bytes, &LIMITS).ok()).bytes_max;
    let most = match &picture {
        Some(picture) => Limits::decoder_bytes(picture.image.width(), picture.image.height()),
        None => Limits::decoder_bytes(1024, 1024),
    };
    assert!(used <= most, "{used} bytes allocated, at most {most} stated");
    picture
}

/// One mutation of a file.
#[derive(Clone, Debug)]
enum Mutation {
    Set(prop::sample::Index, u8),
    Flip(prop::sample::Index, u8),
    Fill(prop::sample::Index, usize, u8),
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Insert(prop::sample::Index, Vec<u8>),
    Repeat(prop::sample::Index, usize),
}

fn change() -> impl Strategy<Value = Mutation> {
    // Half of the offsets near the start, where the headers are.
    let place = || any::<prop::sample::Index>();
    let byte = || prop_oneof![Just(0), Just(0xFF), Just(0x7F), Just(0x80), any::<u8>()];
    prop_oneof![
        4 => (place(), byte()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
        4 => (place(), 0u8..8).prop_map(|(at, bit)| Mutation::Flip(at, bit)),
        2 => (place(), 1usize..5, byte()).prop_map(|(at, length, byte)| Mutation::Fill(at, length, byte)),
        1 => place().prop_map(Mutation::Cut),
        1 => (place(), 1usize..9).prop_map(|(at, length)| Mutation::Remove(at, length)),
        1 => (place(), proptest::collection::vec(any::<u8>(), 1..16)).prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        1 => (place(), 1usize..64).prop_map(|(at, length)| Mutation::Repeat(at, length)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Mutation, header: bool) {
    let reach = if header { bytes.len().min(160) } else { bytes.len() };
    if reach == 0 {
        return;
    }
    let length = bytes.len();
    match change {
        Mutation::Set(at, byte) => bytes[at.index(reach)] = *byte,
        Mutation::Flip(at, bit) => bytes[at.index(reach)] ^= 1 << bit,
        Mutation::Fill(at, count, byte) => {
            let at = at.index(reach);
            bytes[at..(at + count).min(length)].fill(*byte);
        }
        Mutation::Cut(at) => bytes.truncate(at.index(length)),
        Mutation::Remove(at, count) => {
            let at = at.index(reach);
            bytes.drain(at..(at + count).min(length));
        }
        Mutation::Insert(at, more) => {
            let at = at.index(reach);
            bytes.splice(at..at, more.iter().copied());
        }
        Mutation::Repeat(at, count) => {
            let at = at.index(reach);
            let more = bytes[at..(at + count).min(length)].to_vec();
            bytes.splice(at..at, more);
        }
    }
}

/// Corrects the CRCs of a PNG, or no mutation would get past them.
fn with_checksums(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes(head.try_into().unwrap()) as usize;
        let Some(body) = bytes.get(at + 4..at + 8 + length) else { break };
        let sum = crc(body).to_be_bytes();
        let Some(stored) = bytes.get_mut(at + 8 + length..at + 12 + length) else { break };
        stored.copy_from_slice(&sum);
        at += 12 + length;
    }
    bytes
}

/// PNG 3rd edition, annex D.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 })
    })
}

fn starts() -> impl Strategy<Value = Vec<u8>> {
    let starts: Vec<Vec<u8>> = files().into_iter().map(|(_, bytes)| bytes[..12].to_vec()).collect();
    prop::sample::select(starts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        open(&bytes);
    }

    #[test]
    fn arbitrary_bytes_after_a_known_start_never_panic(
        start in starts(),
        bytes in proptest::collection::vec(prop_oneof![Just(0), Just(0xFF), any::<u8>()], 0..600),
    ) {
        open(&[start, bytes].concat());
    }

    #[test]
    fn changed_files_never_panic(
        index in 0..files().len(),
        header: bool,
        changes in proptest::collection::vec(change(), 1..6),
    ) {
        let (name, mut bytes) = files().swap_remove(index);
        changes.iter().for_each(|change| apply(&mut bytes, change, header));
        if name.ends_with(".png") {
            bytes = with_checksums(bytes);
        }
        open(&bytes);
    }
}

#[test]
fn a_palette_of_broken_colours_is_refused() {
    // png 0.18.1 panics on it.
    let (_, mut bytes) = files().into_iter().find(|(name, _)| *name == "palette.png").unwrap();
    let palette = bytes.windows(4).position(|name| name == b"PLTE").unwrap();
    bytes.drain(palette + 4..palette + 5);
    bytes[palette - 1] -= 1;
    let error = formats::open(&with_checksums(bytes), &LIMITS).unwrap_err();
    assert_eq!(error.kind().name(), "damaged", "{error}");
}

#[test]
fn tags_that_announce_more_than_the_file_has_cost_nothing() {
    // tiff 0.11.3 allocates 256 MiB for this before it looks.
    let (_, bytes) = files().into_iter().find(|(name, _)| *name == "grey16.tif").unwrap();
    let directory = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) as usize;
    for entry in 0..10 {
        let mut bytes = bytes.clone();
        bytes[directory + 2 + 12 * entry + 4..][..4].copy_from_slice(&[0, 0, 0, 8]);
        let used = allocation_counter::measure(|| assert!(formats::open(&bytes, &LIMITS).is_err())).bytes_max;
        assert!(used < 1 << 20, "entry {entry}: {used} bytes");
    }
}

#[test]
fn bombs_are_refused_before_anything_is_allocated() {
    let (_, mut bytes) = files().into_iter().find(|(name, _)| *name == "rgb.png").unwrap();
    bytes[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let used = allocation_counter::measure(|| {
        let error = formats::open(&bytes, &Limits::default()).unwrap_err();
        assert_eq!(error.kind().name(), "too_many_pixels");
    });
    assert!(used.bytes_max < 4096, "{used:?}");
}
