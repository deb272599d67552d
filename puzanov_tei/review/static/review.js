// The page: opens documents, takes keys.

import { acceptAll, add, comment, correct, decide, headnote, join, redo, relink, resize, retype, split, step, undo, walk } from "/acts.js";
import { closeDialog } from "/dialogs.js";
import { $, address, ask, button, make, say } from "/page.js";
import { choose, chooseBlock, chooseFirst, findings, refresh, show, state, take, turnTo } from "/view.js";
import { Store } from "/saving.js";

// --- keys ---------------------------------------------------------------------------------------

const KEYS = [
  ["j", "next", () => step(1)], ["k", "previous", () => step(-1)],
  ["a", "accept and go on", () => decide("accept", {}, "accepted")], ["x", "reject", () => decide("reject", {}, "rejected")],
  ["l", "link to another record, or a new one; say what day a date is", relink],
  ["t", "another kind", retype],
  ["n", "a new name, from the selected words or typed ones", add],
  ["[", "begin one word further left", () => resize("left", true)], ["]", "end one word further right", () => resize("right", true)],
  ["{", "begin one word further right", () => resize("left", false)], ["}", "end one word further left", () => resize("right", false)],
  ["A", "accept all visible of this name", acceptAll],
  ["c", "correct the transcription", () => correct()], ["C", "correct other words, which you type", () => correct(true)],
  ["m", "comment on the words", () => comment()], ["M", "comment on other words, which you type", () => comment(true)],
  ["h", "headnote before the paragraph", headnote],
  ["p", "a new paragraph begins at the selected words, or typed ones", split],
  ["P", "join the paragraph with the next one", join],
  ["J", "next paragraph", () => walk(1)], ["K", "previous paragraph", () => walk(-1)],
  [">", "next document", () => turnTo(1)], ["<", "previous document", () => turnTo(-1)],
  ["u", "undo", undo], ["U", "redo", redo],
  ["f", "filters", openFilters], ["s", "show or hide the source", toggleSource],
  ["?", "these keys", help],
];
const MAIN = new Set(["a", "x", "l", "k", "j"]);
const ELSEWHERE = new Set(["f", "s", "?"]); // these have buttons of their own
const ONCE = new Set(["a", "x", "A", "U", "P"]); // a key that is held down decides once
const SHORT = {
  a: "accept", l: "link", t: "kind", n: "new name", "[": "begin earlier", "]": "end later", "{": "begin later",
  "}": "end earlier", A: "accept all", c: "correct", C: "correct words", m: "comment", M: "comment words", h: "headnote",
  p: "split", P: "join", J: "next paragraph", K: "previous paragraph",
};

function openFilters() {
  $("filter-box").open = true;
  $("f-type").focus();
}

function toggleSource() {
  const shown = document.body.classList.toggle("other-source");
  $("source-button").setAttribute("aria-pressed", String(shown));
}

function help() {
  const list = make("dl");
  for (const [key, says] of KEYS) list.append(make("dt", key), make("dd", says));
  $("help").replaceChildren(make("h2", "Keys", { id: "help-title" }), list, button("Close", () => $("help").close()));
  $("help").showModal();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open || !state.data) return;
  if (event.key === "Escape") {
    closeDialog();
    $("refused").hidden = true;
    $("card").focus({ preventScroll: true });
    return;
  }
  if (event.target.matches("input, textarea, select") || (!$("dialog").hidden && $("dialog").contains(event.target))) return;
  const entry = KEYS.find(([key]) => key === event.key);
  if (!entry) return;
  event.preventDefault();
  if (!event.repeat || !ONCE.has(event.key)) entry[2]();
}

// --- saving -------------------------------------------------------------------------------------

const stores = new Map(); // documents that were opened; what waits is sent, whatever is shown

function storeOf(data) {
  if (!stores.has(data.id)) {
    const place = address("documents", data.id, "decisions");
    stores.set(data.id, new Store(data.decisions, data.by, (change) => ask(place, change), (what, change, error) => {
      told(what, change, error, data);
      if (state.data?.id === data.id) take();
    }));
  }
  return stores.get(data.id);
}

