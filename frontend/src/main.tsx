import "@fontsource/ibm-plex-sans-arabic/arabic-400.css";
import "@fontsource/ibm-plex-sans-arabic/arabic-600.css";
import "@fontsource/ibm-plex-sans-arabic/latin-400.css";
import "@fontsource/ibm-plex-sans-arabic/latin-600.css";
import "./style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { AccountProvider } from "./api/me";
import { App } from "./App";
import { LanguageProvider } from "./i18n/language";

const root = document.getElementById("app");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider><AccountProvider><App /></AccountProvider></LanguageProvider>
    </StrictMode>,
  );
}
