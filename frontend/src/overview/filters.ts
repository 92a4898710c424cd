import { dayOf, isoOf, type Columns } from "./columns";

/** Facets whose values are chosen from a list; a choice of several values of one facet means any of them. */
export const FACETS = ["kind", "country", "admin1", "party", "outlet", "speaker", "review"] as const;
export type Facet = (typeof FACETS)[number];

/** What is chosen. Facet values are names, not indices, so that an address outlives the data it was made on. */
export interface Filters {
  since: number | null;
  until: number | null;
  toll: number;
  bounds: [west: number, south: number, east: number, north: number] | null;
  chosen: Record<Facet, string[]>;
}

export const NO_FILTERS: Filters = {
  since: null,
  until: null,
  toll: 0,
  bounds: null,
  chosen: { kind: [], country: [], admin1: [], party: [], outlet: [], speaker: [], review: [] },
};

/** The filters as an address holds them; `""` when nothing is chosen. */
export function toQuery(filters: Filters): string {
  const query = new URLSearchParams();
  if (filters.since !== null) query.set("since", isoOf(filters.since));
  if (filters.until !== null) query.set("until", isoOf(filters.until));
  if (filters.toll > 0) query.set("min_fatalities", String(filters.toll));
  if (filters.bounds) query.set("bbox", filters.bounds.map((edge) => edge.toFixed(3)).join(","));
  for (const facet of FACETS) for (const value of filters.chosen[facet]) query.append(facet, value);
  return query.toString();
}

/** The filters that an address holds; what it says wrongly is left out. */
export function fromQuery(text: string): Filters {
  const query = new URLSearchParams(text);
  const day = (name: string) => {
    const value = query.get(name) ?? "";
    const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayOf(value) : NaN;
    return Number.isFinite(at) ? at : null;
  };
  const toll = Number(query.get("min_fatalities"));
  const box = (query.get("bbox") ?? "").split(",").map(Number);
  const [west, south, east, north] = box;
  const isBox = box.length === 4 && box.every(Number.isFinite);
  return {
    since: day("since"),
    until: day("until"),
    toll: Number.isInteger(toll) && toll > 0 ? toll : 0,
    bounds: isBox ? [west!, south!, east!, north!] : null,
    chosen: Object.fromEntries(FACETS.map((facet) => [facet, query.getAll(facet)])) as Record<Facet, string[]>,
  };
}

interface FacetColumn { names: string[]; of: (row: number) => readonly number[] }

const NOTHING: readonly number[] = [];

function single(column: (number | null)[], names: string[]): FacetColumn {
  const lists = names.map((_, index) => [index]);
  return { names, of: (row) => { const value = column[row]; return value == null ? NOTHING : (lists[value] ?? NOTHING); } };
}

/** Each facet's names and, for a row, the indices that hold there. */
export function facetColumns(columns: Columns): Record<Facet, FacetColumn> {
  return {
    kind: single(columns.kind, columns.kinds),
    country: single(columns.country, columns.countries),
    admin1: single(columns.admin1, columns.admin1s),
    review: single(columns.review, columns.reviews),
    party: { names: columns.party_names, of: (row) => columns.parties[row] ?? NOTHING },
    outlet: { names: columns.outlet_names, of: (row) => columns.outlets[row] ?? NOTHING },
    speaker: { names: columns.speaker_names, of: (row) => columns.speakers[row] ?? NOTHING },
  };
}

export interface Found {
  /** Rows that pass every filter. */
  rows: Uint32Array;
  /** Rows that pass every filter but the one on time: what the timeline draws. */
  ever: Uint32Array;
  /** For each facet, by index: how many rows would pass with the facet's own choice lifted. */
  counts: Record<Facet, Uint32Array>;
}

/** One pass over all rows. A row that fails one filter only still counts for that filter's own facet. */
export function find(columns: Columns, facets: Record<Facet, FacetColumn>, filters: Filters): Found {
  const wanted = FACETS.map((facet) => {
    const { names } = facets[facet];
    const indices = filters.chosen[facet].map((name) => names.indexOf(name));
    return filters.chosen[facet].length ? new Set(indices) : null;
  });
  const counts = Object.fromEntries(FACETS.map((f) => [f, new Uint32Array(facets[f].names.length)])) as Found["counts"];
  const rows = new Uint32Array(columns.n);
  const ever = new Uint32Array(columns.n);
  let n = 0;
  let m = 0;
  for (let row = 0; row < columns.n; row++) {
    if (filters.toll > 0 && (columns.best[row] ?? -1) < filters.toll) continue;
    if (filters.bounds && !isWithin(columns, row, filters.bounds)) continue;
    let failed = -1;
    let failures = 0;
    for (let k = 0; k < FACETS.length && failures < 2; k++) {
      const set = wanted[k];
      if (set && !facets[FACETS[k]!].of(row).some((value) => set.has(value))) {
        failures++;
        failed = k;
      }
    }
    if (failures > 1) continue;
    const isInTime = overlaps(columns, row, filters.since, filters.until);
    if (failures === 0) {
      ever[m++] = row;
      if (isInTime) rows[n++] = row;
    }
    if (!isInTime) continue;
    for (let k = 0; k < FACETS.length; k++) {
      if (failures === 1 && failed !== k) continue;
      const count = counts[FACETS[k]!];
      for (const value of facets[FACETS[k]!].of(row)) count[value] = (count[value] ?? 0) + 1;
    }
  }
  return { rows: rows.subarray(0, n), ever: ever.subarray(0, m), counts };
}

function overlaps(columns: Columns, row: number, since: number | null, until: number | null): boolean {
  if (since === null && until === null) return true;
  const start = columns.start[row];
  const end = columns.end[row];
  if (start == null || end == null) return false;
  return (since === null || end >= since) && (until === null || start <= until);
}

function isWithin(columns: Columns, row: number, [west, south, east, north]: NonNullable<Filters["bounds"]>): boolean {
  const lat = columns.lat[row];
  const lon = columns.lon[row];
  return lat != null && lon != null && lon >= west && lon <= east && lat >= south && lat <= north;
}
