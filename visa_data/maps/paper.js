// On paper: the territory at the width of the sheet, its legend beside, twice as many points as the screen has. Two maps
// of the weeks are printed as they are seen.
(function (map) {
  "use strict";
  const WIDTH = 695, LEGEND = 215, HEIGHT = 566; // pixels of an A4 sheet within its margins (print.css)
  const container = map.getContainer();
  const retina = L.Browser.retina;
  let seen = null;
  window.addEventListener("beforeprint", function () {
    if (document.querySelector(".visa-deux")) return;
    const legend = container.querySelector(".visa-legende");
    seen = { theme: container.dataset.theme, center: map.getCenter(), zoom: map.getZoom(), style: container.style.cssText, open: legend && legend.open };
    L.Browser.retina = true;
    // Paper is white: the legend in the inks of the light ground. The fills stay those that it names.
    container.dataset.theme = "light";
    container.style.setProperty("width", `${legend ? WIDTH - LEGEND : WIDTH}px`, "important");
    container.style.setProperty("height", `${HEIGHT}px`, "important");
    map.stop();
    map.invalidateSize({ animate: false, pan: false });
    // Drawn narrower, the map has just closed it.
    if (legend) legend.open = true;
    map.fitBounds(JSON.parse(window.visaMap.bounds), { animate: false, padding: [6, 6] });
  });
  window.addEventListener("afterprint", function () {
    if (!seen) return;
    const legend = container.querySelector(".visa-legende");
    L.Browser.retina = retina;
    container.dataset.theme = seen.theme;
    container.style.cssText = seen.style;
    if (legend) legend.open = seen.open;
    map.invalidateSize({ animate: false, pan: false });
    map.setView(seen.center, seen.zoom, { animate: false });
    seen = null;
  });
})
