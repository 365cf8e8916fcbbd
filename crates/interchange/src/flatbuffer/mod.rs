//! Writing FlatBuffers: tables, text, and vectors of the kinds that TFLite's schema needs.
//!
//! Format: "FlatBuffers Internals", flatbuffers.dev. A table begins with the distance back to the list of its fields'
//! places; text, vectors and other tables lie behind it and are reached by a distance forwards.
//!
//! Invariant: all is little-endian, and every number lies at a multiple of its size, counted from the start of the file.
//!
//! Compared with `flatbuffers` (Apache-2.0, Google's own, kept up) and `planus` (MIT or Apache-2.0, all in Rust): both write
//! through code that a generator makes of a schema, `flatc` in C++ or `planus-cli`. TFLite's schema has more than 150
//! tables, 20,000 lines once generated, of which about 20 are written here, and no test would run the others. What is left of the
//! work is this file. Neither is faster where it matters: the weights are copied once either way.

#[cfg(test)]
pub(super) mod reading;

/// A table under construction: its fields by their number in the schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlatTable(Vec<(u16, FlatValue)>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum FlatValue {
    Byte(u8),
    Integer(i32),
    Vector(FlatVector),
    Table(FlatTable),
    Tables(Vec<FlatTable>),
}

/// Elements in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FlatVector {
    count: usize,
    bytes: Vec<u8>,
    /// Alignment of the first element, 4 or more.
    alignment: usize,
}

/// Alignment of an offset, a count and a table.
const WORD: usize = 4;

/// Alignment of a tensor's bytes in TFLite (`force_align` in its schema).
const BYTES_ALIGNMENT: usize = 16;

impl FlatTable {
    /// Adds a byte: an enumeration, or a union's kind.
    #[must_use]
    pub fn byte(self, field: u16, value: u8) -> Self {
        self.with(field, FlatValue::Byte(value))
    }

    /// Adds an integer of 32 bits.
    #[must_use]
    pub fn integer(self, field: u16, value: i32) -> Self {
        self.with(field, FlatValue::Integer(value))
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, field: u16, text: &str) -> Self {
        // A terminating zero follows, which the count excludes.
        let bytes = [text.as_bytes(), &[0]].concat();
        self.with(field, FlatValue::Vector(FlatVector { count: text.len(), bytes, alignment: WORD }))
    }

    /// Adds a tensor's bytes.
    #[must_use]
    pub fn bytes(self, field: u16, bytes: Vec<u8>) -> Self {
        let vector = FlatVector { count: bytes.len(), bytes, alignment: BYTES_ALIGNMENT };
        self.with(field, FlatValue::Vector(vector))
    }

    /// Adds integers of 32 bits.
    #[must_use]
    pub fn integers(self, field: u16, values: &[i32]) -> Self {
        self.numbers(field, values, i32::to_le_bytes)
    }

    /// Adds integers of 64 bits.
    #[must_use]
    pub fn longs(self, field: u16, values: &[i64]) -> Self {
        self.numbers(field, values, i64::to_le_bytes)
    }

    /// Adds floats of 32 bits.
    #[must_use]
    pub fn floats(self, field: u16, values: &[f32]) -> Self {
        self.numbers(field, values, f32::to_le_bytes)
    }

    /// Adds a table inside this one.
    #[must_use]
    pub fn table(self, field: u16, table: Self) -> Self {
        self.with(field, FlatValue::Table(table))
    }

    /// Adds several.
    #[must_use]
    pub fn tables(self, field: u16, tables: Vec<Self>) -> Self {
        self.with(field, FlatValue::Tables(tables))
    }

    /// The file with this table as root, below 2 GiB as the format requires.
    #[must_use]
    pub fn into_file(self, identifier: [u8; 4]) -> Vec<u8> {
        let mut file = FlatFile(vec![0; WORD]);
        file.0.extend(identifier);
        let root = file.table(&self);
        file.point(0, root);
        file.0
    }

    fn numbers<T: Copy, const N: usize>(self, field: u16, values: &[T], bytes: fn(T) -> [u8; N]) -> Self {
        let bytes = values.iter().flat_map(|value| bytes(*value)).collect();
        let vector = FlatVector { count: values.len(), bytes, alignment: N.max(WORD) };
        self.with(field, FlatValue::Vector(vector))
    }

    fn with(mut self, field: u16, value: FlatValue) -> Self {
        self.0.push((field, value));
        self
    }
}

impl FlatValue {
    /// Size of the field in the table itself.
    fn inline_bytes(&self) -> u16 {
        match self {
            Self::Byte(_) => 1,
            _ => 4,
        }
    }
}

/// A file under construction.
#[derive(Debug)]
struct FlatFile(Vec<u8>);

