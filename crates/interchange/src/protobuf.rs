//! Writing protocol buffers: the four kinds of fields that ONNX needs.
//!
//! Format: "Encoding", protobuf.dev. A field is its number and wire type as a varint, then a varint, four bytes,
//! or a length and that many bytes. Compared with prost and rust-protobuf, which bring a code generator and
//! ONNX's whole schema for eight message types.

/// A message under construction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProtobufMessage(Vec<u8>);

/// Wire types.
const VARINT: u64 = 0;
const BYTES: u64 = 2;

impl ProtobufMessage {
    /// Adds an integer; a negative one takes ten bytes, as the format requires.
    #[must_use]
    pub fn integer(mut self, field: u64, value: i64) -> Self {
        self.varint(field << 3 | VARINT);
        self.varint(value.cast_unsigned());
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, field: u64, text: &str) -> Self {
        self.bytes(field, text.as_bytes())
    }

    /// Adds a message inside this one.
    #[must_use]
    pub fn message(self, field: u64, message: &Self) -> Self {
        self.bytes(field, &message.0)
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(mut self, field: u64, bytes: &[u8]) -> Self {
        self.varint(field << 3 | BYTES);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds each of several integers as a field of its own.
    #[must_use]
    pub fn integers(self, field: u64, values: &[i64]) -> Self {
        values.iter().fold(self, |message, value| message.integer(field, *value))
    }

    /// The encoded bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Seven bits per byte, lowest first; the top bit means that more follow.
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::ProtobufMessage;

    /// The examples of the format's documentation.
    #[test]
    fn fields_are_written_as_the_format_has_them() {
        assert_eq!(ProtobufMessage::default().integer(1, 150).into_bytes(), [0x08, 0x96, 0x01]);
        let text = [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67];
        assert_eq!(ProtobufMessage::default().text(2, "testing").into_bytes(), text);
        let inner = ProtobufMessage::default().integer(1, 150);
        assert_eq!(ProtobufMessage::default().message(3, &inner).into_bytes(), [0x1a, 0x03, 0x08, 0x96, 0x01]);
        assert_eq!(ProtobufMessage::default().integer(1, -2).into_bytes().len(), 11);
    }
}
