//! How long the network takes on the device in use, to compare devices by.

use super::infer::Observe;
use super::session::Engine;
use super::{EngineError, steps};
use text::Message;

/// Runs before those that count: they fill caches, and the browser compiles what runs often a second time.
const WARM_UP: usize = 2;

/// Runs that count; their median is the time of the network.
const COUNTED: usize = 5;

/// After this many milliseconds a run counts, and none follows it: on a slow device that is the first one, as its check has
/// run the network several times before.
const ENOUGH_MS: f64 = 1_000.0;

impl Engine {
    /// Median time of the network alone on the first golden picture, in milliseconds, after warming up. `None` as soon as
    /// `is_wanted` says that something else waits. A GPU that fails meanwhile is left for the CPU, as during an answer.
    ///
    /// # Errors
    /// `Device` when the CPU fails, `Cancelled` when `observe` says so.
    pub async fn time_network(
        &mut self,
        observe: Observe<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Option<f64>, EngineError> {
        let seed = self.manifest.goldens.first().map_or(0, |golden| golden.seed);
        let input = steps::golden_input(seed, &self.manifest.input);
        let (begun, mut runs_ms) = (self.host.now_ms(), Vec::new());
        for run in 0..WARM_UP + COUNTED {
            // Messages are handled between two runs.
            self.host.breathe().await;
            if is_wanted() {
                return Ok(None);
            }
            let (_, ms) = self.timed(&input, observe).await?;
            let is_enough = self.host.now_ms() - begun > ENOUGH_MS;
            if run >= WARM_UP || is_enough {
                runs_ms.push(ms);
            }
            if is_enough {
                break;
            }
        }
        runs_ms.sort_by(f64::total_cmp);
        Ok(runs_ms.get(runs_ms.len() / 2).copied())
    }

    /// Why the network runs where it does, after devices were compared.
    pub fn set_reason(&mut self, reason: Message) {
        self.device.report.reason = reason;
    }
}
