// The framework has these words in English only. One table; whatever the page writes later is read again.
// Before anything runs: dates, calendars and numbers follow Peru, whatever the language of the browser.
(() => {
  const LANGUAGE = "es-PE";
  for (const [name, value] of [["language", LANGUAGE], ["languages", Object.freeze([LANGUAGE, "es"])]]) {
    Object.defineProperty(navigator, name, { configurable: true, get: () => value });
  }
  const WORDS = new Map(Object.entries($words));
  const PATTERNS = $patterns.map(([pattern, text, dated]) => [new RegExp(pattern, "u"), text, dated]);
  const MONTHS = $months;
  const GROUPS = $groups;
  const NAMED = ["aria-label", "title", "placeholder", "alt", "aria-description", "data-title", "aria-valuetext"];
  // Where a text is of the data or of the screen, and never of the framework: what it says there is left as it is.
  const OWN = "pre, code, textarea, canvas, [role='option'][data-key], [data-testid='stMarkdown'], [data-testid='stMarkdownContainer'],"
    + " [data-testid='stTable'] table, [data-testid='stFileChipName'], [data-testid='stDataFrameColumnMenu'] [title], [class*='gdg-'] article";
  const SPOKEN = "[data-testid='stTooltipContent']";  // where the framework speaks as a screen does
  const own = (node) => Boolean(node?.closest(OWN)) && !node.closest(SPOKEN);

  function said(text) {
    const bare = text.trim();
    if (!bare || bare.length > 200) return null;
    let found = WORDS.get(bare);
    if (found === undefined) {
      const [pattern, words, dated] = PATTERNS.find(([each]) => each.test(bare)) ?? [];
      if (pattern) found = bare.replace(pattern, words);
      if (dated) found = found.replace(/[A-Z][a-z]+/g, (name) => MONTHS[name] ?? name);
    }
    return found === undefined || found === bare ? null : text.replace(bare, found);
  }

  function name(node) {
    if (own(node)) return;
    for (const attribute of NAMED) {
      const value = node.getAttribute?.(attribute);
      const words = value && said(value);
      if (words) node.setAttribute(attribute, words);
    }
  }

  function write(node) {
    if (!node.data || own(node.parentElement)) return;
    const words = said(node.data);
    if (words) node.data = words;
  }

  function read(root) {
    if (root.nodeType === 3) return write(root);
    if (root.nodeType !== 1 || /^(SCRIPT|STYLE)$/.test(root.tagName)) return;
    name(root);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === 3) write(node);
      else name(node);
    }
  }

  // The first session of a server asks for a screen before the navigation is known: what it is told is not so.
  function unfounded() {
    if (!(location.pathname.replace(/^\//, "") in GROUPS)) return;
    for (const dialog of document.querySelectorAll(".stDialog")) {
      if (dialog.textContent.includes($unfounded)) dialog.querySelector("button")?.click();
    }
  }

  // The uploader has its words in the style alone, and a role that its name contradicts.
  function named_uploader() {
    for (const zone of document.querySelectorAll("[data-testid='stFileUploaderDropzone']")) {
      if (zone.getAttribute("role") === "presentation") zone.removeAttribute("role");
      // beside the button, which does the same, it says «No file chosen» in the language of the browser
      for (const input of zone.querySelectorAll("input[type='file']:not([aria-hidden])")) input.setAttribute("aria-hidden", "true");
      for (const button of zone.querySelectorAll("button:not([aria-label])")) {
        if (!button.innerText.trim()) button.setAttribute("aria-label", $uploader);
      }
    }
  }

  // What is longer than the window, or wider than its place, is scrolled by keyboard too.
  function scrolled() {
    for (const table of document.querySelectorAll("[data-testid='stTable'] > div")) {
      if (table.tabIndex < 0 && table.scrollWidth > table.clientWidth + 1) table.tabIndex = 0;
    }
    const inside = document.querySelector(".st-key-sig-drawer");
    for (let at = inside?.parentElement; at && !at.classList.contains("stDialog"); at = at.parentElement) {
      if (at.tabIndex < 0 && at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) at.tabIndex = 0;
    }
  }

  // The page that is open, for who does not see which one is marked.
  function here() {
    for (const link of document.querySelectorAll("[data-testid='stTopNavLink'], [data-testid='stSidebarNavLink']")) {
      const open = link.pathname === location.pathname || (location.pathname === "/" && link.pathname === "/");
      if (open && link.getAttribute("aria-current") !== "page") link.setAttribute("aria-current", "page");
      else if (!open && link.hasAttribute("aria-current")) link.removeAttribute("aria-current");
    }
    const group = GROUPS[location.pathname.replace(/^\//, "")];
    for (const button of document.querySelectorAll("[data-testid='stTopNavSection']")) {
      const open = button.textContent.trim() === group;
      if (open && !button.hasAttribute("aria-current")) button.setAttribute("aria-current", "true");
      else if (!open && button.hasAttribute("aria-current")) button.removeAttribute("aria-current");
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(read);
      else if (change.type === "attributes") name(change.target);
      else write(change.target);
    }
    here();
    unfounded();
    named_uploader();
    scrolled();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMED });
})();
