// Outlines the zones that a team declares while its marker is hovered or has the keyboard's focus.
// layer: GeoJSON layer of the teams, each with `zones` (codes); ink: colour of the outline.
(function (layer, ink) {
  "use strict";
  let shown = null;
  function hide() {
    if (shown) shown.remove();
    shown = null;
  }
  function show(codes) {
    hide();
    const wanted = new Set(codes);
    const outlines = [];
    window.map.eachLayer(function (other) {
      const feature = other.feature;
      if (feature && feature.geometry && feature.geometry.type.includes("Polygon")) {
        if (wanted.has(feature.id)) outlines.push(feature);
      }
    });
    if (!outlines.length) return;
    shown = L.geoJSON(outlines, {
      style: { color: ink, weight: 3, fill: false, dashArray: "2 6" },
      interactive: false,
    }).addTo(window.map);
  }
  layer.eachLayer(function (marker) {
    const zones = marker.feature.properties.zones || [];
    marker.on("mouseover", () => show(zones));
    marker.on("mouseout", hide);
    marker.on("remove", hide);
    marker.on("add", function () {
      const element = marker.getElement && marker.getElement();
      if (!element) return;
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", marker.feature.properties.nom);
      element.addEventListener("focus", () => show(zones));
      element.addEventListener("blur", hide);
    });
  });
})
