import type { Messages } from "../i18n/ar";

export type Kind = keyof Messages["kind"];
export type Status = keyof Messages["status"];
export type Protected = keyof Messages["protected"];
export type Precision = keyof Messages["precision"];
/** Field of the article, first and last code point (half-open). */
export type Span = ["title" | "text", number, number];

export interface Toll { min: number; max: number | null }
export interface Party { text: string; actor_id: string | null }
export interface When { start: string | null; end: string | null; precision: Precision }
export interface Place {
  name: string; country: string | null; lat: number | null; lon: number | null; precision: Precision;
  radius_km: number | null; bearing_deg: number | null; gazetteer_id: string | null;
  admin1: string | null; pcode: string | null;
}
export interface Claim {
  speaker: string | null; via: string | null; force: string; kind: Kind; side_a: string[]; side_b: string[];
  fatalities: Toll | null; injured: Toll | null; evidence: Span[];
}
/** Spans of each field that is not null, beside the trigger's; `rules` names what read them. */
export interface Evidence {
  field: "title" | "text"; trigger: [number, number]; rules: Record<string, string>;
  [field: string]: unknown;
}
export interface Event {
  id: string; kind: Kind; status: Status; anchor: string; date: When | null; place: Place | null;
  side_a: Party[]; side_b: Party[]; fatalities: Toll | null; injured: Toll | null; sources: string[];
  protected: Protected[]; acled: { event_type: string; sub_event_type: string };
  confidence: number; claims: Claim[]; evidence: Evidence; coder_version: string; lexicon_version: string;
}
export interface Coded { title: string; text: string; published: string | null; notes: string[]; events: Event[] }
