import * as maplibre from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { useEffect, useRef, useState } from "react";
import { useWording } from "../i18n/language";
import { baseStyle, labelField } from "./basemap";
import { COLOURS } from "./families";
import type { Shapes } from "./shapes";
import "./worker";

const COLOUR = ["match", ["get", "family"], ...Object.entries(COLOURS).flat(), "#475569"] as unknown as maplibre.ExpressionSpecification;
const HOME: { center: [number, number]; zoom: number } = { center: [38, 27], zoom: 3.4 };

/** Radius above which an area is not filled. */
const FILLED_KM = 60;
const AREAS = ["area", "area-edge"];

export interface Camera { center: [number, number]; zoom: number }

/** The map: points sized by toll and coloured by family, clustered; areas and wedges beneath them. */
export function MapView({ shapes, camera, onCamera, onOpen }: {
  shapes: Shapes | null;
  camera: Camera | null;
  onCamera: (camera: Camera, bounds: [number, number, number, number]) => void;
  onOpen: (row: number) => void;
}) {
  const { t, language, number } = useWording();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<maplibre.Map | null>(null);
  const [isReady, setReady] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  // The map lives longer than one drawing of the page: it calls what is current.
  const calls = useRef({ onCamera, onOpen });
  calls.current = { onCamera, onOpen };

  useEffect(() => {
    if (!box.current) return;
    let made: maplibre.Map;
    try {
      made = new maplibre.Map({
        container: box.current,
        style: baseStyle(language),
        ...(camera ?? HOME),
        minZoom: 1.5,
        maxZoom: 13,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        fadeDuration: 0,
      });
    } catch {
      setFailed(true); // no WebGL: the list and the timeline still work
      return;
    }
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-left");
    made.addControl(new maplibre.ScaleControl({}), "bottom-left");
    made.on("load", () => {
      addIncidents(made);
      setReady(true);
    });
    made.on("moveend", () => {
      const { lng, lat } = made.getCenter();
      const edges = made.getBounds();
      calls.current.onCamera(
        { center: [lng, lat], zoom: made.getZoom() },
        [edges.getWest(), edges.getSouth(), edges.getEast(), edges.getNorth()],
      );
    });
    made.on("click", (event) => void open(made, event.point, calls.current.onOpen));
    return () => {
      map.current = null;
      made.remove();
    };
    // Made once; what changes later is set on it below.
  }, []);

  useEffect(() => {
    if (!isReady || !shapes || !map.current) return;
    void source(map.current, "points").setData(shapes.points);
    void source(map.current, "areas").setData(shapes.areas);
  }, [isReady, shapes]);

  useEffect(() => {
    if (isReady) map.current?.setLayoutProperty("places", "text-field", labelField(language));
  }, [isReady, language]);

  return (
    <div className="map" role="region" aria-label={t.overview.map}>
      <div ref={box} className="canvas" data-ready={isReady} />
      {hasFailed && <p className="note">{t.overview.noMap}</p>}
      {shapes && shapes.unplaced > 0 && <p className="unplaced">{t.overview.unplaced.replace("{n}", number(shapes.unplaced))}</p>}
    </div>
  );
}

function source(map: maplibre.Map, id: string): maplibre.GeoJSONSource {
  return map.getSource(id) as maplibre.GeoJSONSource;
}

function addIncidents(map: maplibre.Map): void {
  const empty = { type: "FeatureCollection" as const, features: [] };
  map.addSource("areas", { type: "geojson", data: empty });
  map.addSource("points", {
    type: "geojson",
    data: empty,
    cluster: true,
    clusterRadius: 38,
    clusterMaxZoom: 9,
    clusterProperties: { killed: ["+", ["get", "toll"]] },
  });
  const below = "places";
  // A province or more would colour everything on it: such an area is its edge only.
  map.addLayer({ id: "area", type: "fill", source: "areas", filter: ["<=", ["get", "km"], FILLED_KM], paint: { "fill-color": COLOUR, "fill-opacity": 0.1 } }, below);
  map.addLayer({
    id: "area-edge", type: "line", source: "areas",
    paint: { "line-color": COLOUR, "line-width": 1.4, "line-dasharray": [3, 2], "line-opacity": 0.8 },
  }, below);
  map.addLayer({
    id: "cluster", type: "circle", source: "points", filter: ["has", "point_count"],
    paint: {
      "circle-color": "#12343b",
      "circle-opacity": 0.82,
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 11, 100, 38],
      "circle-stroke-color": "#e8c07d",
      "circle-stroke-width": ["case", [">", ["get", "killed"], 0], 2, 0.5],
    },
  });
  map.addLayer({
    id: "cluster-count", type: "symbol", source: "points", filter: ["has", "point_count"],
    layout: {
      "text-field": ["get", "point_count_abbreviated"],
      "text-font": ["IBM Plex Sans Arabic"],
      "text-size": 12,
      "text-allow-overlap": true,
    },
    paint: { "text-color": "#ffffff" },
  });
  map.addLayer({
    id: "point", type: "circle", source: "points", filter: ["!", ["has", "point_count"]],
    paint: {
      "circle-color": COLOUR,
      "circle-opacity": 0.85,
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "toll"]], 0, 5, 20, 26],
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 1,
    },
  });
  for (const layer of ["cluster", "point", ...AREAS]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
}

async function open(
  map: maplibre.Map,
  point: maplibre.Point,
  onOpen: (row: number) => void,
): Promise<void> {
  const hits = map.queryRenderedFeatures(point, { layers: ["point", "cluster", ...AREAS] });
  // Points before areas, and of areas that lie in each other the smallest.
  const [hit] = hits.sort((a, b) => size(a) - size(b));
  if (!hit) return;
  if (hit.layer.id === "cluster" && hit.geometry.type === "Point") {
    const zoom = await source(map, "points").getClusterExpansionZoom(hit.properties["cluster_id"] as number);
    map.easeTo({ center: hit.geometry.coordinates as [number, number], zoom: zoom + 0.2 });
  } else onOpen(hit.properties["row"] as number);
}

function size(feature: maplibre.MapGeoJSONFeature): number {
  return (feature.properties["km"] as number | undefined) ?? 0;
}
