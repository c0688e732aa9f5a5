"use strict";
// Pages work without this file. It offers names while one types, marks the section being read, copies and prints,
// and keeps the reader's choice of colours.
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // --- Colours ------------------------------------------------------------------------------------------------
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const showTheme = () => all("[data-theme-switch]").forEach((b) => b.setAttribute("aria-pressed", String(isDark())));
  function turnTheme() {
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    try {
      localStorage.setItem("metier-theme", theme);
    } catch {
      // Storage may be forbidden; the choice then holds for this page.
    }
    showTheme();
  }
  dark.addEventListener("change", showTheme);

  // --- Names of roles: the combobox pattern of the ARIA authoring practices -----------------------------------------
  const MOST = 8;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#.]+/gu, " ").trim();
  let file; // the roles of a site without a server: loaded once, when a box is first used
  const roles = (address) => (file ??= fetch(address).then((answer) => (answer.ok ? answer.json() : [])).catch(() => []));
  const tight = (text) => fold(text).replaceAll(" ", "");

  // The role that has a name, its own or an alternative one; none for a name that only begins like it.
  function named(all, text) {
    const asked = tight(text);
    if (!asked) return undefined;
    return all.find((role) => tight(role.label) === asked) ?? all.find((role) => role.alt.some((name) => tight(name) === asked));
  }

  function fits(name, asked) {
    if (name === asked) return 0;
    if (name.startsWith(asked)) return 1;
    const words = name.split(" ");
    return asked.split(" ").every((part) => words.some((word) => word.startsWith(part))) ? 2 : 9;
  }

  async function optionsOf(pick, text) {
    const { suggest, roles: address } = pick.dataset;
    if (suggest) {
      const answer = await fetch(`${suggest}?q=${encodeURIComponent(text)}`);
      return answer.ok ? answer.json() : [];
    }
    const asked = fold(text);
    const found = [];
    for (const role of await roles(address)) {
      let best = fits(fold(role.label), asked);
      let note = role.note;
      for (const name of best < 9 ? [] : role.alt) {
        const rank = 3 + fits(fold(name), asked);
        if (rank < best) [best, note] = [rank, `also called ${name}`];
      }
      if (best < 9 || !asked) found.push({ best, id: role.id, label: role.label, note });
    }
    return found.sort((a, b) => a.best - b.best).slice(0, MOST);
  }

  function combobox(pick) {
    const input = one("input", pick);
    const list = one("ul", pick);
    const status = one("[data-says]", input.form) ?? one("#says");
    let active = -1;
    let asked = 0;
    let known = []; // the options shown
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);

    function close() {
      asked += 1; // an answer still on its way is too late
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(place) {
      const items = [...list.children];
      active = items.length ? (place + items.length) % items.length : -1;
      items.forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
    }
    function choose(place) {
      const option = known[place];
      input.value = option.label;
      input.dataset.id = option.id;
      if (option.asks) input.dataset.asks = option.asks;
      close();
      if (status) status.textContent = "";
      const next = all("[data-pick] input", input.form).find((box) => box !== input && !box.value);
      (next ?? one("button[type=submit]", input.form)).focus();
    }
    function show(options) {
      known = options;
      list.replaceChildren(...options.map((option, n) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${n}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const label = document.createElement("span");
        label.textContent = option.label;
        const note = document.createElement("span");
        note.className = "note-of";
        note.textContent = option.note;
        item.append(label, " ", note);
        return item;
      }));
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(options.length > 0));
      if (status) {
        const n = options.length;
        status.textContent = n ? `${n} ${n === 1 ? "role fits" : "roles fit"}. Arrow keys choose.` : "No role has such a name yet.";
      }
    }
    async function offer() {
      const turn = (asked += 1);
      const options = await optionsOf(pick, input.value).catch(() => []);
      if (turn === asked && document.activeElement === input) show(options);
    }

    input.addEventListener("input", () => {
      delete input.dataset.id;
      delete input.dataset.asks;
      offer();
    });
    input.addEventListener("focus", () => {
      if (pick.dataset.roles) roles(pick.dataset.roles);
    });
    input.addEventListener("click", () => list.hidden && offer());
    input.addEventListener("blur", () => {
      asked += 1;
      setTimeout(() => document.activeElement === input || close(), 150);
    });
    input.form.addEventListener("submit", close);
    input.form.addEventListener("formdata", ({ formData }) => {
      if (input.dataset.asks) formData.set(input.name, input.dataset.asks); // what was chosen, not another of its name
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        if (list.hidden) offer();
        else mark(active < 0 && step < 0 ? -1 : active + step);
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        choose(active);
      } else if (event.key === "Escape") {
        if (!list.hidden) event.preventDefault();
        close();
      } else if (event.key === "Tab") close();
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the box
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) choose([...list.children].indexOf(item));
    });
  }

  // Without a server, the boxes lead straight to the page of the pair.
  async function toPair(event) {
    const form = event.target.closest("form[data-compare]");
    const boxes = form ? all("[data-pick]", form) : [];
    if (!boxes.length || boxes[0].dataset.suggest) return;
    event.preventDefault();
    const here = await roles(boxes[0].dataset.roles);
    const order = here.map((role) => role.id);
    const ids = [];
    for (const box of boxes) {
      const input = one("input", box);
      const typed = input.value.trim();
      const id = input.dataset.id ?? named(here, typed)?.id;
      if (!id || ids.includes(id)) {
        const unknown = typed && here.length ? `“${typed}” is not among the roles compared here.` : "Choose a role from the list.";
        one("[data-says]", form).textContent = id ? "Name two different roles." : unknown;
        return input.focus();
      }
      ids.push(id);
    }
    ids.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    location.href = form.dataset.compare + ids.map(encodeURIComponent).join("-vs-");
  }

  // Which roles a site without a server compares: their names, where they are few.
  const FEW = 12;
  async function sayCompared(place) {
    const names = (await roles(place.dataset.compared)).map((role) => role.label);
    const listed = new Intl.ListFormat("en-GB").format(names);
    if (names.length > FEW) place.textContent = `${names.length} roles can be compared here; the boxes offer them as you type.`;
    else if (names.length) place.textContent = `These roles can be compared here: ${listed}.`;
  }

  // --- Contents: the section being read ---------------------------------------------------------------------------
  let watcher;
  function watchContents() {
    watcher?.disconnect();
    const links = new Map(all("[data-toc] a").map((link) => [link.hash.slice(1), link]));
    if (!links.size || !("IntersectionObserver" in window)) return;
    const seen = new Set();
    watcher = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target.id);
      const now = [...links.keys()].find((id) => seen.has(id));
      if (now) links.forEach((link, id) => (id === now ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    }, { rootMargin: "-15% 0px -60% 0px" });
    for (const id of links.keys()) {
      const section = document.getElementById(id);
      if (section) watcher.observe(section);
    }
  }

  // --- Copy, print, menus -------------------------------------------------------------------------------------
  async function copy(button) {
    const text = document.getElementById(button.dataset.copy);
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text); // the reader copies what is marked
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => (button.textContent = before), 2500);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.copy) copy(button);
    else if (button && "print" in button.dataset) print();
    else if (button && "themeSwitch" in button.dataset) turnTheme();
    all("details.menu[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && !event.defaultPrevented && event.target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    one("summary", menu).focus();
  });

  // --- Parts that a server swaps ------------------------------------------------------------------------------
  function say(text, seen = false) {
    const status = one("#says"); // read out; shown too where something went wrong
    status.textContent = text;
    status.className = seen ? "toast" : "vh";
  }
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    for (const [name, value] of [...detail.formData.entries()]) if (value === "") detail.formData.delete(name);
  });
  document.addEventListener("htmx:beforeRequest", () => one("#main").setAttribute("aria-busy", "true"));
  document.addEventListener("htmx:afterRequest", () => one("#main").removeAttribute("aria-busy"));
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(name, () => say("That did not work. Try again in a moment.", true));
  }
  document.addEventListener("htmx:afterSettle", () => {
    start();
    const shown = all("#filters select").filter((s) => s.value).map((s) => s.selectedOptions[0].textContent.replace(/\s*\(.*/, ""));
    say(`Updated: ${shown.join(", ") || "everything"}.`);
  });
  document.addEventListener("submit", toPair);

  function start() {
    showTheme();
    all("[data-pick]:not([data-ready])").forEach((pick) => {
      pick.dataset.ready = "";
      combobox(pick);
    });
    all("[data-compared]").forEach(sayCompared);
    all("[data-here]").forEach((place) => (place.textContent = ` ${location.href.split("#")[0]}`));
    watchContents();
  }
  start();
})();
