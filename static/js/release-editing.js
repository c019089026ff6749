// Many hands at the form of a release: says who else has it open, keeps what is typed and not saved, and asks
// whoever has been signed out to sign in again, without taking anything away. Everything else works without it.
const facts = document.getElementById("editing");
const form = document.getElementById("release_form");
/** Milliseconds between two looks at the form, and the longest time for which somebody may type without a pause. */
const LOOK = 2_000;
const LONGEST = 10_000;
const HEARTBEAT = 15_000;

function say(id, sentence) {
  const place = document.getElementById(id);
  if (place.textContent !== sentence) place.textContent = sentence; // a screen reader repeats what is written anew
}

/** The token of now: signing in changes it, and the one that the form was sent with is worth nothing any more. */
function token() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
}

function renewToken() {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token();
}

/** What is posted. Answers with what the server says, or null where it did not say anything of use. */
async function post(url, body) {
  body.set("csrfmiddlewaretoken", token());
  const response = await fetch(url, { method: "POST", body }).catch(() => null);
  const isData = response?.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isData ? await response.json() : null;
  if (answer?.signed_out) signedOut();
  else if (response?.status === 403) say("editing-trouble", facts.dataset.notYours);
  else if (!response?.ok) say("editing-trouble", facts.dataset.failed);
  else signedIn();
  return response?.ok ? answer : null;
}

// --- Signed out while writing --------------------------------------------------------------------
const question = document.getElementById("editing-signed-out");

function signedOut() {
  if (question.dataset.dismissed) say("editing-trouble", facts.dataset.failed);
  else if (!question.open) question.showModal();
}

function signedIn() {
  say("editing-trouble", "");
  delete question.dataset.dismissed;
  if (question.open) question.close();
}

// --- Who else is here ----------------------------------------------------------------------------
async function heartbeat() {
  if (!facts.dataset.presenceUrl) return;
  const seen = new FormData();
  seen.set("seen", form.elements.seen.value);
  const answer = await post(facts.dataset.presenceUrl, seen);
  if (!answer) return;
  say("editing-others", answer.others);
  say("editing-newer", answer.newer);
}

// --- What is typed and not saved -----------------------------------------------------------------
const offer = document.getElementById("editing-offer");
let undecided = Boolean(offer);
/** What the server has of the form already; null until the form has been built. */
let sent = null;
let before = "";
let sentAt = Date.now();
let failedAt = 0;
let busy = false;
let leaving = false;

/** All that is in the form, as one string to compare. Not every change in it makes an event: it is looked at. */
function contents() {
  const data = new FormData(form);
  data.delete("csrfmiddlewaretoken");
  return new URLSearchParams([...data].filter(([, value]) => typeof value === "string")).toString();
}

async function look(hurry = false) {
  if (sent === null) return;
  const now = contents();
  const pause = now === before || Date.now() - sentAt > LONGEST;
  before = now;
  const wait = !pause || Date.now() - failedAt < LONGEST;
  if (now === sent || busy || leaving || (wait && !hurry)) return;
  if (undecided) return say("editing-trouble", facts.dataset.undecided);
  busy = true;
  const answer = await post(facts.dataset.unsavedUrl, new FormData(form));
  busy = false;
  sentAt = Date.now();
  failedAt = answer ? 0 : sentAt;
  if (!answer) return;
  sent = now;
  say("editing-kept", answer.sentence);
}

function start() {
  // A form that came back with errors, or with restored text, holds words that were not saved.
  sent = before = facts.dataset.typed ? "" : contents();
  if (facts.dataset.typed) form.dispatchEvent(new Event("input"));
  setInterval(() => look(), LOOK);
  setInterval(heartbeat, HEARTBEAT);
  heartbeat();
}

if (facts && form) {
  question.addEventListener("cancel", () => (question.dataset.dismissed = "true"));
  question.querySelector("[data-close]").addEventListener("click", () => {
    question.dataset.dismissed = "true";
    question.close();
  });
  window.addEventListener("focus", () => {
    heartbeat();
    look(true);
  });
  document.addEventListener("visibilitychange", () => document.hidden && look(true));
  form.addEventListener("submit", (event) => {
    renewToken();
    leaving = event.submitter?.formTarget !== "_blank" && !event.defaultPrevented;
  });
  offer?.addEventListener("submit", () => (leaving = true));
  if (offer) {
    offer.close();
    offer.showModal(); // what is typed now would be kept in place of what is offered
    offer.addEventListener("cancel", (event) => {
      event.preventDefault();
      offer.close();
      offer.show();
    });
  }
  // The editor of the text writes into the form once it has been built.
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}
