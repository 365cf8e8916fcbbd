//! The page's own benchmark: one drawn picture, answered repeatedly.
//!
//! Invariant: pure. Stores only the timings of an answer.

use protocol::{CaseId, Failure, LatencyStep, Timing};

/// Warm-up answers that are not counted: they fill memory and caches.
pub const UNSEEN: usize = 3;

/// Answers that are counted.
pub const COUNTED: usize = 30;

/// Its progress.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Benchmark {
    /// Not requested, or stopped.
    #[default]
    NotAsked,
    /// Running, under a case number that no picture of the visitor has.
    Running(CaseId, Vec<Timing>),
    /// Times of the counted answers, in order.
    Done(Vec<Timing>),
    /// It ended early.
    Failed(Failure),
}

/// Two quantiles of the time of one step, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepQuantiles {
    /// The step.
    pub step: LatencyStep,
    /// Median.
    pub p50_ms: f64,
    /// 90th percentile.
    pub p90_ms: f64,
}

impl Benchmark {
    /// The case number while it runs.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        if let Self::Running(case, _) = self { Some(*case) } else { None }
    }

    /// Answers given so far, including uncounted ones.
    #[must_use]
    pub fn answers(&self) -> usize {
        if let Self::Running(_, times) = self { times.len() } else { 0 }
    }

    /// Records the timing of an answer.
    pub(super) fn count(&mut self, timing: Timing) {
        let Self::Running(_, times) = self else { return };
        times.push(timing);
        if times.len() >= UNSEEN + COUNTED {
            *self = Self::Done(times.split_off(UNSEEN));
        }
    }
}

/// Quantiles of each step in running order, the total last. Empty without times.
#[must_use]
pub fn quantiles(times: &[Timing]) -> Vec<StepQuantiles> {
    let Some(first) = times.first() else { return Vec::new() };
    let of_step = |(at, (step, _))| {
        // A handful: the standard library's sort would be larger than all of this.
        let mut sorted = Vec::new();
        for (_, ms) in times.iter().filter_map(|timing| steps(timing).into_iter().nth(at)) {
            let place = sorted.iter().position(|other| *other > ms).unwrap_or(sorted.len());
            sorted.insert(place, ms);
        }
        StepQuantiles { step, p50_ms: quantile(&sorted, 0.5), p90_ms: quantile(&sorted, 0.9) }
    };
    steps(first).into_iter().enumerate().map(of_step).collect()
}

/// The steps of an answer with their milliseconds; the total last.
#[must_use]
pub fn steps(timing: &Timing) -> [(LatencyStep, f64); 6] {
    [
        (LatencyStep::Decode, timing.decode_ms),
        (LatencyStep::Gates, timing.gates_ms),
        (LatencyStep::Prepare, timing.prepare_ms),
        (LatencyStep::Inference, timing.inference_ms),
        (LatencyStep::Explain, timing.explain_ms),
        (LatencyStep::Total, timing.total_ms),
    ]
}

/// The quantile of sorted values at this share (0…1), interpolated linearly between neighbours; 0 for an empty list.
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
        let of = |step| found.iter().find(|of| of.step == step).map(|of| (of.p50_ms, of.p90_ms)).unwrap();
        assert_eq!(of(LatencyStep::Total), (5.0, 9.0));
        assert_eq!((of(LatencyStep::Inference), of(LatencyStep::Explain)), ((2.5, 4.5), (0.0, 0.0)));
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
