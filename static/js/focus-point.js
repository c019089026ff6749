// A click on a picture sets its point of interest; a mark shows where it is. Without script, two numbers say it.
const picture = document.querySelector("picture:has(.focus-picture)");
const fields = ["id_focus_x", "id_focus_y"].map((id) => document.getElementById(id));

if (picture && fields.every(Boolean)) {
  const frame = document.createElement("div");
  const mark = document.createElement("span");
  frame.className = "focus-frame";
  mark.className = "focus-mark";
  picture.replaceWith(frame);
  frame.append(picture, mark);

  const place = () => {
    mark.style.left = `${fields[0].value}%`; // per cent of the picture, in every direction of writing
    mark.style.top = `${fields[1].value}%`;
  };

  frame.addEventListener("click", (event) => {
    const box = frame.getBoundingClientRect();
    fields[0].value = Math.round((100 * (event.clientX - box.left)) / box.width);
    fields[1].value = Math.round((100 * (event.clientY - box.top)) / box.height);
    place();
  });
  for (const field of fields) field.addEventListener("input", place);
  place();
}
