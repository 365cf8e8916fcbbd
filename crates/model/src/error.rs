//! Errors of weights files and manifests.

use std::fmt;
use text::Message;

/// A weights file or a manifest cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightsError {
    /// Not a complete safetensors file.
    Container {
        /// The reader's message.
        detail: String,
    },
    /// An array of a type that is not used here.
    Type {
        /// Its name.
        name: String,
        /// Its type.
        found: String,
    },
    /// A quantised array without a fitting scale.
    Scale {
        /// Its name.
        name: String,
        /// Its output channels.
        expected: usize,
    },
    /// A scale without its array.
    Orphan {
        /// Its name.
        name: String,
        /// The array it should belong to.
        owner: String,
    },
    /// Shape and data disagree.
    Length {
        /// Its name.
        name: String,
        /// Product of the shape.
        expected: usize,
        /// Values given.
        found: usize,
    },
    /// A number is infinite or NaN.
    NotFinite {
        /// Its name.
        name: String,
    },
    /// The manifest violates a requirement.
    Manifest {
        /// The requirement, by its name in `weights-manifest` of `text/en/weights.ftl`.
        demand: &'static str,
        /// The value found.
        found: String,
    },
    /// Percentiles of the manifest outside 0…1, or black not below white.
    Percentiles {
        /// That of black, a number.
        black: String,
        /// That of white.
        white: String,
    },
    /// No weights of the classification layer.
    Classifier {
        /// Name of the array.
        name: &'static str,
    },
}

impl WeightsError {
    /// The fault, as a part of a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Container { detail } => text::weights::container(detail),
            Self::Type { name, found } => text::weights::other_type(name, found),
            Self::Scale { name, expected } => text::weights::scale(name, *expected),
            Self::Orphan { name, owner } => text::weights::orphan(name, owner),
            Self::Length { name, expected, found } => text::weights::length(name, *expected, *found),
            Self::NotFinite { name } => text::weights::not_finite(name),
            Self::Manifest { demand, found } => text::weights::manifest(*demand, found),
            Self::Percentiles { black, white } => text::weights::percentiles(black, white),
            Self::Classifier { name } => text::weights::classifier(*name),
        }
    }
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for WeightsError {}
