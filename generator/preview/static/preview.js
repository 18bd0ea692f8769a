"use strict";

const $ = (id) => document.getElementById(id);
const views = ["changes", "problems", "story"];
let state = { number: -1, places: [] };
let current = "";

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function counted(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

/* What stands there already is left alone, with its focus and what was opened in it. */
const filled = new Map();
function fill(place, html) {
  if (filled.get(place) === html) return;
  filled.set(place, html);
  place.innerHTML = html;
}

function showStatus() {
  if (state.stage === "writing") return ($("status").textContent = "Writing …");
  const held = state.held ? `, ${state.held} held` : "";
  const reading = state.stage === "reading" ? ", reading them again …" : "";
  const time = new Date().toLocaleTimeString();
  $("status").textContent = `${counted(state.stories, "story", "stories")}${held}, ${time}${reading}`;
}

function showFaults() {
  document.title = `${state.faults.length ? "!" : state.rows || ""} ${state.release}: preview`.trim();
  const faults = state.faults.map((text) => element("li", text));
  if (!faults.length) return $("faults").replaceChildren();
  const kept = state.stories ? " What stands below is from before." : "";
  const list = element("ul");
  list.append(...faults);
  $("faults").replaceChildren(element("p", `The files as they are cannot be used.${kept}`), list);
}

function showChanges() {
  $("rows").textContent = state.rows;
  fill($("change-list"), state.changes);
  $("no-changes").hidden = state.rows > 0 || !state.stories;
}

function showProblems() {
  const fresh = state.problems.filter((problem) => problem.new).length;
  $("found").textContent = state.problems.length + (fresh ? `, ${fresh} new` : "");
  $("problem-list").replaceChildren(
    ...state.problems.map((problem) => {
      const item = element("li");
      const head = element("p", "", { class: "what" });
      head.append(
        element("span", problem.level, { class: `level-${problem.level}` }),
        ` ${problem.rule} `,
        element("code", problem.where),
      );
      if (problem.new) head.append(" ", element("b", "new", { class: "badge new" }));
      item.append(head, element("div", problem.message));
      return item;
    }),
  );
  $("no-problems").hidden = state.problems.length > 0 || state.stage !== "ready";
}

function picked() {
  const words = $("filter").value.trim().toLocaleLowerCase();
  return state.places.filter(
    (place) =>
      (!$("only").checked || place.changed) &&
      `${place.name} ${place.level}`.toLocaleLowerCase().includes(words),
  );
}

function showPlaces() {
  const places = picked();
  $("places").replaceChildren(
    ...places.map((place) => {
      const link = element("a", "", { href: `#story/${place.key}` });
      if (place.key === current) link.setAttribute("aria-current", "page");
      const right = element("span", `${place.level} `, { class: "level" });
      if (place.held) right.append(element("b", "held", { class: "badge held" }));
      else if (place.changed) right.append(element("b", "changed", { class: "badge" }));
      link.append(element("span", place.name), right);
      const item = element("li");
      item.append(link);
      return item;
    }),
  );
  $("shown").textContent = `${places.length} of ${state.places.length}`;
}

async function showStory(key) {
  let html = '<h1 tabindex="-1">No such story</h1>';
  try {
    const answer = await fetch(`/story/${encodeURIComponent(key)}`);
    if (answer.ok) html = await answer.text();
  } catch {
    return;
  }
  if (key === current) fill($("view-story"), html);
}

async function route(focus) {
  const [view, key = ""] = location.hash.slice(1).split("/");
  const chosen = views.includes(view) ? view : "changes";
  current = chosen === "story" ? key : "";
  if (current) await showStory(current);
  for (const name of views) $(`view-${name}`).hidden = name !== chosen;
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.hash === `#${chosen}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const link of document.querySelectorAll("#places a")) {
    if (current && link.hash === `#story/${current}`) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest" });
    } else link.removeAttribute("aria-current");
  }
  if (!focus) return;
  if (!wide.matches) $("picker").open = false;
  scrollTo(0, 0);
  $("main").scrollTop = 0;
  $(`view-${chosen}`).querySelector("h1")?.focus({ preventScroll: true });
}

function step(by) {
  const keys = picked().map((place) => place.key);
  if (!keys.length) return;
  const at = keys.indexOf(current);
  const next = at < 0 ? (by > 0 ? 0 : keys.length - 1) : at + by;
  if (keys[next]) location.hash = `#story/${keys[next]}`;
}

const actions = {
  j: () => step(1),
  k: () => step(-1),
  d: () => (location.hash = "#changes"),
  p: () => (location.hash = "#problems"),
  "/": () => {
    $("picker").open = true;
    $("filter").focus();
  },
  "?": () => $("help").showModal(),
};

addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox])");
  if (typing && event.key === "Escape") {
    event.preventDefault(); // else the browser empties the filter
    return $("main").focus();
  }
  const other = event.ctrlKey || event.altKey || event.metaKey || $("help").open || typing;
  if (other || !$("listen").checked || !actions[event.key]) return;
  event.preventDefault();
  actions[event.key]();
});

const wide = matchMedia("(min-width: 52.01rem)");
$("picker").open = wide.matches;
$("listen").checked = localStorage.getItem("keys") !== "off";
$("listen").addEventListener("change", () =>
  localStorage.setItem("keys", $("listen").checked ? "on" : "off"),
);
$("keys").addEventListener("click", () => $("help").showModal());
$("close").addEventListener("click", () => $("help").close());
$("filter").addEventListener("input", showPlaces);
$("only").addEventListener("change", showPlaces);
addEventListener("hashchange", () => route(true));

async function news() {
  try {
    return await (await fetch(`/state?since=${state.number}`)).json();
  } catch {
    $("status").textContent = "Stringer has stopped. Start it again: stringer preview";
    state.number = -1;
    await new Promise((done) => setTimeout(done, 1000));
    return state;
  }
}

async function follow() {
  for (;;) {
    const next = await news();
    if (next.number === state.number) continue;
    state = next;
    showStatus();
    showFaults();
    showChanges();
    showProblems();
    showPlaces();
    await route(false);
  }
}

follow();
