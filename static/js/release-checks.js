// Checks a release anew while it is being typed, some time after the last key, and leads from what was found to its
// field. The form is posted as for a preview: nothing is saved. Without it, a button does the same in another tab.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("release_form");
  if (!form || !document.querySelector("#release-checks button")) return;
  const pause = 2500;
  let timer, running = false, again = false, shown = "";

  async function check() {
    if (running) return void (again = true);
    running = true;
    again = false;
    try {
      const data = new FormData(form);
      data.set("_preview", "checks-fragment");
      const response = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: data, redirect: "manual" });
      if (response.ok) show(await response.text());
    } catch {
      // No network, or signed out: what stands there stays, and saving says what is wrong.
    } finally {
      running = false;
      if (again) soon();
    }
  }

  // A form that could not be read (a title that is missing) comes back whole, and holds what the last saving found.
  function show(html) {
    const found = new DOMParser().parseFromString(html, "text/html");
    const fresh = found.body.firstElementChild;
    const list = document.querySelector("#release-checks [role=status]");
    if (fresh?.id !== "release-checks" || !list) return;
    const news = fresh.querySelector("[role=status]").innerHTML;
    if (news !== shown) list.replaceChildren(...fresh.querySelector("[role=status]").childNodes);
    shown = news;
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(check, pause);
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);

  // The editor stands in for its text field, which is hidden.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#release-checks a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    const target = field.closest(".prose-editor")?.querySelector("[contenteditable]")
      ?? field.parentElement.querySelector(".select2-search__field") ?? field.querySelector("select, input:not([type=hidden])") ?? field;
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  });
});
