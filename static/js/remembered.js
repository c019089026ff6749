// Runs before anything is drawn, so that nothing moves or flashes: says that there is script, and what the reader has
// chosen on this device. Where storage is closed to us, nothing has been chosen.
{
  const root = document.documentElement;
  const known = { theme: ["light", "dark"], density: ["headlines"] };
  root.dataset.script = "on";
  try {
    for (const [name, values] of Object.entries(known)) {
      const value = localStorage.getItem(name);
      if (values.includes(value)) root.dataset[name] = value;
    }
  } catch { /* a page without memory is a page all the same */ }
}
