// <focal-point data-x="id_focal_x" data-y="id_focal_y">: sets two number fields by a click on the picture inside,
// or by the arrow keys on the point. The numbers stay editable.
customElements.define("focal-point", class extends HTMLElement {
  connectedCallback() {
    this.frame = this.querySelector(".desk-focal__frame");
    this.x = document.getElementById(this.dataset.x);
    this.y = document.getElementById(this.dataset.y);
    if (!this.frame || !this.x || !this.y) return;
    this.point = document.createElement("button");
    this.point.type = "button";
    this.point.className = "desk-focal__point";
    this.frame.append(this.point);
    this.frame.addEventListener("pointerdown", (event) => this.follow(event));
    this.frame.addEventListener("pointermove", (event) => { if (event.buttons & 1) this.follow(event); });
    this.point.addEventListener("keydown", (event) => this.move(event));
    for (const input of [this.x, this.y]) input.addEventListener("input", () => this.show());
    this.show();
  }

  follow(event) {
    event.preventDefault();
    this.point.focus();
    const box = this.frame.getBoundingClientRect();
    this.set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  move(event) {
    const step = event.shiftKey ? 0.1 : 0.01;
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (across === undefined) return;
    event.preventDefault();
    this.set(Number(this.x.value) + across * step, Number(this.y.value) + down * step);
  }

  set(across, down) {
    this.x.value = Math.min(1, Math.max(0, across)).toFixed(3);
    this.y.value = Math.min(1, Math.max(0, down)).toFixed(3);
    for (const input of [this.x, this.y]) input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  show() {
    const percent = (input) => Math.min(100, Math.max(0, Number(input.value) * 100 || 0));
    this.point.style.left = `${percent(this.x)}%`;
    this.point.style.top = `${percent(this.y)}%`;
    this.point.setAttribute("aria-label",
      `Focal point: ${Math.round(percent(this.x))} % from the left, ${Math.round(percent(this.y))} % from the top`);
  }
});
