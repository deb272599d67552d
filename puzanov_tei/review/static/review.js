// The page: draws a document, takes keys, sends decisions. Text is always set as text.

import { CONTEXT, asAttributes, asLine, entityOf, isAbout, moved, prepare, queue, stateOf, textOf, typeOf, verdict, withDecisions } from "/queue.js";

const $ = (id) => document.getElementById(id);
const KINDS = ["person", "place", "org", "date", "event", "work", "object", "name"];
const KIND_IN_WORDS = {
  org: "an organisation", event: "an event", object: "an object", work: "the title of a work",
  rs: "somebody or something that is not named, but meant", name: "some name",
};
const state = { data: null, decisions: [], mentions: [], queue: [], now: -1, nodes: new Map(), undo: [], redo: [],
  jobs: [], isSaving: false, waiting: 0 };

function make(tag, text = "", attributes = {}) {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function say(text) {
  $("live").textContent = text;
}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  const given = await answer.json().catch(() => ({ error: answer.statusText }));
  if (!answer.ok) throw Object.assign(new Error(given.error ?? answer.statusText), { status: answer.status });
  return given;
}

const path = (...parts) => `/api/documents/${[state.data.id, ...parts].map(encodeURIComponent).join("/")}`;

// --- drawing ------------------------------------------------------------------------------------

function draw() {
  const source = document.createDocumentFragment();
  const text = document.createDocumentFragment();
  const of = state.data.blocks.map(() => []);
  state.nodes.clear();
  state.mentions.forEach((m, number) => of[m.block].push(number));
  state.data.blocks.forEach((block, number) => {
    source.append(make("p", block.source || block.text, { class: `block ${block.kind}`, "data-block": number }));
    text.append(drawBlock(block, number, of[number]));
  });
  $("source").replaceChildren(source);
  $("text").replaceChildren(text);
}

function drawBlock(block, number, mentions) {
  const node = make("p", "", { class: `block ${block.kind}`, "data-block": number });
  const cuts = new Set([0, block.text.length]);
  for (const n of mentions) cuts.add(state.mentions[n].begin).add(state.mentions[n].end);
  const edges = [...cuts].sort((a, b) => a - b);
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [begin, end] = [edges[i], edges[i + 1]];
    const here = mentions.filter((n) => state.mentions[n].begin <= begin && end <= state.mentions[n].end);
    const words = block.text.slice(begin, end);
    if (!here.length) {
      node.append(words);
      continue;
    }
    const size = (n) => state.mentions[n].end - state.mentions[n].begin;
    const inner = here.reduce((a, b) => (size(b) < size(a) ? b : a));
    const span = make("span", words, { "data-mention": inner });
    for (const n of here) state.nodes.set(n, [...(state.nodes.get(n) ?? []), span]);
    node.append(span);
    span.className = look(inner);
  }
  return node;
}

function look(number) {
  const m = state.mentions[number];
  const kind = KINDS.slice(0, 4).includes(typeOf(m)) ? typeOf(m) : "other";
  const rejected = m.decision?.op === "reject" ? " rejected" : "";
  return `m ${kind}${stateOf(m) === "decided" ? " decided" : ""}${rejected}`;
}

function paint(number) {
  for (const span of state.nodes.get(number) ?? []) {
    span.className = look(Number(span.dataset.mention)) + (number === state.now ? " chosen" : "");
  }
}

function refresh(keep = true) {
  const chosen = keep ? state.now : -1;
  state.queue = queue(state.mentions, filters());
  const total = state.mentions.length;
  const done = state.mentions.filter((m) => stateOf(m) === "decided").length;
  $("bar").max = Math.max(1, total);
  $("bar").value = done;
  $("count").textContent = `${done}/${total}`;
  $("filter-count").textContent = `(${state.queue.length} shown)`;
  if (chosen < 0) choose(state.queue[0] ?? -1, false);
  else card();
}

function filters() {
  return { type: $("f-type").value, status: $("f-status").value, cert: $("f-cert").value, entity: $("f-entity").value };
}

function choose(number, scroll = true) {
  const before = state.now;
  closeDialog();
  state.now = number;
  if (before >= 0) paint(before);
  if (number >= 0) paint(number);
  card();
  if (number < 0) return;
  const block = state.mentions[number].block;
  for (const side of ["source", "text"]) {
    $(side).querySelector(".now")?.classList.remove("now");
    const node = $(side).children[block];
    node.classList.add("now");
    if (scroll || side === "source") follow($(side), side === "text" ? state.nodes.get(number)?.[0] ?? node : node);
  }
}

