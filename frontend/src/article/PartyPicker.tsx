import { useEffect, useId, useState } from "react";
import { get } from "../api/client";
import type { Party } from "../api/types";
import { useWording } from "../i18n/language";

export interface CatalogueParty { id: string; name_ar: string; name_en: string; country: string | null; type: string }

/** Parties of a side: remove those that are wrong, add from the catalogue or as the text names them. */
export function PartyPicker({ value, onChange, label }: { value: Party[]; onChange: (value: Party[]) => void; label: string }) {
  const { t, language } = useWording();
  const id = useId();
  const [needle, setNeedle] = useState("");
  const hits = useHits<CatalogueParty>("/parties", needle);
  const add = (party: Party) => {
    if (!value.some((other) => other.text === party.text)) onChange([...value, party]);
    setNeedle("");
  };
  return (
    <div className="picker">
      <ul className="chosen">
        {value.map((party) => (
          <li key={party.text}>
            <bdi>{party.text}</bdi>{" "}
            <button type="button" aria-label={`${t.article.remove}: ${party.text}`} onClick={() => onChange(value.filter((other) => other !== party))}>×</button>
          </li>
        ))}
      </ul>
      <label htmlFor={id}>{label}: {t.article.addParty}</label>
      <input
        id={id}
        autoFocus
        dir="rtl"
        value={needle}
        onChange={(e) => setNeedle(e.target.value)}
        onKeyDown={(key) => {
          if (key.key !== "Enter" || !needle.trim()) return;
          key.preventDefault();
          add({ text: needle.trim(), actor_id: null });
        }}
      />
      <ul className="hits">
        {hits.map((hit) => (
          <li key={hit.id}>
            <button type="button" onClick={() => add({ text: hit.name_ar, actor_id: hit.id })}>
              <bdi>{hit.name_ar}</bdi> <small>{language === "en" && hit.name_en} {hit.country && t.countries(hit.country)}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const PAUSE_MS = 200;

/** What a lookup finds, asked once the typing pauses. */
export function useHits<T>(path: string, needle: string): T[] {
  const [hits, setHits] = useState<T[]>([]);
  useEffect(() => {
    const words = needle.trim();
    if (words.length < 2) {
      setHits([]);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      get<T[]>(`${path}?q=${encodeURIComponent(words)}`, stop.signal).then(setHits).catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [path, needle]);
  return hits;
}
