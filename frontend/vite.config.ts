import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The page is served by the Python package under a strict content policy: no inline script or style, no
// data addresses for scripts, everything from the same origin.
export default defineConfig({
  plugins: [react()],
  base: "/",
  build: {
    outDir: "../src/marsad/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    sourcemap: false,
  },
});
