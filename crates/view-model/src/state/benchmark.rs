//! The page's own benchmark: one drawn picture, answered again and again.
//!
//! Invariant: pure. Holds times and nothing else of an answer.

use protocol::{CaseId, Failure, Timing};

/// Answers at the start that are not counted: they bring memory and caches up.
pub const UNSEEN: usize = 3;

/// Answers that are counted.
pub const COUNTED: usize = 30;

/// Name of the last step, which is all of them.
pub const WHOLE: &str = "Whole";

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Benchmark {
    /// Nobody has asked, or it was stopped.
    #[default]
    NotAsked,
    /// The worker answers, under this number, which no picture of the visitor has.
    Running(CaseId, Vec<Timing>),
    /// Times of the counted answers, in order.
    Done(Vec<Timing>),
    /// It ended early.
    Failed(Failure),
}

/// Two quantiles of the time of one step, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepQuantiles {
    /// The step's stable name.
    pub name: &'static str,
    /// Half of the answers took at most this.
    pub p50_ms: f64,
    /// Nine of ten took at most this.
    pub p90_ms: f64,
}

impl Benchmark {
    /// The number under which the worker answers, while it does.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        if let Self::Running(case, _) = self { Some(*case) } else { None }
    }

    /// Answers given so far, the uncounted among them.
    #[must_use]
    pub fn answers(&self) -> usize {
        if let Self::Running(_, times) = self { times.len() } else { 0 }
    }

    /// Takes the time of an answer in.
    pub(super) fn count(&mut self, timing: Timing) {
        let Self::Running(_, times) = self else { return };
        times.push(timing);
        if times.len() >= UNSEEN + COUNTED {
            *self = Self::Done(times.split_off(UNSEEN));
        }
    }
}

/// What each step took, in the order in which they run; the whole last. Empty without times.
#[must_use]
pub fn quantiles(times: &[Timing]) -> Vec<StepQuantiles> {
    let Some(first) = times.first() else { return Vec::new() };
    let names = steps(first).map(|(name, _)| name);
    let of_step = |(at, name)| {
        // A handful: a sort of the standard library would weigh more than all of this.
        let mut sorted = Vec::new();
        for (_, ms) in times.iter().filter_map(|timing| steps(timing).into_iter().nth(at)) {
            let place = sorted.iter().position(|other| *other > ms).unwrap_or(sorted.len());
            sorted.insert(place, ms);
        }
        StepQuantiles { name, p50_ms: quantile(&sorted, 0.5), p90_ms: quantile(&sorted, 0.9) }
    };
    names.into_iter().enumerate().map(of_step).collect()
}

/// The steps of an answer with their milliseconds; the whole last.
#[must_use]
pub fn steps(timing: &Timing) -> [(&'static str, f64); 6] {
    [
        ("Open", timing.decode_ms),
        ("Gates", timing.gates_ms),
        ("Scale", timing.prepare_ms),
        ("Network", timing.inference_ms),
        ("Map", timing.explain_ms),
        (WHOLE, timing.total_ms),
    ]
}

/// The value below which this share (0…1) of sorted values lies, between neighbours in proportion; 0 of none.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |index: f64| sorted.get(index as usize).copied().unwrap_or_default();
    at(place.floor()) + (at(place.ceil()) - at(place.floor())) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing(total_ms: f64) -> Timing {
        Timing { inference_ms: total_ms / 2.0, total_ms, ..Timing::default() }
    }

    #[test]
    fn quantiles_are_taken_of_each_step_alone() {
        let times: Vec<Timing> = (0..=10).rev().map(f64::from).map(timing).collect();
        let found = quantiles(&times);
        let of = |name| found.iter().find(|step| step.name == name).map(|step| (step.p50_ms, step.p90_ms)).unwrap();
        assert_eq!((of("Whole"), of("Network"), of("Map")), ((5.0, 9.0), (2.5, 4.5), (0.0, 0.0)));
        assert_eq!(quantiles(&[]), []);
        let two = quantiles(&[timing(1.0), timing(2.0)]);
        assert!((two[5].p50_ms - 1.5).abs() < 1e-9 && (two[5].p90_ms - 1.9).abs() < 1e-9, "{two:?}");
    }

    #[test]
    fn the_first_answers_are_not_counted() {
        let mut benchmark = Benchmark::Running(7, Vec::new());
        for run in 0..UNSEEN + COUNTED {
            assert_eq!((benchmark.case(), benchmark.answers()), (Some(7), run));
            benchmark.count(timing(run as f64));
        }
        let Benchmark::Done(times) = &benchmark else { panic!("{benchmark:?}") };
        assert_eq!((times.len(), times[0].total_ms), (COUNTED, UNSEEN as f64));
        benchmark.count(timing(0.0));
        assert_eq!((benchmark.case(), benchmark.answers()), (None, 0));
    }
}
