# SPDX-License-Identifier: Apache-2.0
"""Invented scans: ellipses as organs and lesions that grow and shrink, as DICOM files of the three patients of the published series.

python3 phantoms.py series FOLDER     scans for a figure: FOLDER/PATIENT/ASSESSMENT.dcm
python3 phantoms.py leaks FOLDER      files in which a planted name stands in every place where names are found
python3 phantoms.py names FOLDER      one scan under several names of patients
python3 phantoms.py hostile FOLDER    truncated, huge and swollen files

Nothing in them is of a person. Needs numpy, pydicom and Pillow (script/bootstrap --readers).
"""
import os
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

# The planted name: in no output may its bytes stand.
NAME = "LEAK-NAME"
CT, MR, PT = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.128"
SC, US = "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.6.1"
SIZE = 384


def ellipse(image, centre, radii, value, edge=1.5, turn=0.0):
    """Fills an ellipse with a soft edge; centre, radii and edge in pixels of an image of 384."""
    scale = image.shape[0] / SIZE
    y, x = np.mgrid[0 : image.shape[0], 0 : image.shape[1]] / scale
    cos, sin = np.cos(turn), np.sin(turn)
    dx, dy = x - centre[0], y - centre[1]
    u, v = (dx * cos + dy * sin) / radii[0], (-dx * sin + dy * cos) / radii[1]
    inside = np.clip((1 - np.sqrt(u * u + v * v)) * min(radii) / edge + 0.5, 0, 1)
    image[:] = image * (1 - inside) + value * inside


def abdomen(lesions, size=SIZE, seed=1, kind="MR"):
    """An axial cut through the liver: lesions as (x, y, radius) in pixels of 384."""
    hu = {"air": -1000, "fat": -100, "soft": 45, "liver": 95, "bone": 420, "lesion": 40, "rim": 125, "vessel": 150, "spleen": 110}
    mr = {"air": 0, "fat": 620, "soft": 260, "liver": 430, "bone": 150, "lesion": 170, "rim": 560, "vessel": 700, "spleen": 330}
    values = mr if kind == "MR" else hu
    image = np.full((size, size), float(values["air"]))
    ellipse(image, (192, 200), (178, 138), values["fat"])
    ellipse(image, (192, 200), (164, 122), values["soft"])
    ellipse(image, (150, 180), (116, 84), values["liver"], turn=-0.25)
    ellipse(image, (262, 150), (50, 34), values["liver"], turn=0.35)
    ellipse(image, (318, 226), (28, 52), values["spleen"], turn=0.3)
    ellipse(image, (268, 190), (40, 30), values["air"] if kind == "CT" else 60, edge=3)
    ellipse(image, (192, 284), (26, 22), values["bone"])
    ellipse(image, (192, 284), (9, 8), values["soft"])
    ellipse(image, (176, 246), (12, 12), values["vessel"])
    ellipse(image, (214, 244), (14, 11), values["vessel"] * 0.9)
    for x, y, radius in [(132, 150, 7), (172, 188, 6), (108, 190, 5), (200, 160, 5)]:
        ellipse(image, (x, y), (radius, radius * 0.7), values["vessel"])
    for x, y, radius in lesions:
        if kind == "CT":
            ellipse(image, (x, y), (radius + 3, radius + 2), values["rim"])
        else:
            ellipse(image, (x, y), (radius + 2.5, radius + 2), values["rim"] * 0.8)
        ellipse(image, (x, y), (radius, radius * 0.92), values["lesion"])
    return noisy(image, 14 if kind == "CT" else 22, seed)


def chest(lesions, size=SIZE, seed=1, kind="CT"):
    """An axial cut through the lungs."""
    image = np.full((size, size), -1000.0)
    ellipse(image, (192, 200), (180, 130), -100)
    ellipse(image, (192, 200), (166, 116), 45)
    ellipse(image, (110, 200), (70, 92), -850, edge=3)
    ellipse(image, (278, 202), (66, 90), -850, edge=3)
    ellipse(image, (206, 172), (56, 48), 60, turn=0.3)
    ellipse(image, (192, 286), (24, 22), 420)
    ellipse(image, (192, 286), (8, 8), 45)
    ellipse(image, (222, 258), (15, 15), 140)
    for x in (72, 320):
        ellipse(image, (x - 28 if x < 192 else x + 28, 210), (6, 20), 380)
    generator = np.random.default_rng(seed)
    for _ in range(26):
        side = generator.choice([(110, 200), (278, 202)])
        x, y = side[0] + generator.normal(0, 26), side[1] + generator.normal(0, 36)
        ellipse(image, (x, y), (2.2, 1.6), -250, turn=generator.uniform(0, 3))
    for x, y, radius in lesions:
        ellipse(image, (x, y), (radius, radius * 0.94), 45)
    return noisy(image, 18, seed)


