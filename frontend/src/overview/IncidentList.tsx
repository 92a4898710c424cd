import { Link } from "wouter";
import { useMemo, useState } from "react";
import { useWording } from "../i18n/language";
import { isoOf, type Columns } from "./columns";
import { familyOf } from "./families";

const PAGE = 50;

/** The incidents found, latest first. */
export function IncidentList({ columns, rows }: { columns: Columns; rows: Uint32Array }) {
  const { t, date, number } = useWording();
  const [pages, setPages] = useState(1);
  const order = useMemo(
    () => Array.from(rows).sort((a, b) => (columns.start[b] ?? -1e9) - (columns.start[a] ?? -1e9) || (columns.id[a]! < columns.id[b]! ? -1 : 1)),
    [columns, rows],
  );
  const shown = order.slice(0, pages * PAGE);
  return (
    <section className="list" aria-label={t.overview.list}>
      <h2 aria-live="polite">{t.overview.found} <span className="count" data-testid="found">{number(rows.length)}</span></h2>
      <ol>
        {shown.map((row) => <Item key={columns.id[row]} columns={columns} row={row} />)}
      </ol>
      {order.length > shown.length && <button type="button" onClick={() => setPages(pages + 1)}>{t.overview.more}</button>}
    </section>
  );

  function Item({ columns: c, row }: { columns: Columns; row: number }) {
    const kind = c.kinds[c.kind[row]!]!;
    const day = c.start[row];
    const end = c.end[row];
    const place = c.place[row] == null ? null : c.places[c.place[row]!];
    const country = c.country[row] == null ? null : c.countries[c.country[row]!];
    const killed = c.best[row];
    return (
      <li>
        <Link href={`/incidents/${c.id[row]}`} className={`item family-${familyOf(kind)}`}>
          <strong>{t.kind[kind]}</strong>
          {place && <bdi>{place}</bdi>}
          {country && <small>{t.countries(country)}</small>}
          <span className="parties">{c.parties[row]!.map((party) => c.party_names[party]).join("، ")}</span>
          <small>{day == null ? t.unknown : date(isoOf(day))}{end != null && day != null && end > day && <> – {date(isoOf(end))}</>}</small>
          {killed != null && killed > 0 && <span className="killed">{t.field.fatalities}: {number(killed)}</span>}
          {c.disagreement[row] === 1 && <span className="tag">{t.overview.disagreement}</span>}
        </Link>
      </li>
    );
  }
}
