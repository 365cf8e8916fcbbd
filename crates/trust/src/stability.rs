//! Whether an error within a device's tolerance could change the answer.

/// Up to this many logits every combination of errors is tried: 256 of them.
const MOST_COMBINED: usize = 8;

/// Whether `decide` returns the same for `logits` and for every corner of the box of ±`tolerance` around them.
///
/// Corners suffice: each calibrated probability, and each sum of some of them, is largest where its own logits
/// are raised and all others lowered, so a class enters or leaves a set, or the first place, at a corner first.
/// Above eight logits only those corners are tried that raise or lower one logit against all others.
///
/// ```
/// use trust::{argmax, is_stable};
///
/// assert!(is_stable(&[1.0, 0.9, -3.0], 0.02, argmax));
/// assert!(!is_stable(&[1.0, 0.97, -3.0], 0.02, argmax));
/// ```
pub fn is_stable<D: PartialEq>(logits: &[f32], tolerance: f32, decide: impl Fn(&[f32]) -> D) -> bool {
    let found = decide(logits);
    let moved = |raised: &dyn Fn(usize) -> bool| -> Vec<f32> {
        let each = logits.iter().enumerate();
        each.map(|(index, logit)| if raised(index) { logit + tolerance } else { logit - tolerance }).collect()
    };
    let same = |raised: &dyn Fn(usize) -> bool| decide(&moved(raised)) == found;
    if logits.len() <= MOST_COMBINED {
        return (0u32..1 << logits.len()).all(|corner| same(&|index| corner >> index & 1 == 1));
    }
    (0..logits.len()).all(|one| same(&|index| index == one) && same(&|index| index != one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{argmax, softmax};

    #[test]
    fn a_lead_of_twice_the_tolerance_is_stable_and_a_smaller_one_is_not() {
        assert!(is_stable(&[1.0, 0.95, -3.0], 0.02, argmax));
        assert!(!is_stable(&[1.0, 0.97, -3.0], 0.02, argmax));
        assert!(is_stable(&[1.0, 0.97, -3.0], 0.0, argmax));
    }

    #[test]
    fn a_probability_near_its_threshold_is_not_stable() {
        let logits = [2.0, 1.0, 0.0, -1.0];
        let value = softmax(&logits)[1];
        let called = |threshold: f32| move |logits: &[f32]| softmax(logits)[1] >= threshold;
        // The slope of a probability is p (1 - p) when its own logit rises and the others fall: twice 0.02 of it.
        let reach = 2.0 * 0.02 * value * (1.0 - value);
        assert!(!is_stable(&logits, 0.02, called(value + reach * 0.9)));
        assert!(is_stable(&logits, 0.02, called(value + reach * 1.1)));
    }

    #[test]
    fn a_sum_of_two_probabilities_is_followed_too() {
        let logits = [1.0, 1.0, 0.0, 0.0];
        let sum = |logits: &[f32]| softmax(logits).iter().take(2).sum::<f32>();
        let raised = sum(&[1.02, 1.02, -0.02, -0.02]);
        assert!(!is_stable(&logits, 0.02, |logits| sum(logits) >= raised - 1e-5));
        assert!(is_stable(&logits, 0.02, |logits| sum(logits) >= raised + 1e-4));
    }

    #[test]
    fn many_logits_are_looked_at_one_by_one() {
        let mut logits = [0.0; 12];
        logits[3] = 0.03;
        assert!(!is_stable(&logits, 0.02, argmax));
        logits[3] = 0.05;
        assert!(is_stable(&logits, 0.02, argmax));
    }
}
