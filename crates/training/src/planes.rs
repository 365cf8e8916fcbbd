//! The stored form of a training picture: one plane of grey levels, or three of colour.
//!
//! Invariant: the planes of a picture are all of one size.

use super::lesion::GreyPicture;
use imaging::{Image, Pixels};
use model::Colour;

/// Grey levels as floats, as they are processed; colour as bytes, since it has three times as much data.
#[derive(Clone, Debug)]
pub(super) enum KeptPicture {
    /// One plane.
    Grey(GreyPicture),
    /// Red, green and blue, 8 bits each.
    Colour(Image),
}

impl KeptPicture {
    /// Of an opened picture, in the colour channels of the network's input.
    pub(super) fn new(image: &Image, colour: Colour) -> Self {
        match colour {
            Colour::Grey => Self::Grey(grey(image)),
            Colour::Rgb => Self::Colour(imaging::rgb_from_image(image)),
        }
    }

    /// The planes: one, or red, green and blue.
    pub(super) fn planes(&self) -> Vec<GreyPicture> {
        match self {
            Self::Grey(plane) => vec![plane.clone()],
            Self::Colour(image) => (0..3).map(|channel| plane(image, channel)).collect(),
        }
    }

    /// The only plane of a grey picture.
    pub(super) fn grey(&self) -> Option<&GreyPicture> {
        match self {
            Self::Grey(plane) => Some(plane),
            Self::Colour(_) => None,
        }
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> [usize; 2] {
        match self {
            Self::Grey(plane) => [plane.width, plane.height],
            Self::Colour(image) => [image.width() as usize, image.height() as usize],
        }
    }
}

/// A picture as grey values.
pub(super) fn grey(image: &Image) -> GreyPicture {
    let image = imaging::grey_from_image(image);
    let values = match image.pixels() {
        Pixels::Grey8(samples) => samples.iter().map(|value| f32::from(*value)).collect(),
        Pixels::Grey16(samples) => samples.iter().map(|value| f32::from(*value) / 257.0).collect(),
        Pixels::Rgb8(_) => Vec::new(),
    };
    GreyPicture { width: image.width() as usize, height: image.height() as usize, values }
}

/// One channel of a colour picture.
fn plane(image: &Image, channel: usize) -> GreyPicture {
    let values = match image.pixels() {
        Pixels::Rgb8(samples) => samples.iter().skip(channel).step_by(3).map(|value| f32::from(*value)).collect(),
        Pixels::Grey8(_) | Pixels::Grey16(_) => Vec::new(),
    };
    GreyPicture { width: image.width() as usize, height: image.height() as usize, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_comes_back_as_three_planes_and_grey_as_one() {
        let image = Image::new(2, 1, Pixels::Rgb8(vec![10, 20, 30, 40, 50, 60])).unwrap();
        let colour = KeptPicture::new(&image, Colour::Rgb);
        let values: Vec<Vec<f32>> = colour.planes().into_iter().map(|plane| plane.values).collect();
        assert_eq!(values, [vec![10.0, 40.0], vec![20.0, 50.0], vec![30.0, 60.0]]);
        assert!(colour.grey().is_none() && colour.size() == [2, 1]);
        let one = KeptPicture::new(&image, Colour::Grey);
        assert_eq!((one.planes().len(), one.size()), (1, [2, 1]));
        assert_eq!(one.grey().unwrap().values, grey(&image).values);
    }
}
