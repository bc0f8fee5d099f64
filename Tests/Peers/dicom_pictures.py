"""Writes made-up DICOM objects that hold colours, indices, single bits, doses or pictures without a place.

Takes the folder as `dicom_series.py` does, one folder in it for each kind.
"""

import numpy as np
from gdcm import TransferSyntax
from pydicom.pixels import convert_color_space
from pydicom.sequence import Sequence
from pydicom.uid import (
    ImplicitVRLittleEndian, MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
    NuclearMedicineImageStorage, RTDoseStorage, SecondaryCaptureImageStorage, SegmentationStorage,
    UltrasoundMultiFrameImageStorage, XRayAngiographicImageStorage,
)

from dicom_series import (
    blank, compress, decimals, fill, item, picture, random, rewritten, slice_of, write,
)


def colours(rows=12, columns=10, smooth=False):
    """Noise, or for what is compressed with loss, slow changes."""
    if not smooth:
        return random.integers(0, 256, (rows, columns, 3)).astype(np.uint8)
    y, x = np.mgrid[:rows, :columns]
    start = random.integers(0, 100, 3)
    return np.stack([start[0] + 5 * x, start[1] + 4 * y, start[2] + 3 * x + 3 * y], -1).astype(np.uint8)


def paint(data, values, photometric="RGB", planes=False):
    """Puts samples (rows, columns, 3) of 8 bits into an object; 4:2:2 shares colour between two columns."""
    data.SamplesPerPixel, data.PhotometricInterpretation = 3, photometric
    data.PlanarConfiguration = 1 if planes else 0
    if photometric == "YBR_FULL_422":
        pairs = values.reshape(values.shape[0], -1, 2, 3)
        values = np.stack([pairs[:, :, 0, 0], pairs[:, :, 1, 0], pairs[:, :, 0, 1], pairs[:, :, 0, 2]], -1)
    elif planes:
        values = values.transpose(2, 0, 1)
    data.PixelData = values.tobytes() + b"\0" * (values.size % 2)
    data["PixelData"].VR = "OB"


def colour_stack(kind, photometric="RGB", planes=False, smooth=False, places=range(0, 10, 2),
                 position=lambda z: (3, -4, z), rows=12, columns=10, **options):
    """Where colours are not coded as red, green and blue, those that pydicom makes are in `<kind>_plain`."""
    paths = []
    for index, place in enumerate(places):
        values = colours(rows, columns, smooth)
        if photometric == "YBR_FULL_422":
            values[:, 1::2, 1:] = values[:, ::2, 1:]
        path = slice_of(kind, index + 1, position(place), values[..., 0], modality="MR", **options)
        rewritten(path, lambda data: paint(data, values, photometric, planes))
        paths.append(path)
        if photometric != "RGB":
            path = slice_of(kind + "_plain", index + 1, position(place), values[..., 0], modality="MR")
            plain = convert_color_space(values, "YBR_FULL", "RGB")
            rewritten(path, lambda data: paint(data, plain))
    return paths


def indexed_stack(kind, stored, entry_bits=16, first=0):
    count = 200
    for index in range(5):
        kind_of_pixel = np.uint8 if stored == 8 else np.uint16
        path = slice_of(kind, index + 1, (3, -4, 2 * index),
                        picture(high=count, kind=kind_of_pixel), modality="MR",
                        PhotometricInterpretation="PALETTE COLOR")

        def change(data):
            generator = np.random.default_rng(7)
            for name in ("Red", "Green", "Blue"):
                setattr(data, f"{name}PaletteColorLookupTableDescriptor", [count, first, entry_bits])
                table = generator.integers(0, 256, count)
                values = table.astype(np.uint8) if entry_bits == 8 else (table * 257).astype("<u2")
                setattr(data, f"{name}PaletteColorLookupTableData", values.tobytes())
                data[f"{name}PaletteColorLookupTableData"].VR = "OW"
            for name in ("Red", "Green", "Blue"):
                data[f"{name}PaletteColorLookupTableDescriptor"].VR = "US"
        rewritten(path, change)


def dose(kind, offsets, kind_of_pixel=np.uint32, modality="RTDOSE",
         orientation=(1, 0, 0, 0, 1, 0), scaling=0.0025):
    data = blank(modality, RTDoseStorage)
    data.SeriesInstanceUID, data.SeriesNumber, data.InstanceNumber = "2.25.81", 1, 1
    data.ImagePositionPatient, data.ImageOrientationPatient = decimals((3, -4, 20)), list(orientation)
    data.PixelSpacing, data.SliceThickness = [1.5, 1.25], None
    data.NumberOfFrames, data.FrameIncrementPointer = len(offsets), 0x3004000C
    data.GridFrameOffsetVector = list(offsets)
    data.DoseUnits, data.DoseType, data.DoseSummationType = "GY", "PHYSICAL", "PLAN"
    data.DoseGridScaling = scaling
    fill(data, np.stack([picture(high=30000, kind=kind_of_pixel) for _ in offsets]))
    write(kind, data)


