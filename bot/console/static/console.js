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
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) event.target.form?.requestSubmit();
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

  const all = document.querySelector("[data-all]");
  if (all) {
    const boxes = [...document.querySelectorAll("[data-row] input[type=checkbox]")];
    all.hidden = false;
    all.addEventListener("click", () => {
      const every = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !every;
    });
  }

  // What is typed for a case outlives the page, in this tab: when another form is sent, a session has ended, a key was wrong.
  const said = () => document.querySelectorAll(".talk .staff, .talk .note").length;
  const keep = (field, ...sentAfter) => sessionStorage.setItem(field.dataset.keep, JSON.stringify([field.value, ...sentAfter]));
  for (const field of document.querySelectorAll("[data-keep]")) {
    const [text, sentAfter] = JSON.parse(sessionStorage.getItem(field.dataset.keep) ?? "[]");
    if (said() > sentAfter) sessionStorage.removeItem(field.dataset.keep);
    else if (text && !field.value) field.value = text;
  }
  document.addEventListener("input", (event) => { if (event.target.matches("[data-keep]")) keep(event.target); });
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[data-keep]");
    if (field) keep(field, said());
    if (event.target.matches("[data-sign-out]")) sessionStorage.clear();
  });

  // A region that follows the server: on news it is fetched again and exchanged; what is being typed is kept.
  const region = document.querySelector("[data-live]");
  if (region && window.EventSource) {
    const note = document.querySelector("[data-live-state]");
    const say = (text) => { if (note) note.textContent = text; };
    let source;
    const stop = (text) => { source?.close(); source = undefined; say(text); };
    const fetched = () => {
      const request = new XMLHttpRequest();
      request.open("GET", region.dataset.page);
      request.responseType = "document";
      request.onload = () => exchange(request.response);
      request.send();
    };
    const start = () => {
      source = new EventSource(region.dataset.live);
      source.onopen = () => say("自动更新中");
      source.onerror = () => say(source.readyState === EventSource.CLOSED ? "不再自动更新，请刷新页面" : "自动更新中断，正在重连");
      source.addEventListener("ended", () => { stop(""); location.reload(); });
      source.addEventListener("replaced", () => stop("开着的页面太多，这一页不再自动更新，请刷新"));
      source.addEventListener("changed", fetched);
    };
    start();
    // A browser keeps six connections to a server at most: pages that nobody looks at hold none.
    document.addEventListener("visibilitychange", () => { stop(""); if (!document.hidden) start(); });
    window.addEventListener("pagehide", () => stop(""));
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
