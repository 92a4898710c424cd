import { useMemo, useState, type FormEvent } from "react";
import * as example from "../../../examples/newspaper/newspaper-rich-report.json";
import { send } from "../api/client";
import type { Coded } from "../api/types";
import { said } from "../api/use";
import { useWording } from "../i18n/language";
import { EventCard } from "../parts/EventCard";
import { Passage, type Lit } from "../parts/Passage";
import { marksOf } from "../parts/spans";

/** The first thing a newcomer tries: a report in, its events out, each field tied to its words. */
export function Paste() {
  const { t } = useWording();
  const [title, setTitle] = useState(example.title);
  const [text, setText] = useState(example.text);
  const [published, setPublished] = useState(example.published);
  const [coded, setCoded] = useState<Coded | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function run(event: FormEvent) {
    event.preventDefault();
    setRunning(true);
    setProblem(null);
    try {
      setCoded(await send<Coded>("POST", "/code", { title, text, published: published || null }));
    } catch (error) {
      setProblem(said(error, t.error));
    } finally {
      setRunning(false);
    }
  }

  return (
    <main id="content" className="paste">
      <h1>{t.paste.heading}</h1>
      <p className="lead">{t.paste.lead}</p>
      {problem && <p role="alert" className="problem">{t.failed}: {problem}</p>}
      {coded ? (
        <Result coded={coded} onAgain={() => setCoded(null)} />
      ) : (
        <form onSubmit={run}>
          <label htmlFor="paste-title">{t.paste.title}</label>
          <input id="paste-title" dir="rtl" lang="ar" value={title} maxLength={2000} onChange={(e) => setTitle(e.target.value)} />
          <label htmlFor="paste-text">{t.paste.text}</label>
          <textarea id="paste-text" dir="rtl" lang="ar" rows={14} required value={text} maxLength={200000} onChange={(e) => setText(e.target.value)} />
          <label htmlFor="paste-published">{t.paste.published}</label>
          <input id="paste-published" type="date" value={published} onChange={(e) => setPublished(e.target.value)} aria-describedby="paste-hint" />
          <small id="paste-hint">{t.paste.publishedHint}</small>
          <button type="submit" className="primary" disabled={isRunning || !text.trim()}>
            {isRunning ? t.paste.running : t.paste.run}
          </button>
        </form>
      )}
    </main>
  );
}

function Result({ coded, onAgain }: { coded: Coded; onAgain: () => void }) {
  const { t, number } = useWording();
  const [lit, setLit] = useState<Lit | null>(null);
  const marks = useMemo(
    () => ({ title: marksOf(coded.events, "title"), text: marksOf(coded.events, "text") }),
    [coded],
  );
  return (
    <div className="reading">
      <section className="text" aria-label={t.paste.text}>
        {coded.title && <Passage as="h2" field="title" text={coded.title} marks={marks.title} lit={lit} onLit={setLit} />}
        <Passage field="text" text={coded.text} marks={marks.text} lit={lit} onLit={setLit} />
      </section>
      <section className="events" aria-label={t.paste.events}>
        <div className="bar">
          <h2>{t.paste.events} <span className="count">{number(coded.events.length)}</span></h2>
          <button type="button" onClick={onAgain}>{t.paste.again}</button>
        </div>
        {coded.notes.map((note) => {
          const own = t.notes.find(([words]) => note.includes(words))?.[1];
          return own ? <p key={note} className="note">{own}</p> : <p key={note} className="note" dir="ltr" lang="en">{note}</p>;
        })}
        <p className="hint">{coded.events.length ? t.paste.evidence : t.paste.noEvents}</p>
        {coded.events.map((event) => <EventCard key={event.id} event={event} lit={lit} onLit={setLit} />)}
      </section>
    </div>
  );
}
