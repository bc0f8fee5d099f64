"""Does `efface dicom deidentify` leave anything of a header full of made-up names?

Reads {efface, folder, archives} on standard input. Takes pydicom's bundled files, plants names, numbers and
places in their headers at several depths, runs the program, and reads the results with pydicom.
The files of the archives (tar) are taken as they are. Of both, what identified anybody before is
looked for in every output: names, numbers, dates, places, devices, UIDs; and for any private attribute.
Writes {files, written, leaks, pixels, unreadable, uids, uncoded}: lists of what is wrong.
"""
import copy
import json
import pathlib
import struct
import subprocess
import sys
import zlib

import pydicom
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

question = json.load(sys.stdin)
root = pathlib.Path(question["folder"])
planted = [
    "Quillfeather", "Zebedee", "QF-778812", "Wendlebury Infirmary", "Xanthippe", "Ottershaw",
    "19431107", "PQ99ZX", "Thistlewood", "0171-555-0199",
]


def plant(data):
    data.PatientName = "Quillfeather^Zebedee"
    data.PatientID = "QF-778812"
    data.PatientBirthDate = "19431107"
    data.InstitutionName = "Wendlebury Infirmary"
    data.ReferringPhysicianName = "Ottershaw^Xanthippe"
    data.OperatorsName = "Thistlewood"
    data.AccessionNumber = "PQ99ZX"
    data.PatientTelephoneNumbers = "0171-555-0199"
    data.StudyDescription = "Head of Zebedee Quillfeather"
    data.ImageComments = "seen by Thistlewood on 19431107"
    # Attributes that the profile keeps, abused for names.
    data.BodyPartExamined = "QUILLFEATHER"
    data.ContrastBolusIngredient = "ZEBEDEE"
    data.ManufacturerModelName = "scanner of Wendlebury Infirmary"
    block = data.private_block(0x0099, "Wendlebury Infirmary", create=True)
    block.add_new(1, "LO", "Quillfeather^Zebedee")
    block.add_new(2, "OB", b"Quillfeather")
    inner = Dataset()
    inner.PersonName = "Quillfeather^Zebedee"
    inner.CodeMeaning = "as Xanthippe Ottershaw said"
    inner.CodeValue = "1"
    outer = Dataset()
    outer.PatientName = "Quillfeather^Zebedee"
    outer.AnatomicRegionSequence = Sequence([inner])
    data.DerivationCodeSequence = Sequence([outer])
    data.add_new(0x60004000, "LT", "Zebedee Quillfeather")
    data.preamble = (b"Quillfeather" * 11)[:128]


def write_inputs():
    inputs = {}
    (root / "Quillfeather").mkdir(parents=True)
    for number, name in enumerate(sorted((pathlib.Path(pydicom.__file__).parent / "data/test_files").glob("*.dcm"))):
        try:
            data = pydicom.dcmread(name)
            if "SOPInstanceUID" not in data or "TransferSyntaxUID" not in data.file_meta:
                continue
            before.update(identifying(data))
            plant(data)
            # Several bundled files share their identifiers.
            data.SOPInstanceUID = f"1.2.826.0.1.3680043.9.{number + 1}.778812"
            data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
            path = root / "Quillfeather" / f"{number}.dcm"
            data.save_as(path)
            inputs[data.SOPInstanceUID] = copy.deepcopy(pydicom.dcmread(path))
        except Exception:
            continue
    return inputs


before = set()
# Names of pydicom's made-up people and places that are said of something else in other files.
NO_NAMES = {"TOSHIBA", "GE MEDICAL SYSTEMS", "Uncompressed"}


# What the profile takes away wherever it stands, and texts that are long enough to be looked for.
IDENTIFYING = [
    "AccessionNumber", "AdditionalPatientHistory", "DeviceSerialNumber", "InstitutionAddress",
    "InstitutionName", "InstitutionalDepartmentName", "OperatorsName", "OtherPatientIDs",
    "PatientAddress", "PatientBirthDate", "PatientID", "PatientName", "PatientTelephoneNumbers",
    "PerformedProcedureStepID", "PerformingPhysicianName", "PhysiciansOfRecord", "ReferringPhysicianName",
    "RequestingPhysician", "ScheduledPerformingPhysicianName", "StationName", "StudyDescription",
    "SeriesDescription", "ProtocolName", "ImageComments",
]
DATES = ["StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate", "InstanceCreationDate"]


