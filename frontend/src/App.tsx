import { lazy, Suspense } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { useAccount } from "./api/me";
import { useWording } from "./i18n/language";
import { Admin } from "./pages/Admin";
import { Alerts } from "./pages/Alerts";
import { BulletinPage } from "./pages/BulletinPage";
import { Desk } from "./pages/Desk";
import { IncidentPage } from "./pages/IncidentPage";
import { Paste } from "./pages/Paste";
import { SignIn } from "./pages/SignIn";

// The map is most of the page's weight: pages without one don't wait for it.
const Overview = lazy(() => import("./pages/Overview").then((page) => ({ default: page.Overview })));
const Second = lazy(() => import("./pages/Second").then((page) => ({ default: page.Second })));
const ArticlePage = lazy(() => import("./pages/ArticlePage").then((page) => ({ default: page.ArticlePage })));

/** The id that follows in the address. Read here: the router's own reading decodes only half of a "/" or "%" in it. */
function idOf(prefix: string): string {
  try {
    return decodeURIComponent(window.location.pathname.slice(prefix.length));
  } catch {
    return "";
  }
}

export function App() {
  const { t, language, setLanguage } = useWording();
  const { me, may, signOut } = useAccount();
  const [location] = useLocation();
  const pages: [string, string][] = [["/", t.nav.overview], ["/bulletin", t.nav.bulletin], ["/paste", t.nav.paste]];
  if (may("coder")) pages.splice(1, 0, ["/desk", t.nav.desk]);
  if (may("viewer")) pages.push(["/alerts", t.alerts.heading]);
  if (me?.accounts && may("admin")) pages.push(["/admin", t.account.accounts]);
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
        {me?.accounts && me.user && (
          <button type="button" className="plain" onClick={() => void signOut()}>{t.account.signOut} (<bdi>{me.user.name}</bdi>)</button>
        )}
        <button type="button" className="plain language" lang={language === "ar" ? "en" : "ar"} onClick={() => setLanguage(language === "ar" ? "en" : "ar")}>
          {t.language.switch}
        </button>
      </header>
      {me?.accounts && !me.user ? <SignIn /> : <Suspense fallback={<main id="content"><p role="status">{t.loading}</p></main>}>
        <Switch>
          <Route path="/"><Overview /></Route>
          <Route path="/paste"><Paste /></Route>
          <Route path="/desk"><Desk /></Route>
          <Route path="/bulletin"><BulletinPage /></Route>
          <Route path="/alerts"><Alerts /></Route>
          <Route path="/admin"><Admin /></Route>
          <Route path="/incidents/:id">{({ id }) => <IncidentPage key={id} id={id} />}</Route>
          <Route path="/articles/*">{() => { const id = idOf("/articles/"); return <ArticlePage key={id} id={id} />; }}</Route>
          <Route path="/second/*">{() => { const id = idOf("/second/"); return <Second key={id} id={id} />; }}</Route>
          <Route><main id="content"><h1>{t.notFound}</h1></main></Route>
        </Switch>
      </Suspense>}
    </>
  );
}
