// Leaving the shop: only when nothing waits, and then everything of it goes from this phone.

import { get } from "svelte/store";
import { status } from "@/log";
import { opened } from "@/log/app";

/** Forget the shop and begin anew; refuses by doing nothing while something waits to be sent. */
export async function signOut(): Promise<void> {
  const { log } = opened();
  const { waiting, papers } = await log.counts();
  if (waiting + papers > 0 || get(status).waiting > 0) return;
  if (!(await log.wipe())) return;
  location.hash = "#/start";
  location.reload();
}
