import { useState } from "react";
import { useLocation } from "wouter";
import { send } from "../api/client";
import { useAccount } from "../api/me";
import type { Incident, Summary } from "../api/types";
import { said, useApi } from "../api/use";
import { useWording } from "../i18n/language";
import { dayOf, isoOf } from "../overview/columns";

const NEAR_DAYS = 3;

/** The incidents around this one in time, in its country: what it may be the same as. */
function nearby(incident: Incident): string | null {
  const { date, place } = incident;
  if (!date?.start || !date.end) return null;
  const query = new URLSearchParams({
    since: isoOf(dayOf(date.start) - NEAR_DAYS),
    until: isoOf(dayOf(date.end) + NEAR_DAYS),
    limit: "100",
  });
  if (place?.country) query.set("country", place.country);
  return `/incidents?${query.toString()}`;
}

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
  const [isMerging, setMerging] = useState(false);
  const near = useApi<{ items: Summary[] }>(isMerging ? nearby(incident) : null);
  if (!may("coder")) return null;

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
      setProblem(said(error, t.error));
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
      <details onToggle={(e) => setMerging(e.currentTarget.open)}>
        <summary>{t.incident.merge}</summary>
        <label>{t.incident.mergeWith}{" "}
          <select value={other} onChange={(e) => setOther(e.target.value)}>
            <option value="">—</option>
            {near.data?.items.filter((one) => one.id !== incident.id).map((one) => (
              <option key={one.id} value={one.id}>
                {[t.kind[one.kind], one.place?.name, one.date?.start && date(one.date.start), one.outlets.join("، ")].filter(Boolean).join(" · ")}
              </option>
            ))}
          </select>
        </label>{" "}
        <button type="button" disabled={isBusy || !other} onClick={() => decide("merge", { other })}>{t.incident.mergeNow}</button>
      </details>
    </section>
  );
}
