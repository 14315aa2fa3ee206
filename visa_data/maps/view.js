// Runs inside the map's frame each time the drawing changes; the map itself stays mounted.
// layer: the group that holds the drawing; view: what MapView.script states; draw: adds folium's layers to it.
(function (layer, view, draw) {
  "use strict";
  const map = window.map;
  const state = (window.visaMap = window.visaMap || { clicks: 0, bounds: "", home: null, outline: null });

  const container = map.getContainer();
  container.dataset.theme = view.theme;
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", view.label);
  map.attributionControl.setPrefix(false);

  function fit() {
    map.fitBounds(JSON.parse(state.bounds), { animate: false, padding: [12, 12], maxZoom: 15 });
    state.home = { center: map.getCenter(), zoom: map.getZoom() };
  }

  // Only a new extent moves the map: recolouring leaves the reader where they are.
  const bounds = JSON.stringify(view.bounds);
  if (state.bounds !== bounds) {
    state.bounds = bounds;
    if (state.outline) state.outline.remove();
    state.outline = null;
    fit();
  }
  if (!state.listening) {
    state.listening = true;
    // A frame drawn in a hidden tab or later widened fits again, unless the reader has moved the map.
    map.on("resize", function () {
      const moved = map.latLngToContainerPoint(state.home.center).distanceTo(map.getSize().divideBy(2));
      if (map.getZoom() === state.home.zoom && moved < 3) fit();
    });
  }

  // The component keeps every group it ever added: forget those it has just removed.
  window.feature_group = [];
  draw(layer);
  if (state.outline) state.outline.bringToFront();

  layer.on("click", function (event) {
    const target = event.layer;
    if (!target || !target.feature) return;
    state.clicks += 1;
    if (state.outline) state.outline.remove();
    state.outline = L.geoJSON(target.feature, {
      filter: (feature) => feature.geometry && feature.geometry.type.includes("Polygon"),
      style: { color: view.ink, fill: false, weight: 4 },
      interactive: false,
    }).addTo(map);
    // What the server needs is the zone's properties, not its outline; the count tells two clicks apart.
    const clicked = {
      type: "Feature",
      geometry: null,
      properties: target.feature.properties,
      clicks: state.clicks,
    };
    target.toGeoJSON = () => clicked;
    // Answer at once. The component would wait 250 ms; it then finds nothing new to send.
    const asked = window.__GLOBAL_DATA__.returned_objects;
    if (asked && asked.length === 1 && asked[0] === "last_active_drawing") {
      window.__GLOBAL_DATA__.previous_data = { last_active_drawing: clicked };
      window.Streamlit.setComponentValue({ last_active_drawing: clicked });
    }
  });
})
