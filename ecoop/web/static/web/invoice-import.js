// Hands many invoices in by and by, so that hundreds of files keep nobody waiting; without it the form sends them at once.
(function () {
  "use strict";
  const form = document.querySelector("[data-import]");
  if (!form || !window.fetch || !window.FormData) return;
  const FILES_A_STEP = 20, BYTES_A_STEP = 6 * 1024 * 1024;
  const input = form.querySelector('input[type="file"]');
  const zone = form.querySelector("[data-drop]");
  const send = form.querySelector("[data-send]");
  const progress = form.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const count = progress.querySelector("[data-count]");
  const failed = progress.querySelector("[data-failed]");
  const section = document.querySelector("[data-result-section]");
  const rows = document.getElementById(form.dataset.result);
  const sums = { imported: 0, known: 0, refused: 0, none: 0 };
  let waiting = [], all = 0, done = 0, isSending = false;

  const isInvoice = (file) => /\.(xml|zip)$/i.test(file.name);

  const nextStep = () => {
    let bytes = 0, size = 0;
    while (size < waiting.length && size < FILES_A_STEP) {
      bytes += waiting[size].size;
      if (size > 0 && bytes > BYTES_A_STEP) break;
      size += 1;
    }
    return waiting.slice(0, size);
  };

  const showProgress = () => {
    progress.hidden = false;
    bar.max = Math.max(all, 1);
    bar.value = done;
    count.textContent = count.dataset.said.replace("{done}", done).replace("{all}", all);
  };

  const showSums = () => {
    Object.entries(sums).forEach(([name, sum]) => {
      const place = section.querySelector(`[data-sum="${name}"]`);
      place.textContent = sum;
      if (name !== "imported") place.parentElement.hidden = sum === 0;
    });
  };

  // The server wrote these rows; what strangers wrote in them is text and nothing else.
  const takeRows = (html) => {
    const held = document.createElement("tbody");
    held.innerHTML = html;
    const isGoingOn = held.querySelector('tr[data-status="waiting"]') !== null;
    held.querySelectorAll("tr").forEach((row) => {
      const status = row.dataset.status;
      if (status === "waiting") return;
      if (status in sums) sums[status] += 1;
      if (row.dataset.side === "none") sums.none += 1;
      if (isGoingOn && status === "known") return;
      // What needs a look comes first.
      if (status === "refused") rows.prepend(row); else rows.append(row);
    });
    section.hidden = false;
    showSums();
    return isGoingOn;
  };

  const sendStep = async (step) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector('[name="csrfmiddlewaretoken"]').value);
    step.forEach((file) => body.append(input.name, file, file.name));
    const answer = await fetch(form.action || window.location.href, {
      method: "POST", body, headers: { "X-Step": "rows" }, credentials: "same-origin",
    });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return takeRows(await answer.text());
  };

  const sendAll = async () => {
    if (isSending) return;
    isSending = true;
    failed.hidden = true;
    try {
      while (waiting.length) {
        const step = nextStep();
        // A step that took its fill is handed in again: what is known is passed over.
        if (!(await sendStep(step))) {
          waiting = waiting.slice(step.length);
          done += step.length;
        }
        showProgress();
      }
    } catch (_broken) {
      failed.hidden = false;
    }
    isSending = false;
  };

  const take = (files) => {
    const good = [...files].filter(isInvoice);
    waiting = waiting.concat(good);
    all += good.length;
    if (!good.length) return;
    showProgress();
    sendAll();
  };

  // A dropped folder is gone through, level by level.
  const filesOf = async (entry) => {
    if (entry.isFile) return [await new Promise((found, lost) => entry.file(found, lost))];
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((read, lost) => reader.readEntries(read, lost));
      if (!some.length) return found;
      for (const each of some) found.push(...(await filesOf(each)));
    }
  };

  const takeDropped = async (dropped) => {
    const entries = [...dropped.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.length) return take(dropped.files);
    for (const entry of entries) take(await filesOf(entry));
  };

  send.hidden = true;
  zone.classList.add("is-ready");
  input.addEventListener("change", () => { take(input.files); input.value = ""; });
  form.addEventListener("submit", (event) => { event.preventDefault(); take(input.files); });
  form.querySelector("[data-again]").addEventListener("click", sendAll);
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  }));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("is-over")));
  zone.addEventListener("drop", (event) => { event.preventDefault(); takeDropped(event.dataTransfer); });
  // A file dropped beside the zone should not carry the page away.
  ["dragover", "drop"].forEach((kind) => window.addEventListener(kind, (event) => event.preventDefault()));
  window.addEventListener("beforeunload", (event) => { if (isSending) event.preventDefault(); });
})();
