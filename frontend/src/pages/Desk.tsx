import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { send } from "../api/client";
import { useAccount } from "../api/me";
import type { Agreement, Incident, Queue, Seconds } from "../api/types";
import { said, useApi } from "../api/use";
import { useWording } from "../i18n/language";
import { Claims } from "../incident/Claims";
import { Sentences } from "../incident/Sentences";
import { Days, Names, Range, Where } from "../parts/Values";

/** The review desk: what most needs eyes comes first, one person at a time, everything by keyboard. */
export function Desk() {
  const { t, number } = useWording();
  const { me, may } = useAccount();
  const { data: queue, problem, reload } = useApi<Queue>("/desk/queue?limit=30");
  const [at, setAt] = useState(0);
  const [claimed, setClaimed] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const items = queue?.items.filter((item) => !item.claimed_by || item.claimed_by === me?.user?.name) ?? [];
  const item = items[Math.min(at, items.length - 1)];
  const id = item?.incident.id ?? null;
  const { data: incident } = useApi<Incident>(id === null ? null : `/incidents/${id}`);

  // Whoever looks at an incident holds it for a while, so that two people don't do the same.
  useEffect(() => {
    if (id === null || !may("coder")) return;
    let isCurrent = true;
    setClaimed(null);
    send("POST", "/desk/claims", { incident: id })
      .then(() => { if (isCurrent) setClaimed(id); })
      .catch((error: unknown) => { if (isCurrent) setMessage(said(error, t.error)); });
    return () => {
      isCurrent = false;
      void send("DELETE", `/desk/claims/${id}`).catch(() => undefined); // it runs out by itself
    };
  }, [id]);

  async function decide(verdict: "accept" | "reject") {
    if (id === null || claimed !== id) return;
    setMessage(null);
    try {
      await send("POST", `/incidents/${id}/review`, { verdict, why: "" });
      setMessage(`${t.verdict[verdict]}: ${item ? t.kind[item.incident.kind] : ""}`);
      reload();
    } catch (error) {
      setMessage(said(error, t.error));
    }
  }

  const keys = useRef<Record<string, () => void>>({});
  keys.current = {
    j: () => setAt((now) => Math.min(now + 1, Math.max(0, items.length - 1))),
    k: () => setAt((now) => Math.max(now - 1, 0)),
    a: () => void decide("accept"),
    r: () => void decide("reject"),
    o: () => document.querySelector<HTMLAnchorElement>(".desk .report header a")?.click(),
    i: () => document.querySelector<HTMLAnchorElement>(".desk .head a")?.click(),
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select")) return;
      // The key, not the letter: an Arabic keyboard has other letters on it.
      const act = keys.current[event.code.replace(/^Key/, "").toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);

  if (problem) return <main id="content"><p role="alert" className="problem">{problem}</p></main>;
  return (
    <main id="content" className="desk">
      <div className="bar">
        <h1>{t.nav.desk}</h1>
        <p className="keys">{t.desk.keys.map(([key, what]) => <span key={key}><kbd>{key}</kbd> {what}</span>)}</p>
      </div>
      <p role="status" className="status">{message}</p>
      <div className="columns">
        <ol className="queue" aria-label={t.desk.queue}>
          {items.map((one, i) => (
            <li key={one.incident.id}>
              <button type="button" aria-current={one === item ? "true" : undefined} onClick={() => setAt(i)}>
                <strong>{t.kind[one.incident.kind]}</strong> {one.incident.place && <bdi>{one.incident.place.name}</bdi>}
                <span className="needs">{one.why.map((need) => <span key={need} className="tag">{t.desk.need[need]}</span>)}</span>
              </button>
            </li>
          ))}
          {queue && items.length === 0 && <li className="hint">{t.desk.empty}</li>}
          {queue && queue.total > items.length && <li className="hint">{t.desk.rest.replace("{n}", number(queue.total - items.length))}</li>}
        </ol>
        {incident && (
          <section className="incident" aria-label={t.desk.now}>
            <header className="head">
              <h2><Link href={`/incidents/${incident.id}`}>{t.kind[incident.kind]}</Link></h2>
              <dl className="facts">
                {incident.date && <><dt>{t.field.date}</dt><dd><Days value={incident.date} /></dd></>}
                {incident.place && <><dt>{t.field.place}</dt><dd><Where value={incident.place} /></dd></>}
                {incident.side_a.length > 0 && <><dt>{t.field.side_a}</dt><dd><Names names={incident.side_a.map((p) => p.text)} /></dd></>}
                {incident.side_b.length > 0 && <><dt>{t.field.side_b}</dt><dd><Names names={incident.side_b.map((p) => p.text)} /></dd></>}
                {incident.fatalities && <><dt>{t.field.fatalities}</dt><dd><Range value={incident.fatalities} /></dd></>}
                {incident.injured && <><dt>{t.field.injured}</dt><dd><Range value={incident.injured} /></dd></>}
              </dl>
              {may("coder") && (
                <div className="actions">
                  <button type="button" className="primary" disabled={claimed !== incident.id} onClick={() => void decide("accept")}>{t.incident.accept}</button>
                  <button type="button" disabled={claimed !== incident.id} onClick={() => void decide("reject")}>{t.incident.reject}</button>
                </div>
              )}
            </header>
            <Sentences incident={incident} lit={null} />
            <Claims incident={incident} lit={null} onLit={() => undefined} />
          </section>
        )}
      </div>
      <SecondCodings />
      {may("reviewer") && <AgreementTable />}
    </main>
  );
}

/** Articles that somebody else judged, to be judged again without seeing how. */
function SecondCodings() {
  const { t, number } = useWording();
  const [isOpen, setOpen] = useState(false);
  const { data } = useApi<Seconds>(isOpen ? "/desk/seconds" : null);
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t.desk.second}</summary>
      {data && data.total === 0 && <p className="hint">{t.desk.secondNone}</p>}
      <ul>
        {data?.items.map((one) => <li key={one.id}><Link href={`/second/${encodeURIComponent(one.id)}`}><bdi>{one.title || one.id}</bdi></Link></li>)}
      </ul>
      {data && data.total > data.items.length && <p className="hint">{t.desk.rest.replace("{n}", number(data.total - data.items.length))}</p>}
    </details>
  );
}

function AgreementTable() {
  const { t, number } = useWording();
  const [isOpen, setOpen] = useState(false);
  const { data } = useApi<Agreement>(isOpen ? "/desk/agreement" : null);
  const say = (value: number | null) => (value === null ? "—" : value.toFixed(2));
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t.desk.agreement}</summary>
      {data && (
        <table className="claims">
          <caption>{t.desk.pairs.replace("{n}", number(data.pairs))}</caption>
          <thead><tr><th scope="col">{t.desk.field}</th><th scope="col">Cohen κ</th><th scope="col">Krippendorff α</th><th scope="col">n</th></tr></thead>
          <tbody>
            {Object.entries(data.fields).map(([field, { cohen, krippendorff, n }]) => (
              <tr key={field}><th scope="row">{t.field[field as keyof typeof t.field] ?? field}</th><td>{say(cohen)}</td><td>{say(krippendorff)}</td><td>{number(n)}</td></tr>
            ))}
          </tbody>
        </table>
      )}
      <p><a href="/api/v1/desk/gold" download>{t.desk.gold}</a></p>
    </details>
  );
}
