import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useWording } from "../i18n/language";
import { binsOf, stepFor } from "./bins";
import { dayOf, isoOf, type Columns } from "./columns";

const HEIGHT = 92;
const AXIS = 18;

/** Incidents over time. Dragging chooses a span of days; the two date fields do the same from the keyboard. */
export function Timeline({ columns, rows, range, since, until, onChange }: {
  columns: Columns;
  rows: Uint32Array;
  range: [number, number];
  since: number | null;
  until: number | null;
  onChange: (since: number | null, until: number | null) => void;
}) {
  const { t, date, number, direction } = useWording();
  const box = useRef<HTMLDivElement>(null);
  const brushed = useRef<SVGGElement>(null);
  const [width, setWidth] = useState(800);
  const change = useRef(onChange);
  change.current = onChange;

  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, entry.contentRect.width)));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);

  const step = stepFor(range);
  const bins = useMemo(() => binsOf(columns, rows, range, step), [columns, rows, range, step]);
  const first = bins[0]?.from ?? range[0];
  const last = (bins[bins.length - 1]?.to ?? range[1]) + 1;
  // Time runs from left to right in both languages, as on the charts that both kinds of reader know.
  const x = useMemo(() => scaleLinear([first, last], [0, width]), [first, last, width]);
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const y = useMemo(() => scaleLinear([0, most], [0, HEIGHT - AXIS - 4]), [most]);

  useEffect(() => {
    const group = brushed.current;
    if (!group) return;
    const brush = brushX<unknown>().extent([[0, 0], [width, HEIGHT - AXIS]]);
    const chosen = since !== null || until !== null ? ([x(since ?? first), x((until ?? last - 1) + 1)] as [number, number]) : null;
    select(group).call(brush).call(brush.move, chosen);
    brush.on("end", (event: D3BrushEvent<unknown>) => {
      if (!event.sourceEvent) return; // moved by us
      if (!event.selection) change.current(null, null);
      else {
        const [from, to] = event.selection as [number, number];
        const low = Math.floor(x.invert(from));
        change.current(low, Math.max(low, Math.ceil(x.invert(to)) - 1));
      }
    });
    return () => { brush.on("end", null); };
  }, [x, width, since, until, first, last]);

  const ticks = x.ticks(Math.max(2, Math.floor(width / 130))).filter(Number.isInteger);
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  return (
    <section className="timeline" aria-label={t.overview.timeline}>
      <div className="days">
        <label>{t.overview.since} <input type="date" value={since === null ? "" : isoOf(since)} onChange={(e) => onChange(e.target.value ? dayOf(e.target.value) : null, until)} /></label>
        <label>{t.overview.until} <input type="date" value={until === null ? "" : isoOf(until)} onChange={(e) => onChange(since, e.target.value ? dayOf(e.target.value) : null)} /></label>
        <span className="hint">{t.overview.per[step]}</span>
      </div>
      <div ref={box} dir="ltr">
        <svg width={width} height={HEIGHT} role="img" aria-label={`${t.overview.timeline}: ${number(total)}`}>
          {bins.map((bin) => (
            <rect key={bin.from} className="bin" x={x(bin.from)} width={Math.max(1, x(bin.to + 1) - x(bin.from) - 1)} y={HEIGHT - AXIS - y(bin.count)} height={y(bin.count)}>
              <title>{`${date(isoOf(bin.from))}: ${number(bin.count)}`}</title>
            </rect>
          ))}
          <g ref={brushed} />
          {ticks.map((tick) => <text key={tick} className="tick" direction={direction} x={x(tick)} y={HEIGHT - 4}>{date(isoOf(tick))}</text>)}
        </svg>
      </div>
    </section>
  );
}
