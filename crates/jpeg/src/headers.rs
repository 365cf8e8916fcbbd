//! Headers of frames and scans, field by field; validation of their values is up to the callers.

/// A frame header (T.81, B.2.2).
#[derive(Clone, Copy, Debug)]
pub struct FrameFields<'a> {
    /// Bits of a sample.
    pub precision: u8,
    /// Rows.
    pub height: u16,
    /// Samples of a row.
    pub width: u16,
    /// How many components are stated.
    pub count: u8,
    components: &'a [u8],
}

/// A component of a frame header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComponentFields {
    /// Its identifier in scan headers.
    pub id: u8,
    /// Horizontal sampling factor, 0 to 15.
    pub across: usize,
    /// Vertical sampling factor, 0 to 15.
    pub down: usize,
    /// Index of its quantisation table.
    pub steps: u8,
}

/// A scan header (T.81, B.2.3).
#[derive(Clone, Copy, Debug)]
pub struct ScanFields<'a> {
    /// Components, each with the indices of its tables in one byte.
    pub components: &'a [[u8; 2]],
    /// What follows them: three bytes in a complete header.
    pub tail: &'a [u8],
}

impl<'a> FrameFields<'a> {
    /// The fields of a segment; `None` where it is truncated before its components.
    #[must_use]
    pub fn read(content: &'a [u8]) -> Option<Self> {
        let (&[precision, h1, h0, w1, w0, count], components) = content.split_first_chunk()?;
        let (height, width) = (u16::from_be_bytes([h1, h0]), u16::from_be_bytes([w1, w0]));
        Some(Self { precision, height, width, count, components })
    }

    /// The complete components, whatever their stated number.
    pub fn components(&self) -> impl Iterator<Item = ComponentFields> + use<'a> {
        self.components.as_chunks::<3>().0.iter().map(|&[id, factors, steps]| ComponentFields {
            id,
            across: usize::from(factors >> 4),
            down: usize::from(factors & 15),
            steps,
        })
    }
}

impl<'a> ScanFields<'a> {
    /// The fields of a segment; `None` where it is empty, or truncated before its last component.
    #[must_use]
    pub fn read(content: &'a [u8]) -> Option<Self> {
        let (&count, rest) = content.split_first()?;
        let (components, tail) = rest.split_at_checked(2 * usize::from(count))?;
        Some(Self { components: components.as_chunks().0, tail })
    }
}

#[test]
fn fields_are_read_as_far_as_they_are_there() {
    let content = [12, 0, 4, 1, 0, 3, 9, 0x21, 2, 10, 0x11, 0, 11, 0x11];
    let frame = FrameFields::read(&content).unwrap();
    assert_eq!((frame.precision, frame.height, frame.width, frame.count), (12, 4, 256, 3));
    let components: Vec<ComponentFields> = frame.components().collect();
    assert_eq!(components.len(), 2, "the third is cut");
    assert_eq!(components[0], ComponentFields { id: 9, across: 2, down: 1, steps: 2 });
    assert!(FrameFields::read(&content[..5]).is_none());
    let scan = ScanFields::read(&[1, 9, 0x01, 0, 63]).unwrap();
    assert_eq!((scan.components, scan.tail), (&[[9, 0x01]][..], &[0, 63][..]));
    assert!(ScanFields::read(&[2, 9, 0x01, 0]).is_none() && ScanFields::read(&[]).is_none());
}
