//! Building, testing and releasing Onsight: what `cargo xtask` does, and what the benchmark takes from it.
//!
//! [`command_line`] reads the command line, [`steps`] lists the steps of `cargo xtask test`, [`ahead`] starts some of
//! them early; [`bundle`] builds `dist/`, [`dist`] makes `release/` of it, `tests/server` serves it on this machine.
//! [`paths`] says where everything is, [`shell`] runs other programs. Pinned tools are installed into a cache folder
//! and do not affect the rest of the machine, except for browsers, web servers and validators, which come from the
//! system's own package manager.
//!
//! Invariant: nothing here becomes part of the page.

pub mod ahead;
pub mod browser;
pub mod bundle;
mod catalogue;
pub mod command_line;
mod conditions;
pub mod count;
mod crates;
pub mod dist;
pub mod failures;
mod glue;
mod hosts;
mod integrity;
mod journey_times;
mod languages;
pub mod paths;
mod post_build;
mod precache;
mod pydicom;
mod release_key;
mod remapped;
mod second_try;
pub mod shell;
pub mod ship;
mod shipped;
pub mod size;
mod sources;
pub mod steps;
mod styles;
mod task_words;
mod test_program;
mod threads;
pub mod tools;
mod validators;
