import { useState } from "react";
import type { Incident } from "../api/types";
import { useApi } from "../api/use";
import { useWording } from "../i18n/language";
import { Claims } from "../incident/Claims";
import { Decide } from "../incident/Decide";
import { Sentences } from "../incident/Sentences";
import { Why } from "../incident/Why";
import { TollChart } from "../parts/TollChart";
import { Days, Names, Range, Where } from "../parts/Values";

/** One act with all that the reports say of it. */
export function IncidentPage({ id }: { id: string }) {
  const { t, date, number } = useWording();
  const { data: incident, problem, reload } = useApi<Incident>(`/incidents/${encodeURIComponent(id)}`);
  const [lit, setLit] = useState<number | null>(null);
  if (problem) return <main id="content"><p role="alert" className="problem">{problem}</p></main>;
  if (!incident) return <main id="content"><p role="status">{t.loading}</p></main>;
  const { date: when, place } = incident;
  return (
    <main id="content" className="incident">
      <header className={`head family`}>
        <h1>{t.kind[incident.kind]}{place && <> — <bdi>{place.name}</bdi></>}</h1>
        <p>
          <span className="tag">{t.review[incident.review]}</span>{" "}
          {incident.status !== "occurred" && <span className="tag">{t.status[incident.status]}</span>}{" "}
          <small>{t.field.confidence}: {number(Math.round(incident.confidence * 100))}%</small>
        </p>
        <dl className="facts">
          {when && <><dt>{t.field.date}</dt><dd><Days value={when} /></dd></>}
          {place && <><dt>{t.field.place}</dt><dd><Where value={place} /></dd></>}
          {incident.side_a.length > 0 && <><dt>{t.field.side_a}</dt><dd><Names names={incident.side_a.map((p) => p.text)} /></dd></>}
          {incident.side_b.length > 0 && <><dt>{t.field.side_b}</dt><dd><Names names={incident.side_b.map((p) => p.text)} /></dd></>}
          {incident.fatalities && <><dt>{t.field.fatalities}</dt><dd><Range value={incident.fatalities} /></dd></>}
          {incident.injured && <><dt>{t.field.injured}</dt><dd><Range value={incident.injured} /></dd></>}
          {incident.protected.length > 0 && <><dt>{t.field.protected}</dt><dd>{incident.protected.map((p) => t.protected[p]).join("، ")}</dd></>}
          <dt>{t.incident.reported}</dt>
          <dd>
            {incident.first_reported && date(incident.first_reported)}
            {incident.last_reported && incident.last_reported !== incident.first_reported && <> – {date(incident.last_reported)}</>}
            <small> · {t.incident.voices}: {number(incident.voices)} · {t.incident.outlets}: {number(incident.outlets.length)}</small>
          </dd>
        </dl>
        {incident.disagreements.length > 0 && (
          <p className="note">{t.incident.disagree}: {incident.disagreements.map((f) => t.field[f as keyof typeof t.field] ?? f).join("، ")}</p>
        )}
      </header>
      <div className="charts">
        {incident.fatalities && <TollChart label={t.field.fatalities} field="fatalities" claims={incident.claims} range={incident.fatalities} />}
        {incident.injured && <TollChart label={t.field.injured} field="injured" claims={incident.claims} range={incident.injured} />}
      </div>
      <Claims incident={incident} lit={lit} onLit={setLit} />
      <Sentences incident={incident} lit={lit} />
      <Why incident={incident} />
      <Decide incident={incident} onDone={reload} />
      {incident.judgements.length > 0 && (
        <section>
          <h2>{t.incident.history}</h2>
          <ol className="history">
            {incident.judgements.map((j) => (
              <li key={j.id}><bdi>{j.who}</bdi> — {t.verdict[j.verdict as keyof typeof t.verdict] ?? j.verdict} <small>{date(j.at.slice(0, 10))}</small> {j.why && <q>{j.why}</q>}</li>
            ))}
          </ol>
        </section>
      )}
    </main>
  );
}
