import { useCallback, useEffect, useState } from "react";
import { useWording } from "../i18n/language";
import { ApiError, get } from "./client";

export interface Loaded<T> { data: T | null; problem: string | null; reload: () => void }

/** What stands at a path of the API; asked again when the path changes or on `reload`. */
export function useApi<T>(path: string | null): Loaded<T> {
  const { t } = useWording();
  const network = t.error.network;
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ path: string | null; data: T | null; problem: string | null }>({ path, data: null, problem: null });
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    get<T>(path, stop.signal)
      .then((data) => setState({ path, data, problem: null }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setState((now) => ({ path, data: now.path === path ? now.data : null, problem: said(error, network) }));
      });
    return () => stop.abort();
  }, [path, round, network]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const isCurrent = state.path === path;
  return { data: isCurrent ? state.data : null, problem: isCurrent ? state.problem : null, reload };
}

/** A failure in words for the reader. */
export function said(error: unknown, network: string): string {
  if (error instanceof ApiError) return error.status === 0 ? network : error.message;
  return String(error);
}
