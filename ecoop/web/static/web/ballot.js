// A secret ballot on the voter's own phone: make tokens, blind them, have them signed, take the blinding off, and drop
// them into the box without a name. What this phone knows of its ballot stays in this phone.
import { BlindRSA, PrepareType } from "../vendor/blindrsa/blindrsa.js";

const suite = new BlindRSA({
  name: "RSABSSA-SHA384-PSS-Randomized", hash: "SHA-384", saltLength: 48,
  prepareType: PrepareType.Randomized, supportsRSARAW: false,
});
const TOKEN_BYTES = 32;
const LONGEST_WAIT_MS = 6000;
const TRIES = 5;
const canBlind = Boolean(window.isSecureContext && window.crypto && window.crypto.subtle && window.localStorage);

const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const place = (ballot) => `ecoop-ballot-${ballot}`;
const remembered = (ballot) => JSON.parse(localStorage.getItem(place(ballot)) || "null");
const remember = (ballot, mine) => localStorage.setItem(place(ballot), JSON.stringify(mine));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
// Chance decides how long a ballot waits, so that the moment of a tap and the moment of its coming are two.
const chance = (most) => (crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32) * most;

// What the page shows besides what it remembers: a choice not yet confirmed, work that goes on, a refusal.
let passing = { step: "", choice: "", why: "" };
const root = () => document.getElementById("ballot");

function stepOf(node, mine) {
  const { phase, issued, carries } = node.dataset;
  if (phase === "closed") return mine && mine.dropped ? mine.verdict || "" : "";
  if (passing.step) return passing.step;
  if (issued === "paper") return "paper";
  if (!canBlind) return "old";
  if (phase === "handing") {
    if (mine && mine.signatures) return "wait";
    if (issued && !mine) return "elsewhere";
    return Number(carries) || mine ? "take" : "";
  }
  if (!mine || !mine.signatures) return issued ? "elsewhere" : "late";
  if (mine.dropped) return "dropped";
  return "choose";
}

function draw() {
  const node = root();
  if (!node || !node.dataset.ballot) return;
  const mine = canBlind ? remembered(node.dataset.ballot) : null;
  const step = stepOf(node, mine);
  node.querySelectorAll("[data-show]").forEach((part) => { part.hidden = part.dataset.show !== step; });
  const why = node.querySelector("[data-why]");
  if (why) why.textContent = passing.why;
  if (step === "confirm") node.querySelector("[data-chosen]").textContent = words(node, passing.choice);
  // While somebody chooses, nothing may change under the finger, unless the vote itself goes on.
  if (node.dataset.phase === "closed" && mine && mine.dropped && !mine.verdict) look(node, mine);
  if (node.dataset.phase === "box" && mine && mine.choice !== undefined && !mine.dropped && !passing.step) drop(node, mine);
}

function words(node, choice) {
  const names = choice.split(",").filter(Boolean).map((code) => {
    const box = node.querySelector(`[data-show="choose"] input[value="${CSS.escape(code)}"]`);
    const button = node.querySelector(`[data-choose="${CSS.escape(code)}"]`);
    return (box ? box.closest("label") : button).textContent.trim();
  });
  return names.join(", ") || node.querySelector("[data-chosen]").dataset.blank;
}

async function ask(address, body, headers, options) {
  const response = await fetch(address, { method: "POST", body: JSON.stringify(body), headers, cache: "no-store", ...options });
  if (response.ok) return response.status === 204 ? null : response.json();
  if (response.status === 409) throw Object.assign(new Error("refused"), { said: await response.json() });
  throw new Error(String(response.status));
}

async function patiently(act) {
  for (let turn = 1; ; turn += 1) {
    try { return await act(); } catch (fault) {
      if (fault.said || turn === TRIES) throw fault;
      await pause(1000 * turn);
    }
  }
}

