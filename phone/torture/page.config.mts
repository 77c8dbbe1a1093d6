// The log alone, as one file for a real browser.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  resolve: { alias: { "@": here("../src") } },
  logLevel: "error",
  build: {
    lib: { entry: here("./page.ts"), formats: ["es"], fileName: () => "page.js" },
    outDir: here("../../var/phone/page"),
    emptyOutDir: true,
    target: "es2022",
  },
});
