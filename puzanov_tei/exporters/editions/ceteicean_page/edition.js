// Loads the TEI of this page with CETEIcean and opens a card for each name that the register knows.
"use strict";
(async () => {
  const place = document.getElementById("TEI");
  const [register, tei] = await Promise.all([
    fetch("register.json").then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})),
    load(place.dataset.tei),
  ]);
  if (!tei) return;
  place.replaceChildren(tei);
  for (const name of place.querySelectorAll("[ref]")) {
    const known = name.getAttribute("ref").split(/\s+/).map((pointer) => register[pointer.replace(/^#/, "")]).filter(Boolean);
    if (known.length && !name.closest("tei-teiheader, tei-standoff")) offer(name, known);
  }
  document.documentElement.dataset.ready = "yes";

  async function load(address) {
    const reader = new CETEI({ ignoreFragmentId: true });
    // The text has its own brackets, and the page its own title.
    reader.addBehaviors({ tei: { note: null, title: null } });
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
      const text = await answer.text();
      return await new Promise((done) => reader.makeHTML5(text, done));
    } catch (error) {
      console.error(error);
      place.textContent = "The text could not be loaded. Open this folder through a web server, not as files.";
      return null;
    }
  }

  function offer(name, entries) {
    name.dataset.card = entries[0].kind;
    name.tabIndex = 0;
    name.setAttribute("role", "button");
    name.setAttribute("aria-haspopup", "dialog");
    const open = (event) => { event.preventDefault(); event.stopPropagation(); show(entries, name); };
    name.addEventListener("click", open);
    name.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") open(event); });
  }

  function show(entries, from) {
    const card = document.getElementById("card");
    const button = element("button", "Close");
    button.addEventListener("click", () => card.close());
    card.addEventListener("close", () => from.focus(), { once: true });
    card.replaceChildren(button, ...entries.flatMap(describe));
    card.setAttribute("aria-label", entries[0].label);
    card.showModal();
    card.scrollTop = 0;
  }

  function describe(entry) {
    const list = element("dl");
    for (const [term, values] of entry.facts) {
      list.append(element("dt", term), ...values.map((value) => { const dd = element("dd"); dd.append(link(value)); return dd; }));
    }
    return [element("h2", entry.label), list];
  }

  function link(value) {
    if (typeof value === "string") return document.createTextNode(value);
    const anchor = element("a", value[0]);
    anchor.href = value[1];
    return anchor;
  }

  function element(tag, text) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    return made;
  }
})();
