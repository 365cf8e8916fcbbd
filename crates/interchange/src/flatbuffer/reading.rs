//! Reading FlatBuffers back; for tests, which may panic.

/// A table in a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadTable<'a> {
    file: &'a [u8],
    at: usize,
}

impl<'a> ReadTable<'a> {
    /// The root of a file, which must have this identifier.
    pub(crate) fn root(file: &'a [u8], identifier: &[u8; 4]) -> Self {
        assert_eq!(&file[4..8], identifier);
        Self { file, at: word(file, 0) }
    }

    /// Position of a field's value; `None` where it was not written.
    fn place(&self, field: usize) -> Option<usize> {
        assert_eq!(self.at % 4, 0, "a table lies at a multiple of four");
        let list = self.at - word(self.file, self.at);
        let half = |at: usize| usize::from(u16::from_le_bytes([self.file[at], self.file[at + 1]]));
        let at = 4 + 2 * field;
        let place = if at < half(list) { half(list + at) } else { 0 };
        assert!(place < half(list + 2), "a field lies in its table");
        (place > 0).then_some(self.at + place)
    }

    pub(crate) fn byte(&self, field: usize) -> u8 {
        self.place(field).map_or(0, |place| self.file[place])
    }

    pub(crate) fn integer(&self, field: usize) -> i32 {
        self.place(field).map_or(0, |place| word(self.file, place) as u32 as i32)
    }

    pub(crate) fn text(&self, field: usize) -> &'a str {
        let (start, count) = self.vector(field, 4);
        if count == 0 {
            return "";
        }
        assert_eq!(self.file[start + count], 0, "text ends with a zero");
        std::str::from_utf8(&self.file[start..start + count]).unwrap()
    }

    pub(crate) fn bytes(&self, field: usize) -> &'a [u8] {
        let (start, count) = self.vector(field, 16);
        &self.file[start..start + count]
    }

    pub(crate) fn integers(&self, field: usize) -> Vec<i32> {
        let (start, count) = self.vector(field, 4);
        (0..count).map(|index| word(self.file, start + 4 * index) as u32 as i32).collect()
    }

    pub(crate) fn floats(&self, field: usize) -> Vec<f32> {
        self.integers(field).into_iter().map(|bits| f32::from_bits(bits.cast_unsigned())).collect()
    }

    pub(crate) fn longs(&self, field: usize) -> Vec<i64> {
        let (start, count) = self.vector(field, 8);
        let long = |at: usize| i64::from_le_bytes(self.file[at..at + 8].try_into().unwrap());
        (0..count).map(|index| long(start + 8 * index)).collect()
    }

    pub(crate) fn table(&self, field: usize) -> Option<Self> {
        let place = self.place(field)?;
        Some(Self { file: self.file, at: place + word(self.file, place) })
    }

    pub(crate) fn tables(&self, field: usize) -> Vec<Self> {
        let (start, count) = self.vector(field, 4);
        let table = |place: usize| Self { file: self.file, at: place + word(self.file, place) };
        (0..count).map(|index| table(start + 4 * index)).collect()
    }

    /// Where a vector's elements begin, and how many there are; none where it was not written.
    fn vector(&self, field: usize, alignment: usize) -> (usize, usize) {
        let Some(place) = self.place(field) else { return (0, 0) };
        let at = place + word(self.file, place);
        assert_eq!((at + 4) % alignment, 0, "elements are aligned");
        (at + 4, word(self.file, at))
    }
}

fn word(file: &[u8], at: usize) -> usize {
    assert_eq!(at % 4, 0, "a word lies at a multiple of four");
    u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize
}
