import { Link, Route, Switch, useLocation } from "wouter";
import { useWording } from "./i18n/language";
import { Paste } from "./pages/Paste";

export function App() {
  const { t, language, setLanguage } = useWording();
  const [location] = useLocation();
  const pages: [string, string][] = [["/paste", t.nav.paste]];
  return (
    <>
      <a className="skip" href="#content">{t.skip}</a>
      <header className="top">
        <Link href="/" className="brand"><img src="/mark.svg" alt="" width="28" height="28" /><strong>{t.name}</strong></Link>
        <nav>
          {pages.map(([path, label]) => (
            <Link key={path} href={path} aria-current={location === path ? "page" : undefined}>{label}</Link>
          ))}
        </nav>
        <button type="button" className="language" lang={language === "ar" ? "en" : "ar"} onClick={() => setLanguage(language === "ar" ? "en" : "ar")}>
          {t.language.switch}
        </button>
      </header>
      <Switch>
        <Route path="/paste"><Paste /></Route>
        <Route><Paste /></Route>
      </Switch>
    </>
  );
}
