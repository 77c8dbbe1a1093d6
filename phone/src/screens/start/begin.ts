// The phone becomes the phone of a shop: its place is kept, and the browser is asked to keep it for good.

import { askPersistent, keepDevice } from "@/log";
import type { Placed } from "@/screens/start/server";
import { t } from "@/words";

/** A name by which the shop's owner knows this phone again. */
export function deviceName(personName: string): string {
  const machine = /Android|iPhone|iPad/.exec(navigator.userAgent)?.[0] ?? t("Browser");
  return personName.trim() ? t("{machine} of {name}", { machine, name: personName.trim() }) : machine;
}

export async function settleIn(placed: Placed, name: string): Promise<void> {
  const { slug, org_name, device_id, key, lease, ear } = placed;
  await keepDevice({ slug, orgName: org_name, deviceId: device_id, deviceName: name, key, lease, ear });
  await askPersistent().catch(() => false);
}
