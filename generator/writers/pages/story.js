// Notes open and close by their links alone; this lets Escape close one, goes back to the very claim
// that it was opened from, and keeps the browser's history short.
let opened = null;
const close = () => {
  const back = opened ?? document.getElementById("c" + location.hash.slice(2));
  opened = null;
  location.replace("#");
  back?.focus();
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.claim, .note a");
  if (!link) return;
  event.preventDefault();
  if (!link.matches(".claim")) return close();
  opened = link;
  location.replace(link.hash);
  document.querySelector(link.hash).focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash.startsWith("#g")) close();
});
