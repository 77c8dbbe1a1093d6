// A receipt as a picture, to be sent by any messenger: drawn on the phone, without a network.

const WIDTH = 640;
const MARGIN = 36;
const LINE = 40;

/** Draw lines of text black on white; the first one is the heading. */
export async function drawPicture(lines: readonly string[], name: string): Promise<File | null> {
  const sheet = document.createElement("canvas");
  const pen = sheet.getContext("2d");
  if (!pen) return null;
  const broken = lines.flatMap((line, at) => breakLine(pen, line, at === 0).map((text) => ({ text, isHead: at === 0 })));
  sheet.width = WIDTH;
  sheet.height = MARGIN * 2 + broken.length * LINE;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = "#000";
  pen.textBaseline = "top";
  const isRightToLeft = document.documentElement.dir === "rtl";
  pen.direction = isRightToLeft ? "rtl" : "ltr";
  broken.forEach(({ text, isHead }, at) => {
    pen.font = fontOf(isHead);
    pen.fillText(text, isRightToLeft ? WIDTH - MARGIN : MARGIN, MARGIN + at * LINE);
  });
  const blob = await new Promise<Blob | null>((done) => sheet.toBlob(done, "image/png"));
  return blob && new File([blob], name, { type: "image/png" });
}

function fontOf(isHead: boolean): string {
  return isHead ? "700 30px system-ui, sans-serif" : "24px system-ui, sans-serif";
}

function breakLine(pen: CanvasRenderingContext2D, line: string, isHead: boolean): string[] {
  pen.font = fontOf(isHead);
  const kept: string[] = [""];
  for (const word of line.split(" ")) {
    const longer = `${kept.at(-1) ?? ""} ${word}`.trim();
    if (pen.measureText(longer).width > WIDTH - 2 * MARGIN && kept.at(-1)) kept.push(word);
    else kept[kept.length - 1] = longer;
  }
  return kept;
}
