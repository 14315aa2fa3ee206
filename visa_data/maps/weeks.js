// Plays the dates of a figure on the zones of the map, two of them side by side, or what changed between both.
// group: the drawing's; zoneLayer: its zones; given: what `weeks_of` states; Mark: the class of marks.js; css: of the bar;
// parts: week_bar.js, week_change.js and week_twin.js.
(function (group, zoneLayer, given, Mark, css, parts) {
  "use strict";
  const EVERY_MS = 900;
  const map = window.map;
  const container = map.getContainer();
  const host = container.parentElement;
  const { frames, colours, codes } = given;
  const last = frames.length - 1;
  const rank = new Map(codes.map((code, row) => [code, row]));
  // What the reader was looking at outlives a new drawing: another figure, another theme.
  const kept = (window.visaWeeks = window.visaWeeks || { mode: "play", day: null, first: null, second: null });
  if (kept.dispose) kept.dispose();

  function dated(day, otherwise) {
    const found = frames.findIndex((frame) => frame.day === day);
    return found < 0 ? otherwise : found;
  }
  let shown = dated(kept.day, last);
  let first = dated(kept.first, given.compared);
  let second = dated(kept.second, last);
  let timer = null;
  let twin = null;
  let settled = "";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const change = parts.change(given);
  const bar = parts.bar(given, change.difference, {
    play: () => (timer ? pause() : play()),
    step: (by) => step(shown + by),
    go: (place) => (pause(), step(place)),
    turn,
    pick: (which, place) => (which ? (second = place) : (first = place), render()),
  });

  const tooltip = (properties) =>
    '<div style="' + given.tooltip + '"><b>' + properties.nom + "</b><br>" + properties.texte + "</div>";

  // -- sheets: a map with its zones and its marks, painted at a date or with a change

  function sheetOn(on, layer, into, answer) {
    const sheet = { map: on, layer, zones: [], marks: [], style: [], looks: [], outlines: null, echo: null };
    layer.eachLayer(function (zone) {
      const row = rank.get(zone.feature.properties.code);
      if (row === undefined) return;
      sheet.zones[row] = zone;
    });
    // A highlight that ends goes back to the date shown, not to the colours first sent.
    layer.options.style = (feature) => sheet.style[rank.get(feature.properties.code)];
    // Large circles first: the small ones stay under the pointer.
    const largest = codes.map((_, row) => (given.sizes ? Math.max(...given.sizes.map((one) => one[row])) : 0));
    for (const row of codes.map((_, place) => place).sort((a, b) => largest[b] - largest[a])) {
      const zone = sheet.zones[row];
      if (!zone) continue;
      const mark = new Mark(given.points[row], { radius: 0, color: colours.halo, weight: 2, fill: true });
      mark.feature = {
        type: "Feature",
        properties: zone.feature.properties,
        geometry: { type: "Point", coordinates: given.points[row].slice().reverse() },
      };
      mark.bindTooltip(() => tooltip(zone.feature.properties), { sticky: true, className: "foliumtooltip" });
      mark.addTo(into);
      sheet.marks[row] = mark;
      for (const target of [zone, mark]) {
        target.on("mouseover", () => point(sheet, row, true));
        target.on("mouseout", () => point(sheet, row, false));
        if (answer) target.on("click", (event) => answer(row, event));
      }
    }
    return sheet;
  }

  function dress(sheet, row, style, text, mark) {
    const zone = sheet.zones[row];
    if (!zone) return;
    zone.feature.properties.texte = text + given.under[row];
    const was = sheet.style[row];
    // What stays as it is is not drawn again.
    if (!was || was.fillColor !== style.fillColor || was.dashArray !== (style.dashArray || null)) {
      const ground = { color: colours.border, weight: 1, fillOpacity: 0.95, dashArray: null };
      sheet.style[row] = Object.assign(ground, style);
      zone.setStyle(sheet.style[row]);
    }
    const one = sheet.marks[row];
    const looks = JSON.stringify(mark);
    if (sheet.looks[row] === looks) return;
    sheet.looks[row] = looks;
    const plain = { shape: "circle", color: colours.halo, dashArray: null, fillOpacity: given.opacity };
    one.setStyle(Object.assign(plain, mark));
    one.setRadius(mark.radius);
  }

  function freshened(sheet) {
    for (const layer of [sheet.layer, ...sheet.zones, ...sheet.marks]) {
      const open = layer && layer.getTooltip && layer.getTooltip();
      if (open && open.isOpen()) open.update();
    }
  }

  function bare(sheet) {
    if (sheet.outlines) sheet.outlines.remove();
    sheet.outlines = null;
  }

  function paint(sheet, place) {
    const frame = frames[place];
    const hidden = new Set(frame.hidden);
    bare(sheet);
    for (let row = 0; row < codes.length; row += 1) {
      const fill = frame.fill[row];
      const style = fill < 0 ? { fillColor: colours.none, dashArray: "4 4" } : { fillColor: given.fills[fill] };
      const text = given.texts[frame.text[row]] + ", " + frame.day;
      let mark = { radius: 0 };
      if (given.sizes && hidden.has(row)) {
        const radius = given.withheldRadius;
        mark = { radius, fillColor: colours.paper, color: colours.ink, dashArray: "3 3" };
      } else if (given.sizes) {
        mark = { radius: given.sizes[place][row], fillColor: colours.circle };
      }
      dress(sheet, row, style, text, mark);
    }
    freshened(sheet);
  }

  // Paints what differs between two dates, and tells it.
  function compare(sheet, before, after) {
    const found = change.between(before, after);
    bare(sheet);
    found.rows.forEach((one, row) => dress(sheet, row, one.style, one.text, one.mark));
    const outlined = found.changed.filter((row) => sheet.zones[row]).map((row) => sheet.zones[row].feature);
    if (outlined.length) {
      const style = { color: colours.ink, weight: 3.5, fill: false };
      sheet.outlines = L.geoJSON(outlined, { style, interactive: false }).addTo(sheet.map);
    }
    freshened(sheet);
    bar.tell(found.told, found.scale);
  }

  // -- two maps

  // The zone pointed at is outlined and named on the other map too.
  function point(sheet, row, on) {
    const other = twin && (sheet === twin ? main : twin);
    if (!other || !other.zones[row]) return;
    other.zones[row].setStyle(on ? { weight: 3, color: colours.ink } : other.style[row]);
    if (other.echo) other.echo.remove();
    const content = tooltip(other.zones[row].feature.properties);
    const here = { className: "foliumtooltip", offset: [14, 0], direction: "right" };
    other.echo = on ? L.tooltip(here).setLatLng(given.points[row]).setContent(content).addTo(other.map) : null;
  }

  function unsplit() {
    if (!twin) return;
    const closed = twin;
    twin = null;
    closed.close();
    bare(main);
    if (main.echo) main.echo.remove();
    map.invalidateSize({ animate: false });
  }

  // -- what is shown

  function render() {
    Object.assign(kept, { day: frames[shown].day, first: frames[first].day, second: frames[second].day });
    bar.show(shown, [first, second]);
    if (kept.mode === "play") paint(main, shown);
    if (kept.mode === "side") {
      paint(main, first);
      paint(twin, second);
    }
    if (kept.mode === "change") compare(main, first, second);
    settle();
  }

  function step(place) {
    shown = Math.min(last, Math.max(0, place));
    if (timer && shown === last) pause();
    render();
  }

  // Where the device asks for less motion, one date at each press.
  function play() {
    const from = shown === last ? 0 : shown;
    if (calm.matches) return step(from === shown ? shown + 1 : from);
    timer = window.setInterval(() => step(shown + 1), EVERY_MS);
    bar.playing(true);
    step(from);
  }

  function pause() {
    if (!timer) return;
    window.clearInterval(timer);
    timer = null;
    bar.playing(false);
  }

  function calmed() {
    pause();
    bar.calm(calm.matches);
    settle();
  }

  function turn(mode) {
    pause();
    kept.mode = mode;
    bar.turned(mode);
    if (mode === "side" && !twin) {
      twin = parts.twin({ host, main, given, rank, tooltip, sheetOn, zoneLayer });
    }
    if (mode !== "side") unsplit();
    render();
  }

  // The bar takes its height from the map's: nothing is hidden under it.
  function settle() {
    const height = bar.root.offsetHeight + "px " + host.clientWidth + (twin ? " 2" : " 1");
    if (settled === height) return;
    settled = height;
    host.style.setProperty("--barre", bar.root.offsetHeight + "px");
    if (twin) twin.map.invalidateSize({ animate: false, pan: false });
    map.invalidateSize({ animate: false });
    if (twin) twin.map.setView(map.getCenter(), map.getZoom(), { animate: false });
  }

  // Clear of the card that lies over the right of the map.
  function clear() {
    window.setTimeout(function () {
      const { chosen, view } = window.visaMap;
      const covered = chosen !== null && view && view.room < host.clientWidth / 2 ? view.room : 0;
      bar.root.style.paddingRight = covered ? covered + 20 + "px" : "";
      settle();
    }, 0);
  }

  kept.dispose = function () {
    pause();
    unsplit();
    bare(main);
    bar.root.remove();
    style.remove();
    calm.removeEventListener("change", calmed);
    host.classList.remove("visa-semaines-hote");
    window.removeEventListener("resize", settle);
    map.off("visa:dessin click", clear);
    map.invalidateSize({ animate: false });
    kept.dispose = null;
  };
  const disposed = kept.dispose;

  const main = sheetOn(map, zoneLayer, group, null);
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  host.classList.add("visa-semaines-hote");
  host.append(bar.root);
  for (const [name, colour] of Object.entries(given.bar)) host.style.setProperty("--" + name, colour);
  window.addEventListener("resize", settle);
  map.on("visa:dessin click", clear);
  group.on("click", clear);
  // The component takes the drawing away and puts it back when only the card changed: what plays stays.
  group.on("remove", function () {
    window.setTimeout(() => kept.dispose === disposed && !map.hasLayer(group) && disposed(), 0);
  });
  calm.addEventListener("change", calmed);
  bar.calm(calm.matches);
  turn(kept.mode);
  clear();
})
