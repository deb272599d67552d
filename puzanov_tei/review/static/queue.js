// What is to be decided, in which order, and what has been: no page here, only data.

const DOUBT = { unknown: 0, low: 1, medium: 2, "": 3, high: 4 };
const CONTEXT = 32;
export const KINDS = ["person", "place", "org", "date", "event", "work", "object", "name"];
const VERDICTS = new Set(["accept", "reject", "relink", "retype", "resize", "add", "set"]);
const ORDER = ["id", "op", "block", "exact", "prefix", "suffix", "type", "entity", "value", "by", "note"];

// A decision as the server writes it: keys in order, nothing empty.
export function asLine(decision, by) {
  const line = {};
  for (const key of ORDER) {
    const value = key === "by" ? decision.by || by : decision[key];
    if (value || key === "block" || key === "exact") line[key] = value ?? "";
  }
  return line;
}

const texts = new WeakMap();

// What a decision says; two that say the same are one, whichever side wrote them down.
export function textOf(decision) {
  if (!texts.has(decision)) texts.set(decision, JSON.stringify(ORDER.map((key) => decision[key] ?? "")));
  return texts.get(decision);
}

// Decisions with a change: what it removes is gone, what it adds is there once.
export function changed(decisions, { add, remove }) {
  const gone = new Set(remove.map(textOf));
  const kept = decisions.filter((d) => !gone.has(textOf(d)));
  const known = new Set(kept.map(textOf));
  return [...kept, ...add.filter((d) => !known.has(textOf(d)))];
}

export function sameDecisions(some, others) {
  const known = new Set(some.map(textOf));
  return some.length === others.length && others.every((d) => known.has(textOf(d)));
}

// Whether a decision is about a mention: the same words in the same company.
export function isAbout(decision, mention) {
  return decision.exact === mention.exact && decision.block === mention.address &&
    (decision.prefix ?? "") === mention.prefix && (decision.suffix ?? "") === mention.suffix;
}

const keyOf = (...parts) => parts.join("\u0000");

// What is the same whatever is decided: mentions with their words and their block's address, and the way to them.
// The key of a mention stays when others come and go.
export function prepare(data) {
  const mentions = data.mentions.map((m, number) => {
    const { text, address } = data.blocks[m.block];
    return { ...m, key: number, address, decision: null, ...quoted(text, m.begin, m.end) };
  });
  return { mentions, blocks: new Map(data.blocks.map((block, number) => [block.address, [number, block.text]])),
    places: new Map(mentions.map((m, number) => [keyOf(m.address, m.exact, m.prefix, m.suffix), number])) };
}

// Mentions with what was decided about them; names that an editor added come at the end.
export function withDecisions({ mentions: given, places, blocks }, decisions) {
  const mentions = given.slice();
  for (const decision of decisions) {
    if (!VERDICTS.has(decision.op)) continue;
    const [prefix, suffix] = [decision.prefix ?? "", decision.suffix ?? ""];
    const number = places.get(keyOf(decision.block, decision.exact, prefix, suffix));
    if (number !== undefined) mentions[number] = { ...mentions[number], decision };
    else if (decision.op === "add" && blocks.has(decision.block)) {
      const [block, text] = blocks.get(decision.block);
      const begin = text.indexOf(prefix + decision.exact) + prefix.length;
      const key = keyOf(decision.block, decision.exact, prefix, suffix);
      mentions.push({ id: decision.id, key, block, begin, end: begin + decision.exact.length, exact: decision.exact,
        prefix, suffix, type: decision.type, entity: decision.entity ?? "", cert: "", status: "confirmed", question: "",
        when: "", address: decision.block, decision });
    }
  }
  return mentions;
}

export function stateOf(mention) {
  if (mention.decision) return "decided";
  return mention.status === "open" ? "open" : "decided";
}

export function entityOf(mention) {
  return mention.decision?.entity ?? mention.entity;
}

export function typeOf(mention) {
  return mention.decision?.op === "retype" ? mention.decision.type : mention.type;
}

// The kind of record that a name can lead to; empty if records have no such kind.
export function recordKind(mention) {
  const type = typeOf(mention) === "rs" ? mention.about : typeOf(mention);
  return ["person", "place", "org"].includes(type) ? type : "";
}

// The numbers of the mentions that the filters leave, least certain first.
export function queue(mentions, filters) {
  const wanted = filters.entity.toLowerCase();
  const byDoubt = [[], [], [], [], []];
  mentions.forEach((m, number) => {
    if (filters.type && typeOf(m) !== filters.type) return;
    if (filters.status && stateOf(m) !== filters.status) return;
    if (filters.cert && (m.cert || "none") !== filters.cert) return;
    if (wanted && !`${entityOf(m)} ${m.exact}`.toLowerCase().includes(wanted)) return;
    byDoubt[DOUBT[m.cert] ?? 0].push(number);
  });
  return byDoubt.flat();
}

// A decision about a mention.
export function verdict(op, mention, more = {}) {
  return { op, block: mention.address, exact: mention.exact, prefix: mention.prefix, suffix: mention.suffix,
    type: mention.type, entity: op === "reject" ? "" : mention.entity, id: mention.id, ...more };
}

// What a day or period is as attributes of a date; null if it is none.
export function asAttributes(given) {
  const days = given.split("/").map((day) => day.trim());
  if (days.length > 2 || !days.every((day) => /^\d{4}(-\d\d(-\d\d)?)?$/.test(day))) return null;
  const [begin, end] = days;
  const all = end ? { when: "", from: begin, to: end } : { when: begin, from: "", to: "" };
  return Object.entries({ ...all, notBefore: "", notAfter: "" }).map(([name, value]) => `${name}="${value}"`).join(" ");
}

// The words with one more or one less at a side: [begin, end] among the block's words.
export function moved(text, begin, end, side, grow) {
  const words = [...text.matchAll(/\S+/g)].map((m) => [m.index, m.index + m[0].length]);
  if (side === "left") {
    const edges = words.map((w) => w[0]);
    const next = grow ? Math.max(...edges.filter((e) => e < begin)) : Math.min(...edges.filter((e) => e > begin && e < end));
    return [Number.isFinite(next) ? next : begin, end];
  }
  const edges = words.map((w) => w[1]);
  const next = grow ? Math.min(...edges.filter((e) => e > end)) : Math.max(...edges.filter((e) => e < end && e > begin));
  return [begin, Number.isFinite(next) ? next : end];
}

// Where in a text words stand: [begin, end] of each.
export function occurrences(text, words) {
  const places = [];
  for (let begin = text.indexOf(words); words && begin >= 0; begin = text.indexOf(words, begin + 1)) {
    places.push([begin, begin + words.length]);
  }
  return places;
}

// Words of a text with what stands on both sides, as decisions quote them.
export function quoted(text, begin, end) {
  return { exact: text.slice(begin, end), prefix: text.slice(Math.max(0, begin - CONTEXT), begin),
    suffix: text.slice(end, end + CONTEXT) };
}

// What stands on both sides of a bound between paragraphs, as decisions quote it.
export function bound(before, after) {
  return { exact: "", prefix: before.slice(-CONTEXT).trim(), suffix: after.slice(0, CONTEXT).trim() };
}

// Where in a block's text a decided paragraph begins; -1 if its words are not there.
export function cutOf(decision, text) {
  const [prefix, suffix] = [decision.prefix ?? "", decision.suffix ?? ""];
  const begin = text.indexOf(`${prefix} ${suffix}`);
  return begin < 0 ? -1 : begin + prefix.length + 1;
}
