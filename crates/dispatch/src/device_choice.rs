//! Which device runs the network: the CPU, until both were timed on the same known picture.
//!
//! Invariant: pure. A software adapter is never chosen unless the visitor's address asks for it, and what is remembered is about
//! devices alone: which one, two times, and what they were measured on.

use protocol::{Backend, BackendChoice};
use text::Message;

/// Parts of names under which software adapters are known, in lower case and joined by hyphens: Chromium's, Mesa's, and that
/// of Windows.
const SOFTWARE: [&str; 5] = ["swiftshader", "llvmpipe", "lavapipe", "softpipe", "microsoft-basic-render-driver"];

/// A GPU replaces the CPU if it needs at most this share of its time: two measurements of the same device differ by some
/// percent. Once in use, it is left only for a CPU that is faster.
const GPU_SHARE: f64 = 0.8;

/// WebGPU as the browser offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GpuSupport {
    /// No `navigator.gpu`.
    Unsupported,
    /// WebGPU is there, but no adapter, or none in time, or one that has failed.
    Refused,
    /// WebGPU computed by the CPU: right, but slower than the CPU path.
    Software(String),
    /// A real GPU, by name as far as the browser tells it.
    Real(String),
}

impl GpuSupport {
    /// An adapter by what it says of itself; `is_fallback` where the browser says that it is computed by the CPU. Its name is
    /// the description where the browser tells it, else vendor and architecture, which all tell.
    #[must_use]
    pub fn from_words(description: &str, vendor: &str, architecture: &str, is_fallback: bool) -> Self {
        let known = format!("{description}-{vendor}-{architecture}").to_ascii_lowercase().replace(' ', "-");
        let of_maker = format!("{vendor} {architecture}");
        let name = match (description, of_maker.trim()) {
            ("", "") => "unnamed",
            ("", of_maker) => of_maker,
            (description, _) => description,
        };
        let is_software = is_fallback || SOFTWARE.iter().any(|part| known.contains(part));
        if is_software { Self::Software(name.to_owned()) } else { Self::Real(name.to_owned()) }
    }

    /// The adapter's name; empty where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Unsupported | Self::Refused => "",
            Self::Software(name) | Self::Real(name) => name,
        }
    }
}

/// What the network takes for one known picture, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeviceTimes {
    /// On the CPU.
    pub cpu_ms: f64,
    /// On the GPU; `None` where it could not be opened or failed its check.
    pub gpu_ms: Option<f64>,
}

impl DeviceTimes {
    /// The device to use from now on, where this one is in use.
    #[must_use]
    pub fn faster(self, in_use: Backend) -> Backend {
        let is_gpu = self.gpu_ms.is_some_and(|gpu_ms| match in_use {
            Backend::Cpu => gpu_ms <= GPU_SHARE * self.cpu_ms,
            Backend::WebGpu => gpu_ms <= self.cpu_ms,
        });
        if is_gpu { Backend::WebGpu } else { Backend::Cpu }
    }

    /// Both times, in one short sentence.
    #[must_use]
    pub fn message(self) -> Message {
        match self.gpu_ms {
            Some(gpu_ms) => text::engine::both_timed(self.cpu_ms, gpu_ms),
            None => text::engine::gpu_failed_before(),
        }
    }
}

/// What two times were measured on. They say nothing about anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedOn<'a> {
    /// Hash of the build; the version of the program where it has none.
    pub program: &'a str,
    /// SHA-256 of the model's manifest, hex.
    pub model: &'a str,
    /// The adapter's name.
    pub adapter: &'a str,
}

/// The faster device, as it is remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeviceVerdict {
    /// The faster one.
    pub backend: Backend,
    /// Why.
    pub times: DeviceTimes,
}

impl DeviceVerdict {
    /// One line of text, times in tenths of a millisecond.
    #[must_use]
    pub fn to_record(self, on: TimedOn<'_>) -> String {
        let tenths = |ms: f64| ((ms * 10.0) as u32).to_string();
        let (cpu, gpu) = (tenths(self.times.cpu_ms), self.times.gpu_ms.map(tenths).unwrap_or_default());
        let TimedOn { program, model, adapter } = on;
        [self.backend.name(), &cpu, &gpu, program, model, adapter].join("\t")
    }

    /// Reads such a line; `None` for one about another program, model or adapter, and for anything else.
    #[must_use]
    pub fn from_record(record: &str, on: TimedOn<'_>) -> Option<Self> {
        let ms = |tenths: &str| tenths.parse::<u32>().ok().map(|tenths| f64::from(tenths) / 10.0);
        let mut fields = record.splitn(6, '\t');
        let mut next = || fields.next();
        let (backend, cpu, gpu) = (next()?, next()?, next()?);
        let gpu_ms = if gpu.is_empty() { None } else { Some(ms(gpu)?) };
        let times = DeviceTimes { cpu_ms: ms(cpu)?, gpu_ms };
        let backend = [Backend::Cpu, Backend::WebGpu].into_iter().find(|known| known.name() == backend)?;
        let is_same = [on.program, on.model, on.adapter].into_iter().all(|known| next() == Some(known));
        is_same.then_some(Self { backend, times })
    }
}

