// The form of a sale: a product that is picked fills its line, the total is added up, lines are added at once.
// Without this script the server does the same.
(function () {
  "use strict";
  const form = document.querySelector("[data-sale]");
  if (!form) return;
  const lines = form.querySelector("[data-lines]");
  const count = form.querySelector("[name=line-TOTAL_FORMS]");
  const LINES_MAX = 100;
  const products = new Map();
  form.querySelectorAll("#products option").forEach((option) => products.set(option.value.toLowerCase(), option.dataset));
  const written = (amount) => new Intl.NumberFormat("vi-VN").format(amount);
  const amountIn = (text) => Number(text.replace(/[^\d]/g, "")) || 0;
  const field = (line, name) => line.querySelector(`[name$="-${name}"]`);

  // What a product knows is filled in, but never over what somebody typed.
  const fill = (line) => {
    const product = products.get(field(line, "name").value.trim().toLowerCase());
    line.querySelector(".line-sector").hidden = Boolean(product);
    line.querySelector(".line-cut").hidden = Boolean(product) && product.cut !== "1";
    if (!product || line.dataset.filled === field(line, "name").value) return;
    line.dataset.filled = field(line, "name").value;
    if (product.price) field(line, "price_vnd").value = written(product.price);
    field(line, "unit").value = product.unit;
    field(line, "sector").value = product.sector;
    field(line, "is_vat_cut").checked = product.cut === "1";
    if (!field(line, "quantity").value) field(line, "quantity").value = "1";
  };

  const amountOf = (line) => {
    const quantity = field(line, "quantity").value.trim().replace(",", ".");
    const price = amountIn(field(line, "price_vnd").value);
    const amount = Math.round(price * (quantity ? Number(quantity) || 0 : 1)) - amountIn(field(line, "discount_vnd").value);
    return price ? amount : 0;
  };

  const addUp = () => {
    let total = 0;
    lines.querySelectorAll("[data-line]").forEach((line) => {
      const amount = amountOf(line);
      const shown = line.querySelector("[data-amount]");
      shown.hidden = amount === 0;
      shown.textContent = `${written(amount)} đ`;
      total += amount;
    });
    form.querySelector("[data-total-line]").hidden = total === 0;
    form.querySelector("[data-total]").textContent = `${written(total)} đ`;
  };

  lines.addEventListener("input", (event) => {
    if (event.target.name.endsWith("-name")) fill(event.target.closest("[data-line]"));
    addUp();
  });

  form.querySelector("[data-add-line]").addEventListener("click", (event) => {
    const number = Number(count.value);
    if (number >= LINES_MAX) return;
    event.preventDefault();
    const empty = form.querySelector("[data-empty-line]").innerHTML.replaceAll("__prefix__", String(number));
    lines.insertAdjacentHTML("beforeend", empty);
    count.value = String(number + 1);
    const added = lines.lastElementChild;
    const before = added.previousElementSibling;
    if (before) field(added, "sector").value = field(before, "sector").value;
    field(added, "name").focus();
  });

  lines.querySelectorAll("[data-line]").forEach((line) => {
    line.dataset.filled = field(line, "name").value;
    fill(line);
  });
  addUp();
})();
