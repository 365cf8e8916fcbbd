// How every runtime is timed, in its own worker. A classic script, so that both kinds of workers can load it.

new BroadcastChannel('collect').onmessage = () => globalThis.gc?.();

/** What the page was asked for. */
self.asked = Object.fromEntries(new URLSearchParams(location.search));

/** A file in memory. */
self.bytes = async path => (await fetch(path)).arrayBuffer();

/**
 * Times one run again and again: the first one alone, then as many as are not counted, then the others,
 * fewer where they take too long.
 * `run` takes the picture as the runtime has it and resolves with the logits, read back; `prepared` makes that of values
 * as `[side, side, 3]`, and is not timed.
 */
self.timed = async (run, values, prepared = same => same) => {
  const picture = prepared(values);
  const once = async () => {
    const begun = performance.now();
    const logits = await run(picture);
    return { ms: performance.now() - begun, logits };
  };
  const { ms: first, logits } = await once();
  for (let count = 0; count < Number(asked.unseen); count += 1) await once();
  const warm = [];
  const begun = performance.now();
  const goesOn = () => warm.length < 3 || performance.now() - begun < Number(asked.most_ms);
  while (warm.length < Number(asked.runs) && goesOn()) warm.push((await once()).ms);
  const found = { first, warm, logits: [...logits] };
  if (asked.val) found.changed = await changedOnVal(picture => run(prepared(picture)));
  return found;
};

/** How many pictures of `val` get another answer than f32 arithmetic gives. */
async function changedOnVal(run) {
  const { count, channels, mean, deviation, answers } = await (await fetch('network/val.json')).json();
  const samples = new Uint8Array(await bytes('network/val.bin'));
  const cells = samples.length / count / channels;
  let changed = 0;
  for (let index = 0; index < count; index += 1) {
    const values = new Float32Array(3 * cells);
    for (let at = 0; at < 3 * cells; at += 1) {
      const channel = at % 3;
      const cell = index * cells + (at - channel) / 3;
      const sample = samples[channels === 1 ? cell : 3 * cell + channel];
      values[at] = (sample - mean[channel]) / deviation[channel];
    }
    const logits = [...await run(values)];
    if (logits.indexOf(Math.max(...logits)) !== answers[index]) changed += 1;
  }
  return changed;
}