function follow(box, node) {
  const [outer, inner] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  if (inner.top < outer.top + 20 || inner.bottom > outer.bottom - 20) {
    box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
  }
}

function card() {
  const m = state.mentions[state.now];
  $("evidence").replaceChildren();
  $("words").textContent = m ? m.exact : "Nothing is left to decide here";
  $("where").textContent = m ? `${state.queue.indexOf(state.now) + 1} of ${state.queue.length} in the queue` : "Change the filters above.";
  made();
  if (!m) return;
  const said = {
    open: "Nobody has confirmed this.", confirmed: "An editor has confirmed this.", none: "It stands in the source's markup.",
  };
  const sure = {
    high: "and is sure of it", medium: "and holds it for probable", low: "with doubt", unknown: "and found no record for it",
  };
  const kind = KIND_IN_WORDS[m.type] ?? `a ${m.type}`;
  const lines = [`The program takes these words for ${kind}${m.cert ? `, ${sure[m.cert] ?? ""}` : ""}.`];
  if (m.when) lines.push(`The day meant: ${m.when}.`);
  lines.push(m.decision ? `Decided by ${m.decision.by}: ${inWords(m.decision)}.` : said[m.status]);
  if (m.question) lines.push(m.question);
  for (const line of lines) $("evidence").append(make("li", line));
  if (m.type !== "date") void evidence(entityOf(m), state.now);
}

const DONE = { accept: "confirmed", reject: "no name", relink: "linked to", retype: "of another kind:", resize: "the name is",
  add: "a new name", set: "the date is", correct: "corrected to", note: "comment", entity: "a new record", split: "split", join: "joined" };

function inWords(decision) {
  const what = decision.op === "retype" ? decision.type : decision.value || (decision.op === "accept" ? "" : decision.entity);
  return `${DONE[decision.op] ?? decision.op}${what ? ` ${decision.op === "set" ? days(what) : what}` : ""}`;
}

function days(value) {
  return [...value.matchAll(/"([^"]+)"/g)].map((m) => m[1]).join(" to ");
}

const entities = new Map();

async function evidence(id, number) {
  const m = state.mentions[number];
  const place = path("evidence") + `?q=${encodeURIComponent(m.exact)}&entity=${encodeURIComponent(id)}`;
  if (id && !entities.has(id)) entities.set(id, ask(`/api/entities/${encodeURIComponent(id)}`));
  if (!entities.has(place)) entities.set(place, ask(place));
  const [record, sentences] = await Promise.all([id ? entities.get(id) : null, entities.get(place)]).catch(() => [null, []]);
  if (number !== state.now) return;
  const items = sentences.map((sentence) => make("li", sentence, sentence.startsWith("Against") ? { class: "against" } : {}));
  if (record) {
    const item = make("li", "Linked to ");
    item.append(make("strong", record.label), ` (${record.id}). ${record.says}`);
    items.unshift(item);
    const same = state.mentions.filter((o) => entityOf(o) === id).length;
    if (same > 1) items.push(make("li", `${same} names in this document lead there.`));
  }
  $("evidence").append(...items);
}

function made() {
  const list = document.createDocumentFragment();
  const block = state.mentions[state.now] ? state.mentions[state.now].address : "";
  for (const decision of state.decisions.filter((d) => d.block === block || (d.op === "entity" && !block))) {
    const item = make("li", `${decision.exact || "The paragraph"}: ${inWords(decision)} (${decision.by}) `);
    const button = make("button", "take back", { type: "button" });
    button.addEventListener("click", () => void change([], [decision], "Taken back."));
    item.append(button);
    list.append(item);
  }
  $("made").replaceChildren(list);
}

// --- deciding -----------------------------------------------------------------------------------

