// The codecs that Cornerstone and OHIF use, OpenJPEG and CharLS as WebAssembly, in a worker of their own as there.
// They also write the compressed pictures that both sides read: we ship no encoder.
const asked = new URLSearchParams(location.search);
const CODECS = {
  j2k: { script: 'openjpegwasm', factory: 'OpenJPEGWASM', encoder: 'J2KEncoder', decoder: 'J2KDecoder' },
  jls: { script: 'charlswasm', factory: 'CharLSWASM', encoder: 'JpegLSEncoder', decoder: 'JpegLSDecoder' },
};
const codec = CODECS[asked.get('codec')];
const encodes = asked.get('role') === 'encode';
const script = `peers/${codec.script}${encodes ? '' : '_decode'}`;
importScripts(`${script}.js`);
const started = self[codec.factory]({ locateFile: () => `${script}.wasm` });

function encode(module, { values, info }) {
  const encoder = new module[codec.encoder]();
  const bytes = new Uint8Array(values.buffer);
  encoder.getDecodedBuffer(info).set(bytes);
  if (asked.get('codec') === 'j2k') encoder.setQuality(true, 0);
  else encoder.setNearLossless(0);
  encoder.encode();
  const encoded = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return encoded;
}

function decode(module, stream) {
  const decoder = new module[codec.decoder]();
  decoder.getEncodedBuffer(stream.length).set(stream);
  decoder.decode();
  // Out of the codec's memory, as a viewer has to take it.
  const values = decoder.getDecodedBuffer().slice();
  decoder.delete();
  return values;
}

onmessage = async ({ data }) => {
  try {
    const module = await started;
    const bytes = encodes ? encode(module, data) : decode(module, data);
    postMessage({ bytes }, [bytes.buffer]);
  } catch (error) {
    postMessage({ failed: String(error?.message ?? error) });
  }
};
started.then(() => postMessage({ ready: true }), error => postMessage({ failed: String(error) }));
