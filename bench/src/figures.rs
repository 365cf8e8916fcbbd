//! The figures of one row, round by round, and how they are summed up.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::configurations::{Configuration, SAME};

/// What the pages of one row reported; one entry a round, times in milliseconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// From the worker's creation to the runtime being ready.
    pub start: Vec<f64>,
    /// From weights in memory to the network being ready.
    pub load: Vec<f64>,
    /// The first inference.
    pub first: Vec<f64>,
    /// Ours only: from the last byte in memory to everything ready, the modality classifier and the check of the device
    /// included.
    pub whole: Vec<f64>,
    /// Later inferences.
    pub warm: Vec<Vec<f64>>,
    /// Private bytes of the page's process.
    pub memory: Vec<f64>,
    /// Largest difference of a logit from f32 arithmetic with the same weights.
    pub deviation: f64,
    /// Answers on `val` that differ from those of f32 arithmetic; `None` where they were not counted.
    pub changed: Option<usize>,
    /// Threads that the runtime says it uses; 0 where it does not say.
    pub threads: usize,
    /// Whether its logits are the network's.
    pub is_same: bool,
    /// Why there is no result.
    pub problem: Option<String>,
}

impl Figures {
    /// Adds what a page reported.
    ///
    /// # Errors
    /// When something is missing, or the page was not isolated as it should have been.
    pub fn add(
        &mut self,
        row: &Configuration,
        told: &BTreeMap<String, String>,
        memory: Option<u64>,
    ) -> Result<(), String> {
        let text = |name: &str| told.get(name).map(String::as_str).ok_or_else(|| format!("the page told no `{name}`"));
        let number = |name: &str| text(name)?.parse::<f64>().map_err(|_| format!("`{name}` is no number"));
        if text("isolated")? != row.isolated.to_string() {
            return Err(format!("expected isolation to be {}, found {}", row.isolated, text("isolated")?));
        }
        let threads = number("threads").map_or(0, |threads| threads as usize);
        if row.is_ours() && !row.is_gpu() && threads != row.threads {
            return Err(format!("expected {} threads, found {threads}", row.threads));
        }
        let warm: Vec<f64> = text("warm")?.split(' ').filter_map(|ms| ms.parse().ok()).collect();
        if warm.is_empty() {
            return Err("the page told no times".into());
        }
        let [start, load, first, deviation] =
            [number("start")?, number("load")?, number("first")?, number("deviation")?];
        // Ours is checked against its own golden logits before it is ready.
        let same_class = row.is_ours() || text("same")? == "true";
        self.start.push(start);
        self.load.push(load);
        self.first.push(first);
        self.whole.extend(number("whole").ok());
        self.warm.push(warm);
        self.memory.extend(memory.map(|bytes| bytes as f64));
        self.is_same = same_class && deviation <= row.tolerance && (self.warm.len() == 1 || self.is_same);
        self.deviation = self.deviation.max(deviation);
        self.threads = threads;
        Ok(())
    }

    /// Records the reason and returns it.
    pub fn fail(&mut self, why: String) -> String {
        self.problem = Some(why.clone());
        why
    }

    /// Whether it may be compared with others.
    pub fn is_comparable(&self) -> bool {
        self.problem.is_none() && self.is_same && !self.warm.is_empty()
    }

    /// Whether it is as exact as another: its logits are those of f32 arithmetic but for the order of summation, or no
    /// further away, and it changes no more answers, where these were counted for both.
    pub fn is_as_exact_as(&self, other: &Self) -> bool {
        let changes_more = self.changed.zip(other.changed).is_some_and(|(own, others)| own > others);
        self.deviation <= SAME.max(other.deviation) && !changes_more
    }

    /// Median of each round's later inferences.
    pub fn warm_by_round(&self) -> Vec<f64> {
        self.warm.iter().map(|runs| median(runs)).collect()
    }

    /// Weights in memory to the first answer: some runtimes do in the first inference what others do at load.
    pub fn first_answer(&self) -> Vec<f64> {
        self.load.iter().zip(&self.first).map(|(load, first)| load + first).collect()
    }
}

