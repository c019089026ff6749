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

// Pasted text keeps its words, and of its looks what the schema knows. Styles never come to be parsed as such: the
// policy refuses them, each with a message, and the editor could not read bold and italic from them any more.
function reduced(html) {
  const harmless = html
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\son\w+\s*=/gi, " data-off=").replace(/\sstyle\s*=/gi, " data-look="));
  const pasted = new DOMParser().parseFromString(harmless, "text/html");
  pasted.querySelectorAll("[data-look]").forEach(keepWeight);
  pasted.querySelectorAll("h1, h4, h5, h6").forEach((heading) => rename(heading, heading.tagName === "H1" ? "h2" : "h3"));
  pasted.querySelectorAll("img").forEach(keepOwnPicture);
  return pasted.body.innerHTML;
}

function rename(element, name) {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function keepWeight(element) {
  const look = element.dataset.look;
  element.removeAttribute("data-look");
  if (/(?<![\w-])font-weight:\s*(normal|[1-4]00)/i.test(look) && /^(b|strong)$/i.test(element.tagName)) return rename(element, "span");
  if (element.tagName !== "SPAN") return;
  for (const [pattern, name] of [[/font-style:\s*italic/i, "em"], [/(?<![\w-])font-weight:\s*(bold|[6-9]00)/i, "strong"]]) {
    if (!pattern.test(look)) continue;
    const mark = element.ownerDocument.createElement(name);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

function keepOwnPicture(image) {
  const url = URL.canParse(image.getAttribute("src") ?? "", location.href) && new URL(image.getAttribute("src"), location.href);
  if (url && url.origin === location.origin && url.pathname.startsWith("/media/images/")) image.setAttribute("src", url.pathname);
  else image.remove();
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
