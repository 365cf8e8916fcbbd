// TensorFlow.js in a worker: its WASM backend (XNNPACK), or its WebGPU backend.
importScripts('timing.js');

// It takes half of the cores that the browser tells of; where two threads are asked for, it is told of four.
Object.defineProperty(WorkerNavigator.prototype, 'hardwareConcurrency', { get: () => 2 * Number(asked.threads) });
importScripts('peers/tf-core.min.js', `peers/tf-backend-${asked.backend}.min.js`);

/** The layers as fused operations, which is how the converter's own graphs run. */
function networkFrom({ layers, weight, bias, channels, labels, outline }, values) {
  const take = (at, shape) => tf.tensor(values.subarray(at, at + shape.reduce((a, b) => a * b, 1)), shape);
  const built = layer => {
    const { kernel, inputs, outputs, depthwise } = layer;
    const shape = depthwise ? [kernel, kernel, outputs, 1] : [kernel, kernel, inputs, outputs];
    const fused = depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
    const fixed = {
      filter: take(layer.weight, shape),
      bias: take(layer.bias, [outputs]),
      strides: layer.stride,
      pad: 'same',
      activation: layer.relu6 ? 'relu6' : 'linear',
    };
    return { layer, apply: x => fused({ x, ...fixed }) };
  };
  const steps = layers.map(built);
  const decoder = outline && decoderFrom(outline, built);
  const classifier = { b: take(weight, [channels, labels]), bias: take(bias, [labels]) };
  return x => {
    let kept = x;
    const results = steps.map(({ layer, apply }) => {
      if (layer.kept) kept = x;
      const y = apply(x);
      return (x = layer.adds ? tf.add(y, kept) : y);
    });
    const classes = a => tf.fused.matMul({ a, ...classifier });
    return decoder ? decoder(results, x, classes) : classes(tf.mean(x, [1, 2]));
  };
}

/** A feature pyramid, and logits from its map and the features under it. */
function decoderFrom({ levels, map, side, present, evidence, floor }, built) {
  const parts = levels.map(({ from, lateral, refine }) => ({ from, lateral: built(lateral), refine: refine.map(built) }));
  const last = built(map);
  const mask = tf.tensor(present, [1, present.length]);
  const out = tf.mul(tf.sub(mask, 1), 1e4);
  const [slope, offset] = evidence;
  return (results, features, classes) => {
    const fine = parts.reduce((coarse, { from, lateral, refine }) => {
      const y = lateral.apply(results[from]);
      const sum = coarse ? tf.add(y, tf.image.resizeNearestNeighbor(coarse, y.shape.slice(1, 3))) : y;
      return refine.reduce((x, { apply }) => apply(x), sum);
    }, null);
    const cells = last.apply(fine);
    const rows = features.shape[1];
    const counts = tf.add(tf.avgPool(tf.sigmoid(cells), side / rows, side / rows, 'valid'), floor);
    const mean = tf.sum(tf.mul(features, tf.div(counts, tf.sum(counts))), [1, 2]);
    const found = classes(mean);
    const soft = tf.sub(tf.logSumExp(cells), Math.log(side * side));
    const any = tf.add(tf.mul(soft, slope), offset);
    return tf.mul(tf.add(tf.sub(found, tf.logSumExp(tf.add(found, out), 1, true)), any), mask);
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

  const run = async () => {
    const logits = tf.tidy(() => network(tf.tensor(picture, [1, plan.side, plan.side, 3])));
    const found = await logits.data();
    logits.dispose();
    return found;
  };
  return { load, threads, ...(await timed(run)) };
}

measure().then(postMessage, error => postMessage({ failed: String(error?.message ?? error) }));
