//! The browser as the engine's [`EngineHost`].

use super::reader_client::ReaderClient;
use browser::{clock, gpu};
use engine::{
    Accelerator, DeviceFault, EngineError, EngineHost, LocalBoxFuture, Manifest, OpenGpu, Weights, Windowing,
};
use imaging::Picture;
use js_sys::Promise;
use network::ThreadPool;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// This worker.
#[derive(Clone, Debug)]
pub(super) struct BrowserHost {
    pub(super) gpu: Option<OpenGpu>,
    pub(super) pool: &'static dyn ThreadPool,
    pub(super) reader: ReaderClient,
}

impl EngineHost for BrowserHost {
    fn now_ms(&self) -> f64 {
        clock::now_ms()
    }

    fn wall_ms(&self) -> f64 {
        clock::epoch_ms()
    }

    fn sleep_ms(&self, ms: u32) -> LocalBoxFuture<'static, ()> {
        Box::pin(clock::sleep_ms(ms))
    }

    fn breathe(&self) -> LocalBoxFuture<'static, ()> {
        Box::pin(breathe())
    }

    fn pool(&self) -> &'static dyn ThreadPool {
        self.pool
    }

    fn read_elsewhere<'a>(
        &'a self,
        file: &'a [u8],
        windowing: Option<&'a Windowing>,
    ) -> LocalBoxFuture<'a, Option<Result<Picture, EngineError>>> {
        Box::pin(async move { Some(self.reader.read(file, windowing).await) })
    }

    fn open_gpu<'a>(
        &'a self,
        manifest: &'a Manifest,
        weights: &'a Weights,
    ) -> LocalBoxFuture<'a, Result<Accelerator, DeviceFault>> {
        Box::pin(async move {
            let open = self.gpu.ok_or(DeviceFault::Absent { why: text::browser::no_gpu_code() })?;
            let (adapter, details) = gpu::describe().await;
            Ok(Accelerator { runner: open(manifest, weights).await?, adapter, details })
        })
    }
}

/// One turn of the event loop. Uses a message to itself: timers would wait 4 ms.
async fn breathe() {
    let Ok(channel) = MessageChannel::new() else { return };
    let heard = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(heard).await;
    }
    channel.port1().close();
}
