// How every runtime is timed, in its own worker. A classic script, so that both kinds of workers can load it.

new BroadcastChannel('collect').onmessage = () => globalThis.gc?.();

/** What the page was asked for. */
self.asked = Object.fromEntries(new URLSearchParams(location.search));

/** A file in memory. */
self.bytes = async path => (await fetch(path)).arrayBuffer();

/**
 * Times one run again and again: the first one alone, then as many as are not counted, then the others,
 * fewer where they take too long.
 * `run` takes the picture and resolves with the logits, read back.
 */
self.timed = async run => {
  const once = async () => {
    const begun = performance.now();
    const logits = await run();
    return { ms: performance.now() - begun, logits };
  };
  const { ms: first, logits } = await once();
  for (let count = 0; count < Number(asked.unseen); count += 1) await once();
  const warm = [];
  const begun = performance.now();
  const goesOn = () => warm.length < 3 || performance.now() - begun < Number(asked.most_ms);
  while (warm.length < Number(asked.runs) && goesOn()) warm.push((await once()).ms);
  return { first, warm, logits: [...logits] };
};
