// E-invoices that came as files: handed to the server, which reads and keeps them.

import { api } from "@/log";
import type { Refused } from "@/parts/refused";

export interface Imported {
  file: string;
  status: "imported" | "known" | "waiting" | "refused";
  invoice: string;
  refused: Refused | null;
}

/** Hand a file of invoices to the server; each of its invoices is answered for itself. */
export async function sendInvoice(file: File): Promise<Imported[]> {
  const content_base64 = await asBase64(file);
  const answer = await api<{ outcomes: Imported[] }>("/invoices", { method: "POST", body: { files: [{ name: file.name, content_base64 }] } });
  return answer.outcomes;
}

function asBase64(file: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => fail(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}
