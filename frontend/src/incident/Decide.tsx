import { useState } from "react";
import { useLocation } from "wouter";
import { send } from "../api/client";
import { useAccount } from "../api/me";
import type { Incident } from "../api/types";
import { said } from "../api/use";
import { useWording } from "../i18n/language";

/** Accept or reject the incident, split reports off it, or merge another one into it. */
export function Decide({ incident, onDone }: { incident: Incident; onDone: () => void }) {
  const { t, date } = useWording();
  const { may } = useAccount();
  const [, navigate] = useLocation();
  const [why, setWhy] = useState("");
  const [picked, setPicked] = useState<string[]>([]);
  const [other, setOther] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (!may("reviewer")) return null;

  async function decide(path: string, body: object) {
    setBusy(true);
    setProblem(null);
    try {
      const now = await send<{ id: string }>("POST", `/incidents/${incident.id}/${path}`, { ...body, why });
      setWhy("");
      setPicked([]);
      setOther("");
      if (now.id !== incident.id) navigate(`/incidents/${now.id}`);
      else onDone();
    } catch (error) {
      setProblem(said(error, t.error.network));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className="decide" aria-label={t.incident.decide}>
      <h2>{t.incident.decide}</h2>
      {problem && <p role="alert" className="problem">{problem}</p>}
      <label>{t.incident.reason} <input value={why} maxLength={500} onChange={(e) => setWhy(e.target.value)} /></label>
      <div className="actions">
        <button type="button" className="primary" disabled={isBusy} onClick={() => decide("review", { verdict: "accept" })}>{t.incident.accept}</button>
        <button type="button" disabled={isBusy} onClick={() => decide("review", { verdict: "reject" })}>{t.incident.reject}</button>
      </div>
      {incident.events.length > 1 && (
        <fieldset>
          <legend>{t.incident.split}</legend>
          {incident.events.map((event) => (
            <label key={event.id} className="pick">
              <input type="checkbox" checked={picked.includes(event.id)} onChange={(e) => setPicked(e.target.checked ? [...picked, event.id] : picked.filter((id) => id !== event.id))} />
              <bdi>{event.report.outlet || event.report.article_id}</bdi> <small>{event.report.published && date(event.report.published)}</small> <bdi>{event.anchor}</bdi>
            </label>
          ))}
          <button type="button" disabled={isBusy || !picked.length || picked.length === incident.events.length} onClick={() => decide("split", { events: picked })}>{t.incident.splitNow}</button>
        </fieldset>
      )}
      <fieldset>
        <legend>{t.incident.merge}</legend>
        <label>{t.incident.mergeWith} <input dir="ltr" value={other} pattern="[0-9a-f]{16}" placeholder="0123456789abcdef" onChange={(e) => setOther(e.target.value.trim().replace(/^.*\//, ""))} /></label>
        <button type="button" disabled={isBusy || !/^[0-9a-f]{16}$/.test(other) || other === incident.id} onClick={() => decide("merge", { other })}>{t.incident.mergeNow}</button>
      </fieldset>
    </section>
  );
}
