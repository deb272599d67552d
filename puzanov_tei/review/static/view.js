// What is shown of a document: source and transcription, the proposal that is chosen, what was decided, findings.

import { KINDS, cutOf, entityOf, prepare, queue, sameDecisions, stateOf, textOf, typeOf, withDecisions } from "/queue.js";
import { closeDialog } from "/dialogs.js";
import { $, address, ask, button, make, say } from "/page.js";

const KIND_IN_WORDS = {
  org: "an organisation", event: "an event", object: "an object", work: "the title of a work",
  rs: "somebody or something that is not named, but meant", name: "some name",
};
const SAID = {
  open: "Nobody has confirmed this.", confirmed: "An editor has confirmed this.", none: "It stands in the source's markup.",
};
const SURE = {
  high: "and is sure of it", medium: "and holds it for probable", low: "with doubt", unknown: "and found no record for it",
};
const DONE = { accept: "confirmed", reject: "no name", relink: "linked to", retype: "of another kind:", resize: "the name is",
  add: "a new name", set: "the date is", correct: "corrected to", note: "comment", entity: "a new record", insert: "put in",
  remove: "taken out" };
const BREAKS = new Set(["split", "join"]);

// data: the document as the server gave it; store: what was decided; now, block: the mention and paragraph chosen.
export const state = { data: null, store: null, prepared: null, decisions: [], mentions: [], queue: [], now: -1, block: -1,
  nodes: new Map() };

export const chosen = () => state.mentions[state.now];

// --- a document ---------------------------------------------------------------------------------

export function show(data, store) {
  const prepared = prepare(data);
  const decisions = store.decisions;
  Object.assign(state, { data, store, prepared, decisions, mentions: withDecisions(prepared, decisions), now: -1, block: -1 });
  document.title = `${data.title} · review`;
  $("title").textContent = data.title;
  options($("f-type"), [...new Set(state.mentions.map((m) => m.type))].sort());
  options($("f-cert"), [...new Set(state.mentions.map((m) => m.cert))].sort());
  draw();
  refresh();
  chooseFirst();
}

function options(select, values) {
  const kept = select.value;
  select.replaceChildren(make("option", "all", { value: "" }), ...values.map((v) => make("option", v || "none", { value: v || "none" })));
  select.value = [...select.options].some((o) => o.value === kept) ? kept : "";
}

// Show the decisions as they are now; the same proposal stays chosen.
export function take() {
  const decisions = state.store.decisions;
  if (sameDecisions(state.decisions, decisions)) return;
  const [before, key] = [state.mentions, chosen()?.key];
  const moved = breaksOf(state.decisions) !== breaksOf(decisions);
  state.decisions = decisions;
  state.mentions = withDecisions(state.prepared, decisions);
  const said = (m) => (m.decision ? textOf(m.decision) : "");
  const sameNames = before.length === state.mentions.length && before.every((m, n) => m.key === state.mentions[n].key);
  const lost = key !== undefined && numberOf(key) < 0;
  state.now = key === undefined ? -1 : numberOf(key);
  if (!sameNames || moved) draw();
  else state.mentions.forEach((m, n) => { if (m.decision !== before[n].decision && said(m) !== said(before[n])) paint(n); });
  refresh();
  if (lost) chooseFirst();
}

const breaksOf = (decisions) => decisions.filter((d) => BREAKS.has(d.op)).map(textOf).join("\n");

export const numberOf = (key) => state.mentions.findIndex((m) => m.key === key);

// --- drawing ------------------------------------------------------------------------------------

function draw() {
  const source = document.createDocumentFragment();
  const text = document.createDocumentFragment();
  const of = state.data.blocks.map(() => []);
  state.nodes.clear();
  state.mentions.forEach((m, number) => of[m.block].push(number));
  state.data.blocks.forEach((block, number) => {
    const now = number === state.block ? " now" : "";
    source.append(make("p", block.source || block.text, { class: `block ${block.kind}${now}`, "data-block": number }));
    text.append(drawBlock(block, number, of[number]));
  });
  $("source").replaceChildren(source);
  $("text").replaceChildren(text);
}

