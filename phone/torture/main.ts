// `node torture.mjs --runs 10000 --seed 1`: plays runs one after the other and tells every fault with the seed that replays it.
import { parseArgs } from "node:util";
import { play } from "./play";
import { modelShop } from "./shop";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    story: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  const first = Number(values.seed);
  const runs = Number(values.runs);
  let [events, failed] = [0, 0];
  for (let seed = first; seed < first + runs; seed += 1) {
    const told = await play(seed, modelShop);
    events += told.events;
    if (values.story) console.log(told.story.join("\n"));
    if (!told.faults.length) continue;
    failed += 1;
    console.log(JSON.stringify({ seed, faults: told.faults.slice(0, 5) }));
  }
  console.log(JSON.stringify({ runs, first, events, failed }));
  process.exitCode = failed ? 1 : 0;
}

await main();