// What is shown changes at once; what is saved goes to the server one after another.
async function change(add, remove, words, remember = true) {
  const gone = new Set(remove.map(textOf));
  const known = new Set(state.decisions.map(textOf));
  const really = add.map((d) => asLine(d, state.data.by)).filter((d) => !known.has(textOf(d)));
  const undone = { add: really, remove };
  if (remember) {
    state.undo.push(undone);
    state.redo = [];
  }
  take([...state.decisions.filter((d) => !gone.has(textOf(d))), ...really]);
  state.waiting += 1;
  say(`${words} Saving.`);
  const job = new Promise((done, failed) => { state.jobs.push({ add: really, remove, done, failed }); });
  void save();
  try {
    const kept = await job;
    state.waiting -= 1;
    if (!state.waiting) takeIfOther(kept);
    say(`${words} Saved.`);
    return true;
  } catch (error) {
    state.waiting -= 1;
    state.undo = state.undo.filter((one) => one !== undone);
    takeIfOther(await ask(path("decisions")).catch(() => state.decisions));
    say(`Not saved: ${error.message}`);
    return false;
  }
}

// One request at a time; what came meanwhile goes with the next one, unless something is taken back.
async function save() {
  if (state.isSaving) return;
  state.isSaving = true;
  while (state.jobs.length) {
    const count = state.jobs.findIndex((job) => job.remove.length);
    const jobs = state.jobs.splice(0, count < 0 ? state.jobs.length : Math.max(1, count));
    const together = await send(jobs.flatMap((job) => job.add), jobs[0].remove).catch((error) => error);
    if (!(together instanceof Error)) jobs.forEach((job) => job.done(together));
    else if (jobs.length === 1) jobs[0].failed(together);
    else for (const job of jobs) await send(job.add, []).then(job.done, job.failed);
  }
  state.isSaving = false;
}

async function send(add, remove) {
  const step = 400;
  let kept = [];
  for (let i = 0; i < Math.max(add.length, remove.length, 1); i += step) {
    kept = await ask(path("decisions"), { add: add.slice(i, i + step), remove: remove.slice(i, i + step) });
  }
  return kept;
}

function takeIfOther(decisions) {
  const mine = state.decisions.map(textOf).sort().join("\n");
  if (mine !== decisions.map(textOf).sort().join("\n")) take(decisions);
}

function take(decisions) {
  const before = state.mentions;
  state.decisions = decisions;
  state.mentions = withDecisions(state.prepared, decisions);
  const same = (a, b) => a === b || (a && b && textOf(a) === textOf(b));
  if (before.length !== state.mentions.length) draw();
  else state.mentions.forEach((m, n) => { if (!same(m.decision, before[n].decision)) paint(n); });
  const now = state.now < state.mentions.length ? state.now : -1;
  state.now = now;
  refresh();
  if (now >= 0) paint(now);
}

async function decide(op, more = {}, words = op) {
  const m = state.mentions[state.now];
  if (!m) return;
  const place = state.queue.indexOf(state.now);
  const following = state.queue[place + 1] ?? state.queue[place - 1] ?? -1;
  const decision = verdict(op, m, more);
  const remove = m.decision ? [m.decision] : [];
  if (m.decision?.op === "add" && op !== "reject") decision.op = "add";
  const add = m.decision?.op === "add" && op === "reject" ? [] : [decision];
  const saving = change(add, remove, `${m.exact}: ${words}.`);
  if (following >= 0 && following < state.mentions.length && following !== state.now) choose(following);
  else choose(state.queue[0] ?? -1);
  await saving;
}

// The other stack holds the change at once: a key pressed before the server has answered finds it there.
async function undo(from, to) {
  const last = state[from].pop();
  if (!last) return say(from === "undo" ? "Nothing to undo." : "Nothing to redo.");
  const back = { add: last.remove, remove: last.add };
  state[to].push(back);
  if (await change(last.remove, last.add, from === "undo" ? "Undone." : "Done again.", false)) return;
  state[to] = state[to].filter((one) => one !== back);
  state[from].push(last);
}

// A record of one kind is none of another: the link goes with the kind.
function retype(type) {
  const m = state.mentions[state.now];
  const fits = m && entityOf(m).startsWith({ person: "pers-", place: "place-", org: "org-" }[type] ?? "-");
  return decide("retype", { type, entity: fits ? entityOf(m) : "" }, `is a ${type}`);
}

function acceptAll() {
  const m = state.mentions[state.now];
  if (!m) return;
  const same = state.queue.map((n) => state.mentions[n]).filter((o) => o.exact === m.exact && o.entity === m.entity && o.type === m.type && !o.decision);
  if (!same.length) return say("None is left to accept.");
  confirmWith(`Accept all ${same.length} visible of “${m.exact}”${m.entity ? ` as ${m.entity}` : ""}?`, async () => {
    const saving = change(same.map((o) => verdict("accept", o)), [], `${same.length} of ${m.exact} accepted.`);
    choose(state.queue[0] ?? -1);
    await saving;
  });
}

