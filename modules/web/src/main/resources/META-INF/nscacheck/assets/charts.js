// Without scripts the figures stand in the table below each chart. This shows the one under the pointer.
(() => {
  const key = row => Number(row.dataset.x);

  // The row of the table whose point is nearest to a place in the picture.
  function nearest(rows, x) {
    return rows.reduce((best, row) => Math.abs(key(row) - x) < Math.abs(key(best) - x) ? row : best);
  }

  function words(row) {
    return [...row.cells].map((cell, i) => i === 0 ? cell.textContent : `${cell.dataset.name} ${cell.textContent}`).join(', ');
  }

  document.querySelectorAll('figure.chart').forEach(figure => {
    const picture = figure.querySelector('svg');
    const pointer = figure.querySelector('.pointer');
    const reading = figure.querySelector('.reading');
    const rows = [...figure.querySelectorAll('tr[data-x]')];
    if (!rows.length) {
      return;
    }
    picture.addEventListener('pointermove', event => {
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
      const row = nearest(rows, place.x);
      pointer.setAttribute('transform', `translate(${row.dataset.x} 0)`);
      pointer.querySelector('circle').setAttribute('cy', row.dataset.y);
      pointer.removeAttribute('visibility');
      reading.textContent = words(row);
    });
    picture.addEventListener('pointerleave', () => {
      pointer.setAttribute('visibility', 'hidden');
      reading.textContent = reading.dataset.idle;
    });
  });
})();
