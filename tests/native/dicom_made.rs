//! DICOM files made in code: elements in any encoding, pixels as bytes.

/// How a made file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Implicit,
    Explicit,
    Big,
}

impl Written {
    pub(crate) fn uid(self) -> &'static str {
        match self {
            Self::Implicit => "1.2.840.10008.1.2",
            Self::Explicit => "1.2.840.10008.1.2.1",
            Self::Big => "1.2.840.10008.1.2.2",
        }
    }

    fn short(self, number: u16) -> [u8; 2] {
        if self == Self::Big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    fn long(self, number: u32) -> [u8; 4] {
        if self == Self::Big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    /// One element.
    pub(crate) fn element(self, tag: (u16, u16), vr: &str, value: &[u8]) -> Vec<u8> {
        let mut bytes = [self.short(tag.0), self.short(tag.1)].concat();
        let mut value = value.to_vec();
        if value.len() % 2 == 1 {
            value.push(if matches!(vr, "OB" | "UN" | "UI") { 0 } else { b' ' });
        }
        match (self, vr) {
            (Self::Implicit, _) => bytes.extend(self.long(value.len() as u32)),
            (_, "OB" | "OW" | "OF" | "SQ" | "UN" | "UT" | "OV") => {
                bytes.extend(vr.as_bytes());
                bytes.extend([0, 0]);
                bytes.extend(self.long(value.len() as u32));
            }
            _ => {
                bytes.extend(vr.as_bytes());
                bytes.extend(self.short(value.len() as u16));
            }
        }
        bytes.extend(value);
        bytes
    }

    /// A number of 16 bits.
    pub(crate) fn us(self, tag: (u16, u16), numbers: &[u16]) -> Vec<u8> {
        self.element(tag, "US", &self.words(numbers))
    }

    pub(crate) fn words(self, numbers: &[u16]) -> Vec<u8> {
        numbers.iter().flat_map(|&number| self.short(number)).collect()
    }

    pub(crate) fn text(self, tag: (u16, u16), vr: &str, text: &str) -> Vec<u8> {
        self.element(tag, vr, text.as_bytes())
    }

    /// A sequence; items of undefined length when `open`.
    pub(crate) fn sequence(self, tag: (u16, u16), items: &[Vec<u8>], open: bool) -> Vec<u8> {
        let head = |element: u16| [self.short(0xFFFE), self.short(element)].concat();
        let mut value = Vec::new();
        for item in items {
            value.extend(head(0xE000));
            if open {
                value.extend([0xFF; 4]);
                value.extend(item);
                value.extend(head(0xE00D));
                value.extend([0; 4]);
            } else {
                value.extend(self.long(item.len() as u32));
                value.extend(item);
            }
        }
        if !open {
            return self.element(tag, "SQ", &value);
        }
        let mut bytes = self.element(tag, "SQ", &[]);
        let length = bytes.len() - 4;
        bytes[length..].fill(0xFF);
        bytes.extend(value);
        bytes.extend(head(0xE0DD));
        bytes.extend([0; 4]);
        bytes
    }
}

/// A grey picture; each part can be replaced before it is written.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) written: Written,
    pub(crate) uid: String,
    pub(crate) modality: &'static str,
    pub(crate) photometric: &'static str,
    pub(crate) width: u16,
    pub(crate) height: u16,
    pub(crate) samples: u16,
    /// Allocated, stored, high bit.
    pub(crate) bits: (u16, u16, u16),
    pub(crate) signed: bool,
    pub(crate) planar: u16,
    pub(crate) frames: Option<&'static str>,
    /// Written elements, put before the pixels.
    pub(crate) more: Vec<Vec<u8>>,
    /// Value of the pixel data.
    pub(crate) pixels: Vec<u8>,
}

impl Made {
    /// Sixteen bits, as little endian explicit.
    pub(crate) fn grey16(width: u16, height: u16, stored: &[u16]) -> Self {
        Self::written(Written::Explicit, width, height, stored)
    }

