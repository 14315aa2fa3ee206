// Runs once, when the map mounts in its frame: controls named in French, the wheel, the legend, what is outlined.
// `show` then runs each time the drawing or what is asked of it changes; the map itself stays mounted.
(function (map) {
  "use strict";
  const state = (window.visaMap = {
    show, find, reveal, fit,
    bounds: "", home: null, view: null, drawing: null, groups: [], asked: null, chosen: null, outline: null, beside: [], besides: "[]", clicks: 0,
  });
  const container = map.getContainer();
  map.attributionControl.setPrefix(false);
  // Marks and names are moved in their pane, which alone has a layer of its own: hundreds of layers are slow to compose.
  L.Browser.ie3d = true;
  // Streamlit's component names neither its frame nor its language: a screen reader says both.
  document.documentElement.lang = "fr";
  document.title = "Carte";
  if (window.frameElement) window.frameElement.title = "Carte : zones, équipes et ressources";

  // Who asks for less motion goes from a view to the next without seeing the way.
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (still) Object.assign(map.options, { zoomAnimationThreshold: -1, inertia: false });

  // The page scrolls under the wheel; the map zooms once clicked, or with Ctrl.
  let clicked = false;
  const hint = L.DomUtil.create("div", "visa-molette", container);
  hint.setAttribute("aria-hidden", "true");
  hint.textContent = "Ctrl + molette pour zoomer, ou cliquez d'abord sur la carte";
  let fading = 0;
  container.addEventListener("pointerdown", () => (clicked = true));
  container.addEventListener("mouseleave", () => (clicked = false));
  container.addEventListener(
    "wheel",
    function (event) {
      const zooms = clicked || event.ctrlKey;
      map.scrollWheelZoom[zooms ? "enable" : "disable"]();
      hint.classList.toggle("montre", !zooms);
      clearTimeout(fading);
      fading = setTimeout(() => hint.classList.remove("montre"), 1500);
    },
    { capture: true, passive: true },
  );

  const stage = () => window.frameElement && window.frameElement.closest(".visa-scene, [class*='_plein']");
  function fullScreen() {
    const page = window.parent.document;
    if (page.fullscreenElement) page.exitFullscreen();
    else (stage() || document.documentElement).requestFullscreen();
  }

  function button(bar, drawn, name, act) {
    const made = L.DomUtil.create("a", "", bar);
    made.href = "#";
    made.title = name;
    made.setAttribute("role", "button");
    made.setAttribute("aria-label", name);
    made.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${drawn}"/></svg>`;
    L.DomEvent.on(made, "click", L.DomEvent.stop).on(made, "click", act);
    return made;
  }
  const HOUSE = "M3 10 10 4l7 6M5 9v7h10V9";
  const CORNERS = "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4";
  L.control.zoom({ zoomInTitle: "Agrandir la carte", zoomOutTitle: "Réduire la carte" }).addTo(map);
  const Moves = L.Control.extend({
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      button(bar, HOUSE, "Voir tout le territoire", fit);
      button(bar, CORNERS, "Plein écran", fullScreen);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });
  new Moves({ position: "topleft" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);

  // Open where there is room for it, until the reader says otherwise.
  let openedByHand = false;
  const Legend = L.Control.extend({
    onAdd() {
      const box = L.DomUtil.create("details", "visa-legende");
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      box.addEventListener("click", (event) => (openedByHand ||= event.target.parentElement === box));
      new ResizeObserver(fitAgain).observe(box);
      return box;
    },
  });
  const legend = new Legend({ position: "bottomleft" });
  const told = () => (legend.getContainer() && legend.getContainer().isConnected ? legend.getContainer() : null);
  function openLegend() {
    if (told() && !openedByHand) told().open = map.getSize().x >= 560 && map.getSize().y >= 420;
  }
  function tell(html) {
    if (!html) return legend.remove();
    if (!told()) legend.addTo(map);
    if (told().dataset.told === html) return;
    told().dataset.told = html;
    told().innerHTML = `<summary>Légende</summary>${html}`;
    openLegend();
  }

  function fit() {
    // Beside the legend where the map is wide enough for both, else under it.
    const wide = told() && told().open ? told().offsetWidth + 24 : 12;
    map.stop();
    map.fitBounds(JSON.parse(state.bounds), {
      animate: false,
      paddingTopLeft: [wide < map.getSize().x / 3 ? wide : 12, 12],
      paddingBottomRight: [12, 12],
      maxZoom: 15,
    });
    state.home = { center: map.getCenter(), zoom: map.getZoom() };
  }
  // A frame drawn in a hidden tab or later widened fits again, unless the reader has moved the map.
  function fitAgain() {
    if (!state.home || map.getZoom() !== state.home.zoom) return;
    if (map.latLngToContainerPoint(state.home.center).distanceTo(map.getSize().divideBy(2)) < 3) fit();
  }
  // Where the marks of teams would hide the zones, they are dots: half of them would not be told apart anyway.
  const MARK = 26 * 26, MOST_COVERED = 0.08;
  function crowded() {
    const area = state.bounds && JSON.parse(state.bounds).map((corner) => map.latLngToContainerPoint(corner));
    if (!area) return;
    const { x, y } = area[0].subtract(area[1]);
    const covered = (container.querySelectorAll(".visa-equipe").length * MARK) / Math.abs(x * y);
    container.classList.toggle("visa-serre", covered > MOST_COVERED);
  }
  map.on("zoomend resize visa:dessin", crowded);

  // Its style comes after its scripts, its height from the page.
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  map.on("resize", function () {
    openLegend();
    fitAgain();
  });

  const isArea = (layer) => layer.feature && layer.feature.geometry && layer.feature.geometry.type.includes("Polygon");
  const codeOf = (layer) => layer.feature && layer.feature.properties && layer.feature.properties.code;

  /** The layer that bears a code: an area before a point; null when none is drawn. */
  function find(code) {
    let found = null;
    map.eachLayer(function (layer) {
      const its = codeOf(layer);
      if (its === undefined || its === null || String(its) !== String(code)) return;
      if (!found || isArea(layer)) found = layer;
    });
    return found;
  }

  /** Clear of the card that lies over the right of the map. */
  function clearOfCard() {
    const room = state.view && state.view.room < map.getSize().x / 2 ? state.view.room : 0;
    return { paddingTopLeft: [60, 40], paddingBottomRight: [room + 40, 40] };
  }

  /** Bring a point in sight. */
  function reveal(place) {
    map.panInside(place, { ...clearOfCard(), animate: !still });
  }

  function outlined(layer, style) {
    const ink = { color: state.view.ink, fill: false, weight: 4, ...style };
    return L.geoJSON(layer.feature, { style: ink, interactive: false }).addTo(map);
  }

  /** Clear of the legend too, where that leaves room. */
  function clearOfBoth() {
    const around = clearOfCard();
    const wide = told() && told().open ? told().offsetWidth + 30 : 0;
    const left = map.getSize().x - around.paddingBottomRight[0] - wide;
    return left < 200 ? around : { ...around, paddingTopLeft: [Math.max(wide, 60), 40] };
  }

  /** Outline what is compared with the chosen zone, and bring all of them in sight. */
  function compare(codes) {
    state.beside.forEach((one) => one.remove());
    const areas = codes.map(find).filter((layer) => layer && isArea(layer));
    state.beside = areas.map((layer) => outlined(layer, { dashArray: "9 7" }));
    if (!state.beside.length || !state.outline) return;
    const both = L.featureGroup([state.outline, ...state.beside]).getBounds();
    map.fitBounds(both, { ...clearOfBoth(), maxZoom: map.getZoom(), animate: false });
  }

  function outline(code) {
    if (state.outline) state.outline.remove();
    state.outline = null;
    state.chosen = code;
    const layer = code === null ? null : find(code);
    if (!layer) return null;
    if (isArea(layer)) state.outline = outlined(layer);
    return layer;
  }

  function goTo(code, place) {
    const layer = outline(code);
    const area = layer && isArea(layer) ? layer.getBounds() : null;
    const middle = area ? area.getCenter() : place || (layer && layer.getLatLng());
    if (!middle) return;
    const closest = area ? Math.min(map.getBoundsZoom(area.pad(1.5)), 13) : 12;
    map.setView(middle, Math.max(map.getZoom(), closest), { animate: false });
    reveal(middle);
  }

  /**
   * layer: the group that holds the drawing; view: what MapView.script states; draw: adds folium's layers to it.
   */
  function show(layer, view, draw) {
    state.view = view;
    container.dataset.theme = view.theme;
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", view.label);
    document.body.classList.toggle("pleine", view.full);
    map.invalidateSize({ animate: false });
    tell(view.legend);
    // Only a new extent moves the map: recolouring leaves the reader where they are.
    const bounds = JSON.stringify(view.bounds);
    if (state.bounds !== bounds) {
      state.bounds = bounds;
      fit();
    }
    // The component keeps every group it ever added: forget those it has just removed.
    window.feature_group = [];
    if (state.drawing === view.drawing) state.groups.forEach((group) => layer.addLayer(group));
    else {
      draw(layer);
      state.drawing = view.drawing;
      state.groups = layer.getLayers();
    }
    // The component adds it too late to find what it holds.
    map.addLayer(layer);
    map.fire("visa:dessin");
    const asked = state.asked !== view.asked;
    if (asked) {
      state.asked = view.asked;
      if (view.asked) goTo(view.chosen, view.place);
      else outline(view.chosen);
    } else if (state.outline) state.outline.bringToFront();
    const besides = JSON.stringify(view.beside);
    if (state.besides !== besides || (asked && view.beside.length)) compare(view.beside);
    else state.beside.forEach((one) => one.bringToFront());
    state.besides = besides;

    layer.on("click", function (event) {
      const target = event.layer;
      if (target && target.feature) answer(target);
    });
  }

  function answer(target) {
    state.clicks += 1;
    outline(String(codeOf(target)));
    reveal(isArea(target) ? target.getBounds().getCenter() : target.getLatLng());
    // What the server needs is the zone's properties, not its outline; the count tells two clicks apart.
    const told = {
      type: "Feature",
      geometry: null,
      properties: { code: codeOf(target) },
      clicks: state.clicks,
    };
    target.toGeoJSON = () => told;
    // Answer at once. The component would wait 250 ms; it then finds nothing new to send.
    const asked = window.__GLOBAL_DATA__.returned_objects;
    if (asked && asked.length === 1 && asked[0] === "last_active_drawing") {
      window.__GLOBAL_DATA__.previous_data = { last_active_drawing: told };
      window.Streamlit.setComponentValue({ last_active_drawing: told });
    }
  }
})
