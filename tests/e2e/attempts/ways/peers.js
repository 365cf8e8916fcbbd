// WebRTC: what a page says to a STUN or TURN server, or to a peer, in names.
const peer = async (w, servers, change = (sdp) => sdp) => {
  const one = new w.RTCPeerConnection({ iceServers: servers });
  one.createDataChannel("a");
  const offer = await one.createOffer();
  await one.setLocalDescription({ type: offer.type, sdp: change(offer.sdp) });
  return one;
};
Object.assign(ways, {
  turnUserName: async (w, to) => {
    const urls = `turn:127.0.0.1:${to.ports.udp}?transport=udp`;
    await peer(w, [{ urls, username: to.token, credential: "a" }]);
    await new Promise((done) => setTimeout(done, 3000));
  },
  turnTcp: async (w, to) => {
    await peer(w, [{ urls: `turn:${to.host}:${to.ports.http}?transport=tcp`, username: to.token, credential: "a" }]);
    await new Promise((done) => setTimeout(done, 2000));
  },
  turnTls: async (w, to) => {
    await peer(w, [{ urls: `turns:${to.host}:${to.ports.tls}?transport=tcp`, username: to.token, credential: "a" }]);
    await new Promise((done) => setTimeout(done, 2000));
  },
  stunHostName: async (w, to) => {
    await peer(w, [{ urls: `stun:${to.host}:${to.ports.stun}` }]);
    await new Promise((done) => setTimeout(done, 2000));
  },
  iceUserFragment: async (w, to) => {
    const one = await peer(w, []);
    const remote = one.localDescription.sdp
      .replace(/a=ice-ufrag:\S+/g, `a=ice-ufrag:${to.token}`)
      .replace(/a=setup:\S+/g, "a=setup:active")
      .replace(/a=candidate:.*\r\n/g, "");
    await one.setRemoteDescription({ type: "answer", sdp: remote });
    const candidate = `candidate:1 1 udp 2113937151 127.0.0.1 ${to.ports.udp} typ host`;
    await one.addIceCandidate({ candidate, sdpMid: "0", sdpMLineIndex: 0 });
    await new Promise((done) => setTimeout(done, 3000));
  },
  iceCandidateName: async (w, to) => {
    const one = await peer(w, []);
    const remote = one.localDescription.sdp.replace(/a=setup:\S+/g, "a=setup:active").replace(/a=candidate:.*\r\n/g, "");
    await one.setRemoteDescription({ type: "answer", sdp: remote });
    await one.addIceCandidate({ candidate: `candidate:1 1 udp 2113937151 ${to.host} ${to.ports.udp} typ host`, sdpMid: "0" });
    await new Promise((done) => setTimeout(done, 2000));
  },
});