    pub(crate) fn written(written: Written, width: u16, height: u16, stored: &[u16]) -> Self {
        Self {
            written,
            uid: written.uid().into(),
            modality: "MR",
            photometric: "MONOCHROME2",
            width,
            height,
            samples: 1,
            bits: (16, 16, 15),
            signed: false,
            planar: 0,
            frames: None,
            more: Vec::new(),
            pixels: written.words(stored),
        }
    }

    /// Eight bits of colour.
    pub(crate) fn colour(width: u16, height: u16, photometric: &'static str, bytes: &[u8]) -> Self {
        let grey = Self::grey16(width, height, &[]);
        Self { photometric, samples: 3, bits: (8, 8, 7), pixels: bytes.to_vec(), ..grey }
    }

    /// Adds an element.
    pub(crate) fn with(mut self, element: Vec<u8>) -> Self {
        self.more.push(element);
        self
    }

    /// Adds a text.
    pub(crate) fn text(self, tag: (u16, u16), vr: &str, text: &str) -> Self {
        let element = self.written.text(tag, vr, text);
        self.with(element)
    }

    /// The elements without preamble and meta information.
    pub(crate) fn elements(&self) -> Vec<u8> {
        let w = self.written;
        let vr = if self.bits.0 > 8 { "OW" } else { "OB" };
        let mut parts = vec![
            w.text((0x0008, 0x0016), "UI", "1.2.840.10008.5.1.4.1.1.7"),
            w.text((0x0008, 0x0060), "CS", self.modality),
            w.us((0x0028, 0x0002), &[self.samples]),
            w.text((0x0028, 0x0004), "CS", self.photometric),
        ];
        if self.samples > 1 {
            parts.push(w.us((0x0028, 0x0006), &[self.planar]));
        }
        parts.extend(self.frames.map(|frames| w.text((0x0028, 0x0008), "IS", frames)));
        parts.extend([
            w.us((0x0028, 0x0010), &[self.height]),
            w.us((0x0028, 0x0011), &[self.width]),
            w.us((0x0028, 0x0100), &[self.bits.0]),
            w.us((0x0028, 0x0101), &[self.bits.1]),
            w.us((0x0028, 0x0102), &[self.bits.2]),
            w.us((0x0028, 0x0103), &[u16::from(self.signed)]),
        ]);
        parts.extend(self.more.iter().cloned());
        parts.push(w.element((0x7FE0, 0x0010), vr, &self.pixels));
        parts.concat()
    }

    /// A whole file.
    pub(crate) fn file(&self) -> Vec<u8> {
        with_meta(&self.uid, &self.elements())
    }

    /// The pixel data as fragments, the offset table first.
    pub(crate) fn encapsulated(&self, fragments: &[&[u8]]) -> Vec<u8> {
        let made = Self { written: Written::Explicit, pixels: Vec::new(), ..self.clone() };
        let mut bytes = made.elements();
        bytes.truncate(bytes.len() - 12);
        bytes.extend([0xE0, 0x7F, 0x10, 0x00, b'O', b'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        for fragment in fragments {
            bytes.extend([0xFE, 0xFF, 0x00, 0xE0]);
            bytes.extend((fragment.len() as u32).to_le_bytes());
            bytes.extend(*fragment);
        }
        bytes.extend([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        with_meta(&self.uid, &bytes)
    }
}

/// Preamble and meta information before a data set.
pub(crate) fn with_meta(uid: &str, elements: &[u8]) -> Vec<u8> {
    let uid = Written::Explicit.text((0x0002, 0x0010), "UI", uid);
    let length = Written::Explicit.element((0x0002, 0x0000), "UL", &(uid.len() as u32).to_le_bytes());
    [&[0; 128], b"DICM".as_slice(), &length, &uid, elements].concat()
}
