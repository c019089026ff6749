// The rich-text editor of the admin: exactly the extensions that the server allows (newsroom/rich_text.py).
// It differs from the library's own "configurable" preset in one thing: TipTap adds no <style> element to the
// page, which the Content-Security-Policy would refuse; those rules are in admin.css.
import * as library from "django-prose-editor/editor";

const marker = "data-django-prose-editor-newsroom";

function extensionsOf(textarea) {
  const { extensions } = JSON.parse(textarea.getAttribute(marker));
  return Object.entries(extensions)
    .filter(([name]) => library[name])
    .map(([name, options]) => (typeof options === "object" ? library[name].configure(options) : library[name]));
}

function withoutEmptiness(html) {
  return /^<(\w+)(\s[^>]*)?><\/\1>$/.test(html) ? "" : html;
}

// What is pasted is cleaned by the server, as saving would clean it (newsroom/text/cleaning), and what was left out is
// said below the editor. What was copied in an editor like this one is clean already.
function pasting(textarea, status) {
  return (view, event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html || html.includes("data-pm-slice")) return false;
    event.preventDefault();
    const words = event.clipboardData.getData("text/plain");
    status.textContent = textarea.dataset.pasteWaiting;
    const done = cleaned(textarea, html)
      .then(({ html: kept, left_out: leftOut, error }) => {
        if (kept) view.pasteHTML(kept);
        status.textContent = error ?? leftOut.join(" ");
      })
      .catch(() => {
        view.pasteText(words);
        status.textContent = textarea.dataset.pasteFailed;
      });
    holdBack(textarea.form, done);
    return true;
  };
}

// Whoever pastes and saves at once saves what was pasted, too.
function holdBack(form, done) {
  let pressed = null;
  const hold = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = { submitter: event.submitter };
  };
  form.addEventListener("submit", hold, { capture: true });
  done.finally(() => {
    form.removeEventListener("submit", hold, { capture: true });
    if (pressed) form.requestSubmit(pressed.submitter);
  });
}

async function cleaned(textarea, html) {
  const body = new FormData();
  body.set("html", html);
  body.set("csrfmiddlewaretoken", textarea.form.elements.csrfmiddlewaretoken.value);
  const response = await fetch(textarea.dataset.pasteUrl, { method: "POST", body, redirect: "error" });
  if (!response.ok && response.status !== 400) throw new Error(response.statusText);
  return response.json();
}

function create(textarea) {
  if (textarea.closest(".prose-editor")) return;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const element = document.createElement("div");
  element.className = textarea.disabled ? "prose-editor disabled" : "prose-editor";
  textarea.before(element);
  element.append(textarea);
  const status = document.createElement("p");
  status.className = "prose-editor-status";
  status.setAttribute("role", "status");
  element.after(status);
  const editor = new library.Editor({
    element,
    injectCSS: false,
    editable: !textarea.disabled,
    extensions: extensionsOf(textarea),
    content: textarea.value,
    editorProps: {
      // Before the editor parses it: the policy would refuse the styles in it, each with a message.
      handleDOMEvents: { paste: pasting(textarea, status) },
      attributes: { dir: "auto", role: "textbox", "aria-multiline": "true", "aria-label": label?.textContent ?? "" },
    },
    onUpdate({ editor: changed }) {
      textarea.value = withoutEmptiness(changed.getHTML());
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  label?.addEventListener("click", () => editor.commands.focus());
}

library.initializeEditors(create, `[${marker}]`);
