// `node torture.mjs --runs 10000 --seed 1`: plays runs one after the other and tells every fault with the seed that replays it.
import { appendFileSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type OpenShop, play } from "./play";
import { realShop, type Stage } from "./real";
import { modelShop } from "./shop";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    /** A file that tells of a real server and its shops, one for each run; without it, the model server. */
    stage: { type: "string" },
    /** Where to write what must stand in the books of the real server, a line for each event. */
    claims: { type: "string" },
    /** Stop after so many seconds, and say how many runs that were. */
    seconds: { type: "string", default: "1000000" },
    story: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  const [first, most] = [Number(values.seed), Number(values.runs)];
  const end = performance.now() + 1000 * Number(values.seconds);
  const stage = values.stage ? (JSON.parse(readFileSync(values.stage, "utf8")) as Stage) : null;
  let [runs, events, failed] = [0, 0, 0];
  for (; runs < most && performance.now() < end; runs += 1) {
    const told = await play(first + runs, opener(stage, runs));
    events += told.events;
    if (values.story) console.log(told.story.join("\n"));
    if (values.claims) appendFileSync(values.claims, told.claims.map((claim) => `${JSON.stringify(claim)}\n`).join(""));
    if (!told.faults.length) continue;
    failed += 1;
    console.log(JSON.stringify({ seed: told.seed, faults: told.faults.slice(0, 5) }));
  }
  console.log(JSON.stringify({ runs, first, events, failed }));
  process.exitCode = failed ? 1 : 0;
}

function opener(stage: Stage | null, place: number): OpenShop {
  return stage ? (time, newId) => realShop(stage, place, time, newId) : modelShop;
}

await main();
