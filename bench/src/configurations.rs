//! What is measured: one row per runtime, precision and threads.

use crate::Effort;

/// One way to run the network in a browser.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Configuration {
    /// Stable name for scripts.
    pub id: &'static str,
    /// Which runtime.
    pub who: &'static str,
    /// `onsight`, `tfjs`, `ort`, `litert` or `tflite`: the script in `bench/page`.
    pub engine: &'static str,
    /// `cpu`, `wasm` or `webgpu`; of LiteRT.js `relaxed` or `compat`, its build without relaxed SIMD.
    pub backend: &'static str,
    /// Threads that are asked for.
    pub threads: usize,
    /// Number format of weights and activations.
    pub numbers: &'static str,
    /// The file of the network; empty for ours.
    pub file: &'static str,
    /// Whether the page is cross-origin isolated, as threads need.
    pub isolated: bool,
    /// Whether it is measured with `--quick`.
    pub quick: bool,
    /// Most that a logit may differ from f32 arithmetic for the row to be compared.
    pub tolerance: f64,
}

/// A peer computes the very same network, or it is not compared.
pub const SAME: f64 = 0.01;

/// With 8-bit activations only the predicted class is compared, and how many answers change is counted: activations are
/// 8 bits.
const SAME_CLASS: f64 = f64::INFINITY;

const OURS: Configuration = Configuration {
    id: "onsight-1t",
    who: "Onsight",
    engine: "onsight",
    backend: "cpu",
    threads: 1,
    numbers: "as shipped",
    file: "",
    isolated: false,
    quick: true,
    tolerance: SAME_CLASS,
};

const TFJS: Configuration = Configuration {
    id: "tfjs-wasm-1t",
    who: "TensorFlow.js WASM",
    engine: "tfjs",
    backend: "wasm",
    numbers: "f32",
    file: "weights.bin",
    tolerance: SAME,
    ..OURS
};

const ORT: Configuration =
    Configuration { id: "ort-wasm-1t", who: "onnxruntime-web WASM", engine: "ort", file: "network.onnx", ..TFJS };

const ORT_INT8: Configuration =
    Configuration { id: "ort-wasm-int8-1t", numbers: "int8 weights", file: "network_int8.onnx", ..ORT };

const ORT_QDQ: Configuration = Configuration {
    id: "ort-wasm-qdq-1t",
    numbers: "int8 (QDQ)",
    file: "network_qdq.onnx",
    tolerance: SAME_CLASS,
    quick: false,
    ..ORT
};

const LITERT: Configuration = Configuration {
    id: "litert-1t",
    who: "LiteRT.js",
    engine: "litert",
    backend: "relaxed",
    file: "network.tflite",
    ..TFJS
};

const LITERT_INT8: Configuration = Configuration {
    id: "litert-int8-1t",
    numbers: "int8",
    file: "network_int8.tflite",
    tolerance: SAME_CLASS,
    ..LITERT
};

/// What a browser without relaxed SIMD uses.
const COMPAT: Configuration = Configuration {
    id: "litert-compat-1t",
    who: "LiteRT.js without relaxed SIMD",
    backend: "compat",
    quick: false,
    ..LITERT
};

const TFLITE: Configuration =
    Configuration { id: "tflite-1t", who: "tfjs-tflite", engine: "tflite", backend: "wasm", quick: false, ..LITERT };

const TFLITE_INT8: Configuration = Configuration {
    id: "tflite-int8-1t",
    quick: false,
    who: "tfjs-tflite",
    engine: "tflite",
    backend: "wasm",
    ..LITERT_INT8
};

/// In the order in which a round runs them: ours between its peers.
pub const CONFIGURATIONS: [Configuration; 22] = [
    TFJS,
    LITERT_INT8,
    OURS,
    LITERT,
    Configuration {
        id: "litert-compat-int8-1t",
        numbers: "int8",
        file: "network_int8.tflite",
        tolerance: SAME_CLASS,
        ..COMPAT
    },
    COMPAT,
    TFLITE_INT8,
    TFLITE,
    ORT,
    ORT_INT8,
    ORT_QDQ,
    Configuration { id: "tfjs-wasm-2t", threads: 2, isolated: true, ..TFJS },
    Configuration { id: "litert-int8-2t", threads: 2, isolated: true, ..LITERT_INT8 },
    Configuration { id: "onsight-2t", threads: 2, isolated: true, ..OURS },
    Configuration { id: "litert-2t", threads: 2, isolated: true, ..LITERT },
    Configuration { id: "tflite-int8-2t", threads: 2, isolated: true, ..TFLITE_INT8 },
    Configuration { id: "tflite-2t", threads: 2, isolated: true, ..TFLITE },
    Configuration { id: "ort-wasm-2t", threads: 2, isolated: true, ..ORT },
    Configuration { id: "ort-wasm-qdq-2t", threads: 2, isolated: true, ..ORT_QDQ },
    Configuration { id: "onsight-webgpu", backend: "webgpu", quick: false, ..OURS },
    Configuration { id: "tfjs-webgpu", who: "TensorFlow.js WebGPU", backend: "webgpu", quick: false, ..TFJS },
    Configuration { id: "ort-webgpu", who: "onnxruntime-web WebGPU", backend: "webgpu", quick: false, ..ORT },
];

impl Configuration {
    /// Whether this is what we ship.
    pub fn is_ours(&self) -> bool {
        self.engine == "onsight"
    }

    /// Whether it needs an adapter.
    pub fn is_gpu(&self) -> bool {
        self.backend == "webgpu"
    }

    /// Whether two rows are compared with each other: the same kind of device, the same number of threads.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.is_gpu() == other.is_gpu() && self.threads == other.threads
    }

    /// For one line.
    pub fn name(&self) -> String {
        let device = match (self.is_ours(), self.backend) {
            (true, "webgpu") => " WebGPU",
            (true, _) => " CPU",
            (false, _) => "",
        };
        let threads = match (self.is_gpu(), self.threads) {
            (true, _) => String::new(),
            (false, 1) => ", 1 thread".into(),
            (false, threads) => format!(", {threads} threads"),
        };
        format!("{}{device}, {}{threads}", self.who, self.numbers)
    }

    /// What the page is asked to do; it reads the same names.
    pub fn query(&self, task: &str, effort: Effort) -> String {
        let Self { engine, backend, threads, file, .. } = self;
        let Effort { unseen, runs, most_ms, .. } = effort;
        format!(
            "engine={engine}&backend={backend}&threads={threads}&file={file}&task={task}&unseen={unseen}&runs={runs}&most_ms={most_ms}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::CONFIGURATIONS;

    #[test]
    fn every_row_has_a_name_of_its_own_and_ours_stands_beside_a_peer() {
        for (index, row) in CONFIGURATIONS.iter().enumerate() {
            assert!(
                CONFIGURATIONS[..index].iter().all(|other| other.id != row.id && other.name() != row.name()),
                "{}",
                row.id
            );
            assert!(
                CONFIGURATIONS.iter().any(|other| other.is_ours() != row.is_ours() && other.is_beside(row)),
                "{}",
                row.id
            );
        }
    }
}
