//! Glyphs and their widths.

use std::cell::RefCell;
use std::collections::BTreeSet;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

static REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/Inter-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../fonts/Inter-Italic.ttf");

/// How text is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    /// Which face.
    pub(crate) weight: Weight,
    /// In points.
    pub(crate) size: f32,
    /// Red, green, blue.
    pub(crate) colour: [u8; 3],
}

/// A face of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
    Italic,
}

/// The faces of a file, and the characters they lack.
pub(crate) struct FontFaces {
    regular: Typeface,
    bold: Typeface,
    italic: Typeface,
    missing: RefCell<BTreeSet<char>>,
}

/// One face.
struct Typeface {
    font: Font,
    signs: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    units_per_em: f32,
}

impl Typeface {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let parsed = FontRef::new(bytes).ok()?;
        let widths = parsed.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = f32::from(parsed.metrics(Size::unscaled(), LocationRef::default()).units_per_em).max(1.0);
        Some(Self { font: Font::new(bytes.into(), 0)?, signs: parsed.charmap(), widths, units_per_em })
    }

    /// The glyph of a character, and its width in ems.
    fn glyph(&self, sign: char) -> Option<(GlyphId, f32)> {
        let glyph = self.signs.map(sign)?;
        let width = self.widths.advance_width(glyph).unwrap_or_default() / self.units_per_em;
        Some((GlyphId::new(glyph.to_u32()), width))
    }
}

impl FontFaces {
    /// The faces of `fonts/`; `None` where they are not fonts.
    pub(crate) fn new() -> Option<Self> {
        Some(Self {
            regular: Typeface::new(REGULAR)?,
            bold: Typeface::new(BOLD)?,
            italic: Typeface::new(ITALIC)?,
            missing: RefCell::default(),
        })
    }

    fn face(&self, weight: Weight) -> &Typeface {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
            Weight::Italic => &self.italic,
        }
    }

    /// The font for the library.
    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.face(weight).font.clone()
    }

    /// How wide a text is in points.
    pub(crate) fn width(&self, text: &str, style: TextStyle) -> f32 {
        let face = self.face(style.weight);
        text.chars().filter_map(|sign| face.glyph(sign)).map(|(_, width)| width * style.size).sum()
    }

    /// The glyphs of a readable text, one per character.
    pub(crate) fn glyphs(&self, text: &str, weight: Weight) -> Vec<KrillaGlyph> {
        let face = self.face(weight);
        let one = |(at, sign): (usize, char)| {
            let (glyph, width) = face.glyph(sign)?;
            Some(KrillaGlyph::new(glyph, width, 0.0, 0.0, 0.0, at..at + sign.len_utf8(), None))
        };
        text.char_indices().filter_map(one).collect()
    }

    /// A text of characters that every face has: whitespace becomes a space, break opportunities such as soft hyphens
    /// are removed, and a character that the faces lack becomes its code point.
    pub(crate) fn readable(&self, text: &str) -> String {
        let mut readable = String::with_capacity(text.len());
        for sign in text.chars() {
            match sign {
                // No-break characters are kept, where the faces have them.
                '\u{a0}' | '\u{2007}' | '\u{202f}' => readable.push('\u{a0}'),
                '\u{ad}' | '\u{200b}' => {}
                blank if blank.is_whitespace() => {
                    if !readable.ends_with(' ') {
                        readable.push(' ');
                    }
                }
                known if self.knows(known) => readable.push(known),
                unknown => {
                    self.missing.borrow_mut().insert(unknown);
                    readable.push('[');
                    readable.push_str(&number(unknown));
                    readable.push(']');
                }
            }
        }
        readable
    }

    fn knows(&self, sign: char) -> bool {
        [&self.regular, &self.bold, &self.italic].iter().all(|face| face.glyph(sign).is_some())
    }

    /// The characters that [`readable`](Self::readable) did not find, in order.
    pub(crate) fn missing(&self) -> Vec<char> {
        self.missing.borrow().iter().copied().collect()
    }
}

/// "U+4E2D"
pub(crate) fn number(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_english_and_german_are_there_and_others_are_told() {
        let faces = FontFaces::new().unwrap();
        let known = "Größe ≥ 5 % – „Rost“ → µm², 1.2 × 10⁻³, Å, Ł, Ж, π, “a” ‘b’ • − √ …";
        assert_eq!(faces.readable(known), known);
        assert_eq!(faces.missing(), []);
        assert_eq!(faces.readable("a\n\t b\u{200b}c\u{202f}d"), "a bc\u{a0}d");
        assert_eq!(faces.readable("中x\u{7}中"), "[U+4E2D]x[U+0007][U+4E2D]");
        assert_eq!(faces.missing(), ['\u{7}', '中']);
    }

    #[test]
    fn widths_are_the_fonts() {
        let faces = FontFaces::new().unwrap();
        let style = |weight| TextStyle { weight, size: 10.0, colour: [0; 3] };
        let width = |text: &str, weight| faces.width(text, style(weight));
        assert!(width("iii", Weight::Regular) < width("mmm", Weight::Regular) / 2.0);
        assert!(width("report", Weight::Regular) < width("report", Weight::Bold));
        let halves = width("re", Weight::Italic) + width("port", Weight::Italic);
        assert!((width("report", Weight::Italic) - halves).abs() < 1e-3);
        assert_eq!(
            faces.glyphs("aß–", Weight::Bold).iter().map(|glyph| glyph.text_range.end).collect::<Vec<_>>(),
            [1, 3, 6]
        );
    }
}
