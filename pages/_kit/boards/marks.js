// The marks of a process, drawn by us: how it varies (where its last month is), and whether its target can be relied on.

const COURSES = {
  common: "M4.4 12.6 7.2 9.6 10 12.8 12.6 9.8 15.6 12",
  high: "M4.2 14.2 7 12.6 9.6 14 12 11.4 15 6.6",
  low: "M4.2 6.8 7 8.4 9.6 7 12 9.6 15 14.4",
  passes: "M5.6 11.2 8.8 14.2 14.6 7.4",
  fails: "M6.6 7 13.4 14M13.4 7 6.6 14",
  hit_or_miss: "M4.4 14.2 8 6.8 12 14.2 15.6 6.8",
};
const ENDS = { high: [15, 6.6], low: [15, 14.4], common: [15.6, 12] };
const TRIED = ["passes", "fails", "hit_or_miss"];

// A process is a circle; a target is one with its line, so that neither is told by its colour alone.
function drawn({ icon, tone: role }) {
  const end = ENDS[icon], goal = icon === "hit_or_miss" ? svg("path", { class: "goal", d: "M4 10.5H16" }) : null;
  const edge = TRIED.includes(icon) ? svg("rect", { x: 1.2, y: 1.8, width: 17.6, height: 17.4, rx: 3 }) : svg("circle", { cx: 10, cy: 10.5, r: 8.8 });
  return svg("svg", { class: `drawn ${tone(role)}`, viewBox: "0 0 20 21", "aria-hidden": "true" }, edge, goal,
    svg("path", { class: "course", d: COURSES[icon] }), end ? svg("circle", { class: "end", cx: end[0], cy: end[1], r: 2.1 }) : null);
}

const marked = (mark) => el("span", { class: `mark ${tone(mark.tone)}`, title: mark.said }, drawn(mark), el("span", { class: "word" }, mark.word));
