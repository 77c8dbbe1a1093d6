// The ciphers of the simulated world: the real algorithms, answered at once, so that a seed always tells the same story.
import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync } from "node:crypto";
import type { RandomSource } from "@/kernel/uuid7";
import type { Ciphers } from "@/log/world";

interface PlainKey {
  raw: Uint8Array<ArrayBuffer>;
}

const TAG = 16;

/** AES-GCM, SHA-256 and PBKDF2 of Node, in the shape of WebCrypto; keys are plain objects that the database can keep. */
export function plainCiphers(random: RandomSource): Ciphers {
  const ciphers = {
    digest: async (_: string, text: BufferSource) => exact(createHash("sha256").update(bytes(text)).digest()),
    generateKey: async () => ({ raw: random(32) }),
    importKey: async (_: string, typed: BufferSource) => ({ raw: bytes(typed) }),
    deriveKey: async (rule: { salt: Uint8Array; iterations: number }, base: PlainKey) => ({
      raw: new Uint8Array(exact(pbkdf2Sync(base.raw, rule.salt, rule.iterations, 32, "sha256"))),
    }),
    encrypt: async (rule: AesGcmParams, key: PlainKey, text: BufferSource) => seal(rule, key, bytes(text)),
    decrypt: async (rule: AesGcmParams, key: PlainKey, text: BufferSource) => unseal(rule, key, bytes(text)),
    wrapKey: async (_: string, key: PlainKey, wrapper: PlainKey, rule: AesGcmParams) => seal(rule, wrapper, key.raw),
    unwrapKey: async (_: string, text: BufferSource, wrapper: PlainKey, rule: AesGcmParams) => ({
      raw: new Uint8Array(unseal(rule, wrapper, bytes(text))),
    }),
  };
  return ciphers as unknown as Ciphers;
}

function seal(rule: AesGcmParams, key: PlainKey, text: Uint8Array): ArrayBuffer {
  const cipher = createCipheriv("aes-256-gcm", key.raw, bytes(rule.iv));
  if (rule.additionalData) cipher.setAAD(bytes(rule.additionalData));
  return exact(Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]));
}

function unseal(rule: AesGcmParams, key: PlainKey, sealed: Uint8Array): ArrayBuffer {
  const cipher = createDecipheriv("aes-256-gcm", key.raw, bytes(rule.iv));
  if (rule.additionalData) cipher.setAAD(bytes(rule.additionalData));
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return exact(Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - TAG)), cipher.final()]));
}

function bytes(source: BufferSource): Uint8Array<ArrayBuffer> {
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  return new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength);
}

function exact(buffer: Buffer): ArrayBuffer {
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer;
}
