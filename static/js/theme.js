// The choice of a theme at the foot of the page. It stays in this browser, and js/remembered.js puts it on before the
// first paint; without a choice, the system's counts.
const root = document.documentElement;

function wear(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

function remember(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch { /* it holds for this page then */ }
}

for (const choice of document.querySelectorAll(".theme-choice input")) {
  choice.checked = choice.value === (root.dataset.theme ?? "");
  choice.addEventListener("change", () => {
    wear(choice.value);
    remember(choice.value);
  });
}
