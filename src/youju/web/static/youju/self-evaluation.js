// 自评: when a proof has reached the server its input is empty again. A browser says nothing when the file that an input still
// holds is chosen once more, though it may have been mended since.
"use strict";

document.addEventListener("htmx:afterRequest", (event) => {
  const asked = event.detail.requestConfig.elt;
  const input = document.getElementById(asked.dataset.proof || "");
  if (!input) return;
  const status = event.detail.xhr.status;
  const sent = event.detail.requestConfig.formData.get("proof");
  const arrived = event.detail.successful || (status >= 400 && status < 500 && status !== 401); // else it is to be sent again
  if (arrived && sent && sent === input.files[0]) input.value = ""; // else another was chosen meanwhile: it is sent next
  if (!asked.isConnected && document.activeElement === document.body) input.focus(); // the button went with the proof
});
