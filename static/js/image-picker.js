/*
 * Hands the chosen picture to the rich text editor that opened this window. The editor waits for the call that
 * CKEditor's file managers make: CKEDITOR.tools.callFunction(number of the question, address, what else is known).
 */
const number = Number(new URLSearchParams(location.search).get("CKEditorFuncNum"))
const editor = window.opener?.CKEDITOR?.tools

if (!editor || !number) {
  document.getElementById("picker-alone").hidden = false
}

document.addEventListener("click", (event) => {
  const choice = event.target.closest("button[data-url]")
  if (!choice || !editor) return
  const { url, id, alt, caption } = choice.dataset
  editor.callFunction(number, url, { id, alternative_text: alt, caption })
  window.close()
})
