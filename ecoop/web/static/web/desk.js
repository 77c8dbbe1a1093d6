// What the pages do better with a little script; each of these also works without it.
(function () {
  "use strict";
  const root = document.documentElement;
  const isTyping = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
  const onClick = (selector, act) =>
    document.addEventListener("click", (event) => {
      const node = event.target.closest(selector);
      if (node) act(event, node);
    });

  // Light and dark: at once, and remembered for the next page that the server draws.
  onClick("[data-theme-form] button", (event, button) => {
    event.preventDefault();
    root.dataset.bsTheme = button.value;
    document.cookie = `ecoop-theme=${button.value};path=/;max-age=31536000;samesite=lax`;
    const other = button.form.querySelector(`button:not([value="${button.value}"])`);
    other.focus();
  });

  // A menu closes when one clicks elsewhere or presses Escape.
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  const closeMenus = () => openMenus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // The list of keys, as a dialog instead of a page.
  const shortcuts = document.getElementById("shortcuts");
  const showShortcuts = () => { if (shortcuts && !shortcuts.open) shortcuts.showModal(); };
  onClick("[data-shortcuts]", (event) => { if (shortcuts) { event.preventDefault(); showShortcuts(); } });

  // Keys: "/" searches, "g" and a letter goes to a place, "?" shows the list.
  let isGoing = false;
  const go = (letter) => {
    const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
    if (link) window.location.assign(link.href);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return closeMenus();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (isGoing) { isGoing = false; return go(event.key.toLowerCase()); }
    if (event.key === "/") {
      const search = document.getElementById("search");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "?") { showShortcuts(); }
    else if (event.key === "g") { isGoing = true; window.setTimeout(() => { isGoing = false; }, 1200); }
  });

  // A rate can also be pushed along a line that ends where the law does; the field stays what is sent.
  document.querySelectorAll("input[data-slide]").forEach((field) => {
    const line = document.createElement("input");
    Object.assign(line, { type: "range", min: field.min, max: field.max, step: field.step, className: "form-range", tabIndex: -1 });
    line.value = field.value;
    line.setAttribute("aria-hidden", "true");
    line.addEventListener("input", () => { field.value = line.value; });
    line.addEventListener("change", () => field.dispatchEvent(new Event("change", { bubbles: true })));
    field.addEventListener("input", () => { line.value = field.value; });
    field.after(line);
  });

  // A table that is wider than the page can be scrolled with the keyboard, and says what it is.
  const nameWideTables = () => document.querySelectorAll(".table-responsive").forEach((frame) => {
    if (frame.scrollWidth <= frame.clientWidth || frame.tabIndex === 0) return;
    const name = frame.querySelector("caption") || document.querySelector("h1");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", name ? name.textContent.trim() : document.title);
  });
  nameWideTables();
  window.addEventListener("resize", nameWideTables);
  document.addEventListener("htmx:afterSettle", nameWideTables);

  // What only repeats the menu stays folded where the screen is small.
  if (window.matchMedia("(max-width: 991px)").matches) {
    document.querySelectorAll("[data-folds-on-phone]").forEach((part) => { part.open = false; });
  }

  // After a refused form the summary of what is wrong comes first.
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
