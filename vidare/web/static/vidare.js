// Small help for pages that work without it: focus on what went wrong, no double sending, a word when the network fails.
"use strict";

function focusErrors(root) {
  const errors = root.querySelector("[data-errors]");
  if (errors) errors.focus();
}

function tell(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  live.textContent = text;
  live.classList.toggle("live-shown", Boolean(text));
}

focusErrors(document);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !event.defaultPrevented) form.dataset.sent = "yes";
});

// A page that the browser brings back from memory can be sent again; a page about people is fetched anew.
window.addEventListener("pageshow", (event) => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  if (event.persisted) window.location.reload();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) delete form.dataset.sent;
});
document.addEventListener("htmx:afterSwap", (event) => {
  tell("");
  focusErrors(event.target);
});
document.addEventListener("htmx:responseError", () => tell(document.body.dataset.failed));
document.addEventListener("htmx:sendError", () => tell(document.body.dataset.offline));

// Open menus close with Escape and when the focus or a click goes elsewhere.
function closeMenus(except) {
  document.querySelectorAll("details.drop[open]").forEach((menu) => {
    if (!menu.contains(except)) menu.open = false;
  });
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.drop[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
// Printing is a button on the page: <button type="button" data-print hidden>; without a script it is not shown.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