function drawBlock(block, number, mentions) {
  const own = state.decisions.filter((d) => d.block === block.address && BREAKS.has(d.op));
  const joined = own.some((d) => d.op === "join") ? " joined" : "";
  const now = number === state.block ? " now" : "";
  const node = make("p", "", { class: `block ${block.kind}${joined}${now}`, "data-block": number });
  const breaks = new Set(own.filter((d) => d.op === "split").map((d) => cutOf(d, block.text)));
  const cuts = new Set([0, block.text.length, ...[...breaks].filter((cut) => cut > 0)]);
  for (const n of mentions) cuts.add(state.mentions[n].begin).add(state.mentions[n].end);
  const edges = [...cuts].sort((a, b) => a - b);
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [begin, end] = [edges[i], edges[i + 1]];
    const here = mentions.filter((n) => state.mentions[n].begin <= begin && end <= state.mentions[n].end);
    const words = block.text.slice(begin, end);
    if (breaks.has(begin)) node.append(make("span", "", { class: "break" }));
    if (!here.length) {
      node.append(words);
      continue;
    }
    const size = (n) => state.mentions[n].end - state.mentions[n].begin;
    const inner = here.reduce((a, b) => (size(b) < size(a) ? b : a));
    const span = make("span", words, { "data-mention": inner });
    for (const n of here) state.nodes.set(n, [...(state.nodes.get(n) ?? []), span]);
    node.append(span);
    span.className = look(span);
  }
  return node;
}

// The class of a piece of a name: as the innermost name that it is of; all pieces of the chosen name are chosen.
function look(span) {
  const m = state.mentions[Number(span.dataset.mention)];
  const kind = KINDS.slice(0, 4).includes(typeOf(m)) ? typeOf(m) : "other";
  const rejected = m.decision?.op === "reject" ? " rejected" : "";
  const isChosen = state.nodes.get(state.now)?.includes(span) ? " chosen" : "";
  return `m ${kind}${stateOf(m) === "decided" ? " decided" : ""}${rejected}${isChosen}`;
}

function paint(number) {
  for (const span of state.nodes.get(number) ?? []) span.className = look(span);
}

// Queue, counts and card follow the decisions and filters.
export function refresh() {
  const filters = { type: $("f-type").value, status: $("f-status").value, cert: $("f-cert").value, entity: $("f-entity").value };
  state.queue = queue(state.mentions, filters);
  const total = state.mentions.length;
  const done = state.mentions.filter((m) => stateOf(m) === "decided").length;
  $("bar").max = Math.max(1, total);
  $("bar").value = done;
  $("count").textContent = `${done}/${total}`;
  $("filter-count").textContent = `(${state.queue.length} shown)`;
  card();
}

export const chooseFirst = () => choose(state.queue[0] ?? -1);

export function choose(number, scroll = true) {
  const before = state.now;
  closeDialog();
  state.now = number;
  for (const one of [before, number]) if (one >= 0 && one < state.mentions.length) paint(one);
  if (number >= 0) goTo(state.mentions[number].block, scroll);
  card();
}

// Another paragraph, with the first of its proposals if it has one.
export function chooseBlock(block, scroll = true) {
  choose(state.mentions.findIndex((m) => m.block === block), false);
  goTo(block, scroll);
  card();
}

function goTo(block, scroll) {
  state.block = block;
  for (const side of ["source", "text"]) {
    $(side).querySelector(".now")?.classList.remove("now");
    const node = $(side).children[block];
    node.classList.add("now");
    if (scroll || side === "source") follow($(side), (side === "text" && state.nodes.get(state.now)?.[0]) || node);
  }
}

function follow(box, node) {
  const [outer, inner] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  if (inner.top < outer.top + 20 || inner.bottom > outer.bottom - 20) {
    box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
  }
}

// --- the card -----------------------------------------------------------------------------------

let turn = 0;

