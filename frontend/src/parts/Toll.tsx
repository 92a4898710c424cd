import type { Toll as Value } from "../api/types";
import { fill, useWording } from "../i18n/language";

export function Toll({ value }: { value: Value }) {
  const { t, number } = useWording();
  if (value.max === null) return <>{fill(t.toll.atLeast, { n: number(value.min) })}</>;
  if (value.min === value.max) return <>{value.max === 0 ? t.toll.none : number(value.max)}</>;
  return <>{fill(t.toll.range, { low: number(value.min), high: number(value.max) })}</>;
}
