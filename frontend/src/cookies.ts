/** The value of a cookie that scripts may read, or "". */
export function cookie(name: string): string {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

/** The token that shows that a request comes from our pages. Over TLS its cookie has a name only this host can set. */
export function csrfToken(): string {
  return cookie("__Host-csrftoken") || cookie("csrftoken");
}
