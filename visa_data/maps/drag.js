// Imagined teams that one drags, or moves with the arrow keys, and proposed sites that answer a click.
// marks: [{marker, circle, kind, rank, name}]. The server is told of each place while the team moves, the last one
// always; it answers beside the map, which is not drawn again before the team is put down.
(function (marks) {
  "use strict";
  const PACE = 125, PATIENCE = 1000; // ms between two places told; the most that one waits for the answer to the last
  const SETTLED = 700; // ms without a key, after which the team is put down
  const STEP = 200, LONG_STEP = 1000; // metres
  const METRES_PER_DEGREE = 111195;
  const WAYS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  // Outlives the drawing: the mark that had the keyboard's focus when the map was drawn anew.
  const state = (window.visaDrag = window.visaDrag || { focused: "" });

  function tell(answer) {
    // Beside what the component has sent already, which it would otherwise send again.
    const known = window.__GLOBAL_DATA__.previous_data;
    window.Streamlit.setComponentValue({ ...known, mark: { ...answer, at: Date.now() } });
  }

  // A new place told while the page still answers the last one would stop that answer: on a slow machine, none would come.
  const app = window.parent.document.querySelector("[data-testid='stApp']");
  const answering = () => app !== null && app.dataset.testScriptState === "running";

  let timer = 0, told = 0, latest = null;
  function tellSoon(answer) {
    latest = answer;
    if (!timer) timer = setTimeout(tellWhenHeard, Math.max(0, told + PACE - performance.now()));
  }
  function tellWhenHeard() {
    if (answering() && performance.now() < told + PATIENCE) timer = setTimeout(tellWhenHeard, 20);
    else tellNow();
  }
  function tellNow() {
    clearTimeout(timer);
    timer = 0;
    told = performance.now();
    tell(latest);
  }

  function movable(mark) {
    const { marker, circle } = mark;
    const id = `${mark.kind} ${mark.rank}`;
    let settle = 0;
    const where = (down) => ({
      kind: mark.kind, rank: mark.rank, down, latitude: marker.getLatLng().lat, longitude: marker.getLatLng().lng,
    });
    function putDown() {
      clearTimeout(settle);
      settle = 0;
      latest = where(true);
      tellNow();
    }
    marker.on("dragstart", () => marker.closeTooltip());
    marker.on("drag", function () {
      circle.setLatLng(marker.getLatLng());
      tellSoon(where(false));
    });
    marker.on("dragend", putDown);
    marker.on("add", function () {
      const element = marker.getElement();
      element.addEventListener("keydown", function (event) {
        const way = WAYS[event.key];
        if (!way) return;
        event.preventDefault();
        event.stopPropagation();
        const degrees = (event.shiftKey ? LONG_STEP : STEP) / METRES_PER_DEGREE;
        const { lat, lng } = marker.getLatLng();
        const place = [lat + way[0] * degrees, lng + (way[1] * degrees) / Math.cos((lat * Math.PI) / 180)];
        marker.setLatLng(place);
        circle.setLatLng(place);
        window.map.panInside(place, { padding: [40, 40] });
        state.focused = id;
        tellSoon(where(false));
        clearTimeout(settle);
        settle = setTimeout(putDown, SETTLED);
      });
      element.addEventListener("blur", () => settle && putDown());
      if (state.focused === id && document.activeElement === document.body) element.focus({ preventScroll: true });
    });
  }

  function clickable(mark) {
    const answer = () => tell({ kind: mark.kind, rank: mark.rank, down: true });
    mark.marker.on("click", answer);
    mark.marker.on("add", function () {
      mark.marker.getElement().addEventListener("keydown", function (event) {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        answer();
      });
    });
  }

  for (const mark of marks) {
    mark.marker.on("add", function () {
      mark.marker.getElement().setAttribute("role", "button");
      mark.marker.getElement().setAttribute("aria-label", mark.name);
    });
    (mark.marker.options.draggable ? movable : clickable)(mark);
  }
})
