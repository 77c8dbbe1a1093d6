import { expect, test } from "vitest";
import type { Kept } from "@/stores/kept";
import { withPulled } from "@/stores/notices";
import type { Notice } from "@/stores/shapes";

const notice = (id: string, on: string): Notice => ({
  id, kind: "notice", on, at: null, from: "HTX", title: id, text: "", screen: "#/coop", url: "", is_to_do: false,
});
const NEVER: Kept<{ notices: Notice[] }> = { value: null, at: null, state: "old", refused: null };
const ids = (kept: Kept<{ notices: Notice[] }>) => kept.value?.notices.map((one) => one.id);

test("what came along with the goods shows although nobody was ever asked for notices", () => {
  expect(ids(withPulled(NEVER, [notice("a", "2026-03-02")]))).toEqual(["a"]);
  expect(withPulled(NEVER, [])).toBe(NEVER);
});

test("each notice once, the newest first; meetings that were only asked for stay", () => {
  const asked = { ...NEVER, value: { notices: [notice("a", "2026-03-02"), notice("meeting", "2026-03-01")] } };
  expect(ids(withPulled(asked, [notice("b", "2026-03-03"), notice("a", "2026-03-02")]))).toEqual(["b", "a", "meeting"]);
});
