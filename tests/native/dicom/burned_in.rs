//! Burned-in text on the borders of a picture: how much of drawn text is detected, and how often text is detected where
//! there is none.

use crate::dicom::conformance::pydicom_files;
use dicom::{self, model_window};
use imaging::{Border, Image, Limits, Pixels, burned_in_borders, synthetic};
use std::collections::BTreeMap;
use std::path::Path;

/// Letters of seven rows, five columns each, the leftmost in the highest bit.
const LETTERS: [(char, [u8; 7]); 20] = [
    ('A', [0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11]),
    ('D', [0x1E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1E]),
    ('E', [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F]),
    ('I', [0x0E, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0E]),
    ('J', [0x07, 0x02, 0x02, 0x02, 0x02, 0x12, 0x0C]),
    ('N', [0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11]),
    ('O', [0x0E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E]),
    ('R', [0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11]),
    ('S', [0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E]),
    ('T', [0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04]),
    ('0', [0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E]),
    ('1', [0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E]),
    ('2', [0x0E, 0x11, 0x01, 0x06, 0x08, 0x10, 0x1F]),
    ('4', [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02]),
    ('5', [0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E]),
    ('7', [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08]),
    ('9', [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x11, 0x0E]),
    ('-', [0x00, 0x00, 0x00, 0x1F, 0x00, 0x00, 0x00]),
    ('.', [0x00, 0x00, 0x00, 0x00, 0x00, 0x0C, 0x0C]),
    (' ', [0; 7]),
];
const SIDE: u32 = 512;
const TEXTS: [&str; 3] = ["DOE JANE", "1957-09", "ID 47110"];
const ALL: [(&str, Border); 4] =
    [("top", Border::Top), ("right", Border::Right), ("bottom", Border::Bottom), ("left", Border::Left)];

pub(crate) type Ground = (&'static str, fn(u32, u32) -> f64, f64);

fn noise(x: u32, y: u32) -> f64 {
    let mixed = (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE3D);
    f64::from(mixed >> 20) / 4096.0
}

fn wave(x: u32, y: u32) -> f64 {
    90.0 + 40.0 * (f64::from(x) / 11.0).sin() * (f64::from(y) / 17.0).cos()
}

/// Name, grey at a place, and the grey of the ink.
pub(crate) const GROUNDS: [Ground; 5] = [
    ("black", |_, _| 4.0, 255.0),
    ("tissue", wave, 255.0),
    ("noise", |x, y| 20.0 + 90.0 * noise(x, y), 255.0),
    ("faint", |x, _| 30.0 + f64::from(x) / 16.0, 200.0),
    ("paper", |_, _| 245.0, 10.0),
];

/// A picture with a text on a border: each dot of a letter is this many pixels wide, smoothed by a box filter of three.
pub(crate) fn with_text(text: &str, border: Border, dot: u32, soft: bool, (_, ground, ink): Ground) -> Image {
    let letters: Vec<[u8; 7]> =
        text.chars().map(|letter| LETTERS.iter().find(|(name, _)| *name == letter).unwrap().1).collect();
    let (width, height) = (letters.len() as u32 * 6 * dot, 7 * dot);
    let (left, top) = match border {
        Border::Top => ((SIDE - width.min(SIDE)) / 2, 9),
        Border::Bottom => ((SIDE - width.min(SIDE)) / 2, SIDE - height - 9),
        Border::Left => (7, SIDE / 2 - height),
        Border::Right => (SIDE - width.min(SIDE - 7) - 7, SIDE / 2 + height),
    };
    let is_ink = |x: i64, y: i64| {
        let (x, y) = ((x - i64::from(left)).div_euclid(dot.into()), (y - i64::from(top)).div_euclid(dot.into()));
        let row = usize::try_from(x / 6).ok().and_then(|at| letters.get(at)).filter(|_| x >= 0);
        let bits = usize::try_from(y).ok().and_then(|y| row?.get(y)).copied().unwrap_or(0);
        x % 6 < 5 && bits >> (4 - x % 6) & 1 == 1
    };
    let share = |x: u32, y: u32| {
        let reach = if soft { -1..=1 } else { 0..=0 };
        let near = reach.clone().flat_map(|v| reach.clone().map(move |u| (u, v)));
        let hits: Vec<bool> = near.map(|(u, v)| is_ink(i64::from(x) + u, i64::from(y) + v)).collect();
        hits.iter().filter(|hit| **hit).count() as f64 / hits.len() as f64
    };
    picture(|x, y| {
        let (share, grey) = (share(x, y), ground(x, y));
        grey + (ink - grey) * share
    })
}

fn picture(grey: impl Fn(u32, u32) -> f64) -> Image {
    let greys = (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y))).map(|(x, y)| grey(x, y).round() as u8).collect();
    Image::new(SIDE, SIDE, Pixels::Grey8(greys)).unwrap()
}

/// By background: detections and trials.
type TimesSeen = BTreeMap<&'static str, (u32, u32)>;

/// Grey level at a column and a row.
type GreyAt = fn(u32, u32) -> f64;

