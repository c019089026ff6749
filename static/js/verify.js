// A file is hashed here instead of being sent: only its SHA-256 goes to the site, in an address that can be shared.
// Where the browser cannot hash (pages that came without encryption), the form sends the file, and nothing keeps it.
for (const form of globalThis.crypto?.subtle ? document.querySelectorAll("form[data-hash-file]") : []) {
  form.addEventListener("submit", async (event) => {
    const file = form.querySelector("input[type=file]").files[0];
    if (!file) return;
    event.preventDefault();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const digits = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    location.assign(`${form.getAttribute("action")}?sha256=${digits}`);
  });
}
