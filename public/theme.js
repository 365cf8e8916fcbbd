// Applied before the first paint: the theme chosen on an earlier visit, if any. Without a choice the style sheet
// follows the system.
try {
  const theme = localStorage.getItem("onsight.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be unavailable; then the system's theme is used.
}

// A page opened from a file runs no script, not even this one; the text for that case is hidden from here.
if (location.protocol.startsWith("http")) document.documentElement.dataset.served = "";

// The script that starts the page may itself fail to load.
addEventListener(
  "error",
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return;
    const tell = () => {
      const line = document.getElementById("boot-line");
      if (!line) return;
      line.parentElement.dataset.failed = "";
      line.textContent =
        "A part of Onsight did not arrive, or is not what was built. Check the connection and reload. " +
        "If it happens again, the files of this website are damaged: tell whoever runs it.";
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", tell);
    else tell();
  },
  { capture: true },
);
