//! The pictures of `val` as network inputs, with the answers of `f32` arithmetic: another form of the network can be
//! checked for the answers that its rounding changes.

use anyhow::{Result, bail, ensure};
use imaging::{Image, Pixels};
use model::{Manifest, read_stored, weights_from_stored};
use network::float::FloatNetwork;
use network::input;
use network::integer::IntegerNetwork;
use rayon::prelude::*;
use serde::Serialize;
use training::activations::prepared;
use training::data::{ImageDataset, Split};
use trust::argmax;

/// `val.json`; `val.bin` holds the samples, `[count, side, side, channels]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValReference {
    /// Pictures.
    pub count: usize,
    /// Samples of a pixel, 1 or 3; one is repeated over the network's three channels.
    pub channels: usize,
    /// A sample minus this, by channel, …
    pub mean: [f32; 3],
    /// … divided by this, is the network's input.
    pub deviation: [f32; 3],
    /// Number of the likeliest class by f32 arithmetic with the shipped weights.
    pub answers: Vec<usize>,
    /// How many of them the shipped CPU path answers differently: its integers are the same on every device.
    pub changed: usize,
}

/// The pictures of `val`, answered in floats and by the shipped integers; and their samples.
///
/// # Errors
/// When there is none, one cannot be opened, the data set has other labels, or the model cannot be computed.
pub fn val_pictures(manifest: &Manifest, weights: &[u8], data: &ImageDataset) -> Result<(ValReference, Vec<u8>)> {
    ensure!(data.labels == manifest.labels, "expected the labels {:?}, found {:?}", manifest.labels, data.labels);
    let (pictures, _) = prepared(&data.split(Split::Val), &manifest.input, manifest.windowing.as_ref())?;
    ensure!(!pictures.is_empty(), "`{}` has no pictures of `val`", data.name);
    let (architecture, labels, input) = (manifest.architecture.as_str(), manifest.labels.len(), &manifest.input);
    let stored = read_stored(weights)?;
    let floats = FloatNetwork::from_weights(architecture, labels, &weights_from_stored(&stored))?;
    let integers = IntegerNetwork::new(architecture, labels, &stored, input, &manifest.activations)?;
    let answered = |picture: &Image| -> Result<[usize; 2]> {
        let values = input::values_from_images(std::slice::from_ref(picture), input)?;
        let logits = floats.forward(&values, input.size as usize).logits;
        Ok([argmax(&logits), argmax(&integers.forward(picture)?.logits)])
    };
    let answers = pictures.par_iter().map(answered).collect::<Result<Vec<[usize; 2]>>>()?;
    let mut samples = Vec::new();
    for picture in &pictures {
        match picture.pixels() {
            Pixels::Grey8(values) | Pixels::Rgb8(values) => samples.extend_from_slice(values),
            Pixels::Grey16(_) => bail!("expected pictures of 8 bits"),
        }
    }
    let cells = pictures.len() * input.size as usize * input.size as usize;
    let reference = ValReference {
        count: pictures.len(),
        channels: samples.len() / cells.max(1),
        mean: input.mean,
        deviation: input.deviation,
        changed: answers.iter().filter(|[floats, integers]| floats != integers).count(),
        answers: answers.into_iter().map(|[floats, _]| floats).collect(),
    };
    Ok((reference, samples))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_folder;
    use image::GrayImage;
    use std::fmt::Write;
    use std::path::Path;

    #[test]
    fn every_picture_of_val_has_its_samples_and_an_answer() {
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
        let (manifest, weights) = model_folder::read(&models, "brain-mri").unwrap();
        let folder = std::env::temp_dir().join(format!("onsight-val-pictures-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("images")).unwrap();
        let mut list = String::from("file,label,split,group,source\n");
        for (index, label) in manifest.labels.iter().enumerate() {
            for split in ["train", "val"] {
                let name = format!("images/{split}{index}.png");
                let drawn = |x: u32, y: u32| image::Luma([(x * y + 40 * index as u32) as u8]);
                GrayImage::from_fn(60, 50, drawn).save(folder.join(&name)).unwrap();
                writeln!(list, "{name},{label},{split},{split}{index},drawn").unwrap();
            }
        }
        std::fs::write(folder.join("manifest.csv"), list).unwrap();
        let found = val_pictures(&manifest, &weights, &ImageDataset::open(&folder).unwrap());
        std::fs::remove_dir_all(&folder).unwrap();
        let (reference, samples) = found.unwrap();
        let side = manifest.input.size as usize;
        assert_eq!((reference.count, reference.channels), (4, 1));
        assert_eq!(samples.len(), 4 * side * side);
        assert!(reference.answers.len() == 4 && reference.answers.iter().all(|answer| *answer < 4));
        assert_eq!(reference.changed, 0, "13 bits change no answer that is far from another");
    }
}
