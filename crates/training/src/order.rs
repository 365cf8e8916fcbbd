//! The order of an epoch's examples, and which of them share a batch.
//!
//! Invariant: determined by the random numbers that are passed in; every example occurs once.

use super::examples::EpochPicture;
use fastrand::Rng;
use std::collections::VecDeque;

/// A unit of shuffling: an example, or both halves of a mirrored picture.
enum Unit {
    Single(EpochPicture),
    Pair([EpochPicture; 2]),
}

/// The examples shuffled. With `together`, a number of pictures, both halves of a mirrored picture are consecutive, the
/// one with the finding first, in one batch of that size; only where nothing but pairs is left may one span two
/// batches.
pub(super) fn shuffled(mut all: Vec<EpochPicture>, together: Option<usize>, random: &mut Rng) -> Vec<EpochPicture> {
    let Some(batch) = together else {
        random.shuffle(&mut all);
        return all;
    };
    let mut units: Vec<Unit> = all.into_iter().filter_map(unit).collect();
    random.shuffle(&mut units);
    let mut order = Vec::new();
    let mut waiting = VecDeque::new();
    for unit in units {
        match unit {
            Unit::Single(example) => order.push(example),
            Unit::Pair(pair) => waiting.push_back(pair),
        }
        while order.len() % batch.max(1) + 1 < batch
            && let Some(pair) = waiting.pop_front()
        {
            order.extend(pair);
        }
    }
    order.extend(waiting.into_iter().flatten());
    order
}

/// A half without the finding is placed together with its other half.
fn unit(example: EpochPicture) -> Option<Unit> {
    match example {
        EpochPicture::Mirrored(index, true) => Some(Unit::Pair([example, EpochPicture::Mirrored(index, false)])),
        EpochPicture::Mirrored(_, false) => None,
        EpochPicture::Whole(_) | EpochPicture::SetIn(..) => Some(Unit::Single(example)),
    }
}

/// Indices of both halves where they are adjacent, the one with the finding first.
pub(super) fn pairs(examples: &[EpochPicture]) -> Vec<[usize; 2]> {
    examples.windows(2).enumerate().filter(|(_, two)| is_pair(two)).map(|(at, _)| [at, at + 1]).collect()
}

fn is_pair(two: &[EpochPicture]) -> bool {
    match two {
        [EpochPicture::Mirrored(one, true), EpochPicture::Mirrored(other, false)] => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples(singles: usize, mirrored: usize) -> Vec<EpochPicture> {
        let halves = (0..mirrored).flat_map(|index| [true, false].map(|half| EpochPicture::Mirrored(index, half)));
        (0..singles).map(EpochPicture::Whole).chain(halves).collect()
    }

    fn sorted(mut examples: Vec<EpochPicture>) -> Vec<String> {
        examples.sort_by_key(|example| format!("{example:?}"));
        examples.iter().map(|example| format!("{example:?}")).collect()
    }

    #[test]
    fn both_halves_stand_in_one_batch_and_every_example_comes_once() {
        for batch in [2, 5, 8, 32] {
            let all = examples(100, 40);
            let order = shuffled(all.clone(), Some(batch), &mut Rng::with_seed(3));
            assert_eq!(sorted(order.clone()), sorted(all));
            let together: usize = order.chunks(batch).map(|batch| pairs(batch).len()).sum();
            assert!(together >= 39, "batches of {batch}: {together} of 40");
        }
    }

    #[test]
    fn without_such_a_wish_the_order_is_a_plain_shuffle() {
        let mut expected = examples(10, 5);
        Rng::with_seed(7).shuffle(&mut expected);
        assert_eq!(shuffled(examples(10, 5), None, &mut Rng::with_seed(7)), expected);
    }

    #[test]
    fn only_the_halves_of_one_picture_are_a_pair() {
        use EpochPicture::{Mirrored, Whole};
        let order = [Mirrored(1, true), Mirrored(1, false), Mirrored(2, true), Mirrored(3, false), Whole(2)];
        assert_eq!(pairs(&order), [[0, 1]]);
        assert_eq!(pairs(&[Mirrored(1, false), Mirrored(1, true)]), Vec::<[usize; 2]>::new());
    }
}
