// Which phone this is: the shop it belongs to, its key at the server, and the numbers leased to it.
import type { LogDatabase } from "./database";
import type { Vault } from "./vault";

export interface Lease {
  series: string;
  first: number;
  last: number;
}

/** A lease and the next number of it that no sale has yet. */
export interface LeaseInUse extends Lease {
  next: number;
}

export interface DeviceFacts {
  slug: string;
  orgName: string;
  deviceId: string;
  deviceName: string;
}

export interface DeviceDraft extends DeviceFacts {
  key: string;
  lease: Lease | null;
  /** The word by which this phone hears of its end while it is locked. */
  ear?: string | null;
}

export async function deviceOf(db: LogDatabase): Promise<DeviceFacts | null> {
  return db.mark<DeviceFacts | null>("device", null);
}

/** Keep what the server answered when this phone was registered, or signed in anew. */
export async function keepDevice(db: LogDatabase, vault: Vault, draft: DeviceDraft): Promise<void> {
  const { key, lease, ear, ...facts } = draft;
  const before = await deviceOf(db);
  if (before && before.slug !== facts.slug) throw new Error("This phone keeps the books of another shop");
  const sealed = await vault.seal("device-key", key);
  const isKept = await db.transaction("rw", db.marks, db.things, async () => {
    if ((await db.mark("key", "")) !== sealed.key) return false;
    await db.setMark("device", facts);
    await db.things.put({ name: "device-key", sealed });
    await db.setMark("refused", null);
    if (ear) await db.setMark("ear", ear);
    if (lease) await addLease(db, lease);
    return true;
  });
  if (isKept) return;
  // Another tab put another key meanwhile: what is sealed with this one nobody could read.
  await vault.open();
  return keepDevice(db, vault, draft);
}

export async function deviceKey(db: LogDatabase, vault: Vault): Promise<string> {
  const row = await db.things.get("device-key");
  return row ? vault.unseal<string>(row.name, row.sealed) : "";
}

/** Add a range of numbers, once; inside a transaction over marks. */
export async function addLease(db: LogDatabase, lease: Lease): Promise<void> {
  const leases = await db.mark<LeaseInUse[]>("leases", []);
  const has = leases.some((one) => one.series === lease.series && one.first <= lease.last && lease.first <= one.last);
  if (!has) await db.setMark("leases", [...leases.filter(hasRoom), { ...lease, next: lease.first }]);
}

/** The number that the next sale gets; null when every leased range is used up. */
export function nextNumber(leases: readonly LeaseInUse[]): string | null {
  const lease = leases.find(hasRoom);
  return lease ? `${lease.series}-${String(lease.next).padStart(4, "0")}` : null;
}

/** The leases after one number was taken. */
export function withoutNext(leases: readonly LeaseInUse[]): LeaseInUse[] {
  const at = leases.findIndex(hasRoom);
  return leases.map((lease, index) => (index === at ? { ...lease, next: lease.next + 1 } : lease));
}

function hasRoom(lease: LeaseInUse): boolean {
  return lease.next <= lease.last;
}
