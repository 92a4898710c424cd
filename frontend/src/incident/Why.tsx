import type { Incident } from "../api/types";
import { useWording } from "../i18n/language";

/** Why reports were put together: each link with what spoke for it and against it. */
export function Why({ incident }: { incident: Incident }) {
  const { t, number } = useWording();
  if (!incident.links.length) return null;
  const outlet = (id: string) => incident.events.find((event) => event.id === id)?.report.outlet || id;
  const feature = (name: string) => t.feature[name as keyof typeof t.feature] ?? name;
  return (
    <details className="why">
      <summary>{t.incident.why}</summary>
      {incident.links.map((link) => (
        <article key={`${link.left}-${link.right}`}>
          <h3><bdi>{outlet(link.left)}</bdi> + <bdi>{outlet(link.right)}</bdi> <small>{link.judged_by ? `${t.incident.judged} ${link.judged_by}` : `${number(Math.round(link.score * 100))}%`}</small></h3>
          <ul>
            {link.reasons.map((reason) => {
              const weight = reason.value * reason.weight;
              return (
                <li key={reason.feature} className={weight >= 0 ? "for" : "against"}>
                  <meter min={0} max={6} value={Math.min(6, Math.abs(weight))} aria-label={feature(reason.feature)} />
                  {weight >= 0 ? "+" : "−"} {feature(reason.feature)}
                </li>
              );
            })}
          </ul>
        </article>
      ))}
    </details>
  );
}
