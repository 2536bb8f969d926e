"use strict";
{
  const script = document.currentScript;
  const events = new EventSource("/-/gebeurtenissen?na=" + script.dataset.bouw);
  events.addEventListener("bouw", () => location.reload());
}