function told(what, change, error, data) {
  if (what === "waiting") say(`${change.words} Saving.`);
  else if (what === "silent") say(`${change.words} Not saved yet: the server does not answer. It is asked again.`);
  else if (what === "saved") say(`${change.words} ${stores.get(data.id).isBusy ? "Saving." : "Saved."}`);
  else {
    const place = state.data?.id === data.id ? "" : ` (${data.title})`;
    const item = make("li", `Not saved: ${change.words}${place} ${error.message}`);
    if ($("refused").hidden) $("refused-list").replaceChildren();
    $("refused-list").append(item);
    $("refused").hidden = false;
    say(`Not saved: ${error.message}`);
  }
}

// --- opening ------------------------------------------------------------------------------------

let opening = 0;

// A document is shown when all of it is here; until then the one before stays, with its keys.
async function open(id) {
  const mine = ++opening;
  if (id === state.data?.id) return;
  const wasBusy = stores.get(id)?.isBusy;
  say("Loading.");
  let data = null;
  try {
    data = await ask(address("documents", id));
  } catch (error) {
    if (mine !== opening) return;
    $("documents").value = state.data?.id ?? "";
    say(`It cannot be opened: ${error.message}`);
    return;
  }
  if (mine !== opening) return;
  const store = storeOf(data);
  if (!wasBusy) store.refresh(data.decisions); // else it has heard, or will hear, something newer
  show(data, store);
  say(`${state.queue.length} proposals are open.`);
  performance.mark("drawn");
  void findings();
}

for (const [key, says, action] of KEYS.filter(([key]) => !ELSEWHERE.has(key))) {
  const node = button(`${SHORT[key] ?? says} `, () => { if (state.data) action(); });
  node.setAttribute("aria-keyshortcuts", /^[A-Z]$/.test(key) ? `Shift+${key}` : key);
  node.title = says;
  node.append(make("kbd", key));
  $(MAIN.has(key) ? "actions" : "more-actions").append(node);
}
$("source-button").addEventListener("click", toggleSource);
$("help-button").addEventListener("click", help);
$("seen").addEventListener("click", () => { $("refused").hidden = true; });
const narrow = matchMedia("(max-width: 60rem)");
for (const id of ["filter-box", "more", "findings"]) $(id).open = !narrow.matches;
document.addEventListener("keydown", keys);
addEventListener("beforeunload", (event) => { if ([...stores.values()].some((store) => store.isBusy)) event.preventDefault(); });
$("text").addEventListener("click", (event) => {
  const [span, block] = ["[data-mention]", ".block"].map((what) => event.target.closest(what));
  if (!getSelection().isCollapsed) return;
  if (span) choose(Number(span.dataset.mention), false);
  else if (block) chooseBlock(Number(block.dataset.block), false);
});
for (const id of ["f-type", "f-status", "f-cert", "f-entity"]) {
  $(id).addEventListener("input", () => {
    if (!state.data) return;
    refresh();
    chooseFirst();
  });
}
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("documents").addEventListener("change", () => void open($("documents").value));

let tied = 0;
$("text").addEventListener("scroll", () => {
  cancelAnimationFrame(tied);
  tied = requestAnimationFrame(() => {
    const top = $("text").getBoundingClientRect().top;
    const node = document.elementsFromPoint($("text").getBoundingClientRect().left + 30, top + 30).find((e) => e.matches?.("#text .block"));
    const twin = node && $("source").children[Number(node.dataset.block)];
    if (twin) $("source").scrollTop += twin.getBoundingClientRect().top - $("source").getBoundingClientRect().top - 10;
  });
});

history.replaceState(null, "", "/");
const documents = await ask("/api/documents");
$("documents").replaceChildren(...documents.map((d) => make("option", d.title, { value: d.id })));
await open(documents[0].id);
