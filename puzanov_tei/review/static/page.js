// What everything on the page needs: its elements, and requests. Text is always set as text.

export const $ = (id) => document.getElementById(id);

export function make(tag, text = "", attributes = {}) {
  const node = document.createElement(tag);
  node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export function button(text, action) {
  const node = make("button", text, { type: "button" });
  node.addEventListener("click", action);
  return node;
}

export function say(text) {
  $("live").textContent = text;
}

// What the server answers. An error has the status of an answer; none if nothing answered.
export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  if (answer.ok) return answer.json();
  const given = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(given.error ?? answer.statusText), { status: answer.status, decisions: given.decisions });
}

export const address = (...parts) => `/api/${parts.map(encodeURIComponent).join("/")}`;
