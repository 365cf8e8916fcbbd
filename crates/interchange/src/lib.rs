//! Trained networks as the files of other runtimes: ONNX, TFLite, and the data from which a TensorFlow.js graph is
//! built.
//!
//! Every format is written from one plan, the layer graph of a model with the sizes of its grids ([`plan`]), and from
//! the model's own weights: each computes the same network. [`protobuf`] and [`flatbuffer`] implement as much of these
//! two encodings as the writers need; the libraries for them generate code from schemas of hundreds of messages, of
//! which a few are used.
//!
//! Invariant: pure. Only the given values; nothing here rounds, prunes or fits unless a format's name says so.
//!
//! ```
//! use interchange::plan::ExportPlan;
//! use network::Architecture;
//!
//! let shape = Architecture::named("efficientnet-lite0").unwrap();
//! let plan = ExportPlan::from_architecture(&shape, 224, 4).unwrap();
//! assert_eq!(plan.sizes[0], (224, 224));
//! // A model that does nothing brings a runtime up without any weights.
//! assert!(!interchange::onnx::empty().is_empty());
//! assert_eq!(&interchange::tflite::empty()[4..8], b"TFL3");
//! ```

pub mod flatbuffer;
pub mod onnx;
mod onnx_outline;
pub mod plan;
pub mod protobuf;
pub mod tfjs;
pub mod tflite;

/// Values as stored in a file.
#[must_use]
pub fn little_endian(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}
