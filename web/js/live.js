// The inbox asks every 30 seconds whether there is something new. When that
// fails an amber bar shows the time of the last answer; nothing moves by itself.

export function watch() {
  const lost = () => document.getElementById("live-lost");
  const show = (is) => lost()?.classList.toggle("shown", is);
  document.addEventListener("htmx:error", () => show(true));
  document.addEventListener("htmx:response:error", () => show(true));
  document.addEventListener("htmx:after:swap", () => show(false));
}
