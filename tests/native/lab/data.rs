//! Data sets: what is read, and what is refused.

use crate::engine::gates::png;
use crate::folder::Folder;
use imaging::{Image, Pixels};
use std::path::Path;
use training::data::{ImageDataset, Split};

const HEADER: &str = "file,label,split,group,source,mask\n";

fn data_set(lines: &str) -> (Folder, anyhow::Result<ImageDataset>) {
    let folder = Folder::new("data");
    folder.write("manifest.csv", format!("{HEADER}{lines}").as_bytes());
    for name in ["a.png", "b.png", "c.png"] {
        folder.write(name, name.as_bytes());
    }
    let opened = ImageDataset::open(folder.path());
    (folder, opened)
}

fn refusal(lines: &str) -> String {
    format!("{:#}", data_set(lines).1.expect_err("this data set breaks a rule"))
}

#[test]
fn labels_are_alphabetical_and_splits_are_kept() {
    let (folder, opened) =
        data_set("a.png,zebra,train,unlisted,zoo,\nb.png,ant,train,unlisted,wood,\nc.png,ant,val,p1,wood,m.png\n");
    let data = opened.expect("a good data set");
    assert_eq!(data.labels, ["ant", "zebra"]);
    assert_eq!(data.split(Split::Train).len(), 2);
    let val = data.split(Split::Val);
    assert_eq!((val[0].label, val[0].group.as_str(), val[0].source.as_str()), (0, "p1", "wood"));
    assert_eq!(val[0].path, folder.path().join("c.png"));
}

#[test]
fn several_folders_are_one_data_set_and_a_patient_stays_in_one_split() {
    let (one, _) = data_set("a.png,ant,train,g1,wood,\nb.png,bee,val,p1,wood,\n");
    let (two, _) = data_set("a.png,ape,train,g2,zoo,\nb.png,bee,val,p1,zoo,\n");
    let all = ImageDataset::open_all(&[one.path().into(), two.path().into()]).expect("two good data sets");
    assert_eq!(all.labels, ["ant", "ape", "bee"]);
    let labels: Vec<&str> = all.records.iter().map(|record| all.labels[record.label].as_str()).collect();
    assert_eq!(labels, ["ant", "bee", "ape", "bee"]);
    assert_ne!(all.sha256(), ImageDataset::open(one.path()).unwrap().sha256());

    let (other, _) = data_set("a.png,ant,train,p1,zoo,\nb.png,bee,val,p2,zoo,\n");
    let error = ImageDataset::open_all(&[one.path().into(), other.path().into()]).unwrap_err().to_string();
    assert!(error.contains("group `p1` stands in two splits"), "{error}");
    assert!(ImageDataset::open_all(&[]).is_err());
}

#[test]
fn a_picture_that_the_page_refuses_for_its_size_takes_no_part() {
    let lines = "a.png,x,train,g1,s,\nb.png,y,test,g2,s,\nc.png,z,test,g3,s,\n";
    let (folder, opened) = data_set(lines);
    let whole = opened.expect("a good data set");
    let drawn = |width: u32, height: u32| {
        let samples = vec![90; (width * height) as usize];
        png(&Image::new(width, height, Pixels::Grey8(samples)).expect("a picture"))
    };
    folder.write("b.png", &drawn(53, 26));
    folder.write("c.png", &drawn(53, 32));
    let data = ImageDataset::open(folder.path()).expect("still good");
    let left: Vec<_> = data.split(Split::Test).into_iter().map(|record| record.path.clone()).collect();
    assert_eq!((left, whole.split(Split::Test).len()), (vec![folder.path().join("c.png")], 2));
    assert_eq!(data.labels, ["x", "y", "z"], "a class does not go with it");
    // It is still a file of the data set.
    folder.write("b.png", &drawn(52, 26));
    assert_ne!(ImageDataset::open(folder.path()).expect("still good").sha256(), data.sha256());
}

#[test]
fn the_hash_follows_every_picture() {
    let lines = "a.png,x,train,g1,s,\nb.png,y,train,g2,s,\n";
    let (folder, opened) = data_set(lines);
    let before = opened.expect("a good data set").sha256();
    assert_eq!(before.len(), 64);
    folder.write("b.png", b"changed");
    assert_ne!(ImageDataset::open(folder.path()).expect("still good").sha256(), before);
}

#[test]
fn broken_rules_are_named() {
    assert!(
        refusal("a.png,x,train,p1,s,\nb.png,y,test,p1,s,\n")
            .contains("group `p1` stands in two splits: `train` and `test`")
    );
    assert!(refusal("a.png,x,train,g,s,\nb.png,y,test,unlisted,s,\n").contains("allowed in `train` only"));
    assert!(refusal("a.png,x,train,g,s,\na.png,y,train,g,s,\n").contains("`a.png` is listed twice"));
    assert!(refusal("a.png,x,train,g,s,\ngone.png,y,train,g,s,\n").contains("gone.png"));
    assert!(refusal("a.png,x,train,g,s,\n").contains("at least two labels"));
    assert!(refusal("a.png,x,spare,g,s,\n").contains("line: 2"));
    assert!(refusal("").contains("no picture"));
}

#[test]
fn a_missing_folder_says_what_was_expected() {
    let error = ImageDataset::open(Path::new("no/such/folder")).expect_err("nothing is there");
    assert!(format!("{error:#}").contains("manifest.csv"), "{error:#}");
}

#[test]
fn brain_mri_is_as_its_readme_says() {
    let dir = Path::new("../shared/data/brain-mri");
    if !dir.is_dir() {
        eprintln!("skipped: `{}` is not here, so the real data set is not checked", dir.display());
        return;
    }
    let data = ImageDataset::open(dir).expect("the real data set is good");
    assert_eq!(data.labels, ["glioma", "meningioma", "notumor", "pituitary"]);
    assert_eq!([Split::Train, Split::Val, Split::Test].map(|split| data.split(split).len()), [2802, 394, 798]);
}
