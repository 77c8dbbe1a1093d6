// The network of a village: loses requests, loses answers, says things twice, late, cut off, or in the voice of a hotel's log-in page.
import type { Chance } from "@/kernel/chance";
import type { Asked, Said } from "./model";

export type Weather = "good" | "bad" | "none";
export type Serve = (asked: Asked) => Promise<Said>;

export class Network {
  weather: Weather = "good";
  /** Requests that are still on their way, though the phone has given them up. */
  private readonly late: Asked[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly serve: Serve,
    private readonly pass: (ms: number) => void,
  ) {}

  async fetch(address: string, init: RequestInit): Promise<Response> {
    const asked = { method: init.method ?? "GET", path: address, headers: headersOf(init), body: bodyOf(init) };
    this.pass(this.chance.whole(20, 900));
    if (this.weather === "none") throw new TypeError("Failed to fetch");
    if (this.weather === "good" || this.chance.happens(0.45)) return this.through(asked);
    return this.chance.pick(this.faults)(asked);
  }

  /** Let requests arrive that were thought lost, in any order. */
  async deliverLate(most = Infinity): Promise<void> {
    for (let turn = 0; turn < most && this.late.length; turn += 1) {
      const [asked] = this.late.splice(this.chance.whole(0, this.late.length - 1), 1);
      // A server that is down just then loses it for good; nobody waits for its answer any more.
      if (asked) await this.serve(asked).catch(() => undefined);
    }
  }

  private readonly faults: ((asked: Asked) => Promise<Response>)[] = [
    async () => this.lost(),
    async (asked) => {
      await this.through(asked);
      return this.lost();
    },
    async (asked) => {
      await this.through(asked);
      return this.through(asked);
    },
    async (asked) => {
      this.late.push(asked);
      return this.lost();
    },
    async (asked) => {
      const said = await this.serve(asked);
      return new Response(said.text.slice(0, this.chance.whole(0, said.text.length)), { status: said.status });
    },
    async () => new Response("<html>Bad gateway</html>", { status: this.chance.pick([500, 502, 503, 504]) }),
    async (asked) => {
      await this.serve(asked);
      return new Response("", { status: 504, headers: { "Retry-After": "7" } });
    },
    async () => new Response("<html>Welcome to our wifi</html>", { status: 200 }),
    async (asked) => this.half(await this.serve(asked)),
  ];

  private async through(asked: Asked): Promise<Response> {
    const said = await this.serve(asked);
    this.pass(this.chance.whole(20, 900));
    return new Response(said.text, { status: said.status, headers: said.headers ?? {} });
  }

  private lost(): Response {
    this.pass(30_000);
    throw new TypeError("Failed to fetch");
  }

  /** An answer in which outcomes are missing and the rest stands in any order. */
  private half(said: Said): Response {
    if (!said.text.includes('"outcomes"')) return new Response(said.text, { status: said.status });
    const whole = JSON.parse(said.text) as { outcomes: unknown[] };
    const outcomes = whole.outcomes.filter(() => this.chance.happens(0.6)).reverse();
    return new Response(JSON.stringify({ ...whole, outcomes }), { status: said.status });
  }
}

function headersOf(init: RequestInit): Record<string, string> {
  return { ...(init.headers as Record<string, string>) };
}

function bodyOf(init: RequestInit): string | Uint8Array | null {
  return (init.body ?? null) as string | Uint8Array | null;
}
