// For editors: the preview follows what is typed, and nothing typed is lost by leaving the page.
"use strict";
(() => {
  const form = document.querySelector("form[data-look]");
  if (!form) return;
  const note = document.querySelector("[data-look-state]");
  let pending, request, sending = false;
  const boxes = [...form.elements].filter((each) => each.matches("input:not([type=hidden]), textarea") && each.name !== "question");
  const changed = () => boxes.some((each) => each.value !== each.defaultValue || each.checked !== each.defaultChecked);

  const show = (fresh) => {
    for (const old of document.querySelectorAll("[data-part]")) {
      const next = fresh?.querySelector(`[data-part="${CSS.escape(old.dataset.part)}"]`);
      if (next && !("stale" in next.dataset)) old.replaceWith(document.adoptNode(next));
    }
  };
  const look = () => {
    request?.abort();
    request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action"));
    request.responseType = "document";
    const typed = new URLSearchParams(new FormData(form));
    typed.set("do", "look");
    typed.delete("question");
    request.onload = () => { show(request.response); note.textContent = "跟着您写的变，还没有存"; };
    request.onerror = () => { note.textContent = "没有连上，预览停在刚才"; };
    request.send(typed);
  };
  form.addEventListener("input", (event) => {
    if (!boxes.includes(event.target)) return;
    clearTimeout(pending);
    pending = setTimeout(look, 400);
  });
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("pageshow", () => { sending = false; });
  window.addEventListener("beforeunload", (event) => { if (!sending && changed()) event.preventDefault(); });
})();
