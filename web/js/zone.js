// The field of the document check: Enter checks, except at the end of a full
// line that needs another; Esc clears. Readers of zones type and press Enter.

const WIDTHS = { 30: 3, 36: 2, 44: 2 };

export function read() {
  const field = document.querySelector("[data-zone]");
  field?.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") clear(field, event);
    if (event.key === "Enter" && !event.shiftKey && isWhole(field.value)) {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector("button.primary"));
    }
  });
  show(field, document.querySelector("[data-answer]"));
}

// The answer is in sight; at a desk the field is ready for the next document, on a telephone no keyboard opens.
function show(field, answer) {
  if (!answer) return;
  if (matchMedia("(pointer: fine)").matches) {
    field?.focus({ preventScroll: true });
    field?.select();
  }
  answer.scrollIntoView({ block: "start" });
}

function isWhole(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const last = lines.at(-1)?.length ?? 0;
  return !(last in WIDTHS) || lines.length >= WIDTHS[last] || !lines.every((line) => line.length === last);
}

function clear(field, event) {
  event.preventDefault();
  field.value = "";
}
