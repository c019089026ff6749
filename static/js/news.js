// While the list refines in place: short addresses, and what the reader has unfolded and scrolled stays as it is.
const form = () => document.querySelector("#news");
let unfolded = [];
let scrolled = [];

document.addEventListener("htmx:configRequest", (event) => {
  const values = event.detail.parameters;
  for (const name of [...new Set(values.keys())]) {
    const given = values.getAll(name).filter(Boolean);
    values.delete(name);
    for (const value of given) values.append(name, value);
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  unfolded = [...form().querySelectorAll("details[open]")].map((details) => details.id);
  scrolled = [...form().querySelectorAll(".facet-options")].map((list) => [list.closest("details").id, list.scrollTop]);
});

document.addEventListener("htmx:afterSwap", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, top] of scrolled) {
    const list = document.querySelector(`#${id} .facet-options`);
    if (list) list.scrollTop = top;
  }
});
