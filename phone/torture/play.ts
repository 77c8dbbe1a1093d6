// One run: some phones, some weeks, every misfortune; and then a quiet evening in which everything must arrive.
import { Chance } from "@/kernel/chance";
import { uuid7 } from "@/kernel/uuid7";
import { addDays, vietnamDay } from "@/kernel/vietnam";
import { keepDevice } from "@/log/device";
import { type Bodies, type Kind, type Recorded, type ReturnBody, type SaleBody, totalOf } from "@/log/events";
import { keepPaper } from "@/log/papers";
import { canRecover } from "@/log/recovery";
import { Phone, type Tab, type Time } from "./phone";
import type { Shop } from "./shop";
import { judge } from "./verdict";

const BEGIN = Date.parse("2026-03-02T01:00:00Z");
const GOODS = ["11111111-1111-7111-8111-111111111111", "22222222-2222-7222-8222-222222222222"];
const MOST_EVENINGS = 60;

/** A phone of the run with all it ever promised: an event for which `record` came back. */
export interface Actor {
  phone: Phone;
  devices: string[];
  promised: Map<string, Recorded>;
  /** Ids handed to `record`, whether or not it came back. */
  tried: Set<string>;
  /** Pictures that were kept: ids that `keepPaper` gave. */
  papers: Set<string>;
  isRevoked: boolean;
  isWiped: boolean;
  /** Wiped while it was locked: what waited is lost by the owner's order, and said to be. */
  isWipedShut: boolean;
  /** What went wrong in the middle of the run, as a sentence. */
  faults: string[];
}

export interface Run {
  seed: number;
  time: Time;
  chance: Chance;
  shop: Shop;
  actors: Actor[];
  story: string[];
}

export interface Told {
  seed: number;
  events: number;
  faults: string[];
  story: string[];
  /** What must stand in the books, for whoever judges them from outside. */
  claims: Claim[];
}

/** An event that some phone recorded, with what the phone was told about it. */
export interface Claim {
  slug: string;
  id: string;
  kind: Kind;
  total_vnd: number;
  /** recorded, known, refused; "" when nothing is known, on a phone that is wiped or was cleared. */
  answer: string;
}

export type OpenShop = (time: Time, newId: () => string) => Shop | Promise<Shop>;

/** Play the run of a seed and judge it. */
export async function play(seed: number, openShop: OpenShop, most = 55): Promise<Told> {
  const chance = new Chance(seed);
  const time = { now: BEGIN };
  const shop = await openShop(time, () => uuid7(time.now, chance.bytes));
  const run: Run = { seed, time, chance, shop, actors: [], story: [] };
  const phones = chance.pick([1, 1, 2, 3]);
  for (let at = 0; at < phones; at += 1) run.actors.push(await enter(run, at));
  const steps = chance.whole(8, most);
  for (let step = 0; step < steps; step += 1) await misfortune(run);
  await evening(run);
  const faults = await judge(run);
  const events = run.actors.reduce((sum, actor) => sum + actor.promised.size, 0);
  const claims = (await Promise.all(run.actors.map((actor) => claimsOf(actor, shop.slug)))).flat();
  for (const actor of run.actors) for (const tab of actor.phone.tabs) tab.log.close();
  return { seed, events, faults, story: run.story, claims };
}

async function claimsOf(actor: Actor, slug: string): Promise<Claim[]> {
  const answers = new Map<string, string>();
  const [tab] = actor.isWiped ? [] : actor.phone.tabs;
  for (const ack of (await tab?.log.db.acks.toArray()) ?? []) answers.set(ack.id, ack.status);
  return [...actor.promised.values()].map(({ id, kind, body }) => {
    const total_vnd = kind === "trade.sale" ? totalOf(body as SaleBody) : 0;
    return { slug, id, kind, total_vnd, answer: answers.get(id) ?? "" };
  });
}

async function enter(run: Run, at: number): Promise<Actor> {
  const phone = new Phone(`phone ${at}`, run.chance, run.time, run.shop.serve, run.chance.happens(0.7));
  const actor: Actor = {
    phone, devices: [], promised: new Map(), tried: new Set(), papers: new Set(), isRevoked: false, isWiped: false, isWipedShut: false, faults: [],
  };
  await signIn(run, actor, await phone.openTab());
  if (run.chance.happens(0.3)) await phone.openTab();
  return actor;
}

