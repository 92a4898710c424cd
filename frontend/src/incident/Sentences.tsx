import { Link } from "wouter";
import type { Incident, Sentence, Span } from "../api/types";
import { useWording } from "../i18n/language";

/** The sentences that tell of the incident, report by report, with the words of the lit claim in colour. */
export function Sentences({ incident, lit }: { incident: Incident; lit: number | null }) {
  const { t, date } = useWording();
  const claim = lit === null ? null : incident.claims[lit];
  const reports = new Map(incident.events.map((event) => [event.report.article_id, event.report]));
  return (
    <section aria-label={t.incident.words}>
      <h2>{t.incident.words}</h2>
      {[...reports.values()].map((report) => (
        <article key={report.article_id} className="report">
          <header>
            <Link href={`/articles/${encodeURIComponent(report.article_id)}`}><bdi>{report.title || report.article_id}</bdi></Link>
            <small><bdi>{report.outlet || t.unknown}</bdi>{report.published && <> · {date(report.published)}</>}</small>
            {report.reprint_of !== report.article_id && <span className="tag">{t.incident.reprint}</span>}
          </header>
          {(incident.sentences[report.article_id] ?? []).map((sentence) => (
            <p key={`${sentence.field}${sentence.start}`} dir="rtl" lang="ar">
              <Lit sentence={sentence} spans={claim?.article_id === report.article_id ? claim.evidence : []} />
            </p>
          ))}
        </article>
      ))}
    </section>
  );
}

/** A sentence with the code points of the spans lit. */
function Lit({ sentence, spans }: { sentence: Sentence; spans: Span[] }) {
  const points = Array.from(sentence.text);
  const on = new Uint8Array(points.length);
  for (const [field, start, end] of spans) {
    if (field === sentence.field) on.fill(1, Math.max(0, start - sentence.start), Math.max(0, end - sentence.start));
  }
  const parts: { text: string; isOn: boolean }[] = [];
  points.forEach((point, i) => {
    const last = parts[parts.length - 1];
    if (last && last.isOn === (on[i] === 1)) last.text += point;
    else parts.push({ text: point, isOn: on[i] === 1 });
  });
  return <>{parts.map((part, i) => (part.isOn ? <mark key={i} className="mark lit f-sources">{part.text}</mark> : <span key={i}>{part.text}</span>))}</>;
}
