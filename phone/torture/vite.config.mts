// The simulator as one file that Node runs.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  resolve: { alias: { "@": here("../src") } },
  logLevel: "error",
  build: {
    ssr: here("./main.ts"),
    outDir: here("../../var/phone/torture"),
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rollupOptions: { output: { entryFileNames: "torture.mjs" } },
  },
});
