import { expect, test } from "vitest";
import { ROUTES, routeOf } from "./routes";

test.each(["", "nowhere", "constructor", "toString", "__proto__"])("the address #/%s leads to selling", (screen) => {
  expect(routeOf(screen)).toBe(ROUTES.sell);
});
