//! # Onsight
//!
//! Classifies medical images on the visitor's own device.
//! (The architecture document grows here; see the module list for the reading order.)

pub mod protocol;

#[cfg(feature = "infer")]
pub mod imaging;

#[cfg(feature = "infer")]
pub mod weights;

#[cfg(feature = "infer")]
pub mod nn;

#[cfg(feature = "infer")]
pub mod explain;

#[cfg(feature = "infer")]
pub mod trust;

#[cfg(feature = "infer")]
pub mod engine;

#[cfg(feature = "web")]
pub mod web;

#[cfg(feature = "app")]
pub mod ui;

#[cfg(feature = "lab")]
pub mod lab;
