# SPDX-License-Identifier: Apache-2.0
"""Invented PET and CT slices whose uptake is known, as DICOM files: nothing in them is of a person.

python3 pet.py FOLDER

70 kg, 1.75 m, male, 350 MBq of F-18; values as of the injection (ADMIN): 1 Bq/ml is an SUV of 70 000 g / 350e6 Bq = 2e-4.
Needs numpy and pydicom (script/bootstrap --readers).
"""
import os
import sys

import numpy as np
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import RLELossless, generate_uid

sys.dont_write_bytecode = True

from phantoms import CT, PT, dicom

FRAME = generate_uid(entropy_srcs=["frame"])
LEVEL = ["1", "0", "0", "0", "1", "0"]


def place(position, spacing, thickness, cosines=LEVEL, frame=FRAME):
    return dict(
        ImagePositionPatient=[str(value) for value in position], ImageOrientationPatient=cosines,
        PixelSpacing=[str(spacing), str(spacing)], SliceThickness=str(thickness), FrameOfReferenceUID=frame)


def pet(path, becquerels, z, slope=1.0, slices=1, **changes):
    """A slice of 64 x 64 pixels of 4 mm and 3 mm thick; None leaves a field out."""
    nuclide = Dataset()
    nuclide.CodeValue, nuclide.CodingSchemeDesignator, nuclide.CodeMeaning = "C-111A1", "SRT", "^18^Fluorine"
    agent = Dataset()
    agent.Radiopharmaceutical, agent.RadiopharmaceuticalStartTime = "FDG", "090000.00"
    agent.RadionuclideTotalDose, agent.RadionuclideHalfLife = "350000000", "6586.2"
    agent.RadionuclideCodeSequence = Sequence([nuclide])
    fields = dict(
        SeriesInstanceUID=generate_uid(entropy_srcs=[path if slices == 1 else os.path.dirname(path)]), PatientWeight="70", PatientSize="1.75", PatientSex="M", PatientAge="061Y",
        SeriesTime="100000.00", AcquisitionTime="100000.00", CorrectedImage=["ATTN", "DECY"], Units="BQML",
        DecayCorrection="ADMIN", NumberOfSlices=slices, RescaleSlope=str(slope), RescaleIntercept="0",
        RadiopharmaceuticalInformationSequence=Sequence([agent]), **place((-126, -126, z), 4, 3))
    fields.update(changes)
    given = {key: value for key, value in fields.items() if value is not None}
    return dicom(path, becquerels / slope, PT, "PT", "20200302", 4, **given)


def sphere(z, centre, radius, inside, around):
    """Values of a slice through a sphere; of a voxel at its edge those of its middle."""
    y, x = np.mgrid[0:64, 0:64] * 4.0 - 126
    within = (x - centre[0]) ** 2 + (y - centre[1]) ** 2 + (z - centre[2]) ** 2 <= radius**2
    return np.where(within, float(inside), float(around))


def main(folder):
    for name in ("series", "gap"):
        os.makedirs(f"{folder}/{name}", exist_ok=True)
    # A sphere of 18 mm round column 32, row 30 of slice 10, with 20 000 Bq/ml in 2000 Bq/ml; each slice has its own slope.
    for index in range(20):
        values = sphere(3.0 * index, (2, -6, 30), 18, 20_000, 2_000)
        for name in ("series",) if index == 11 else ("series", "gap"):
            pet(f"{folder}/{name}/{index:02}.dcm", values, 3 * index, slope=1 + index / 4, slices=20)
    # 1000 Bq/ml a column: SUV 0.2 a column, 7 at column 35.
    ramp = np.tile(np.arange(64) * 1000.0, (64, 1))
    pet(f"{folder}/ramp.dcm", ramp, 0, slope=2.5)
    packed = pet(f"{folder}/packed.dcm", ramp, 0, slope=2.5)
    packed.compress(RLELossless)
    packed.save_as(f"{folder}/packed.dcm", enforce_file_format=True)
    pet(f"{folder}/unsigned.dcm", ramp, 0, slope=2.5, BitsStored=15, HighBit=14, PixelRepresentation=0)
    pet(f"{folder}/nothing.dcm", ramp, 0, slope=2.5, PatientWeight="0", CorrectedImage=["DECY"], PatientSize=None)
    pet(f"{folder}/no-slope.dcm", ramp, 0, slope=2.5, RescaleSlope=None)
    pet(f"{folder}/no-frame.dcm", ramp, 0, slope=2.5, FrameOfReferenceUID=None)
    # CT of 128 x 128 pixels of 2 mm over the same 256 mm: air above, and what is white in any window below.
    values = np.full((128, 128), -1000.0)
    values[64:] = 3000
    turned = ["0.9962", "0.0872", "0", "-0.0872", "0.9962", "0"]
    standing = ["1", "0", "0", "0", "0", "-1"]
    scans = {
        "ct": place((-127, -127, 1), 2, 1), "ct-off": place((-127, -127, 1.6), 2, 1),
        "ct-turned": place((-127, -127, 0), 2, 1, turned), "ct-coronal": place((-127, 0, 127), 2, 1, standing),
        "ct-other": place((-127, -127, 0), 2, 1, frame=generate_uid(entropy_srcs=["other frame"])),
    }
    for name, fields in scans.items():
        dicom(f"{folder}/{name}.dcm", values, CT, "CT", "20200302", 2, (40, 400), **fields)
    dicom(f"{folder}/ct-flagged.dcm", values, CT, "CT", "20200302", 2, (40, 400), BurnedInAnnotation="YES", **scans["ct"])
    dicom(f"{folder}/ct-of-2.dcm", values, CT, "CT", "20200302", 2, (40, 400), patient="2", PatientName="", **scans["ct"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
