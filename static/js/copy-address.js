// A button that copies the address in the field it names. Without script, or where the browser has no clipboard to
// give (pages that came without encryption), the field can be selected and copied by hand.
const button = document.querySelector("button[data-copy]")
const field = document.getElementById(button?.dataset.copy)

if (field) {
  field.addEventListener("focus", () => field.select())
  if (navigator.clipboard) {
    button.hidden = false
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value)
      document.getElementById("copied").textContent = button.dataset.done
    })
  }
}
