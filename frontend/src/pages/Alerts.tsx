import { useState, type FormEvent } from "react";
import { Link, useSearchParams } from "wouter";
import { send } from "../api/client";
import type { SavedSearch } from "../api/types";
import { said, useApi } from "../api/use";
import type { Messages } from "../i18n/ar";
import { useWording } from "../i18n/language";

/** A condition of an address in the reader's words. */
function saidCondition(t: Messages, name: string, value: string): string {
  const labels: Record<string, string> = {
    ...t.overview.facet, since: t.overview.since, until: t.overview.until, min_fatalities: t.overview.minToll, bbox: t.overview.map,
  };
  const names: Record<string, Record<string, string>> = { kind: t.kind, review: t.review };
  const words = name === "country" ? t.countries(value) : (names[name]?.[value] ?? value);
  return `${labels[name] ?? name}: ${words}`;
}

/** Saved searches: each answers by an Atom feed, and by webhook or e-mail where one is given. */
export function Alerts() {
  const { t } = useWording();
  const [query] = useSearchParams();
  const { data, problem, reload } = useApi<SavedSearch[]>("/searches");
  const [name, setName] = useState("");
  const [webhook, setWebhook] = useState("");
  const [email, setEmail] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const filters = query.toString();

  async function change(request: Promise<unknown>) {
    setRefused(null);
    try {
      await request;
      setName("");
      reload();
    } catch (error) {
      setRefused(said(error, t.error));
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    void change(send("POST", "/searches", { name, filters, webhook: webhook || null, email: email || null }));
  };

  return (
    <main id="content" className="paste">
      <h1>{t.alerts.heading}</h1>
      <p className="lead">{t.alerts.lead}</p>
      {(problem ?? refused) && <p role="alert" className="problem">{problem ?? refused}</p>}
      <form onSubmit={save}>
        <p>{t.alerts.what}: {filters ? <bdi>{[...query].map(([name, value]) => saidCondition(t, name, value)).join(" · ")}</bdi> : t.alerts.everything}</p>
        <label htmlFor="search-name">{t.alerts.name}</label>
        <input id="search-name" required maxLength={200} value={name} onChange={(e) => setName(e.target.value)} />
        <label htmlFor="search-hook">{t.alerts.webhook}</label>
        <input id="search-hook" type="url" dir="ltr" placeholder="https://" value={webhook} onChange={(e) => setWebhook(e.target.value)} />
        <label htmlFor="search-mail">{t.alerts.email}</label>
        <input id="search-mail" type="email" dir="ltr" value={email} onChange={(e) => setEmail(e.target.value)} />
        <button type="submit" className="primary">{t.article.save}</button>
      </form>
      <ul className="searches">
        {data?.map((search) => (
          <li key={search.id}>
            <Link href={`/?${search.filters}`}><bdi>{search.name}</bdi></Link>{" "}
            <a href={search.feed}>Atom</a>{" "}
            {search.webhook && <small><bdi dir="ltr">{search.webhook}</bdi> · {t.alerts.secret}: <code dir="ltr">{search.secret}</code> </small>}
            {search.email && <small><bdi dir="ltr">{search.email}</bdi> </small>}
            <button type="button" aria-label={`${t.article.remove}: ${search.name}`} onClick={() => void change(send("DELETE", `/searches/${search.id}`))}>{t.article.remove}</button>
          </li>
        ))}
      </ul>
    </main>
  );
}
