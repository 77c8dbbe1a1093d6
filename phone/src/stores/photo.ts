// A photo of a bill, made small enough to keep on the phone and to send over a weak network.

const LONG_SIDE_MAX = 1600;
const QUALITY = 0.72;

/** Fit a picture into the long side allowed, keeping its shape; a small one stays as it is. */
export function fitInto(width: number, height: number, long_side_max: number = LONG_SIDE_MAX): { width: number; height: number } {
  const shrink = Math.min(1, long_side_max / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
}

/** Draw a photo anew at a size that can still be read; where the phone cannot, the photo stays as it was. */
export async function shrinkPhoto(photo: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(photo);
    const { width, height } = fitInto(picture.width, picture.height);
    const paper = document.createElement("canvas");
    Object.assign(paper, { width, height });
    paper.getContext("2d")?.drawImage(picture, 0, 0, width, height);
    picture.close();
    const small = await new Promise<Blob | null>((done) => paper.toBlob(done, "image/jpeg", QUALITY));
    return small && small.size < photo.size ? small : photo;
  } catch {
    return photo;
  }
}
