// The app's own log: one per tab, opened once, kept going by timers, with the browser's hints as hints.
import { readable, type Readable } from "svelte/store";
import { liveQuery } from "dexie";
import { Books } from "./books";
import { type DeviceFacts, deviceOf } from "./device";
import { Log } from "./log";
import { type Status, statusOf, UNKNOWN } from "./status";
import { Sync } from "./sync";
import { browserWorld, type Channel, type World } from "./world";

const NAME = "ecoop";
const SOON_MS = 300;
/** How long the sentence stands that this phone was taken off the shop. */
const READ_MS = 8_000;

export interface App {
  log: Log;
  sync: Sync;
  books: Books;
}

let app: App | null = null;
let opening: Promise<void> | null = null;
let sayOpen: (app: App) => void = () => undefined;
const isOpen = new Promise<App>((resolve) => {
  sayOpen = resolve;
});
let stopTimer: () => void = () => undefined;
let isLeaving = false;
let channel: Channel | null = null;
const watchers = new Set<() => void>();

/** Open the log and keep it in touch with the server from now on; needs no network. */
export function openLog(world: World = browserWorld(), name = NAME): Promise<void> {
  opening ??= start(world, name).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** The log, as soon as it is open. */
export function whenOpen(): Promise<App> {
  return isOpen;
}

/** The log if it is open already. */
export function openedYet(): App | null {
  return app;
}

/** The opened log, for what cannot wait. */
export function opened(): App {
  if (!app) throw new Error("The log is not open yet");
  return app;
}

async function start(world: World, name: string): Promise<void> {
  const log = await Log.open(world, name);
  const sync = new Sync(log);
  const books = new Books(log, tellWatchers);
  app = { log, sync, books };
  sayOpen(app);
  channel = world.channel(name);
  channel?.listen(() => changed());
  log.onChange(() => {
    channel?.tell("changed");
    changed();
  });
  watchDatabase(log);
  listenToHints();
  changed();
  soon(SOON_MS);
}

/** Other tabs write, too: their changes come through the database itself. */
function watchDatabase(log: Log): void {
  liveQuery(() => log.db.marks.bulkGet(["seq", "answers", "pulls", "device", "leases"])).subscribe({
    next: changed,
    error: () => undefined,
  });
}

function changed(): void {
  if (app && !app.log.db.isOpen()) beginAnew(app.log);
  void app?.books.refresh().catch(() => undefined);
  tellWatchers();
}

/** The database was taken from under this tab: emptied by order, or brought into a newer shape by a newer app. */
function beginAnew(log: Log): void {
  if (isLeaving || typeof location === "undefined") return;
  isLeaving = true;
  stopTimer();
  log.world.later(log.isWiped ? READ_MS : 0, () => location.reload());
}

function tellWatchers(): void {
  for (const watch of watchers) watch();
}

/** That a browser says "online" proves nothing; it is a reason to try sooner. */
function listenToHints(): void {
  if (!("addEventListener" in globalThis) || typeof document === "undefined") return;
  addEventListener("online", () => syncNow());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") syncNow();
  });
}

/** Try now, whatever the plan says; a round that is under way hears of it, and fails for nothing that is over. */
export function syncNow(): void {
  if (app?.sync.state === "sending") void app.sync.round(true);
  else soon(0);
}

/** Something was recorded: send it soon, unless the way is known to be shut. */
export function syncSoon(): void {
  if (app?.sync.state === "idle") soon(SOON_MS);
  // A round that is under way may have looked for the last time: it takes one more look.
  if (app?.sync.state === "sending") void app.sync.round();
}

function soon(ms: number): void {
  if (!app || isLeaving) return;
  const { log, sync } = app;
  stopTimer();
  stopTimer = log.world.later(ms, () => {
    void sync.round().then(plan, plan);
  });
}

function plan(): void {
  if (!app) return;
  const { log, sync } = app;
  if (sync.nextAttemptAt !== null) soon(Math.max(1_000, sync.nextAttemptAt - log.clock.now()));
  tellWatchers();
}

/** A store that is worked out anew whenever something may have changed; `read` may ask the database. */
export function watched<T>(first: T, read: (app: App) => T | Promise<T>): Readable<T> {
  return readable<T>(first, (set) => {
    let isOn = true;
    let isBusy = false;
    let again = false;
    // The same goods put together once are no news: a screen of thousands is not drawn again for nothing.
    let told: T | undefined;
    const look = async (): Promise<void> => {
      again = true;
      if (isBusy || !app) return;
      isBusy = true;
      while (again && isOn) {
        again = false;
        const value = await Promise.resolve(read(app)).catch(() => first);
        if (isOn && value !== told) set((told = value));
      }
      isBusy = false;
    };
    watchers.add(look);
    void look();
    return () => {
      isOn = false;
      watchers.delete(look);
    };
  });
}

export const status: Readable<Status> = watched(UNKNOWN, ({ log, sync }) => statusOf(log, sync));
export const device: Readable<DeviceFacts | null> = watched<DeviceFacts | null>(null, ({ log }) => deviceOf(log.db));
export const isLocked: Readable<boolean> = watched(false, ({ log }) => log.vault.isLocked);
