// 自评: when a proof was sent its input is empty again. A browser says nothing when the file that an input still holds is
// chosen once more, though it may have been mended since.
"use strict";

document.addEventListener("htmx:afterRequest", (event) => {
  const asked = event.detail.requestConfig.elt;
  const input = document.getElementById(asked.dataset.proof || "");
  if (!input) return;
  const sent = event.detail.requestConfig.formData.get("proof");
  if (sent && sent === input.files[0]) input.value = ""; // else another was chosen meanwhile: it is sent next
  if (!asked.isConnected && document.activeElement === document.body) input.focus(); // the button went with the proof
});
