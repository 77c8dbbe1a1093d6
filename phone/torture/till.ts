// A phone that belongs to a shop of the model server: where tests of the log begin.
import { Chance } from "@/kernel/chance";
import { keepDevice } from "@/log/device";
import type { SaleBody } from "@/log/events";
import { statusOf } from "@/log/status";
import { type Asked, ModelServer, type Said } from "./model";
import { Phone, type Time } from "./phone";

export interface Wanted {
  /** Answers instead of the server where it gives one. */
  before?: (asked: Asked, server: ModelServer) => Said | null;
  hasEar?: boolean;
  seed?: number;
}

export const BEGIN = Date.parse("2026-03-02T01:00:00Z");
export const ON = "2026-03-02";

/** A registered phone with one tab open, every request written down. */
export async function aTill({ before = () => null, hasEar = true, seed = 7 }: Wanted = {}) {
  const time: Time = { now: BEGIN };
  const server = new ModelServer(() => time.now);
  const asked: Asked[] = [];
  const serve = async (one: Asked) => {
    asked.push(one);
    return before(one, server) ?? server.answer(one);
  };
  const phone = new Phone("phone", new Chance(seed), time, serve, true);
  const tab = await phone.openTab();
  const deviceId = tab.log.newId();
  const { key, lease, ear } = server.register(deviceId, hasEar);
  await keepDevice(tab.log.db, tab.log.vault, { slug: "shop", orgName: "Shop", deviceId, deviceName: "phone", key, lease, ear });
  const paths = () => asked.map((one) => `${one.method} ${one.path.split("?")[0] ?? ""}`);
  return { time, server, phone, tab, deviceId, asked, paths, status: () => statusOf(tab.log, tab.sync) };
}

export function aSale(vnd: number, more: Partial<SaleBody> = {}): SaleBody {
  const line = { product_id: "p1", name: "Cà phê", sector: "goods", unit: "ly", quantity: "2", unit_price: vnd / 2, amount_vnd: vnd, is_vat_cut: false };
  return {
    sold_on: ON, number: "", means: "cash", lines: [line], discount_vnd: 0, party_name: "", text: "",
    paid_vnd: null, paid_means: "cash", reference: "", place_id: null, bank_account_id: null, ...more,
  };
}
