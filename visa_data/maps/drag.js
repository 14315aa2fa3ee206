// Imagined teams that one drags, or moves with the arrow keys, and proposed sites that answer a click.
// marks: [{marker, circle, kind, rank, name}]. The server is told of each place while the team moves, the last one
// always; it answers beside the map, which is not drawn again before the team is put down.
// heard: when the team was put down that this drawing knows of. What was moved since, on the drawing before, goes on here.
(function (marks, heard) {
  "use strict";
  const PACE = 125, PATIENCE = 1000; // ms between two places told; the most that one waits for the answer to the last
  const SETTLED = 700; // ms without a key, after which the team is put down
  const STEP = 200, LONG_STEP = 1000; // metres
  const METRES_PER_DEGREE = 111195;
  const WAYS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  // Outlives the drawing: the mark that the keyboard moves and its element, the last that moved, where to and when, and
  // what will put it down.
  const state = (window.visaDrag = window.visaDrag || withoutMarks({ focused: "", element: null, moved: null, settle: 0 }));

  // A key that comes after the old drawing has gone and before the new one is there.
  function withoutMarks(kept) {
    document.addEventListener("keydown", function (event) {
      const way = WAYS[event.key];
      const between = kept.element && !kept.element.isConnected && document.activeElement === document.body;
      if (!way || !between || kept.moved.id !== kept.focused) return;
      event.preventDefault();
      kept.moved = { ...kept.moved, at: Date.now(), place: further(kept.moved.place, way, event.shiftKey) };
    });
    return kept;
  }
  function further({ lat, lng }, way, far) {
    const degrees = (far ? LONG_STEP : STEP) / METRES_PER_DEGREE;
    return L.latLng(lat + way[0] * degrees, lng + (way[1] * degrees) / Math.cos((lat * Math.PI) / 180));
  }

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
    const where = (down) => ({
      kind: mark.kind, rank: mark.rank, down, latitude: marker.getLatLng().lat, longitude: marker.getLatLng().lng,
    });
    function moved() {
      circle.setLatLng(marker.getLatLng());
      state.moved = { id, at: Date.now(), place: marker.getLatLng() };
      tellSoon(where(false));
    }
    function putDown() {
      clearTimeout(state.settle);
      state.settle = 0;
      latest = where(true);
      tellNow();
    }
    function settle() {
      clearTimeout(state.settle);
      state.settle = setTimeout(putDown, SETTLED);
    }
    if (state.moved && state.moved.id === id && state.moved.at > heard) {
      marker.setLatLng(state.moved.place);
      circle.setLatLng(state.moved.place);
      settle();
    }
    marker.on("dragstart", () => marker.closeTooltip());
    marker.on("drag", moved);
    marker.on("dragend", putDown);
    marker.on("add", function () {
      const element = marker.getElement();
      element.addEventListener("keydown", function (event) {
        const way = WAYS[event.key];
        if (!way) return;
        event.preventDefault();
        event.stopPropagation();
        const place = further(marker.getLatLng(), way, event.shiftKey);
        marker.setLatLng(place);
        window.map.panInside(place, { padding: [40, 40] });
        state.focused = id;
        state.element = element;
        moved();
        settle();
      });
      element.addEventListener("blur", () => state.settle && putDown());
      if (state.focused === id && document.activeElement === document.body) {
        state.element = element;
        element.focus({ preventScroll: true });
      }
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
