// The marks of one process, each with its sentence.

function draw(board) {
  return el("ul", { "aria-label": board.label }, ...board.items.map((mark) => el("li", null, drawn(mark),
    el("span", null, el("b", { class: tone(mark.tone) }, mark.word), " ", el("span", { class: "said" }, mark.said)))));
}

export default function (component) {
  show(component, draw);
}