/// The device to begin with, and why, in one short sentence. `known` is what an earlier visit found on this adapter.
#[must_use]
pub fn choose_device(choice: BackendChoice, adapter: &GpuSupport, known: Option<DeviceVerdict>) -> (Backend, Message) {
    match (choice, adapter) {
        (BackendChoice::Cpu, _) => (Backend::Cpu, text::browser::cpu_asked()),
        (BackendChoice::WebGpu, GpuSupport::Real(_) | GpuSupport::Software(_)) => {
            (Backend::WebGpu, text::browser::gpu_asked())
        }
        (BackendChoice::WebGpu, _) => (Backend::Cpu, text::browser::gpu_asked_none()),
        (BackendChoice::Fastest, GpuSupport::Real(_) | GpuSupport::Software(_)) => {
            (Backend::Cpu, text::engine::not_timed_yet())
        }
        (BackendChoice::Auto, GpuSupport::Real(_)) => match known {
            Some(found) => (found.backend, found.times.message()),
            None => (Backend::Cpu, text::engine::not_timed_yet()),
        },
        (BackendChoice::Auto, GpuSupport::Software(_)) => (Backend::Cpu, text::browser::gpu_software()),
        (BackendChoice::Auto | BackendChoice::Fastest, GpuSupport::Refused) => {
            (Backend::Cpu, text::browser::gpu_refused())
        }
        (BackendChoice::Auto | BackendChoice::Fastest, GpuSupport::Unsupported) => {
            (Backend::Cpu, text::browser::gpu_unsupported())
        }
    }
}

