// My cooperatives: what I hold, what I traded, and my share of a year from its figure to its article.

import { known } from "@/stores/known";
import type { KeptStore } from "@/stores/kept";
import type { Cooperatives, ShareStatement } from "@/stores/shapes";

export const cooperatives = known<Cooperatives>("cooperatives", "/phone/cooperatives");

/** My share of a cooperative's income of a year. */
export function shareOf(slug: string, year: number): KeptStore<ShareStatement> {
  return known<ShareStatement>(`share-${slug}-${year}`, `/phone/cooperatives/${slug}/shares/${year}`);
}
