"use strict";
// Everything works without this: it adds keys, checks what is being written, and keeps a story locked.

const $ = (id) => document.getElementById(id);
const csrf = document.body.dataset.csrf;
const items = () => [...document.querySelectorAll(".queue tbody tr:has(.open), .story .block")];
let here = items().findIndex((item) => item.id && `#${item.id}` === location.hash);

function move(by) {
  const all = items();
  if (!all.length) return;
  all[here]?.classList.remove("here");
  here = Math.max(0, Math.min(all.length - 1, here + by));
  all[here].classList.add("here");
  (all[here].querySelector("a.open") ?? all[here]).focus({ preventScroll: true });
  all[here].scrollIntoView({ block: "nearest" });
}

let claim = -1;
function nextClaim() {
  const all = [...document.querySelectorAll(".story a.claim")];
  if (!all.length) return;
  claim = (claim + 1) % all.length;
  all[claim].scrollIntoView({ block: "center" });
  show(all[claim]);
}

// Notes open by their links alone; this brings the focus back to where they were opened from.
let opened = null;
function show(link) {
  opened = link;
  location.replace(link.hash);
  document.querySelector(link.hash)?.focus({ preventScroll: true });
}
function close() {
  const back = opened ?? $("c" + location.hash.slice(2));
  opened = null;
  const at = scrollY;
  location.replace("#main");
  scrollTo(0, at);
  back?.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.claim, .note a");
  if (!link) return;
  event.preventDefault();
  link.matches(".claim") ? show(link) : close();
});

// In a queue the story opens where it is decided on: nothing is approved unseen.
function decide(where) {
  const open = items()[here]?.querySelector("a.open");
  open ? location.assign(`${open.href}#${where}`) : $(where)?.focus();
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  o: () => items()[here]?.querySelector("a.open")?.click(),
  x: () => items()[here]?.querySelector("input[type=checkbox]")?.click(),
  e: () => (items()[here] ?? document).querySelector("a.change")?.click(),
  a: () => decide("approve"),
  h: () => decide("reason"),
  c: nextClaim,
  n: () => document.querySelector("[data-key=n]")?.click(),
  q: () => document.querySelector("[data-key=q]")?.click(),
  "/": () => $("search")?.focus(),
  "?": () => $("help")?.showModal(),
};

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash.startsWith("#g")) return close();
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  const other = event.ctrlKey || event.altKey || event.metaKey || $("help")?.open || typing;
  if (other || !$("listen")?.checked || !actions[event.key]) return;
  event.preventDefault();
  actions[event.key]();
});

if ($("help")) {
  $("keys").hidden = false;
  $("keys").addEventListener("click", () => $("help").showModal());
  $("close").addEventListener("click", () => $("help").close());
  $("listen").checked = localStorage.getItem("keys") !== "off";
  $("listen").addEventListener("change", () =>
    localStorage.setItem("keys", $("listen").checked ? "on" : "off"),
  );
}

if ($("all")) {
  $("all").hidden = false;
  $("all").addEventListener("click", () => {
    for (const box of document.querySelectorAll("[name=wording], [name=story]")) box.checked = true;
  });
}

const clock = document.querySelector("[data-until]");
if (clock) {
  setInterval(() => {
    const left = Math.max(0, Math.ceil(clock.dataset.until - Date.now() / 1000));
    const [h, m, s] = [left / 3600, (left % 3600) / 60, left % 60].map(Math.floor);
    clock.textContent = h ? `${h} h ${m} min` : m ? `${m} min ${s} s` : `${s} s`;
  }, 1000);
}

async function post(address, fields) {
  const body = new URLSearchParams({ csrf, ...fields });
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
  });
  return answer.json();
}

const editor = $("editor");
if (editor) {
  const words = editor.elements.words;
  const live = editor.querySelector(".live");
  let last = words.defaultValue;
  let waiting = 0;
  const check = async () => {
    if (words.value === last) return;
    last = words.value;
    try {
      const found = await post(editor.dataset.check, { at: editor.elements.at.value, words: last });
      if (words.value === last) live.innerHTML = found.html ?? "";
      if (found.error) live.textContent = found.error;
    } catch {
      live.textContent = "The desk does not answer. What you write is still here.";
    }
  };
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 250);
  });
  setInterval(() => post(editor.dataset.stay, {}).catch(() => {}), 120000);
  addEventListener("beforeunload", (event) => {
    if (words.value !== words.defaultValue && !editor.sent) event.preventDefault();
  });
  editor.addEventListener("submit", () => (editor.sent = true));
  words.focus();
  check(); // who types fast was here before this script
}