def thigh(lesion, size=SIZE, seed=1):
    """An axial cut through a thigh by MR."""
    image = np.zeros((size, size))
    ellipse(image, (192, 192), (150, 150), 600)
    ellipse(image, (192, 192), (124, 122), 240)
    ellipse(image, (196, 178), (30, 30), 60)
    ellipse(image, (196, 178), (18, 18), 520)
    for x, y in [(150, 120), (250, 128), (120, 200), (262, 220), (190, 270)]:
        ellipse(image, (x, y), (34, 26), 270)
    if lesion:
        x, y, radius = lesion
        ellipse(image, (x, y), (radius, radius * 0.8), 640)
        ellipse(image, (x, y), (radius * 0.5, radius * 0.4), 200)
    return noisy(image, 22, seed)


def uptake(foci, size=SIZE, seed=1):
    """An axial cut through the pelvis by PET: kBq/mL."""
    image = np.zeros((size, size))
    ellipse(image, (192, 200), (168, 118), 2500, edge=12)
    ellipse(image, (192, 214), (34, 28), 9000, edge=10)
    for x, y, radius in foci:
        ellipse(image, (x, y), (radius, radius), 22000, edge=8)
    return noisy(image, 500, seed)


def noisy(image, deviation, seed):
    return image + np.random.default_rng(seed).normal(0, deviation, image.shape)


