//! Placement of limits.

/// Share of good pictures that one limit may refuse.
const MOST_FALSE_ALARMS: f64 = 0.005;
/// Share of the corrupted pictures that should be detected if possible.
const FOUND: f64 = 0.9;

/// A limit above which pictures are refused, from the measure on good pictures and on corrupted ones.
///
/// Refuses as few good pictures as possible, none if nine in ten corrupted ones lie beyond all of them, and never
/// more than one in 200. Where there is a gap between good and corrupted ones it is in the middle: good pictures from
/// elsewhere vary more than those that it was fitted on. `None` without good pictures.
#[must_use]
pub fn limit_between(good: &[f32], corrupted: &[f32]) -> Option<f32> {
    let mut good = good.to_vec();
    good.sort_by(|a, b| b.total_cmp(a));
    let mut corrupted = corrupted.to_vec();
    corrupted.sort_by(f32::total_cmp);
    let allowed = (good.len() as f64 * MOST_FALSE_ALARMS) as usize;
    let least = corrupted.get(((1.0 - FOUND) * corrupted.len() as f64) as usize).copied();
    let last = good.get(allowed).copied()?;
    let beyond =
        good.iter().take(allowed + 1).find_map(|good| least.filter(|least| least > good).map(|least| (good, least)));
    Some(beyond.map_or(last, |(good, least)| f32::midpoint(*good, least)))
}

#[cfg(test)]
mod tests {
    use super::limit_between;

    #[test]
    fn a_limit_lies_in_the_middle_of_a_gap() {
        assert_eq!(limit_between(&[0.0, 1.0, 2.0], &[6.0, 7.0, 8.0]), Some(4.0));
        assert_eq!(limit_between(&[], &[6.0]), None);
    }

    #[test]
    fn where_there_is_no_gap_at_most_one_in_200_is_turned_away() {
        let good: Vec<f32> = (0..400).map(|value| value as f32).collect();
        let limit = limit_between(&good, &[100.0; 50]);
        assert_eq!(limit, Some(397.0));
        assert_eq!(good.iter().filter(|value| Some(**value) > limit).count(), 2);
    }

    #[test]
    fn one_odd_good_picture_does_not_hide_the_gap() {
        let mut good = vec![1.0; 399];
        good.push(50.0);
        assert_eq!(limit_between(&good, &[9.0; 50]), Some(5.0));
    }
}
