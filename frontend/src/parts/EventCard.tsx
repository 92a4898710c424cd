import type { ReactNode } from "react";
import type { Event } from "../api/types";
import { useWording } from "../i18n/language";
import type { Lit } from "./Passage";
import type { MarkedField } from "./spans";
import { Toll } from "./Toll";
import { Names } from "./Values";

/** One event: its fields, each lighting its words while the pointer or the keyboard is on it. */
export function EventCard({ event, lit, onLit }: { event: Event; lit: Lit | null; onLit: (lit: Lit | null) => void }) {
  const { t, date, number } = useWording();
  const rows: [MarkedField, ReactNode][] = [];
  if (event.date) {
    const { start, end, precision } = event.date;
    const days = start && end ? (start === end ? date(start) : `${date(start)} – ${date(end)}`) : t.unknown;
    rows.push(["date", <>{days}{precision !== "day" && <small> ({t.precision[precision]})</small>}</>]);
  }
  if (event.place) {
    const { name, country, precision } = event.place;
    rows.push(["place", <><bdi>{name}</bdi> <small>{country && t.countries(country)} ({t.precision[precision]})</small></>]);
  }
  for (const side of ["side_a", "side_b"] as const) {
    if (event[side].length) rows.push([side, <Names names={event[side].map((party) => party.text)} />]);
  }
  for (const toll of ["fatalities", "injured"] as const) {
    const value = event[toll];
    if (value) rows.push([toll, <Toll value={value} />]);
  }
  if (event.sources.length) rows.push(["sources", <Names names={event.sources} />]);
  if (event.protected.length) rows.push(["protected", event.protected.map((p) => t.protected[p]).join("، ")]);
  const isLit = (field: MarkedField) => lit?.event === event.id && lit.field === field;
  return (
    <article className={lit?.event === event.id ? "event on" : "event"} data-event={event.id}>
      <header>
        <button
          type="button"
          className="kind"
          onMouseEnter={() => onLit({ event: event.id, field: null })}
          onMouseLeave={() => onLit(null)}
          onFocus={() => onLit({ event: event.id, field: null })}
          onBlur={() => onLit(null)}
        >
          {t.kind[event.kind]}
        </button>
        {event.status !== "occurred" && <span className="tag">{t.status[event.status]}</span>}
        <span className="confidence" title={t.field.confidence}>{number(Math.round(event.confidence * 100))}%</span>
      </header>
      <dl>
        {rows.map(([field, value]) => (
          <div
            key={field}
            tabIndex={0}
            className={`row f-${field}${isLit(field) ? " lit" : ""}`}
            onMouseEnter={() => onLit({ event: event.id, field })}
            onMouseLeave={() => onLit(null)}
            onFocus={() => onLit({ event: event.id, field })}
            onBlur={() => onLit(null)}
          >
            <dt>{t.field[field]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
