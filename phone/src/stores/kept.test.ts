import { get } from "svelte/store";
import { expect, test } from "vitest";
import { makeKept, type Heard, type Kept, type Source } from "./kept";

function sourceOf(answers: Heard[], before: { value: unknown; at: string } | null = null): Source & { kept: unknown[] } {
  const kept: unknown[] = [];
  return {
    kept,
    read: () => Promise.resolve(before),
    keep: (_noun, value) => Promise.resolve(void kept.push(value)),
    ask: () => Promise.resolve(answers.shift() ?? null),
  };
}

async function listen(source: Source): Promise<Kept<string>[]> {
  const heard: Kept<string>[] = [];
  const leave = makeKept<string>(source, "tax", "/phone/tax").subscribe((kept) => heard.push(kept));
  await new Promise((go) => setTimeout(go, 5));
  leave();
  return heard;
}

test("what was kept comes first, then what the server says; that is kept", async () => {
  const source = sourceOf([{ value: "new", at: "2026-11-22T02:00:00Z" }], { value: "old", at: "2026-11-20T02:00:00Z" });
  const heard = await listen(source);
  expect(heard.map((kept) => [kept.value, kept.state])).toEqual([
    [null, "asking"], ["old", "asking"], ["old", "asking"], ["new", "fresh"],
  ]);
  expect(source.kept).toEqual(["new"]);
});

test("without a network the last word stays, with its time", async () => {
  const last = (await listen(sourceOf([null], { value: "old", at: "2026-11-20T02:00:00Z" }))).at(-1);
  expect(last).toEqual({ value: "old", at: "2026-11-20T02:00:00Z", state: "old", refused: null });
});

test("a refusal is told beside the last word, and nothing is overwritten", async () => {
  const refused = { code: "access.role-too-low", said: "No.", remedy: "Ask the owner." };
  const source = sourceOf([{ refused }], { value: "old", at: "2026-11-20T02:00:00Z" });
  const last = (await listen(source)).at(-1);
  expect([last?.value, last?.refused]).toEqual(["old", refused]);
  expect(source.kept).toEqual([]);
});

test("asked again, it answers again", async () => {
  const store = makeKept<string>(sourceOf([null, { value: "now", at: "2026-11-22T03:00:00Z" }]), "tax", "/phone/tax");
  const leave = store.subscribe(() => undefined);
  await new Promise((go) => setTimeout(go, 5));
  await store.refresh();
  expect(get(store).value).toBe("now");
  leave();
});
