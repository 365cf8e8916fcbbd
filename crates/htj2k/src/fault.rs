//! What can be wrong with a stream; who shows it has the words.

/// Why a stream is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HtFault {
    /// It ends before what its headers promise.
    Cut,
    /// A segment of a header is missing, or says what cannot be: its marker.
    Header(u16),
    /// The headers of packets do not agree with what they describe.
    Packet,
    /// The bits of a code block are none that an encoder writes.
    Block,
    /// It is by the standard, and not read here.
    Unsupported(HtFeature),
}

/// What is by the standard and not read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HtFeature {
    /// Code blocks of the arithmetic coder of T.800, alone or between those of T.814.
    ArithmeticBlocks,
    /// A region of interest (T.800, annex H).
    Region,
    /// Packet headers that stand in the header of the stream or of a tile (T.800, A.7.4 and A.7.5).
    PackedHeaders,
    /// Something of T.801, by its marker or its bit.
    Extension,
    /// More planes of bits than 29.
    Planes,
    /// Components of different size or depth, or of more than 16 bits.
    Components,
    /// More changes of the order of packets than 64.
    Changes,
}
