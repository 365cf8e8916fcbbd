//! Mirrored pairs: the half with the finding must score higher for a finding than the half without.
//!
//! With `s` the log odds of any finding, `s = ln(sum over findings of exp(logit)) - logit of none`, the loss of a pair is
//! the hinge `max(0, m - (s_with - s_without))`: the ranking loss of Herbrich et al., "Large margin rank boundaries for
//! ordinal regression" (Advances in Large Margin Classifiers, 2000), of which Burges et al., "Learning to rank using
//! gradient descent" (ICML 2005), use the logistic form. The hinge is 0 once a pair is separated by the margin, so such
//! a pair contributes no gradient. Both halves come from one picture and are augmented identically: only the finding
//! distinguishes them.

use burn::tensor::{Device, Tensor, TensorData};

/// By how much the log odds must differ: as 88 % against 12 %.
const MARGIN: f32 = 4.0;
/// Added to a logit, it makes it negligible beside the others.
const FAR: f32 = -1e4;

/// The mean over pairs, each the row with the finding and the row without, of `logits` `[n, labels]`; `None` without
/// pairs.
pub(super) fn loss(logits: Tensor<2>, pairs: &[[usize; 2]], none: usize, device: &Device) -> Option<Tensor<1>> {
    let [n, _] = logits.dims();
    if pairs.is_empty() || n == 0 {
        return None;
    }
    // Rows of +1 and -1 compute the differences, as a matrix product that every device can differentiate.
    let mut signs = vec![0.0f32; pairs.len() * n];
    for (row, pair) in signs.chunks_exact_mut(n).zip(pairs) {
        for (place, sign) in pair.iter().zip([1.0, -1.0]) {
            if let Some(value) = row.get_mut(*place) {
                *value = sign;
            }
        }
    }
    let signs: Tensor<2> = Tensor::from_data(TensorData::new(signs, [pairs.len(), n]), device);
    let lead = signs.matmul(any_finding(logits, none, device));
    Some((lead.neg() + MARGIN).clamp_min(0.0).mean())
}

/// Log odds of any finding, `[n, 1]`.
fn any_finding(logits: Tensor<2>, none: usize, device: &Device) -> Tensor<2> {
    let [_, labels] = logits.dims();
    let row = |of_none: f32| -> Tensor<2> {
        let values: Vec<f32> = (0..labels).map(|label| if label == none { of_none } else { 0.0 }).collect();
        Tensor::from_data(TensorData::new(values, [1, labels]), device)
    };
    let without = (logits.clone() * row(1.0)).sum_dim(1);
    let findings = logits + row(FAR);
    let most = findings.clone().max_dim(1).detach();
    (findings - most.clone()).exp().sum_dim(1).log() + most - without
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_hand(logits: &[[f32; 3]], pairs: &[[usize; 2]]) -> f32 {
        // The middle class is the one without a finding.
        let odds = |row: usize| (logits[row][0].exp() + logits[row][2].exp()).ln() - logits[row][1];
        let lead = |pair: &[usize; 2]| odds(pair[0]) - odds(pair[1]);
        pairs.iter().map(|pair| (MARGIN - lead(pair)).max(0.0)).sum::<f32>() / pairs.len() as f32
    }

    #[test]
    fn the_loss_and_its_gradient_are_those_of_the_definition() {
        let device = Device::flex().autodiff();
        let logits = [[2.0f32, -1.0, 0.5], [0.3, 0.1, -0.4], [1.0, 1.0, 1.0], [4.0, -4.0, 1.0], [-3.0, 3.0, -2.0]];
        let pairs = [[0, 1], [3, 4]];
        let x: Tensor<2> = Tensor::from_data(TensorData::new(logits.concat(), [5, 3]), &device).require_grad();
        let value = loss(x.clone(), &pairs, 1, &device).unwrap();
        let gradients = value.clone().backward();
        let value = value.into_scalar::<f32>();
        assert!((value - by_hand(&logits, &pairs)).abs() < 1e-5, "{value} against {}", by_hand(&logits, &pairs));
        let found = x.grad(&gradients).unwrap().into_data();
        for (index, found) in found.as_slice::<f32>().unwrap().iter().enumerate() {
            let (mut more, mut less) = (logits, logits);
            more[index / 3][index % 3] += 1e-2;
            less[index / 3][index % 3] -= 1e-2;
            let expected = (by_hand(&more, &pairs) - by_hand(&less, &pairs)) / 2e-2;
            assert!((found - expected).abs() < 2e-3, "{index}: {found} against {expected}");
        }
        assert_eq!(found.as_slice::<f32>().unwrap()[9..], [0.0; 6], "a pair that is told apart pushes no further");
    }

    #[test]
    fn certain_answers_stay_finite_and_no_pair_has_no_loss() {
        let device = Device::flex().autodiff();
        let logits = vec![-300.0f32, 300.0, -300.0, 300.0, -300.0, 200.0];
        let x: Tensor<2> = Tensor::from_data(TensorData::new(logits, [2, 3]), &device).require_grad();
        let value = loss(x.clone(), &[[0, 1]], 1, &device).unwrap();
        let gradients = value.clone().backward();
        assert!((value.into_scalar::<f32>() - 1203.307).abs() < 0.01);
        let slope = x.grad(&gradients).unwrap().into_data();
        assert!(slope.as_slice::<f32>().unwrap().iter().all(|value| value.is_finite()));
        assert!(loss(x, &[], 1, &device).is_none());
    }
}
