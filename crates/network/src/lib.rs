//! The network, its input, and how it runs on the CPU: used by worker and lab alike.
//!
//! [`architecture`] defines networks, and [`graph`] how their layers are connected, which every runtime executes.
//! [`integer`] runs it wherever an answer is given on the CPU, with the 8-bit weights unchanged; `gpu` runs the same
//! network in Burn's operations. [`float`] is the reference for both, and `lab` evaluates unquantised weights with it;
//! [`kernels`] are its plain loops, from which the trainer builds its trainable counterpart too.
//!
//! All activations are NHWC: the last axis is the channel. Pointwise convolutions are
//! then plain matrix products, and depthwise loops vectorise over channels.
//!
//! Invariant: `input.rs` is the only place where a picture is converted to input values.
//!
//! ```
//! use imaging::{Image, Pixels};
//! use model::{Colour, Filter, Fit, InputLevels, InputSpec, Resize};
//! use network::input::{prepare, values_from_images};
//!
//! // A picture of any size becomes the numbers that a network of 32 × 32 pixels takes.
//! let resize = Resize { fit: Fit::Contain, filter: Filter::CatmullRom, fill: 0 };
//! let (mean, deviation) = ([127.0; 3], [128.0; 3]);
//! let spec = InputSpec { size: 32, colour: Colour::Grey, mean, deviation, resize, levels: InputLevels::AsGiven };
//! let picture = Image::new(100, 80, Pixels::Grey8(vec![90; 8000])).unwrap();
//! let values = values_from_images(&[prepare(&picture, &spec)], &spec).unwrap();
//! assert_eq!(values.len(), 32 * 32 * 3);
//! ```

pub mod architecture;
pub mod error;
pub mod float;
pub mod graph;
pub mod input;
pub mod integer;
pub mod kernels;
pub mod outline;
pub mod thread_pool;

pub use architecture::{Architecture, BlockShape, KernelWindow};
pub use error::NnError;
pub use float::{Grid, Output};
pub use graph::{GraphError, LayerGraph};
pub use outline::OutlineMap;
pub use thread_pool::{SingleThread, ThreadPool};