def dicom(path, values, kind, modality, date, spacing, window=None, frames=1, patient="P", **fields):
    """Writes a grey image of signed 16 bits."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = kind
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[path])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset(path, {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID, data.SOPInstanceUID = kind, meta.MediaStorageSOPInstanceUID
    data.Modality, data.PatientID, data.PatientName = modality, patient, NAME
    data.StudyDate = data.SeriesDate = data.AcquisitionDate = date
    data.StudyInstanceUID = generate_uid(entropy_srcs=["study", path])
    data.SeriesInstanceUID = generate_uid(entropy_srcs=["series", path])
    data.SeriesNumber, data.SeriesDescription = 3, "phantom"
    pixels = np.clip(np.rint(values), -32768, 32767).astype("<i2")
    data.Rows, data.Columns = pixels.shape[-2:]
    if frames > 1:
        data.NumberOfFrames = frames
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 16, 15, 1
    data.PixelSpacing = [str(spacing), str(spacing)]
    data.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    if modality == "CT":
        data.RescaleSlope, data.RescaleIntercept = "1", "0"
    if window:
        data.WindowCenter, data.WindowWidth = window
    for name, value in fields.items():
        setattr(data, name, value)
    data.PixelData = pixels.tobytes()
    data.save_as(path, enforce_file_format=True)
    return data


def series(folder):
    """The scans of the three patients."""
    def put(patient, name, values, kind, modality, date, spacing, window, **more):
        os.makedirs(f"{folder}/{patient}", exist_ok=True)
        dicom(f"{folder}/{patient}/{name}.dcm", values, kind, modality, date, spacing, window, patient=patient, **more)

    liver = (300, 640)
    put("1", "mri-under-dox-ola", abdomen([(116, 150, 26), (176, 150, 17), (150, 214, 20)], seed=11), MR, "MR", "20170620", 0.98, liver)
    put("1", "mri-after-gem-doc", abdomen([(116, 150, 13), (176, 150, 8), (150, 214, 9)], seed=12), MR, "MR", "20171016", 0.98, liver)
    put("1", "mri-under-maintenance", abdomen([(116, 150, 21), (176, 150, 14), (150, 214, 15), (96, 206, 9), (196, 190, 8)], seed=13), MR, "MR", "20180420", 0.98, liver)
    put("2", "mri-at-presentation", thigh((214, 250, 44), seed=21), MR, "MR", "20140910", 0.6, (320, 700), BodyPartExamined="LEG")
    put("2", "ct-in-follow-up", chest([(92, 160, 8), (296, 240, 10), (120, 250, 6)], seed=22), CT, "CT", "20160302", 0.88, (-500, 1500))
    put("2", "assessment-after-gem-doc", chest([(92, 160, 8), (296, 240, 10), (120, 250, 6)], seed=23), CT, "CT", "20160914", 0.88, (-500, 1500))
    put("2", "ct-under-maintenance", chest([(92, 160, 8), (296, 240, 9), (120, 250, 6)], seed=24), CT, "CT", "20170330", 0.88, (-500, 1500))
    put("2", "progression-under-maintenance", chest([(92, 160, 15), (296, 240, 18), (120, 250, 11), (262, 150, 9)], seed=25), CT, "CT", "20180620", 0.88, (-500, 1500))
    put("3", "pet-ct-in-follow-up", uptake([(120, 190, 15)], seed=31), PT, "PT", "20190304", 1.0, (9000, 18000))
    put("3", "assessment-under-maintenance", chest([(88, 190, 7), (304, 196, 6)], seed=32), CT, "CT", "20201118", 0.88, (-500, 1500))
    put("3", "ct-may-2021", chest([(88, 190, 7), (304, 196, 6)], seed=33), CT, "CT", "20210518", 0.88, (-500, 1500))


def burned(image, words, at=(10, 8), size=16):
    """Burns words into an 8-bit picture."""
    picture = Image.fromarray(image)
    font = ImageFont.truetype("DejaVuSans.ttf", size)
    ImageDraw.Draw(picture).text(at, words, fill=255, font=font)
    return np.array(picture)


def grey(values, level, width):
    return np.clip((values - level) / width * 255 + 127.5, 0, 255).astype("uint8")


def leaks(folder):
    """A name in every place in which names are found."""
    os.makedirs(folder, exist_ok=True)
    clean = grey(abdomen([(120, 170, 20)], seed=5), 300, 640)
    picture = Image.fromarray(clean)
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = NAME, NAME, 1
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (49.0, 1.0, 0.0), "E", (12.0, 6.0, 0.0)
    place[29] = NAME
    picture.convert("RGB").save(f"{folder}/exif.jpg", quality=95, exif=exif, comment=NAME.encode())
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", NAME)
    words.add_text("Comment", NAME, zip=True)
    words.add_itxt("Title", NAME)
    picture.save(f"{folder}/text.png", pnginfo=words, exif=exif, icc_profile=b"\0" * 128 + NAME.encode())
    with open(f"{folder}/text.png", "ab") as file:
        file.write(NAME.encode())
    picture.save(f"{folder}/tags.tif", description=NAME, artist=NAME, software=NAME)
    picture.save(f"{folder}/{NAME}.png")
    # A name that lies under clear pixels.
    hidden = np.dstack([burned(clean, NAME)] * 3 + [np.full(clean.shape, 255, "uint8")])
    hidden[:40, :, 3] = 0
    Image.fromarray(hidden).save(f"{folder}/clear.png")
    Image.fromarray(burned(clean, NAME)).save(f"{folder}/burned.png")
    values = abdomen([(120, 170, 20)], seed=6)
    common = dict(PatientBirthDate="19500101", OtherPatientIDs=NAME, InstitutionName=NAME, ImageComments=NAME)
    data = dicom(f"{folder}/header.dcm", values, MR, "MR", "20200302", 0.9, (300, 640), patient=NAME, **common)
    block = data.private_block(0x0019, NAME, create=True)
    block.add_new(1, "LO", NAME)
    inner = Dataset()
    inner.add_new((0x0010, 0x0010), "PN", NAME)
    block.add_new(2, "SQ", [inner])
    # Words in an overlay.
    overlay = np.zeros(values.shape, "uint8")
    overlay[:40] = burned(overlay[:40].copy(), NAME) > 127
    data.add_new((0x6000, 0x0010), "US", values.shape[0])
    data.add_new((0x6000, 0x0011), "US", values.shape[1])
    data.add_new((0x6000, 0x0040), "CS", "G")
    data.add_new((0x6000, 0x0050), "SS", [1, 1])
    data.add_new((0x6000, 0x0100), "US", 1)
    data.add_new((0x6000, 0x0102), "US", 0)
    data.add_new((0x6000, 0x1500), "LO", NAME)
    data.add_new((0x6000, 0x3000), "OW", np.packbits(overlay.flatten(), bitorder="little").tobytes())
    data.save_as(f"{folder}/header.dcm", enforce_file_format=True)
    dicom(f"{folder}/flagged.dcm", values, MR, "MR", "20200302", 0.9, (300, 640), BurnedInAnnotation="YES")
    dicom(f"{folder}/screen.dcm", values, SC, "OT", "20200302", 0.9, (300, 640), ConversionType="WSD")
    dicom(f"{folder}/ultrasound.dcm", values, US, "US", "20200302", 0.9, (300, 640))
    dicom(f"{folder}/dose.dcm", values, CT, "CT", "20200302", 0.9, (300, 640), ImageType=["DERIVED", "SECONDARY", "SCREEN SAVE"], )
    written = values.copy()
    written[:40] = np.where(burned(np.zeros((40, SIZE), "uint8"), NAME) > 127, 2000, written[:40])
    dicom(f"{folder}/written.dcm", written, MR, "MR", "20200302", 0.9, (300, 640))
    dicom(f"{folder}/head.dcm", values, CT, "CT", "20200302", 0.9, (40, 400), BodyPartExamined="HEAD")


def names(folder):
    """One scan under several names of patients, and one of a modality that is none."""
    os.makedirs(folder, exist_ok=True)
    values = abdomen([(120, 170, 20)], seed=7)
    kinds = {
        "id-01": dict(patient="01", PatientName=""),
        "id-02": dict(patient="02", PatientName=""),
        "name-2": dict(patient="", PatientName="2"),
        "other-2": dict(patient="01", PatientName="", OtherPatientIDs="2"),
        "hospital": dict(patient="47110002", PatientName="Anonymous"),
    }
    for index, (name, fields) in enumerate(kinds.items()):
        dicom(f"{folder}/{name}.dcm", values + index, MR, "MR", "20200302", 0.9, (300, 640), **fields)
    # A text behind a control of a terminal.
    data = dicom(f"{folder}/modality.dcm", values, MR, "MR", "20200302", 0.9, (300, 640), patient="1", PatientName="")
    data.save_as(f"{folder}/modality.dcm", enforce_file_format=True)
    with open(f"{folder}/modality.dcm", "rb") as file:
        bytes_ = file.read()
    start = bytes_.index(b"\x08\x00\x60\x00CS")
    with open(f"{folder}/modality.dcm", "wb") as file:
        file.write(bytes_[:start] + b"\x08\x00\x60\x00CS\x06\x00=A|\x1b[2" + bytes_[start + 10 :])


def png_of(width, height, data, kind=0):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def hostile(folder):
    """Files that ask for more than they have, or are not whole."""
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/gigapixels.png", "wb") as file:
        file.write(png_of(316228, 316228, zlib.compress(b"\0" * 1000)))
    # Two gigabytes of zeros behind a picture of 64 x 64, and as one of 19000 x 5000.
    swollen = zlib.compressobj(9)
    parts = [swollen.compress(b"\0" * 10_000_000) for _ in range(200)] + [swollen.flush()]
    with open(f"{folder}/bomb.png", "wb") as file:
        file.write(png_of(64, 64, b"".join(parts)))
    rows = zlib.compressobj(9)
    parts = [rows.compress(b"\0" * (1 + 2 * 3 * 19_000)) for _ in range(5_000)] + [rows.flush()]
    head = struct.pack(">IIBBBBB", 19_000, 5_000, 16, 2, 0, 0, 0)
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    with open(f"{folder}/large.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"".join(parts)) + chunk(b"IEND", b""))
    whole = png_of(200, 200, zlib.compress(np.random.default_rng(1).integers(0, 255, 200 * 201, "uint8").tobytes()))
    with open(f"{folder}/half.png", "wb") as file:
        file.write(whole[: len(whole) // 2])
    values = abdomen([(120, 170, 20)])
    dicom(f"{folder}/whole.dcm", values, MR, "MR", "20200302", 0.9, (300, 640))
    with open(f"{folder}/whole.dcm", "rb") as file:
        bytes_ = file.read()
    with open(f"{folder}/half.dcm", "wb") as file:
        file.write(bytes_[: len(bytes_) // 2])
    for name, rows, frames in [("gigapixels", 65535, 1), ("frames", 60000, 2_000_000_000)]:
        data = dicom(f"{folder}/{name}.dcm", np.zeros((8, 8)), CT, "CT", "20200302", 0.9)
        data.Rows, data.Columns = rows, rows
        if frames > 1:
            data.NumberOfFrames = frames
        data.save_as(f"{folder}/{name}.dcm", enforce_file_format=True)
    picture = Image.fromarray(grey(values, 300, 640))
    picture.save(f"{folder}/whole.jpg")
    with open(f"{folder}/whole.jpg", "rb") as file:
        bytes_ = file.read()
    with open(f"{folder}/half.jpg", "wb") as file:
        file.write(bytes_[: len(bytes_) // 3])
    start = bytes_.index(b"\xff\xc0")
    with open(f"{folder}/gigapixels.jpg", "wb") as file:
        file.write(bytes_[: start + 5] + b"\xff\xff\xff\xff" + bytes_[start + 9 :])
    tiff = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", 2)
    tiff += struct.pack("<HHII", 256, 4, 1, 316228) + struct.pack("<HHII", 257, 4, 1, 316228) + struct.pack("<I", 0)
    with open(f"{folder}/gigapixels.tif", "wb") as file:
        file.write(tiff)
    for name, content in [("empty.png", b""), ("words.txt", b"no picture at all"), ("head.dcm", b"\0" * 128 + b"DICM")]:
        with open(f"{folder}/{name}", "wb") as file:
            file.write(content)
    # frames: three of two greys each, so that the chosen one can be told.
    frames = np.stack([np.full((32, 32), 100 * (index + 1)) for index in range(3)])
    dicom(f"{folder}/three.dcm", frames, CT, "CT", "20200302", 0.9, (200, 400), frames=3)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("series", "leaks", "names", "hostile"):
        sys.exit(__doc__)
    {"series": series, "leaks": leaks, "names": names, "hostile": hostile}[sys.argv[1]](sys.argv[2])
