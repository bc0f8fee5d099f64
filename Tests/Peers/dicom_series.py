"""Writes made-up DICOM series, one folder for each kind, into the folder that is named on the command line.

Every voxel is a number drawn from a seed, so that no two slices can be confused. Nobody is in them.
"""

import json
import math
import os
import shutil
import struct
import sys

import gdcm
import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    CTImageStorage, DeflatedExplicitVRLittleEndian, EnhancedCTImageStorage, EnhancedMRImageStorage,
    ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, MRImageStorage,
    PositronEmissionTomographyImageStorage,
)

root = sys.argv[1]
random = np.random.default_rng(20)
CLASSES = {"CT": CTImageStorage, "MR": MRImageStorage, "PT": PositronEmissionTomographyImageStorage}
serial = 0


def picture(rows=12, columns=10, low=0, high=2000, kind=np.int16):
    return random.integers(low, high, (rows, columns)).astype(kind)


def blank(modality, sop_class=None, syntax=ExplicitVRLittleEndian):
    global serial
    serial += 1
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = syntax
    meta.MediaStorageSOPClassUID = sop_class or CLASSES[modality]
    meta.MediaStorageSOPInstanceUID = f"2.25.{1000 + serial}"
    data = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID = meta.MediaStorageSOPClassUID
    data.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    data.StudyInstanceUID, data.FrameOfReferenceUID = "2.25.7", "2.25.9"
    data.Modality, data.Manufacturer, data.PatientName = modality, "SIEMENS", "Nobody"
    data.PatientID, data.PatientPosition, data.SeriesDescription = "0", "HFS", "made up"
    data.StudyDate = data.AcquisitionDate = data.SeriesDate = data.ContentDate = "20200101"
    data.StudyTime = data.AcquisitionTime = data.SeriesTime = data.ContentTime = "120000"
    data.ProtocolName = "made up"
    return data


def fill(data, pixels, stored=None):
    size = pixels.dtype.itemsize * 8
    data.SamplesPerPixel = 1
    if "PhotometricInterpretation" not in data:
        data.PhotometricInterpretation = "MONOCHROME2"
    data.Rows, data.Columns = pixels.shape[-2:]
    data.BitsAllocated, data.BitsStored = size, stored or size
    data.HighBit = data.BitsStored - 1
    data.PixelRepresentation = 1 if pixels.dtype.kind == "i" else 0
    order = ">" if data.file_meta.TransferSyntaxUID == ExplicitVRBigEndian else "<"
    data.PixelData = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
    data["PixelData"].VR = "OW" if size > 8 else "OB"


def decimals(values):
    return [float(f"{value:.6f}") for value in values]


def write(kind, data, name=None):
    folder = os.path.join(root, kind)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name or f"{serial:05d}.dcm")
    if data.file_meta.TransferSyntaxUID == ExplicitVRBigEndian:
        pydicom.dcmwrite(path, data, implicit_vr=False, little_endian=False, force_encoding=True)
    else:
        data.save_as(path, enforce_file_format=True)
    return path


def slice_of(kind, number, position, pixels, modality="CT", series=1, stored=None, name=None,
             orientation=(1, 0, 0, 0, 1, 0), spacing=(1.5, 1.25), syntax=ExplicitVRLittleEndian,
             image_type=("ORIGINAL", "PRIMARY", "AXIAL"), **fields):
    data = blank(modality, syntax=syntax)
    data.SeriesInstanceUID, data.SeriesNumber = f"2.25.8{series}", series
    data.InstanceNumber, data.AcquisitionNumber = number, 1
    data.ImageType = list(image_type)
    data.ImagePositionPatient, data.ImageOrientationPatient = decimals(position), decimals(orientation)
    data.PixelSpacing, data.SliceThickness = list(spacing), 2
    if modality == "CT":
        data.RescaleSlope, data.RescaleIntercept = 1, -1024
    if modality == "MR":
        data.RepetitionTime, data.EchoTime, data.MRAcquisitionType = 10, 3, "2D"
        data.ScanningSequence = "GR"
    for field, value in fields.items():
        setattr(data, field, value)
    fill(data, pixels, stored)
    return write(kind, data, name)


