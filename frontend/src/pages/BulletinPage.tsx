import { Link, useSearchParams } from "wouter";
import type { Bulletin, BulletinRow } from "../api/types";
import { useApi } from "../api/use";
import { useWording } from "../i18n/language";
import { Days, Names, Range, Where } from "../parts/Values";

/** A day's incidents on a page that prints: every figure leads to what it was counted from. */
export function BulletinPage() {
  const { t, date, number, count } = useWording();
  const [query, setQuery] = useSearchParams();
  const day = query.get("day");
  const { data, problem } = useApi<Bulletin>(`/bulletin${day ? `?day=${encodeURIComponent(day)}` : ""}`);
  if (problem) return <main id="content"><p role="alert" className="problem">{problem}</p></main>;
  if (!data) return <main id="content"><p role="status">{t.loading}</p></main>;
  const filtered = (extra: string) => `/?since=${data.day}&until=${data.day}${extra}`;
  return (
    <main id="content" className="bulletin">
      <div className="bar noprint">
        <label>{t.bulletin.day} <input type="date" value={data.day} onChange={(e) => e.target.value && setQuery({ day: e.target.value })} /></label>
        <button type="button" onClick={() => window.print()}>{t.bulletin.print}</button>
      </div>
      <h1>{t.name} — {t.nav.bulletin}: {date(data.day)}</h1>
      <p className="lead">
        <Link href={filtered("")}>{count(t.count.incidents, data.totals.incidents)}</Link>
        {" · "}<Link href={filtered("&min_fatalities=1")}>{t.field.fatalities}: <Killed row={data.totals} /></Link>
        {" · "}{t.field.injured}: {number(data.totals.injured_best)}
      </p>
      {data.incidents.length === 0 && <p className="note">{t.bulletin.empty}</p>}
      {data.incidents.length > 0 && <div className="tables">
        <table className="claims">
          <caption>{t.bulletin.byCountry}</caption>
          <thead><tr><th scope="col">{t.overview.facet.country}</th><th scope="col">{t.bulletin.incidents}</th><th scope="col">{t.field.fatalities}</th></tr></thead>
          <tbody>
            {data.countries.map((row) => (
              <tr key={row.country ?? ""}>
                <th scope="row">{row.country ? t.countries(row.country) : t.unknown}</th>
                <td>{row.country ? <Link href={filtered(`&country=${row.country}`)}>{number(row.incidents)}</Link> : number(row.incidents)}</td>
                <td><Killed row={row} /></td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className="claims">
          <caption>{t.bulletin.byKind}</caption>
          <thead><tr><th scope="col">{t.field.kind}</th><th scope="col">{t.bulletin.incidents}</th><th scope="col">{t.field.fatalities}</th></tr></thead>
          <tbody>
            {data.kinds.map((row) => (
              <tr key={row.kind}>
                <th scope="row">{t.kind[row.kind]}</th>
                <td><Link href={filtered(`&kind=${row.kind}`)}>{number(row.incidents)}</Link></td>
                <td><Killed row={row} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>}
      <ol className="entries">
        {data.incidents.map((one) => (
          <li key={one.id}>
            <h2><Link href={`/incidents/${one.id}`}>{t.kind[one.kind]}{one.place && <> — <bdi>{one.place.name}</bdi></>}</Link></h2>
            <p>
              {one.place && <Where value={one.place} />} {one.date && <Days value={one.date} />}
              {one.side_a.length > 0 && <> · {t.field.side_a}: <Names names={one.side_a.map((p) => p.text)} /></>}
              {one.side_b.length > 0 && <> · {t.field.side_b}: <Names names={one.side_b.map((p) => p.text)} /></>}
              {one.fatalities && <> · {t.field.fatalities}: <Range value={one.fatalities} /></>}
              {one.injured && <> · {t.field.injured}: <Range value={one.injured} /></>}
              <small> · {t.field.sources}: <Names names={one.outlets} /></small>
              {one.disagreements.length > 0 && <> <span className="tag">{t.overview.disagreement}</span></>}
            </p>
          </li>
        ))}
      </ol>
    </main>
  );
}

function Killed({ row }: { row: BulletinRow }) {
  const { t, number } = useWording();
  const { killed_low: low, killed_best: best, killed_high: high } = row;
  return <>{number(best)}{(low !== best || high !== best) && <small> ({number(low)}–{high === null ? t.incident.open : number(high)})</small>}</>;
}
