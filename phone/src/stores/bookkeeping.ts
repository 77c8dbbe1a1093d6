// Who keeps my books: I myself, or a cooperative of mine whose accountants may open them until I take them back.

import { api } from "@/log";
import { known } from "@/stores/known";
import type { KeptStore } from "@/stores/kept";
import type { Bookkeeping } from "@/stores/shapes";

const pathOf = (slug: string) => `/phone/cooperatives/${slug}/bookkeeping`;

/** Whether a cooperative keeps my books, and the names of its accountants. */
export function bookkeepingOf(slug: string): KeptStore<Bookkeeping> {
  return known<Bookkeeping>(`bookkeeping-${slug}`, pathOf(slug));
}

/** Let a cooperative keep my books; sent twice under the same id it is one giving. */
export function giveBooks(slug: string, id: string): Promise<Bookkeeping> {
  return api<Bookkeeping>(pathOf(slug), { method: "POST", body: { id } });
}

/** Take my books back; from this moment nobody of the cooperative opens them. */
export function takeBooksBack(slug: string): Promise<Bookkeeping> {
  return api<Bookkeeping>(pathOf(slug), { method: "DELETE" });
}
