"use strict";
// A box that narrows a list on the page while a person types: <input data-filter="#list" data-filter-says="#status">.
// Items are [data-filter-item]; a [data-filter-group] without any left is hidden too. The list is whole without it.
for (const box of document.querySelectorAll("[data-filter]")) {
  const list = document.querySelector(box.dataset.filter);
  const says = document.querySelector(box.dataset.filterSays);
  if (!list) continue;
  const items = [...list.querySelectorAll("[data-filter-item]")].map((node) => [node, node.textContent.toLowerCase()]);
  const narrow = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [node, text] of items) {
      node.hidden = !words.every((word) => text.includes(word));
      shown += node.hidden ? 0 : 1;
    }
    for (const group of list.querySelectorAll("[data-filter-group]")) {
      group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    }
    if (says) says.textContent = words.length ? `${shown} of ${items.length} below fit.` : "";
  };
  box.addEventListener("input", narrow);
  if (box.value !== box.defaultValue) narrow(); // what a server found for stands above the list already
}
