// Copying from the page of a release: a quote, its address, the text, the citation; and printing. Without script the
// links beside do the same, and these buttons are not there.
const said = document.getElementById("taken");

function done(button, label) {
  if (said) said.textContent = label;
  const before = button.textContent;
  if (before === label) return;
  button.textContent = label;
  setTimeout(() => (button.textContent = before), 2000);
}

// The text may have yet to be fetched, while browsers want to be asked at once: they take a promise.
function copy(text) {
  if (typeof text === "string") return navigator.clipboard.writeText(text);
  const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function onClick(button, label, text) {
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", () => copy(text()).then(() => done(button, label), () => {}));
}

function fetched(address) {
  return fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
}

function buttonIn(place, label, language) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quote-button";
  button.lang = language;
  button.textContent = label;
  place.append(" ", button);
  return button;
}

function spoken(quote) {
  const [opening, closing] = quote.closest("[data-quotation-marks]").dataset.quotationMarks.split("|");
  const words = quote.querySelector("blockquote").innerText.trim();
  const speaker = quote.querySelector(".quote-speaker")?.innerText.trim();
  return `${opening}${words}${closing}` + (speaker ? `\n${speaker}` : "");
}

if (navigator.clipboard) {
  const body = document.querySelector(".release-body");
  for (const quote of body?.querySelectorAll(".quote") ?? []) {
    const { language, copyQuote, copyLink, copied } = body.dataset;
    const link = quote.querySelector(".quote-link");
    const caption = link.parentElement;
    onClick(buttonIn(caption, copyQuote, language), copied, () => `${spoken(quote)}\n${link.href}`);
    onClick(buttonIn(caption, copyLink, language), copied, () => link.href);
    link.hidden = true;
  }
  const copied = document.querySelector(".take-away-ways")?.dataset.copied;
  for (const button of document.querySelectorAll("[data-copy-words]")) {
    onClick(button, copied, () => document.getElementById(button.dataset.copyWords).textContent);
  }
  for (const button of document.querySelectorAll("[data-copy-from]")) {
    if (window.ClipboardItem) onClick(button, copied, () => fetched(button.dataset.copyFrom));
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", () => window.print());
}
