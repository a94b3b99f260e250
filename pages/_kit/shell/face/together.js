// What a run changes is drawn together. The server tells a screen in some seventy messages, and between them the framework
// draws all of it four or five times: as running, as stale, in pieces, as done. Those of a run of the page that is seen wait
// for its last one, or for as long as nobody notices, and are handed over in one go; what comes later is handed over as it
// comes. So is a run of another page, or at another address: between its messages the framework reads what it has drawn.
(() => {
  const PATIENCE = 100; // milliseconds
  const [BEGINS, ENDS, STATUS, PAGE] = [4, 6, 9, 9]; // fields: a run begins (and of it, its page); it ends; whether any runs
  const WAIT = [BEGINS, 5, ENDS, STATUS, 12, 13, 18, 22, 23]; // and an element, the address, the tab, times, logo, navigation
  const TEXT = new TextDecoder(), Plain = window.WebSocket;

  // The fields of a message, [number, its bytes or none], in order.
  function* fields(bytes) {
    let at = 0;
    const number = () => {
      let value = 0, shift = 0;
      do { value |= (bytes[at] & 127) << shift; shift += 7; } while (bytes[at++] & 128);
      return value;
    };
    while (at < bytes.length) {
      const tag = number(), value = number();
      if ((tag & 7) === 0) yield [tag >> 3, null];
      else if ((tag & 7) !== 2) return;
      else { yield [tag >> 3, bytes.subarray(at, at + value)]; at += value; }
    }
  }

  // What a message is: its first field that is not its hash (1) nor its description (2).
  function read(bytes) {
    for (const found of fields(bytes)) if (found[0] > 2) return found;
    return [0, null];
  }

  function pageOf(run) {
    for (const [field, found] of fields(run)) if (field === PAGE) return TEXT.decode(found) + location.pathname;
    return "";
  }

  function watch(socket) {
    let held = null, ended = false, page = null, late = 0, given = false;
    const give = () => {
      const all = held;
      clearTimeout(late);
      [held, given] = [null, true];
      for (const { data, origin } of all) socket.dispatchEvent(new MessageEvent("message", { data, origin }));
      given = false;
    };
    socket.addEventListener("message", (event) => {
      if (given || !(event.data instanceof ArrayBuffer)) return;
      const [what, content] = read(new Uint8Array(event.data));
      if (what === BEGINS) {
        const now = pageOf(content);
        if (now !== page && held) give();
        if (now === page && !held) [held, ended, late] = [[], false, setTimeout(give, PATIENCE)];
        page = now;
      }
      if (held && !WAIT.includes(what)) give();
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
