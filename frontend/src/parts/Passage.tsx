import { useMemo } from "react";
import { pieces, type Mark } from "./spans";

export interface Lit { event: string; field: string | null }

/** Text with its evidence: words under the lit event and field are coloured, all other evidence is underlined. */
export function Passage({ text, field, marks, lit, onLit, as: Tag = "div" }: {
  text: string;
  field: "title" | "text";
  marks: Mark[];
  lit: Lit | null;
  onLit: (lit: Lit | null) => void;
  as?: "div" | "h1" | "h2";
}) {
  const cut = useMemo(() => pieces(text, marks), [text, marks]);
  return (
    <Tag className="passage" dir="rtl" lang="ar" data-field={field}>
      {cut.map((piece) => {
        if (!piece.marks.length) return <span key={piece.start} data-start={piece.start}>{piece.text}</span>;
        const on = piece.marks.find((m) => lit && m.event === lit.event && (lit.field === null || m.field === lit.field));
        const first = on ?? piece.marks[0]!;
        return (
          <mark
            key={piece.start}
            data-start={piece.start}
            className={on ? `mark lit f-${on.field}` : "mark"}
            onMouseEnter={() => onLit({ event: first.event, field: first.field })}
            onMouseLeave={() => onLit(null)}
          >
            {piece.text}
          </mark>
        );
      })}
    </Tag>
  );
}
