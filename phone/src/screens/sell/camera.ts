// Reading barcodes with the camera: by the phone itself where it can, otherwise by a reader that is loaded only now.

import wasmAddress from "zxing-wasm/reader/zxing_reader.wasm?url";
import { asRefused, type Refused } from "@/parts/refused";
import { t } from "@/words";

interface Reader {
  detect: (source: ImageBitmapSource) => Promise<{ rawValue: string }[]>;
}
interface ReaderMaker {
  new (options?: { formats: string[] }): Reader;
  getSupportedFormats?: () => Promise<string[]>;
}
interface Heard {
  onfound: (code: string) => void;
  onrefused: (why: Refused) => void;
}

const FORMATS = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "qr_code"];
const LOOKS_EVERY_MS = 150;
// Always the same object: for another one the reader would be made anew at each look.
const WHERE = { locateFile: () => wasmAddress };

/** Show the camera and tell the first code it sees; answers how to switch it off. */
export function watchCamera(video: HTMLVideoElement, { onfound, onrefused }: Heard): () => void {
  let isOver = false;
  let stream: MediaStream | null = null;
  async function watch() {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    if (isOver) return stop();
    video.srcObject = stream;
    const [reader] = await Promise.all([makeReader(), video.play()]);
    while (!isOver) {
      const [found] = await reader.detect(video).catch(() => []);
      if (found && !isOver) return onfound(found.rawValue);
      await new Promise((done) => setTimeout(done, LOOKS_EVERY_MS));
    }
  }
  function stop() {
    isOver = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
  }
  watch().catch((error: unknown) => {
    stop();
    onrefused(whyNot(error));
  });
  return stop;
}

async function makeReader(): Promise<Reader> {
  const own = (globalThis as { BarcodeDetector?: ReaderMaker }).BarcodeDetector;
  const known = (await own?.getSupportedFormats?.().catch(() => [])) ?? [];
  if (own && known.includes("ean_13")) return new own({ formats: FORMATS.filter((one) => known.includes(one)) });
  const loaded = await import("barcode-detector/ponyfill");
  try {
    await loaded.prepareZXingModule({ overrides: WHERE, fireImmediately: true });
  } catch {
    // Nothing of the failure is kept: with a network the next look brings the reader.
    loaded.purgeZXingModule();
    throw noReader();
  }
  return new loaded.BarcodeDetector({ formats: ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "qr_code"] });
}

function noReader(): Refused {
  return {
    code: "phone.no-reader",
    said: t("The reader of codes is not on this phone yet."),
    remedy: t("Open the camera once where there is a network, and it stays on this phone. Or write the number below the lines."),
  };
}

function whyNot(error: unknown): Refused {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") {
    return {
      code: "phone.camera-not-allowed",
      said: t("ecoop may not use the camera."),
      remedy: t("Allow the camera for this page in the browser's settings, or write the number below the lines."),
    };
  }
  if (name === "NotFoundError" || name === "NotReadableError" || navigator.mediaDevices === undefined) {
    return {
      code: "phone.no-camera",
      said: t("No camera can be used here."),
      remedy: t("Close other apps that use the camera, or write the number below the lines."),
    };
  }
  return asRefused(error);
}
