import { useMemo, useState } from "react";
import { Link } from "wouter";
import { CORRECTABLE, FieldEditor, type Correctable } from "../article/FieldEditor";
import { send } from "../api/client";
import type { Blind, Event } from "../api/types";
import { said, useApi } from "../api/use";
import { useWording } from "../i18n/language";
import { EventCard } from "../parts/EventCard";
import { Passage, type Lit } from "../parts/Passage";
import { marksOf } from "../parts/spans";

interface Judgement { verdict: "accept" | "reject" | "correct"; values: Record<string, unknown> }

/** A second person's judgement of an article as it was coded, blind to the first one's. */
export function Second({ id }: { id: string }) {
  const { t, date } = useWording();
  const path = `/desk/second/${encodeURIComponent(id)}`;
  const { data: article, problem } = useApi<Blind>(path);
  const [judged, setJudged] = useState<Record<string, Judgement>>({});
  const [lit, setLit] = useState<Lit | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const marks = useMemo(() => {
    const events = article?.events ?? [];
    return { title: marksOf(events, "title"), text: marksOf(events, "text") };
  }, [article]);
  if (problem) return <main id="content"><p role="alert" className="problem">{problem}</p></main>;
  if (!article) return <main id="content"><p role="status">{t.loading}</p></main>;
  if (isDone) return <main id="content"><p role="status">{t.desk.secondDone} <Link href="/desk">{t.nav.desk}</Link></p></main>;

  async function save() {
    setRefused(null);
    try {
      await send("POST", path, { judgements: Object.entries(judged).map(([event, one]) => ({ event, ...one })) });
      setDone(true);
    } catch (error) {
      setRefused(said(error, t.error));
    }
  }
  return (
    <main id="content" className="article">
      <p className="lead">{t.desk.secondLead}</p>
      {article.published && <p>{date(article.published)}</p>}
      {refused && <p role="alert" className="problem">{t.failed}: {refused}</p>}
      <div className="reading">
        <section className="text" aria-label={t.paste.text}>
          <Passage as="h1" field="title" text={article.title || t.desk.second} marks={marks.title} lit={lit} onLit={setLit} />
          <Passage field="text" text={article.text} marks={marks.text} lit={lit} onLit={setLit} />
        </section>
        <section className="events" aria-label={t.paste.events}>
          {article.events.map((event) => (
            <Judge
              key={event.id}
              event={event}
              judgement={judged[event.id] ?? null}
              lit={lit}
              onLit={setLit}
              onJudge={(one) => setJudged((now) => ({ ...now, [event.id]: one }))}
            />
          ))}
          <button type="button" className="primary" disabled={Object.keys(judged).length < article.events.length} onClick={() => void save()}>{t.article.save}</button>
        </section>
      </div>
    </main>
  );
}

function Judge({ event, judgement, lit, onLit, onJudge }: {
  event: Event;
  judgement: Judgement | null;
  lit: Lit | null;
  onLit: (lit: Lit | null) => void;
  onJudge: (judgement: Judgement) => void;
}) {
  const { t } = useWording();
  const [editing, setEditing] = useState<Correctable | null>(null);
  const shown = { ...event, ...judgement?.values };
  const verdict = judgement?.verdict;
  return (
    <div className={verdict === "reject" ? "judged rejected" : "judged"}>
      <EventCard event={shown} lit={lit} onLit={onLit} />
      <div className="under">
        {(["accept", "reject"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={verdict === one} onClick={() => onJudge({ verdict: one, values: {} })}>{t.incident[one]}</button>
        ))}
        <label>{t.article.correct}{" "}
          <select value={editing ?? ""} onChange={(e) => setEditing((e.target.value || null) as Correctable | null)}>
            <option value="">—</option>
            {CORRECTABLE.map((field) => <option key={field} value={field}>{t.field[field]}</option>)}
          </select>
        </label>
        {verdict && <span className="tag">{t.verdict[verdict]}</span>}
      </div>
      {editing && (
        <FieldEditor
          key={editing}
          event={shown}
          field={editing}
          hasReason={false}
          onCancel={() => setEditing(null)}
          onSave={async (value) => {
            onJudge({ verdict: "correct", values: { ...judgement?.values, [editing]: value } });
            setEditing(null);
          }}
        />
      )}
    </div>
  );
}
