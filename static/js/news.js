// While the list refines in place: short addresses; what the reader has unfolded, scrolled and focused stays as it is;
// what has changed is said; what the server refuses is shown with its reason.
const form = () => document.querySelector("#news");
const said = document.querySelector("#news-said");
let kept;

document.addEventListener("htmx:configRequest", (event) => {
  const values = event.detail.parameters;
  for (const name of [...new Set(values.keys())]) {
    const given = values.getAll(name).filter(Boolean);
    values.delete(name);
    for (const value of given) values.append(name, value);
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status >= 400) {
    if (!xhr.responseText.includes('id="news"')) return location.assign(requestConfig.path);
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  const active = document.activeElement;
  kept = {
    unfolded: [...form().querySelectorAll("details[open]")].map((details) => details.id),
    scrolled: [...form().querySelectorAll(".facet-options")].map((list) => [list.closest("details").id, list.scrollTop]),
    inside: form().contains(active),
    id: active?.id,
    chip: [...document.querySelectorAll(".chip")].indexOf(active),
  };
});

document.addEventListener("htmx:afterSwap", () => {
  for (const id of kept.unfolded) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, top] of kept.scrolled) {
    const list = document.querySelector(`#${id} .facet-options`);
    if (list) list.scrollTop = top;
  }
  if (kept.inside) focusAgain();
});

document.addEventListener("htmx:afterSettle", () => {
  said.className = "visually-hidden";
  said.textContent = document.querySelector("#result-count").textContent;
});

// The control that was used; of a chip that is gone, the next one; else the number of results.
function focusAgain() {
  const chips = document.querySelectorAll(".chip");
  const chip = kept.chip < 0 ? null : chips[Math.min(kept.chip, chips.length - 1)];
  const same = kept.id ? document.getElementById(kept.id) : null;
  for (const element of [same, chip, document.querySelector("#result-count")]) {
    element?.focus({ preventScroll: true });
    if (element && document.activeElement === element) return;
  }
}

document.addEventListener("htmx:sendError", () => {
  said.className = "notice";
  said.textContent = said.dataset.failed;
});

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const bar = event.target.closest(".timeline-drawing a");
  const link = bar && document.getElementById(bar.dataset.for);
  if (link) {
    event.preventDefault();
    link.click();
  }
  if (event.target.closest(".news-show a")) document.querySelector("#narrow").open = false;
});
