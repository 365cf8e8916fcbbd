//! Pictures that must get no class, each with the acceptable reasons: generated ones, and real ones where the
//! data folder is there.

use std::fs;
use std::path::{Path, PathBuf};

use imaging::synthetic::{Phantom, phantom};
use imaging::{Image, Pixels};

use crate::pictures::{Folder, png_from_image};

/// A picture, and the reasons that are right for it.
pub(crate) struct ForeignFile {
    pub(crate) file: PathBuf,
    pub(crate) reasons: &'static [&'static str],
}

/// Generated ones.
pub(crate) fn drawn(folder: &Folder) -> Vec<ForeignFile> {
    let blank = Image::new(320, 320, Pixels::Grey8(vec![37; 320 * 320])).expect("a blank picture");
    let file = |name: &str, image: &Image| folder.file(name, &png_from_image(image));
    vec![
        ForeignFile { file: file("blank.png", &blank), reasons: &["blank"] },
        ForeignFile { file: file("blurred.png", &blurred(phantom(Phantom::Plain, 71))), reasons: &["blurred"] },
        // A photograph-like drawing in colour: whichever of the two checks runs first is right.
        ForeignFile { file: file("cat.png", &cat()), reasons: &["not_medical", "coloured"] },
    ]
}

/// Real ones from `../shared/data`; prints which are missing.
pub(crate) fn real() -> Vec<ForeignFile> {
    let wanted: [(&str, &str, &str, &[&str]); 3] = [
        ("a photograph", "router-extra", "not-medical,test", &["not_medical", "coloured"]),
        // 64 pixels wide in that set, which the quality check may notice first.
        ("a hand X-ray", "router-extra", "mmHand", &["other_medical", "unsure_modality", "upscaled", "blurred"]),
        // Of a kind that is known, and read by no model of the page.
        ("a slice of a chest CT", "covid-ct", "other,test", &["other_task"]),
    ];
    let found = wanted.into_iter().filter_map(|(what, set, mark, reasons)| {
        let file = row_file(set, |row| row.contains(mark) && row.contains(",test,"));
        if file.is_none() {
            println!("SKIPPED {what}: no such picture in ../shared/data/{set}");
        }
        Some(ForeignFile { file: file?, reasons })
    });
    found.collect()
}

/// `count` test pictures of every class of the brain MRI set, each with its label, evenly over the split so that
/// patients differ; none where the data folder is missing.
pub(crate) fn of_each_class(count: usize) -> Vec<(PathBuf, String)> {
    let (folder, manifest) = data("brain-mri");
    let rows: Vec<Vec<&str>> = manifest.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let of_test = |row: &&Vec<&str>| row.get(2) == Some(&"test");
    let labels: std::collections::BTreeSet<&str> =
        rows.iter().filter(of_test).filter_map(|row| row.get(1).copied()).collect();
    let mut found = Vec::new();
    for label in labels {
        let files: Vec<&str> = rows
            .iter()
            .filter(of_test)
            .filter(|row| row.get(1) == Some(&label))
            .filter_map(|row| row.first().copied())
            .collect();
        let step = (files.len() / count).max(1);
        let files = files.into_iter().step_by(step).take(count);
        found.extend(files.map(|file| (folder.join(file), label.to_owned())).filter(|(file, _)| file.is_file()));
    }
    found
}

/// At most `count` test pictures of a class, evenly over the split; none where the data folder is missing.
pub(crate) fn of_label(set: &str, label: &str, count: usize) -> Vec<PathBuf> {
    let (folder, manifest) = data(set);
    let rows = manifest.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let own = rows.filter(|row| row.get(1) == Some(&label) && row.get(2) == Some(&"test"));
    let files: Vec<PathBuf> = own.filter_map(|row| Some(folder.join(row.first()?))).collect();
    let step = (files.len() / count).max(1);
    files.into_iter().step_by(step).take(count).filter(|file| file.is_file()).collect()
}

/// The first file of a set whose row in `manifest.csv` fits.
fn row_file(set: &str, wanted: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let (folder, manifest) = data(set);
    let row = manifest.lines().skip(1).find(|row| wanted(row))?;
    Some(folder.join(row.split(',').next()?)).filter(|file| file.is_file())
}

