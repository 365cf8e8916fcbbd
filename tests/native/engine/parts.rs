//! A complete model with random weights, and GPUs that misbehave.

use engine::{
    Accelerator, CpuRunner, DeviceFault, EngineHost, LocalBoxFuture, Manifest, Native, Progress, Run, Runner, Weights,
    block_on, steps,
};
pub(crate) use fixtures::made_weights::made_manifest as manifest;
use fixtures::made_weights::made_weights;
use imaging::Image;
use lab::float_runner::FloatRunner;
use model::{Golden, StoredWeights, read, read_stored, sha256_hex, write_quantised};
use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::sync::OnceLock;
use training::activations::widest;

/// The test host's clock: 2026-01-01.
pub(crate) const WALL_MS: f64 = 1_767_225_600_000.0;

/// Random weights with their manifest.
#[derive(Clone, Debug)]
pub(crate) struct MadeModel {
    pub(crate) manifest: Manifest,
    pub(crate) weights: Vec<u8>,
    /// As parsed from the file.
    pub(crate) arrays: Weights,
    /// As stored in the file.
    pub(crate) stored: StoredWeights,
}

/// Made once: it takes a second.
pub(crate) fn model() -> &'static MadeModel {
    static MODEL: OnceLock<MadeModel> = OnceLock::new();
    MODEL.get_or_init(|| {
        let weights = write_quantised(&made_weights(4)).unwrap();
        let stored = read_stored(&weights).unwrap();
        let arrays = read(&weights).unwrap();
        let mut manifest = manifest(&weights);
        let seen: Vec<Image> = (1..=4).map(|seed| steps::golden_input(seed, &manifest.input)).collect();
        manifest.activations = widest("efficientnet-lite0", 4, &stored, &manifest.input, &seen).unwrap();
        let runner = CpuRunner::new(&manifest, &stored).unwrap();
        for seed in [1, 2] {
            let runs = block_on(runner.run(&[steps::golden_input(seed, &manifest.input)])).unwrap();
            manifest.goldens.push(Golden { seed, logits: runs[0].logits.clone() });
        }
        MadeModel { manifest, weights, arrays, stored }
    })
}

/// An observer that lets everything pass.
pub(crate) fn calm() -> impl FnMut(Progress) -> ControlFlow<()> {
    |_| ControlFlow::Continue(())
}

/// A picture with a gradient and a bright disc.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = image::GrayImage::from_fn(width, height, |x, y| {
        let disc = (x as i32 - 40).pow(2) + (y as i32 - 30).pow(2) < 400;
        image::Luma([if disc { 230 } else { ((x + y) * 255 / (width + height)) as u8 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// How the GPU behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FakeGpu {
    None,
    NeverOpens,
    Right,
    /// Finite, but off by 0.5.
    Drifts {
        from_run: u32,
    },
    /// Always off by this much.
    Nudges {
        by: f32,
    },
    /// Off by this much whenever the picture differs from the one of the run before.
    Slips {
        by: f32,
    },
    /// The depthwise layer of this block leaves out the last column of its kernel.
    Depthwise {
        block: usize,
    },
    /// Computes values between layers in floats, as a real one does.
    Floats,
    NotANumber {
        from_run: u32,
    },
    /// Reports an error.
    Breaks {
        from_run: u32,
    },
    /// Never answers.
    Hangs {
        from_run: u32,
    },
}

/// A host like the command line: it reads every format.
pub(crate) fn opening() -> Box<Native> {
    Box::new(Native::opening(|bytes, rule| Ok(reading::open_with(bytes, rule)?)))
}

/// A native host with a simulated GPU; waiting takes no time.
pub(crate) struct TestHost {
    gpu: FakeGpu,
    native: Native,
    /// How many times as long everything takes.
    slowness: f64,
}

impl TestHost {
    pub(crate) fn with(gpu: FakeGpu) -> Self {
        Self { gpu, native: Native::default(), slowness: 1.0 }
    }

    pub(crate) fn slower(self, slowness: f64) -> Self {
        Self { slowness, ..self }
    }
}

impl EngineHost for TestHost {
    fn now_ms(&self) -> f64 {
        self.native.now_ms() * self.slowness
    }

    fn wall_ms(&self) -> f64 {
        WALL_MS
    }

    fn sleep_ms(&self, _: u32) -> LocalBoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn breathe(&self) -> LocalBoxFuture<'static, ()> {
        self.native.breathe()
    }

    fn open_gpu<'a>(
        &'a self,
        manifest: &'a Manifest,
        weights: &'a Weights,
    ) -> LocalBoxFuture<'a, Result<Accelerator, DeviceFault>> {
        Box::pin(async move {
            match self.gpu {
                FakeGpu::None => return Err(DeviceFault::Absent { why: text::failure::said("no adapter") }),
                FakeGpu::NeverOpens => std::future::pending::<()>().await,
                _ => {}
            }
            let mut weights = weights.clone();
            let inner: Box<dyn Runner> = match self.gpu {
                FakeGpu::Depthwise { block } => {
                    leave_out_last_column(&mut weights, block);
                    Box::new(FloatRunner::new(manifest, &weights).unwrap())
                }
                FakeGpu::Floats => Box::new(FloatRunner::new(manifest, &weights).unwrap()),
                // Otherwise exact, so that only the simulated fault shows.
                _ => Box::new(CpuRunner::new(manifest, &model().stored).unwrap()),
            };
            let runner = Box::new(Misbehaving { inner, gpu: self.gpu, runs: Cell::new(0), last: RefCell::default() });
            let details = vec![("maxBufferSize".into(), "268435456".into())];
            Ok(Accelerator { runner, adapter: "test adapter".into(), details })
        })
    }
}