function step(by) {
  if (!state.queue.length) return say("Nothing is left in the queue.");
  const place = state.queue.indexOf(state.now);
  const next = place < 0 ? 0 : (place + by + state.queue.length) % state.queue.length;
  choose(state.queue[next]);
}

function resize(side, grow) {
  const m = state.mentions[state.now];
  if (!m) return;
  const text = state.data.blocks[m.block].text;
  const value = m.decision?.op === "resize" ? m.decision.value : m.exact;
  const from = text.indexOf(value, Math.max(0, m.begin - value.length));
  const [begin, end] = moved(text, from, from + value.length, side, grow);
  const words = text.slice(begin, end).replace(/[,.;:]$/, "");
  if (words === value || !words) return say("It cannot be moved further.");
  void change([verdict("resize", m, { value: words })], m.decision ? [m.decision] : [], `Now “${words}”.`);
}

// --- dialogs ------------------------------------------------------------------------------------

function openDialog(...nodes) {
  $("dialog").replaceChildren(...nodes);
  $("dialog").hidden = false;
  $("dialog").querySelector("input, textarea, select, button").focus();
}

function closeDialog() {
  if ($("dialog").hidden) return;
  $("dialog").hidden = true;
  $("dialog").replaceChildren();
  $("card").focus({ preventScroll: true });
}

function confirmWith(question, action) {
  const yes = make("button", "Yes", { type: "button" });
  const no = make("button", "No", { type: "button" });
  yes.addEventListener("click", () => { closeDialog(); void action(); });
  no.addEventListener("click", closeDialog);
  openDialog(make("p", question), yes, no);
}

function promptFor(label, value, action, long = false) {
  const field = make(long ? "textarea" : "input", "", { id: "answer" });
  field.value = value;
  const save = make("button", "Save", { type: "button" });
  const go = () => { const given = field.value.trim(); closeDialog(); if (given) void action(given); };
  save.addEventListener("click", go);
  field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (!long || event.ctrlKey)) { event.preventDefault(); go(); } });
  openDialog(make("label", label, { for: "answer" }), field, save);
  field.select?.();
}

function chooseKind(label, action) {
  const buttons = KINDS.map((kind, number) => {
    const button = make("button", `${number + 1} ${kind}`, { type: "button" });
    button.addEventListener("click", () => { closeDialog(); void action(kind); });
    return button;
  });
  const box = make("div", "", { class: "buttons" });
  box.append(...buttons);
  box.addEventListener("keydown", (event) => { buttons[Number(event.key) - 1]?.click(); });
  openDialog(make("p", label), box);
}

function findRecord(start, kind, action) {
  const input = make("input", "", { id: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "records",
    "aria-autocomplete": "list", autocomplete: "off" });
  const list = make("ul", "", { id: "records", role: "listbox", "aria-label": "Records" });
  input.value = start;
  let found = [];
  let at = 0;
  const show = () => {
    list.replaceChildren(...found.map((record, number) => {
      const option = make("li", "", { role: "option", id: `record-${number}`, "aria-selected": String(number === at) });
      option.append(make("strong", record.label), ` (${record.id}) `, make("span", record.says, { class: "says" }));
      option.addEventListener("click", () => pick(number));
      return option;
    }));
    if (found.length) input.setAttribute("aria-activedescendant", `record-${at}`);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const pick = (number) => { const record = found[number]; closeDialog(); if (record) void action(record); };
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    const answer = await ask(`/api/entities?q=${encodeURIComponent(input.value)}&type=${encodeURIComponent(kind)}`).catch(() => null);
    if (!answer || mine !== turn) return;
    const name = input.value.trim();
    found = answer.found;
    if (name) found = [...found, { id: answer.new, label: `New ${kind}: ${name}`, says: "A record is made of this name.", fresh: name }];
    at = 0;
    show();
  };
  input.addEventListener("input", () => void look());
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length) { event.preventDefault(); at = (at + by + found.length) % found.length; show(); }
    if (event.key === "Enter") { event.preventDefault(); pick(at); }
  });
  openDialog(make("label", "Which record? Arrow keys choose, Enter links.", { for: "search" }), input, list);
  input.select();
  void look();
}

