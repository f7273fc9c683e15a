# SPDX-License-Identifier: Apache-2.0
"""Prints what pydicom reads of its own test files, a line of JSON each: size, spacing, modality, date, and the mean after windowing by the formula of PS3.3 C.11.2.1.2.1.

python3 agreement.py LEVEL WIDTH
"""
import json
import os
import sys
import warnings

import numpy as np
import pydicom
from pydicom.pixels import apply_modality_lut, convert_color_space

warnings.simplefilter("ignore")
LEVEL, WIDTH = float(sys.argv[1]), float(sys.argv[2])
folder = os.path.join(os.path.dirname(pydicom.__file__), "data", "test_files")
for name in sorted(os.listdir(folder)):
    if not name.endswith(".dcm"):
        continue
    path = os.path.join(folder, name)
    try:
        data = pydicom.dcmread(path)
        pixels = data.pixel_array
    except Exception:
        continue
    if int(data.get("NumberOfFrames") or 1) > 1:
        pixels = pixels[0]
    spacing = [float(value) for value in data.get("PixelSpacing") or []] or None
    dates = [str(data.get(key) or "").replace(".", "") for key in ("AcquisitionDate", "AcquisitionDateTime", "SeriesDate", "StudyDate")]
    date = next((text[:8] for text in dates if len(text) >= 8), None)
    if data.SamplesPerPixel == 1 and data.PhotometricInterpretation in ("MONOCHROME1", "MONOCHROME2"):
        values = apply_modality_lut(pixels, data).astype(float)
        grey = np.clip(((values - (LEVEL - 0.5)) / (WIDTH - 1) + 0.5) * 255, 0, 255)
        if data.PhotometricInterpretation == "MONOCHROME1":
            grey = 255 - grey
        mean = float(grey.mean())
    else:
        mean = None
    print(json.dumps({
        "file": path, "rows": int(data.Rows), "columns": int(data.Columns), "spacing": spacing,
        "modality": str(data.get("Modality") or "") or None, "date": date, "mean": mean}))
