//! How long each journey was at work, from what journeys print when their turn ends (`tests/e2e/turns.rs`).
//!
//! Invariant: waiting for a turn is not counted; a journey with several pages one after the other has the sum of them.

use std::collections::BTreeMap;

/// What a line begins with that tells of a journey: `TOOK 12.3 s module::name`.
const TOLD: &str = "TOOK ";

/// Seconds of each journey, by its name.
#[derive(Debug, Default)]
pub struct JourneyTimes {
    seconds: BTreeMap<String, f64>,
}

impl JourneyTimes {
    /// Takes in what a line tells of a journey, if it does.
    pub fn read(&mut self, line: &str) {
        let told = line.strip_prefix(TOLD).and_then(|rest| rest.split_once(" s "));
        if let Some((seconds, name)) = told
            && let Ok(seconds) = seconds.parse::<f64>()
        {
            *self.seconds.entry(name.to_owned()).or_default() += seconds;
        }
    }

    /// A line for each journey, the slowest last, and the sum of all; none where no journey has told of itself.
    pub fn lines(&self) -> Vec<String> {
        let mut slowest_last: Vec<(&str, f64)> = self.seconds.iter().map(|(name, all)| (name.as_str(), *all)).collect();
        slowest_last.sort_by(|(_, one), (_, next)| one.total_cmp(next));
        let sum: f64 = slowest_last.iter().map(|(_, seconds)| seconds).sum();
        let mut lines: Vec<String> =
            slowest_last.iter().map(|(name, seconds)| format!("{seconds:>8.1} s  {name}")).collect();
        if !lines.is_empty() {
            lines.push(format!("{sum:>8.1} s  at work, all journeys together"));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::JourneyTimes;

    #[test]
    fn journeys_stand_the_slowest_last_with_the_sum_of_their_turns() {
        let mut times = JourneyTimes::default();
        assert!(times.lines().is_empty());
        for line in
            ["TOOK 12.5 s a::slow", "TOOK 2.0 s b::fast", "took 9.0 s c::no", "TOOK x s d::no", "TOOK 1.5 s b::fast"]
        {
            times.read(line);
        }
        assert_eq!(
            times.lines(),
            ["     3.5 s  b::fast", "    12.5 s  a::slow", "    16.0 s  at work, all journeys together"]
        );
    }
}