/** Register the phone as a new device: at first, and after its site data were cleared. */
async function signIn(run: Run, actor: Actor, { log }: Tab): Promise<void> {
  const deviceId = log.newId();
  const { key, lease, ear } = await run.shop.register(deviceId);
  actor.devices.push(deviceId);
  const facts = { slug: run.shop.slug, orgName: "Shop", deviceId, deviceName: actor.phone.name };
  await keepDevice(log.db, log.vault, { ...facts, key, lease, ear });
}

/** One round of sending; where the PIN was typed, tabs send by their own timers and so are known to be open. */
async function syncs(actor: Actor, tab: Tab): Promise<void> {
  for (const other of actor.phone.tabs) if (other !== tab && !other.log.vault.isLocked && !other.log.isWiped) await other.log.vault.stayAwake();
  await tab.sync.round();
}

type Act = (run: Run, actor: Actor, tab: Tab) => Promise<void>;

/** What may happen, and how often. */
const ACTS: [number, string, Act][] = [
  [30, "sells", sells],
  [4, "sells a lot", async (run, actor, tab) => {
    for (let turn = run.chance.whole(3, 15); turn > 0; turn -= 1) await sells(run, actor, tab);
  }],
  [6, "presses twice", pressesTwice],
  [4, "takes something back", takesBack],
  [16, "syncs", (_, actor, tab) => alive(actor, tab, () => syncs(actor, tab))],
  [5, "all tabs sync and sell at once", allAtOnce],
  [8, "time passes", async (run) => {
    run.time.now += run.chance.pick([60_000, 3_600_000, 86_400_000, 6 * 86_400_000]);
  }],
  [3, "weeks pass", async (run) => {
    run.time.now += run.chance.whole(7, 50) * 86_400_000;
  }],
  [4, "the clock jumps", async (_, actor) => actor.phone.jumpClock()],
  [9, "the network changes", async (run, actor) => {
    actor.phone.network.weather = run.chance.pick(["good", "bad", "bad", "none"]);
  }],
  [5, "late requests arrive", async (run, actor) => actor.phone.network.deliverLate(run.chance.whole(1, 3))],
  [6, "the app is closed in the middle", async (_, actor) => actor.phone.dieSoon()],
  [3, "the app is opened anew", (_, actor, tab) => actor.phone.reopen(tab)],
  [3, "storage is full, or not", async (run, actor) => actor.phone.setFull(run.chance.happens(0.6))],
  [2, "the server restarts", async (run, actor, tab) => {
    await Promise.all([run.shop.restart(), alive(actor, tab, () => syncs(actor, tab))]);
  }],
  [2, "site data are cleared", clearsSite],
  [2, "the PIN changes", changesPin],
  [2, "the phone is shut, or opened", shuts],
  [2, "the PIN is forgotten", forgets],
  [3, "a bill is photographed", photographs],
  [1, "the desk mends", mends],
  [1, "the phone is revoked", revokes],
  [2, "screens are looked at", (_, actor, tab) => alive(actor, tab, () => tab.books.refresh())],
];
const WEIGHT = ACTS.reduce((sum, [weight]) => sum + weight, 0);

async function misfortune(run: Run): Promise<void> {
  const actor = run.chance.pick(run.actors.filter((one) => !one.isWiped).concat(run.actors.slice(0, 1)));
  if (actor.isWiped) return;
  let left = run.chance.whole(1, WEIGHT);
  const [, name, act] = ACTS.find(([weight]) => (left -= weight) <= 0) ?? ACTS[0]!;
  run.story.push(`${new Date(run.time.now).toISOString()} ${actor.phone.name}: ${name}`);
  await act(run, actor, run.chance.pick(actor.phone.tabs));
  await noticeWipe(actor);
}

/** Do something in a tab; when storage is full, or a PIN was put by another tab, the app says so and life goes on. */
async function alive(actor: Actor, tab: Tab, work: () => Promise<void>): Promise<void> {
  await actor.phone.inTab(tab, work).catch((error: Error) => {
    const known = ["StorageIsFull", "IsLocked", "DatabaseClosedError", "AbortError", "QuotaExceededError"];
    if (!known.includes(error.name)) throw error;
  });
}

async function sells(run: Run, actor: Actor, tab: Tab): Promise<void> {
  const [kind, body] = drawEvent(run, tab);
  await writes(actor, tab, tab.log.newId(), kind, body);
}