function redate(m) {
  promptFor("Which day? 1957-04-02, 1957-04, or a period 1957-04-02/1957-04-05", m.when, async (given) => {
    const value = asAttributes(given);
    if (!value) return say("That is no day: write it as 1957-04-02.");
    const remove = m.decision ? [m.decision] : [];
    const saving = change([verdict("set", m, { value })], remove, `${m.exact} is ${given}.`);
    step(1);
    return saving;
  });
}

function relink() {
  const m = state.mentions[state.now];
  if (!m) return;
  if (m.type === "date") return redate(m);
  return findRecord(m.exact, m.type, (record) => {
    const entity = record.fresh ? [{ op: "entity", exact: record.fresh, type: m.type, entity: record.id }] : [];
    const kind = ["rs", "date", "name"].includes(m.type) || !record.kind ? m.type : record.kind;
    return linkTo(m, record.id, kind, entity);
  });
}

async function linkTo(m, id, type, entity) {
  const op = m.decision?.op === "add" ? "add" : "relink";
  const saving = change([verdict(op, m, { entity: id, type }), ...entity], m.decision ? [m.decision] : [], `${m.exact} is ${id}.`);
  step(1);
  await saving;
}

// The words that are selected in the transcription, as a place; null if nothing is.
function selected() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const block = range?.commonAncestorContainer;
  const node = (block?.nodeType === Node.TEXT_NODE ? block.parentElement : block)?.closest?.("#text .block");
  const words = selection.toString().trim();
  if (!node || !words) return null;
  const before = document.createRange();
  before.selectNodeContents(node);
  before.setEnd(range.startContainer, range.startOffset);
  const number = Number(node.dataset.block);
  const text = state.data.blocks[number].text;
  const begin = text.indexOf(words, Math.max(0, before.toString().length - 1));
  return begin < 0 ? null : placeOf(number, begin, begin + words.length);
}

function placeOf(number, begin, end) {
  const { text, address } = state.data.blocks[number];
  return { address, exact: text.slice(begin, end), prefix: text.slice(Math.max(0, begin - CONTEXT), begin),
    suffix: text.slice(end, end + CONTEXT), type: "", entity: "", id: "" };
}

function target() {
  return selected() ?? state.mentions[state.now] ?? null;
}

function add() {
  const place = selected();
  if (!place) return pickWords((chosen) => addAt(chosen));
  return addAt(place);
}

function addAt(place) {
  if (state.mentions.some((m) => m.address === place.address && isAbout({ ...place, block: place.address }, m))) {
    return say("These words are a proposal already.");
  }
  return chooseKind(`What is “${place.exact}”?`, (type) => findRecord(place.exact, type, (record) => {
    const entity = record.fresh ? [{ op: "entity", exact: record.fresh, type, entity: record.id }] : [];
    return change([verdict("add", place, { type, entity: record.id }), ...entity], [], `${place.exact} added.`);
  }));
}

// Words typed instead of selected, so that the keyboard is enough.
function pickWords(action) {
  const number = state.mentions[state.now]?.block ?? 0;
  promptFor("Which words of this paragraph?", "", (words) => {
    const begin = state.data.blocks[number].text.indexOf(words);
    if (begin < 0) return say("These words are not in the paragraph.");
    return action(placeOf(number, begin, begin + words.length));
  });
}

function correct() {
  const place = target();
  if (!place) return;
  promptFor(`What is right instead of “${place.exact}”?`, place.exact, (value) =>
    change([{ ...verdict("correct", place), type: "", entity: "", value }], [], "Corrected."));
}

function comment(head) {
  const place = target();
  if (!place) return;
  const about = head ? { ...place, exact: "", prefix: "", suffix: "" } : place;
  promptFor(head ? "Headnote (Ctrl-Enter saves)" : `Comment on “${place.exact}” (Ctrl-Enter saves)`, "", (value) =>
    change([{ ...verdict("note", about), type: "", entity: "", id: "", value }], [], "Note written."), true);
}

// --- keys ---------------------------------------------------------------------------------------

