// Draws circles sized by a count, which answer for their zones. group: receives them; given: what `circles_layer` states;
// Mark: the class of marks.js.
(function (group, given, Mark) {
  "use strict";
  for (const one of given.circles) {
    const style = Object.assign({}, given.style, one.style);
    const mark = new Mark([one.latitude, one.longitude], style);
    mark.feature = {
      type: "Feature",
      properties: one.properties,
      geometry: { type: "Point", coordinates: [one.longitude, one.latitude] },
    };
    const words = "<b>" + one.properties.nom + "</b><br>" + one.properties.texte;
    mark.bindTooltip('<div style="' + given.tooltip + '">' + words + "</div>", {
      sticky: true,
      className: "foliumtooltip",
    });
    mark.on("mouseover", () => mark.setStyle({ weight: style.weight + 1.5 }));
    mark.on("mouseout", () => mark.setStyle({ weight: style.weight }));
    mark.addTo(group);
  }
})
