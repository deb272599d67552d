// Small helps on every page; nothing needs them.
"use strict";
(() => {
  // Escape closes the menu; keys lead to the search and to the neighbours.
  const menu = document.querySelector("details.site-nav");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      (document.getElementById("q") || document.querySelector(".site-search input")).focus();
    }
  });

  // How to cite the paragraph that is linked to.
  const text = document.querySelector("[data-cite]");
  if (text) {
    const box = document.createElement("div");
    box.className = "cite-box";
    box.setAttribute("role", "status");
    const show = () => {
      box.remove();
      const id = decodeURIComponent(location.hash.slice(1));
      const place = id && document.getElementById(id);
      const mark = place && place.querySelector(":scope > .permalink");
      if (!mark || !/^\d+$/.test(mark.textContent)) return;
      const canonical = document.querySelector("link[rel=canonical]");
      const address = (canonical ? canonical.href : location.href.replace(/#.*/, "")) + "#" + id;
      const line = document.createElement("p");
      line.textContent = text.dataset.cite.replace(/\.?(\s*https?:\S+)?$/, "") + ", ¶ " + mark.textContent + ". " + address;
      box.replaceChildren(line);
      place.after(box);
    };
    window.addEventListener("hashchange", show);
    show();
  }

  // To a day of the calendar; where nothing is of that day, to the last one before it.
  const jump = document.querySelector("form.go-to-day");
  if (jump) {
    jump.hidden = false;
    jump.addEventListener("submit", (event) => {
      event.preventDefault();
      const day = jump.elements.day.value;
      const years = jump.dataset.years.split(" ");
      location.href = (years.filter((year) => year <= day.slice(0, 4)).pop() || years[0]) + ".html#d-" + day;
    });
  }
  const days = [...document.querySelectorAll(".days > [id^='d-']")].map((day) => day.id);
  const settle = () => {
    const wanted = location.hash.slice(1);
    if (!wanted.startsWith("d-") || !days.length || days.includes(wanted)) return;
    location.replace("#" + (days.filter((day) => day <= wanted).pop() || days[0]));
  };
  window.addEventListener("hashchange", settle);
  settle();

  // Of the network only the ties of what is pointed at, or has the focus.
  const network = document.querySelector("svg.network");
  if (network) {
    const nodes = [...network.querySelectorAll(".node")];
    const lines = [...network.querySelectorAll("line")];
    const choose = (node) => {
      network.classList.toggle("chosen", Boolean(node));
      const near = new Set(node ? [node.dataset.node, ...node.dataset.beside.split(" ")] : []);
      nodes.forEach((n) => n.classList.toggle("is-near", near.has(n.dataset.node)));
      lines.forEach((l) => l.classList.toggle("is-near", Boolean(node) && l.dataset.ends.split(" ").includes(node.dataset.node)));
    };
    // Where the drawing is wider than its frame, the middle of its strongest part is seen first.
    const frame = network.parentElement, strongest = nodes[0] && nodes[0].querySelector("circle");
    if (strongest) frame.scrollLeft = frame.scrollWidth * strongest.cx.baseVal.value / network.viewBox.baseVal.width - frame.clientWidth / 2;
    nodes.forEach((node) => {
      node.addEventListener("pointerenter", () => choose(node));
      node.addEventListener("pointerleave", () => choose(null));
    });
  }
})();
