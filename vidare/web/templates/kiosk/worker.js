// Keeps the kiosk's page and its parts, so that the screen starts without a network.
const KEPT = "kiosk-1";
const PARTS = [
  "{% url 'kiosk' %}", "{% static 'kiosk/kiosk.js' %}", "{% static 'vidare.css' %}", "{% static 'built/design.css' %}",
  "{% static 'built/design.js' %}", "{% static 'vidare.js' %}", "{% static 'django_htmx/htmx-2.min.js' %}",
  "{% static 'print.css' %}", "{% static 'mark.svg' %}", "{% static 'built/icons.svg' %}",
];
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(PARTS)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.url.endsWith("{% url 'kiosk-alive' %}")) return;
  event.respondWith(
    fetch(request).then((answer) => {
      // A program in trouble is as good as none: the page that was kept takes check-ins, the page of trouble does not.
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.ok && !answer.redirected) {
        const copy = answer.clone();
        event.waitUntil(caches.open(KEPT).then((kept) => kept.put(request, copy)));
      }
      return answer;
    }).catch(async () => (await caches.match(request, { ignoreVary: true })) || Response.error()),
  );
});
