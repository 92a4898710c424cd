import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { Kind, Review } from "../api/types";
import { said } from "../api/use";
import { useWording } from "../i18n/language";
import { extent } from "../overview/bins";
import { loadColumns, type Columns } from "../overview/columns";
import { FacetList } from "../overview/FacetList";
import { COLOURS, FAMILIES, type Family } from "../overview/families";
import { FACETS, facetColumns, find, fromQuery, NO_FILTERS, toQuery, type Facet, type Filters } from "../overview/filters";
import { IncidentList } from "../overview/IncidentList";
import { MapView, type Camera } from "../overview/MapView";
import { shapesOf } from "../overview/shapes";
import { Timeline } from "../overview/Timeline";

/** Map, timeline, filters and list over the same incidents. The address holds what is chosen. */
export function Overview() {
  const { t, count } = useWording();
  const [columns, setColumns] = useState<Columns | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [, navigate] = useLocation();
  const [query, setQuery] = useSearchParams();
  const filters = useMemo(() => fromQuery(query.toString()), [query]);
  const settled = useDeferredValue(filters);

  useEffect(() => {
    const stop = new AbortController();
    loadColumns(stop.signal).then(setColumns).catch((error: unknown) => {
      if (!stop.signal.aborted) setProblem(error);
    });
    return () => stop.abort();
  }, []);

  const facets = useMemo(() => (columns ? facetColumns(columns) : null), [columns]);
  const range = useMemo(() => (columns ? extent(columns, Uint32Array.from(columns.id.keys())) : null), [columns]);
  const found = useMemo(() => (columns && facets ? find(columns, facets, settled) : null), [columns, facets, settled]);
  const shapes = useMemo(() => (columns && found ? shapesOf(columns, found.rows) : null), [columns, found]);

  function choose(change: Partial<Filters>) {
    const at = query.get("at");
    const next = new URLSearchParams(toQuery({ ...filters, ...change }));
    if (at) next.set("at", at);
    setQuery(next, { replace: true });
  }

  function moved(camera: Camera) {
    setQuery((now) => {
      now.set("at", [...camera.center.map((edge) => edge.toFixed(3)), camera.zoom.toFixed(2)].join(","));
      return now;
    }, { replace: true });
  }

  const say: Record<Facet, (name: string) => string> = {
    kind: (name) => t.kind[name as Kind] ?? name,
    country: (name) => t.countries(name),
    review: (name) => t.review[name as Review] ?? name,
    admin1: String, party: String, outlet: String, speaker: String,
  };
  const [bounds, setBounds] = useState<Filters["bounds"]>(null);
  const hasChoice = toQuery(filters) !== "";
  if (problem) return <main id="content"><p role="alert" className="problem">{said(problem, t.error)}</p></main>;
  return (
    <main id="content" className="overview">
      <h1 className="quiet">{t.nav.overview}</h1>
      <MapView
        shapes={shapes}
        camera={cameraOf(query.get("at"))}
        onCamera={(camera, edges) => { setBounds(edges); moved(camera); }}
        onOpen={(row) => columns && navigate(`/incidents/${columns.id[row]}`)}
      />
      <aside className="filters" aria-label={t.overview.filters}>
        <div className="bar">
          <h2>{t.overview.filters}</h2>
          {hasChoice && <button type="button" onClick={() => choose(NO_FILTERS)}>{t.overview.clear}</button>}
        </div>
        <p className="links"><Link href={`/alerts?${toQuery(filters)}`}>{t.alerts.save}</Link></p>
        <label className="toll">{t.overview.minToll} <input type="number" min={0} step={1} value={filters.toll || ""} onChange={(e) => choose({ toll: Math.max(0, Math.floor(Number(e.target.value) || 0)) })} /></label>
        <button type="button" aria-pressed={filters.bounds !== null} onClick={() => choose({ bounds: filters.bounds ? null : bounds })}>{t.overview.thisView}</button>
        {facets && found && FACETS.map((facet) => (
          <FacetList
            key={facet}
            label={t.overview.facet[facet]}
            names={facets[facet].names}
            counts={found.counts[facet]}
            chosen={filters.chosen[facet]}
            say={say[facet]}
            onChange={(chosen) => choose({ chosen: { ...filters.chosen, [facet]: chosen } })}
            isOpen={facet === "kind" || facet === "country"}
          />
        ))}
        <ul className="legend" aria-label={t.overview.legend}>
          {(Object.keys(FAMILIES) as Family[]).map((family) => (
            <li key={family}><svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="6" fill={COLOURS[family]} /></svg> {t.family[family]}</li>
          ))}
        </ul>
      </aside>
      {!columns && <p role="status">{t.loading}</p>}
      {columns && found && range && (
        <Timeline columns={columns} rows={found.ever} range={range} since={filters.since} until={filters.until} onChange={(since, until) => choose({ since, until })} />
      )}
      {columns && found && <IncidentList key={toQuery(settled)} columns={columns} rows={found.rows} />}
      {columns?.n === 0 && <p className="note">{t.overview.empty}</p>}
      <p className="quiet" role="status">{found ? count(t.count.incidents, found.rows.length) : ""}</p>
    </main>
  );
}

function cameraOf(text: string | null): Camera | null {
  const [lon, lat, zoom] = (text ?? "").split(",").map(Number);
  if (lon === undefined || lat === undefined || zoom === undefined) return null;
  if (![lon, lat, zoom].every(Number.isFinite) || Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { center: [lon, lat], zoom };
}
