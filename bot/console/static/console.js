// A little help for those who have it: keys, live regions, drafts. Everything works without.
"use strict";
(() => {
  const keys = document.getElementById("keys");
  const opener = document.querySelector("[data-keys]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => keys.showModal());
  }
  const typing = (event) => event.ctrlKey || event.metaKey || event.altKey
    || event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog[open]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("input, textarea")) event.target.blur();
    if (typing(event)) return;
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const marked = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (event.key === "?" && keys) keys.showModal();
    else if (event.key === "j" && rows.length) rows[Math.min(at + 1, rows.length - 1)].querySelector("a").focus();
    else if (event.key === "k" && rows.length) rows[Math.max(at - 1, 0)].querySelector("a").focus();
    else if (event.key === "x" && at >= 0) rows[at].querySelector("input[type=checkbox]")?.click();
    else if (marked && marked.matches("input, textarea")) marked.focus();
    else if (marked) marked.click();
    else return;
    event.preventDefault();
  });

  // A region that follows the server: on news it is fetched again and exchanged; what is being typed is kept.
  const region = document.querySelector("[data-live]");
  if (region && window.EventSource) {
    const note = document.querySelector("[data-live-state]");
    const source = new EventSource(region.dataset.live);
    const say = (text) => { if (note) note.textContent = text; };
    source.onopen = () => say("自动更新中");
    source.onerror = () => say("自动更新中断，正在重连；也可以刷新页面");
    source.addEventListener("ended", () => { source.close(); location.reload(); });
    source.addEventListener("changed", () => {
      const request = new XMLHttpRequest();
      request.open("GET", region.dataset.page);
      request.responseType = "document";
      request.onload = () => exchange(request.response);
      request.send();
    });
    window.addEventListener("pagehide", () => source.close());
  }
  const exchange = (fresh) => {
    if (!fresh) return;
    for (const old of document.querySelectorAll("[data-part]")) {
      const next = fresh.querySelector(`[data-part="${CSS.escape(old.dataset.part)}"]`);
      const written = [...old.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue);
      if (!next || written || old.querySelector("[role=alert]")) continue;
      old.replaceWith(document.adoptNode(next));
    }
  };
})();
