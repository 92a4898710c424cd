import type { Kind } from "../api/types";

/** Kinds by what they have in common, each with one colour (distinct for colour-blind readers as well). */
export const FAMILIES = {
  battle: ["armed_clash", "armed_attack", "territory_change"],
  remote: ["air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade", "chemical_attack"],
  civilians: ["attack_on_civilians", "assassination", "execution", "custody_abuse", "abduction", "sexual_violence"],
  crowd: ["protest", "protest_crackdown", "riot"],
  force: ["arrest", "siege", "sweep", "property_destruction", "displacement", "missing", "weapons_seizure"],
  other: ["agreement", "negotiation", "release", "troop_movement", "withdrawal", "reconnaissance", "aid"],
} as const satisfies Record<string, readonly Kind[]>;

export type Family = keyof typeof FAMILIES;

export const COLOURS: Record<Family, string> = {
  battle: "#7b3294",
  remote: "#c2410c",
  civilians: "#9f1239",
  crowd: "#0f766e",
  force: "#475569",
  other: "#1d6fa5",
};

const OF_KIND = new Map<string, Family>(
  Object.entries(FAMILIES).flatMap(([family, kinds]) => kinds.map((kind) => [kind, family as Family] as const)),
);

export function familyOf(kind: Kind): Family {
  return OF_KIND.get(kind) ?? "other";
}
