import type { Event, Span } from "../api/types";

export const FIELDS = ["date", "place", "side_a", "side_b", "fatalities", "injured", "sources", "protected"] as const;
export type MarkedField = (typeof FIELDS)[number] | "trigger";

export interface Mark { field: MarkedField; event: string; start: number; end: number }
/** A stretch of text under the same marks. */
export interface Piece { text: string; start: number; marks: Mark[] }

/** All marks of the events that stand in the title or in the text. */
export function marksOf(events: Event[], where: "title" | "text"): Mark[] {
  const marks: Mark[] = [];
  for (const event of events) {
    const { evidence } = event;
    if (evidence.field === where) {
      marks.push({ field: "trigger", event: event.id, start: evidence.trigger[0], end: evidence.trigger[1] });
    }
    for (const field of FIELDS) {
      for (const [side, start, end] of (evidence[field] as Span[] | undefined) ?? []) {
        if (side === where) marks.push({ field, event: event.id, start, end });
      }
    }
  }
  return marks;
}

/** The text cut at the edges of its marks. Spans count code points, so does this. */
export function pieces(text: string, marks: Mark[]): Piece[] {
  const points = Array.from(text);
  const edges = new Set<number>([0, points.length]);
  for (const { start, end } of marks) {
    if (start < end && end <= points.length) edges.add(start).add(end);
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const out: Piece[] = [];
  cuts.slice(0, -1).forEach((start, i) => {
    const end = cuts[i + 1] ?? points.length;
    out.push({
      text: points.slice(start, end).join(""),
      start,
      marks: marks.filter((mark) => mark.start <= start && mark.end >= end),
    });
  });
  return out;
}
