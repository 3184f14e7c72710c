// No module, so that it runs before the first paint: a page that one wants dark never flashes.
try {
  document.documentElement.dataset.theme = localStorage.getItem("obt-theme") ?? "";
} catch {
  // A browser that keeps nothing has no wish.
}
