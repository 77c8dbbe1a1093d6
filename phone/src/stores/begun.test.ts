import { expect, test, vi } from "vitest";
import { begunOf } from "./begun";

const disk = vi.hoisted(() => ({ drafts: new Map<string, unknown>(), goOn: [] as (() => void)[] }));

vi.mock("@/log", () => ({
  IsLocked: class extends Error {},
  recorded: () => Promise.resolve(null),
  listDrafts: () => Promise.resolve([...disk.drafts.values()]),
  keepDraft: async (_kind: string, id: string, value: unknown) => {
    await new Promise<void>((done) => disk.goOn.push(done));
    disk.drafts.set(id, value);
  },
}));

test("a screen that is left and opened again at once finds what the disk has not taken yet", async () => {
  begunOf<{ id: string }>("purchase").keep({ id: "a" });
  const found = begunOf<{ id: string }>("purchase").last();
  await vi.waitFor(() => expect(disk.goOn).toHaveLength(1));
  disk.goOn[0]?.();
  expect(await found).toEqual({ id: "a" });
});
