import { useState } from "react";
import type { Derivation } from "../api/types";
import { useApi } from "../api/use";
import { useWording } from "../i18n/language";

/** How each field of an event was read, on request. */
export function Tree({ article, event }: { article: string; event: string }) {
  const { t } = useWording();
  const [isOpen, setOpen] = useState(false);
  const { data, problem } = useApi<Derivation>(isOpen ? `/articles/${encodeURIComponent(article)}/derivation/${event}` : null);
  return (
    <details className="tree" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t.article.derivation}</summary>
      {problem && <p role="alert" className="problem">{problem}</p>}
      {data && <ul><Branch node={data} /></ul>}
    </details>
  );
}

function Branch({ node }: { node: Derivation }) {
  const { t } = useWording();
  return (
    <li>
      <strong>{t.field[node.field as keyof typeof t.field] ?? node.field}</strong>{" "}
      <bdi>{node.words}</bdi> <code dir="ltr">{node.rule}</code>
      {node.children.length > 0 && <ul>{node.children.map((child, i) => <Branch key={i} node={child} />)}</ul>}
    </li>
  );
}
