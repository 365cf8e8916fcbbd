//! Headers of a few hundred bytes that claim gigabytes: refused, or decoded within the documented bytes per sample
//! (`docs/dicom-conformance.md`), counted by the allocator.

use dicom::{self, DicomError, Voi, VoiWindow};
use fixtures::dicom_made::{Made, Written};
use imaging::Limits;

/// The limits of the light box.
const LIMITS: Limits = Limits { bytes: 256 << 20, pixels: 100_000_000, longest_side: 65_535, shortest_side: 1 };
/// Bytes per sample of everything but JPEG 2000, of JPEG 2000, and a constant allowance.
const A_SAMPLE: u64 = 8;
const A_SAMPLE_OF_JPEG_2000: u64 = 20;
const FREE: u64 = 64 << 20;

/// Opens the first frame; returns the result and the peak of memory in use.
fn open(bytes: &[u8]) -> (Result<usize, DicomError>, u64) {
    let mut came = Err(DicomError::NoPicture { modality: String::new() });
    let used = allocation_counter::measure(|| {
        came = dicom::read(bytes, &LIMITS).and_then(|object| object.frame(0)).map(|frame| frame.samples.len());
    });
    (came, used.bytes_max)
}

/// How a JPEG 2000 code stream partitions its picture.
#[derive(Clone, Copy, Debug)]
struct Divided {
    side: u32,
    components: u16,
    tile: u32,
    levels: u8,
    /// Exponent of a code block's side.
    block: u8,
    /// Exponents of a precinct, one byte a resolution; none for the largest.
    precinct: Option<u8>,
    layers: u16,
    /// Repeated in the header of the first tile.
    in_tile: bool,
    /// Quantiser step sizes beyond those needed.
    steps: usize,
    /// With HT code blocks (T.814).
    is_high_throughput: bool,
}

const PLAIN: Divided = Divided {
    side: 1000,
    components: 1,
    tile: 1000,
    levels: 2,
    block: 6,
    precinct: None,
    layers: 1,
    in_tile: false,
    steps: 0,
    is_high_throughput: false,
};

impl Divided {
    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u16 + 2).to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    fn coding(self) -> Vec<u8> {
        let [high, low] = self.layers.to_be_bytes();
        let style = u8::from(self.precinct.is_some());
        let (block, block_style) = (self.block - 2, u8::from(self.is_high_throughput) << 6);
        let mut content = vec![style, 0, high, low, 0, self.levels, block, block, block_style, 1];
        content.extend(self.precinct.into_iter().flat_map(|field| vec![field; usize::from(self.levels) + 1]));
        Self::segment(0x52, &content)
    }

    /// A code stream whose only packets are empty.
    fn stream(self) -> Vec<u8> {
        let mut size = vec![0, 0];
        for field in [self.side, self.side, 0, 0, self.tile, self.tile, 0, 0] {
            size.extend(field.to_be_bytes());
        }
        size.extend(self.components.to_be_bytes());
        (0..self.components).for_each(|_| size.extend([7, 1, 1]));
        let mut quantiser = vec![0x40];
        quantiser.extend(vec![8 << 3; 1 + 3 * usize::from(self.levels) + self.steps]);
        let plain = Self { block: 6, precinct: None, ..self };
        let main = if self.in_tile { plain.coding() } else { self.coding() };
        let tile = if self.in_tile { self.coding() } else { Vec::new() };
        let data = [0; 64];
        let bytes = (12 + tile.len() + 2 + data.len()) as u32;
        let part = [&[0, 0][..], &bytes.to_be_bytes(), &[0, 1]].concat();
        [
            &[0xFF, 0x4F][..],
            &Self::segment(0x51, &size),
            &main,
            &Self::segment(0x5C, &quantiser),
            &Self::segment(0x90, &part),
            &tile,
            &[0xFF, 0x93],
            &data,
            &[0xFF, 0xD9],
        ]
        .concat()
    }

    fn file(self) -> Vec<u8> {
        let uid = "1.2.840.10008.1.2.4.90".to_owned();
        let made = if self.components == 1 { "MONOCHROME2" } else { "RGB" };
        let made =
            Made { uid, samples: self.components, ..Made::colour(self.side as u16, self.side as u16, made, &[]) };
        made.encapsulated(&[&[], &self.stream()])
    }
}

