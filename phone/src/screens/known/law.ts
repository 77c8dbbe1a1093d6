// How the documents of the law are called, made from the names under which they are kept.

import { t } from "@/words";

/** Write a document's name as people say it: nd-68-2026 is Decree 68/2026. */
export function documentName(id: string): string {
  const found = /^([a-z]+)-(\d+)-(\d{4})(?:-(.+))?$/.exec(id);
  if (!found) return id;
  const [, kind = "", number = "", year = "", of = ""] = found;
  const called = [number, year, of.toUpperCase()].filter(Boolean).join("/");
  switch (kind) {
    case "luat":
      return t("Law {number}", { number: called });
    case "nd":
      return t("Decree {number}", { number: called });
    case "tt":
      return t("Circular {number}", { number: called });
    case "nq":
      return t("Resolution {number}", { number: called });
    case "qd":
      return t("Decision {number}", { number: called });
    default:
      return id;
  }
}