/// The median; 0 for an empty list.
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The quantile at this share, interpolated linearly between neighbours; 0 for an empty list.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |index: f64| sorted.get(index as usize).copied().unwrap_or_default();
    at(place.floor()) + (at(place.ceil()) - at(place.floor())) * place.fract()
}

/// Median over the rounds of the ratio of ours to theirs: what slows the machine for a while affects both.
/// `None` where there is nothing to compare.
pub fn ratio(ours: &[f64], theirs: &[f64]) -> Option<f64> {
    let ratios: Vec<f64> = ours.iter().zip(theirs).filter(|(_, b)| **b > 0.0).map(|(a, b)| a / b).collect();
    (!ratios.is_empty()).then(|| median(&ratios))
}

/// A figure as JSON, rounded to four decimal places; `null` for `None` and for values that are not finite.
pub fn rounded(value: Option<f64>) -> Value {
    json!(value.map(|value| (value * 10_000.0).round() / 10_000.0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::{Figures, quantile, ratio, rounded};
    use crate::configurations::CONFIGURATIONS;

    fn told(deviation: &str, same: &str) -> BTreeMap<String, String> {
        let pairs = [
            ("start", "5"),
            ("load", "2"),
            ("first", "3"),
            ("warm", "2 1 3"),
            ("threads", "1"),
            ("isolated", "false"),
            ("deviation", deviation),
            ("same", same),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5), 2.0);
        assert!((quantile(&[0.0, 10.0], 0.9) - 9.0).abs() < 1e-9);
        assert_eq!(quantile(&[], 0.1), 0.0);
    }

    #[test]
    fn figures_are_rounded_and_impossible_ones_are_null() {
        assert_eq!(rounded(Some(0.123_456)), json!(0.1235));
        assert_eq!([rounded(None), rounded(Some(f64::NAN))], [Value::Null, Value::Null]);
    }

    #[test]
    fn a_ratio_is_taken_within_each_round() {
        assert_eq!(ratio(&[10.0, 20.0, 10.0], &[20.0, 40.0, 20.0]), Some(0.5));
        assert_eq!(ratio(&[1.0], &[]), None);
    }

    #[test]
    fn other_logits_are_shown_and_not_compared() {
        let peer = CONFIGURATIONS.iter().find(|row| row.id == "tfjs-wasm-1t").unwrap();
        let mut figures = Figures::default();
        figures.add(peer, &told("0.001", "true"), Some(7)).unwrap();
        assert!(figures.is_comparable());
        assert_eq!((figures.warm_by_round(), figures.first_answer()), (vec![2.0], vec![5.0]));
        figures.add(peer, &told("0.5", "true"), Some(7)).unwrap();
        assert!(!figures.is_comparable(), "one round is enough");
        figures.add(peer, &told("0.001", "true"), Some(7)).unwrap();
        assert!(!figures.is_comparable());
    }

    #[test]
    fn who_is_further_away_or_changes_more_answers_is_less_exact() {
        let of = |deviation: f64, changed: Option<usize>| Figures { deviation, changed, ..Figures::default() };
        let ours = of(0.004, Some(1));
        assert!(of(0.009, None).is_as_exact_as(&ours) && of(0.0, Some(1)).is_as_exact_as(&ours));
        assert!(!of(0.0, Some(2)).is_as_exact_as(&ours) && !of(0.0145, None).is_as_exact_as(&ours));
        assert!(of(0.0145, Some(5)).is_as_exact_as(&of(0.02, None)), "what is not counted decides nothing");
    }

    #[test]
    fn ours_on_fewer_threads_than_its_row_says_is_refused() {
        let row = CONFIGURATIONS.iter().find(|row| row.id == "onsight-2t").unwrap();
        let mut told = told("0", "true");
        told.insert("isolated".into(), "true".into());
        assert!(Figures::default().add(row, &told, None).unwrap_err().contains("threads"));
        told.insert("threads".into(), "2".into());
        Figures::default().add(row, &told, None).unwrap();
    }

    #[test]
    fn a_page_that_is_not_isolated_as_asked_is_refused() {
        let row = CONFIGURATIONS.iter().find(|row| row.isolated).unwrap();
        assert!(Figures::default().add(row, &told("0", "true"), None).is_err());
    }
}