#[test]
fn jpeg_2000_divided_into_dust_is_refused_before_it_costs_anything() {
    let large = Divided { side: 9000, tile: 9000, ..PLAIN };
    let dust = [
        Divided { side: 2000, tile: 1, levels: 0, ..PLAIN },
        Divided { side: 2000, tile: 7, ..PLAIN },
        Divided { block: 2, ..large },
        Divided { precinct: Some(0), levels: 0, ..large },
        Divided { side: 5000, tile: 5000, block: 2, ..PLAIN },
        Divided { side: 5000, tile: 5000, block: 2, in_tile: true, ..PLAIN },
        Divided { side: 5000, tile: 5000, precinct: Some(0), levels: 0, ..PLAIN },
        Divided { side: 5000, tile: 5000, precinct: Some(0), levels: 0, in_tile: true, ..PLAIN },
        Divided { side: 5000, tile: 5000, precinct: Some(0x11), ..PLAIN },
        Divided { side: 5000, tile: 5000, precinct: Some(0x1F), levels: 5, ..PLAIN },
        Divided { side: 5000, tile: 5000, block: 3, layers: 32, ..PLAIN },
        Divided { side: 4000, tile: 50, steps: 60_000, ..PLAIN },
        large,
        Divided { side: 4000, tile: 4000, components: 3, ..PLAIN },
    ];
    for divided in dust.iter().flat_map(|&divided| [divided, Divided { is_high_throughput: true, ..divided }]) {
        let (came, used) = open(&divided.file());
        let error = came.unwrap_err();
        assert_eq!(error.kind().name(), "too_large", "{divided:?}: {error}");
        assert!(used < 1 << 20, "{divided:?}: {used} bytes");
        assert!(!text::english(&error.help()).is_empty() && error.to_string().contains("MB"), "{error}");
    }
}

#[test]
fn jpeg_2000_stays_within_its_bytes_a_sample() {
    let fine = [
        PLAIN,
        Divided { components: 3, ..PLAIN },
        Divided { side: 3000, tile: 3000, levels: 5, ..PLAIN },
        Divided { side: 3000, tile: 256, levels: 5, layers: 6, ..PLAIN },
        Divided { side: 2000, tile: 2000, block: 5, layers: 12, components: 3, ..PLAIN },
        Divided { side: 2000, tile: 2000, block: 4, precinct: Some(0x77), ..PLAIN },
        Divided { side: 1000, tile: 1000, block: 3, ..PLAIN },
        Divided { side: 1000, tile: 10, ..PLAIN },
        Divided { side: 6000, tile: 25, ..PLAIN },
        Divided { side: 800, tile: 800, block: 2, precinct: Some(0x44), ..PLAIN },
        Divided { side: 150, tile: 150, precinct: Some(0x11), in_tile: true, ..PLAIN },
    ];
    for divided in fine.iter().flat_map(|&divided| [divided, Divided { is_high_throughput: true, ..divided }]) {
        let (came, used) = open(&divided.file());
        // Missing packets end in a decoder error; only the memory matters here.
        assert!(!came.as_ref().is_err_and(|error| error.kind().name() == "too_large"), "{divided:?}: {came:?}");
        let samples = u64::from(divided.side).pow(2) * u64::from(divided.components);
        let most = A_SAMPLE_OF_JPEG_2000 * samples + FREE;
        assert!(used <= most, "{divided:?}: {used} bytes, at most {most}");
    }
}

#[test]
fn segments_whose_length_and_content_disagree_are_damaged() {
    let stream = PLAIN.stream();
    for marker in [0x52, 0x5C, 0x90] {
        let at = stream.windows(2).position(|pair| *pair == [0xFF, marker]).unwrap();
        for by in [1, 0xFF] {
            let mut wrong = stream.clone();
            wrong[at + 3] = wrong[at + 3].wrapping_add(by);
            let made = Made {
                uid: "1.2.840.10008.1.2.4.90".into(),
                samples: 1,
                ..Made::colour(1000, 1000, "MONOCHROME2", &[])
            };
            let (came, used) = open(&made.encapsulated(&[&[], &wrong]));
            // One more step size is not too many.
            assert!(came.is_err() || marker == 0x5C, "{marker:X} {by}");
            assert!(used < A_SAMPLE_OF_JPEG_2000 * 1_000_000 + FREE);
        }
    }
}