const keyOf = (node) => {
  const der = Uint8Array.from(atob(node.dataset.key), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("spki", der, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
};

async function take(node) {
  const { ballot, carries, sign, message } = node.dataset;
  await working("taking", async () => {
    const key = await keyOf(node);
    let mine = remembered(ballot);
    if (!mine) {
      mine = { prepared: [], blinded: [], inverse: [] };
      for (let count = 0; count < Number(carries); count += 1) {
        const prepared = suite.prepare(fromHex(message));
        const { blindedMsg, inv } = await suite.blind(key, prepared);
        mine.prepared.push(toHex(prepared)); mine.blinded.push(toHex(blindedMsg)); mine.inverse.push(toHex(inv));
      }
      remember(ballot, mine);
    }
    const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
    const answer = await patiently(() => ask(sign, { blinded: mine.blinded }, headers, { credentials: "same-origin" }));
    const signatures = [];
    for (const [at, signed] of answer.signatures.entries()) {
      const done = await suite.finalize(key, fromHex(mine.prepared[at]), fromHex(signed), fromHex(mine.inverse[at]));
      signatures.push(toHex(done));
    }
    // What was asked for is forgotten: it would join the signed request to the ballot.
    remember(ballot, { tokens: mine.prepared.map((each) => each.slice(0, 2 * TOKEN_BYTES)), signatures });
  });
}

async function drop(node, mine) {
  const { ballot, box } = node.dataset;
  remember(ballot, { ...mine, choice: mine.choice });
  await working("dropping", async () => {
    await Promise.all(mine.tokens.map(async (token, at) => {
      await pause(chance(LONGEST_WAIT_MS));
      const said = { token, choice: mine.choice, signature: mine.signatures[at] };
      await patiently(() => ask(box, said, { "Content-Type": "text/plain" }, { credentials: "omit", referrerPolicy: "no-referrer", mode: "same-origin" }));
    }));
    remember(ballot, { ...mine, dropped: true });
  });
}

async function look(node, mine) {
  const { ballot, list } = node.dataset;
  const response = await fetch(list, { cache: "no-store" });
  if (!response.ok) return;
  const there = new Map((await response.json()).ballots.map((line) => [line.token, line.choice]));
  const isThere = mine.tokens.every((token) => there.get(token) === mine.choice);
  remember(ballot, { ...mine, verdict: isThere ? "found" : "lost" });
  draw();
}

async function working(step, act) {
  passing = { step, choice: "", why: "" };
  draw();
  try { await act(); passing = { step: "", choice: "", why: "" }; } catch (fault) {
    passing = { step: "refused", choice: "", why: fault.said ? `${fault.said.said} ${fault.said.remedy}` : "" };
  }
  draw();
}

function choose(choice) { passing = { step: "confirm", choice, why: "" }; draw(); }

document.addEventListener("click", (event) => {
  const node = root();
  const button = event.target.closest("button");
  if (!node || !button || !node.contains(button)) return;
  const set = button.dataset;
  const mine = canBlind && node.dataset.ballot ? remembered(node.dataset.ballot) : null;
  if ("take" in set) take(node);
  else if ("choose" in set) choose(set.choose);
  else if ("back" in set || "again" in set) { passing = { step: "", choice: "", why: "" }; draw(); }
  else if ("drop" in set) {
    remember(node.dataset.ballot, { ...mine, choice: passing.choice });
    drop(node, { ...mine, choice: passing.choice });
  } else if ("forget" in set) { localStorage.removeItem(place(node.dataset.ballot)); draw(); }
});
document.addEventListener("submit", (event) => {
  const node = root();
  if (!node || event.target.dataset.show !== "choose") return;
  event.preventDefault();
  const chosen = Array.from(event.target.querySelectorAll("input:checked"), (box) => box.value);
  const tooMany = chosen.length > Number(node.dataset.seats);
  event.target.querySelector("[data-too-many]").hidden = !tooMany;
  if (!tooMany) choose(chosen.join(","));
});
document.addEventListener("htmx:afterSwap", draw);
draw();
