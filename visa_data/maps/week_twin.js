// The second map of two dates side by side: the same zones, moved and named as on the first, whose clicks are those of the first.
// at: { host, main, given, rank, tooltip, sheetOn, zoneLayer }. Answers with its sheet, which `close` takes away.
(function (at) {
  "use strict";
  const { host, main, given, rank, tooltip, sheetOn, zoneLayer } = at;
  const map = window.map;

  // What surrounds and names the zones, drawn again without its answers; teams and resources stay on the first map.
  function copied(layer) {
    const { color, weight, opacity, fill, fillColor, fillOpacity, dashArray } = layer.options;
    const still = { color, weight, opacity, fill, fillColor, fillOpacity, dashArray };
    if (layer instanceof L.Polygon && layer.feature && !rank.has(layer.feature.properties.code)) {
      return L.geoJSON(layer.feature, { style: still, interactive: false });
    }
    if (layer instanceof L.Marker && !layer.feature) {
      const { html, ...icon } = layer.options.icon.options;
      const again = L.divIcon({ ...icon, html: html instanceof Element ? html.cloneNode(true) : html });
      return L.marker(layer.getLatLng(), { icon: again, interactive: false, keyboard: false });
    }
    return null;
  }

  const side = document.createElement("div");
  side.className = "visa-seconde";
  side.setAttribute("role", "region");
  side.setAttribute("aria-label", "Carte de la seconde date");
  map.getContainer().after(side);
  host.classList.add("visa-deux");
  map.invalidateSize({ animate: false });
  const other = L.map(side, {
    preferCanvas: true,
    zoomControl: false,
    attributionControl: false,
    zoomSnap: map.options.zoomSnap,
    maxZoom: map.getMaxZoom(),
    scrollWheelZoom: false,
    keyboard: false,
    zoomAnimation: false,
    fadeAnimation: false,
  });
  other.setView(map.getCenter(), map.getZoom(), { animate: false });
  map.eachLayer(function (one) {
    const copy = one instanceof L.Marker ? null : copied(one);
    if (copy) copy.addTo(other);
  });
  const features = main.zones.filter(Boolean).map(function (zone) {
    return Object.assign({}, zone.feature, { properties: Object.assign({}, zone.feature.properties) });
  });
  const layer = L.geoJSON(features, { style: { weight: 1 } }).addTo(other);
  layer.bindTooltip((zone) => tooltip(zone.feature.properties), { sticky: true, className: "foliumtooltip" });
  layer.on("mouseover", (event) => event.layer.setStyle({ weight: 3, color: given.colours.ink }));
  layer.on("mouseout", (event) => layer.resetStyle(event.layer));
  // The card of a zone opens from either map.
  const twin = sheetOn(other, layer, other, function (row) {
    main.zones[row].fire("click", { latlng: L.latLng(given.points[row]) }, true);
    // Leaflet opens at a click what only the pointer would close.
    zoneLayer.closeTooltip();
  });
  // Names are chosen anew at each zoom.
  const names = L.layerGroup().addTo(other);
  function renamed() {
    names.clearLayers();
    map.eachLayer(function (one) {
      const copy = one instanceof L.Marker ? copied(one) : null;
      if (copy) names.addLayer(copy);
    });
  }
  const later = () => window.setTimeout(renamed, 0);
  later();
  map.on("moveend zoomend resize", later);
  let leading = null;
  const follow = (from, to) => () => {
    if (leading === to) return;
    leading = from;
    to.setView(from.getCenter(), from.getZoom(), { animate: false });
    leading = null;
  };
  // Whichever is moved leads the other.
  const led = follow(map, other);
  map.on("move zoomend", led);
  other.on("move zoomend", follow(other, map));
  twin.close = function () {
    map.off("move zoomend", led);
    map.off("moveend zoomend resize", later);
    other.remove();
    side.remove();
    host.classList.remove("visa-deux");
  };
  return twin;
})