def segmentation(kind, segments=1):
    data = blank("SEG", SegmentationStorage)
    data.SeriesInstanceUID, data.SeriesNumber, data.InstanceNumber = "2.25.81", 1, 1
    data.ImageType = ["DERIVED", "PRIMARY"]
    places = [0, 2, 4, 6]
    frames = [(segment, place) for segment in range(segments) for place in places]
    data.NumberOfFrames = len(frames)
    data.SharedFunctionalGroupsSequence = Sequence([item(
        PixelMeasuresSequence=Sequence([item(PixelSpacing=[1.5, 1.25], SliceThickness=2)]),
        PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])]))])
    data.PerFrameFunctionalGroupsSequence = Sequence([
        item(PlanePositionSequence=Sequence([item(ImagePositionPatient=[3, -4, place])]),
             SegmentIdentificationSequence=Sequence([item(ReferencedSegmentNumber=segment + 1)]))
        for segment, place in frames])
    bits = random.integers(0, 2, (len(frames), 12, 10)).astype(np.uint8)
    fill(data, bits)
    data.BitsAllocated, data.BitsStored, data.HighBit = 1, 1, 0
    data.PixelData = np.packbits(bits.ravel(), bitorder="little").tobytes()
    data.PixelData += b"\0" * (len(data.PixelData) % 2)
    write(kind, data)


def placeless(kind, modality, sop_class, values, photometric="RGB", frames=1, **fields):
    data = blank(modality, sop_class)
    data.SeriesInstanceUID, data.SeriesNumber, data.InstanceNumber = "2.25.81", 1, 1
    del data.FrameOfReferenceUID, data.PatientPosition
    fill(data, values[..., 0] if values.ndim > 2 + (frames > 1) else values)
    if frames > 1:
        data.NumberOfFrames = frames
    if values.ndim > 2 + (frames > 1):
        data.SamplesPerPixel, data.PhotometricInterpretation, data.PlanarConfiguration = 3, photometric, 0
        data.PixelData = values.tobytes()
    for name, value in fields.items():
        setattr(data, name, value)
    write(kind, data)


def frames(kind, modality="NM", sop_class=NuclearMedicineImageStorage, count=5, number=1,
           orientation=(1, 0, 0, 0, 1, 0), is_in_detector=False, **fields):
    """One object with several frames and one place for all of them."""
    data = blank(modality, sop_class)
    data.SeriesInstanceUID, data.SeriesNumber, data.InstanceNumber = "2.25.81", 1, number
    data.ImageType = ["ORIGINAL", "PRIMARY"]
    place = {"ImagePositionPatient": [3, -4, 20], "ImageOrientationPatient": list(orientation)}
    if is_in_detector:
        place = {"DetectorInformationSequence": Sequence([item(**place)])}
    for name, value in {"PixelSpacing": [1.5, 1.25], "NumberOfFrames": count, **place, **fields}.items():
        setattr(data, name, value)
    fill(data, np.stack([picture(kind=np.uint16) for _ in range(count)]))
    write(kind, data)


def overlaid(kind, groups=(0x6000,), places=range(0, 8, 2), on=None, rows=12, columns=10, origin=(1, 1),
             use="R", position=lambda z: (3, -4, z), **options):
    """Slices with planes of bits on those that `on` names."""
    for index, place in enumerate(places):
        def change(data):
            for group in groups if on is None or index in on else ():
                bits = random.integers(0, 2, (rows, columns)).astype(np.uint8)
                packed = np.packbits(bits.ravel(), bitorder="little").tobytes()
                for element, representation, value in [
                        (0x10, "US", rows), (0x11, "US", columns), (0x40, "CS", use),
                        (0x50, "SS", list(origin)), (0x100, "US", 1), (0x102, "US", 0),
                        (0x3000, "OW", packed + b"\0" * (len(packed) % 2))]:
                    data.add_new((group, element), representation, value)
        rewritten(slice_of(kind, index + 1, position(place), picture(), modality="MR", **options), change)


