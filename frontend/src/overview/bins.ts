import type { Columns } from "./columns";

export type Step = "day" | "week" | "month";
export interface Bin { from: number; to: number; count: number; killed: number }

const WEEK = 7;
const MOST_BARS = 140;

/** First and last day of the rows that have one; null when none has. */
export function extent(columns: Columns, rows: Uint32Array): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows) {
    const day = columns.start[row];
    if (day == null) continue;
    if (day < low) low = day;
    if (day > high) high = day;
  }
  return low <= high ? [low, high] : null;
}

/** The finest step that keeps the bars wide enough to be seen. */
export function stepFor([from, to]: [number, number]): Step {
  const days = to - from + 1;
  if (days <= MOST_BARS) return "day";
  return days <= MOST_BARS * WEEK ? "week" : "month";
}

function startOf(day: number, step: Step): number {
  if (step === "day") return day;
  if (step === "week") return day - ((day + 3) % WEEK); // day 0 was a Thursday; weeks start on Monday
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000;
}

function next(day: number, step: Step): number {
  if (step === "month") {
    const date = new Date(day * 86_400_000);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
  }
  return day + (step === "day" ? 1 : WEEK);
}

/** Incidents and killed by day, week or month, without gaps, over the whole range. */
export function binsOf(columns: Columns, rows: Uint32Array, range: [number, number], step: Step): Bin[] {
  const bins: Bin[] = [];
  const at = new Map<number, Bin>();
  for (let from = startOf(range[0], step); from <= range[1]; from = next(from, step)) {
    const bin = { from, to: next(from, step) - 1, count: 0, killed: 0 };
    bins.push(bin);
    at.set(from, bin);
  }
  for (const row of rows) {
    const day = columns.start[row];
    const bin = day == null ? undefined : at.get(startOf(day, step));
    if (!bin) continue;
    bin.count++;
    bin.killed += columns.best[row] ?? 0;
  }
  return bins;
}
