// Starts the multi-threaded CPU worker; it starts its helper threads itself.
import init from "./worker_threads.js";

await init();