async function writes<K extends Kind>(actor: Actor, tab: Tab, id: string, kind: K, body: Bodies[K]): Promise<void> {
  actor.tried.add(id);
  await alive(actor, tab, async () => {
    const written = await tab.log.record(kind, body, id);
    actor.promised.set(written.id, written as unknown as Recorded);
  });
}

/** The same sale from two tabs, or the same button twice. */
async function pressesTwice(run: Run, actor: Actor, tab: Tab): Promise<void> {
  const [kind, body] = drawEvent(run, tab);
  const id = tab.log.newId();
  const tabs = [tab, run.chance.pick(actor.phone.tabs)];
  await Promise.all(tabs.map((one) => writes(actor, one, id, kind, body)));
}

/** A sale that this phone wrote down comes back, or a part of its money; each sale once, for the screen offers it once. */
async function takesBack(run: Run, actor: Actor, tab: Tab): Promise<void> {
  const { chance } = run;
  await alive(actor, tab, async () => {
    await tab.books.refresh();
    const gone = new Set(tab.books.eventsOf(["trade.return"]).map((one) => (one.body as ReturnBody).sale_id));
    const sales = tab.books.eventsOf(["trade.sale"]).filter((one) => !gone.has(one.id));
    if (!sales.length) return;
    const sold = chance.pick(sales);
    const body = sold.body as SaleBody;
    // As the screen writes it: with what each line gives back, so that it stays true when the sale has left the phone.
    const whole = body.lines.map(({ quantity, amount_vnd }, at) => ({ line: at + 1, quantity, amount_vnd }));
    const less = [{ line: 1, quantity: null, amount_vnd: Math.ceil(body.lines[0]!.amount_vnd / 3) }];
    const back: ReturnBody = {
      sale_id: sold.id, came_back_on: vietnamDay(tab.log.clock.now()), means: body.means, text: "", lines: chance.happens(0.5) ? whole : less,
    };
    const id = tab.log.newId();
    actor.tried.add(id);
    const written = await tab.log.record("trade.return", back, id);
    actor.promised.set(written.id, written as unknown as Recorded);
  });
}

async function allAtOnce(run: Run, actor: Actor): Promise<void> {
  const tabs = [...actor.phone.tabs];
  await Promise.all(
    tabs.flatMap((tab) => [alive(actor, tab, () => syncs(actor, tab)), sells(run, actor, tab), sells(run, actor, tab)]),
  );
}

/** A cache may be cleared by the system: allowed only after everything was acknowledged, or the sales would be gone with it. */
async function clearsSite(run: Run, actor: Actor, tab: Tab): Promise<void> {
  const { waiting, papers } = await tab.log.counts();
  if (waiting || papers || actor.isRevoked) return;
  await actor.phone.clearSite();
  await signIn(run, actor, await actor.phone.openTab());
}

async function changesPin(run: Run, actor: Actor, tab: Tab): Promise<void> {
  await alive(actor, tab, async () => {
    if (await tab.log.vault.hasPin()) {
      await tab.log.vault.lock();
      await tab.log.vault.unlock("0000");
      await tab.log.vault.unlock(actor.phone.pin);
    } else {
      const pin = String(run.chance.whole(1_000, 999_999));
      await tab.log.vault.setPin(pin);
      actor.phone.pin = pin;
    }
  });
}

/** Shut by its PIN and left lying, or found again. */
async function shuts(_: Run, actor: Actor, tab: Tab): Promise<void> {
  await alive(actor, tab, async () => {
    if (actor.phone.isShut) await actor.phone.openUp();
    else if (await tab.log.vault.hasPin()) await actor.phone.shut();
  });
}

/** Nobody knows the PIN: the number is proved, and the key that the server kept must open what lies here. */
async function forgets(run: Run, actor: Actor, tab: Tab): Promise<void> {
  await alive(actor, tab, async () => {
    if (actor.isRevoked || !(await tab.log.vault.hasPin())) return;
    await actor.phone.shut();
    const isPossible = await canRecover(tab.log.db);
    const key = await run.shop.recoveryKey(actor.devices.at(-1) ?? "");
    if (isPossible && !key && run.shop.givesAtOnce) actor.faults.push(`${actor.phone.name} said that its PIN can be forgotten, and it cannot`);
    if (!key) return actor.phone.openUp();
    const pin = String(run.chance.whole(1_000, 999_999));
    if (await tab.log.vault.recover(key, pin)) actor.phone.pin = pin;
    else actor.faults.push(`${actor.phone.name}: the key that the server kept opens nothing`);
    await actor.phone.openUp();
  });
}