impl FlatFile {
    /// Appends a table with everything it refers to; returns its position.
    fn table(&mut self, table: &FlatTable) -> usize {
        // Bytes last: nothing in the table needs alignment after them.
        let (bytes, words): (Vec<_>, Vec<_>) =
            table.0.iter().partition(|(_, value)| matches!(value, FlatValue::Byte(_)));
        let fields: Vec<&(u16, FlatValue)> = words.into_iter().chain(bytes).collect();
        let count = fields.iter().map(|(field, _)| usize::from(*field) + 1).max().unwrap_or(0);
        let mut places = vec![0u16; count];
        let mut size = 4u16;
        for (field, value) in &fields {
            places[usize::from(*field)] = size;
            size += value.inline_bytes();
        }
        let size = size.next_multiple_of(4);
        let list_bytes = 2 * (2 + count);
        self.pad(WORD, list_bytes);
        let list = self.0.len();
        self.0.extend((list_bytes as u16).to_le_bytes());
        self.0.extend(size.to_le_bytes());
        self.0.extend(places.iter().flat_map(|place| place.to_le_bytes()));
        let start = self.0.len();
        self.0.extend(((start - list) as i32).to_le_bytes());
        self.0.resize(start + usize::from(size), 0);
        for (field, value) in fields {
            let place = start + usize::from(places[usize::from(*field)]);
            let target = match value {
                FlatValue::Byte(byte) => {
                    self.0[place] = *byte;
                    continue;
                }
                FlatValue::Integer(integer) => {
                    self.put(place, integer.to_le_bytes());
                    continue;
                }
                FlatValue::Vector(vector) => self.vector(vector),
                FlatValue::Table(table) => self.table(table),
                FlatValue::Tables(tables) => self.tables(tables),
            };
            self.point(place, target);
        }
        start
    }

    fn vector(&mut self, vector: &FlatVector) -> usize {
        self.pad(vector.alignment, WORD);
        let start = self.count(vector.count);
        self.0.extend_from_slice(&vector.bytes);
        start
    }

    fn tables(&mut self, tables: &[FlatTable]) -> usize {
        self.pad(WORD, 0);
        let start = self.count(tables.len());
        let first = self.0.len();
        self.0.resize(first + WORD * tables.len(), 0);
        for (index, table) in tables.iter().enumerate() {
            let target = self.table(table);
            self.point(first + WORD * index, target);
        }
        start
    }

    /// Appends an element count; returns its position.
    fn count(&mut self, count: usize) -> usize {
        let start = self.0.len();
        self.0.extend((count as u32).to_le_bytes());
        start
    }

    /// Writes the forward offset from `place` to `target`.
    fn point(&mut self, place: usize, target: usize) {
        self.put(place, ((target - place) as u32).to_le_bytes());
    }

    fn put(&mut self, place: usize, bytes: [u8; 4]) {
        self.0[place..place + WORD].copy_from_slice(&bytes);
    }

    /// Appends zeros until the position `ahead` bytes later is aligned.
    fn pad(&mut self, alignment: usize, ahead: usize) {
        let end = self.0.len() + ahead;
        self.0.resize(end.next_multiple_of(alignment) - ahead, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::FlatTable;
    use super::reading::ReadTable;

    #[test]
    fn a_small_file_has_the_bytes_that_the_format_asks_for() {
        let file = FlatTable::default().integer(1, 7).byte(0, 5).into_file(*b"TEST");
        let expected = [
            16, 0, 0, 0, b'T', b'E', b'S', b'T', // the root's place, the name
            8, 0, 12, 0, 8, 0, 4, 0, // of the list and the table the sizes, then the places of fields 0 and 1
            8, 0, 0, 0, 7, 0, 0, 0, 5, 0, 0, 0, // back to the list, the integer, the byte
        ];
        assert_eq!(file, expected);
    }

    #[test]
    fn what_was_written_is_read_back_and_lies_aligned() {
        let inner = |name: &str| FlatTable::default().text(0, name).bytes(3, vec![1; 5]);
        let file = FlatTable::default()
            .text(2, "name")
            .longs(0, &[-1, i64::MAX])
            .byte(1, 9)
            .floats(3, &[1.5, -2.0])
            .table(5, inner("one"))
            .tables(6, vec![inner("two"), FlatTable::default(), inner("three")])
            .integers(7, &[])
            .into_file(*b"TEST");
        let root = ReadTable::root(&file, b"TEST");
        assert_eq!((root.text(2), root.byte(1), root.integer(4)), ("name", 9, 0));
        assert_eq!((root.longs(0), root.floats(3)), (vec![-1, i64::MAX], vec![1.5, -2.0]));
        assert_eq!(root.integers(7), Vec::<i32>::new());
        let one = root.table(5).unwrap();
        assert_eq!((one.text(0), one.bytes(3)), ("one", &[1u8; 5][..]));
        let names: Vec<&str> = root.tables(6).iter().map(|table| table.text(0)).collect();
        assert_eq!(names, ["two", "", "three"]);
        assert!(root.table(8).is_none());
    }
}
