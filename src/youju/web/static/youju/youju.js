// What every page does: ask for the password in place when the sign-in has expired, and fill in a form that was kept.
"use strict";

const waiting = [];

document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status !== 401) return;
  event.preventDefault();
  waiting.push(event.detail.requestConfig);
  const dialog = document.getElementById("sign-in");
  if (dialog.open) return;
  htmx.ajax("GET", document.body.dataset.signIn, { target: "#sign-in", swap: "innerHTML" }).then(() => dialog.showModal());
});

// After signing in the token of the page is a new one: it comes with the cookie's page, so the page asks for it once.
document.addEventListener("signed-in", async () => {
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
  const token = JSON.parse(page.body.getAttribute("hx-headers"))["X-CSRFToken"];
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
  document.getElementById("sign-in").close();
  while (waiting.length) {
    const request = waiting.shift();
    htmx.ajax(request.verb, request.path, { source: request.elt, target: request.target, values: Object.fromEntries(request.formData || []) });
  }
});

document.addEventListener("DOMContentLoaded", () => {
  const kept = document.getElementById("kept-form");
  if (!kept) return;
  const fields = JSON.parse(kept.textContent);
  for (const [name, values] of Object.entries(fields)) {
    document.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((input, index) => {
      if (input.type === "hidden" || input.type === "file") return;
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (values[index] !== undefined) input.value = values[index];
    });
  }
});
