// One more thread of the CPU path, on the module and the memory of the worker that started it.
import init, { help } from "./worker_threads.js";

// As in the loaders: nothing that no service worker sees.
for (const name of ["WebSocket", "WebSocketStream", "WebTransport", "EventSource", "BroadcastChannel", "RTCPeerConnection", "RTCDataChannel", "Notification", "TCPSocket", "UDPSocket"]) {
  Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
}

// As much as the deepest call of a layer needs, many times over.
const STACK_BYTES = 262144;

onmessage = async ({ data: [module, memory] }) => {
  onmessage = null;
  await init({ module_or_path: module, memory, thread_stack_size: STACK_BYTES });
  help();
};
