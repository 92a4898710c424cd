import { setWorkerUrl } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

// The map's worker is a file of ours: the content policy lets no other run.
setWorkerUrl(worker);
