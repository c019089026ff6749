// Opens the pictures of a gallery one at a time over the page. Without script, each is a link to the picture itself.
const gallery = document.querySelector(".gallery");
const viewer = gallery.querySelector("dialog");
const links = [...gallery.querySelectorAll(".gallery-strip a")];
let shown = 0;

function show(number) {
  shown = (number + links.length) % links.length;
  const link = links[shown];
  const picture = link.querySelector("picture").cloneNode(true);
  for (const source of picture.querySelectorAll("[sizes]")) source.sizes = "100vw";
  picture.querySelector("img").loading = "eager";
  const caption = link.closest("figure").querySelector("figcaption");
  viewer.querySelector(".viewer-position").textContent = link.querySelector("span").textContent;
  viewer.querySelector("figure").replaceChildren(picture, ...(caption ? [caption.cloneNode(true)] : []));
}

gallery.addEventListener("click", (event) => {
  const link = event.target.closest(".gallery-strip a");
  const turn = event.target.closest("[data-turn]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(links.indexOf(link));
    viewer.showModal();
  } else if (turn) {
    show(shown + Number(turn.dataset.turn));
  } else if (event.target === viewer || event.target.closest("[data-close]")) {
    viewer.close();
  }
});

viewer.addEventListener("keydown", (event) => {
  const ahead = getComputedStyle(viewer).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key.startsWith("Arrow")) event.preventDefault();
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") show(shown + (event.key === ahead ? 1 : -1));
  else if (event.key === "Home") show(0);
  else if (event.key === "End") show(links.length - 1);
});

// Back to the picture that was looked at last, which may be another than the one that opened the viewer.
viewer.addEventListener("close", () => links[shown].focus());
