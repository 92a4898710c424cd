import { Link } from "wouter";
import type { Incident, IncidentClaim } from "../api/types";
import { useWording } from "../i18n/language";
import { Names } from "../parts/Values";
import { Toll } from "../parts/Toll";

/** Who says what, side by side; a cell that differs from what the incident holds is marked where claims disagree. */
export function Claims({ incident, lit, onLit }: { incident: Incident; lit: number | null; onLit: (claim: number | null) => void }) {
  const { t, date } = useWording();
  const differs = (field: string) => (incident.disagreements.includes(field) ? "differs" : undefined);
  return (
    <div className="scroll">
      <table className="claims">
        <caption>{t.incident.claims}</caption>
        <thead>
          <tr>
            <th scope="col">{t.incident.speaker}</th>
            <th scope="col">{t.incident.force}</th>
            <th scope="col">{t.field.kind}</th>
            <th scope="col">{t.field.side_a}</th>
            <th scope="col">{t.field.side_b}</th>
            <th scope="col">{t.field.fatalities}</th>
            <th scope="col">{t.field.injured}</th>
            <th scope="col">{t.incident.report}</th>
          </tr>
        </thead>
        <tbody>
          {incident.claims.map((claim, i) => (
            <tr
              key={i}
              tabIndex={0}
              className={lit === i ? "lit" : undefined}
              onMouseEnter={() => onLit(i)}
              onMouseLeave={() => onLit(null)}
              onFocus={() => onLit(i)}
              onBlur={() => onLit(null)}
            >
              <th scope="row"><Speaker claim={claim} /></th>
              <td>{t.force[claim.force as keyof typeof t.force] ?? claim.force}</td>
              <td className={claim.kind !== incident.kind ? differs("kind") : undefined}>{t.kind[claim.kind]}</td>
              <td className={differs("side_a")}><Names names={claim.side_a} /></td>
              <td className={differs("side_b")}><Names names={claim.side_b} /></td>
              <td className={differs("fatalities")}>{claim.fatalities && <Toll value={claim.fatalities} />}</td>
              <td className={differs("injured")}>{claim.injured && <Toll value={claim.injured} />}</td>
              <td>
                <Link href={`/articles/${encodeURIComponent(claim.article_id)}`}><bdi>{claim.outlet || t.unknown}</bdi></Link>
                {claim.published && <small> {date(claim.published)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Speaker({ claim }: { claim: IncidentClaim }) {
  const { t } = useWording();
  return (
    <>
      {claim.speaker ? <bdi>{claim.speaker}</bdi> : <em>{t.incident.outletItself}</em>}
      {claim.via && <small> {t.incident.via} <bdi>{claim.via}</bdi></small>}
    </>
  );
}
