//! `lab probe` on drawn heads with drawn outlines, and a model with random weights.

use crate::engine::gates::png;
use crate::folder::Folder;
use crate::lab::models::made;
use imaging::synthetic::{Phantom, phantom};
use imaging::{Image, Pixels, resize::fit_within};
use lab::evaluate::evaluate;
use lab::model::{Model, Views};
use lab::probe::{Anatomy, hidden_pictures, probe};
use model::Manifest;
use std::path::PathBuf;
use training::data::{ImageDataset, Split};

const LABELS: [&str; 4] = ["glioma", "meningioma", "notumor", "pituitary"];

/// A copy of that model, and twelve pictures in `test`; all but those without a tumour have an outline.
fn folder() -> (Folder, PathBuf, ImageDataset) {
    let folder = Folder::new("probe");
    for entry in std::fs::read_dir(made().models().join("brain-mri")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        folder.write(&format!("models/brain-mri/{name}"), &std::fs::read(&path).unwrap());
    }
    let mut manifest = String::from("file,label,split,group,source,mask\n");
    for number in 0..12u64 {
        let label = LABELS[(number % 4) as usize];
        let head = fit_within(&phantom(Phantom::BrightLesion, number), 224);
        folder.write(&format!("data/{number}.png"), &png(&head));
        let mask = if label == "notumor" { String::new() } else { format!("{number}-mask.png") };
        if !mask.is_empty() {
            folder.write(&format!("data/{mask}"), &png(&disc(head.width(), head.height())));
        }
        manifest += &format!("{number}.png,{label},test,patient-{number},here,{mask}\n");
    }
    folder.write("data/manifest.csv", manifest.as_bytes());
    let (models, data) = (folder.path().join("models"), ImageDataset::open(&folder.path().join("data")).unwrap());
    (folder, models, data)
}

fn disc(width: u32, height: u32) -> Image {
    let inside = |x: i32, y: i32| (x - 80).pow(2) + (y - 90).pow(2) < 400;
    let (columns, area) = (width as i32, (width * height) as i32);
    let samples = (0..area).map(|i| if inside(i % columns, i / columns) { 255 } else { 0 }).collect();
    Image::new(width, height, Pixels::Grey8(samples)).unwrap()
}

#[test]
fn a_probe_is_written_beside_the_scores() {
    let (_folder, models, data) = folder();
    let before = Model::shipped(&models, "brain-mri").unwrap();
    probe(&models, "brain-mri", &data, 3).unwrap();
    let text = std::fs::read(models.join("brain-mri/manifest.json")).unwrap();
    let manifest = Manifest::from_json(&text).unwrap();
    assert_eq!((&manifest.scores, &manifest.weights), (&before.manifest.scores, &before.manifest.weights));
    let measured = manifest.measured.unwrap();

    let rows: Vec<(&str, &str, u32)> =
        measured.probes.iter().map(|probe| (probe.hidden.name(), probe.by.as_str(), probe.n)).collect();
    let expected = [
        ("nothing", "all pictures", 12),
        ("anatomy", "outlines, else the centre", 12),
        ("borders", "a tenth on every side", 12),
        ("corners", "squares of 15 % of the sides", 12),
        ("nothing", "pictures with an outline", 9),
        ("anatomy", "pictures with an outline", 9),
    ];
    assert_eq!(rows, expected);
    let report = evaluate(&before, &data, Split::Test, Views::One, None).unwrap();
    let whole = &measured.probes[0];
    assert_eq!(whole.accuracy.value, report.accuracy.unwrap() as f32, "nothing hidden: the score of `lab evaluate`");
    assert!(
        measured.probes.iter().all(|probe| probe.accuracy.low <= probe.accuracy.high && probe.split == Split::Test)
    );

    let found = measured.faithfulness.unwrap();
    assert_eq!((found.n, found.split), (3, Split::Test));
    for curve in [&found.deletion, &found.insertion] {
        assert_eq!((curve.by_map.len(), curve.by_chance.len()), (11, 11));
        assert_eq!(curve.by_map[0], curve.by_chance[0], "nothing changed");
        assert_eq!(curve.by_map[10], curve.by_chance[10], "everything changed");
        assert_ne!(curve.by_map[5], curve.by_chance[5]);
    }
    assert_eq!(found.deletion.by_map[0], found.insertion.by_map[10], "the whole picture");
    assert_eq!(found.deletion.by_map[10], found.insertion.by_map[0], "none of it");
    let pointing = found.pointing.unwrap();
    assert_eq!(pointing.n, 9);
    // A disc of radius 20 in 224 pixels touches four cells of 32, or six.
    assert!((4.0 / 49.0 - 1e-6..=6.0 / 49.0 + 1e-6).contains(&pointing.chance), "{}", pointing.chance);
}

#[test]
fn a_probe_measured_twice_says_the_same() {
    let (_folder, models, data) = folder();
    let measured = || {
        probe(&models, "brain-mri", &data, 2).unwrap();
        Model::shipped(&models, "brain-mri").unwrap().manifest.measured
    };
    assert_eq!(measured(), measured());
}

#[test]
fn hiding_takes_the_part_away_and_nothing_else() {
    let (_folder, _, data) = folder();
    let record = &data.records[0];
    let image = imaging::open(&std::fs::read(&record.path).unwrap(), &Default::default()).unwrap().image;
    let anatomy = Anatomy::of(record, &image).unwrap();
    assert!(matches!(anatomy, Anatomy::Outlined(_)));
    let input = Model::shipped(&made().models(), "brain-mri").unwrap().manifest.input;
    let whole = network::input::prepare(&image, &input);
    let hidden = hidden_pictures(&image, &anatomy, &input);
    let changed = |picture: &Image, x: u32, y: u32| {
        let around = (y - 4..=y + 4).flat_map(|y| (x - 4..=x + 4).map(move |x| (x, y)));
        around.filter(|(x, y)| level(&whole, *x, *y) != level(picture, *x, *y)).count() > 0
    };
    assert!(changed(&hidden[0], 80, 90), "the outline is hidden");
    assert!(hidden.iter().all(|picture| !changed(picture, 160, 150)), "and nothing elsewhere");
    assert_eq!(level(&hidden[1], 80, 90), level(&whole, 80, 90), "the borders are not the anatomy");
}

fn level(image: &Image, x: u32, y: u32) -> u8 {
    let Pixels::Grey8(samples) = image.pixels() else { panic!("prepared pictures are grey") };
    samples[(y * image.width() + x) as usize]
}
