import { useWording } from "../i18n/language";
import type { Place, TollRange, When } from "../api/types";

export function Days({ value }: { value: When }) {
  const { t, date } = useWording();
  const { start, end, precision } = value;
  const days = start && end ? (start === end ? date(start) : `${date(start)} – ${date(end)}`) : t.unknown;
  return <>{days}{precision !== "day" && <small> ({t.precision[precision]})</small>}</>;
}

export function Where({ value }: { value: Place }) {
  const { t } = useWording();
  return (
    <>
      <bdi>{value.name}</bdi>{" "}
      <small>{value.country && t.countries(value.country)} ({t.precision[value.precision]})</small>
    </>
  );
}

export function Range({ value }: { value: TollRange }) {
  const { t, number } = useWording();
  const high = value.high === null ? t.incident.open : number(value.high);
  return (
    <>
      <strong>{number(value.best)}</strong>
      {(value.low !== value.best || value.high !== value.best) && <small> ({number(value.low)}–{high})</small>}
    </>
  );
}

export function Names({ names }: { names: string[] }) {
  return <>{names.map((name, i) => <span key={`${name}-${i}`}>{i > 0 && "، "}<bdi>{name}</bdi></span>)}</>;
}
