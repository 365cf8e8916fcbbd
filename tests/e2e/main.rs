//! Journeys through the built page: `cargo xtask e2e`.
