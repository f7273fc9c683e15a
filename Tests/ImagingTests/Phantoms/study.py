# SPDX-License-Identifier: Apache-2.0
"""A copy of the published series with invented scans at its assessments.

python3 study.py VERLAUF SERIES SCANS STUDY

Copies the folder SERIES to STUDY, cleans every scan of SCANS (phantoms.py series) by `verlauf images add`, and writes the lines that it prints into the record.
"""
import os
import re
import shutil
import subprocess
import sys

# What the author adds: marks in pixels, and what is shown.
MORE = {
    "mri-under-dox-ola": ("liver metastases, growing", ["arrow 60,190 to 94,168"], "330x270 at 8,62"),
    "mri-after-gem-doc": ("liver metastases, smaller", ["arrow 66,186 to 102,160"], "330x270 at 8,62"),
    "mri-under-maintenance": ("liver metastases, larger and new", ["arrow 62,188 to 97,166", "circle 96,206 radius 15"], "330x270 at 8,62"),
    "mri-at-presentation": ("tumour at the right femur", ["line 172,250 to 256,250"], None),
    "ct-in-follow-up": ("lung metastases", ["arrow 330,268 to 308,250"], None),
    "assessment-after-gem-doc": ("lung metastases, stable", ["arrow 330,268 to 308,250"], None),
    "ct-under-maintenance": ("lung metastases, stable", ["arrow 330,268 to 307,250"], None),
    "progression-under-maintenance": ("lung metastases, growing", ["arrow 336,280 to 313,258"], None),
    "pet-ct-in-follow-up": ("focus in the right ilium", ["circle 120,190 radius 26"], None),
    "assessment-under-maintenance": ("lung metastases", ["arrow 120,214 to 97,197"], None),
    "ct-may-2021": ("lung metastases, constant", ["arrow 120,214 to 97,197"], None),
}


def main(verlauf, series, scans, study):
    shutil.copytree(series, study)
    for patient in sorted(os.listdir(scans)):
        path = f"{study}/patients/{patient}.yaml"
        for file in sorted(os.listdir(f"{scans}/{patient}")):
            name = file.removesuffix(".dcm")
            shows, marks, crop = MORE[name]
            ran = subprocess.run(
                [verlauf, "images", "add", f"{scans}/{patient}/{file}", "--study", study, "--patient", patient,
                 "--assessment", name, "--shows", shows, "--rights", "invented, CC0", "--confirm", "who made them"],
                capture_output=True, text=True)
            if ran.returncode != 0:
                sys.exit(f"{file}: {ran.stderr}")
            lines = ran.stdout.rstrip("\n").split("\n")
            lines += [f"  crop: {crop}"] if crop else []
            lines += ["  marks:"] + [f"    - {mark}" for mark in marks]
            with open(path, encoding="utf-8") as text:
                record = text.read()
            # At the end of the entry, which begins with `- ` in the course.
            entry = re.search(rf"(?ms)^  - assessment:[^\n]*\n    id: {name}\n.*?(?=^  [-#]|^\S|^\s*$|\Z)", record)
            block = "    images:\n" + "".join(f"      {line}\n" for line in lines)
            record = record[: entry.end()] + block + record[entry.end():]
            with open(path, "w", encoding="utf-8") as text:
                text.write(record)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
