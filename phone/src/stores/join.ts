// Asking to join a cooperative: its square names it, the household says who asks, the cooperative decides at its desk.

import { writePhone } from "@/kernel/phone";
import { api, ApiRefusal, Offline } from "@/log";
import type { Application, Law } from "@/stores/shapes";

export interface Offer {
  slug: string;
  name: string;
  place: string;
  decider_label: string;
  decides_within_days?: number | null;
  capital_min_vnd: number | null;
  law: Law | null;
}

export interface JoiningDraft {
  id: string;
  cooperative: string;
  kind: "individual" | "household";
  name: string;
  id_number: string;
  born_on: string | null;
  gender: "" | "female" | "male";
  address: string;
  ward_code: string | null;
  phone: string;
  representative_name: string;
  representative_id: string;
  uses: boolean;
  works: boolean;
  capital_vnd: number;
  note: string;
  agrees: boolean;
}

interface Prefill {
  kind: JoiningDraft["kind"];
  name: string;
  phone: string;
  address: string;
  ward_code: string | null;
}

/** Find the cooperative in what its square says: an address that ends in /join/<name>/, or the bare name. */
export function readJoinCode(text: string): string | null {
  const said = text.trim();
  return /\/join\/([a-z0-9-]{2,64})\/?(?:[?#].*)?$/.exec(said)?.[1] ?? /^[a-z0-9-]{2,64}$/.exec(said)?.[0] ?? null;
}

/** Ask what a cooperative says to those who want to join; everybody may. */
export async function getOffer(slug: string): Promise<Offer> {
  const answer = await fetch(`/api/join/${encodeURIComponent(slug)}`).catch(() => {
    throw new Offline("No network");
  });
  const said = (await answer.json().catch(() => ({}))) as Offer & { code?: string; detail?: string; remedy?: string };
  if (answer.ok) return said;
  throw new ApiRefusal(answer.status, { code: said.code ?? String(answer.status), said: said.detail ?? "", remedy: said.remedy ?? "" });
}

/** Begin an application with what the books know of the household. */
export async function beginJoining(id: string, slug: string): Promise<JoiningDraft> {
  const { prefill } = await api<{ prefill: Prefill }>("/joining");
  return {
    id,
    cooperative: slug,
    kind: "individual",
    name: prefill.name,
    id_number: "",
    born_on: null,
    gender: "",
    address: prefill.address,
    ward_code: prefill.ward_code || null,
    phone: writePhone(prefill.phone),
    representative_name: "",
    representative_id: "",
    uses: true,
    works: false,
    capital_vnd: 0,
    note: "",
    agrees: false,
  };
}

/** Hand the application in; handed in twice it is the same one. */
export function askToJoin(draft: JoiningDraft): Promise<Application> {
  return api<Application>("/joining", { method: "POST", body: draft });
}
