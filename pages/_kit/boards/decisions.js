// What needs a decision: one tight row, one button, ordered by the page.

function cell(kind, text) {
  return el("td", { class: kind }, text ? el("span", { class: "cut two", title: text }, text) : null);
}

function line(entry, index, most) {
  return el("tr", { "data-pick": entry.key, class: most && index >= most ? "folded" : null },
    el("td", { class: `kind ${tone(entry.tone)}` }, sign(entry.icon)),
    el("td", { class: "what" }, place(entry.key, [index, 0], { "aria-label": entry.label, title: entry.hint, class: "cut two" }, entry.title),
      el("small", { class: "small" }, entry.whose)),
    cell("whose", entry.whose), cell("days", entry.when), cell("norm", entry.norm));
}

// The rest of a long list is in it, folded; that it is unfolded is told, so that its address says it.
function unfold(rest) {
  const button = el("button", { type: "button", class: "more unfold", "data-pick": rest.key }, rest.text);
  button.onclick = () => {
    const board = button.closest(".board");
    board.classList.add("unfolded");
    board.querySelector(".folded button").focus();
  };
  return button;
}

function draw(board) {
  const more = board.rest ? unfold(board.rest) : board.more ? place(board.more.key, [board.items.length, 0], { class: "more" }, board.more.text) : null;
  if (!board.items.length) return el("div", { role: "region", "aria-label": board.label }, el("p", { class: "empty" }, board.empty), more);
  const head = ["kind", "what", "whose", "days", "norm"];
  return el("div", { role: "region", "aria-label": board.label, class: `decisions ${board.whole ? "whole" : ""} ${board.changes ? "changes" : ""} ${board.uncut ? "uncut" : ""} ${board.reasons ? "reasons" : ""}` },
    el("table", { role: "table", "aria-label": board.label },
      el("thead", null, el("tr", null, ...head.map((name, index) => el(index ? "th" : "td", { scope: index ? "col" : null, class: name }, board.head[index] || null)))),
      el("tbody", null, ...board.items.map((entry, index) => line(entry, index, board.rest?.most)))), more);
}

export default function (component) {
  show(component, draw);
}
