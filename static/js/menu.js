// The menu works without script; this closes an open panel on Escape, on a click elsewhere, and on leaving it by keyboard.
const panels = document.querySelectorAll(".site-menu-panel");

function closeAll(except) {
  for (const panel of panels) if (panel !== except) panel.open = false;
}

document.addEventListener("click", (event) => closeAll(event.target.closest(".site-menu-panel")));
document.addEventListener("focusin", (event) => closeAll(event.target.closest(".site-menu-panel")));
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".site-menu-panel[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
