//! Colour of stained slides and of light: properties that differ between laboratories, microscopes and cameras, and are
//! independent of the diagnosis.
//!
//! Light that passes a stain is weakened by a power of its amount (Beer and Lambert), so amounts add up in optical density,
//! the negative logarithm of the transmitted light. [`StainBasis`] decomposes a colour into three stains there, by
//! the vectors of haematoxylin, eosin and DAB of Ruifrok and Johnston, "Quantification of histochemical staining by color
//! deconvolution" (Analytical and Quantitative Cytology and Histology 23, 2001). Other stains are mixtures of the
//! three: it is enough that changes along them look like changes of stain.
//!
//! Invariant: pure; each colour is changed independently of its neighbours.

/// Red, green and blue, 0…255 each.
pub type RgbLevels = [f32; 3];

/// Optical densities of the three stains in red, green and blue, to be scaled to length 1.
const VECTORS: [[f32; 3]; 3] = [[0.65, 0.70, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]];

/// The lower limit of a level: a level below this has the density of this one.
const DARKEST: f32 = 1.0;

/// From colours to amounts of stain and back.
#[derive(Clone, Copy, Debug)]
pub struct StainBasis {
    vectors: [[f32; 3]; 3],
    inverse: [[f32; 3]; 3],
}

impl Default for StainBasis {
    fn default() -> Self {
        let vectors = VECTORS.map(|vector| {
            let length = vector.iter().map(|part| part * part).sum::<f32>().sqrt();
            vector.map(|part| part / length)
        });
        Self { vectors, inverse: inverse(vectors) }
    }
}

impl StainBasis {
    /// Amounts of the three stains, natural logarithms.
    #[must_use]
    pub fn amounts(&self, colour: RgbLevels) -> [f32; 3] {
        let density = colour.map(|level| -(level.max(DARKEST) / 255.0).ln());
        times(density, self.inverse)
    }

    /// The colour of these amounts.
    #[must_use]
    pub fn colour(&self, amounts: [f32; 3]) -> RgbLevels {
        times(amounts, self.vectors).map(|density| 255.0 * (-density).exp())
    }

    /// A colour with each stain's amount times `scale`, and `shift` more of it: as Tellez et al., "Whole-slide mitosis
    /// detection in H&E breast histology using PHH3 as a reference to train distilled stain-invariant convolutional
    /// networks" (IEEE Transactions on Medical Imaging 37, 2018), section III-D.
    ///
    /// ```
    /// use training::stains::StainBasis;
    ///
    /// let basis = StainBasis::default();
    /// let violet = [120.0, 80.0, 160.0];
    /// let same = basis.restained(violet, [1.0; 3], [0.0; 3]);
    /// assert!(same.iter().zip(violet).all(|(found, level)| (found - level).abs() < 0.05));
    /// let thicker = basis.restained(violet, [1.5; 3], [0.0; 3]);
    /// assert!(thicker.iter().zip(violet).all(|(found, level)| *found < level));
    /// ```
    #[must_use]
    pub fn restained(&self, colour: RgbLevels, scale: [f32; 3], shift: [f32; 3]) -> RgbLevels {
        let amounts = self.amounts(colour);
        let changed = std::array::from_fn(|stain| amounts[stain] * scale[stain] + shift[stain]);
        self.colour(changed)
    }
}

/// A colour rotated about the grey axis by this many degrees: greys and the mean of the channels stay.
#[must_use]
pub fn hue_turned(colour: RgbLevels, degrees: f32) -> RgbLevels {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let around = (1.0 - cosine) / 3.0;
    let across = sine / 3.0f32.sqrt();
    let [red, green, blue] = colour;
    let (same, next, last) = (cosine + around, around - across, around + across);
    [
        red * same + green * next + blue * last,
        red * last + green * same + blue * next,
        red * next + green * last + blue * same,
    ]
}

/// A colour with its distance from grey times `factor`; the mean of the channels stays.
#[must_use]
pub fn saturated(colour: RgbLevels, factor: f32) -> RgbLevels {
    let grey = colour.iter().sum::<f32>() / 3.0;
    colour.map(|level| grey + (level - grey) * factor)
}

/// A colour under another light: every channel times its own gain (von Kries).
#[must_use]
pub fn lit(colour: RgbLevels, gains: [f32; 3]) -> RgbLevels {
    std::array::from_fn(|channel| colour[channel] * gains[channel])
}

/// A row vector of three times a matrix.
fn times(row: [f32; 3], matrix: [[f32; 3]; 3]) -> [f32; 3] {
    std::array::from_fn(|column| (0..3).map(|at| row[at] * matrix[at][column]).sum())
}

/// By cofactors; the stains' vectors are linearly independent, so the determinant is not 0.
fn inverse(of: [[f32; 3]; 3]) -> [[f32; 3]; 3] {
    let minor = |row: usize, column: usize| {
        let (above, below) = ((row + 1) % 3, (row + 2) % 3);
        let (left, right) = ((column + 1) % 3, (column + 2) % 3);
        of[above][left] * of[below][right] - of[above][right] * of[below][left]
    };
    let determinant: f32 = (0..3).map(|column| of[0][column] * minor(0, column)).sum();
    std::array::from_fn(|row| std::array::from_fn(|column| minor(column, row) / determinant))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: RgbLevels, expected: RgbLevels) -> bool {
        found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 0.05)
    }

    #[test]
    fn each_stain_is_found_alone_and_colours_come_back() {
        let basis = StainBasis::default();
        for stain in 0..3 {
            let mut amounts = [0.0; 3];
            amounts[stain] = 0.9;
            let found = basis.amounts(basis.colour(amounts));
            assert!(found.iter().zip(amounts).all(|(found, amount)| (found - amount).abs() < 1e-3), "{found:?}");
        }
        for colour in [[255.0; 3], [200.0, 90.0, 140.0], [1.0, 2.0, 3.0]] {
            assert!(near(basis.colour(basis.amounts(colour)), colour), "{colour:?}");
        }
        assert!(basis.amounts([255.0; 3]).iter().all(|amount| amount.abs() < 1e-5), "clear glass holds no stain");
    }

    #[test]
    fn hue_saturation_and_light_do_what_they_say() {
        assert!(near(hue_turned([90.0; 3], 40.0), [90.0; 3]));
        assert!(near(hue_turned([200.0, 20.0, 50.0], 120.0), [50.0, 200.0, 20.0]), "red becomes green");
        assert!(near(hue_turned(hue_turned([200.0, 20.0, 50.0], 25.0), -25.0), [200.0, 20.0, 50.0]));
        assert!(near(saturated([200.0, 20.0, 80.0], 0.0), [100.0; 3]));
        assert!(near(saturated([110.0, 100.0, 90.0], 2.0), [120.0, 100.0, 80.0]));
        assert!(near(lit([100.0, 100.0, 100.0], [1.1, 1.0, 0.5]), [110.0, 100.0, 50.0]));
    }
}
