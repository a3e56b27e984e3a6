import htmx from "htmx.org";

import { listen } from "./keys.js";
import { watch } from "./live.js";
import { secure } from "./trust.js";
import { read } from "./zone.js";

secure(htmx);
listen();
watch();
read();

// A submitted form is not sent twice, and an error summary takes the focus.
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[type=submit]");
  setTimeout(() => { if (button && !event.defaultPrevented) button.disabled = true; });
});
document.querySelector("[data-error-summary]")?.focus();
