// Names of places, as many as can be read: chosen anew at each zoom, the weightiest first, clear of the marks.
// names: [{at: [lat, lon], lines, value, ink, halo}], weightiest first; marks: [[lat, lon, radius in pixels]]; layer: the group they stand in.
(function (layer, names, marks, size) {
  "use strict";
  const map = window.map;
  const measure = document.createElement("canvas").getContext("2d");
  measure.font = `600 ${size}px system-ui, 'Liberation Sans', sans-serif`;
  const boxes = names.map(function (name) {
    const lines = name.value ? name.lines.concat([name.value]) : name.lines;
    return {
      half: Math.max(...lines.map((line) => measure.measureText(line).width)) / 2 + 3,
      tall: (lines.length * size * 1.15) / 2 + 1,
      marker: null,
    };
  });
  const group = L.layerGroup().addTo(layer);

  function written(name, box, down) {
    const text = document.createElement("span");
    text.style.cssText = `font-size:${size}px;color:${name.ink};--halo:${name.halo}`;
    name.lines.forEach(function (line, rank) {
      if (rank) text.append(document.createElement("br"));
      text.append(line);
    });
    if (name.value) {
      const value = document.createElement("b");
      value.textContent = name.value;
      text.append(document.createElement("br"), value);
    }
    return L.marker(name.at, {
      icon: L.divIcon({
        html: text,
        className: "visa-nom",
        iconSize: [box.half * 2, box.tall * 2],
        iconAnchor: [box.half, box.tall - down],
      }),
      interactive: false,
      keyboard: false,
    });
  }

  function place() {
    const room = map.getSize();
    const marked = marks.map(([lat, lon, radius]) => ({ at: map.latLngToContainerPoint([lat, lon]), radius }));
    const taken = [];
    names.forEach(function (name, rank) {
      const box = boxes[rank];
      const at = map.latLngToContainerPoint(name.at);
      let fits = at.x > -box.half && at.y > -box.tall && at.x < room.x + box.half && at.y < room.y + box.tall;
      let down = 0;
      if (fits) {
        for (const mark of marked) {
          if (Math.abs(mark.at.x - at.x) < box.half + mark.radius && Math.abs(mark.at.y - at.y) < box.tall + mark.radius)
            down = Math.max(down, Math.round(mark.at.y - at.y + box.tall + mark.radius));
        }
        fits = taken.every(
          (other) =>
            Math.abs(at.x - other.x) > box.half + other.half || Math.abs(at.y + down - other.y) > box.tall + other.tall,
        );
      }
      if (box.marker && (!fits || box.down !== down)) {
        group.removeLayer(box.marker);
        box.marker = null;
      }
      if (!fits) return;
      taken.push({ x: at.x, y: at.y + down, half: box.half, tall: box.tall });
      if (!box.marker) {
        box.down = down;
        box.marker = written(name, box, down).addTo(group);
      }
    });
  }

  // Listened to while the names are drawn, and no longer.
  group.on("add", () => map.on("moveend zoomend resize", place));
  group.on("remove", () => map.off("moveend zoomend resize", place));
  map.on("moveend zoomend resize", place);
  place();
})
