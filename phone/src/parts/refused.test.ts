import { expect, test } from "vitest";
import { AlreadyRecorded, StorageIsFull } from "@/log";
import { asRefused } from "./refused";

test("what was kept in another window says so, and no code of a surprise", () => {
  expect(asRefused(new AlreadyRecorded()).code).toBe("phone.already-recorded");
  expect(asRefused(new StorageIsFull()).code).toBe("phone.storage-is-full");
  expect(asRefused(new Error("x")).code).toMatch(/^phone\.[0-9a-z]{4}$/);
});
