// The form of a release: keeps the dateline in step with place, date and language, tells the spell check which
// language the text is in, and asks before somebody leaves words unsaved. Everything works without it.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("release_form");
  const facts = document.getElementById("release-form-facts");
  if (!form || !facts) return;
  const { place, date, language, body } = form.elements;

  let asked = "";
  async function updateDateline() {
    const query = new URLSearchParams({ place: place.value, date: date.value, language: language.value }).toString();
    if (query === asked) return;
    asked = query;
    const response = await fetch(`${facts.dataset.datelineUrl}?${query}`);
    const answer = response.ok ? await response.json() : null;
    if (answer && query === asked) {
      const output = document.getElementById("dateline");
      output.value = answer.dateline;
      output.dir = answer.direction;
    }
  }

  function markLanguage() {
    for (const text of form.querySelectorAll("#id_title, #id_summary, .ProseMirror")) text.lang = language.value;
  }

  let timer;
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(updateDateline, 200);
  }
  if (place && date && language) {
    for (const field of [place, date, language]) {
      field.addEventListener("input", soon);
      field.addEventListener("focus", soon); // the calendar writes without an event, then gives back the focus
    }
    language.addEventListener("input", markLanguage);
    markLanguage();
  }

  let unsaved = Boolean(document.querySelector(".errornote")); // a form that was refused has not been saved
  form.addEventListener("input", () => (unsaved = true));
  form.addEventListener("submit", (event) => {
    if (body && body.value.length > Number(facts.dataset.most)) {
      event.preventDefault();
      alert(facts.dataset.tooLong);
      return;
    }
    if (event.submitter?.formTarget !== "_blank") unsaved = false;
  });
  window.addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
});
