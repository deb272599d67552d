// What has been decided about one document: what the server keeps and, on top, what it has not answered yet.
// The page shows both; so a key finds what the keys before it did, however slow the server is. No page here.

import { asLine, changed, sameDecisions, textOf } from "/queue.js";

const PAUSE = 1500; // milliseconds until a server that did not answer is asked again

export class Store {
  #saved;
  #by;
  #post;
  #tell;
  #waiting = []; // changes in the order of the keys
  #done = []; // changes that can be undone
  #undone = []; // changes that can be done again
  #isSending = false;

  // post: sends {add, remove} and gives all decisions; an error has `status`, and `decisions` if they are known.
  // tell: told of a change that waits ("waiting"), is kept ("saved"), refused ("refused") or not answered ("silent").
  constructor(decisions, by, post, tell) {
    [this.#saved, this.#by, this.#post, this.#tell] = [decisions, by, post, tell];
  }

  get decisions() {
    return this.#waiting.reduce(changed, this.#saved);
  }

  get isBusy() {
    return this.#waiting.length > 0;
  }

  // Decisions as the server has them, when the document is opened again; what waits stays on top.
  refresh(decisions) {
    this.#saved = decisions;
  }

  change(add, remove, words) {
    const known = new Set(this.decisions.map(textOf));
    const fresh = add.map((d) => asLine(d, this.#by)).filter((d) => !known.has(textOf(d)));
    const entry = { add: fresh, remove };
    if (!fresh.length && !remove.length) return this.#tell("saved", { ...entry, words });
    this.#done.push(entry);
    this.#undone.length = 0;
    return this.#wait({ ...entry, entry, words });
  }

  // Take back the last change; false if there is none.
  undo() {
    return this.#move(this.#done, this.#undone, (entry) => ({ add: entry.remove, remove: entry.add, words: "Undone." }));
  }

  redo() {
    return this.#move(this.#undone, this.#done, (entry) => ({ ...entry, words: "Done again." }));
  }

  #move(from, to, how) {
    const entry = from.pop();
    if (!entry) return false;
    to.push(entry);
    this.#wait({ ...how(entry), entry, from, to });
    return true;
  }

  #wait(change) {
    this.#waiting.push(change);
    this.#tell("waiting", change);
    void this.#send();
  }

  // One request at a time; what only adds goes together, unless the server refused it together.
  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    let alone = 0;
    while (this.#waiting.length) {
      const count = alone > 0 ? 1 : this.#together();
      const batch = this.#waiting.slice(0, count);
      try {
        this.#saved = await this.#post({ add: batch.flatMap((c) => c.add), remove: batch[0].remove });
        this.#waiting.splice(0, count);
        alone -= 1;
        this.#tell("saved", batch.at(-1));
      } catch (error) {
        if (error.status === undefined) {
          this.#tell("silent", batch[0]);
          await new Promise((later) => { setTimeout(later, PAUSE); });
        } else if (count > 1) alone = count;
        else {
          alone -= 1;
          this.#refused(batch[0], error);
        }
      }
    }
    this.#isSending = false;
  }

  #together() {
    const count = this.#waiting.findIndex((change) => change.remove.length);
    return count < 0 ? this.#waiting.length : Math.max(1, count);
  }

  // What was refused is not shown and not undone; what waits to take it back has nothing left to do.
  #refused(change, error) {
    const { entry, from, to } = change;
    this.#waiting.shift();
    if (error.decisions) {
      this.#saved = error.decisions;
      if (sameDecisions(changed(this.#saved, change), this.#saved)) return this.#tell("saved", change); // it is so already
    }
    const wasTakenBack = to !== undefined && drop(to, entry);
    if (from === undefined || error.decisions) for (const stack of [this.#done, this.#undone]) drop(stack, entry);
    else if (wasTakenBack) from.push(entry);
    const lost = new Set(change.add.map(textOf));
    for (const later of this.#waiting) later.remove = later.remove.filter((d) => !lost.has(textOf(d)));
    return this.#tell("refused", change, error);
  }
}

function drop(stack, entry) {
  const place = stack.lastIndexOf(entry);
  if (place >= 0) stack.splice(place, 1);
  return place >= 0;
}