#[test]
fn colour_has_fewer_pixels_than_grey() {
    let jpeg_ls = |side: u16, components: u8| {
        let [high, low] = side.to_be_bytes();
        let mut stream = vec![0xFF, 0xD8, 0xFF, 0xF7, 0, 8 + 3 * components, 8, high, low, high, low, components];
        (1..=components).for_each(|id| stream.extend([id, 0x11, 0]));
        stream.extend([0xFF, 0xDA, 0, 6 + 2 * components, components]);
        (1..=components).for_each(|id| stream.extend([id, 0]));
        stream.extend([0, if components > 1 { 2 } else { 0 }, 0]);
        // Runs over whole rows, and a late marker.
        stream.extend(vec![0xAA; 4000]);
        stream.extend([0xFF, 0xD9]);
        stream
    };
    let file = |side: u16, samples: u16, stream: &[u8], uid: &str| {
        let photometric = if samples == 1 { "MONOCHROME2" } else { "RGB" };
        let made = Made { uid: uid.into(), samples, ..Made::colour(side, side, photometric, &[]) };
        made.encapsulated(&[&[], stream])
    };
    let uid = "1.2.840.10008.1.2.4.80";
    let (came, used) = open(&file(10_000, 3, &jpeg_ls(10_000, 3), uid));
    assert_eq!(came.as_ref().unwrap_err().kind().name(), "too_large", "{came:?}");
    assert!(used < 1 << 20 && came.unwrap_err().to_string().contains("10,000 × 10,000 pixels of 3"), "{used}");
    // One sample by the elements, three in the stream.
    let (came, used) = open(&file(10_000, 1, &jpeg_ls(10_000, 3), uid));
    assert!(came.unwrap_err().kind().name() == "too_large" && used < 1 << 20, "{used}");
    // A palette turns one sample into three; nothing is allocated for its pixels before.
    let palette = Made { photometric: "PALETTE COLOR", ..Made::colour(10_000, 10_000, "", &[]) };
    let (came, used) = open(&Made { samples: 1, uid: uid.into(), ..palette }.encapsulated(&[&[], &jpeg_ls(10_000, 1)]));
    assert!(came.unwrap_err().kind().name() == "too_large" && used < 1 << 20, "{used}");
    // Within the limit the bytes per sample hold, whatever the result.
    for (side, samples) in [(3000_u16, 3_u16), (5000, 1)] {
        let (_, used) = open(&file(side, samples, &jpeg_ls(side, samples as u8), uid));
        let most = A_SAMPLE * u64::from(side).pow(2) * u64::from(samples) + FREE;
        assert!(used <= most, "{side} {samples}: {used} bytes, at most {most}");
    }
}

#[test]
fn a_picture_of_each_kind_takes_its_bytes_a_sample() {
    let side = 2000_u16;
    let count = usize::from(side).pow(2);
    let w = Written::Explicit;
    let colour = Made::colour(side, side, "RGB", &vec![7; 3 * count]);
    let grey = Made::grey16(side, side, &vec![700; count]);
    let palette = (1..=3).fold(Made { photometric: "PALETTE COLOR", bits: (8, 8, 7), ..grey.clone() }, |made, at| {
        let made = made.with(w.us((0x0028, 0x1100 + at), &[256, 0, 8]));
        made.with(w.element((0x0028, 0x1200 + at), "OW", &[9; 256]))
    });
    let palette = Made { pixels: vec![7; count], ..palette };
    let mono = Made { photometric: "MONOCHROME2", ..colour.clone() };
    let planes = Made { planar: 1, ..colour.clone() };
    let luma = Made { photometric: "YBR_FULL", ..colour.clone() };
    let four = Made { samples: 4, ..Made::colour(side, side, "RGB", &vec![7; 4 * count]) };
    for (made, samples) in [(colour, 3), (grey, 1), (palette, 3), (mono, 3), (planes, 3), (luma, 3), (four, 4)] {
        let file = made.file();
        let (came, used) = open(&file);
        assert!(came.is_ok(), "{:?}", came);
        let most = A_SAMPLE * samples * count as u64 + (1 << 20);
        assert!(used <= most, "{} {}: {used} bytes, at most {most}", made.photometric, made.samples);
    }
}

#[test]
fn a_frame_that_is_shown_takes_the_bytes_of_its_picture_alone() {
    // Not near a power of two, to which a vector of unknown length grows.
    let side = 2200_u16;
    let count = usize::from(side).pow(2);
    let file = Made::grey16(side, side, &vec![700; count]).file();
    let frame = dicom::read(&file, &LIMITS).and_then(|object| object.frame(0)).unwrap();
    let voi = Voi::Window(VoiWindow::linear(1_000.0, 2_000.0));
    let mut shown = None;
    let used = allocation_counter::measure(|| shown = frame.shown(&voi)).bytes_max;
    assert!(shown.is_some() && used <= count as u64 + (1 << 20), "{used} bytes for {count} pixels");
}
