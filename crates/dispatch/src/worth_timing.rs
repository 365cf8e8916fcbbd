//! Whether a second device is timed at all: its program is several times the size of everything else.
//!
//! Invariant: pure.

use text::Message;

/// Milliseconds of the network on the CPU from which a GPU can pay. Below, a visitor does not notice a faster network, but
/// does wait for its program: it is several times the size of everything else, and compiles its shaders anew.
const WORTH_FROM_MS: f64 = 50.0;

/// Why the other device is not timed where the CPU takes this long: a GPU could not save a visitor time, or its program is
/// not to be fetched over a line that is spared. One who asks is not denied it.
///
/// # Errors
/// The reason, in one short sentence.
pub fn worth_timing(cpu_ms: f64, is_asked: bool, is_spared: bool) -> Result<(), Message> {
    match cpu_ms >= WORTH_FROM_MS {
        _ if is_asked => Ok(()),
        false => Err(text::engine::cpu_is_quick(cpu_ms)),
        true if is_spared => Err(text::engine::line_is_spared()),
        true => Ok(()),
    }
}

/// Whether a line is to be spared, by what the browser says of it (Network Information API): that its visitor saves data, or
/// that it carries at most 700 kbit a second, which is what "3g" stands for there.
#[must_use]
pub fn is_line_spared(saves_data: bool, effective_type: &str) -> bool {
    saves_data || matches!(effective_type, "slow-2g" | "2g" | "3g")
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    #[test]
    fn a_quick_cpu_is_not_compared_unless_the_visitor_asks() {
        let why_not = |cpu_ms, is_asked| worth_timing(cpu_ms, is_asked, false).err().map(|why| english(&why));
        assert!(why_not(12.0, false).is_some_and(|why| why.contains("12.0 ms")));
        assert!(why_not(f64::NAN, false).is_some());
        assert_eq!((why_not(12.0, true), why_not(50.0, false)), (None, None));
    }

    #[test]
    fn a_line_that_is_spared_fetches_no_webgpu_unless_the_visitor_asks() {
        for (saves_data, effective_type, is_spared) in [
            (false, "", false),
            (false, "4g", false),
            (true, "4g", true),
            (true, "", true),
            (false, "3g", true),
            (false, "slow-2g", true),
        ] {
            assert_eq!(is_line_spared(saves_data, effective_type), is_spared, "{saves_data}, {effective_type:?}");
        }
        let why = worth_timing(200.0, false, true).expect_err("not unasked");
        assert!(english(&why).contains("saves data"));
        assert_eq!(worth_timing(200.0, true, true), Ok(()));
        let why = worth_timing(12.0, false, true).expect_err("too quick in any case");
        assert!(english(&why).contains("12.0 ms"));
    }
}
