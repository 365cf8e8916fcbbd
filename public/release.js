// Checks whether the files stored by this browser are those that the publisher of Onsight signed. Loaded by the
// self-check page.
//
// The build inserts the publisher's key (`ONSIGHT_PUBLIC_KEY`); without one the copy is reported as unsigned.
const PUBLIC_KEY = "";
const LIST = "SHA256SUMS.txt";
const TRUSTED = "trusted comment: ";

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The bytes of a file on the host; `undefined` if it does not exist.
async function fetched(name) {
  const answer = await fetch(new URL(name, document.baseURI), { cache: "no-cache", credentials: "same-origin" });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new TypeError(`${name}: status ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// minisign makes two signatures: one of the file's BLAKE2b hash, which browsers cannot compute, and a plain Ed25519
// signature of the first one followed by the trusted comment. The comment of a release contains the SHA-256 of the
// list. Two bytes name the algorithm, eight the key.
export async function isSigned(list, signature, publicKey) {
  const [, first = "", comment = "", second = ""] = signature.split(/\r?\n/);
  const [key, signed] = [bytesOf(publicKey), bytesOf(first)];
  if (key.length !== 42 || signed.length !== 74 || !comment.startsWith(TRUSTED)) return false;
  if (!same(key.slice(2, 10), signed.slice(2, 10))) return false;
  const said = comment.slice(TRUSTED.length);
  const message = new Uint8Array([...signed.slice(10), ...new TextEncoder().encode(said)]);
  const known = await crypto.subtle.importKey("raw", key.slice(10), "Ed25519", false, ["verify"]);
  if (!(await crypto.subtle.verify("Ed25519", known, bytesOf(second), message))) return false;
  return said.split("\t").includes(`sha256:${await sha256(list)}`);
}

// Lines of a list, `HASH  PATH`, by path.
function entries(text) {
  const lines = text.split("\n").map((line) => line.split("  "));
  return new Map(lines.filter(([, path]) => path).map(([hash, path]) => [path, hash]));
}

async function found(kept) {
  if (!PUBLIC_KEY) return { state: "unsigned" };
  const [list, signature, worker] = await Promise.all([LIST, `${LIST}.minisig`, "sw.js"].map(fetched));
  if (!list || !signature) return { state: "missing" };
  const sums = globalThis.crypto?.subtle ? await sha256(list) : "";
  let signed;
  try {
    signed = await isSigned(list, new TextDecoder().decode(signature), PUBLIC_KEY);
  } catch (error) {
    // No Ed25519 in this browser, or no cryptography without https; invalid base64 was never a signature.
    return { state: error.name === "InvalidCharacterError" ? "forged" : "unable", sums };
  }
  if (!signed) return { state: "forged", sums };
  const listed = entries(new TextDecoder().decode(list));
  const other = [...entries(kept)].filter(([path, hash]) => listed.get(path) !== hash).map(([path]) => path);
  // The browser stores it apart from the other files.
  if (!worker || (await sha256(worker)) !== listed.get("sw.js")) other.push("sw.js");
  return { state: "signed", sums, other: other.join(", ") };
}

// `kept`: the files that this browser runs, one line `HASH  PATH` each.
export async function check(kept) {
  const outcome = await found(kept).catch((error) => {
    console.warn(error);
    return { state: "unreached" };
  });
  return { key: PUBLIC_KEY, sums: "", other: "", ...outcome };
}
