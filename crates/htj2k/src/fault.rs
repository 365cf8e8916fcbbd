//! Errors of a stream; the caller words them.

/// Why a stream cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HtFault {
    /// It ends earlier than its headers state.
    Cut,
    /// A header segment is missing or invalid: its marker.
    Header(u16),
    /// The headers of packets do not agree with what they describe.
    Packet,
    /// The bits of a code block are invalid.
    Block,
    /// It conforms to the standard, but is not supported here.
    Unsupported(HtFeature),
}

/// A feature of the standard that is not supported here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HtFeature {
    /// Code blocks of the arithmetic coder of T.800, alone or mixed with those of T.814.
    ArithmeticBlocks,
    /// A region of interest (T.800, annex H).
    Region,
    /// Packed packet headers in the main header or in that of a tile (T.800, A.7.4 and A.7.5).
    PackedHeaders,
    /// Something of T.801, by its marker or its bit.
    Extension,
    /// More than 29 bit planes.
    Planes,
    /// Components of different size or depth, or of more than 16 bits.
    Components,
    /// More than 64 progression order changes.
    Changes,
}
