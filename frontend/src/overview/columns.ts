import { get } from "../api/client";
import type { Kind, Precision, Review } from "../api/types";

/** All incidents, one entry each in every column, as `GET /incidents/columns` gives them. */
export interface Columns {
  n: number;
  version: string;
  id: string[];
  kind: number[];
  /** Days since 1970-01-01; null where no day is known. */
  start: (number | null)[];
  end: (number | null)[];
  lat: (number | null)[];
  lon: (number | null)[];
  precision: (number | null)[];
  radius_km: (number | null)[];
  bearing_deg: (number | null)[];
  country: (number | null)[];
  admin1: (number | null)[];
  place: (number | null)[];
  /** Killed, best figure; null where nobody says anything. */
  best: (number | null)[];
  /** 0..100. */
  confidence: number[];
  review: number[];
  voices: number[];
  disagreement: number[];
  protected: number[];
  outlets: number[][];
  parties: number[][];
  speakers: number[][];
  kinds: Kind[];
  precisions: Precision[];
  countries: string[];
  admin1s: string[];
  places: string[];
  reviews: Review[];
  outlet_names: string[];
  party_names: string[];
  speaker_names: string[];
}

export function loadColumns(signal: AbortSignal): Promise<Columns> {
  return get<Columns>("/incidents/columns", signal);
}

const DAY_MS = 86_400_000;

export function dayOf(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

export function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
