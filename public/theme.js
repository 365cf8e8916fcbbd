// Before the first paint: the theme the visitor chose last time, if any.
// Without a choice the style sheet follows the system.
try {
  const theme = localStorage.getItem("onsight.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be closed to us; then the system's theme is used.
}
