// A further thread of the CPU path, sharing the module and the memory of the worker that started it.
import init, { help } from "./worker_threads.js";

// As in the loaders: remove APIs that bypass the service worker.
for (const name of ["WebSocket", "WebSocketStream", "WebTransport", "EventSource", "BroadcastChannel", "RTCPeerConnection", "RTCDataChannel", "Notification", "TCPSocket", "UDPSocket", "XMLHttpRequest", "FontFace", "Worker"]) {
  Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
}
for (const owner of [self, WorkerGlobalScope.prototype]) {
  Object.defineProperty(owner, "fetch", { value: undefined, writable: false, configurable: false });
}
for (const name of ["add", "addAll"]) delete self.Cache?.prototype[name];

// Several times what the deepest call of a layer needs.
const STACK_BYTES = 262144;

onmessage = async ({ data: [module, memory] }) => {
  onmessage = null;
  await init({ module_or_path: module, memory, thread_stack_size: STACK_BYTES });
  help();
};
