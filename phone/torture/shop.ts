// What a run sells to: an organisation of its own, at the model server or at a real one.
import type { Lease } from "@/log/device";
import type { Lost } from "@/log/orders";
import type { WireEvent } from "@/log/wire";
import { ModelServer } from "./model";
import type { Time } from "./phone";
import type { Serve } from "./network";

/** What the books of the shop hold in the end. */
export interface InBooks {
  id: string;
  device: string;
  state: "recorded" | "tray";
  event: Pick<WireEvent, "kind" | "body">;
}

export interface Shop {
  slug: string;
  serve: Serve;
  register(deviceId: string): Promise<{ key: string; lease: Lease; ear: string | null }>;
  revoke(deviceId: string): Promise<void>;
  /** What opens a phone whose person proved the number; null where the server keeps nothing, or gives nothing now. */
  recoveryKey(deviceId: string): Promise<string | null>;
  /** Whether the server always gives what it keeps; a real one counts and limits. */
  givesAtOnce: boolean;
  /** What a locked phone said it lost; null where that is judged from outside, or nothing was said. */
  lostOn(deviceId: string): Lost | null;
  /** Pictures that are kept; null where they are judged from outside. */
  papers: (() => Set<string>) | null;
  /** Whether a locked phone would be heard. */
  hasEar(deviceId: string): boolean;
  /** Mend one refused event at the desk. */
  mend(id: string): Promise<void>;
  restart(): Promise<void>;
  /** Null where the books are judged from outside, in the database. */
  inBooks: (() => Promise<InBooks[]>) | null;
  stock(): Map<string, bigint> | null;
}

/** A shop at the model server; a restart loses what was on its way, never what was answered. */
export function modelShop(time: Time): Shop {
  const server = new ModelServer(() => time.now);
  let isDown = 0;
  return {
    slug: "shop",
    serve: async (asked) => {
      if (isDown > 0) {
        isDown -= 1;
        throw new TypeError("connection refused");
      }
      return server.answer(asked);
    },
    // Every third phone was registered in earlier days, when there were no ears.
    register: async (id) => server.register(id, server.devices.size % 3 !== 2),
    revoke: async (id) => server.revoke(id),
    recoveryKey: async (id) => server.recoveryKey(id),
    givesAtOnce: true,
    lostOn: (id) => server.devices.get(id)?.lost ?? null,
    papers: () => new Set(server.papers.keys()),
    hasEar: (id) => Boolean(server.devices.get(id)?.ear),
    mend: async (id) => server.mend(id),
    restart: async () => {
      isDown = 2;
    },
    inBooks: async () => {
      return [...server.kept.values()].map(({ event, device, state }) => ({ id: event.id, device, state, event }));
    },
    stock: () => server.stock(),
  };
}
