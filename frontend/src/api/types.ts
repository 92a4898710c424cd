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

export interface TollRange { low: number; best: number; high: number | null; rule: string }
export interface ReportFacts {
  article_id: string; outlet: string; published: string | null; url: string; title: string; reprint_of: string;
}
export interface IncidentClaim extends Omit<Claim, "evidence"> {
  outlet: string; article_id: string; event_id: string; published: string | null; evidence: Span[];
}
export interface Link {
  left: string; right: string; score: number; judged_by: string | null;
  reasons: { feature: string; value: number; weight: number }[];
}
export type Review = "unreviewed" | "accepted" | "corrected" | "rejected";
/** A sentence of a report that says something of the incident; `start` is its first code point in the field. */
export interface Sentence { field: "title" | "text"; start: number; text: string }
export interface Judgement { id: number; who: string; at: string; verdict: string; field: string | null; value: unknown; why: string }
export interface Incident {
  id: string; kind: Kind; status: Status; date: When | null; place: Place | null; side_a: Party[]; side_b: Party[];
  fatalities: TollRange | null; injured: TollRange | null; protected: Protected[]; articles: string[];
  events: (Event & { report: ReportFacts })[]; outlets: string[]; voices: number;
  first_reported: string | null; last_reported: string | null; claims: IncidentClaim[]; disagreements: string[];
  choices: { field: string; rule: string; events: string[] }[]; links: Link[]; confidence: number; review: Review;
  /** Beside the contract of `marsad incidents`: the sentences that tell of it, by article. */
  sentences: Record<string, Sentence[]>;
  judgements: Judgement[];
}
export interface Me {
  user: { name: string; role: Role } | null;
  accounts: boolean;
  csrf: string;
}
export type Role = "viewer" | "coder" | "reviewer" | "admin";
export interface ArticleEvent extends Event { review: Review; incident: string | null }
export interface StoredArticle {
  id: string; title: string; text: string; outlet: string; url: string; published: string | null; version: number;
  versions: { version: number; seen: string; is_current: boolean }[]; is_masked: boolean; events: ArticleEvent[];
}
/** How a field was read: the rule, its words, and what it rests on. */
export interface Derivation { rule: string; field: string; words: string; children: Derivation[] }

/** An incident in a list. */
export type Summary = Pick<
  Incident,
  "id" | "kind" | "status" | "date" | "place" | "side_a" | "side_b" | "fatalities" | "injured" | "protected" | "outlets" |
  "voices" | "disagreements" | "confidence" | "review" | "first_reported" | "last_reported"
>;
export type Need = "confidence" | "toll" | "disagreement" | "protected";
export interface QueueItem { incident: Summary; why: Need[]; score: number; claimed_by: string | null }
export interface Queue { items: QueueItem[]; total: number }
/** Agreement of two coders over the same articles; null where it can't be computed. */
export interface Agreement { pairs: number; fields: Record<string, { cohen: number | null; krippendorff: number | null; n: number }> }
/** An article as it was coded, without what anybody said of it. */
export interface Blind { id: string; title: string; text: string; published: string | null; events: Event[] }
export interface Seconds { items: { id: string; title: string }[]; total: number }
export interface BulletinRow { incidents: number; killed_low: number; killed_best: number; killed_high: number | null; injured_best: number; ids: string[] }
export interface Bulletin {
  day: string; totals: BulletinRow; countries: (BulletinRow & { country: string | null })[];
  kinds: (BulletinRow & { kind: Kind })[]; incidents: Summary[];
}
/** A saved search; `filters` is a query as the overview's address holds it; `feed` the address of its Atom feed. */
export interface SavedSearch { id: number; name: string; filters: string; feed: string; secret: string; webhook: string | null; email: string | null }
export interface User { name: string; role: Role; is_disabled: boolean; created: string }
export interface AuditEntry { id: number; at: string; who: string; action: string; subject: string; detail: string }
