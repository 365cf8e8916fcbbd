//! A whole model of made weights, and GPUs that misbehave.

use engine::{
    Accelerator, CpuRunner, DeviceFault, EngineHost, LocalBoxFuture, Manifest, Native, Progress, Run, Runner, Weights,
    block_on, steps,
};
use imaging::Image;
use lab::activations::widest;
use lab::float_runner::FloatRunner;
use model::{
    Array, Colour, Golden, InputSpec, Resize, StoredWeights, Tolerance, WeightsFile, read, read_stored, sha256_hex,
    write_quantised,
};
use network::Architecture;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::OnceLock;

/// What the test host's clock says: 2026-01-01.
pub(crate) const WALL_MS: f64 = 1_767_225_600_000.0;

const LABELS: [&str; 4] = ["glioma", "meningioma", "notumor", "pituitary"];

/// Made weights with their manifest.
#[derive(Clone, Debug)]
pub(crate) struct MadeModel {
    pub(crate) manifest: Manifest,
    pub(crate) weights: Vec<u8>,
    /// As they come out of the file.
    pub(crate) arrays: Weights,
    /// As they lie in it.
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

/// Weights that keep activations at unit size through the depth of the network (He et al.,
/// 2015), so that logits differ from picture to picture.
pub(crate) fn made_weights(labels: usize) -> Weights {
    let shape = Architecture::named("efficientnet-lite0").unwrap();
    let mut random = Random(7);
    let mut weights = BTreeMap::new();
    let mut add = |name: String, shape: &[usize], fan_in: usize| {
        let scale = (2.0 / fan_in as f32).sqrt();
        let count = shape.iter().product();
        let data = (0..count).map(|_| scale * random.normal()).collect();
        let outputs = *shape.last().unwrap();
        weights.insert(format!("{name}.weight"), Array { shape: shape.to_vec(), data });
        let bias = (0..outputs).map(|_| 0.05 * random.normal()).collect();
        weights.insert(format!("{name}.bias"), Array { shape: vec![outputs], data: bias });
    };
    add("stem".into(), &[3, 3, 3, shape.stem], 27);
    for (index, block) in shape.blocks.iter().enumerate() {
        let taps = block.kernel * block.kernel;
        if block.expands() {
            add(format!("blocks.{index}.expand"), &[block.input, block.middle], block.input);
        }
        add(format!("blocks.{index}.depthwise"), &[taps, block.middle], taps);
        add(format!("blocks.{index}.project"), &[block.middle, block.output], 2 * block.middle);
    }
    add("head".into(), &[shape.last_block_output(), shape.head], shape.last_block_output());
    add("classifier".into(), &[shape.head, labels], shape.head);
    weights
}

pub(crate) fn manifest(weights: &[u8]) -> Manifest {
    Manifest {
        windowing: None,
        text: None,
        intended: None,
        acquisitions: None,
        format: 1,
        task: "made".into(),
        name: "made-lite0".into(),
        version: "0.0.1".into(),
        architecture: "efficientnet-lite0".into(),
        licence: "CC0-1.0".into(),
        labels: LABELS.map(String::from).to_vec(),
        negative: None,
        input: InputSpec {
            size: 224,
            colour: Colour::Grey,
            mean: [127.0; 3],
            deviation: [128.0; 3],
            resize: Resize::default(),
            levels: Default::default(),
        },
        weights: WeightsFile {
            file: "weights.safetensors".into(),
            bytes: weights.len() as u64,
            sha256: sha256_hex(weights),
            chunks: Vec::new(),
        },
        activations: Default::default(),
        goldens: Vec::new(),
        tolerance: Tolerance { cpu: 1e-3, webgpu: 1e-2 },
        scores: Vec::new(),
        calibration: None,
        quality: Vec::new(),
        likeness: None,
        outline: None,
        acquisition_head: None,
        measured: None,
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Near enough to a normal distribution: twelve uniform ones.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.unit()).sum::<f32>() - 6.0
    }
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
    /// Always off by so much.
    Nudges {
        by: f32,
    },
    /// Off by so much whenever it runs another picture than the time before.
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

/// The command line as a host: it reads every format.
pub(crate) fn opening() -> Box<Native> {
    Box::new(Native::opening(|bytes, rule| Ok(reading::open_with(bytes, rule)?)))
}

/// A native host with a GPU of our making; waiting takes no time.
pub(crate) struct TestHost {
    gpu: FakeGpu,
    native: Native,
}

impl TestHost {
    pub(crate) fn with(gpu: FakeGpu) -> Self {
        Self { gpu, native: Native::default() }
    }
}

impl EngineHost for TestHost {
    fn now_ms(&self) -> f64 {
        self.native.now_ms()
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
                // Right to the bit, so that what it does wrong is all there is to see.
                _ => Box::new(CpuRunner::new(manifest, &model().stored).unwrap()),
            };
            let runner = Box::new(Misbehaving { inner, gpu: self.gpu, runs: Cell::new(0), last: RefCell::default() });
            let details = vec![("maxBufferSize".into(), "268435456".into())];
            Ok(Accelerator { runner, adapter: "test adapter".into(), details })
        })
    }
}

/// What a kernel does that was compiled for a narrower window.
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
    // A model as whole as the other, but for what it calls two of its classes.
    let mut changed = model().manifest.clone();
    changed.labels.swap(0, 1);
    let changed = serde_json::to_vec(&changed).unwrap();
    let error = steps::pinned_manifest_from_json(&changed, Some(&pin)).unwrap_err();
    assert_eq!(error.kind().name(), "integrity");
    assert!(error.to_string().contains(&pin) && error.to_string().contains(&sha256_hex(&changed)), "{error}");
}
