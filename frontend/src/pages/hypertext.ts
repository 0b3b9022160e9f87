// htmx under our content security policy: no code from strings, no style element, no script from an answer.
import htmx from "htmx.org";
import { csrfToken } from "../cookies";

interface ConfigRequest {
  verb: string;
  headers: Record<string, string>;
}

export function startHtmx(): void {
  htmx.config.allowEval = false;
  htmx.config.allowScriptTags = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.selfRequestsOnly = true;
  htmx.config.historyCacheSize = 0; // pages hold words that must not stay in the browser's storage
  document.addEventListener("htmx:configRequest", (event) => {
    const request = (event as CustomEvent<ConfigRequest>).detail;
    if (request.verb !== "get") request.headers["X-CSRFToken"] = csrfToken();
  });
}
