import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlas from "world-atlas/countries-50m.json";
import type { Language } from "../i18n/language";

// Outlines of Natural Earth (public domain), which say nothing of whose claim to a border is right.
const topology = atlas as unknown as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
const countries = feature(topology, topology.objects.countries);

/** Names in the reader's language, in the other one where there is none. */
export function labelField(language: Language): ExpressionSpecification {
  const other = language === "ar" ? "en" : "ar";
  return ["coalesce", ["get", language], ["get", other]];
}

/** Land, borders and place names: all that the map draws without a network. */
export function baseStyle(language: Language): StyleSpecification {
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: countries, tolerance: 0.2 },
      places: { type: "geojson", data: "/api/v1/basemap/places" },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": "#d5e3e8" } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": "#f6f2e7" } },
      { id: "border", type: "line", source: "countries", paint: { "line-color": "#a59f8d", "line-width": 0.9 } },
      {
        id: "places",
        type: "symbol",
        source: "places",
        // Larger places first; `rank` is the zoom from which a place is named.
        filter: ["<=", ["get", "rank"], ["zoom"]],
        layout: {
          "text-field": labelField(language),
          "text-font": ["IBM Plex Sans Arabic"],
          "text-size": ["interpolate", ["linear"], ["zoom"], 3, 11, 10, 15],
          "symbol-sort-key": ["get", "rank"],
          "text-padding": 4,
        },
        paint: { "text-color": "#3c4a4d", "text-halo-color": "#f6f2e7", "text-halo-width": 1.4 },
      },
    ],
  };
}