def main():
    colour_stack("rgb_pixels")
    colour_stack("rgb_planes", planes=True)
    colour_stack("rgb_implicit", syntax=ImplicitVRLittleEndian)
    colour_stack("rgb_odd", rows=11, columns=9)
    colour_stack("rgb_volume", orientation=(1, 0, 0, 0, 0, -1), position=lambda z: (1, z, 3),
                 MRAcquisitionType="3D")
    colour_stack("rgb_single", places=[4])
    colour_stack("ybr_full", photometric="YBR_FULL")
    colour_stack("ybr_full_planes", photometric="YBR_FULL", planes=True)
    colour_stack("ybr_full_422", photometric="YBR_FULL_422")
    compress(colour_stack("rgb_rle"), TransferSyntax.RLELossless)
    compress(colour_stack("rgb_jpeg_lossless"), TransferSyntax.JPEGLosslessProcess14_1)
    compress(colour_stack("rgb_jpeg_ls"), TransferSyntax.JPEGLSLossless)
    paths = colour_stack("ybr_jpeg", smooth=True, rows=16, columns=16)
    compress(paths, TransferSyntax.JPEGBaselineProcess1)
    for path in paths:  # GDCM turns colours into YBR and does not say so
        rewritten(path, lambda data: setattr(data, "PhotometricInterpretation", "YBR_FULL"))
    indexed_stack("palette_8", 8)
    indexed_stack("palette_8_of_8", 8, entry_bits=8)
    indexed_stack("palette_16", 16)
    segmentation("bits")
    segmentation("segments", 2)
    dose("dose", [0, 2, 4, 6])
    dose("dose_16", [0, 2.5, 5], np.uint16)
    dose("dose_absolute", [20, 22, 24])
    dose("dose_downwards", [0, -2, -4])
    dose("dose_uneven", [0, 2, 4, 7])
    dose("dose_coronal", [0, 2, 4], orientation=(1, 0, 0, 0, 0, -1))
    placeless("capture_grey", "OT", SecondaryCaptureImageStorage, picture(kind=np.uint8, high=256))
    placeless("capture_colour", "OT", SecondaryCaptureImageStorage, colours())
    placeless("capture_spacing", "OT", SecondaryCaptureImageStorage, colours(), PixelSpacing=[1.5, 1.25])
    placeless("ultrasound_grey", "US", UltrasoundMultiFrameImageStorage,
              np.stack([picture(kind=np.uint8, high=256) for _ in range(4)]), frames=4)
    for number in (3, 1, 2):
        placeless("captures", "OT", SecondaryCaptureImageStorage, colours(), InstanceNumber=number,
                  PixelSpacing=[1.5, 1.25], SliceThickness=4.0)
    for number in (1, 2):
        placeless("ultrasound_colour", "US", UltrasoundMultiFrameImageStorage,
                  np.stack([colours() for _ in range(4)]), frames=4, InstanceNumber=number)
    for path in (slice_of("rgb_wide", index + 1, (3, -4, 2 * index), picture(kind=np.uint32), modality="MR")
                 for index in range(3)):
        rewritten(path, lambda data: paint(data, random.integers(0, 2**32, (12, 10, 3)).astype(np.uint32)))
    frames("frames_thickness", SliceThickness=2.5)
    frames("frames_spacing", SliceThickness=2.5, SpacingBetweenSlices=3.5)
    frames("frames_negative", SliceThickness=2.5, SpacingBetweenSlices=-3.5)
    frames("frames_bare")
    frames("frames_coronal", SliceThickness=2.5, orientation=(1, 0, 0, 0, 0, -1))
    frames("frames_down", SliceThickness=2.5, orientation=(1, 0, 0, 0, -1, 0))
    frames("frames_volume", SliceThickness=2.5, orientation=(1, 0, 0, 0, 0, -1), MRAcquisitionType="3D")
    frames("frames_detector", SliceThickness=2.5, is_in_detector=True)
    frames("frames_time", count=6, SpacingBetweenSlices=3.5, NumberOfSlices=3, NumberOfTimeSlots=2,
           SliceVector=[1, 2, 3, 1, 2, 3], TimeSlotVector=[1, 1, 1, 2, 2, 2])
    frames("frames_slices", count=6, SpacingBetweenSlices=3.5, NumberOfSlices=3)
    frames("frames_no_slices", count=6, SpacingBetweenSlices=3.5, NumberOfSlices=4)
    frames("frames_interleaved", count=6, SpacingBetweenSlices=3.5, NumberOfSlices=3, NumberOfTimeSlots=2,
           SliceVector=[1, 1, 2, 2, 3, 3], TimeSlotVector=[1, 2, 1, 2, 1, 2])
    frames("frames_angiography", "XA", XRayAngiographicImageStorage, SliceThickness=2.5, FrameTime=33)
    frames("frames_capture", "OT", MultiFrameGrayscaleWordSecondaryCaptureImageStorage)
    for number in (1, 2):
        frames("frames_of_two", SliceThickness=2.5, number=number)
    overlaid("overlay")
    overlaid("overlay_first", on=[0])
    overlaid("overlay_single", places=[4])
    overlaid("overlay_some", on=[1, 2])
    overlaid("overlay_two", groups=(0x6000, 0x6002))
    overlaid("overlay_volume", orientation=(1, 0, 0, 0, 0, -1), position=lambda z: (1, z, 3),
             MRAcquisitionType="3D")
    overlaid("overlay_part", rows=6, columns=5, origin=(3, 4))
    overlaid("overlay_beyond", rows=20, columns=14, origin=(-2, 0))


if __name__ == "__main__":
    main()