#[test]
fn drawn_text_is_seen_at_its_border() {
    let mut seen: BTreeMap<(u32, bool), TimesSeen> = BTreeMap::new();
    for (dot, soft) in [(1, false), (2, false), (2, true), (3, true), (5, true), (7, true)] {
        for (ground, text) in GROUNDS.into_iter().flat_map(|ground| TEXTS.map(|text| (ground, text))) {
            for (name, border) in ALL {
                let found = burned_in_borders(&with_text(text, border, dot, soft, ground));
                assert!(
                    found.iter().all(|found| *found == border),
                    "{text} {dot} {soft} on {} at the {name}: {found:?}",
                    ground.0
                );
                let (hits, all) = seen.entry((7 * dot, soft)).or_default().entry(ground.0).or_default();
                (*hits, *all) = (*hits + u32::from(!found.is_empty()), *all + 1);
            }
        }
    }
    println!("text seen, by its height in pixels of {SIDE}:");
    for ((height, soft), grounds) in &seen {
        let parts: Vec<String> = grounds.iter().map(|(name, (hits, all))| format!("{name} {hits} of {all}")).collect();
        println!("  {height:>2}{}: {}", if *soft { ", softened" } else { "" }, parts.join(", "));
        for (name, (hits, all)) in grounds {
            // Of the largest letters few stand on a border.
            let least = if *height > 40 { 0.6 } else { 0.9 };
            assert!(f64::from(*hits) >= least * f64::from(*all), "{height} pixels on {name}: {hits} of {all}");
        }
    }
}

#[test]
fn no_text_is_seen_where_none_is() {
    for seed in 0..40 {
        assert_eq!(burned_in_borders(&synthetic::golden_picture(seed, 200 + 16 * seed as u32)), [], "{seed}");
    }
    let line = |at: u32, every: u32, wide: u32| at % every < wide;
    let all: [(&str, GreyAt); 9] = [
        ("noise", |x, y| 255.0 * noise(x, y)),
        ("coarse noise", |x, y| 255.0 * noise(x / 3, y / 3)),
        ("specks", |x, y| if noise(x / 2, y / 2) > 0.9 { 255.0 } else { 0.0 }),
        ("waves", wave),
        ("an edge", |x, y| if x + y / 3 > 300 { 250.0 } else { 5.0 }),
        ("a checkerboard", |x, y| if (x / 16 + y / 16) % 2 == 0 { 240.0 } else { 10.0 }),
        ("a wedge of greys", |x, y| if (20..60).contains(&y) { f64::from(x / 32 * 16) } else { 0.0 }),
        // Ticks of two lengths on a line, as on scales.
        ("a scale", |x, y| {
            let long = if x % 50 < 2 { 24 } else { 12 };
            let is_tick = x % 10 < 2 && (480..480 + long).contains(&y);
            if x > 20 && x < 480 && (is_tick || (478..480).contains(&y)) { 255.0 } else { 0.0 }
        }),
        ("ticks alone", |x, y| if x % 12 < 2 && (10..26).contains(&y) { 255.0 } else { 0.0 }),
    ];
    for (name, grey) in all {
        assert_eq!(burned_in_borders(&picture(grey)), [], "{name}");
    }
    assert_eq!(burned_in_borders(&picture(|x, y| if line(x, 40, 2) || line(y, 40, 2) { 255.0 } else { 0.0 })), []);
    // Text in the middle is not searched for.
    let middle = with_text("DOE JANE", Border::Left, 2, false, GROUNDS[0]);
    let Pixels::Grey8(greys) = middle.pixels() else { panic!("grey") };
    let moved = |x: u32, y: u32| f64::from(greys[(y * SIDE + (x + SIDE - 200) % SIDE) as usize]);
    assert_eq!(burned_in_borders(&picture(moved)), []);
}

/// Real files: in how many of them burned-in text is detected. Printed, not asserted: some may have it.
#[test]
fn how_many_real_files_seem_to_have_burned_in_text_is_printed() {
    let limits = Limits { bytes: 64 << 20, pixels: 1 << 24, longest_side: 65_535, shortest_side: 1 };
    let tell = |what: &str, files: &[(String, Vec<u8>)]| {
        let (mut count, mut suspects) = (0, Vec::new());
        for (name, bytes) in files {
            let object = dicom::read(bytes, &limits).ok();
            let picture = object.and_then(|object| model_window::picture(&object.frame(0).ok()?, "", &limits));
            let Some(picture) = picture else { continue };
            count += 1;
            let borders = burned_in_borders(&picture);
            if !borders.is_empty() {
                suspects.push(format!("{name} {borders:?}"));
            }
        }
        println!("{what}: {} of {count} pictures seem to have burned-in text: {}", suspects.len(), suspects.join(", "));
    };
    match pydicom_files() {
        Some(files) => tell("pydicom", &files),
        None => println!("SKIPPED: pydicom's wheel is not there (`cargo xtask native` fetches it)"),
    }
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("../shared/data/ct-dicom");
    let Ok(list) = std::fs::read_dir(&folder) else {
        println!("SKIPPED: {} is not there", folder.display());
        return;
    };
    let files: Vec<(String, Vec<u8>)> = list
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).ok()?)))
        .collect();
    tell("ct-dicom", &files);
}
