import { useState, type ReactNode } from "react";
import type { Event, Kind, Party, Place, Precision, Protected, Status, Toll, When } from "../api/types";
import { useWording } from "../i18n/language";
import { PartyPicker } from "./PartyPicker";
import { PlacePicker } from "./PlacePicker";

export type Correctable =
  | "kind" | "status" | "date" | "place" | "side_a" | "side_b" | "fatalities" | "injured" | "sources" | "protected";

export const CORRECTABLE: Correctable[] = [
  "kind", "status", "date", "place", "side_a", "side_b", "fatalities", "injured", "sources", "protected",
];

/** A form for one field of an event: what it is, what it should be, why. */
export function FieldEditor({ event, field, onSave, onCancel, hasReason = true }: {
  event: Event;
  field: Correctable;
  onSave: (value: unknown, why: string) => Promise<void>;
  onCancel: () => void;
  hasReason?: boolean;
}) {
  const { t } = useWording();
  const [value, setValue] = useState<unknown>(event[field]);
  const [why, setWhy] = useState("");
  const [isBusy, setBusy] = useState(false);
  return (
    <form
      className="editor"
      aria-label={`${t.article.correct}: ${t.field[field]}`}
      onSubmit={(submit) => {
        submit.preventDefault();
        setBusy(true);
        void onSave(value, why).finally(() => setBusy(false));
      }}
      onKeyDown={(key) => { if (key.key === "Escape") onCancel(); }}
    >
      <Input field={field} value={value} onChange={setValue} />
      {hasReason && <label>{t.incident.reason} <input value={why} maxLength={500} onChange={(e) => setWhy(e.target.value)} /></label>}
      <div className="actions">
        <button type="submit" className="primary" disabled={isBusy}>{t.article.save}</button>
        <button type="button" onClick={onCancel}>{t.article.cancel}</button>
      </div>
    </form>
  );
}

function Input({ field, value, onChange }: { field: Correctable; value: unknown; onChange: (value: unknown) => void }): ReactNode {
  const { t } = useWording();
  switch (field) {
    case "kind":
      return <Choice<Kind> label={t.field.kind} names={t.kind} value={value as Kind} onChange={onChange} />;
    case "status":
      return <Choice<Status> label={t.field.status} names={t.status} value={value as Status} onChange={onChange} />;
    case "date":
      return <DateInput value={value as When | null} onChange={onChange} />;
    case "place":
      return <PlacePicker value={value as Place | null} onChange={onChange} />;
    case "side_a":
    case "side_b":
      return <PartyPicker value={value as Party[]} onChange={onChange} label={t.field[field]} />;
    case "fatalities":
    case "injured":
      return <TollInput value={value as Toll | null} onChange={onChange} />;
    case "sources":
      return (
        <label>{t.field.sources} <small>{t.article.oneALine}</small>
          <textarea rows={3} dir="rtl" value={(value as string[]).join("\n")} onChange={(e) => onChange(e.target.value.split("\n").map((s) => s.trim()).filter(Boolean))} />
        </label>
      );
    case "protected":
      return (
        <fieldset>
          <legend>{t.field.protected}</legend>
          {(Object.keys(t.protected) as Protected[]).map((what) => (
            <label key={what} className="pick">
              <input type="checkbox" checked={(value as Protected[]).includes(what)} onChange={(e) => onChange(e.target.checked ? [...(value as Protected[]), what] : (value as Protected[]).filter((p) => p !== what))} />
              {t.protected[what]}
            </label>
          ))}
        </fieldset>
      );
  }
}

function Choice<Name extends string>({ label, names, value, onChange }: {
  label: string; names: Record<Name, string>; value: Name; onChange: (value: Name) => void;
}) {
  return (
    <label>{label}{" "}
      <select autoFocus value={value} onChange={(e) => onChange(e.target.value as Name)}>
        {(Object.entries(names) as [Name, string][]).map(([name, words]) => <option key={name} value={name}>{words}</option>)}
      </select>
    </label>
  );
}

const DATE_PRECISIONS: Precision[] = ["day", "span", "week", "month", "unknown"];

function DateInput({ value, onChange }: { value: When | null; onChange: (value: When | null) => void }) {
  const { t } = useWording();
  const now = value ?? { start: null, end: null, precision: "day" as Precision };
  const set = (change: Partial<When>) => {
    const next = { ...now, ...change };
    if (!next.start && !next.end) onChange(null);
    else {
      const start = next.start ?? next.end;
      const end = next.end && start && next.end >= start ? next.end : start;
      onChange({ start, end, precision: next.precision === "day" && start !== end ? "span" : next.precision });
    }
  };
  return (
    <div className="pair">
      <label>{t.overview.since} <input autoFocus type="date" value={now.start ?? ""} onChange={(e) => set({ start: e.target.value || null })} /></label>
      <label>{t.overview.until} <input type="date" value={now.end ?? ""} onChange={(e) => set({ end: e.target.value || null })} /></label>
      <label>{t.article.precision}{" "}
        <select value={now.precision} onChange={(e) => set({ precision: e.target.value as Precision })}>
          {DATE_PRECISIONS.map((name) => <option key={name} value={name}>{t.precision[name]}</option>)}
        </select>
      </label>
    </div>
  );
}

function TollInput({ value, onChange }: { value: Toll | null; onChange: (value: Toll | null) => void }) {
  const { t } = useWording();
  const whole = (text: string) => (/^\d+$/.test(text) ? Number(text) : null);
  return (
    <div className="pair">
      <label>{t.article.least} <input autoFocus type="number" min={0} value={value?.min ?? ""} onChange={(e) => {
        const min = whole(e.target.value);
        onChange(min === null ? null : { min, max: value && value.max !== null && value.max >= min && value.max !== value.min ? value.max : min });
      }} /></label>
      <label>{t.article.most} <input type="number" min={value?.min ?? 0} value={value?.max ?? ""} disabled={!value} onChange={(e) => value && onChange({ ...value, max: whole(e.target.value) })} /></label>
      <small>{t.article.openMost}</small>
    </div>
  );
}