def stack(kind, places=range(0, 12, 2), position=lambda z: (3, -4, z), low=0, high=2000,
          dtype=np.int16, **options):
    """Slices at `places`, written in an order that is not theirs."""
    places = list(places)
    paths = {}
    for index in random.permutation(len(places)):
        paths[index] = slice_of(
            kind, int(index) + 1, position(places[index]),
            picture(low=low, high=high, kind=dtype), **options)
    return [paths[index] for index in sorted(paths)]


def compress(paths, syntax):
    """Rewrites files with the transfer syntax `syntax` of GDCM; copies stay in `<kind>_plain`."""
    for path in paths:
        plain = os.path.dirname(path) + "_plain"
        os.makedirs(plain, exist_ok=True)
        shutil.copy(path, plain)
        reader = gdcm.ImageReader()
        reader.SetFileName(path)
        assert reader.Read()
        change = gdcm.ImageChangeTransferSyntax()
        change.SetTransferSyntax(gdcm.TransferSyntax(syntax))
        change.SetInput(reader.GetImage())
        assert change.Change(), path
        writer = gdcm.ImageWriter()
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        writer.SetFileName(path)
        assert writer.Write()


def csa(elements):
    """A Siemens CSA header of version 2 with elements of text."""
    out = b"SV10\4\3\2\1" + struct.pack("<II", len(elements), 77)
    for name, values in elements.items():
        out += name.encode().ljust(64, b"\0") + struct.pack("<I", len(values)) + b"FD\0\0"
        out += struct.pack("<III", 4, len(values), 77)
        for value in values:
            text = f"{value:.8f}".encode() + b"\0"
            out += struct.pack("<IIII", len(text), len(text), 77, len(text))
            out += text.ljust((len(text) + 3) // 4 * 4, b"\0")
    return out + b"\0" * (len(out) % 2)


def mosaic(kind, count, times, orientation, normal, across):
    for time in range(times):
        pixels = np.zeros((12 * across, 10 * across), np.uint16)
        for tile in range(count):
            row, column = divmod(tile, across)
            pixels[12 * row:12 * row + 12, 10 * column:10 * column + 10] = picture(kind=np.uint16)
        data = blank("MR")
        data.SeriesInstanceUID, data.SeriesNumber = "2.25.81", 1
        data.InstanceNumber, data.AcquisitionNumber = time + 1, time + 1
        data.ImageType = ["ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC"]
        data.ImagePositionPatient = decimals((-60, -70, 20))
        data.ImageOrientationPatient = decimals(orientation)
        data.PixelSpacing, data.SliceThickness, data.SpacingBetweenSlices = [3, 2.5], 3, 3.6
        data.RepetitionTime, data.EchoTime, data.MRAcquisitionType = 2000, 30, "2D"
        data.ScanningSequence, data.SequenceVariant = "EP", "SK"
        data.AcquisitionTime = f"1200{2 * time:02d}"
        block = data.private_block(0x0029, "SIEMENS CSA HEADER", create=True)
        block.add_new(0x10, "OB", csa({
            "NumberOfImagesInMosaic": [count], "SliceNormalVector": list(normal),
            "ProtocolSliceNumber": [0]}))
        fill(data, pixels, 12)
        write(kind, data)


def item(**fields):
    data = Dataset()
    for name, value in fields.items():
        setattr(data, name, value)
    return data


def enhanced(kind, modality, places, times=1, slopes=False, stacks=1, echoes=False,
             components=False, b_values=False):
    """Frames of an enhanced object, place after place within each time."""
    sop_class = EnhancedCTImageStorage if modality == "CT" else EnhancedMRImageStorage
    data = blank(modality, sop_class)
    data.SeriesInstanceUID, data.SeriesNumber, data.InstanceNumber = "2.25.81", 1, 1
    data.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    count = len(places) * times * stacks
    frames = [(time, index) for time in range(times * stacks) for index in range(len(places))]
    data.NumberOfFrames = count
    data.DimensionOrganizationSequence = Sequence([item(DimensionOrganizationUID="2.25.5")])
    data.DimensionIndexSequence = Sequence([
        item(DimensionIndexPointer=0x00209057, FunctionalGroupPointer=0x00209111,
             DimensionOrganizationUID="2.25.5"),
        item(DimensionIndexPointer=0x00209128, FunctionalGroupPointer=0x00209111,
             DimensionOrganizationUID="2.25.5")])
    shared = item(
        PixelMeasuresSequence=Sequence([item(PixelSpacing=[1.5, 1.25], SliceThickness=2)]))
    if modality == "MR":
        shared.MRTimingAndRelatedParametersSequence = Sequence([item(RepetitionTime=10.0)])
        if not echoes:
            shared.MREchoSequence = Sequence([item(EffectiveEchoTime=3.0)])
    if stacks == 1:
        shared.PlaneOrientationSequence = Sequence([
            item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])])
    if not slopes:
        shared.PixelValueTransformationSequence = Sequence([item(
            RescaleIntercept=-1024 if modality == "CT" else 0, RescaleSlope=1, RescaleType="US")])
    data.SharedFunctionalGroupsSequence = Sequence([shared])
    groups = []
    for time, index in frames:
        content = item(
            StackID=str(time + 1) if stacks > 1 else "1", InStackPositionNumber=index + 1,
            TemporalPositionIndex=1 if stacks > 1 or echoes or components or b_values else time + 1,
            DimensionIndexValues=[index + 1, time + 1], FrameAcquisitionDateTime="20200101120000")
        corner = [3, -4, places[index]] if stacks == 1 or time == 0 else [1, places[index], 3]
        group = item(
            FrameContentSequence=Sequence([content]),
            PlanePositionSequence=Sequence([item(ImagePositionPatient=corner)]))
        if stacks > 1:
            group.PlaneOrientationSequence = Sequence([item(
                ImageOrientationPatient=[1, 0, 0, 0, 0, -1] if time else [1, 0, 0, 0, 1, 0])])
        if echoes:
            group.MREchoSequence = Sequence([item(EffectiveEchoTime=3.0 + 4 * time)])
        if components:
            group.MRImageFrameTypeSequence = Sequence([item(
                FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"],
                ComplexImageComponent=["MAGNITUDE", "PHASE"][time])])
        if b_values:
            group.MRDiffusionSequence = Sequence([item(
                DiffusionBValue=500.0 * time,
                DiffusionDirectionality="NONE" if time == 0 else "ISOTROPIC")])
        if slopes:
            group.PixelValueTransformationSequence = Sequence([item(
                RescaleIntercept=0, RescaleSlope=1 + 0.5 * index, RescaleType="US")])
        groups.append(group)
    data.PerFrameFunctionalGroupsSequence = Sequence(groups)
    fill(data, np.stack([picture(kind=np.uint16) for _ in frames]), 12)
    write(kind, data)


