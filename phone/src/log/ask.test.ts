import { beforeAll, expect, test } from "vitest";
import { aTill } from "../../torture/till";
import type { Said } from "../../torture/model";
import { openLog } from "./app";
import { api, apiBlob, ApiRefusal, Offline } from "./ask";

let said: Said | null = { status: 200, text: "{}" };
const asked: { path: string; headers: Record<string, string>; body: unknown }[] = [];

/** The app's own log, at a server that says what a test tells it to say. */
beforeAll(async () => {
  const till = await aTill({
    before: (one) => {
      if (!one.path.includes("/phone/")) return null;
      asked.push({ path: one.path, headers: one.headers, body: one.body });
      if (!said) throw new TypeError("Failed to fetch");
      return said;
    },
  });
  await openLog(till.tab.log.world);
});

async function answered(status: number, text: string): Promise<unknown> {
  said = { status, text };
  return api("/phone/home").catch((error: unknown) => error);
}

test("asks about this shop with the key of this phone", async () => {
  expect(await answered(200, '{"today_vnd":5000}')).toEqual({ today_vnd: 5_000 });
  expect(asked.at(-1)).toMatchObject({
    path: "/api/o/shop/phone/home",
    headers: { Authorization: expect.stringMatching(/^Bearer key-/), "Accept-Language": "vi" },
  });
});

test("a log-in page in place of an answer is no network, and so is half an answer", async () => {
  for (const page of ["<html>Welcome to our wifi</html>", "", '{"today_vnd":5']) expect(await answered(200, page)).toBeInstanceOf(Offline);
  said = null;
  await expect(api("/phone/home")).rejects.toBeInstanceOf(Offline);
});

test("a refusal is said in the server's words, with its remedy; a broken server has no words", async () => {
  const refusal = { code: "books.closed", said: "The year is closed.", remedy: "Open it at the desk." };
  expect(await answered(409, JSON.stringify({ refusal }))).toMatchObject({ status: 409, refusal });
  const problem = { code: "books.closed", detail: "The year is closed.", remedy: "Open it at the desk." };
  expect(await answered(409, JSON.stringify(problem))).toMatchObject({ refusal });
  const broken = await answered(502, "<html>Bad gateway</html>");
  expect(broken).toBeInstanceOf(ApiRefusal);
  expect(broken).toMatchObject({ refusal: { code: "502", said: "" } });
});

test("a paper is fetched as it is", async () => {
  said = { status: 200, text: "%PDF" };
  expect(await (await apiBlob("/api/o/shop/phone/paper.pdf")).text()).toBe("%PDF");
  said = { status: 200, text: "<html>Welcome to our wifi</html>", headers: { "Content-Type": "text/html; charset=utf-8" } };
  await expect(apiBlob("/api/o/shop/phone/paper.pdf")).rejects.toBeInstanceOf(Offline);
});
