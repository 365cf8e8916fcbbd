//! How many workers a queue of pictures gets.
//!
//! Invariant: pure. Whatever a device reports of itself, one worker is enough for every answer.

/// Number of a worker of this page, never reused.
pub type WorkerId = u32;

/// Number of pictures from which one more worker pays off: it first loads the model and runs the golden inputs, which
/// takes as long as several pictures.
const PICTURES_EACH: usize = 6;
/// Limit of workers: each has the model in memory, and the page itself needs a core to render.
const MOST_EXTRA: usize = 3;
/// Minimum device memory for further workers, in GiB.
const LEAST_MEMORY_GB: f64 = 4.0;

/// Number of workers besides the first for this many pictures. `cores` and `memory_gb` as reported by the browser; 0
/// where unknown.
pub fn extra_workers(cores: f64, memory_gb: f64, pictures: usize) -> usize {
    if memory_gb > 0.0 && memory_gb < LEAST_MEMORY_GB {
        return 0;
    }
    // The conversion of a negative number or of NaN gives 0.
    (cores as usize).saturating_sub(1).min(MOST_EXTRA).min(pictures / PICTURES_EACH)
}

#[cfg(test)]
mod tests {
    use super::extra_workers;

    #[test]
    fn a_short_queue_needs_nobody_else() {
        assert_eq!((extra_workers(8.0, 8.0, 1), extra_workers(8.0, 8.0, 5)), (0, 0));
        assert_eq!(
            (extra_workers(8.0, 8.0, 6), extra_workers(8.0, 8.0, 12), extra_workers(8.0, 8.0, 1_000)),
            (1, 2, 3)
        );
    }

    #[test]
    fn a_core_stays_for_the_first_worker() {
        assert_eq!(
            (extra_workers(1.0, 8.0, 100), extra_workers(2.0, 8.0, 100), extra_workers(3.0, 8.0, 100)),
            (0, 1, 2)
        );
        assert_eq!(
            (extra_workers(0.0, 8.0, 100), extra_workers(f64::NAN, 8.0, 100)),
            (0, 0),
            "where the browser does not tell"
        );
    }

    #[test]
    fn little_memory_is_left_alone() {
        assert_eq!((extra_workers(8.0, 2.0, 100), extra_workers(8.0, 4.0, 100)), (0, 3));
        assert_eq!(extra_workers(8.0, 0.0, 100), 3, "where the browser does not tell");
    }
}
