// How the phone's app is built: into var/phone/app, which the server hands out at /app/.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  base: "/app/",
  publicDir: here("./public"),
  resolve: { alias: { "@": here("./src"), "@words": here("../var/phone/words") } },
  build: {
    outDir: here("../var/phone/root/app"),
    emptyOutDir: true,
    target: "es2021",
    // The content-security policy allows nothing inside a page, data: addresses of scripts and styles neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What many screens share comes as one file: on a slow network each small one would cost a journey of its own.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "parts", test: /\/phone\/src\/parts\//, minShareCount: 3 }] } } },
  },
  plugins: [
    svelte(),
    VitePWA({
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        name: "ecoop",
        short_name: "ecoop",
        lang: "vi",
        start_url: "/app/",
        scope: "/app/",
        display: "standalone",
        background_color: "#ffffff",
        theme_color: "#0b5d3b",
        icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg,json,wasm}"],
        globIgnores: ["**/*.wasm"],
        navigateFallback: "/app/index.html",
        cleanupOutdatedCaches: true,
        // From the very first opening on: without a network a screen that nobody opened yet comes from what is kept.
        clientsClaim: true,
        // The reader of barcodes is large and many phones have their own: kept from its first use on.
        runtimeCaching: [{ urlPattern: /\/app\/assets\/.*\.wasm$/, handler: "CacheFirst", options: { cacheName: "readers" } }],
      },
    }),
  ],
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
