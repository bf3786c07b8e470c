// A field that suggests while somebody types: the combobox of ARIA 1.2. Without it the button beside the field asks.
"use strict";

(() => {
  if (window.vidareChooses) return;
  window.vidareChooses = true;
  const WAIT = 150;
  const LEAST = 1;

  const made = (tag, attributes) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  };

  function begin(box) {
    if (box.dataset.ready) return;
    box.dataset.ready = "yes";
    const input = box.querySelector("input[type=text]");
    const button = box.querySelector("button[name=choose]");
    const list = made("ul", { role: "listbox", id: `${input.id}_list`, class: "choose-list", hidden: "" });
    const said = made("p", { role: "status", class: "ds-sr-only" });
    const label = document.querySelector(`label[for="${input.id}"]`);
    if (label) list.setAttribute("aria-label", label.textContent.trim());
    if (button) button.remove();
    Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    }).forEach(([name, value]) => input.setAttribute(name, value));
    input.parentElement.append(list);
    box.append(said);

    let timer = 0;
    let asked = 0;
    let at = -1;

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const show = (offers) => {
      list.replaceChildren(
        ...offers.map((offer, number) => {
          const option = made("li", { role: "option", id: `${list.id}_${number}`, "aria-selected": "false", dir: "auto" });
          option.dataset.code = offer.code;
          option.dataset.label = offer.label;
          option.textContent = offer.label;
          if (offer.detail) {
            const detail = made("span", { class: "quiet" });
            detail.textContent = ` ${offer.detail}`;
            option.append(detail);
          }
          option.addEventListener("mousedown", (event) => {
            event.preventDefault();
            choose(option);
          });
          return option;
        }),
      );
      at = -1;
      list.hidden = offers.length === 0;
      input.setAttribute("aria-expanded", String(offers.length > 0));
      input.removeAttribute("aria-activedescendant");
      said.textContent = offers.length ? box.dataset.found.replace("#", offers.length) : box.dataset.nothing;
    };

    const ask = async () => {
      const typed = input.value.trim();
      const mine = ++asked;
      if (typed.length < LEAST) {
        close();
        said.textContent = "";
        return;
      }
      try {
        const words = new URLSearchParams({ kind: box.dataset.kind, q: typed });
        const answer = await fetch(`${box.dataset.choose}?${words}`);
        if (mine !== asked || !answer.ok) return;
        const { offers } = await answer.json();
        if (mine === asked && document.activeElement === input) show(offers);
      } catch {
        close();
      }
    };

    const move = (to) => {
      const options = [...list.children];
      if (!options.length) return;
      at = (to + options.length) % options.length;
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    };

    const forget = () => {
      box.querySelectorAll(".choose-offers, .choose-chosen, .choose-row ~ [role=status]:not(.ds-sr-only)").forEach((old) => old.remove());
    };

    const choose = (option) => {
      asked += 1;
      forget();
      input.value = option.dataset.label;
      const line = made("p", { class: "choose-chosen" });
      const code = made("input", { type: "hidden", name: `${box.dataset.name}-code`, value: option.dataset.code });
      const what = made("span", { dir: "auto" });
      what.textContent = `${box.dataset.chosen}: ${option.dataset.label}`;
      const remove = made("button", { type: "button", class: "ds-button", "data-variant": "tertiary", "data-size": "sm" });
      remove.textContent = box.dataset.remove;
      const name = made("span", { class: "ds-sr-only" });
      name.textContent = ` ${option.dataset.label}`;
      remove.append(name);
      remove.addEventListener("click", () => {
        forget();
        input.focus();
      });
      line.append(code, what, remove);
      box.append(line);
      said.textContent = what.textContent;
      close();
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) ask();
        else move(event.key === "ArrowDown" ? at + 1 : Math.max(at, 0) - 1);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && open && at >= 0) {
        event.preventDefault();
        choose(list.children[at]);
      }
    });
  }

  const all = () => document.querySelectorAll("[data-choose]").forEach(begin);
  all();
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:afterSettle", all);
})();
