// Handing a receipt over: as a picture where the phone can, as text otherwise, into the clipboard at least.

import { drawPicture } from "@/screens/receipt/picture";

/** Share lines of text; answers "copied" when they only went to the clipboard, "" when the person thought better of it. */
export async function shareLines(lines: readonly string[]): Promise<"shared" | "copied" | ""> {
  const text = lines.join("\n");
  try {
    const picture = await drawPicture(lines);
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
  await navigator.clipboard.writeText(text);
  return "copied";
}
