// TensorFlow.js in a worker: its WASM backend (XNNPACK), or its WebGPU backend.
importScripts('timing.js');

// It takes half of the cores that the browser tells of; where two threads are asked for, it is told of four.
Object.defineProperty(WorkerNavigator.prototype, 'hardwareConcurrency', { get: () => 2 * Number(asked.threads) });
importScripts('peers/tf-core.min.js', `peers/tf-backend-${asked.backend}.min.js`);

/** The graph's nodes as fused operations, which is how the converter's own graphs run. */
function networkFrom({ nodes, evidence }, values) {
  const take = (at, shape) => tf.tensor(values.subarray(at, at + shape.reduce((a, b) => a * b, 1)), shape);
  const twice = x => x.shape.slice(1, 3).map(extent => 2 * extent);
  const operations = {
    input: () => x => x,
    convolution: layer => {
      const fused = layer.depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
      const fixed = {
        filter: take(layer.weight, layer.shape),
        bias: take(layer.bias, [layer.outputs]),
        strides: layer.stride,
        pad: 'same',
        activation: layer.relu6 ? 'relu6' : 'linear',
      };
      return x => fused({ x, ...fixed });
    },
    add: () => (a, b) => tf.add(a, b),
    nearest: () => x => tf.image.resizeNearestNeighbor(x, twice(x)),
    bilinear: () => x => tf.image.resizeBilinear(x, twice(x), false, true),
    concatenate: () => (...grids) => tf.concat(grids, 3),
    pool: () => (features, map) => map ? pooledUnder(map, features, evidence.floor) : tf.mean(features, [1, 2]),
    linear: layer => {
      const fixed = { b: take(layer.weight, layer.shape), bias: take(layer.bias, [layer.outputs]) };
      return a => tf.fused.matMul({ a, ...fixed });
    },
    evidence: () => logitsFrom(evidence),
  };
  const steps = nodes.map(({ operation, inputs, layer }) => ({ inputs, apply: operations[operation](layer) }));
  return picture => {
    const found = [];
    for (const { inputs, apply } of steps) {
      const read = inputs.length ? inputs.map(at => found[at]) : [picture];
      found.push(apply(...read));
    }
    return found[found.length - 1];
  };
}

/** The mean of the features under a map. */
function pooledUnder(map, features, floor) {
  const cell = map.shape[1] / features.shape[1];
  const counts = tf.add(tf.avgPool(tf.sigmoid(map), cell, cell, 'valid'), floor);
  return tf.sum(tf.mul(features, tf.div(counts, tf.sum(counts))), [1, 2]);
}

/** Logits from a map and what the classifier says of the features under it. */
function logitsFrom({ present, line: [slope, offset] }) {
  const mask = tf.tensor(present, [1, present.length]);
  const out = tf.mul(tf.sub(mask, 1), 1e4);
  return (map, classes) => {
    const soft = tf.sub(tf.logSumExp(map), Math.log(map.size));
    const any = tf.add(tf.mul(soft, slope), offset);
    return tf.mul(tf.add(tf.sub(classes, tf.logSumExp(tf.add(classes, out), 1, true)), any), mask);
  };
}

async function measure() {
  if (asked.backend === 'wasm') {
    tf.wasm.setWasmPaths('peers/');
    tf.wasm.setThreadsCount(Number(asked.threads));
  }
  if (!(await tf.setBackend(asked.backend))) throw new Error(`no backend ${asked.backend}`);
  await tf.ready();
  const threads = asked.backend === 'wasm' ? tf.wasm.getThreadsCount() : 0;
  postMessage({ ready: true });

  const plan = await (await fetch('network/layers.json')).json();
  const picture = new Float32Array(await bytes('network/input.bin'));
  let values = new Float32Array(await bytes('network/weights.bin'));
  const begun = performance.now();
  const network = networkFrom(plan, values);
  const load = performance.now() - begun;
  values = null;

  const run = async values => {
    const logits = tf.tidy(() => network(tf.tensor(values, [1, plan.side, plan.side, 3])));
    const found = await logits.data();
    logits.dispose();
    return found;
  };
  return { load, threads, ...(await timed(run, picture)) };
}

measure().then(postMessage, error => postMessage({ failed: String(error?.message ?? error) }));
