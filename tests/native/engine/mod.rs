//! The engine, from a file to its answer.

mod acquisition;
mod advice;
pub(crate) mod gates;
mod kind;
mod modality;
mod outline;
pub(crate) mod parts;
mod probe;
mod run;
mod trust;