/// Like a kernel that was compiled for a narrower window.
fn leave_out_last_column(weights: &mut Weights, block: usize) {
    let array = weights.get_mut(&format!("blocks.{block}.depthwise.weight")).unwrap();
    let (taps, channels) = (array.shape[0], array.shape[1]);
    let side = taps.isqrt();
    for tap in (0..taps).filter(|tap| tap % side == side - 1) {
        array.data[tap * channels..(tap + 1) * channels].fill(0.0);
    }
}

struct Misbehaving {
    inner: Box<dyn Runner>,
    gpu: FakeGpu,
    runs: Cell<u32>,
    last: RefCell<Option<Image>>,
}

impl Runner for Misbehaving {
    fn run<'a>(&'a self, pictures: &'a [Image]) -> LocalBoxFuture<'a, Result<Vec<Run>, DeviceFault>> {
        Box::pin(async move {
            let run = self.runs.replace(self.runs.get() + 1);
            let mut runs = self.inner.run(pictures).await?;
            let logit = &mut runs[0].logits[1];
            match self.gpu {
                FakeGpu::Drifts { from_run } if run >= from_run => *logit += 0.5,
                FakeGpu::Nudges { by } => *logit += by,
                FakeGpu::Slips { by }
                    if self.last.replace(Some(pictures[0].clone())).is_some_and(|p| p != pictures[0]) =>
                {
                    *logit += by;
                }
                FakeGpu::NotANumber { from_run } if run >= from_run => *logit = f32::NAN,
                FakeGpu::Breaks { from_run } if run >= from_run => {
                    return Err(DeviceFault::Driver { said: "device lost".into() });
                }
                FakeGpu::Hangs { from_run } if run >= from_run => std::future::pending().await,
                _ => {}
            }
            Ok(runs)
        })
    }
}

#[test]
fn a_page_takes_the_manifest_that_it_was_built_with_and_no_other() {
    let json = serde_json::to_vec(&model().manifest).unwrap();
    let pin = sha256_hex(&json);
    for known in [Some(pin.as_str()), Some(pin.to_uppercase().as_str()), None] {
        assert_eq!(steps::pinned_manifest_from_json(&json, known).unwrap(), model().manifest);
    }
    // A model as valid as the other, except that two of its classes are renamed.
    let mut changed = model().manifest.clone();
    changed.labels.swap(0, 1);
    let changed = serde_json::to_vec(&changed).unwrap();
    let error = steps::pinned_manifest_from_json(&changed, Some(&pin)).unwrap_err();
    assert_eq!(error.kind().name(), "integrity");
    assert!(error.to_string().contains(&pin) && error.to_string().contains(&sha256_hex(&changed)), "{error}");
}
