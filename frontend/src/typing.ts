/** Whether a key belongs to what the person is typing into, and not to our shortcuts. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("dialog[open]")) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "button", "submit", "reset", "radio"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Whether a key is no shortcut: the person types, or has switched single letters off. */
export function isNoShortcut(event: KeyboardEvent): boolean {
  return document.documentElement.dataset.keys === "off" || isTyping(event);
}
