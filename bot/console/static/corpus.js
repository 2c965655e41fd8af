// For editors: the preview follows what is typed, nothing typed is lost by leaving the page, files are dropped anywhere.
"use strict";
(() => {
  const form = document.querySelector("form[data-look]");
  if (!form) return;
  const note = document.querySelector("[data-look-state]");
  let pending, request, sending = false;
  const boxes = [...form.elements].filter((each) => each.matches("input:not([type=hidden]), textarea") && each.name !== "question");
  const changed = () => "unsaved" in form.dataset || boxes.some((each) => each.value !== each.defaultValue || each.checked !== each.defaultChecked);

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
(() => {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const field = form.querySelector("input[type=file]"), told = form.querySelector("[data-chosen]"), button = form.querySelector("button");
  const label = button.textContent;
  form.querySelector("[data-if-script]").hidden = false;
  const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const line = (tag, text, name) => Object.assign(document.createElement(tag), { textContent: text, className: name ?? "" });

  const wrong = (files, bytes) => {
    if (files.length > form.dataset.most) return `一次最多 ${form.dataset.most} 个文件，您选了 ${files.length} 个。请分几次，或者打成一个 zip。`;
    if (bytes > form.dataset.largest * 0.999) return `加起来有 ${size(bytes)}，一次最多 ${size(+form.dataset.largest)}。请分几次；单个就这么大的请先拆小。`;
    return "";
  };
  const list = () => {
    const files = [...field.files], bytes = files.reduce((sum, each) => sum + each.size, 0), said = wrong(files, bytes);
    field.setCustomValidity(said);
    const names = document.createElement("ul");
    names.append(...files.map((each) => line("li", `${each.name}（${size(each.size)}）`)));
    const head = line("p", said || `要读 ${files.length} 个文件，共 ${size(bytes)}：`, said && "wrong");
    told.replaceChildren(...(files.length ? [head, names] : []));
  };
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  field.addEventListener("change", list);
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    field.files = event.dataTransfer.files;
    list();
    form.scrollIntoView({ block: "center" });
    button.focus();
  });
  form.addEventListener("submit", () => { button.disabled = true; button.textContent = button.dataset.busy; });
  window.addEventListener("pageshow", () => { button.disabled = false; button.textContent = label; list(); });
})();