async function photographs(run: Run, actor: Actor, tab: Tab): Promise<void> {
  await alive(actor, tab, async () => {
    const bytes = run.chance.bytes(24);
    bytes.set([255, 216, 255, 224]);
    actor.papers.add(await keepPaper(tab.log, bytes, "image/jpeg"));
  });
}

async function mends(run: Run, actor: Actor): Promise<void> {
  const refused = ((await run.shop.inBooks?.()) ?? []).filter((one) => one.state === "tray" && actor.devices.includes(one.device));
  if (refused.length) await run.shop.mend(run.chance.pick(refused).id);
}

async function revokes(run: Run, actor: Actor): Promise<void> {
  if (run.actors.length < 2 || actor.isRevoked) return;
  actor.isRevoked = true;
  await run.shop.revoke(actor.devices.at(-1) ?? "");
}

async function noticeWipe(actor: Actor): Promise<void> {
  if (!actor.phone.tabs.some((tab) => tab.log.isWiped)) return;
  actor.isWiped = true;
  actor.isWipedShut = actor.phone.isShut;
}

/** The network is good again, the phone has room, the server stands: now everything must arrive. */
async function evening(run: Run): Promise<void> {
  run.story.push("evening");
  for (const actor of run.actors) {
    actor.phone.stayAlive();
    actor.phone.network.weather = "good";
    await actor.phone.setFull(false);
    // A phone that was taken off the shop stays shut for whoever found it, if it can hear.
    const isGone = actor.isRevoked && actor.phone.isShut && run.shop.hasEar(actor.devices.at(-1) ?? "");
    if (!isGone) actor.phone.isShut = false;
    if (!actor.isWiped) for (const tab of [...actor.phone.tabs]) await actor.phone.reopen(tab);
  }
  for (let turn = 0; turn < MOST_EVENINGS; turn += 1) {
    let isQuiet = true;
    for (const actor of run.actors.filter((one) => !one.isWiped)) {
      const tab = run.chance.pick(actor.phone.tabs);
      await syncs(actor, tab);
      await noticeWipe(actor);
      if (actor.isWiped) continue;
      const { waiting, papers } = await tab.log.counts();
      isQuiet &&= waiting + papers === 0 && (tab.sync.state === "idle" || actor.isRevoked);
      if (actor.phone.isShut) isQuiet = false;
      await actor.phone.network.deliverLate();
    }
    run.time.now += 400_000;
    if (isQuiet && turn > 1) return;
  }
}

function drawEvent(run: Run, tab: Tab): [Kind, Bodies[Kind]] {
  const { chance } = run;
  const day = vietnamDay(tab.log.clock.now());
  if (chance.happens(0.12)) {
    const spent = { spent_on: day, group: "other", amount_vnd: chance.whole(1, 900) * 1000, means: "cash", party_name: "" } as const;
    return ["trade.expense", { ...spent, has_invoice: false, text: "", paper_id: null }];
  }
  const lines = Array.from({ length: chance.whole(1, 3) }, () => drawLine(chance));
  const means = chance.pick(["cash", "cash", "bank", "credit"] as const);
  const sale: SaleBody = {
    sold_on: chance.happens(0.03) ? addDays(day, 400) : day, number: "", means, lines, discount_vnd: 0, party_name: means === "credit" ? "Chị Hoa" : "",
    text: chance.happens(0.06) ? "a sale of a closed period" : "", paid_vnd: null, paid_means: "cash",
    reference: "", place_id: null, bank_account_id: null,
  };
  return ["trade.sale", sale];
}

function drawLine(chance: Chance): SaleBody["lines"][number] {
  const unit_price = chance.whole(1, 400) * 500;
  return {
    product_id: chance.pick([...GOODS, null]), name: "Cà phê sữa đá", sector: "goods", unit: "ly",
    quantity: chance.pick(["1", "2", "0.5", "1.25"]), unit_price, amount_vnd: chance.whole(1, 900) * 500, is_vat_cut: false,
  };
}
