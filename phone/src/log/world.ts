// What the log needs of its surroundings, handed in: the simulator runs the very same log in another world.
import { browserRandom, type RandomSource } from "@/kernel/uuid7";

/** The part of WebCrypto that the log uses. */
export type Ciphers = Pick<
  SubtleCrypto,
  "digest" | "encrypt" | "decrypt" | "generateKey" | "importKey" | "deriveKey" | "wrapKey" | "unwrapKey"
>;

export interface Channel {
  tell(word: string): void;
  listen(hear: (word: string) => void): void;
  close(): void;
}

export interface World {
  /** The device's clock in ms: may jump, may be wrong. */
  now(): number;
  /** A clock that never jumps, in ms from any beginning. */
  mono(): number;
  random: RandomSource;
  fetch(address: string, init: RequestInit): Promise<Response>;
  gzip: ((text: string) => Promise<Uint8Array<ArrayBuffer>>) | null;
  ciphers: Ciphers;
  indexedDB: IDBFactory;
  keyRange: typeof IDBKeyRange;
  /** Hold a lock while working; false if another tab holds it. Null where browsers have no Web Locks. */
  withLock: ((name: string, work: () => Promise<void>) => Promise<boolean>) | null;
  channel(name: string): Channel | null;
  later(ms: number, work: () => void): () => void;
  /** A point between two steps: nothing in a browser; the simulator may close the app here. */
  breathe(where: string): Promise<void> | undefined;
  persist(): Promise<boolean>;
  /** The reader's language, for what the server says. */
  language(): string;
  pinRounds: number;
}

/** What OWASP asks of PBKDF2 with SHA-256. */
const PIN_ROUNDS = 600_000;
const SLOW_BYTES_PER_MS = 4;

/** The world as a browser gives it. */
export function browserWorld(): World {
  return {
    now: () => Date.now(),
    mono: () => performance.now(),
    random: browserRandom,
    fetch: (address, init) => fetch(address, { ...init, signal: AbortSignal.timeout(30_000 + patienceFor(init.body)) }),
    gzip: "CompressionStream" in globalThis ? gzipInBrowser : null,
    ciphers: crypto.subtle,
    indexedDB,
    keyRange: IDBKeyRange,
    withLock: "locks" in navigator ? withWebLock : null,
    channel: openChannel,
    later: (ms, work) => {
      const timer = setTimeout(work, Math.min(ms, 2_000_000_000));
      return () => clearTimeout(timer);
    },
    breathe: () => undefined,
    persist: askToPersist,
    language: () => document.documentElement.lang || "vi",
    pinRounds: PIN_ROUNDS,
  };
}

/** A picture needs minutes where a village's network carries a few kilobytes a second. */
function patienceFor(body: RequestInit["body"]): number {
  return Math.round((body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? body.byteLength : 0) / SLOW_BYTES_PER_MS);
}

async function gzipInBrowser(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

async function withWebLock(name: string, work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}

function openChannel(name: string): Channel | null {
  if (!("BroadcastChannel" in globalThis)) return null;
  const channel = new BroadcastChannel(name);
  return {
    tell: (word) => channel.postMessage(word),
    listen: (hear) => channel.addEventListener("message", (said: MessageEvent<string>) => hear(said.data)),
    close: () => channel.close(),
  };
}

async function askToPersist(): Promise<boolean> {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
