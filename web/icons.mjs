// The icons of lucide (ISC) that the desk uses.

export const ICONS = [
  "arrow-left", "bell", "book-open-text", "building-2", "car", "check", "circle-alert", "circle-check",
  "circle-help", "clock", "contact", "corner-up-left", "file-text", "folder", "folder-open", "hand",
  "handshake", "id-card", "inbox", "info", "key-round", "landmark", "link", "lock", "log-out", "mail",
  "map-pin", "message-circle", "network", "octagon-alert", "phone", "radio-tower", "route", "scroll-text",
  "search", "send", "shield", "shield-check", "ship", "smartphone", "triangle-alert", "undo-2", "user",
  "user-round-cog", "users", "wallet", "wifi-off", "x",
];
