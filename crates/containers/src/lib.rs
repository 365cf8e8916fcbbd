//! Bytes in containers: ZIP archives read entry by entry and written, gzip decompressed and compressed, PNG files
//! written; with the checksums of all.
//!
//! Our own: see [`zip`] for what was compared. Only a list and single decompressed entries are needed.
//!
//! Invariant: pure. No IO, no clock; never panics on any bytes, and allocates nothing of a size that an archive states
//! before that size is checked against the limits.
//!
//! ```
//! use containers::{Channels, crc32, gzip, png};
//!
//! let file = png(2, 1, Channels::One, &[0, 255]).unwrap();
//! // Packed as gzip packs it, in one block that is stored as it is (RFC 1952, 2.3; RFC 1951, 3.2.4).
//! let length = file.len() as u16;
//! let packed = [
//!     &[0x1F_u8, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3][..],
//!     &[1],
//!     &length.to_le_bytes(),
//!     &(!length).to_le_bytes(),
//!     &file,
//!     &crc32(&[&file]).to_le_bytes(),
//!     &u32::from(length).to_le_bytes(),
//! ]
//! .concat();
//! assert_eq!(gzip::unpack(&packed, 1 << 20).unwrap(), file);
//! ```

mod error;
pub mod gzip;
mod png;
mod sums;
pub mod zip;
mod zip_stored;

pub use error::{ContainerError, Damage, Quantity, Shortage};
pub use png::{Channels, png};
pub use sums::{adler32, crc32};
pub use zip_stored::StoredZip;
