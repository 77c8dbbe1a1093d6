// The books that the law asks this household to keep.

import { known } from "@/stores/known";
import type { KeptStore } from "@/stores/kept";
import type { Books } from "@/stores/shapes";

export const books = known<Books>("books", "/phone/books");

/** The books of an earlier year. */
export function booksOf(year: number): KeptStore<Books> {
  return known<Books>(`books-${year}`, `/phone/books?year=${year}`);
}
