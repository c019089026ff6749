// The box above a long list of filters: hides what does not match, and says how many do. Without script there is none.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(box) {
  const wanted = plain(box.value.trim());
  const facet = box.closest(".facet");
  const found = facet.querySelector(".facet-found");
  let number = 0;
  for (const option of facet.querySelectorAll(".facet-options > li")) {
    option.hidden = !plain(option.querySelector("label > span").textContent).includes(wanted);
    number += !option.hidden;
  }
  found.textContent = wanted ? found.dataset.found.replace("{number}", number) : "";
}

document.addEventListener("input", (event) => {
  if (event.target.matches(".facet-find input")) narrow(event.target);
});
// What is typed here is no filter: it must not ask the server for anything.
document.addEventListener("change", (event) => event.target.matches(".facet-find input") && event.stopPropagation(), true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".facet-find input")) event.preventDefault();
});

let typed = [];
const boxes = () => document.querySelectorAll(".facet-find input");
document.addEventListener("htmx:beforeSwap", () => {
  typed = [...boxes()].filter((box) => box.value).map((box) => [box.id, box.value]);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, value] of typed) {
    const box = document.getElementById(id);
    if (!box) continue;
    box.value = value;
    narrow(box);
  }
});
