// A button that records: pressed twice it records once, and what it recorded it never records again.

import { asRefused, type Refused } from "@/parts/refused";

export class Recording {
  /** From the press on; still so when it is done, while the screen goes away. */
  isBusy = $state(false);
  refused = $state<Refused | null>(null);

  /** Do it, unless it is being done or was done; what is refused may be tried again. */
  async once(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.refused = null;
    try {
      await work();
    } catch (wrong) {
      this.refused = asRefused(wrong);
      this.isBusy = false;
    }
  }
}
