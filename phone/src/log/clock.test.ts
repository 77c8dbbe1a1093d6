import { describe, expect, test } from "vitest";
import { Clock } from "./clock";

const HOUR = 3_600_000;

function clocks() {
  const device = { wall: 1_000_000_000, steady: 0 };
  const pass = (ms: number) => {
    device.wall += ms;
    device.steady += ms;
  };
  return { device, pass, clock: new Clock({ now: () => device.wall, mono: () => device.steady }, null) };
}

describe("the clock", () => {
  test("learns the offset with the round trip halved", () => {
    const { device, pass, clock } = clocks();
    const asked = device.steady;
    pass(800);
    // The server wrote 5.000.000.000 when 400 ms of the 800 were gone: now it is 5.000.000.400 there.
    expect(clock.learn(5_000_000_000, asked)).toMatchObject({ doubt: 400 });
    expect(clock.now()).toBe(5_000_000_400);
    pass(10_000);
    expect(clock.now()).toBe(5_000_010_400);
  });

  test("set back or days ahead by hand, the device's clock is not followed", () => {
    const { device, pass, clock } = clocks();
    clock.learn(5_000_000_000, 0);
    for (const jump of [-3 * HOUR, -400 * 24 * HOUR, 400 * 24 * HOUR]) {
      const before = clock.now();
      device.wall += jump;
      pass(1_000);
      expect(clock.now()).toBe(before + 1_000);
      expect(clock.sure).toBe(false);
    }
  });

  test("a night's sleep, in which the steady clock stood still, is followed until the server says better", () => {
    const { device, clock } = clocks();
    clock.learn(5_000_000_000, 0);
    device.wall += 9 * HOUR;
    expect(clock.now()).toBe(5_000_000_000 + 9 * HOUR);
    expect(clock.sure).toBe(false);
    clock.learn(5_000_000_000, device.steady);
    expect(clock.sure).toBe(true);
  });

  test("what another tab learned later is taken over, what it learned earlier is not", () => {
    const { clock } = clocks();
    clock.adopt({ offset: 7_000, doubt: 1, nth: 3 });
    expect(clock.now()).toBe(1_000_007_000);
    clock.adopt({ offset: 1, doubt: 1, nth: 2 });
    expect(clock.now()).toBe(1_000_007_000);
  });
});
