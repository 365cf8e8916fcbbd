//! Agreement of an outline with a drawn one, on one picture.
//!
//! Invariant: pure. A picture without anything drawn has no score of overlap, only whether something was outlined.

use network::{OutlineMap, outline::probability};

/// Share of a cell from which on it belongs to the drawn outline.
pub const INSIDE: f32 = 0.5;

/// One picture's agreement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agreement {
    /// Something was drawn.
    Drawn {
        /// Twice the cells in both over the cells of each, 0…1 (Dice, 1945).
        dice: f64,
        /// Whether the model's most certain cell is inside.
        hit: bool,
    },
    /// There is nothing to outline; whether something is outlined nevertheless.
    Free(bool),
}

/// Compares the cells above a probability threshold with the drawn outline, to monitor training.
#[must_use]
pub fn agreement(map: &OutlineMap, drawn: &[f32], threshold: f32) -> Agreement {
    let inside = |share: &f32| *share >= INSIDE;
    let found = |logit: &f32| probability(*logit) >= threshold;
    let (n, m) = (drawn.iter().filter(|share| inside(share)).count(), map.logits.iter().filter(|x| found(x)).count());
    if n == 0 {
        return Agreement::Free(m > 0);
    }
    let both = drawn.iter().zip(&map.logits).filter(|(share, logit)| inside(share) && found(logit)).count();
    let strongest = drawn.iter().zip(&map.logits).max_by(|a, b| a.1.total_cmp(b.1));
    Agreement::Drawn {
        dice: 2.0 * both as f64 / (n + m) as f64,
        hit: strongest.is_some_and(|(share, _)| inside(share)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(logits: &[f32]) -> OutlineMap {
        OutlineMap { height: 1, width: logits.len(), logits: logits.to_vec() }
    }

    #[test]
    fn agreement_counts_cells_from_the_threshold_on() {
        let found = map(&[3.0, 1.0, -1.0, -3.0]);
        let drawn = [1.0, 0.4, 0.6, 0.0];
        // The first and the third are inside; at a threshold of one half the first two are found.
        assert_eq!(agreement(&found, &drawn, 0.5), Agreement::Drawn { dice: 0.5, hit: true });
        assert_eq!(agreement(&found, &drawn, 0.2), Agreement::Drawn { dice: 0.8, hit: true });
        assert_eq!(agreement(&map(&[0.0, 1.0, 0.0, 0.0]), &drawn, 0.99), Agreement::Drawn { dice: 0.0, hit: false });
        assert_eq!(agreement(&found, &[0.0; 4], 0.5), Agreement::Free(true));
        assert_eq!(agreement(&found, &[0.0; 4], 0.99), Agreement::Free(false));
    }
}
