// Keyboard shortcuts: g h, g n (links with data-keys), p and n (a[rel=prev], a[rel=next]), / (search), ? (the sheet).
// Never in a field, never with a modifier, and not at all for those who have switched them off (WCAG 2.2, 2.1.4).
const sheet = document.getElementById("shortcuts");
const on = document.getElementById("shortcuts-on");
const PAUSE = 1500; // milliseconds that a second key is waited for
let first = { key: "", at: 0 };

function remembered() {
  try { return localStorage.getItem("shortcuts") !== "off"; } catch { return true; }
}

function remember() {
  try { on.checked ? localStorage.removeItem("shortcuts") : localStorage.setItem("shortcuts", "off"); } catch { /* not kept, then */ }
}

// The letter on the key where the layout is of another script: н on a Russian keyboard is the key y.
function keyOf(event) {
  return /^\p{L}$/u.test(event.key) && !/^[a-z]$/i.test(event.key) ? event.code.replace(/^Key/, "").toLowerCase() : event.key;
}

function isWriting(element) {
  return element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

function act(key) {
  const pair = performance.now() - first.at < PAUSE ? `${first.key} ${key}` : "";
  const led = [...sheet.querySelectorAll("[data-keys]")].find((link) => link.dataset.keys === pair);
  first = { key, at: performance.now() };
  if (led) return led.click();
  if (key === "?") return sheet.showModal();
  if (key === "/") return document.getElementById("site-search").focus();
  const rel = { p: "prev", "[": "prev", n: "next", "]": "next" }[key];
  return rel ? document.querySelector(`a[rel~="${rel}"]`)?.click() : null;
}

on.checked = remembered();
on.addEventListener("change", remember);
document.getElementById("shortcuts-open").addEventListener("click", () => sheet.showModal());
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (!on.checked || sheet.open || isWriting(event.target)) return;
  const key = keyOf(event);
  if (key === "/") event.preventDefault(); // or the stroke would be typed into the field
  act(key);
});
