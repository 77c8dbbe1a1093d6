// Pictures of trades: who cannot find the word finds the picture. Loaded only where a shop begins.

const FOUND = import.meta.glob<string>(
  "../../../../node_modules/@tabler/icons/icons/outline/{bed,building-store,carrot,coffee,fish,glass-full,hammer,hanger,motorbike,needle-thread,plant,scissors,shoe,shopping-bag,tools-kitchen-2,tractor,truck}.svg",
  { query: "?raw", import: "default", eager: true },
);

/** The drawing of a trade; a shopping bag for one that has no picture yet. */
export function tradeDrawing(icon: string): string {
  const named = (name: string) => Object.entries(FOUND).find(([path]) => path.endsWith(`/${name}.svg`))?.[1];
  return named(icon) ?? named("shopping-bag") ?? "";
}
