// What an editor can do with the proposal that is chosen, or with the paragraph.

import { KINDS, asAttributes, bound, entityOf, isAbout, moved, occurrences, quoted, recordKind, verdict } from "/queue.js";
import { chooseOne, confirmWith, findRecord, promptFor } from "/dialogs.js";
import { $, say } from "/page.js";
import { choose, chooseBlock, chooseFirst, chosen, numberOf, state } from "/view.js";

const BROKEN = new Set(["p", "ab", "item"]);

const before = (m) => (m.decision ? [m.decision] : []);

export function step(by) {
  if (!state.queue.length) return say("Nothing is left in the queue.");
  const place = state.queue.indexOf(state.now);
  return choose(state.queue[place < 0 ? 0 : (place + by + state.queue.length) % state.queue.length]);
}

export function walk(by) {
  const count = state.data.blocks.length;
  if (count) chooseBlock((Math.max(state.block, 0) + by + count) % count);
}

// Make a change about the proposal and go on with the one that followed it in the queue.
function andGoOn(change) {
  const place = state.queue.indexOf(state.now);
  const following = state.mentions[state.queue[place + 1] ?? state.queue[place - 1] ?? -1]?.key;
  change();
  const number = following === undefined ? -1 : numberOf(following);
  if (number >= 0 && number !== state.now) choose(number);
  else chooseFirst();
}

export function decide(op, more = {}, words = op) {
  const m = chosen();
  if (!m) return;
  const decision = verdict(op, m, more);
  const isOwn = m.decision?.op === "add";
  if (isOwn) decision.op = "add";
  const add = isOwn && op === "reject" ? [] : [decision];
  andGoOn(() => state.store.change(add, before(m), `${m.exact}: ${words}.`));
}

export function undo() {
  if (!state.store.undo()) say("Nothing to undo.");
}

export function redo() {
  if (!state.store.redo()) say("Nothing to redo.");
}

export function retype() {
  if (chosen()) chooseOne("What is it?", KINDS, (number) => retypeAs(KINDS[number]));
}

// A record of one kind is none of another: the link goes with the kind.
function retypeAs(type) {
  const m = chosen();
  const fits = m && entityOf(m).startsWith({ person: "pers-", place: "place-", org: "org-" }[type] ?? "-");
  decide("retype", { type, entity: fits ? entityOf(m) : "" }, `is a ${type}`);
}

export function acceptAll() {
  const m = chosen();
  if (!m) return undefined;
  const same = state.queue.map((n) => state.mentions[n]).filter((o) => o.exact === m.exact && o.entity === m.entity && o.type === m.type && !o.decision);
  if (!same.length) return say("None is left to accept.");
  return confirmWith(`Accept all ${same.length} visible of “${m.exact}”${m.entity ? ` as ${m.entity}` : ""}?`, () => {
    state.store.change(same.map((o) => verdict("accept", o)), [], `${same.length} of ${m.exact} accepted.`);
    chooseFirst();
  });
}

export function resize(side, grow) {
  const m = chosen();
  if (!m) return undefined;
  const text = state.data.blocks[m.block].text;
  const value = m.decision?.op === "resize" ? m.decision.value : m.exact;
  const from = text.indexOf(value, Math.max(0, m.begin - value.length));
  const [begin, end] = moved(text, from, from + value.length, side, grow);
  const words = text.slice(begin, end).replace(/[,.;:]$/, "");
  if (words === value || !words) return say("It cannot be moved further.");
  return state.store.change([verdict("resize", m, { value: words })], before(m), `Now “${words}”.`);
}

// --- links --------------------------------------------------------------------------------------

function recordOf(record) {
  return record.fresh ? [{ op: "entity", exact: record.fresh, type: record.kind, entity: record.id }] : [];
}

export function relink() {
  const m = chosen();
  if (!m) return undefined;
  if (m.type === "date") return redate(m);
  return findRecord(m.exact, recordKind(m), (record) => {
    const type = ["rs", "date", "name"].includes(m.type) || !record.kind ? m.type : record.kind;
    const decision = verdict(m.decision?.op === "add" ? "add" : "relink", m, { entity: record.id, type });
    state.store.change([decision, ...recordOf(record)], before(m), `${m.exact} is ${record.id}.`);
    step(1);
  });
}

function redate(m) {
  promptFor("Which day? 1957-04-02, 1957-04, or a period 1957-04-02/1957-04-05", m.when, (given) => {
    const value = asAttributes(given);
    if (!value) return say("That is no day: write it as 1957-04-02.");
    state.store.change([verdict("set", m, { value })], before(m), `${m.exact} is ${given}.`);
    return step(1);
  });
}