const KEYS = [
  ["j", "next", () => step(1)], ["k", "previous", () => step(-1)],
  ["a", "accept and go on", () => decide("accept", {}, "accepted")], ["x", "reject", () => decide("reject", {}, "rejected")],
  ["l", "link to another record, or a new one; say what day a date is", relink],
  ["t", "another kind", () => chooseKind("What is it?", retype)],
  ["n", "a new name, from the selected words or typed ones", add],
  ["[", "begin one word further left", () => resize("left", true)], ["]", "end one word further right", () => resize("right", true)],
  ["{", "begin one word further right", () => resize("left", false)], ["}", "end one word further left", () => resize("right", false)],
  ["A", "accept all visible of this name", acceptAll],
  ["c", "correct the transcription", correct], ["m", "comment on the words", () => comment(false)],
  ["h", "headnote before the paragraph", () => comment(true)],
  ["u", "undo", () => undo("undo", "redo")], ["U", "redo", () => undo("redo", "undo")],
  ["f", "filters", () => openFilters()], ["s", "show or hide the source", () => toggleSource()],
  ["?", "these keys", () => help()],
];

const SHORT = {
  a: "accept", l: "link", t: "kind", n: "new name", "[": "begin earlier", "]": "end later", "{": "begin later",
  "}": "end earlier", A: "accept all", c: "correct", m: "comment", h: "headnote",
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
  const close = make("button", "Close", { type: "button" });
  close.addEventListener("click", () => $("help").close());
  $("help").replaceChildren(make("h2", "Keys", { id: "help-title" }), list, close);
  $("help").showModal();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  if (event.key === "Escape") return closeDialog();
  if (event.target.matches("input, textarea, select") || (!$("dialog").hidden && $("dialog").contains(event.target))) return;
  const found = KEYS.find(([key]) => key === event.key);
  if (!found) return;
  event.preventDefault();
  void found[2]();
}

// --- opening ------------------------------------------------------------------------------------

function options(select, values) {
  const kept = select.value;
  select.replaceChildren(make("option", "all", { value: "" }), ...values.map((v) => make("option", v || "none", { value: v || "none" })));
  select.value = [...select.options].some((o) => o.value === kept) ? kept : "";
}

async function open(id) {
  say("Loading.");
  state.data = { id };
  state.data = await ask(path());
  state.decisions = state.data.decisions;
  state.prepared = prepare(state.data);
  state.mentions = withDecisions(state.prepared, state.decisions);
  Object.assign(state, { undo: [], redo: [], now: -1 });
  document.title = `${state.data.title} · review`;
  $("title").textContent = state.data.title;
  options($("f-type"), [...new Set(state.mentions.map((m) => m.type))].sort());
  options($("f-cert"), [...new Set(state.mentions.map((m) => m.cert))].sort());
  draw();
  refresh(false);
  say(`${state.queue.length} proposals are open.`);
  performance.mark("drawn");
  void findings();
}

async function findings() {
  const id = state.data.id;
  const found = await ask(path("findings")).catch(() => []);
  if (id !== state.data.id) return;
  $("findings-count").textContent = `(${found.length})`;
  $("finding-list").replaceChildren(...found.map((f) => {
    const item = make("li");
    const button = make("button", `${f.severity} ${f.code}: ${f.message}`, { type: "button" });
    button.addEventListener("click", () => {
      const number = state.data.blocks.findIndex((b) => b.xml_id && b.xml_id === f.xml_id);
      if (number < 0) return say(`Line ${f.line} of the file.`);
      const mention = state.mentions.findIndex((m) => m.block === number);
      if (mention >= 0) choose(mention);
      else follow($("text"), $("text").children[number]);
      return undefined;
    });
    item.append(button);
    return item;
  }));
}

const MAIN = new Set(["a", "x", "l", "k", "j"]);
for (const [key, says, action] of KEYS.slice(0, -3)) {
  const button = make("button", `${SHORT[key] ?? says} `, { type: "button", "aria-keyshortcuts": key, title: says });
  button.append(make("kbd", key));
  button.addEventListener("click", () => void action());
  $(MAIN.has(key) ? "actions" : "more-actions").append(button);
}
$("source-button").addEventListener("click", toggleSource);
const narrow = matchMedia("(max-width: 60rem)");
$("filter-box").open = !narrow.matches;
$("more").open = !narrow.matches;
$("findings").open = !narrow.matches;
document.addEventListener("keydown", keys);
addEventListener("beforeunload", (event) => { if (state.waiting) event.preventDefault(); });
$("help-button").addEventListener("click", help);
$("text").addEventListener("click", (event) => {
  const span = event.target.closest("[data-mention]");
  if (span && getSelection().isCollapsed) choose(Number(span.dataset.mention), false);
});
for (const id of ["f-type", "f-status", "f-cert", "f-entity"]) $(id).addEventListener("input", () => refresh(false));
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