def rewritten(path, change):
    data = pydicom.dcmread(path)
    change(data)
    data.save_as(path)


def further_kinds():
    stack("deflated", syntax=DeflatedExplicitVRLittleEndian)
    stack("derived", image_type=("DERIVED", "SECONDARY", "AXIAL"))
    stack("inverted", modality="MR", PhotometricInterpretation="MONOCHROME1")
    stack("prone", orientation=(-1, 0, 0, 0, -1, 0), PatientPosition="HFP")
    stack("feet_first", orientation=(-1, 0, 0, 0, 1, 0), PatientPosition="FFS")
    stack("single", places=[5], modality="MR")
    stack("mr_slope", modality="MR", RescaleSlope=1.75, RescaleIntercept=-3.5)
    # Numbers of instances that say nothing of the order, and numbers that start anywhere.
    for place, number in zip(range(0, 12, 2), [9, 2, 31, 5, 4, 17]):
        slice_of("numbers", number, (3, -4, place), picture(), modality="MR")
    # Two series with the same places, and one of three directions.
    for series in (1, 2):
        stack("two_series", modality="MR", series=series)
    for part, (direction, position) in enumerate([
            ((1, 0, 0, 0, 1, 0), lambda z: (3, -4, z)), ((1, 0, 0, 0, 0, -1), lambda z: (1, z, 3)),
            ((0, 1, 0, 0, 0, -1), lambda z: (z, 2, 3))]):
        for index in range(3):
            slice_of("localizer", 3 * part + index + 1, position(10 * index), picture(),
                     modality="MR", orientation=direction,
                     image_type=("ORIGINAL", "PRIMARY", "LOCALIZER"))
    # At each place one image after the other in time, as functional MR is sorted by some scanners.
    for index in range(4):
        for time in range(3):
            slice_of("time_first", 3 * index + time + 1, (3, -4, 2 * index), picture(),
                     modality="MR", TemporalPositionIdentifier=time + 1,
                     NumberOfTemporalPositions=3, AcquisitionNumber=time + 1)
    for part, word in enumerate(["WATER", "FAT", "IN_PHASE", "OUT_PHASE"]):
        for index in range(4):
            slice_of("dixon", 4 * part + index + 1, (3, -4, 2 * index), picture(), modality="MR",
                     image_type=("DERIVED", "PRIMARY", "DIXON", word))
    for part in range(2):
        for index in range(4):
            path = slice_of("ge_phase", 4 * part + index + 1, (3, -4, 2 * index), picture(),
                            modality="MR", Manufacturer="GE MEDICAL SYSTEMS",
                            image_type=("ORIGINAL", "PRIMARY", "OTHER"))
            rewritten(path, lambda data: data.private_block(
                0x0043, "GEMS_PARM_01", create=True).add_new(0x2F, "SS", part))
    # Pixels of odd length, 8 bits; bits above those that are stored hold an overlay.
    for index in range(5):
        slice_of("odd_length", index + 1, (3, -4, 2 * index),
                 picture(11, 9, high=256, kind=np.uint8), modality="MR")
        marked = picture(high=4096, kind=np.uint16) | random.integers(0, 2, (12, 10)).astype(
            np.uint16) << 15
        slice_of("overlay_bits", index + 1, (3, -4, 2 * index), marked, stored=12)
    # More behind the pixels than there should be.
    for path in stack("padded"):
        rewritten(path, lambda data: data.add_new(0xFFFCFFFC, "OB", b"\0" * 64))
    enhanced("enhanced_stacks", "MR", [0, 2, 4, 6], stacks=2)
    enhanced("enhanced_echoes", "MR", [0, 2, 4, 6], times=2, echoes=True)
    enhanced("enhanced_phase", "MR", [0, 2, 4, 6], times=2, components=True)
    enhanced("enhanced_b_value", "MR", [0, 2, 4, 6], times=3, b_values=True)
    enhanced("enhanced_reversed", "CT", [6, 4, 2, 0])


