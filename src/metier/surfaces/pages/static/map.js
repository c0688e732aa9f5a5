"use strict";
// The map of roles: zoom, move, search, keys and lines to the nearest. Without it the map is a picture of links.
(() => {
  const svg = document.getElementById("map");
  if (!svg) return;
  const [TYPE, CLOSEST, ROOM] = [13, 6, 26]; // px of type; times that one may come closer; units about the marks
  const SIDES = ["right", "left", "above", "below", "right above", "right below", "left above", "left below"];
  const lines = svg.querySelector(".map-links");
  const says = document.getElementById("map-says");
  const find = document.getElementById("map-find");
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${TYPE}px ${getComputedStyle(svg).fontFamily}`;

  const spots = [...svg.querySelectorAll("a.spot")].reverse().map((link) => {
    const [x, y] = link.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const label = link.getAttribute("aria-label").split(", ")[0];
    const text = link.querySelector("text") || document.createElementNS(svg.namespaceURI, "text");
    text.textContent = label;
    text.setAttribute("class", "live");
    text.setAttribute("aria-hidden", "true");
    link.querySelectorAll("text").forEach((other) => other !== text && other.remove());
    link.append(text);
    link.tabIndex = -1;
    return { id: link.id.slice(3), link, x, y, label, text, width: pen.measureText(label).width, near: link.dataset.near.split(" ") };
  });
  const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
  const edges = [Math.min(...xs) - ROOM, Math.min(...ys) - ROOM, Math.max(...xs) + ROOM, Math.max(...ys) + ROOM];
  const byId = new Map(spots.map((spot) => [spot.id, spot]));
  spots[0].link.tabIndex = 0;
  svg.classList.add("live");

  const view = { x: (edges[0] + edges[2]) / 2, y: (edges[1] + edges[3]) / 2, times: 1, width: 1, height: 1, mark: 8 };
  let active = null;
  let waiting = 0;

  // -- drawing ------------------------------------------------------------------------------------
  const unit = () => Math.max((edges[2] - edges[0]) / view.width, (edges[3] - edges[1]) / view.height) / view.times;
  const kept = (at, low, high, shown) => (shown >= high - low ? (low + high) / 2 : Math.min(Math.max(at, low + shown / 2), high - shown / 2));
  const draw = () => {
    waiting = 0;
    const box = svg.getBoundingClientRect();
    [view.width, view.height] = [box.width || 1, box.height || 1];
    view.mark = box.width < 560 ? 5.5 : 8;
    const [w, h] = [view.width * unit(), view.height * unit()];
    view.x = kept(view.x, edges[0], edges[2], w);
    view.y = kept(view.y, edges[1], edges[3], h);
    svg.setAttribute("viewBox", `${view.x - w / 2} ${view.y - h / 2} ${w} ${h}`);
    svg.style.setProperty("--unit", unit());
    svg.style.setProperty("--sign", view.mark / 8);
    svg.classList.toggle("closer", view.times > 1);
    name();
  };
  const redraw = () => {
    waiting = waiting || requestAnimationFrame(draw);
  };
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const beside = (side, x, y, width, gap) => {
    const high = TYPE * 1.15;
    if (side === "right") return [x + gap, y - high / 2, x + gap + width, y + high / 2];
    if (side === "left") return [x - gap - width, y - high / 2, x - gap, y + high / 2];
    if (side === "above") return [x - width / 2, y - gap - high, x + width / 2, y - gap];
    if (side === "below") return [x - width / 2, y + gap, x + width / 2, y + gap + high];
    const left = side.startsWith("right") ? x + gap * 0.7 : x - gap * 0.7 - width;
    const top = side.endsWith("above") ? y - gap * 0.7 - high : y + gap * 0.7;
    return [left, top, left + width, top + high];
  };
  // Names take the first side that is free, those in question first; of the others those with most postings.
  const name = () => {
    const s = unit();
    const [gap, mark] = [view.mark + 3, view.mark];
    const at = (spot) => [(spot.x - view.x) / s + view.width / 2, (spot.y - view.y) / s + view.height / 2];
    const first = active ? [active, ...active.near.map((id) => byId.get(id)).filter(Boolean)] : [];
    const marked = spots.filter((spot) => spot.found && !first.includes(spot));
    const order = [...first, ...marked, ...spots.filter((spot) => !first.includes(spot) && !spot.found)];
    const taken = spots.map((spot) => {
      const [x, y] = at(spot);
      return [x - mark, y - mark, x + mark, y + mark];
    });
    for (const spot of order) {
      const [x, y] = at(spot);
      const own = taken[spots.indexOf(spot)];
      const inView = x > 0 && y > 0 && x < view.width && y < view.height;
      const must = first.includes(spot) && inView;
      const width = spot.width * (must ? 1.09 : 1); // names in question are bold
      const free = (others) => SIDES.find((one) => {
        const here = beside(one, x, y, width, gap);
        if (!inView || here[0] < 0 || here[1] < 0 || here[2] > view.width || here[3] > view.height) return false;
        return !others.some((other) => other !== own && meet(here, other));
      });
      let side = free(taken) || (must && free(taken.slice(spots.length))); // at need over marks, never over names
      if (!side && spot === active && inView) side = x > view.width / 2 ? "left" : "right";
      spot.text.style.display = side ? "" : "none";
      if (!side) continue;
      taken.push(beside(side, x, y, width, gap));
      const aslant = side.includes(" ") ? gap * 0.7 : gap;
      const across = side.startsWith("right") ? aslant : side.startsWith("left") ? -aslant : 0;
      const down = side.endsWith("above") ? -aslant - 3 : side.endsWith("below") ? aslant + TYPE * 0.85 : TYPE * 0.35;
      spot.text.setAttribute("x", across * s);
      spot.text.setAttribute("y", down * s);
      spot.text.setAttribute("text-anchor", across > 0 ? "start" : across < 0 ? "end" : "middle");
    }
  };

  // -- one role in question ------------------------------------------------------------------------
  const ask = (spot) => {
    if (spot === active) return;
    active = spot;
    lines.replaceChildren();
    svg.classList.toggle("asked", Boolean(spot));
    for (const one of spots) one.link.classList.toggle("on", Boolean(spot) && (one === spot || spot.near.includes(one.id)));
    for (const id of spot ? spot.near : []) {
      const other = byId.get(id);
      if (!other) continue;
      const line = document.createElementNS(svg.namespaceURI, "line");
      for (const [key, value] of [["x1", spot.x], ["y1", spot.y], ["x2", other.x], ["y2", other.y]]) line.setAttribute(key, value);
      lines.append(line);
    }
    redraw();
  };
  const tell = (spot) => {
    const near = spot.near.map((id) => byId.get(id)).filter(Boolean).map((one) => one.label);
    says.textContent = `${spot.label}: closest are ${near.join(", ")}.`;
  };
  const zoom = (times, x = view.x, y = view.y) => {
    const next = Math.min(Math.max(times, 1), CLOSEST);
    view.x = x + ((view.x - x) * view.times) / next;
    view.y = y + ((view.y - y) * view.times) / next;
    view.times = next;
    redraw();
  };
  const show = (spot, times) => {
    view.times = Math.max(view.times, times);
    const [w, h] = [view.width * unit(), view.height * unit()];
    const edge = 0.35;
    if (Math.abs(spot.x - view.x) > w * edge) view.x = spot.x;
    if (Math.abs(spot.y - view.y) > h * edge) view.y = spot.y;
    redraw();
  };

  for (const spot of spots) {
    spot.link.addEventListener("focus", () => {
      for (const one of spots) one.link.tabIndex = one === spot ? 0 : -1;
      ask(spot);
      show(spot, 1);
    });
    spot.link.addEventListener("blur", () => ask(null));
    spot.link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && ask(spot));
    spot.link.addEventListener("pointerleave", () => document.activeElement !== spot.link && ask(null));
  }

  // -- keys: arrows go from role to role, + and - change the distance -----------------------------------
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = spots.find((spot) => spot.link === document.activeElement) || spots[0];
    const way = ways[event.key];
    if (way) {
      const cost = (spot) => {
        const [dx, dy] = [spot.x - here.x, spot.y - here.y];
        const along = dx * way[0] + dy * way[1];
        const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
        return along > 0 && aside <= along * 1.2 ? along + aside : Infinity;
      };
      const next = spots.filter((spot) => spot !== here && cost(spot) < Infinity).sort((a, b) => cost(a) - cost(b))[0];
      if (next) next.link.focus({ preventScroll: true });
    } else if (event.key === "+" || event.key === "=") zoom(view.times * 1.5, here.x, here.y);
    else if (event.key === "-") zoom(view.times / 1.5, here.x, here.y);
    else if (event.key === "0") zoom(1);
    else return;
    event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-map-zoom]")) {
    const times = { in: () => view.times * 1.5, out: () => view.times / 1.5, whole: () => 1 }[button.dataset.mapZoom];
    button.addEventListener("click", () => zoom(times()));
  }

  // -- pointers: drag moves, two fingers or the wheel with Ctrl zoom ---------------------------------------
  const down = new Map();
  let moved = 0;
  const inMap = (event) => {
    const box = svg.getBoundingClientRect();
    const s = unit();
    return [view.x + (event.clientX - box.left - box.width / 2) * s, view.y + (event.clientY - box.top - box.height / 2) * s];
  };
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(view.times * Math.exp(-event.deltaY / 250), ...inMap(event));
  }, { passive: false });
  svg.addEventListener("dblclick", (event) => zoom(view.times * 1.5, ...inMap(event)));
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) moved = 0;
    down.set(event.pointerId, event);
  });
  addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    moved += Math.abs(dx) + Math.abs(dy);
    const other = [...down.values()].find((one) => one.pointerId !== event.pointerId);
    if (other) {
      const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      zoom((view.times * apart(event)) / apart(before), ...inMap(other));
    } else if (view.times > 1) {
      view.x -= dx * unit();
      view.y -= dy * unit();
      redraw();
    }
    down.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => down.delete(event.pointerId));
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => moved > 6 && event.preventDefault(), true);

  // -- search -------------------------------------------------------------------------------------------
  const search = (go) => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const spot of spots) {
      spot.found = words.length > 0 && words.every((word) => spot.label.toLowerCase().includes(word));
      spot.link.classList.toggle("hit", spot.found);
    }
    const found = spots.filter((spot) => spot.found);
    svg.classList.toggle("searched", found.length > 0);
    const exact = found.find((spot) => spot.label.toLowerCase() === find.value.trim().toLowerCase());
    const one = exact || (go || found.length === 1 ? found[0] : null);
    ask(one || null);
    if (!words.length) says.textContent = "";
    else if (one) {
      show(one, 2);
      tell(one);
    } else if (found.length) says.textContent = `${found.length} roles: ${found.slice(0, 6).map((spot) => spot.label).join(", ")}${found.length > 6 ? " …" : "."}`;
    else says.textContent = "No role on the map has these words in its name.";
    redraw();
  };
  find.addEventListener("input", () => search(false));
  find.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), search(true)));

  // -- start --------------------------------------------------------------------------------------------
  const named = () => {
    const spot = byId.get(location.hash.replace(/^#at-/, ""));
    if (!spot) return null;
    ask(spot);
    show(spot, 2);
    return spot;
  };
  new ResizeObserver(redraw).observe(svg);
  addEventListener("hashchange", () => {
    const spot = named();
    if (spot) tell(spot);
  });
  draw();
  named(); // shown, not told: words that come while a page loads would push the map down
})();
