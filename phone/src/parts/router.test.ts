import { get } from "svelte/store";
import { expect, test, vi } from "vitest";

test("who steps back while the app is opening stands where they went", async () => {
  const at = { hash: "#/receipt/7" };
  vi.stubGlobal("location", at);
  vi.stubGlobal("history", { state: null, replaceState: () => undefined });
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  const { place } = await import("./router");
  at.hash = "#/home";
  expect(get(place)).toEqual({ screen: "home", argument: "" });
  vi.unstubAllGlobals();
});
