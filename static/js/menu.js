// The menu works without script; this closes what is open on Escape, on a click elsewhere, and on leaving it by keyboard.
const fold = document.querySelector(".site-menu-fold");
const panels = [...document.querySelectorAll(".site-menu-panel")];
const isDrawer = () => fold.firstElementChild.checkVisibility();

function leave(target) {
  const inside = target.closest(".site-menu-panel");
  for (const panel of panels) if (panel !== inside) panel.open = false;
  if (isDrawer() && !target.closest(".site-menu-fold")) fold.open = false;
}

function close(details) {
  details.open = false;
  details.firstElementChild.focus();
}

document.addEventListener("click", (event) => leave(event.target));
document.addEventListener("focusin", (event) => leave(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = panels.find((panel) => panel.open) ?? (isDrawer() && fold.open ? fold : null);
  if (open) close(open);
});
