// Before the first paint: the reader's choice of colours, and that scripts run. Kept on the reader's own device only.
(function (root) {
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("metier-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (error) {
    // Storage may be forbidden; then the system's choice holds.
  }
})(document.documentElement);