/// Whether the other device may be timed at all.
#[must_use]
pub fn may_be_timed(choice: BackendChoice, adapter: &GpuSupport) -> bool {
    matches!(
        (choice, adapter),
        (BackendChoice::Auto | BackendChoice::Fastest, GpuSupport::Real(_))
            | (BackendChoice::Fastest, GpuSupport::Software(_))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use BackendChoice::{Auto, Cpu, Fastest, WebGpu};
    use text::english;

    const ON: TimedOn<'_> = TimedOn { program: "0.1.0", model: "abcd", adapter: "a chip" };

    fn times(cpu_ms: f64, gpu_ms: f64) -> DeviceTimes {
        DeviceTimes { cpu_ms, gpu_ms: Some(gpu_ms) }
    }

    /// A GPU that did not pass its check.
    fn without_gpu(cpu_ms: f64) -> DeviceTimes {
        DeviceTimes { cpu_ms, gpu_ms: None }
    }

    fn verdict(backend: Backend) -> DeviceVerdict {
        DeviceVerdict { backend, times: times(120.0, 30.5) }
    }

    fn real() -> GpuSupport {
        GpuSupport::Real("a chip".into())
    }

    fn software() -> GpuSupport {
        GpuSupport::Software("SwiftShader".into())
    }

    fn chosen(choice: BackendChoice, adapter: &GpuSupport, known: Option<DeviceVerdict>) -> (Backend, String) {
        let (backend, reason) = choose_device(choice, adapter, known);
        (backend, english(&reason))
    }

    #[test]
    fn software_adapters_are_told_by_their_names_or_by_the_browser() {
        for (description, vendor, architecture) in [
            ("SwiftShader Device (LLVM 10.0.0)", "", ""),
            ("", "google", "swiftshader"),
            ("llvmpipe (LLVM 15.0.6, 256 bits)", "mesa", ""),
            ("Microsoft Basic Render Driver", "microsoft", ""),
        ] {
            let adapter = GpuSupport::from_words(description, vendor, architecture, false);
            assert!(matches!(adapter, GpuSupport::Software(_)), "{adapter:?}");
        }
        assert_eq!(GpuSupport::from_words("a chip", "maker", "x", true), GpuSupport::Software("a chip".into()));
        assert_eq!(GpuSupport::from_words("a chip", "maker", "x", false), real());
        let basic = GpuSupport::Real("Basic Graphics 1".into());
        assert_eq!(GpuSupport::from_words("Basic Graphics 1", "maker", "basic", false), basic);
    }

    #[test]
    fn an_adapter_is_called_what_the_browser_tells() {
        let name = |description, vendor, architecture| {
            GpuSupport::from_words(description, vendor, architecture, false).name().to_owned()
        };
        assert_eq!(name("a chip", "maker", "x"), "a chip");
        assert_eq!((name("", "maker", "x"), name("", "maker", "")), ("maker x".into(), "maker".into()));
        assert_eq!(name("", "", ""), "unnamed");
        assert_eq!((GpuSupport::Refused.name(), GpuSupport::Unsupported.name()), ("", ""));
    }

    #[test]
    fn a_real_adapter_alone_is_no_reason_for_it() {
        let (backend, reason) = chosen(Auto, &real(), None);
        assert_eq!(backend, Backend::Cpu);
        assert!(reason.contains("timed"), "{reason}");
    }

    #[test]
    fn what_was_found_earlier_is_used_and_both_times_are_said() {
        for backend in [Backend::Cpu, Backend::WebGpu] {
            let (found, reason) = chosen(Auto, &real(), Some(verdict(backend)));
            assert_eq!(found, backend);
            assert!(reason.contains("120.0") && reason.contains("30.5"), "{reason}");
        }
        let failed = DeviceVerdict { backend: Backend::Cpu, times: without_gpu(120.0) };
        assert!(chosen(Auto, &real(), Some(failed)).1.contains("did not work"));
    }

    #[test]
    fn a_software_adapter_is_never_taken_by_itself() {
        let (backend, reason) = chosen(Auto, &software(), Some(verdict(Backend::WebGpu)));
        assert_eq!(backend, Backend::Cpu);
        assert!(reason.contains("software"), "{reason}");
        assert!(!may_be_timed(Auto, &software()));
        assert_eq!(chosen(WebGpu, &software(), None).0, Backend::WebGpu, "the address asks for it");
    }

    #[test]
    fn what_the_address_asks_for_counts_before_what_was_found() {
        assert_eq!(chosen(Cpu, &real(), Some(verdict(Backend::WebGpu))).0, Backend::Cpu);
        assert_eq!(chosen(WebGpu, &real(), Some(verdict(Backend::Cpu))).0, Backend::WebGpu);
        for adapter in [real(), software()] {
            assert_eq!(chosen(Fastest, &adapter, Some(verdict(Backend::WebGpu))).0, Backend::Cpu, "timed anew");
            assert!(may_be_timed(Fastest, &adapter));
            assert!(!may_be_timed(Cpu, &adapter) && !may_be_timed(WebGpu, &adapter));
        }
        assert!(may_be_timed(Auto, &real()));
    }

    #[test]
    fn without_an_adapter_the_cpu_runs_and_the_reason_is_said() {
        for (choice, adapter, said) in [
            (WebGpu, GpuSupport::Refused, "offers none"),
            (WebGpu, GpuSupport::Unsupported, "offers none"),
            (Auto, GpuSupport::Refused, "no graphics adapter"),
            (Fastest, GpuSupport::Refused, "no graphics adapter"),
            (Auto, GpuSupport::Unsupported, "no WebGPU"),
            (Fastest, GpuSupport::Unsupported, "no WebGPU"),
        ] {
            let (backend, reason) = chosen(choice, &adapter, None);
            assert_eq!(backend, Backend::Cpu);
            assert!(reason.contains(said), "{choice:?}, {adapter:?}: {reason}");
            assert!(!may_be_timed(choice, &adapter));
        }
    }

    #[test]
    fn a_gpu_must_be_a_fifth_faster_to_be_taken_and_not_slower_to_be_kept() {
        let faster = |gpu_ms, in_use| times(100.0, gpu_ms).faster(in_use);
        assert_eq!(
            [80.0, 80.1, 300.0].map(|ms| faster(ms, Backend::Cpu)),
            [Backend::WebGpu, Backend::Cpu, Backend::Cpu]
        );
        assert_eq!(
            [90.0, 100.0, 100.1].map(|ms| faster(ms, Backend::WebGpu)),
            [Backend::WebGpu, Backend::WebGpu, Backend::Cpu]
        );
        for in_use in [Backend::Cpu, Backend::WebGpu] {
            assert_eq!(without_gpu(100.0).faster(in_use), Backend::Cpu, "one that failed");
            assert_eq!(times(100.0, f64::NAN).faster(in_use), Backend::Cpu, "no time at all");
        }
    }

    #[test]
    fn a_record_holds_for_its_own_program_model_and_adapter_alone() {
        for found in [verdict(Backend::WebGpu), DeviceVerdict { backend: Backend::Cpu, times: without_gpu(7.5) }] {
            let record = found.to_record(ON);
            assert_eq!(DeviceVerdict::from_record(&record, ON), Some(found), "{record}");
            for other in [
                TimedOn { program: "0.2.0", ..ON },
                TimedOn { model: "abce", ..ON },
                TimedOn { adapter: "a chip with a new driver", ..ON },
            ] {
                assert_eq!(DeviceVerdict::from_record(&record, other), None, "{other:?}");
            }
        }
        for broken in ["", "webgpu", "webgpu\t1200", "webgpu\tx\t5\t0.1.0\tabcd\ta chip"] {
            assert_eq!(DeviceVerdict::from_record(broken, ON), None, "{broken:?}");
        }
        assert_eq!(DeviceVerdict::from_record("npu\t1200\t300\t0.1.0\tabcd\ta chip", ON), None);
        assert_eq!(DeviceVerdict::from_record("webgpu\t1200\tx\t0.1.0\tabcd\ta chip", ON), None);
    }
}