def main():
    oblique = (0.9659258, 0.258819, 0, -0.2241439, 0.8365163, 0.5)
    normal = np.cross(oblique[:3], oblique[3:])
    stack("ct_unsigned_12", dtype=np.uint16, stored=12)
    stack("ct_signed_16", low=-1500)
    stack("mr_8", modality="MR", dtype=np.uint8, high=256)
    stack("mr_unsigned_16", modality="MR", dtype=np.uint16, high=65536)
    stack("mr_signed_12", modality="MR", low=-2048, high=2048, stored=12)
    stack("mr_oblique", modality="MR", orientation=oblique,
          position=lambda z: tuple(np.array([5, 6, 7]) + z * normal))
    stack("mr_coronal_volume", modality="MR", orientation=(1, 0, 0, 0, 0, -1),
          position=lambda z: (1, z, 3), MRAcquisitionType="3D")
    stack("mr_sagittal_volume", modality="MR", orientation=(0, 1, 0, 0, 0, -1),
          position=lambda z: (z, 2, 3), MRAcquisitionType="3D")
    stack("implicit", syntax=ImplicitVRLittleEndian)
    stack("big_endian", syntax=ExplicitVRBigEndian)
    for path in stack("no_preamble", syntax=ImplicitVRLittleEndian):  # and no meta information
        with open(path, "rb") as file:
            content = file.read()
        length = struct.unpack("<I", content[140:144])[0]
        with open(path, "wb") as file:
            file.write(content[144 + length:])
    compress(stack("rle"), gdcm.TransferSyntax.RLELossless)
    compress(stack("jpeg_lossless", dtype=np.uint16, stored=12),
             gdcm.TransferSyntax.JPEGLosslessProcess14_1)
    compress(stack("jpeg_ls", dtype=np.uint16, stored=12), gdcm.TransferSyntax.JPEGLSLossless)
    compress(stack("jpeg_2000", dtype=np.uint16, stored=12), gdcm.TransferSyntax.JPEG2000Lossless)

    compress(stack("jpeg_lossy", modality="MR", dtype=np.uint8, high=256),
             gdcm.TransferSyntax.JPEGBaselineProcess1)

    # The table moves along z while the gantry leans by 20 degrees, one way and the other.
    for kind, sign in [("tilt_forward", -1), ("tilt_backward", 1)]:
        lean = (1, 0, 0, 0, math.cos(math.radians(20)), sign * math.sin(math.radians(20)))
        stack(kind, orientation=lean, position=lambda z: (0, 0, z), GantryDetectorTilt=-20.0 * sign)
    stack("uneven", places=[0, 1, 2.4, 3.4, 5], modality="MR")
    stack("missing", places=[0, 2, 4, 8, 10], modality="MR")
    stack("duplicate", modality="MR")
    path = slice_of("duplicate", 3, (3, -4, 4), picture(), modality="MR", name="zzz.dcm")
    os.remove(path)  # only the number of this instance is used up
    original = sorted(os.listdir(os.path.join(root, "duplicate")))[0]
    with open(os.path.join(root, "duplicate", original), "rb") as file:
        content = file.read()
    with open(os.path.join(root, "duplicate", "copy.dcm"), "wb") as file:
        file.write(content)

    for index in range(6):
        slice_of("pet", index + 1, (3, -4, 2 * index), picture(high=30000), modality="PT",
                 RescaleSlope=float(f"{0.5 + 0.13 * index:.4f}"), RescaleIntercept=0, Units="BQML")
    for time in range(3):
        for index in range(4):
            slice_of("time", 4 * time + index + 1, (3, -4, 2 * index), picture(), modality="MR",
                     TemporalPositionIdentifier=time + 1, NumberOfTemporalPositions=3)
    for time, b_value in enumerate([0, 500, 1000]):
        for index in range(4):
            slice_of("b_value", 4 * time + index + 1, (3, -4, 2 * index), picture(), modality="MR",
                     DiffusionBValue=float(b_value), AcquisitionNumber=time + 1)
    for echo in range(2):
        for index in range(4):
            slice_of("echoes", 4 * echo + index + 1, (3, -4, 2 * index), picture(), modality="MR",
                     EchoNumbers=echo + 1, EchoTime=4.0 + 3 * echo)
    for part, letter in enumerate("MP"):
        for index in range(4):
            slice_of("phase", 4 * part + index + 1, (3, -4, 2 * index), picture(), modality="MR",
                     image_type=("ORIGINAL", "PRIMARY", letter, "ND"))
    for part, agent in enumerate(["", "Gadovist"]):
        for index in range(4):
            slice_of("contrast", 4 * part + index + 1, (3, -4, 2 * index), picture(),
                     ContrastBolusAgent=agent)

    for index in range(5):
        data_fields = dict(Manufacturer="Philips Medical Systems", RescaleSlope=2.0,
                           RescaleIntercept=-10.0)
        path = slice_of("philips", index + 1, (3, -4, 2 * index), picture(), modality="MR",
                        **data_fields)
        data = pydicom.dcmread(path)
        data.private_block(0x2005, "Philips MR Imaging DD 001", create=True).add_new(
            0x0E, "FL", 0.005)
        data.save_as(path)

    axial = (1, 0, 0, 0, 1, 0)
    mosaic("mosaic", 7, 3, axial, (0, 0, 1), 3)
    mosaic("mosaic_reversed", 4, 2, axial, (0, 0, -1), 2)
    mosaic("mosaic_oblique", 7, 2, oblique, tuple(normal), 3)
    enhanced("enhanced_ct", "CT", [0, 2, 4, 6])
    enhanced("enhanced_slopes", "MR", [0, 2, 4, 6], slopes=True)
    enhanced("enhanced_time", "MR", [0, 2, 4, 6], times=3)
    further_kinds()
    print(json.dumps(sorted(os.listdir(root))))


if __name__ == "__main__":
    main()
