import { useId, useState } from "react";
import { useWording } from "../i18n/language";

const SHOWN = 6;

/** One filter: values with how many incidents each would leave, most first; more on request, or by search. */
export function FacetList({ label, names, counts, chosen, say, onChange, isOpen = false }: {
  label: string;
  names: string[];
  counts: Uint32Array;
  chosen: string[];
  say: (name: string) => string;
  onChange: (chosen: string[]) => void;
  isOpen?: boolean;
}) {
  const { t, number } = useWording();
  const [needle, setNeedle] = useState("");
  const [isLong, setLong] = useState(false);
  const id = useId();
  const wanted = needle.trim();
  const known = names
    .map((name, index) => ({ name, words: say(name), count: counts[index] ?? 0 }))
    .filter(({ name, words, count }) => chosen.includes(name) || (count > 0 && (!wanted || words.includes(wanted))))
    .sort((a, b) => Number(chosen.includes(b.name)) - Number(chosen.includes(a.name)) || b.count - a.count);
  const shown = isLong ? known.slice(0, 200) : known.slice(0, Math.max(SHOWN, chosen.length));
  return (
    <details className="facet" open={isOpen || chosen.length > 0}>
      <summary>{label}{chosen.length > 0 && <span className="count">{number(chosen.length)}</span>}</summary>
      {names.length > SHOWN * 2 && (
        <input type="search" aria-label={`${t.overview.search}: ${label}`} placeholder={t.overview.search} value={needle} onChange={(e) => setNeedle(e.target.value)} />
      )}
      <ul>
        {shown.map(({ name, words, count }, index) => (
          <li key={name}>
            <input
              id={`${id}-${index}`}
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(e) => onChange(e.target.checked ? [...chosen, name] : chosen.filter((other) => other !== name))}
            />
            <label htmlFor={`${id}-${index}`}><bdi>{words}</bdi> <small>{number(count)}</small></label>
          </li>
        ))}
      </ul>
      {known.length > shown.length && <button type="button" className="more" onClick={() => setLong(true)}>{t.overview.more}</button>}
    </details>
  );
}