def identifying(data):
    """The texts of `data`, at any depth, that must not be found afterwards."""
    words = set()
    for element in data.iterall():
        text = str(element.value).strip()
        if element.keyword in IDENTIFYING:
            # Zeros and the like stand in many places and name nobody.
            if len(text) >= 6 and len(set(text)) > 2:
                words.add(text)
            if element.VR == "PN":
                parts = text.replace("=", "^").split("^")
                words.update(part for part in parts if len(part) >= 5 and part.isalpha())
        elif element.keyword in DATES and len(text) == 8:
            words.add(text)
        elif element.VR == "UI" and not text.startswith(("1.2.840.10008.", "[")) and len(text) >= 10:
            words.add(text)
    return words


def header_of(path, pixels):
    """The bytes of a file, inflated where they are deflated, without its pixels."""
    data = path.read_bytes()
    if b"1.2.840.10008.1.2.1.99" in data[:1024]:
        end = 144 + struct.unpack("<I", data[140:144])[0]
        data = data[:end] + zlib.decompress(data[end:], -zlib.MAX_WBITS)
    return data.replace(pixels, b"") if pixels else data


def leaks(path, original):
    data = path.read_bytes()
    pixels = original.get("PixelData")
    if pixels:
        data = data.replace(bytes(pixels), b"")
    low = data.lower()
    return [word for word in planted if word.lower().encode() in low]


def unpacked():
    """What stands in the archives' files, which lie beside the others afterwards."""
    words = set()
    for number, archive in enumerate(question.get("archives", [])):
        folder = root / "Quillfeather" / f"archive{number}"
        folder.mkdir(parents=True)
        subprocess.run(["tar", "xf", archive, "-C", folder], check=True)
        for path in sorted(folder.rglob("*")):
            try:
                data = pydicom.dcmread(path, stop_before_pixels=True)
            except Exception:
                continue
            # Several scans share their names of series, so the files themselves decide.
            words |= identifying(data)
    return words


inputs = write_inputs()
before |= unpacked()
arguments = [
    question["efface"], "dicom", "deidentify", str(root / "Quillfeather"), "-o", str(root / "out"),
    "--json",
]
run = subprocess.run(arguments, capture_output=True, text=True)
report = json.loads(run.stdout)
answer = {
    "files": len(inputs), "written": len(report.get("outputs", [])), "leaks": [], "pixels": [],
    "unreadable": [], "uids": [], "uncoded": [],
    "skipped": [skip["reason"] for skip in report.get("skipped", [])],
    "error": report.get("error", ""),
}
originals = {}
for uid, data in inputs.items():
    originals.setdefault((len(data.get("PixelData", b"")), bytes(data.get("PixelData", b""))), []).append(data)
old = set(inputs)
for output in report.get("outputs", []):
    path = root / "out" / output
    if "Quillfeather" in str(output):
        answer["leaks"].append("file name")
    try:
        data = pydicom.dcmread(path)
        list(data.iterall())
    except Exception as error:
        answer["unreadable"].append(f"{output}: {error}")
        continue
    pixels = bytes(data.get("PixelData", b""))
    header = header_of(path, pixels).lower()
    left = [word for word in before - NO_NAMES if word.lower().encode(errors="replace") in header]
    if left:
        answer["leaks"].append(f"{output}: {sorted(left)[:5]} of the originals")
    if any(element.tag.is_private for element in data.iterall()):
        answer["leaks"].append(f"{output}: a private attribute")
    if data.get("PatientIdentityRemoved") != "YES":
        answer["uncoded"].append(output)
    same = originals.get((len(pixels), pixels))
    if not same:
        if not question.get("archives"):
            answer["pixels"].append(output)
        continue
    found = leaks(path, same[0])
    if found:
        answer["leaks"].append(f"{same[0].SOPClassUID.name} {same[0].file_meta.TransferSyntaxUID.name} {output}: {found}")
    if data.SOPInstanceUID in old or data.file_meta.MediaStorageSOPInstanceUID != data.SOPInstanceUID:
        answer["uids"].append(output)
    codes = [item.CodeValue for item in data.get("DeidentificationMethodCodeSequence", [])]
    if codes != ["113100"] or data.get("PatientIdentityRemoved") != "YES":
        answer["uncoded"].append(output)
json.dump(answer, sys.stdout)
