import { useEffect, useState } from "react";
import type { Kind } from "../api/types";
import { useWording } from "../i18n/language";

export interface Chosen { field: "title" | "text"; start: number; end: number; words: string }

/** The words of the passage that the reader has selected, in code points; null when nothing of it is. */
export function useChosenWords(): Chosen | null {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useEffect(() => {
    const look = () => {
      const selection = document.getSelection();
      if (!selection || selection.isCollapsed || !selection.rangeCount) return setChosen(null);
      const range = selection.getRangeAt(0);
      const from = position(range.startContainer, range.startOffset);
      const to = position(range.endContainer, range.endOffset);
      const words = selection.toString().trim();
      if (!from || !to || from.field !== to.field || to.at <= from.at || !words) return setChosen(null);
      setChosen({ field: from.field, start: from.at, end: to.at, words });
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  return chosen;
}

/** Where a point of the page lies in the article: every piece of a passage says at which code point it starts. */
function position(node: Node, offset: number): { field: "title" | "text"; at: number } | null {
  const piece = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
  const passage = piece?.closest<HTMLElement>("[data-field]");
  if (!piece || !passage) return null;
  const upTo = document.createRange();
  upTo.setStart(piece, 0);
  upTo.setEnd(node, offset);
  const before = Array.from(upTo.toString()).length;
  return { field: passage.dataset["field"] as "title" | "text", at: Number(piece.dataset["start"]) + before };
}

/** A form for an event that the coder missed, from the words that tell it. */
export function Missed({ chosen, onAdd }: { chosen: Chosen; onAdd: (chosen: Chosen, kind: Kind) => void }) {
  const { t } = useWording();
  const [kind, setKind] = useState<Kind>("attack_on_civilians");
  // Taken once: choosing from the list ends the selection in the text.
  const [words] = useState(chosen);
  return (
    <form className="editor missed" onSubmit={(e) => { e.preventDefault(); onAdd(words, kind); }}>
      <p>{t.article.missed}: <q><bdi>{words.words}</bdi></q></p>
      <select value={kind} aria-label={t.field.kind} onChange={(e) => setKind(e.target.value as Kind)}>
        {(Object.entries(t.kind) as [Kind, string][]).map(([name, said]) => <option key={name} value={name}>{said}</option>)}
      </select>
      <button type="submit" className="primary">{t.article.add}</button>
    </form>
  );
}