function card() {
  const m = chosen();
  turn += 1;
  $("evidence").replaceChildren();
  made();
  if (!m) {
    const block = state.data.blocks[state.block];
    $("words").textContent = block && state.queue.length ? "A paragraph without names" : "Nothing is left to decide here";
    $("where").textContent = state.queue.length ? "j goes on with the queue." : "Change the filters above, or the document.";
    const next = state.queue.length ? null : neighbour(1);
    if (next) {
      const item = make("li");
      item.append(button(`Next document: ${next.text}`, () => turnTo(1)));
      $("evidence").append(item);
    }
    return;
  }
  const place = state.queue.indexOf(state.now);
  $("words").textContent = m.exact;
  $("where").textContent = place < 0 ? `Not among the ${state.queue.length} of the queue` : `${place + 1} of ${state.queue.length} in the queue`;
  const kind = KIND_IN_WORDS[m.type] ?? `a ${m.type}`;
  const lines = [`The program takes these words for ${kind}${m.cert ? `, ${SURE[m.cert] ?? ""}` : ""}.`];
  if (m.when) lines.push(`The day meant: ${m.when}.`);
  lines.push(m.decision ? `Decided by ${m.decision.by}: ${inWords(m.decision)}.` : SAID[m.status]);
  if (m.question) lines.push(m.question);
  for (const line of lines) $("evidence").append(make("li", line));
  if (m.type !== "date") void evidence(m, turn);
}

// The document before or after the one that is shown, as its option in the list; undefined at the ends.
function neighbour(by) {
  const list = $("documents");
  return list.options[list.selectedIndex + by];
}

export function turnTo(by) {
  const option = neighbour(by);
  if (!option) return say(by > 0 ? "This is the last document." : "This is the first document.");
  $("documents").value = option.value;
  return $("documents").dispatchEvent(new Event("change"));
}

function inWords(decision) {
  const { op, type, value, entity, prefix, suffix } = decision;
  if (op === "split") return `a new paragraph begins with “${suffix}”`;
  if (op === "join") return `joined with the next one, “${suffix}”`;
  const what = op === "retype" ? type : value || (op === "accept" || op === "reject" ? "" : entity);
  return `${DONE[op] ?? op}${what ? ` ${op === "set" ? days(what) : what}` : ""}`;
}

function days(value) {
  return [...value.matchAll(/"([^"]+)"/g)].map((m) => m[1]).join(" to ");
}

const answers = new Map();

// An answer of the server, asked for once; one that did not come is asked for again.
function known(path) {
  if (!answers.has(path)) {
    const answer = ask(path);
    answers.set(path, answer);
    answer.catch(() => answers.delete(path));
  }
  return answers.get(path);
}

async function evidence(m, mine) {
  const id = entityOf(m);
  const place = `${address("documents", state.data.id, "evidence")}?q=${encodeURIComponent(m.exact)}&entity=${encodeURIComponent(id)}`;
  const wanted = [id ? known(address("entities", id)) : null, known(place)];
  const [record, sentences] = await Promise.all(wanted).catch(() => [null, []]);
  if (mine !== turn) return;
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
  const block = state.data.blocks[state.block]?.address ?? "";
  const own = state.decisions.filter((d) => d.block === block || (d.op === "entity" && !block));
  $("made").replaceChildren(...own.map((decision) => {
    const item = make("li", `${decision.exact || "The paragraph"}: ${inWords(decision)} (${decision.by}) `);
    item.append(button("take back", () => state.store.change([], [decision], "Taken back.")));
    return item;
  }));
}

// --- findings -----------------------------------------------------------------------------------

export async function findings() {
  const { id, blocks } = state.data;
  const told = await ask(address("documents", id, "findings")).catch(() => []);
  if (id !== state.data.id) return;
  $("findings-count").textContent = `(${told.length})`;
  $("finding-list").replaceChildren(...told.map((f) => {
    const item = make("li");
    item.append(button(`${f.severity} ${f.code}: ${f.message}`, () => {
      const block = blocks.findIndex((b) => b.xml_id && b.xml_id === f.xml_id);
      if (block < 0) say(`Line ${f.line} of the file.`);
      else chooseBlock(block);
    }));
    return item;
  }));
}
