// The body editor of a story: it has a name for those who hear the page, its buttons are called what a newsroom calls
// them, a new story begins in its headline, and Enter there goes on to the standfirst instead of breaking the line.
const storyBodyButtons = {
  paragraph: "Paragraph", heading2: "Crosshead", heading3: "Small crosshead", bulletList: "List",
  orderedList: "Numbered list", blockquote: "Quote", bold: "Bold", italic: "Italic", link: "Link",
  unlink: "Remove the link", "history:undo": "Undo", "history:redo": "Redo", html: "Edit the HTML",
};
document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  const text = editor.view.dom;
  text.setAttribute("aria-label", "Text");
  text.setAttribute("aria-multiline", "true");
  const name = () => {
    for (const button of text.closest(".prose-editor").querySelectorAll(".prose-menubar__button[data-name]")) {
      const called = storyBodyButtons[button.dataset.name];
      if (called) { button.title = called; button.setAttribute("aria-label", called); }
    }
  };
  name();
  // The buttons may come a moment after the text.
  editor.on("create", name);
  setTimeout(name, 0);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "id_headline" || event.isComposing) return;
  event.preventDefault();
  document.getElementById("id_standfirst")?.focus();
});
// On load, not before: until Alpine has started, Unfold hides the page, and what is hidden takes no focus.
window.addEventListener("load", () => {
  const isNew = document.querySelector("#django-admin-form-add-constants[data-model-name]");
  if (isNew && document.activeElement === document.body) document.getElementById("id_headline")?.focus();
});
