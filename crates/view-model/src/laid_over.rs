//! Samples of the answered picture: alone, and with the page's overlay.
//!
//! Invariant: samples of the picture as it is shown, at its own size; nothing else is drawn into it.

use crate::state::ClassAnswer;
use crate::{colour_map, words};
use protocol::{Bitmap, Classes};

/// Opacity of the map, of 255: the page's initial value.
const STRENGTH: u32 = 153;

/// Red, green and blue of a picture, which is opaque.
#[must_use]
pub fn rgb(picture: &Bitmap) -> Vec<u8> {
    picture.rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3)).copied().collect()
}

/// Red, green and blue of the original with its outline, else with the map of the most probable class; `None` where the
/// page shows neither, and for an answer whose picture was released.
#[must_use]
pub fn with_map(answer: &ClassAnswer) -> Option<Vec<u8>> {
    let picture = &answer.original;
    let side = picture.width.max(picture.height);
    if side == 0 || !words::has_map(&answer.classes) {
        return None;
    }
    let overlay = match &answer.classes.outline {
        Some(outline) => colour_map::outlined(outline, side),
        None => colour_map::overlay(&shown_map(&answer.classes)?.map, side),
    };
    Some(blended(picture, &overlay))
}

/// The map of the most probable class.
fn shown_map(classes: &Classes) -> Option<&protocol::ActivationMap> {
    let at = classes.probabilities.iter().position(|one| Some(one) == classes.most_probable())?;
    classes.maps.get(at)
}

/// The picture is centred in the square that the overlay covers.
fn blended(picture: &Bitmap, overlay: &Bitmap) -> Vec<u8> {
    let (width, side) = (picture.width as usize, overlay.width as usize);
    let left = (side - width.min(side)) / 2;
    let above = (side - (picture.height as usize).min(side)) / 2;
    let mut samples = Vec::with_capacity(width * picture.height as usize * 3);
    for (at, pixel) in picture.rgba.chunks_exact(4).enumerate() {
        let (x, y) = (at % width.max(1) + left, at / width.max(1) + above);
        let over = overlay.rgba.get((y * side + x) * 4..).and_then(|rest| rest.get(..4)).unwrap_or(&[0; 4]);
        let strength = u32::from(over.last().copied().unwrap_or_default()) * STRENGTH / 255;
        let mixed = |(&under, &laid): (&u8, &u8)| {
            let sum = u32::from(under) * (255 - strength) + u32::from(laid) * strength;
            // Both are at most 255, and so is their blend.
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        samples.extend(pixel.iter().take(3).zip(over).map(mixed));
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use fixtures::answered::answer;
    use protocol::{Abstention, Decision, Found, Outline, Probability};

    /// On a picture of 4 × 2 grey pixels, with the left half outlined.
    fn outlined(decision: Decision) -> ClassAnswer {
        let probabilities = [255, 0].repeat(2);
        let (regions, mask) = (Vec::new(), Vec::new());
        let outline = Outline { width: 2, height: 2, probabilities, threshold: 0.5, regions, specks: 0, mask };
        let classes = Classes {
            probabilities: vec![Probability { label: "a".into(), value: 1.0 }],
            decision,
            prediction_sets: Vec::new(),
            maps: Vec::new(),
            outline: Some(outline),
        };
        let mut made = ClassAnswer::try_from(answer(Found::Classes(classes))).unwrap();
        made.original = Bitmap { width: 4, height: 2, rgba: [100, 100, 100, 255].repeat(8) };
        made
    }

    #[test]
    fn an_outline_is_laid_over_the_part_of_the_square_that_is_the_picture() {
        let drawn = with_map(&outlined(Decision::Class { label: "a".into() })).unwrap();
        assert_eq!(drawn.len(), 4 * 2 * 3);
        let pixel = |x: usize, y: usize| &drawn[(y * 4 + x) * 3..][..3];
        // The edge is white, blended at six tenths.
        assert_eq!(pixel(1, 0), [193; 3]);
        assert_eq!(pixel(3, 0), [100; 3], "nothing lies over the right end");
        assert_eq!((pixel(1, 0), pixel(3, 0)), (pixel(1, 1), pixel(3, 1)));
    }

    #[test]
    fn nothing_is_laid_over_where_the_page_shows_no_map() {
        assert_eq!(with_map(&outlined(Decision::Abstain { why: Abstention::Gate })), None);
        let mut gone = outlined(Decision::Class { label: "a".into() });
        gone.original = Bitmap { width: 0, height: 0, rgba: Vec::new() };
        assert_eq!(with_map(&gone), None);
        let mut plain = outlined(Decision::Class { label: "a".into() });
        plain.classes.outline = None;
        assert_eq!(with_map(&plain), None, "neither an outline nor a map");
        assert_eq!(rgb(&plain.original), [100; 24]);
    }
}