/// A set's folder, as chromedriver takes it, and its manifest; empty where it is missing.
fn data(set: &str) -> (PathBuf, String) {
    let folder = crate::root().join("../shared/data").join(set);
    let folder = folder.canonicalize().unwrap_or(folder);
    let manifest = fs::read_to_string(folder.join("manifest.csv")).unwrap_or_default();
    (folder, manifest)
}

/// Three box blurs, nearly a Gaussian of 14 pixels.
fn blurred(image: Image) -> Image {
    const RADIUS: usize = 14;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let Pixels::Grey8(samples) = image.pixels() else { panic!("a grey picture") };
    let mut level: Vec<f64> = samples.iter().map(|sample| f64::from(*sample)).collect();
    for (length, stride, lines, next) in [(width, 1, height, width), (height, width, width, 1)].repeat(3) {
        for line in 0..lines {
            let old: Vec<f64> = (0..length).map(|at| level[line * next + at * stride]).collect();
            for at in 0..length {
                let part = &old[at.saturating_sub(RADIUS)..(at + RADIUS + 1).min(length)];
                level[line * next + at * stride] = part.iter().sum::<f64>() / part.len() as f64;
            }
        }
    }
    let samples = level.into_iter().map(|level| level.round() as u8).collect();
    Image::new(image.width(), image.height(), Pixels::Grey8(samples)).expect("a blurred picture")
}

/// A cat: ginger fur in strokes, two ears, eyes, nose and whiskers before a garden.
pub(crate) fn cat() -> Image {
    const SIDE: u32 = 360;
    let mut samples = Vec::with_capacity((SIDE * SIDE * 3) as usize);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let [x, y] = [column, row].map(|at| f64::from(at) / f64::from(SIDE) * 2.0 - 1.0);
            samples.extend(cat_colour(x, y, f64::from(grain(column, row))).map(|level| level.clamp(0.0, 255.0) as u8));
        }
    }
    Image::new(SIDE, SIDE, Pixels::Rgb8(samples)).expect("a drawn cat")
}

fn cat_colour(x: f64, y: f64, grain: f64) -> [f64; 3] {
    let within = |cx: f64, cy: f64, rx: f64, ry: f64| ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) < 1.0;
    let ear = |side: f64| {
        let (u, v) = ((x - side * 0.42) * side, y + 0.72);
        (0.0..0.42).contains(&v) && u.abs() < v * 0.55
    };
    let fur = 18.0 * (38.0 * (x * x + y * y).sqrt() + 6.0 * (9.0 * x).sin()).sin() + 0.2 * grain;
    let whisker = (0.12..0.75).contains(&x.abs())
        && [0.22, 0.3, 0.38].iter().any(|at| (y - at - 0.1 * (x.abs() - 0.3)).abs() < 0.006);
    match () {
        () if whisker => [245.0, 242.0, 235.0],
        () if within(-0.24, -0.1, 0.03, 0.1) || within(0.24, -0.1, 0.03, 0.1) => [12.0, 12.0, 14.0],
        () if within(-0.24, -0.1, 0.12, 0.11) || within(0.24, -0.1, 0.12, 0.11) => [170.0, 205.0, 70.0],
        () if within(0.0, 0.16, 0.08, 0.05) => [222.0, 130.0, 140.0],
        () if within(0.0, 0.02, 0.62, 0.56) || ear(1.0) || ear(-1.0) => {
            [214.0 + fur, 134.0 + fur * 0.8, 62.0 + fur * 0.5]
        }
        () if y > 0.45 => [70.0 + 0.5 * grain, 130.0 + 0.6 * grain, 50.0 + 0.3 * grain],
        () => [120.0 + 40.0 * y, 170.0 + 25.0 * y, 220.0 - 30.0 * y + 0.1 * grain],
    }
}

/// A pseudo-random number of −32…31, the same every time.
fn grain(column: u32, row: u32) -> i32 {
    let mixed = (column.wrapping_mul(0x9E37_79B1) ^ row.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE3D);
    ((mixed >> 20) & 63) as i32 - 32
}

/// Name of a file, as the page's list shows it.
pub(crate) fn name(file: &Path) -> String {
    file.file_name().expect("a file name").to_string_lossy().into_owned()
}
