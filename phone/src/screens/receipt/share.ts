// Handing a receipt over: to another app as a picture or as text, otherwise as a picture among the downloads.

import { drawPicture } from "@/screens/receipt/picture";

/** What became of it; "" when the person thought better of it. */
export type Handed = "shared" | "downloaded" | "copied" | "";

/** Share lines of text under a name for the picture; throws when this phone can do nothing of all that. */
export async function shareLines(lines: readonly string[], name: string): Promise<Handed> {
  const text = lines.join("\n");
  const picture = await drawPicture(lines, `${name.replace(/[^\w-]/g, "") || "ecoop"}.png`).catch(() => null);
  try {
    if (picture && navigator.canShare?.({ files: [picture] })) {
      await navigator.share({ files: [picture], text });
      return "shared";
    }
    if (navigator.share) {
      await navigator.share({ text });
      return "shared";
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return "";
  }
  if (picture) {
    download(picture);
    return "downloaded";
  }
  await navigator.clipboard.writeText(text);
  return "copied";
}

function download(picture: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(picture);
  link.download = picture.name;
  link.click();
  // Taken away at once, some browsers have not begun to save it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
