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

// What the server would drop or rename is dropped and renamed at once: headings of other levels, pictures from elsewhere.
function reduced(html) {
  const pasted = new DOMParser().parseFromString(html, "text/html");
  for (const heading of pasted.querySelectorAll("h1, h4, h5, h6")) {
    const kept = pasted.createElement(heading.tagName === "H1" ? "h2" : "h3");
    kept.append(...heading.childNodes);
    heading.replaceWith(kept);
  }
  for (const image of pasted.querySelectorAll("img")) {
    const url = URL.parse?.(image.getAttribute("src") ?? "", location.href);
    if (url?.origin === location.origin && url.pathname.startsWith("/media/images/")) image.setAttribute("src", url.pathname);
    else image.remove();
  }
  return pasted.body.innerHTML;
}

function create(textarea) {
  if (textarea.closest(".prose-editor")) return;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const element = document.createElement("div");
  element.className = textarea.disabled ? "prose-editor disabled" : "prose-editor";
  textarea.before(element);
  element.append(textarea);
  const editor = new library.Editor({
    element,
    injectCSS: false,
    editable: !textarea.disabled,
    extensions: extensionsOf(textarea),
    content: textarea.value,
    editorProps: {
      transformPastedHTML: reduced,
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
