// What time it is, whatever the phone believes: the offset is learned from the server, jumps are caught by a clock that never jumps.

export interface Learned {
  /** Server's time minus the device's, in ms. */
  offset: number;
  /** Half of the round trip: how far the offset may be off. */
  doubt: number;
  /** How often this phone has learned: another tab may know better. */
  nth: number;
}

interface Clocks {
  now(): number;
  mono(): number;
}

const JUMP_MS = 2_000;
/** A phone sleeps over night, and then its steady clock may have stood still; it does not sleep for days with the app awake. */
const LONGEST_SLEEP_MS = 36 * 3_600_000;

/**
 * The phone's idea of the server's time.
 *
 * Between two looks the steady clock counts. If the device's clock went back, or days ahead, it was set by hand: the steady clock is
 * believed. If it went ahead by hours, the phone slept: the device's clock is believed until the server says better.
 * Order never comes from here: it comes from seq.
 */
export class Clock {
  private wall: number;
  private mono: number;
  private offset: number;
  private isSure: boolean;
  private nth: number;

  constructor(private readonly clocks: Clocks, learned: Learned | null) {
    this.wall = clocks.now();
    this.mono = clocks.mono();
    this.offset = learned?.offset ?? 0;
    this.isSure = learned !== null;
    this.nth = learned?.nth ?? 0;
  }

  /** Take over what another tab has learned since. */
  adopt(learned: Learned | null): void {
    if (!learned || learned.nth <= this.nth) return;
    this.now();
    this.offset = learned.offset;
    this.nth = learned.nth;
    this.isSure = true;
  }

  /** The time by the server's clock, as well as this phone knows it. */
  now(): number {
    const wall = this.clocks.now();
    const mono = this.clocks.mono();
    const ahead = wall - this.wall - (mono - this.mono);
    if (ahead < -JUMP_MS || ahead > LONGEST_SLEEP_MS) {
      this.offset -= ahead;
      this.isSure = false;
    } else if (ahead > JUMP_MS) {
      this.isSure = false;
    }
    this.wall = wall;
    this.mono = mono;
    return wall + this.offset;
  }

  /** Whether the server has confirmed the time since the device's clock was last seen to jump. */
  get sure(): boolean {
    return this.isSure;
  }

  /** Learn from an answer: the server wrote its time about half a round trip ago. */
  learn(serverAt: number, askedAtMono: number): Learned {
    const wall = this.clocks.now();
    const mono = this.clocks.mono();
    const half = Math.max(0, mono - askedAtMono) / 2;
    this.wall = wall;
    this.mono = mono;
    this.offset = Math.round(serverAt + half - wall);
    this.isSure = true;
    this.nth += 1;
    return { offset: this.offset, doubt: Math.round(half), nth: this.nth };
  }
}
