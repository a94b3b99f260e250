// The server draws charts in the colours that it was last told of; when those of the page change, it is asked to draw them again.
(() => {
  const SOON = 100; // milliseconds: the framework tells the server of its mode a little after it shows it
  const ask = () => dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  new MutationObserver((_, born) => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app) return;
    born.disconnect();
    let last = getComputedStyle(app).colorScheme;
    new MutationObserver(() => {
      const { colorScheme } = getComputedStyle(app);
      if (colorScheme === last) return;
      last = colorScheme;
      setTimeout(ask, SOON);
    }).observe(app, { attributes: true, attributeFilter: ["class"] });
  }).observe(document, { childList: true, subtree: true });
})();
