// The full-text search. Index and texts are scripts: a page from a disk may load nothing else.
"use strict";
(() => {
  const form = document.getElementById("search-form");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const more = document.getElementById("search-more");
  const names = {};
  document.querySelectorAll("#search-kinds dt").forEach((dt) => { names[dt.textContent] = dt.nextElementSibling.textContent; });
  const FIELDS = ["title", "kind", "date", "year", "address", "note", "piece"];
  const PAGE = 20, HITS = 3, AROUND = 90;

  // The same rules as folding.py.
  const LETTERS = { "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d" };
  const WORDS = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])[\p{L}\p{N}])+/gu;
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[łøđßæœıþð]/g, (c) => LETTERS[c])
    .replace(/['’ʼ]s(?![\p{L}\p{N}_])/gu, "").replace(/(?<=[\p{L}\p{N}_])['’ʼʹ′`](?=[\p{L}\p{N}_])/gu, "").normalize("NFC");
  const fold = (text) => plain(text).match(WORDS) || [];
  window.puzanovFold = fold;

  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(address));
    document.head.append(script);
  });
  let index = null;
  const pieces = new Map();
  window.puzanovIndex = (content) => {
    index = MiniSearch.loadJS(content, {
      fields: ["title", "text"], storeFields: ["unit"], tokenize: fold, processTerm: (term) => term,
    });
  };
  window.puzanovText = (number, units) => pieces.set(number, units);
  const text = async (number) => {
    if (!pieces.has(number)) await load(`search/text-${number}.js`);
    return pieces.get(number);
  };

  const unit = (result) => Object.fromEntries(result.unit.map((value, n) => [FIELDS[n], value]));
  const phrases = (query) => [...query.matchAll(/"([^"]+)"/g)].map((m) => ` ${fold(m[1]).join(" ")} `).filter((p) => p.trim());

  async function find(query, filter) {
    const wanted = {
      combineWith: "AND", boost: { title: 2 },
      prefix: (term, n, terms) => n === terms.length - 1 && !/["\s]$/.test(query) && term.length > 2,
      filter: (result) => {
        const [, kind, , year] = result.unit;
        return (!filter.kind || kind === filter.kind) && (!filter.from || (year && year >= filter.from)) && (!filter.to || (year && year <= filter.to));
      },
    };
    let results = index.search(query, wanted), near = false;
    if (!results.length) {
      results = index.search(query, { ...wanted, fuzzy: 0.2 });
      near = results.length > 0;
    }
    const exact = phrases(query);
    if (exact.length) {
      const kept = [];
      for (const result of results) {
        const lines = (await text(unit(result).piece))[result.id] || [];
        const whole = ` ${fold([unit(result).title, ...lines.map((line) => line[1])].join(" ")).join(" ")} `;
        if (exact.every((phrase) => whole.includes(phrase))) kept.push(result);
      }
      results = kept;
    }
    if (filter.order === "date") results.sort((a, b) => (unit(a).year || "9999").localeCompare(unit(b).year || "9999") || a.id - b.id);
    return { results, near };
  }

  // The places of words in a line, as [begin, end].
  function places(line, terms) {
    const found = [];
    for (const match of line.matchAll(/[\p{L}\p{N}\p{M}'’ʼʹ′`]+/gu)) {
      if (fold(match[0]).some((word) => terms.has(word))) found.push([match.index, match.index + match[0].length]);
    }
    return found;
  }
  function excerpt(line, hits) {
    const begin = Math.max(0, hits[0][0] - AROUND), end = Math.min(line.length, hits[0][1] + AROUND);
    const parts = [document.createTextNode(begin ? "… " + line.slice(begin, hits[0][0]).replace(/^\S*\s/, "") : line.slice(0, hits[0][0]))];
    let last = hits[0][0];
    for (const [from, to] of hits) {
      if (to > end) break;
      if (from > last) parts.push(document.createTextNode(line.slice(last, from)));
      const mark = document.createElement("mark");
      mark.textContent = line.slice(from, to);
      parts.push(mark);
      last = to;
    }
    parts.push(document.createTextNode(end < line.length ? line.slice(last, end).replace(/\s\S*$/, "") + " …" : line.slice(last)));
    return parts;
  }

  async function item(result) {
    const found = unit(result), li = document.createElement("li");
    const heading = document.createElement("h2"), link = document.createElement("a");
    link.href = found.address;
    link.textContent = found.title;
    heading.append(link);
    const told = document.createElement("p");
    told.className = "told";
    told.textContent = [names[found.kind], found.date, found.note].filter(Boolean).join(" · ");
    const contexts = document.createElement("ul");
    contexts.className = "contexts";
    const lines = (await text(found.piece))[result.id] || [], terms = new Set(result.terms);
    for (const [anchor, line] of lines) {
      const hits = places(line, terms);
      if (!hits.length || contexts.children.length >= HITS) continue;
      const row = document.createElement("li"), to = document.createElement("a");
      to.href = found.address + (anchor ? "#" + anchor : "");
      to.append(...excerpt(line, hits));
      row.append(to);
      contexts.append(row);
    }
    li.append(heading, told, contexts);
    return li;
  }

  let shown = [], turn = 0;
  async function show(count) {
    const begin = list.children.length, now = turn;
    const made = await Promise.all(shown.slice(begin, begin + count).map(item));
    if (now !== turn) return;
    list.append(...made);
    more.hidden = list.children.length >= shown.length;
    if (begin && made.length) made[0].querySelector("a").focus();
  }
  async function run() {
    const now = ++turn, values = Object.fromEntries(new FormData(form)), query = values.q.trim();
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    if (!query) return;
    try {
      if (!index) {
        status.textContent = status.dataset.loading;
        await load("search/index.js");
      }
      const { results, near } = await find(query, values);
      if (now !== turn) return;
      shown = results;
      status.textContent = !results.length ? status.dataset.none : (near ? status.dataset.near + " " : "") + status.dataset.found.replace("#", results.length);
      await show(PAGE);
    } catch (error) {
      status.textContent = status.dataset.failed;
    }
  }
  more.addEventListener("click", () => show(PAGE));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    try { history.replaceState(null, "", "?" + values); } catch (error) { /* not allowed from a disk */ }
    run();
  });
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(run, 250); });
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  run();
})();
