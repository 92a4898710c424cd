import * as maplibre from "maplibre-gl";
import { useEffect, useId, useRef, useState } from "react";
import type { Place, Precision } from "../api/types";
import { useWording } from "../i18n/language";
import { baseStyle } from "../overview/basemap";
import "../overview/worker";
import { useHits } from "./PartyPicker";

interface GazetteerPlace {
  name: string; name_en: string; country: string | null; admin1: string | null;
  lat: number; lon: number; gazetteer_id: string | null;
}

const PRECISIONS: Precision[] = ["exact", "near", "area", "country"];
const RADIUS_KM: Partial<Record<Precision, number>> = { exact: 1, near: 10, area: 40 };

/** A place by its name, from the gazetteer, or by a click on the map. */
export function PlacePicker({ value, onChange }: { value: Place | null; onChange: (value: Place | null) => void }) {
  const { t, language } = useWording();
  const id = useId();
  const [needle, setNeedle] = useState("");
  const hits = useHits<GazetteerPlace>("/places", needle);
  const box = useRef<HTMLDivElement>(null);
  const current = useRef({ value, onChange });
  current.current = { value, onChange };
  const marker = useRef<{ map: maplibre.Map; marker: maplibre.Marker } | null>(null);

  useEffect(() => {
    if (!box.current) return;
    const at = current.current.value;
    const isKnown = at?.lat != null && at.lon != null;
    let map: maplibre.Map;
    try {
      map = new maplibre.Map({
        container: box.current,
        style: baseStyle(language),
        center: isKnown ? [at.lon!, at.lat!] : [38, 27],
        zoom: isKnown ? 7 : 3,
        attributionControl: false,
        dragRotate: false,
        fadeDuration: 0,
      });
    } catch {
      return; // no WebGL: the search still works
    }
    const pin = new maplibre.Marker({ color: "#9a5b13" });
    if (isKnown) pin.setLngLat([at.lon!, at.lat!]).addTo(map);
    marker.current = { map, marker: pin };
    map.on("click", ({ lngLat }) => {
      const now = current.current.value;
      const lat = Number(lngLat.lat.toFixed(5));
      const lon = Number(lngLat.lng.toFixed(5));
      const base = now ?? { name: `${lat}, ${lon}`, country: null, precision: "exact" as Precision, admin1: null, pcode: null };
      current.current.onChange({ ...base, lat, lon, radius_km: now?.radius_km ?? 1, bearing_deg: null, gazetteer_id: null });
    });
    return () => {
      marker.current = null;
      map.remove();
    };
    // Made once; a place chosen later moves the pin below.
  }, []);

  useEffect(() => {
    const made = marker.current;
    if (!made || value?.lat == null || value.lon == null) return;
    made.marker.setLngLat([value.lon, value.lat]).addTo(made.map);
    made.map.easeTo({ center: [value.lon, value.lat], zoom: Math.max(6, made.map.getZoom()) });
  }, [value?.lat, value?.lon]);

  return (
    <div className="picker">
      <label htmlFor={id}>{t.article.searchPlace}</label>
      <input id={id} autoFocus dir="auto" value={needle} onChange={(e) => setNeedle(e.target.value)} />
      <ul className="hits">
        {hits.map((hit) => (
          <li key={`${hit.gazetteer_id}${hit.lat}`}>
            <button
              type="button"
              onClick={() => {
                onChange({
                  name: hit.name, country: hit.country, lat: hit.lat, lon: hit.lon, precision: "exact", radius_km: 1,
                  bearing_deg: null, gazetteer_id: hit.gazetteer_id, admin1: hit.admin1, pcode: null,
                });
                setNeedle("");
              }}
            >
              <bdi>{hit.name}</bdi> <small><bdi>{hit.admin1}</bdi> {hit.country && t.countries(hit.country)}</small>
            </button>
          </li>
        ))}
      </ul>
      <div ref={box} className="minimap" role="application" aria-label={t.article.clickMap} />
      {value && (
        <div className="pair">
          <label>{t.field.place} <input dir="rtl" value={value.name} onChange={(e) => onChange({ ...value, name: e.target.value })} /></label>
          <label>{t.article.precision}{" "}
            <select value={value.precision} onChange={(e) => {
              const precision = e.target.value as Precision;
              onChange({ ...value, precision, radius_km: value.lat === null ? null : (RADIUS_KM[precision] ?? value.radius_km) });
            }}>
              {PRECISIONS.map((name) => <option key={name} value={name}>{t.precision[name]}</option>)}
            </select>
          </label>
          <button type="button" onClick={() => onChange(null)}>{t.article.noPlace}</button>
        </div>
      )}
    </div>
  );
}
