//! `lab baseline` on pictures whose colour, border or area alone reveals the class.

use crate::engine::parts::model;
use crate::folder::Folder;
use ::task::Rival;
use evaluation::Metric;
use fixtures::folder::png_from_image;
use imaging::{Image, Pixels};
use lab::rivals::{self, RuleKind, WEIGHTS, reports};
use model::{Colour, InputSpec};
use training::data::{ImageDataset, Split};

/// Squares of two colours on white, 24 of each, three in four of which are in `train` or `val`; both classes have the
/// same size.
fn squares() -> (Folder, ImageDataset) {
    let folder = Folder::new("rivals");
    let mut manifest = String::from("file,label,split,group,source\n");
    for number in 0..48u32 {
        let (label, colour) = [("red", [200u8, 60, 60]), ("blue", [60, 60, 200])][(number % 2) as usize];
        let inside = |at: u32| (20..44).contains(&(at % 64)) && (20..44).contains(&(at / 64));
        let level = |level: u8| level.saturating_add((number / 2) as u8);
        let pixel = |at: u32| if inside(at) { colour.map(level) } else { [240; 3] };
        let samples = (0..64 * 64).flat_map(pixel).collect();
        let image = Image::new(64, 64, Pixels::Rgb8(samples)).unwrap();
        folder.write(&format!("{number}.png"), &png_from_image(&image));
        let split = ["train", "train", "val", "test"][(number / 2 % 4) as usize];
        manifest += &format!("{number}.png,{label},{split},group-{number},here\n");
    }
    folder.write("manifest.csv", manifest.as_bytes());
    let data = ImageDataset::open(folder.path()).unwrap();
    (folder, data)
}

fn colour_spec() -> InputSpec {
    InputSpec { colour: Colour::Rgb, size: 64, ..model().manifest.input.clone() }
}

#[test]
fn colour_tells_them_apart_and_border_and_area_do_not() {
    let (_folder, data) = squares();
    let found = reports(&[Rival::Colour, Rival::Border, Rival::Area], &data, Split::Test, &colour_spec()).unwrap();
    assert_eq!(found.len(), 6);
    let recall = |rival: Rival, rule: RuleKind| {
        let report = found.iter().find(|report| report.rival == rival && report.rule == rule).unwrap();
        (report.pictures.macro_recall.unwrap().value, report.statistics)
    };
    for rule in [RuleKind::LogisticRegression, RuleKind::NearestNeighbours] {
        assert_eq!(recall(Rival::Colour, rule), (1.0, 12));
        assert!(recall(Rival::Border, rule).0 < 0.8, "{rule:?}");
        assert_eq!(recall(Rival::Area, rule), (0.5, 1), "{rule:?}: all areas are one");
    }
    assert!(found.iter().all(|report| report.groups.n == 12 && report.pictures.n == 12));
}

#[test]
fn recorded_scores_stand_in_the_manifest_once() {
    let (_folder, data) = squares();
    let found = reports(&[Rival::Colour], &data, Split::Test, &colour_spec()).unwrap();
    let mut manifest = model().manifest.clone();
    let before = manifest.scores.len();
    for _ in 0..2 {
        rivals::record(&mut manifest, &found, (&data.name, Split::Test), 12);
        assert_eq!(manifest.scores.len(), before + 8);
    }
    let last = manifest.scores.last().unwrap();
    assert!(last.weights.starts_with(WEIGHTS) && last.groups == 12, "{last:?}");
    assert!(matches!(&last.metric, Metric::Baseline(of) if **of == Metric::GroupAuc), "{last:?}");
    let again = model::Manifest::from_json(manifest.to_json().unwrap().as_bytes()).unwrap();
    assert_eq!(again.scores, manifest.scores);
}
