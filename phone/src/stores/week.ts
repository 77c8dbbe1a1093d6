// The week of this shop: counted from the phone's own log, so that a sale made a second ago is in it.

import { derived, type Readable } from "svelte/store";
import { takingsOf } from "@/log";
import { daysOfWeek, weekOf, type Week } from "@/stores/takings";

/** The week that ends today. */
export function weekTo(today: string): Readable<Week> {
  return derived(daysOfWeek(today).map((day) => takingsOf(day)), (takings) => weekOf(today, takings));
}
