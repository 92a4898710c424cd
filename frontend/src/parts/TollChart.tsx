import { scaleLinear } from "d3-scale";
import type { IncidentClaim, TollRange } from "../api/types";
import { fill, useWording } from "../i18n/language";

const ROW = 26;
const LABEL = 190;
const WIDTH = 560;

interface Line { who: string; min: number; max: number | null }

/** Each claim's figure as a point or a bar, open where no upper bound was told; the range of the incident behind them. */
export function TollChart({ label, field, claims, range }: {
  label: string;
  field: "fatalities" | "injured";
  claims: IncidentClaim[];
  range: TollRange;
}) {
  const { t, number } = useWording();
  const lines: Line[] = [];
  for (const claim of claims) {
    const toll = claim[field];
    if (!toll) continue;
    const who = [claim.speaker, claim.outlet].filter(Boolean).join(" · ") || t.unknown;
    if (!lines.some((line) => line.who === who && line.min === toll.min && line.max === toll.max)) lines.push({ who, ...toll });
  }
  const top = Math.max(1, range.high ?? 0, range.best, ...lines.map((line) => line.max ?? line.min)) * 1.15;
  const x = scaleLinear([0, top], [0, WIDTH - LABEL - 40]).nice();
  const height = lines.length * ROW + 26;
  const say = (line: Line) =>
    line.max === null ? fill(t.toll.atLeast, { n: number(line.min) })
      : line.min === line.max ? number(line.min) : fill(t.toll.range, { low: number(line.min), high: number(line.max) });
  return (
    <figure className="tolls">
      <figcaption>{label}</figcaption>
      <div dir="ltr">
        <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${label}: ${lines.map((line) => `${line.who} ${say(line)}`).join("; ")}`}>
          <g transform={`translate(${LABEL},0)`}>
            <rect className="span" x={x(range.low)} width={Math.max(2, x(range.high ?? top) - x(range.low))} y={0} height={height - 22} />
            <line className="best" x1={x(range.best)} x2={x(range.best)} y1={0} y2={height - 22} />
            {x.ticks(5).filter(Number.isInteger).map((tick) => <text key={tick} className="tick" x={x(tick)} y={height - 6}>{number(tick)}</text>)}
          </g>
          {lines.map((line, i) => {
            const y = i * ROW + ROW / 2;
            const from = LABEL + x(line.min);
            const to = LABEL + x(line.max ?? top);
            return (
              <g key={`${line.who}-${i}`}>
                <text className="who" direction="rtl" x={LABEL - 10} y={y + 4}>{line.who.length > 28 ? `${line.who.slice(0, 27)}…` : line.who}</text>
                {line.max === null || line.max > line.min ? <line className={line.max === null ? "claim open" : "claim"} x1={from} x2={to} y1={y} y2={y} /> : null}
                <circle className="claim" cx={from} cy={y} r={5} />
                {line.max !== null && line.max > line.min && <circle className="claim" cx={to} cy={y} r={5} />}
                <text className="figure" x={(line.max === null ? from : to) + 9} y={y + 4}>{line.max === null ? `≥ ${number(line.min)}` : number(line.max)}</text>
              </g>
            );
          })}
        </svg>
      </div>
      <small>{t.incident.best}: {number(range.best)} — {t.incident.rule[range.rule as keyof typeof t.incident.rule] ?? range.rule}</small>
    </figure>
  );
}
