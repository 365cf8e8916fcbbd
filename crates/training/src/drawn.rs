//! The pictures of one step: sampled, augmented, and mixed.

use super::augment::{Augmentation, GreyStrength, augmented, mixed, mixed_outlines};
use super::background::{self, Background};
use super::colour::{self, ColourStrength};
use super::examples::{EpochPicture, Examples};
use super::{batch, marks, order};
use fastrand::Rng;
use imaging::Image;
use model::InputSpec;
use rayon::prelude::*;

/// The settings for the pictures of a step.
pub(super) struct Drawing<'a> {
    /// Where they come from.
    pub(super) examples: &'a Examples,
    /// How a picture becomes the network's input.
    pub(super) spec: &'a InputSpec,
    /// Strength of mixup: both parameters of its beta distribution.
    pub(super) mixing: f32,
    /// Whether the network outlines.
    pub(super) outlines: bool,
    /// Whether both halves of a mirrored picture are compared: they are then augmented identically, and not mixed with
    /// other pictures.
    pub(super) pairs: bool,
    /// What is done with everything around the anatomy, and in which share of the pictures.
    pub(super) background: Option<(Background, f32)>,
    /// Share of pictures that get letters or an even border.
    pub(super) marks: f32,
    /// How far size is changed, and grey levels of pictures without colour.
    pub(super) changes: GreyStrength,
    /// How far colours are changed, of pictures in colour.
    pub(super) colours: ColourStrength,
}

/// The pictures of one step.
pub(super) struct DrawnBatch {
    /// The network's inputs.
    pub(super) images: Vec<Image>,
    /// Index of the class of each, of the larger part.
    pub(super) labels: Vec<usize>,
    /// [`Examples::group`] of each, of the larger part.
    pub(super) groups: Vec<usize>,
    /// The share that each keeps of itself; the rest is the next picture's.
    pub(super) shares: Vec<f32>,
    /// Share of each cell that is outlined; `None` where that is not known.
    pub(super) outlines: Vec<Option<Vec<f32>>>,
    /// Indices of the halves of mirrored pictures, the one with the finding first; none where they are not compared.
    pub(super) pairs: Vec<[usize; 2]>,
}

/// One picture before mixup.
struct Drawn {
    example: EpochPicture,
    image: Image,
    label: usize,
    group: usize,
    outline: Option<Vec<f32>>,
}

impl Drawing<'_> {
    /// The batch of these examples; the same seed gives the same pictures.
    pub(super) fn batch(&self, chosen: &[EpochPicture], seed: u64) -> DrawnBatch {
        let mut seeds: Vec<u64> = (0..chosen.len()).map(|position| seed.wrapping_add(position as u64)).collect();
        if self.pairs {
            // The same random numbers: rotated, shifted, brightened and blurred identically.
            for [one, other] in order::pairs(chosen) {
                seeds[other] = seeds[one];
            }
        }
        let drawn: Vec<Drawn> =
            chosen.par_iter().zip(&seeds).filter_map(|(example, seed)| self.one(*example, *seed)).collect();
        let examples: Vec<EpochPicture> = drawn.iter().map(|one| one.example).collect();
        let pairs = if self.pairs { order::pairs(&examples) } else { Vec::new() };
        let mut shares = batch::shares(drawn.len(), self.mixing, &mut Rng::with_seed(seed ^ 2));
        for place in pairs.iter().flatten() {
            shares[*place] = 1.0;
        }
        let next = drawn.iter().cycle().skip(1);
        let both = drawn.iter().zip(next).zip(&shares);
        let outlines =
            both.clone().map(|((one, next), share)| mixed_outlines(&one.outline, &next.outline, *share)).collect();
        let images = both
            .map(|((one, next), share)| mixed(&one.image, &next.image, *share).unwrap_or_else(|| one.image.clone()))
            .collect();
        DrawnBatch {
            images,
            labels: drawn.iter().map(|one| one.label).collect(),
            groups: drawn.iter().map(|one| one.group).collect(),
            shares,
            outlines,
            pairs,
        }
    }

    fn one(&self, example: EpochPicture, seed: u64) -> Option<Drawn> {
        let mut random = Rng::with_seed(seed);
        let levels = network::input::layout(self.spec).levels;
        let mut drawn = self.examples.picture(example, &mut random)?;
        if let Some((kind, share)) = self.background
            && random.f32() < share
            && let Some(inside) = self.examples.anatomy(drawn.place, &mut random)
        {
            drawn.planes.iter_mut().for_each(|plane| *plane = background::changed(plane, &inside, kind));
        }
        if self.marks > 0.0 && random.f32() < self.marks {
            marks::draw(&mut drawn.planes, &mut random);
        }
        let size = self.spec.size;
        let (place, image) = if let [grey] = drawn.planes.as_slice() {
            let other = self.examples.any(&mut random);
            let place = Augmentation::drawn(self.changes.zoom, &mut random);
            let image = augmented(grey, &place, other, size, (levels, self.changes.tone), &mut random)?;
            (place, image)
        } else {
            let place = Augmentation::drawn(self.changes.zoom, &mut random);
            let image = colour::augmented(&drawn.planes, &place, self.colours, size, &mut random)?;
            (place, image)
        };
        let outline = drawn.outline.filter(|_| self.outlines);
        let outline = outline.map(|outline| place.cells(&outline, self.spec.size as usize));
        let group = self.examples.group(drawn.source, drawn.label);
        Some(Drawn { example, image, label: drawn.label, group, outline })
    }
}
