import type { Feature, FeatureCollection, Point, Polygon } from "geojson";
import type { Columns } from "./columns";
import { familyOf, type Family } from "./families";

export interface PointFacts { row: number; family: Family; toll: number }
export interface AreaFacts { rows: number; family: Family; row: number; km: number }

const EARTH_KM = 6371;
const STEPS = 48;
const WEDGE_DEG = 60;

/** The point `km` away from a point in the direction `bearing` (degrees from north). */
function away(lat: number, lon: number, km: number, bearing: number): [number, number] {
  const d = km / EARTH_KM;
  const b = (bearing * Math.PI) / 180;
  const p = (lat * Math.PI) / 180;
  const to = Math.asin(Math.sin(p) * Math.cos(d) + Math.cos(p) * Math.sin(d) * Math.cos(b));
  const by = Math.atan2(Math.sin(b) * Math.sin(d) * Math.cos(p), Math.cos(d) - Math.sin(p) * Math.sin(to));
  return [lon + (by * 180) / Math.PI, (to * 180) / Math.PI];
}

/** A circle of that radius, or the wedge of it that lies in the direction of the bearing. */
export function outline(lat: number, lon: number, km: number, bearing: number | null): [number, number][] {
  const from = bearing === null ? 0 : bearing - WEDGE_DEG / 2;
  const turn = bearing === null ? 360 : WEDGE_DEG;
  const ring: [number, number][] = [];
  for (let step = 0; step <= STEPS; step++) ring.push(away(lat, lon, km, from + (turn * step) / STEPS));
  if (bearing !== null) ring.unshift([lon, lat]);
  ring.push(ring[0]!);
  return ring;
}

/** Below this an area is drawn as a point: smaller than the error of the point itself. */
const AREA_KM = 5;

export interface Shapes {
  points: FeatureCollection<Point, PointFacts>;
  areas: FeatureCollection<Polygon, AreaFacts>;
  /** Rows without a place that could be drawn. */
  unplaced: number;
}

/** Points for what happened at a place; areas and wedges, one for all incidents that share it, for what did not. */
export function shapesOf(columns: Columns, rows: Uint32Array): Shapes {
  const points: Feature<Point, PointFacts>[] = [];
  const areas = new Map<string, Feature<Polygon, AreaFacts>>();
  let unplaced = 0;
  for (const row of rows) {
    const lat = columns.lat[row];
    const lon = columns.lon[row];
    const precision = columns.precisions[columns.precision[row] ?? -1];
    if (lat == null || lon == null || precision === "country") {
      unplaced++;
      continue;
    }
    const family = familyOf(columns.kinds[columns.kind[row] ?? -1] ?? "missing");
    const km = columns.radius_km[row] ?? 0;
    const bearing = columns.bearing_deg[row] ?? null;
    if ((precision === "area" || bearing !== null) && km >= AREA_KM) {
      const key = `${lat},${lon},${km},${bearing}`;
      const known = areas.get(key);
      if (known) known.properties.rows++;
      else {
        areas.set(key, {
          type: "Feature",
          properties: { rows: 1, family, row, km },
          geometry: { type: "Polygon", coordinates: [outline(lat, lon, km, bearing)] },
        });
      }
      continue;
    }
    points.push({
      type: "Feature",
      properties: { row, family, toll: columns.best[row] ?? 0 },
      geometry: { type: "Point", coordinates: [lon, lat] },
    });
  }
  return {
    points: { type: "FeatureCollection", features: points },
    areas: { type: "FeatureCollection", features: [...areas.values()] },
    unplaced,
  };
}
