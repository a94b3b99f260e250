// The lines of titles, sentences and notes end as those of the boards do; what is of the data alone stays as it is.
(() => {
  const SENTENCES = ".st-key-sig-lead, .st-key-sig-scope, [data-testid='stCaptionContainer'], [data-testid='stHeading']";
  const tie = (node) => {
    const text = window.sigBoards.tied(node.data);
    if (text !== node.data) node.data = text;
  };
  const every = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) tie(node);
  };
  const inside = (node) => Boolean((node.parentElement ?? node).closest?.(SENTENCES));
  const read = (node) => {
    if (node.nodeType === 3) return inside(node) && tie(node);
    if (node.nodeType !== 1) return;
    if (inside(node) || node.matches(SENTENCES)) return every(node);
    node.querySelectorAll(SENTENCES).forEach(every);
  };
  new MutationObserver((changes) => {
    for (const change of changes) (change.type === "childList" ? [...change.addedNodes] : [change.target]).forEach(read);
  }).observe(document, { subtree: true, childList: true, characterData: true });
})();
