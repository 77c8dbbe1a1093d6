import { expect, test } from "vitest";
import { Recording } from "./recording.svelte";

test("a button pressed twice, or once more when it is done, records once", async () => {
  const recording = new Recording();
  let times = 0;
  const work = async () => {
    times += 1;
    await new Promise((done) => setTimeout(done, 5));
  };
  await Promise.all([recording.once(work), recording.once(work)]);
  await recording.once(work);
  expect(times).toBe(1);
});

test("what was refused says why, and may be tried again", async () => {
  const recording = new Recording();
  await recording.once(() => Promise.reject(new Error("no room")));
  expect(recording.refused).not.toBeNull();
  expect(recording.isBusy).toBe(false);
  let isDone = false;
  await recording.once(async () => void (isDone = true));
  expect(isDone).toBe(true);
  expect(recording.refused).toBeNull();
});
