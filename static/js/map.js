// What is pointed at or focused on the map is marked in the table beside it, and the other way round: both have links
// to the same addresses.
const MARK = "map-pointed";

function clear() {
  for (const marked of document.querySelectorAll(`.${MARK}`)) marked.classList.remove(MARK);
}

function mark(event) {
  clear();
  const place = event.target.closest?.(".map-country, .map-table tbody tr");
  const link = place?.matches("tr") ? place.querySelector("a") : place;
  const address = link?.getAttribute("href");
  if (!address) return;
  for (const same of document.querySelectorAll(`:is(.map-country, .map-table a)[href="${CSS.escape(address)}"]`)) {
    (same.closest("tr") ?? same).classList.add(MARK);
  }
}

document.addEventListener("pointerover", mark);
document.addEventListener("focusin", mark);
document.addEventListener("focusout", clear);
document.documentElement.addEventListener("pointerleave", clear);
