"""Watercolour: transparent washes on paper that run, pool at their edges and leave the margin bare."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from starter.world.styles.canvas import Canvas, array, blurred, noise, picture, saturated, sheet


def watercolour(canvas: Canvas) -> Image.Image:
    n, k, unit = canvas.size, sheet(canvas), canvas.unit
    image = canvas.image.reduce(2)
    rows, columns = np.mgrid[0:n, 0:n]
    wobble = 7.0 * unit
    dx = (noise(n, 22, k) - 0.5) * wobble + (noise(n, 60, k + 9) - 0.5) * wobble * 0.5
    dy = (noise(n, 22, k + 1) - 0.5) * wobble + (noise(n, 60, k + 8) - 0.5) * wobble * 0.5
    y, x = np.clip(rows + dy, 0, n - 1).astype(np.int32), np.clip(columns + dx, 0, n - 1).astype(np.int32)
    run = Image.fromarray(np.asarray(image)[y, x])
    wash = saturated(0.35 * array(run) + 0.65 * blurred(run.filter(ImageFilter.BoxBlur(1)), 1.6 * unit), 1.15)
    grey = run.convert("L")
    pooled = np.clip(blurred(grey, 3.0 * unit) - blurred(grey, 1.0 * unit), 0, 1)  # pigment gathers on the dark side
    lines = np.abs(array(grey) - blurred(grey, 1.5 * unit))
    thickness = 0.42 + 0.62 * noise(n, 7, k + 2) + 0.22 * noise(n, 26, k + 3) + 4.2 * pooled + 1.6 * lines
    thickness += 0.16 * (noise(n, n, k + 4) - 0.5)
    paper = np.array([0.985, 0.975, 0.945], np.float32) * (1 - 0.05 * noise(n, n // 2, k + 5)[..., None])
    painted = paper * np.clip(wash, 0.06, 1) ** np.clip(thickness, 0.12, 1.5)[..., None]
    border = np.minimum(np.minimum(rows, n - 1 - rows), np.minimum(columns, n - 1 - columns)) / (9.0 * unit)
    bare = np.clip((border - 0.25 - 0.95 * noise(n, 18, k + 6)) * 5.0, 0, 1)[..., None]
    return picture(paper * (1 - bare) + painted * bare)
