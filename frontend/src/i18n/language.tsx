import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { ar, type Messages } from "./ar";
import { en } from "./en";

export type Language = "ar" | "en";

const MESSAGES: Record<Language, Messages> = { ar, en };
const KEY = "marsad.language";

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export interface Wording {
  language: Language;
  direction: "rtl" | "ltr";
  t: Messages;
  setLanguage: (language: Language) => void;
  number: (value: number) => string;
  date: (iso: string) => string;
  /** A number with its noun in the form that the language wants after it. */
  count: (forms: Forms, n: number) => string;
}

const Context = createContext<Wording | null>(null);

function remembered(): Language {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "ar" || kept === "en") return kept;
  } catch {
    // Storage may be switched off; Arabic comes first.
  }
  return "ar";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(remembered);
  const direction = language === "ar" ? "rtl" : "ltr";
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    document.title = MESSAGES[language].name;
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // The choice then lasts for this visit.
    }
  }, [language, direction]);
  const wording = useMemo<Wording>(() => {
    // Gregorian days and Latin digits in both languages: what reports, tables and reviewers compare.
    const locale = language === "ar" ? "ar-u-nu-latn-ca-gregory" : "en-GB";
    const numbers = new Intl.NumberFormat(locale);
    const days = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    const plural = new Intl.PluralRules(language);
    return {
      language,
      direction,
      t: MESSAGES[language],
      setLanguage,
      number: (value) => numbers.format(value),
      count: (forms, n) => fill(forms[plural.select(n)] ?? forms.other, { n: numbers.format(n) }),
      date: (iso) => days.format(new Date(`${iso}T00:00:00Z`)),
    };
  }, [language, direction]);
  return <Context value={wording}>{children}</Context>;
}

export function useWording(): Wording {
  const wording = useContext(Context);
  if (!wording) throw new Error("useWording outside of LanguageProvider");
  return wording;
}

/** The template with its {names} filled in. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
