// Runs before the first paint, or the page would flash: marks the page as one with script, and puts on the theme that
// the reader chose. The choice stays in this browser; without one, the system's counts.
{
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const wear = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  root.dataset.script = "";
  wear(stored());
  document.addEventListener("DOMContentLoaded", () => {
    const chosen = document.querySelector(`input[name="theme"][value="${root.dataset.theme ?? ""}"]`);
    if (chosen) chosen.checked = true;
  });
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "theme") return;
    wear(target.value);
    try { target.value ? localStorage.setItem("theme", target.value) : localStorage.removeItem("theme"); } catch { /* not kept, then */ }
  });
}
