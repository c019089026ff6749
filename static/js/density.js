// Summaries or headlines only: the choice is a mark on the page, remembered on this device. See remembered.js.
const root = document.documentElement;

function show() {
  const chosen = root.dataset.density ?? "cards";
  for (const button of document.querySelectorAll(".density button")) button.ariaPressed = button.value === chosen;
}

document.addEventListener("click", (event) => {
  const value = event.target.closest(".density button")?.value;
  if (!value) return;
  if (value === "cards") delete root.dataset.density;
  else root.dataset.density = value;
  try {
    if (value === "cards") localStorage.removeItem("density");
    else localStorage.setItem("density", value);
  } catch { /* it holds for this page then */ }
  show();
});
document.addEventListener("htmx:afterSwap", show);
show();
