// Random bytes as words that fit into an address: base64url, without padding.

export function writeWord(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function readWord(word: string): Uint8Array<ArrayBuffer> {
  const letters = atob(word.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}
