//! The folder of a shipped model: weights in chunks, without damaged or superfluous ones.

use crate::folder::Folder;
use crate::lab::models::made;
use lab::model::Model;
use lab::model_folder::{self, CutOptions};
use lab::predict;
use model::sha256_hex;
use std::path::{Path, PathBuf};

/// Every file of the model with random weights, copied to a folder where it may be damaged.
fn copied(name: &str) -> (Folder, PathBuf) {
    let folder = Folder::new(name);
    for file in std::fs::read_dir(made().models().join("brain-mri")).unwrap().map(Result::unwrap) {
        let name = file.file_name().into_string().unwrap();
        folder.write(&format!("brain-mri/{name}"), &std::fs::read(file.path()).unwrap());
    }
    let inside = folder.path().join("brain-mri");
    (folder, inside)
}

fn names_of_weights(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("weights")).collect();
    names.sort();
    names
}

#[test]
fn weights_are_shipped_in_chunks_that_make_the_whole() {
    let (folder, inside) = copied("chunks");
    let (manifest, bytes) = model_folder::read(folder.path(), "brain-mri").unwrap();
    let named: Vec<String> = manifest.weights.chunks.iter().map(|chunk| chunk.file.clone()).collect();
    assert!(named.len() > 2, "{named:?}");
    assert_eq!(names_of_weights(&inside), named, "in order of their names, and no others");
    let joined: Vec<u8> = named.iter().flat_map(|name| std::fs::read(inside.join(name)).unwrap()).collect();
    assert_eq!((joined.len() as u64, sha256_hex(&joined)), (manifest.weights.bytes, manifest.weights.sha256.clone()));
    assert_eq!(joined, bytes);

    // In one file, as an earlier manifest named them; then split again by the command.
    let mut uncut = manifest.clone();
    uncut.weights.chunks.clear();
    folder.write("brain-mri/manifest.json", uncut.to_json().unwrap().as_bytes());
    folder.write("brain-mri/weights.safetensors", &bytes);
    assert_eq!(model_folder::read(folder.path(), "brain-mri").unwrap().1, bytes);
    model_folder::run(&CutOptions { task: "brain-mri".into(), models: folder.path().into() }).unwrap();
    assert_eq!(model_folder::read(folder.path(), "brain-mri").unwrap(), (manifest, bytes));
    assert_eq!(names_of_weights(&inside), named, "the whole file is gone");
}

#[test]
fn damaged_weights_are_refused() {
    let (folder, inside) = copied("damaged");
    let name = names_of_weights(&inside).pop().unwrap();
    let mut bytes = std::fs::read(inside.join(&name)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    folder.write(&format!("brain-mri/{name}"), &bytes);
    assert!(Model::shipped(folder.path(), "brain-mri").unwrap_err().to_string().contains("SHA-256"));
    assert!(predict::open(folder.path(), "brain-mri").unwrap_err().to_string().contains("SHA-256"));
    let error = Model::shipped(folder.path(), "chest-xray").unwrap_err().to_string();
    assert!(error.contains("lab quantise chest-xray"), "{error}");
}
