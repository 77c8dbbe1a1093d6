import { expect, test } from "vitest";
import { readJoinCode } from "./join";

test("the square of a cooperative names it, whatever the server is called", () => {
  expect(readJoinCode("https://coop.example/join/htx-che-doi-gio/")).toBe("htx-che-doi-gio");
  expect(readJoinCode("http://127.0.0.1:8000/join/htx-che-doi-gio?from=wall")).toBe("htx-che-doi-gio");
  expect(readJoinCode(" htx-che-doi-gio ")).toBe("htx-che-doi-gio");
});

test("other squares are not a cooperative", () => {
  expect(readJoinCode("https://example.org/menu")).toBeNull();
  expect(readJoinCode("00020101021138570010A000000727")).toBeNull();
  expect(readJoinCode("")).toBeNull();
});
