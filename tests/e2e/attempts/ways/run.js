// Runs ways out of a page, side by side, in one of its realms: `arguments[0]` names the realm, the servers' ports, the
// page's own address, and the ways, each with a token of its own. What a way hands back is only a remark: what counts is
// which server hears of the token.
const MOST_MS = 4000;

// The addresses of one token: in the name of the host, where a look-up carries it, and in the path.
const targets = ({ ports, base }, token) => ({
  token,
  ports,
  http: `http://${token}.localhost:${ports.http}/${token}`,
  https: `https://${token}.localhost:${ports.tls}/${token}`,
  host: `${token}.localhost`,
  ws: `ws://${token}.localhost:${ports.http}/${token}`,
  own: new URL(`no-such-file-${token}`, base).href,
  ownSocket: new URL(`no-such-file-${token}`, base).href.replace("http", "ws"),
});

const realms = {
  top: () => globalThis,
  worker: () => globalThis,
  // Frames that need no address: their functions are fresh, whatever was done to the page's.
  blank: () => document.documentElement.appendChild(document.createElement("iframe")).contentWindow,
  srcdoc: () =>
    new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.onload = () => done(frame.contentWindow);
      frame.srcdoc = "<p>";
      document.documentElement.append(frame);
    }),
};

const settled = (attempt) =>
  Promise.race([
    Promise.resolve()
      .then(attempt)
      .then((value) => `done: ${typeof value === "object" ? value?.status ?? "" : value}`),
    new Promise((done) => setTimeout(done, MOST_MS, "no end")),
  ]).catch((error) => `refused: ${error?.name ?? error}`);

const run = async (wanted) => {
  let realm;
  try {
    realm = await realms[wanted.realm]();
  } catch (error) {
    realm = undefined;
  }
  const one = async ({ way, token }) => {
    if (!realm) return [way, "refused: no such realm"];
    return [way, await settled(() => ways[way](realm, targets(wanted, token)))];
  };
  return Object.fromEntries(await Promise.all(wanted.ways.map(one)));
};
