// The page accepts markup from one place alone: htmx, which fetches from this
// origin only. Code in attributes is never run: the functions that would
// compile it refuse.

const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy("desk", { createHTML: (markup) => markup })
  : { createHTML: (markup) => markup };

function refuse() {
  throw new Error("code in an attribute is never run here");
}

export function secure(htmx) {
  htmx.registerExtension("desk-trust", {
    init: (api) => api.initSecurity({ ...wrap(policy) }, refuse, refuse),
  });
}

function wrap(one) {
  return { createHTML: (markup) => one.createHTML(markup), createScript: refuse };
}
