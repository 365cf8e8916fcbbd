// Starts the CPU worker on several threads; it starts its helpers itself.
import init from "./worker_threads.js";

await init();