// --- words --------------------------------------------------------------------------------------

// The words that are selected in the transcription, as a place; null if nothing is.
function selected() {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const within = range?.commonAncestorContainer;
  const node = (within?.nodeType === Node.TEXT_NODE ? within.parentElement : within)?.closest?.("#text .block");
  const words = selection.toString().trim();
  if (!node || !words) return null;
  const start = document.createRange();
  start.selectNodeContents(node);
  start.setEnd(range.startContainer, range.startOffset);
  const number = Number(node.dataset.block);
  const begin = state.data.blocks[number].text.indexOf(words, Math.max(0, start.toString().length - 1));
  return begin < 0 ? null : placeOf(number, begin, begin + words.length);
}

function placeOf(block, begin, end) {
  const { text, address } = state.data.blocks[block];
  return { block, begin, address, ...quoted(text, begin, end), type: "", entity: "", id: "" };
}

// Words typed instead of selected, so that the keyboard is enough.
function withTyped(label, action) {
  const number = Math.max(state.block, 0);
  promptFor(label, "", (words) => {
    const { text } = state.data.blocks[number];
    const places = occurrences(text, words);
    if (!places.length) return say("These words are not in the paragraph.");
    if (places.length === 1) return action(placeOf(number, ...places[0]));
    const around = places.map(([begin, end]) => `… ${text.slice(Math.max(0, begin - 20), end + 20)} …`);
    return chooseOne("Which of them?", around, (which) => action(placeOf(number, ...places[which])));
  });
}

const WHICH = "Which words of this paragraph?";

export function add() {
  const place = selected();
  if (place) addAt(place);
  else withTyped(WHICH, addAt);
}

function addAt(place) {
  if (state.mentions.some((m) => isAbout({ ...place, block: place.address }, m))) {
    return say("These words are a proposal already.");
  }
  return chooseOne(`What is “${place.exact}”?`, KINDS, (number) => addAs(KINDS[number], place));
}

function addAs(type, place) {
  const put = (entity, more) => state.store.change([verdict("add", place, { type, entity }), ...more], [], `${place.exact} added.`);
  const kind = recordKind({ type });
  if (!kind) return put("", []);
  return findRecord(place.exact, kind, (record) => put(record.id, recordOf(record)));
}

// What is done to the selected words, those of the proposal, or (`typed`) words that are typed.
function withWords(typed, action) {
  const place = typed ? null : selected() ?? chosen();
  if (place) action(place);
  else withTyped(WHICH, action);
}

export function correct(typed = false) {
  withWords(typed, (place) => promptFor(`What is right instead of “${place.exact}”?`, place.exact, (value) =>
    state.store.change([{ ...verdict("correct", place), type: "", entity: "", value }], [], "Corrected.")));
}

export function comment(typed = false) {
  withWords(typed, (place) => note(`Comment on “${place.exact}” (Ctrl-Enter saves)`, place));
}

export function headnote() {
  const { block } = selected() ?? { block: state.block };
  if (block < 0) return say("Choose a paragraph first.");
  return note("Headnote (Ctrl-Enter saves)", { ...placeOf(block, 0, 0), suffix: "" });
}

function note(label, place) {
  const about = { ...verdict("note", place), type: "", entity: "" };
  promptFor(label, "", (value) => state.store.change([{ ...about, id: "", value }], [], "Note written."), true);
}

// --- paragraphs ---------------------------------------------------------------------------------

export function split() {
  const place = selected();
  if (place) splitAt(place);
  else withTyped("With which words does the new paragraph begin?", splitAt);
}

function splitAt({ block, begin }) {
  const { text, kind, address } = state.data.blocks[block];
  if (!BROKEN.has(kind)) return say("Only paragraphs and items can be split.");
  if (text[begin - 1] !== " ") return say("A new paragraph begins with a word, and not with the first one.");
  const made = { op: "split", block: address, ...bound(text.slice(0, begin), text.slice(begin)) };
  return state.store.change([made], [], "Split.");
}

export function join() {
  const { block } = selected() ?? state;
  const first = state.data.blocks[block];
  const second = first?.joins ? state.data.blocks[first.joins] : null;
  if (!second) return say("Nothing that it could be joined with comes next.");
  const made = { op: "join", block: first.address, ...bound(first.text, second.text) };
  return state.store.change([made], [], "Joined with the next one.");
}
