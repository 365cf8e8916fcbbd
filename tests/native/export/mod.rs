//! What leaves the program: FHIR, the log, the capsule.

mod capsule;
mod capsule_differences;
mod fhir;
mod log;
