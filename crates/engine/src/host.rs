//! The engine's interface to its environment.

use super::{DeviceFault, EngineError, Runner};
use imaging::Picture;
use model::{Manifest, Weights, Windowing};
use network::{SingleThread, ThreadPool};
use protocol::Failure;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// A boxed future. Not `Send`: in the browser nothing is.
pub type LocalBoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Loads a network onto a GPU, or returns why it cannot.
pub type OpenGpu = for<'a> fn(&'a Manifest, &'a Weights) -> LocalBoxFuture<'a, Result<Box<dyn Runner>, DeviceFault>>;

/// A clock, a wait, a GPU.
pub trait EngineHost {
    /// Milliseconds of a steady clock; only differences count.
    fn now_ms(&self) -> f64;

    /// Milliseconds since 1970 by the device's clock: when a check was made, for the record.
    fn wall_ms(&self) -> f64;

    /// Waits for this time.
    fn sleep_ms(&self, ms: u32) -> LocalBoxFuture<'static, ()>;

    /// Yields to the event loop, so that a case can be cancelled between two stages.
    fn breathe(&self) -> LocalBoxFuture<'static, ()>;

    /// The thread pool of the CPU.
    fn pool(&self) -> &'static dyn ThreadPool {
        &SingleThread
    }

    /// Reads a file of a format that another part of the program handles, with the model's windows if any; `None` where
    /// there is no such part.
    ///
    /// # Errors
    /// `Reader`, with what that part found.
    fn read_elsewhere<'a>(
        &'a self,
        _file: &'a [u8],
        _windowing: Option<&'a Windowing>,
    ) -> LocalBoxFuture<'a, Option<Result<Picture, EngineError>>> {
        Box::pin(async { None })
    }

    /// Loads the network onto the GPU.
    ///
    /// # Errors
    /// Why that cannot be done here.
    fn open_gpu<'a>(
        &'a self,
        manifest: &'a Manifest,
        weights: &'a Weights,
    ) -> LocalBoxFuture<'a, Result<Accelerator, DeviceFault>>;
}

/// A network on a GPU.
pub struct Accelerator {
    /// Runs it.
    pub runner: Box<dyn Runner>,
    /// The GPU's name as far as it is known.
    pub adapter: String,
    /// Its limits and features, for the self-check: `(name, value)`.
    pub details: Vec<(String, String)>,
}

/// Reads a file of any format that a program supports, through the windows of a model where it has some.
pub type Open = fn(&[u8], Option<&Windowing>) -> Result<Picture, Failure>;

/// The command line: the CPU alone. Not for WASM, which has no clock of this kind.
#[derive(Clone, Copy, Debug)]
pub struct Native {
    started: Instant,
    open: Option<Open>,
}

impl Native {
    /// With a reader for the formats that the engine does not read itself.
    #[must_use]
    pub fn opening(open: Open) -> Self {
        Self { open: Some(open), ..Self::default() }
    }
}

impl Default for Native {
    fn default() -> Self {
        Self { started: Instant::now(), open: None }
    }
}

impl EngineHost for Native {
    fn now_ms(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1_000.0
    }

    fn wall_ms(&self) -> f64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64() * 1_000.0)
    }

    fn sleep_ms(&self, _: u32) -> LocalBoxFuture<'static, ()> {
        // Only a GPU is waited for with a limit, and there is none.
        Box::pin(std::future::pending())
    }

    fn breathe(&self) -> LocalBoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }

    fn read_elsewhere<'a>(
        &'a self,
        file: &'a [u8],
        windowing: Option<&'a Windowing>,
    ) -> LocalBoxFuture<'a, Option<Result<Picture, EngineError>>> {
        let opened = self.open.map(|open| open(file, windowing).map_err(EngineError::Reader));
        Box::pin(std::future::ready(opened))
    }

    fn open_gpu<'a>(&'a self, _: &'a Manifest, _: &'a Weights) -> LocalBoxFuture<'a, Result<Accelerator, DeviceFault>> {
        Box::pin(std::future::ready(Err(DeviceFault::Absent { why: text::engine::cpu_alone() })))
    }
}

/// Runs a future to completion on this thread, parking it while the future is pending. Native only: a browser's
/// worker must return to its event loop instead.
///
/// ```
/// assert_eq!(engine::block_on(async { 6 * 7 }), 42);
/// ```
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut work = pin!(work);
    loop {
        match work.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(done) => return done,
            Poll::Pending => std::thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// `None` when the work is not done before `limit` is; it is dropped then.
pub(super) async fn within<T>(limit: LocalBoxFuture<'_, ()>, work: impl Future<Output = T>) -> Option<T> {
    let (mut limit, mut work) = (limit, pin!(work));
    poll_fn(move |context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| None),
    })
    .await
}
