// The map: outlines from a file, places from the table of the page.
"use strict";
window.puzanovWorld = (atlas) => {
  const frame = document.getElementById("map"), drawing = document.querySelector("svg.drawing");
  const rows = [...document.querySelectorAll("#spots tbody tr")];
  if (!frame || !window.L || !rows.length) return;
  drawing.remove();
  frame.hidden = false;

  // TopoJSON: arcs are differences of whole numbers, scaled and moved; ~n is arc n turned round.
  const { scale, translate } = atlas.transform;
  const arcs = atlas.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => { x += dx; y += dy; return [y * scale[1] + translate[1], x * scale[0] + translate[0]]; });
  });
  const ring = (numbers) => numbers.flatMap((n, i) => {
    const points = n < 0 ? arcs[~n].slice().reverse() : arcs[n];
    return i ? points.slice(1) : points;
  });
  // A ring that crosses the 180th meridian stands on both sides of it; one round a pole is closed there.
  const flat = (points) => {
    let offset = 0, before = points[0][1];
    const turned = points.map(([lat, lon]) => {
      offset += before - lon > 180 ? 360 : lon - before > 180 ? -360 : 0;
      before = lon;
      return [lat, lon + offset];
    });
    if (offset) {
      const pole = turned[0][0] > 0 ? 89.9 : -89.9;
      turned.push([pole, turned[turned.length - 1][1]], [pole, turned[0][1]]);
    }
    const lons = turned.map((p) => p[1]), west = Math.min(...lons), east = Math.max(...lons);
    const shift = west < -180.5 ? 360 : east > 180.5 ? -360 : 0;
    return shift ? [turned, turned.map(([lat, lon]) => [lat, lon + shift])] : [turned];
  };

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(frame, {
    worldCopyJump: false, minZoom: 1, maxZoom: 8, zoomSnap: 0.5, zoomAnimation: !still, fadeAnimation: !still, scrollWheelZoom: false,
    maxBounds: [[-89, -200], [89, 200]],
  });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  map.attributionControl.addAttribution(frame.dataset.outlines);
  const land = map.createPane("land");
  land.style.zIndex = 200;
  for (const shape of atlas.objects.countries.geometries) {
    const parts = shape.type === "Polygon" ? [shape.arcs] : shape.arcs || [];
    if (parts.length) L.polygon(parts.map((part) => part.flatMap((numbers) => flat(ring(numbers)))), { className: "country", pane: "land", interactive: false }).addTo(map);
  }

  const spots = rows.map((row) => {
    const link = row.querySelector("a"), years = row.dataset.years.split(" ").filter(Boolean).map((y) => y.split(":").map(Number));
    const marker = L.circleMarker([Number(row.dataset.lat), Number(row.dataset.lon)], { className: "spot", radius: 5, color: null, fillColor: null });
    const popup = document.createElement("div"), to = document.createElement("a"), count = document.createElement("div");
    to.href = link.href;
    to.textContent = link.textContent;
    popup.append(to, count);
    marker.bindPopup(popup).bindTooltip(link.textContent, { direction: "top" });
    return { row, marker, years, count, all: Number(row.dataset.count), name: link.textContent };
  });
  const most = Math.max(...spots.map((spot) => spot.all));
  function draw(from, to) {
    let shown = 0;
    for (const spot of spots) {
      const number = from === null ? spot.all : spot.years.reduce((sum, [year, n]) => sum + (year >= from && year <= to ? n : 0), 0);
      spot.row.hidden = !number;
      if (!number) { spot.marker.remove(); continue; }
      shown += 1;
      spot.count.textContent = `${frame.dataset.mentions}: ${number}`;
      spot.marker.setRadius(4 + 14 * Math.sqrt(number / most));
      if (!map.hasLayer(spot.marker)) spot.marker.addTo(map);
      const path = spot.marker.getElement();
      if (path && !path.hasAttribute("tabindex")) {
        path.setAttribute("tabindex", "0");
        path.setAttribute("role", "button");
        path.setAttribute("aria-label", spot.name);
        path.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); spot.marker.openPopup(); } });
      }
    }
    return shown;
  }
  map.fitBounds(L.latLngBounds(spots.map((spot) => spot.marker.getLatLng())).pad(0.15), { maxZoom: 5, animate: false });
  draw(null, null);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());

  const form = document.querySelector("[data-map-years]");
  const years = [...new Set(spots.flatMap((spot) => spot.years.map(([year]) => year)))].sort((a, b) => a - b);
  if (years.length > 1) {
    const [from, to] = [form.elements.from, form.elements.to];
    for (const select of [from, to]) years.forEach((year) => select.add(new Option(year, year)));
    to.value = years[years.length - 1];
    form.hidden = false;
    form.addEventListener("change", () => {
      const whole = Number(from.value) === years[0] && Number(to.value) === years[years.length - 1];
      const shown = whole ? draw(null, null) : draw(Number(from.value), Number(to.value));
      form.querySelector("output").textContent = `${shown} / ${spots.length}`;
    });
  }
  window.puzanovMap = map;
};
