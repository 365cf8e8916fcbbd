//! The content of an epoch, with and without each component, and the groups of its pictures.

use super::*;
use crate::drawn::Drawing;
use clap::Parser;
use image::{GrayImage, Luma};
use std::path::PathBuf;

#[derive(Parser)]
struct OptionsLine {
    #[command(flatten)]
    options: TrainOptions,
}

fn options(line: &[&str]) -> TrainOptions {
    OptionsLine::parse_from(["lab", "leaf-colour"].iter().chain(line)).options
}

/// A leaf with an outlined spot on its left from one source, one without from another.
struct Leaves(PathBuf);

impl Leaves {
    /// With a spot of that grey level on a leaf of 100, mirrored at its middle.
    fn new(name: &str, spot: u8) -> Self {
        let folder = std::env::temp_dir().join(format!("onsight-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let disc = |x: u32, y: u32, middle: f32, radius: f32| (x as f32 - middle).hypot(y as f32 - 32.0) < radius;
        let draw = |name: &str, level: &dyn Fn(u32, u32) -> u8| {
            GrayImage::from_fn(65, 65, |x, y| Luma([level(x, y)])).save(folder.join(name)).unwrap();
        };
        draw("spot.png", &|x, y| if disc(x, y, 20.0, 6.0) { spot } else { u8::from(disc(x, y, 32.0, 30.0)) * 100 });
        draw("mask.png", &|x, y| u8::from(disc(x, y, 20.0, 6.0)) * 255);
        draw("clean.png", &|x, y| u8::from(disc(x, y, 32.0, 29.0)) * 90);
        let lines = "file,label,split,group,source,mask\n\
             spot.png,rust,train,unlisted,garden,mask.png\n\
             clean.png,healthy,train,unlisted,field,\n";
        std::fs::write(folder.join("manifest.csv"), lines).unwrap();
        std::fs::write(folder.join("mirror.csv"), "file,axis,spot_side\nspot.png,32,left\n").unwrap();
        Self(folder)
    }

    fn examples(&self, line: &[&str]) -> Examples {
        let folder = self.0.to_str().unwrap();
        let line: Vec<&str> = ["--mirror", folder].iter().chain(line).copied().collect();
        let kind = PictureKind { negative: Some("healthy"), ..PictureKind::default() };
        Examples::open(&ImageDataset::open(&self.0).unwrap(), kind, &options(&line)).unwrap()
    }
}

impl Drop for Leaves {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Numbers of unchanged and mirrored pictures, and of those with an insertion.
fn kinds(examples: &Examples) -> [usize; 3] {
    let order = examples.epoch(1, 0, None);
    let count = |wanted: fn(&EpochPicture) -> bool| order.iter().filter(|example| wanted(example)).count();
    [
        count(|example| matches!(example, EpochPicture::Whole(_))),
        count(|example| matches!(example, EpochPicture::Mirrored(..))),
        count(|example| matches!(example, EpochPicture::SetIn(..))),
    ]
}

#[test]
fn each_ingredient_can_be_left_out_and_is_then_counted_nowhere() {
    let leaves = Leaves::new("ingredients", 220);
    let of = |line: &[&str]| {
        let examples = leaves.examples(line);
        (kinds(&examples), examples.counts(2))
    };
    // Classes in the order of their names: healthy, rust.
    assert_eq!(of(&[]), ([2, 2, 1], vec![1.0 + 1.0 + 0.5, 1.0 + 1.0 + 0.5]));
    assert_eq!(of(&["--without", "mirrored"]), ([2, 0, 1], vec![1.5, 1.5]));
    assert_eq!(of(&["--without", "transplants"]), ([2, 2, 0], vec![2.0, 2.0]));
    assert_eq!(of(&["--without", "mirrored", "--without", "transplants"]), ([2, 0, 0], vec![1.0, 1.0]));
}

#[test]
fn groups_are_sources_with_and_without_a_finding_where_an_epoch_holds_them() {
    let leaves = Leaves::new("groups", 220);
    let all = leaves.examples(&[]);
    let names: Vec<String> = all.groups().into_iter().flatten().collect();
    assert_eq!(names, ["field, none", "field, any finding", "garden, none", "garden, any finding"]);
    let plain = leaves.examples(&["--without", "mirrored", "--without", "transplants"]);
    let occurs: Vec<bool> = plain.groups().iter().map(Option::is_some).collect();
    assert_eq!(occurs, [true, false, false, true]);
    let mut random = Rng::with_seed(1);
    for example in all.epoch(1, 0, None) {
        let picture = all.picture(example, &mut random).unwrap();
        assert!(all.groups()[all.group(picture.source, picture.label)].is_some(), "{example:?}");
    }
}

#[test]
fn both_halves_of_a_pair_are_changed_alike_and_nothing_is_laid_over_them() {
    let leaves = Leaves::new("pairs", 100);
    let examples = leaves.examples(&["--without", "transplants"]);
    let spec = crate::input_spec(64, model::Colour::Grey);
    let order = examples.epoch(1, 0, Some(4));
    let drawing = Drawing {
        examples: &examples,
        spec: &spec,
        mixing: 5.0,
        outlines: true,
        pairs: true,
        background: None,
        marks: 0.0,
        changes: options(&[]).changes(),
        colours: options(&[]).colours(),
    };
    for seed in 0..8 {
        let drawn = drawing.batch(&order, seed);
        let &[[with, without]] = drawn.pairs.as_slice() else { panic!("one pair: {:?}", drawn.pairs) };
        assert_eq!((drawn.labels[with], drawn.labels[without]), (1, 0));
        assert_eq!((drawn.shares[with], drawn.shares[without]), (1.0, 1.0));
        let [spots, none] =
            [with, without].map(|place| drawn.outlines[place].as_ref().map(|cells| cells.iter().sum::<f32>()).unwrap());
        assert!(spots > 1.0 && none == 0.0, "{spots} and {none}");
        assert_eq!(drawn.images[with], drawn.images[without], "the spot cannot be seen, so both halves look alike");
    }
    let apart = Drawing { pairs: false, mixing: 0.0, ..drawing }.batch(&order, 1);
    let [one, other] = [true, false].map(|half| order.iter().position(|at| *at == EpochPicture::Mirrored(0, half)));
    assert!(apart.pairs.is_empty());
    assert_ne!(apart.images[one.unwrap()], apart.images[other.unwrap()]);
}
