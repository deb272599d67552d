// Questions to the editor: a choice, words, a record. Keys pressed before an answer is there are kept for it.

import { $, ask, button, make, say } from "/page.js";

function openDialog(...nodes) {
  $("dialog").replaceChildren(...nodes);
  $("dialog").hidden = false;
  $("dialog").querySelector("input, textarea, select, button").focus();
}

export function closeDialog() {
  if ($("dialog").hidden) return;
  $("dialog").hidden = true;
  $("dialog").replaceChildren();
  $("card").focus({ preventScroll: true });
}

// A few answers; each has its number as a key.
export function chooseOne(label, answers, action) {
  const box = make("div", "", { class: "buttons" });
  box.append(...answers.map((answer, number) => button(`${number + 1} ${answer}`, () => { closeDialog(); action(number); })));
  box.addEventListener("keydown", (event) => { box.children[Number(event.key) - 1]?.click(); });
  openDialog(make("p", label), box);
}

export function confirmWith(question, action) {
  openDialog(make("p", question), button("Yes", () => { closeDialog(); action(); }), button("No", closeDialog));
}

export function promptFor(label, value, action, isLong = false) {
  const field = make(isLong ? "textarea" : "input", "", { id: "answer" });
  field.value = value;
  const go = () => {
    const given = field.value.trim();
    closeDialog();
    if (given) action(given);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || (isLong && !event.ctrlKey)) return;
    event.preventDefault();
    go();
  });
  openDialog(make("label", label, { for: "answer" }), field, button("Save", go));
  field.select();
}

export function findRecord(start, kind, action) {
  const input = make("input", "", { id: "search", role: "combobox", "aria-expanded": "true", "aria-controls": "records",
    "aria-autocomplete": "list", autocomplete: "off" });
  const list = make("ul", "", { id: "records", role: "listbox", "aria-label": "Records" });
  let [records, answered, chosen, looking] = [[], null, 0, null];

  function show() {
    list.replaceChildren(...records.map((record, number) => {
      const option = make("li", "", { role: "option", id: `record-${number}`, "aria-selected": String(number === chosen) });
      option.append(make("strong", record.label), ` (${record.id}) `, make("span", record.says, { class: "says" }));
      option.addEventListener("click", () => pick(number));
      return option;
    }));
    if (records.length) input.setAttribute("aria-activedescendant", `record-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function pick(number) {
    if (!records[number]) return say("No record is chosen: type a part of its name.");
    closeDialog();
    return action(records[number]);
  }

  async function look() {
    const name = input.value.trim();
    const answer = await ask(`/api/entities?q=${encodeURIComponent(name)}&type=${encodeURIComponent(kind)}`).catch(() => null);
    if (name !== input.value.trim()) return;
    if (!answer) {
      [records, answered] = [[], name];
      say("The records cannot be looked up: the server does not answer.");
      return;
    }
    const fresh = { id: answer.new, label: `New ${kind}: ${name}`, says: "A record is made of this name.", fresh: name, kind };
    [records, answered, chosen] = [name && kind ? [...answer.found, fresh] : answer.found, name, 0];
    show();
  }

  input.addEventListener("input", () => { looking = look(); });
  input.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by && event.key !== "Enter") return;
    event.preventDefault();
    if (answered !== input.value.trim()) keepFor(looking, event); // the list is of other words, or not there yet
    else if (event.key === "Enter") pick(chosen);
    else if (records.length) {
      chosen = (chosen + by + records.length) % records.length;
      show();
    }
  });
  openDialog(make("label", "Which record? Arrow keys choose, Enter links.", { for: "search" }), input, list);
  input.value = start;
  input.select();
  looking = look();
}

// --- keys that wait ------------------------------------------------------------------------------

let awaited = null;
let kept = [];

// Keep a key, and all that follow it, until something has happened; then press them again in their order.
async function keepFor(answer, first) {
  const mine = awaited = Promise.resolve(answer);
  kept = [first];
  $("dialog").setAttribute("aria-busy", "true");
  await mine;
  if (awaited !== mine) return;
  awaited = null;
  $("dialog").removeAttribute("aria-busy");
  const keys = kept;
  kept = [];
  while (keys.length && awaited === null) press(keys.shift());
  kept.push(...keys);
}

addEventListener("keydown", (event) => {
  if (awaited === null || !event.isTrusted || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  event.stopImmediatePropagation();
  if (event.key === "Escape") { // nothing waits any longer
    [awaited, kept] = [null, []];
    $("dialog").removeAttribute("aria-busy");
    closeDialog();
    return;
  }
  event.preventDefault();
  kept.push(event);
}, true);

function press({ key, ctrlKey, shiftKey }) {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent("keydown", { key, ctrlKey, shiftKey, bubbles: true, cancelable: true });
  if (!target.dispatchEvent(event)) return;
  if (key.length === 1 && !ctrlKey && target.matches("input, textarea")) {
    target.setRangeText(key, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (key === "Backspace" && target.matches("input, textarea")) {
    const begin = target.selectionStart - (target.selectionStart === target.selectionEnd ? 1 : 0);
    target.setRangeText("", Math.max(0, begin), target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  } else if ((key === "Enter" || key === " ") && target.matches("button")) target.click();
}
