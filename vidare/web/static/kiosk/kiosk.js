// The door without a network: each touch is kept, sealed, with its time and a key of its own, until it has arrived.
const form = document.getElementById("door");
const say = document.getElementById("say");
const input = document.getElementById("code");
const hello = say.innerHTML;
const network = document.getElementById("network");
const LENGTH = 4, SHOWN = 5000, PATIENCE = 6000, EVERY = 10000;
const language = document.documentElement.lang;

// ── the queue ────────────────────────────────────────────────────────────────────────────────────────────────────
const store = new Promise((resolve, reject) => {
  const asked = indexedDB.open("kiosk", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("touches", { keyPath: "key" });
    asked.result.createObjectStore("keys");
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function inStore(name, mode, work) {
  const db = await store;
  return new Promise((resolve, reject) => {
    const deal = db.transaction(name, mode, { durability: "strict" });
    const asked = work(deal.objectStore(name));
    deal.oncomplete = () => resolve(asked.result);
    deal.onerror = deal.onabort = () => reject(deal.error);
  });
}

// A key that cannot be taken out of this browser: who copies the queue cannot read the codes in it.
async function sealing() {
  const kept = await inStore("keys", "readonly", (keys) => keys.get("seal"));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await inStore("keys", "readwrite", (keys) => keys.put(made, "seal"));
  return made;
}

async function keep(code, touched) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealing(), new TextEncoder().encode(code));
  const touch = { key: crypto.randomUUID(), touched: touched.toISOString(), ahead: ahead(), iv, sealed };
  await inStore("touches", "readwrite", (touches) => touches.add(touch));
  return touch;
}

async function send(touch) {
  const code = new TextDecoder().decode(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: touch.iv }, await sealing(), touch.sealed),
  );
  const body = new URLSearchParams({
    code, key: touch.key, touched: touch.touched, sent: new Date(Date.now() + touch.ahead).toISOString(),
  });
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.csrfmiddlewaretoken.value;
  const answer = await fetch(form.action, {
    method: "POST", body, signal: AbortSignal.timeout(PATIENCE),
    headers: { Accept: "application/json", "X-CSRFToken": token },
  });
  if (!answer.ok && answer.status !== 429) throw new Error(String(answer.status));
  const told = await answer.json();
  if (answer.ok) await inStore("touches", "readwrite", (touches) => touches.delete(touch.key));
  return told;
}

let flushing = false;
async function flush() {
  if (flushing) return;
  flushing = true;
  try {
    await alive();
    for (const touch of await inStore("touches", "readonly", (touches) => touches.getAll())) {
      if (inHand.has(touch.key)) continue;
      if ((await send(touch)).door === "door.wait") break;
    }
    works(true);
  } catch {
    works(false);
  } finally {
    flushing = false;
  }
}

// ── the time: the server's, carried by this clock ────────────────────────────────────────────────────────────────
// A page that was kept is old; only a page that has just come, or an answer, tells what the time is.
function ahead() { return Number(localStorage.getItem("ahead") ?? 0); }
async function alive() {
  const answer = await fetch(form.dataset.alive, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(String(answer.status));
  localStorage.setItem("ahead", String(new Date((await answer.json()).now).getTime() - Date.now()));
}
async function works(yes) {
  network.dataset.kept = await inStore("touches", "readonly", (touches) => touches.count());
  network.textContent = yes ? network.dataset.on : network.dataset.off;
  network.dataset.now = yes ? "on" : "off";
}
function tick() {
  const now = new Date(Date.now() + ahead());
  const told = { timeZone: "Europe/Stockholm" };
  const day = now.toLocaleDateString(language, { ...told, weekday: "long", day: "numeric", month: "long" });
  const time = now.toLocaleTimeString("sv", { ...told, hour: "numeric", minute: "2-digit" }).replace(":", ".");
  document.getElementById("clock").textContent = `${day} ${time}`;
}

// ── the screen ───────────────────────────────────────────────────────────────────────────────────────────────────
const inHand = new Set();
let resting;

function greet() {
  clearTimeout(resting);
  say.innerHTML = hello;
  say.removeAttribute("data-answer");
  dots();
}
function show(door, seat) {
  const template = document.querySelector(`template[data-door="${door}"]`);
  say.replaceChildren(template.content.cloneNode(true));
  if (seat) {
    say.querySelector(".seat-number").textContent = seat;
    say.querySelector(".seat-line").hidden = false;
  }
  say.dataset.answer = door;
  clearTimeout(resting);
  resting = setTimeout(greet, SHOWN);
}
function dots() {
  const row = say.querySelector(".dots");
  if (!row) return;
  const n = Math.min(input.value.length, LENGTH);
  [...row.children].forEach((dot, place) => dot.classList.toggle("dot-on", place < n));
  row.setAttribute("aria-label", document.querySelector("template[data-digits]").dataset.digits.replace("#", n));
}
async function touch(code) {
  if (!code.trim()) return;
  const kept = await keep(code, new Date(Date.now() + ahead()));
  inHand.add(kept.key);
  try {
    const told = await send(kept);
    if (told.door === "door.wait") await inStore("touches", "readwrite", (touches) => touches.delete(kept.key));
    show(told.door, told.seat);
    works(true);
  } catch {
    show("door.kept");
    works(false);
  } finally {
    inHand.delete(kept.key);
  }
}

function arrive() {
  const code = input.value;
  input.value = "";
  dots();
  // Where this browser cannot keep anything the form is sent as it would be without a script.
  touch(code).catch(() => { input.value = code; form.submit(); });
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pressed = event.submitter;
  input.focus();
  if (pressed?.name !== "digit" && pressed?.name !== "erase") return arrive();
  if (say.dataset.answer) greet();
  input.value = pressed.name === "digit" ? (input.value + pressed.value).slice(0, LENGTH) : input.value.slice(0, -1);
  dots();
  // The fourth digit of the pad is the last: one touch less. A reader of cards ends with Enter.
  if (pressed.name === "digit" && input.value.length === LENGTH) arrive();
});
input.addEventListener("input", () => { if (say.dataset.answer) greet(); dots(); });
document.addEventListener("click", (event) => { if (!event.target.closest("button, a")) input.focus(); });
// A reader of cards types wherever it is: what it types before the field has the focus is not lost.
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, button, a") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key.length === 1 || event.key === "Enter") input.focus();
});

if ("serviceWorker" in navigator) navigator.serviceWorker.register(form.dataset.worker, { scope: "/kiosk/" });
addEventListener("online", flush);
// The first page of all comes from the server itself: a touch before the first answer has the right time too.
if (localStorage.getItem("ahead") === null) {
  localStorage.setItem("ahead", String(new Date(form.dataset.now).getTime() - Date.now()));
}
setInterval(flush, EVERY);
setInterval(tick, 1000 * 15);
flush().then(tick);
