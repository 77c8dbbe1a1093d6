// What a run sells to: an organisation of its own, at the model server or at a real one.
import type { Lease } from "@/log/device";
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
  register(deviceId: string): Promise<{ key: string; lease: Lease }>;
  revoke(deviceId: string): Promise<void>;
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
    register: async (id) => server.register(id),
    revoke: async (id) => server.revoke(id),
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
