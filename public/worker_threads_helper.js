// One more thread of the CPU path, on the module and the memory of the worker that started it.
import init, { help } from "./worker_threads.js";

// As much as the deepest call of a layer needs, many times over.
const STACK_BYTES = 262144;

onmessage = async ({ data: [module, memory] }) => {
  onmessage = null;
  await init({ module_or_path: module, memory, thread_stack_size: STACK_BYTES });
  help();
};
