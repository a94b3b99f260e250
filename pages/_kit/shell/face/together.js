// What a run changes is drawn together. The server tells a screen in some seventy messages, and between them the framework
// draws all of it four or five times: as running, as stale, in pieces, as done. Those of a run wait for its last one, or for
// as long as nobody notices, and are handed over in one go; what comes later is handed over as it comes.
(() => {
  const PATIENCE = 100; // milliseconds
  const [BEGINS, ENDS, STATUS] = [4, 6, 9]; // fields of the message: a run begins; it ends; whether any runs
  const Plain = window.WebSocket;

  // The field of a message that says what it is: the first that is not its hash (1) nor its description (2), both with their length.
  function kind(bytes) {
    for (let at = 0; at < bytes.length; ) {
      const field = bytes[at] >> 3;
      if (field > 2) return field;
      let length = 0, shift = 0;
      do { length |= (bytes[++at] & 127) << shift; shift += 7; } while (bytes[at] & 128);
      at += length + 1;
    }
    return 0;
  }

  function watch(socket) {
    let held = null, ended = false, seen = 0, late = 0, given = false;
    const give = () => {
      const all = held;
      clearTimeout(late);
      [held, given] = [null, true];
      for (const { data, origin } of all) socket.dispatchEvent(new MessageEvent("message", { data, origin }));
      given = false;
    };
    socket.addEventListener("message", (event) => {
      if (given || !(event.data instanceof ArrayBuffer)) return;
      const what = kind(new Uint8Array(event.data));
      // the first run of a session has nothing on the screen: it is drawn as it comes
      if (what === BEGINS && !held && seen++) [held, ended, late] = [[], false, setTimeout(give, PATIENCE)];
      if (!held) return;
      event.stopImmediatePropagation();
      held.push(event);
      ended ||= what === ENDS;
      if (ended && what === STATUS) give();
    });
  }

  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      watch(this);
    }
  };
})();
