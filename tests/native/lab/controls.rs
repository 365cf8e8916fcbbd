//! The anatomy blacked out, a border alone, other colours: on drawn heads, with a model with random weights.

use crate::engine::gates::png;
use crate::engine::parts::model;
use crate::folder::Folder;
use crate::lab::models::made;
use evaluation::HiddenPart;
use imaging::synthetic::{Phantom, phantom};
use imaging::{Image, Pixels, resize::fit_within};
use lab::model::{Model, Precision};
use lab::probe::{blackout, border, control_sentences, is_control, stain, verdict};
use model::Colour;
use training::data::{ImageDataset, Split};

const LABELS: [&str; 4] = ["glioma", "meningioma", "notumor", "pituitary"];

/// Eight pictures in each of three splits; half of them have a mask.
fn heads() -> (Folder, ImageDataset) {
    let folder = Folder::new("controls");
    let mut manifest = String::from("file,label,split,group,source,mask\n");
    for number in 0..24u64 {
        let head = fit_within(&phantom(Phantom::BrightLesion, number), 224);
        folder.write(&format!("{number}.png"), &png(&head));
        let mask = if number % 8 < 4 { format!("{number}-mask.png") } else { String::new() };
        if !mask.is_empty() {
            let area = head.width() * head.height();
            let inside = |at: u32| (60..120).contains(&(at % head.width())) && (60..120).contains(&(at / head.width()));
            let samples = (0..area).map(|at| if inside(at) { 255 } else { 0 }).collect();
            folder.write(&mask, &png(&Image::new(head.width(), head.height(), Pixels::Grey8(samples)).unwrap()));
        }
        let (label, split) = (LABELS[(number % 4) as usize], ["train", "val", "test"][(number / 8) as usize]);
        manifest += &format!("{number}.png,{label},{split},patient-{number},here,{mask}\n");
    }
    folder.write("manifest.csv", manifest.as_bytes());
    let data = ImageDataset::open(folder.path()).unwrap();
    (folder, data)
}

#[test]
fn black_stands_for_the_mask_and_for_where_masks_mostly_lie() {
    let (_folder, data) = heads();
    let model = Model::shipped(&made().models(), "brain-mri").unwrap();
    let rows = blackout(&model, &data, Split::Test).unwrap();
    assert_eq!(rows.iter().map(|row| row.n).collect::<Vec<_>>(), [4, 4, 8, 8]);
    assert!(rows.iter().all(|row| row.hidden == HiddenPart::Blackout && is_control(row)));
    let said = control_sentences(LABELS.len(), &rows);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|line| line.contains("guessing gives 25.0 %")), "{said:?}");
    assert!(verdict(LABELS.len(), &rows, None).is_empty(), "controls are no parts that are hidden");
    let masks = "file,label,split,group,source\n0.png,glioma,test,a,s\n1.png,meningioma,test,b,s\n";
    let bare = Folder::new("no-masks");
    bare.write("0.png", b"");
    bare.write("1.png", b"");
    bare.write("manifest.csv", masks.as_bytes());
    let bare = ImageDataset::open_for(bare.path(), &model.manifest.labels).unwrap();
    let why = blackout(&model, &bare, Split::Test).unwrap_err().to_string();
    assert!(why.contains("has no masks"), "{why}");
}

#[test]
fn a_split_without_masks_is_blacked_out_where_those_of_the_other_splits_lie() {
    let (_folder, mut data) = heads();
    let model = Model::shipped(&made().models(), "brain-mri").unwrap();
    let by = |data: &ImageDataset| -> Vec<(u32, String)> {
        let rows = blackout(&model, data, Split::Test).unwrap();
        rows.into_iter().map(|row| (row.n, row.by)).collect()
    };
    for record in data.records.iter_mut().filter(|record| record.split == Split::Test) {
        record.mask = None;
    }
    let black = "where masks mostly lie, in black".to_owned();
    assert_eq!(by(&data), [(8, "nothing: all pictures, whole".to_owned()), (8, black)]);
    let rows = blackout(&model, &data, Split::Test).unwrap();
    assert_eq!(control_sentences(LABELS.len(), &rows).len(), 1);
}

#[test]
fn a_border_is_all_that_is_left_and_colours_are_asked_of_colour_models_alone() {
    let (_folder, data) = heads();
    let grey = Model::shipped(&made().models(), "brain-mri").unwrap();
    let rows = border(&grey, &data, Split::Test, 0.1).unwrap();
    assert_eq!(rows.iter().map(|row| (row.hidden, row.n)).collect::<Vec<_>>(), [(HiddenPart::BorderOnly, 8); 2]);
    assert!(rows[1].by.contains("10 %"), "{}", rows[1].by);
    assert!(border(&grey, &data, Split::Test, 0.5).is_err());
    assert!(stain(&grey, &data, Split::Test).unwrap_err().to_string().contains("grey levels alone"));
}

#[test]
fn a_colour_model_is_shown_other_colours_beside_what_colour_statistics_score() {
    let (_folder, data) = heads();
    let mut manifest = model().manifest.clone();
    manifest.input.colour = Colour::Rgb;
    manifest.labels = LABELS.map(str::to_owned).to_vec();
    let colour = Model::from_bytes(manifest, &model().weights, Precision::Int8).unwrap();
    let rows = stain(&colour, &data, Split::Test).unwrap();
    assert!(rows.iter().all(|row| row.hidden == HiddenPart::Stain && row.n == 8));
    let (own, statistics) = rows.split_at(rows.len() / 2);
    assert_eq!((own.len(), statistics.len()), (9, 9));
    assert!(own[0].by.starts_with("nothing: ") && own.iter().all(|row| !row.by.contains("statistics")));
    assert!(statistics.iter().all(|row| row.by.contains("colour statistics alone")));
    assert_eq!(control_sentences(LABELS.len(), &rows).len(), 16);
}
