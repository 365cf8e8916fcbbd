//! What can be wrong with a weights file or a manifest.

/// A weights file or a manifest cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Not a whole safetensors file.
    #[error("expected a whole safetensors file, found one that does not parse: {detail}")]
    Container {
        /// The reader's words.
        detail: String,
    },
    /// An array of a type that is not used here.
    #[error("array `{name}`: expected I8 or F32, found {found}")]
    Type {
        /// Its name.
        name: String,
        /// Its type.
        found: String,
    },
    /// A quantised array without a fitting scale.
    #[error("array `{name}`: expected {expected} scales beside it, found none that fit")]
    Scale {
        /// Its name.
        name: String,
        /// Its output channels.
        expected: usize,
    },
    /// A scale without its array.
    #[error("scale `{name}`: expected a quantised array `{owner}`, found none")]
    Orphan {
        /// Its name.
        name: String,
        /// The array it should belong to.
        owner: String,
    },
    /// Shape and data disagree.
    #[error("array `{name}`: expected {expected} values, found {found}")]
    Length {
        /// Its name.
        name: String,
        /// Product of the shape.
        expected: usize,
        /// Values given.
        found: usize,
    },
    /// A number is infinite or not a number.
    #[error("array `{name}`: expected finite numbers, found others")]
    NotFinite {
        /// Its name.
        name: String,
    },
    /// The manifest does not say what it must.
    #[error("manifest: expected {expected}, found {found}")]
    Manifest {
        /// What it must say.
        expected: String,
        /// What it says.
        found: String,
    },
}
