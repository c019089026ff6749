// Buttons that copy: data-copy-target="id" takes the value or the text of that element, data-copy="…" those words.
// They are hidden until this runs, and stay so where the browser has no clipboard to give (pages that came without
// encryption). data-done is what the button then says, and what is announced; the words can be selected by hand.
const status = document.createElement("p");
status.setAttribute("role", "status");
status.className = "visually-hidden";
document.body.append(status);

function wordsFor(button) {
  const target = document.getElementById(button.dataset.copyTarget ?? "");
  return target ? (target.value ?? target.textContent).trim() : button.dataset.copy;
}

async function copy(button) {
  await navigator.clipboard.writeText(wordsFor(button));
  if (!button.dataset.done || button.dataset.before) return;
  button.dataset.before = button.textContent;
  button.textContent = status.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = button.dataset.before;
    delete button.dataset.before;
    status.textContent = "";
  }, 2500);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy], button[data-copy-target]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy], button[data-copy-target]");
    if (button) copy(button);
  });
}
for (const field of document.querySelectorAll("input[readonly]")) field.addEventListener("focus", () => field.select());
