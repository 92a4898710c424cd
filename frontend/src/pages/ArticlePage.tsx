import { useMemo, useState } from "react";
import { Link } from "wouter";
import { CORRECTABLE, FieldEditor, type Correctable } from "../article/FieldEditor";
import { Missed, useChosenWords, type Chosen } from "../article/Missed";
import { Tree } from "../article/Tree";
import { send } from "../api/client";
import { useAccount } from "../api/me";
import type { ArticleEvent, Kind, StoredArticle } from "../api/types";
import { said, useApi } from "../api/use";
import { useWording } from "../i18n/language";
import { EventCard } from "../parts/EventCard";
import { Passage, type Lit } from "../parts/Passage";
import { marksOf } from "../parts/spans";

/** A report as published, with what was read in it, to check and to correct in place. */
export function ArticlePage({ id }: { id: string }) {
  const { t, date, number } = useWording();
  const { may } = useAccount();
  const { data: article, problem, reload } = useApi<StoredArticle>(`/articles/${encodeURIComponent(id)}`);
  const [lit, setLit] = useState<Lit | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const chosen = useChosenWords();
  const marks = useMemo(() => {
    const events = article?.events.filter((event) => event.review !== "rejected") ?? [];
    return { title: marksOf(events, "title"), text: marksOf(events, "text") };
  }, [article]);
  if (problem) return <main id="content"><p role="alert" className="problem">{problem}</p></main>;
  if (!article) return <main id="content"><p role="status">{t.loading}</p></main>;

  async function decide(path: string, body: object) {
    setRefused(null);
    try {
      await send("POST", path, body);
      reload();
    } catch (error) {
      setRefused(said(error, t.error));
    }
  }
  const add = (words: Chosen, kind: Kind) =>
    void decide(`/articles/${encodeURIComponent(id)}/events`, { field: words.field, start: words.start, end: words.end, kind });

  return (
    <main id="content" className="article">
      <p className="lead">
        <bdi>{article.outlet || t.unknown}</bdi>
        {article.published && <> · {date(article.published)}</>}
        {article.url && /^https?:/.test(article.url) && <> · <a href={article.url} rel="noreferrer noopener nofollow" target="_blank">{t.article.original}</a></>}
        {article.versions.length > 1 && <> · {t.article.version} {number(article.version)}/{number(article.versions.length)}</>}
      </p>
      {article.is_masked && <p className="note">{t.article.masked}</p>}
      {refused && <p role="alert" className="problem">{t.failed}: {refused}</p>}
      <div className="reading">
        <section className="text" aria-label={t.paste.text}>
          {article.title && <Passage as="h1" field="title" text={article.title} marks={marks.title} lit={lit} onLit={setLit} />}
          <Passage field="text" text={article.text} marks={marks.text} lit={lit} onLit={setLit} />
        </section>
        <section className="events" aria-label={t.paste.events}>
          <div className="bar"><h2>{t.paste.events} <span className="count">{number(article.events.length)}</span></h2></div>
          <p className="hint">{may("coder") ? t.article.hint : t.paste.evidence}</p>
          {may("coder") && chosen && <Missed key={`${chosen.field}${chosen.start}-${chosen.end}`} chosen={chosen} onAdd={add} />}
          {article.events.map((event) => (
            <Judged key={event.id} article={id} event={event} lit={lit} onLit={setLit} decide={decide} />
          ))}
        </section>
      </div>
    </main>
  );
}

function Judged({ article, event, lit, onLit, decide }: {
  article: string;
  event: ArticleEvent;
  lit: Lit | null;
  onLit: (lit: Lit | null) => void;
  decide: (path: string, body: object) => Promise<void>;
}) {
  const { t } = useWording();
  const { may } = useAccount();
  const [editing, setEditing] = useState<Correctable | null>(null);
  const path = `/events/${event.id}/review`;
  return (
    <div className={`judged ${event.review}`}>
      <EventCard event={event} lit={lit} onLit={onLit} />
      <div className="under">
        <span className="tag">{t.review[event.review]}</span>
        {event.incident && <Link href={`/incidents/${event.incident}`}>{t.article.incident}</Link>}
        {may("coder") && (
          <>
            <button type="button" onClick={() => void decide(path, { verdict: "accept" })}>{t.incident.accept}</button>
            <button type="button" onClick={() => void decide(path, { verdict: "reject" })}>{t.incident.reject}</button>
            <label>{t.article.correct}{" "}
              <select value={editing ?? ""} onChange={(e) => setEditing((e.target.value || null) as Correctable | null)}>
                <option value="">—</option>
                {CORRECTABLE.map((field) => <option key={field} value={field}>{t.field[field]}</option>)}
              </select>
            </label>
          </>
        )}
      </div>
      {editing && (
        <FieldEditor
          key={editing}
          event={event}
          field={editing}
          onCancel={() => setEditing(null)}
          onSave={async (value, why) => {
            await decide(path, { verdict: "correct", field: editing, value, why });
            setEditing(null);
          }}
        />
      )}
      <Tree article={article} event={event.id} />
    </div>
  );
}
